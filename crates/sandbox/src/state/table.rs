//! Tables of a data source: rows, and the queue in front of them.

use std::collections::{BTreeMap, BTreeSet};
use std::time::{Duration, Instant};

use serde_json::{Map, Value, json};

use crate::clock;

/// Rows of a table with more columns are dropped.
const COLUMN_LIMIT: usize = 512;

/// The most rows of a table.
const ROW_LIMIT: usize = 500_000;

/// With so many batches queued, the next one is refused.
const QUEUE_LIMIT: usize = 100;

/// The cells of a row, by column.
pub(crate) type Cells = Map<String, Value>;

/// A table for [`SandboxDataSource::table`](crate::SandboxDataSource::table).
///
/// ```
/// use dust_sandbox::{Sandbox, SandboxDataSource, SandboxTable};
/// use serde_json::json;
///
/// let leads = SandboxTable::new("leads").description("Who may buy").row("acme", json!({ "seats": 7 }));
/// let builder = Sandbox::builder().data_source(SandboxDataSource::new("crm").table(leads));
/// # let _ = builder;
/// ```
#[derive(Clone, Debug)]
pub struct SandboxTable {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) timestamp: i64,
    pub(crate) tags: Vec<String>,
    pub(crate) source_url: Option<String>,
    pub(crate) parents: Vec<String>,
    rows: BTreeMap<String, Cells>,
    /// Batches that wait to be merged, and when the last one came.
    queue: Vec<Vec<(String, Cells)>>,
    last_batch: Option<Instant>,
}

impl SandboxTable {
    /// A table without rows; its name and title are its id.
    pub fn new(id: impl Into<String>) -> Self {
        let id = id.into();
        Self {
            name: id.clone(),
            title: id.clone(),
            description: String::new(),
            timestamp: clock::now_ms(),
            tags: Vec::new(),
            source_url: None,
            parents: vec![id.clone()],
            id,
            rows: BTreeMap::new(),
            queue: Vec::new(),
            last_batch: None,
        }
    }

    /// Sets the name.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = title.into();
        self
    }

    /// Sets the description.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = description.into();
        self
    }

    /// Adds a row: an object of cells by column. What is no object is a row without cells.
    #[must_use]
    pub fn row(mut self, id: impl Into<String>, cells: Value) -> Self {
        let cells = cells.as_object().cloned().unwrap_or_default();
        self.rows.insert(id.into(), cells);
        self
    }

    /// Merges what is queued, once nothing more has come for a while.
    pub(crate) fn merge(&mut self, delay: Duration) {
        if self.last_batch.is_none_or(|last| last.elapsed() < delay) {
            return;
        }
        self.last_batch = None;
        for batch in std::mem::take(&mut self.queue) {
            let mut rows = self.rows.clone();
            rows.extend(batch);
            // Over a limit, rows are dropped in silence.
            if rows.len() <= ROW_LIMIT && columns(rows.values()).len() <= COLUMN_LIMIT {
                self.rows = rows;
            }
        }
    }

    /// Queues a batch; false if there are too many already.
    pub(crate) fn enqueue(&mut self, batch: Vec<(String, Cells)>) -> bool {
        let accepted = self.queue.len() < QUEUE_LIMIT;
        if accepted {
            self.queue.push(batch);
            self.last_batch = Some(Instant::now());
        }
        accepted
    }

    /// Replaces all rows at once, and drops what is queued.
    pub(crate) fn replace(&mut self, rows: Vec<(String, Cells)>) {
        self.queue.clear();
        self.last_batch = None;
        self.rows = rows.into_iter().collect();
    }

    pub(crate) fn rows(&self) -> &BTreeMap<String, Cells> {
        &self.rows
    }

    pub(crate) fn remove_row(&mut self, id: &str) {
        self.rows.remove(id);
        for batch in &mut self.queue {
            batch.retain(|(queued, _)| queued != id);
        }
    }

    /// What a get shows.
    pub(crate) fn shown(&self) -> Value {
        let mut shown = self.written();
        shown["parent_id"] = self.parents.get(1).cloned().into();
        shown
    }

    /// What the answer to an upsert shows.
    pub(crate) fn written(&self) -> Value {
        json!({
            "name": self.name,
            "table_id": self.id,
            "title": self.title,
            "description": self.description,
            "schema": self.schema(),
            "timestamp": self.timestamp,
            "tags": self.tags,
            "parents": self.parents,
            "mime_type": "application/vnd.dust.table",
        })
    }

    /// What the answer to written rows shows.
    pub(crate) fn brief(&self) -> Value {
        json!({
            "name": self.name,
            "table_id": self.id,
            "description": self.description,
            "schema": self.schema(),
        })
    }

    /// The columns, with types that the rows show; null without rows.
    fn schema(&self) -> Value {
        if self.rows.is_empty() {
            return Value::Null;
        }
        let shown = columns(self.rows.values()).into_iter().map(|column| {
            let cells = self.rows.values().filter_map(|cells| cells.get(column));
            json!({ "name": column, "value_type": value_type(cells), "possible_values": null })
        });
        shown.collect()
    }
}

