//! Rows of a batch, written as JSON as they come, so that their size is known and nothing is written twice.

use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use bytes::Bytes;

use crate::error::{Error, Result};
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
    known: HashSet<u64>,
}

fn hash(id: &str) -> u64 {
    // The same for all, and no harm can be done with a collision.
    let mut hasher = DefaultHasher::new();
    id.hash(&mut hasher);
    hasher.finish()
}

/// A row as JSON.
pub(super) struct WrittenRow {
    id: String,
    json: Vec<u8>,
}

impl WrittenRow {
    /// Writes a row.
    ///
    /// # Errors
    ///
    /// `InvalidArgument` for a row that cannot be written, or is larger than a batch may be.
    pub(super) fn new(row: TableRow) -> Result<Self> {
        let json = serde_json::to_vec(&row).map_err(|error| {
            Error::invalid_argument("the row cannot be written as JSON").with_source(error)
        })?;
        if json.len() > MAX_BYTES {
            let length = json.len();
            let message = format!("the row has {length} bytes of JSON, over {MAX_BYTES}");
            return Err(Error::invalid_argument(message));
        }
        let id = row.row_id;
        Ok(Self { id, json })
    }
}

impl RowBuffer {
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Adds a row; gives it back where there is no room for it, or where its id is there: the server says of no two rows of a
    /// batch which one wins.
    pub(super) fn push(&mut self, row: WrittenRow) -> std::result::Result<(), WrittenRow> {
        let is_full =
            self.rows.len() == MAX_ROWS || self.json.len() + 1 + row.json.len() > MAX_BYTES;
        if is_full || !self.known.insert(hash(&row.id)) {
            return Err(row);
        }
        if !self.rows.is_empty() {
            self.json.push(b',');
        }
        self.json.extend_from_slice(&row.json);
        self.rows.push((row.id, self.json.len()));
        Ok(())
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
            known: HashSet::new(),
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

    fn row(id: impl Into<String>, text: &str) -> WrittenRow {
        WrittenRow::new(TableRow::of(id, [("a", Cell::from(text))]))
            .ok()
            .unwrap()
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
            assert!(buffer.push(row(number.to_string(), "x")).is_ok());
        }
        assert!(buffer.push(row("one more", "x")).is_err());
        let mut large = RowBuffer::default();
        let half = "x".repeat(MAX_BYTES / 2);
        assert!(large.push(row("1", &half)).is_ok());
        assert!(large.push(row("2", &half)).is_err());
        assert!(large.push(row("1", "y")).is_err());
        assert!(large.push(row("3", "y")).is_ok());
        assert!(large.body(true).len() < 1024 * 1024);
        let too_large = TableRow::of("1", [("a", Cell::from("x".repeat(MAX_BYTES)))]);
        assert!(WrittenRow::new(too_large).is_err());
    }

    #[test]
    fn halves_have_all_rows() {
        for count in 2..9 {
            let mut buffer = RowBuffer::default();
            for number in 0..count {
                assert!(
                    buffer
                        .push(row(format!("r{number}"), &"é,".repeat(number)))
                        .is_ok()
                );
            }
            let all = rows(&buffer);
            let (first, second) = buffer.split();
            assert_eq!([rows(&first), rows(&second)].concat(), all);
            assert_eq!(all[0], json!({"row_id": "r0", "value": {"a": ""}}));
            assert_eq!(first.into_ids().len() + second.into_ids().len(), count);
        }
    }
}
