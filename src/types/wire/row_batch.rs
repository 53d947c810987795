//! Rows to write: constructors, and what is refused before anything is sent.
//!
//! The server queues rows and drops those over its limits in silence, so that they have to be counted before.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::table_cell::Cell;
use crate::error::{Error, Result};
use crate::types::definition::Problems;
use crate::types::{RowBatch, TableRow};

/// The most columns of a table.
const COLUMN_LIMIT: usize = 512;

/// So many problems are enough to know what is wrong.
const PROBLEM_LIMIT: usize = 100;

impl TableRow {
    /// Makes a row of cells.
    ///
    /// ```
    /// use dust_sdk::types::{Cell, TableRow};
    ///
    /// let row = TableRow::of("acme", [("name", Cell::from("Acme")), ("seats", 7.into())]);
    /// ```
    pub fn of<K: Into<String>, V: Into<Cell>>(
        row_id: impl Into<String>,
        cells: impl IntoIterator<Item = (K, V)>,
    ) -> Self {
        let cells = cells.into_iter();
        let value: BTreeMap<String, Cell> = cells
            .map(|(column, cell)| (column.into(), cell.into()))
            .collect();
        Self {
            row_id: row_id.into(),
            value,
            is_delete: None,
        }
    }
}

impl TableRow {
    /// Makes a row of a struct or a map, whose fields are the columns.
    ///
    /// A field of the type [`Cell`] keeps its type, such as a date-time. A float that is no number becomes a cell without a value.
    ///
    /// ```
    /// use dust_sdk::types::{Cell, TableRow};
    ///
    /// #[derive(serde::Serialize)]
    /// struct Lead {
    ///     name: String,
    ///     seats: u32,
    ///     since: Cell,
    /// }
    ///
    /// let lead = Lead { name: "Acme".into(), seats: 7, since: Cell::date_time(1_761_813_000_000) };
    /// let row = TableRow::from_struct("acme", &lead)?;
    /// assert_eq!(row.value["seats"].as_i64(), Some(7));
    /// # Ok::<(), dust_sdk::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for what is no struct and no map.
    pub fn from_struct(row_id: impl Into<String>, row: &impl Serialize) -> Result<Self> {
        let cells = serde_json::to_value(row).and_then(serde_json::from_value);
        let cells = cells.map_err(|error| {
            Error::invalid_argument("a row is a struct or a map of cells").with_source(error)
        })?;
        Ok(Self {
            row_id: row_id.into(),
            value: cells,
            is_delete: None,
        })
    }
}

impl RowBatch {
    /// Checks what the server is known to refuse or to drop; an upsert does this before anything is sent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) with row and column: a name of a column that is not of
    /// `a` to `z`, digits and `_`; a cell that is an object, a list or no number; more than 512 columns.
    pub fn validate(&self) -> Result<()> {
        let mut problems = Problems::default();
        let mut columns = BTreeSet::new();
        for (at, row) in self.rows.iter().enumerate() {
            row.check(&format!("rows[{at}]"), &mut columns, &mut problems);
            if problems.len() >= PROBLEM_LIMIT {
                break;
            }
        }
        count_columns(columns.len(), &mut problems);
        problems.into_result("the rows cannot be written")
    }
}

impl TableRow {
    /// Checks the row of a table that has so many columns with it.
    pub(crate) fn validate_among(&self, columns: usize) -> Result<()> {
        let mut problems = Problems::default();
        self.check("the row", &mut BTreeSet::new(), &mut problems);
        count_columns(columns, &mut problems);
        problems.into_result("the row cannot be written")
    }

    /// Checks names of columns that are new, and all cells.
    fn check<'a>(&'a self, row: &str, columns: &mut BTreeSet<&'a str>, problems: &mut Problems) {
        for (column, cell) in &self.value {
            if columns.insert(column) && !is_column_name(column) {
                problems.add(format!(
                    "the column `{column}` of {row} is not of `a` to `z`, digits and `_`"
                ));
            }
            if let Some(problem) = cell_problem(cell) {
                problems.add(format!("the cell `{column}` of {row} {problem}"));
            }
            if problems.len() >= PROBLEM_LIMIT {
                break;
            }
        }
    }
}

fn count_columns(columns: usize, problems: &mut Problems) {
    if columns > COLUMN_LIMIT {
        problems.add(format!("there are {columns} columns, over {COLUMN_LIMIT}"));
    }
}

fn is_column_name(name: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !name.is_empty() && name.bytes().all(known)
}

impl Cell {
    /// Whether the server takes it.
    pub(crate) fn can_be_sent(&self) -> bool {
        cell_problem(self).is_none()
    }
}

/// What is wrong with a cell, as the end of a sentence.
fn cell_problem(cell: &Cell) -> Option<&'static str> {
    match cell {
        Cell::Object(_) => Some("is an object"),
        Cell::List(_) => Some("is a list"),
        Cell::Float(number) if !number.is_finite() => Some("is no number"),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Map, json};

    use super::*;
    use crate::error::ErrorKind;

    fn batch(cells: impl IntoIterator<Item = (String, Cell)>) -> RowBatch {
        RowBatch::new([TableRow::of("first", [("ok", 1)]), TableRow::of("r", cells)])
    }

    fn one(column: &str, cell: impl Into<Cell>) -> RowBatch {
        batch([(column.to_owned(), cell.into())])
    }

    #[test]
    fn cells_that_can_be_sent_pass() {
        let full = (0..511).map(|at| (format!("c{at}"), Cell::Null));
        for batch in [
            one("a_1", "x"),
            one("a", Cell::date_time(1)),
            one("a", None::<i64>),
            batch(full),
            RowBatch::new([]),
        ] {
            assert!(batch.validate().is_ok(), "{batch:?}");
        }
    }

    #[test]
    fn what_would_be_refused_or_dropped_is_refused() {
        let many = (0..512).map(|at| (format!("c{at}"), Cell::Null));
        for (batch, word) in [
            (one("Name", "x"), "`Name` of rows[1]"),
            (one("", "x"), "`` of rows[1]"),
            (one("a b", "x"), "`a b`"),
            (one("a", Cell::Object(Map::new())), "is an object"),
            (one("a", Cell::List(Vec::new())), "is a list"),
            (one("a", f64::NAN), "is no number"),
            (batch(many), "513 columns"),
        ] {
            let error = batch.validate().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument);
            assert!(error.message().contains(word), "{error}");
        }
    }

    #[test]
    fn rows_are_sent_as_the_server_wants_them() {
        let batch = one("seen", Cell::date_time(5)).truncate(true);
        let sent = serde_json::to_value(batch).unwrap();
        let rows = json!([
            {"row_id": "first", "value": {"ok": 1}},
            {"row_id": "r", "value": {"seen": {"type": "datetime", "epoch": 5}}},
        ]);
        assert_eq!(sent, json!({"rows": rows, "truncate": true}));
    }
}
