//! Rows of a batch, written as JSON as they come, so that their size is known and nothing is written twice.

use std::collections::HashSet;
use std::hash::{BuildHasherDefault, DefaultHasher, Hash, Hasher};

use bytes::Bytes;

use crate::error::Error;
use crate::types::TableRow;

/// The most rows of a batch.
const MAX_ROWS: usize = 500;

/// The most JSON of a batch, in bytes, with room below 1 MiB for what stands around it.
const MAX_BYTES: usize = 1024 * 1024 - 1024;

/// The rows of a batch, as JSON, with commas between them.
#[derive(Default)]
pub(super) struct RowBuffer {
    json: Vec<u8>,
    /// The id of each row, and where its JSON ends.
    rows: Vec<(String, usize)>,
    /// Hashes of the ids. Two ids with one hash are taken for one, which only ends a batch early.
    known: HashSet<u64, BuildHasherDefault<AsIs>>,
}

/// The hash of what is a hash.
#[derive(Default)]
struct AsIs(u64);

impl Hasher for AsIs {
    fn write(&mut self, _: &[u8]) {}

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

fn hash(id: &str) -> u64 {
    // The same for all, and no harm can be done with a collision.
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

impl RowBuffer {
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Writes a row; gives it back where there is no room for it, or where its id is there: the server says of no two rows of a
    /// batch which one wins.
    ///
    /// # Errors
    ///
    /// `InvalidArgument` and the id of a row that cannot be written, or is larger than a batch may be.
    pub(super) fn push(&mut self, row: TableRow) -> Result<Option<TableRow>, (String, Error)> {
        if self.rows.len() == MAX_ROWS || !self.known.insert(hash(&row.row_id)) {
            return Ok(Some(row));
        }
        let start = self.json.len();
        if start > 0 {
            self.json.push(b',');
        }
        if let Err(error) = serde_json::to_writer(&mut self.json, &row) {
            self.json.truncate(start);
            let message = "the row cannot be written as JSON";
            let error = Error::invalid_argument(message).with_source(error);
            return Err((row.row_id, error));
        }
        let length = self.json.len();
        if length > MAX_BYTES {
            self.json.truncate(start);
            if start > 0 {
                return Ok(Some(row));
            }
            self.known.clear();
            let message = format!("the row has {length} bytes of JSON, over {MAX_BYTES}");
            return Err((row.row_id, Error::invalid_argument(message)));
        }
        self.rows.push((row.row_id, length));
        Ok(None)
    }

    /// Begins the next batch, which will be about as large; gives this one.
    pub(super) fn take_full(&mut self) -> Self {
        let mut known = std::mem::take(&mut self.known);
        known.clear();
        let next = Self {
            json: Vec::with_capacity(self.json.len()),
            rows: Vec::with_capacity(self.rows.len()),
            known,
        };
        std::mem::replace(self, next)
    }

    /// The body of a request.
    pub(super) fn body(&self, truncate: bool) -> Bytes {
        let end: &[u8] = match truncate {
            true => br#"],"truncate":true}"#,
            false => b"]}",
        };
        [br#"{"rows":["#, self.json.as_slice(), end].concat().into()
    }

    /// Cuts the rows into two halves; there have to be two at least.
    pub(super) fn split(mut self) -> (Self, Self) {
        let middle = self.rows.len() / 2;
        let end = self.rows[middle - 1].1;
        let start = end + 1;
        let second = self.rows.split_off(middle);
        let second = Self {
            json: self.json[start..].to_vec(),
            known: HashSet::default(),
            rows: second
                .into_iter()
                .map(|(id, end)| (id, end - start))
                .collect(),
        };
        self.json.truncate(end);
        (self, second)
    }

    /// The ids of the rows.
    pub(super) fn into_ids(self) -> Vec<String> {
        self.rows.into_iter().map(|(id, _)| id).collect()
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::types::Cell;

    fn row(id: impl Into<String>, text: &str) -> TableRow {
        TableRow::of(id, [("a", Cell::from(text))])
    }

    fn is_added(buffer: &mut RowBuffer, row: TableRow) -> bool {
        buffer.push(row).ok().unwrap().is_none()
    }

    fn rows(buffer: &RowBuffer) -> Vec<Value> {
        let body: Value = serde_json::from_slice(&buffer.body(false)).unwrap();
        body["rows"].as_array().unwrap().clone()
    }

    #[test]
    fn a_batch_ends_at_its_count_its_size_or_a_known_id() {
        let mut buffer = RowBuffer::default();
        assert_eq!(buffer.body(true), r#"{"rows":[],"truncate":true}"#);
        for number in 0..MAX_ROWS {
            assert!(is_added(&mut buffer, row(number.to_string(), "x")));
        }
        assert!(!is_added(&mut buffer, row("one more", "x")));
        let mut large = RowBuffer::default();
        let half = "x".repeat(MAX_BYTES / 2);
        assert!(is_added(&mut large, row("1", &half)));
        assert!(!is_added(&mut large, row("2", &half)));
        assert!(!is_added(&mut large, row("1", "y")));
        assert!(is_added(&mut large, row("3", "y")));
        assert_eq!(rows(&large).len(), 2);
        assert!(large.body(true).len() < 1024 * 1024);
    }

    #[test]
    fn a_row_that_cannot_be_sent_leaves_nothing() {
        let mut buffer = RowBuffer::default();
        for wrong in [Cell::from("x".repeat(MAX_BYTES)), Cell::from(f64::NAN)] {
            let (id, _) = buffer
                .push(TableRow::of("1", [("a", wrong)]))
                .err()
                .unwrap();
            assert_eq!(
                (id.as_str(), buffer.body(false).as_ref()),
                ("1", &br#"{"rows":[]}"#[..])
            );
        }
        assert!(is_added(&mut buffer, row("2", "x")));
        assert_eq!(rows(&buffer).len(), 1);
    }

    #[test]
    fn halves_have_all_rows() {
        for count in 2..9 {
            let mut buffer = RowBuffer::default();
            for number in 0..count {
                assert!(is_added(
                    &mut buffer,
                    row(format!("r{number}"), &"é,".repeat(number))
                ));
            }
            let all = rows(&buffer);
            let (first, second) = buffer.split();
            assert_eq!([rows(&first), rows(&second)].concat(), all);
            assert_eq!(all[0], json!({"row_id": "r0", "value": {"a": ""}}));
            assert_eq!(first.into_ids().len() + second.into_ids().len(), count);
        }
    }
}
