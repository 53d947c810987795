//! Data sources in a seed file.

use serde::Deserialize;
use serde_json::Value;

use crate::seed::checks::{Id, unique};
use crate::state::data_source::SandboxDataSource;
use crate::state::document::SandboxDocument;
use crate::state::table::SandboxTable;

/// A data source; its keys are named after the methods of [`SandboxDataSource`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a data source: a map with an `id`")]
pub(crate) struct DataSource {
    id: Id,
    name: Option<String>,
    description: Option<String>,
    provider: Option<String>,
    #[serde(default)]
    documents: Vec<Document>,
    #[serde(default)]
    tables: Vec<Table>,
    #[serde(default)]
    views: Vec<View>,
}

/// A document; its keys are named after the methods of [`SandboxDocument`]. Its id is any text.
#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a document: a map with `id` and `text`"
)]
struct Document {
    id: String,
    text: String,
    title: Option<String>,
    #[serde(default)]
    tags: Vec<String>,
    source_url: Option<String>,
    timestamp: Option<i64>,
    /// The nodes that it is below, nearest first.
    #[serde(default)]
    below: Vec<String>,
}

/// A table; its keys are named after the methods of [`SandboxTable`]. Its id is any text.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a table: a map with an `id`")]
struct Table {
    id: String,
    name: Option<String>,
    title: Option<String>,
    description: Option<String>,
    #[serde(default)]
    rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a row: a map with `id` and `cells`")]
struct Row {
    id: String,
    cells: serde_json::Map<String, Value>,
}

/// A view that shows some nodes.
#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a view: a map with `id` and `parents`"
)]
struct View {
    id: Id,
    parents: Vec<String>,
}

/// Checks a list of data sources, and says which one is wrong.
pub(crate) fn check(list: &str, sources: &[DataSource]) -> Result<(), String> {
    unique(list, sources.iter().map(|source| source.id.0.as_str()))?;
    for (at, source) in sources.iter().enumerate() {
        let place = |members: &str| format!("{list}[{at}].{members}");
        let documents = source.documents.iter();
        unique(
            &place("documents"),
            documents.map(|document| document.id.as_str()),
        )?;
        let tables = source.tables.iter();
        unique(&place("tables"), tables.map(|table| table.id.as_str()))?;
        let views = source.views.iter();
        unique(&place("views"), views.map(|view| view.id.0.as_str()))?;
    }
    Ok(())
}

impl DataSource {
    pub(crate) fn build(self) -> SandboxDataSource {
        let mut source = SandboxDataSource::new(self.id.0);
        if let Some(name) = self.name {
            source = source.name(name);
        }
        if let Some(description) = self.description {
            source = source.description(description);
        }
        if let Some(provider) = self.provider {
            source = source.provider(provider);
        }
        let documents = self.documents.into_iter().map(Document::build);
        source = documents.fold(source, SandboxDataSource::document);
        let tables = self.tables.into_iter().map(Table::build);
        source = tables.fold(source, SandboxDataSource::table);
        let views = self.views.into_iter();
        views.fold(source, |source, view| source.view(view.id.0, view.parents))
    }
}

impl Document {
    fn build(self) -> SandboxDocument {
        let mut document = SandboxDocument::new(self.id, self.text);
        if let Some(title) = self.title {
            document = document.title(title);
        }
        if let Some(url) = self.source_url {
            document = document.source_url(url);
        }
        if let Some(ms) = self.timestamp {
            document = document.timestamp(ms);
        }
        document = self.tags.into_iter().fold(document, SandboxDocument::tag);
        self.below
            .into_iter()
            .fold(document, SandboxDocument::below)
    }
}

impl Table {
    fn build(self) -> SandboxTable {
        let mut table = SandboxTable::new(self.id);
        if let Some(name) = self.name {
            table = table.name(name);
        }
        if let Some(title) = self.title {
            table = table.title(title);
        }
        if let Some(description) = self.description {
            table = table.description(description);
        }
        let rows = self.rows.into_iter();
        rows.fold(table, |table, row| {
            table.row(row.id, Value::Object(row.cells))
        })
    }
}