/// The names of the columns of rows.
fn columns<'a>(rows: impl Iterator<Item = &'a Cells>) -> BTreeSet<&'a str> {
    rows.flat_map(Map::keys).map(String::as_str).collect()
}

/// The type of a column: whole numbers with others are floats, any other mix is text.
fn value_type<'a>(cells: impl Iterator<Item = &'a Value>) -> &'static str {
    let types: BTreeSet<&str> = cells.filter_map(cell_type).collect();
    let types: Vec<&str> = types.into_iter().collect();
    match types.as_slice() {
        ["float", "int"] | ["float"] => "float",
        ["int"] => "int",
        ["bool"] => "bool",
        ["datetime"] => "datetime",
        _ => "text",
    }
}

fn cell_type(cell: &Value) -> Option<&'static str> {
    Some(match cell {
        Value::Null => return None,
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::Object(_) => "datetime",
        Value::String(_) | Value::Array(_) => "text",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cells(value: Value) -> Cells {
        value.as_object().unwrap().clone()
    }

    fn one(id: &str, value: Value) -> Vec<(String, Cells)> {
        vec![(id.to_owned(), cells(value))]
    }

    #[test]
    fn columns_get_the_types_of_their_rows() {
        let table = SandboxTable::new("t")
            .row("1", json!({ "n": 1, "f": 1, "m": true, "d": { "type": "datetime", "epoch": 1 }, "e": null }))
            .row("2", json!({ "n": null, "f": 0.5, "m": "x" }));
        let schema = table.schema();
        let types: Vec<(&str, &str)> = schema
            .as_array()
            .unwrap()
            .iter()
            .map(|column| {
                (
                    column["name"].as_str().unwrap(),
                    column["value_type"].as_str().unwrap(),
                )
            })
            .collect();
        assert_eq!(
            types,
            [
                ("d", "datetime"),
                ("e", "text"),
                ("f", "float"),
                ("m", "text"),
                ("n", "int")
            ]
        );
        assert_eq!(SandboxTable::new("t").schema(), Value::Null);
    }

    #[test]
    fn the_row_that_is_stored_last_wins() {
        let mut table = SandboxTable::new("t");
        table.enqueue(one("a", json!({ "n": 1 })));
        table.enqueue(one("a", json!({ "n": 2 })));
        table.merge(Duration::from_secs(60));
        assert!(table.rows().is_empty());
        table.merge(Duration::ZERO);
        assert_eq!(table.rows()["a"]["n"], 2);
        table.enqueue(one("b", json!({})));
        table.replace(Vec::new());
        table.merge(Duration::ZERO);
        assert!(table.rows().is_empty());
    }

    #[test]
    fn rows_over_a_limit_are_dropped_in_silence() {
        let mut table = SandboxTable::new("t").row("a", json!({ "n": 1 }));
        let wide: Cells = (0..512).map(|at| (format!("c{at}"), json!(1))).collect();
        assert!(table.enqueue(vec![("b".to_owned(), wide)]));
        table.merge(Duration::ZERO);
        assert_eq!(table.rows().len(), 1);
        let accepted = (0..101).filter(|_| table.enqueue(Vec::new())).count();
        assert_eq!(accepted, 100);
    }
}
