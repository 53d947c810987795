//! Data sources: documents, tables, and the views through which a space sees them.

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::http::api_error::ApiError;
use crate::state::document::SandboxDocument;
use crate::state::ids::digest;
use crate::state::table::SandboxTable;

const CREATED: i64 = 1_754_036_400_123;

/// A data source for [`SandboxBuilder::data_source`](crate::SandboxBuilder::data_source) and
/// [`SandboxSpace::data_source`](crate::SandboxSpace::data_source): a folder, unless it has a provider.
#[derive(Clone, Debug)]
pub struct SandboxDataSource {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) description: Option<String>,
    pub(crate) provider: Option<String>,
    pub(crate) documents: BTreeMap<String, SandboxDocument>,
    pub(crate) tables: Vec<SandboxTable>,
    pub(crate) views: Vec<View>,
    /// Documents that wait to be written, and since when.
    queue: Vec<(Instant, SandboxDocument)>,
}

/// What a space sees of a data source.
#[derive(Clone, Debug)]
pub(crate) struct View {
    pub(crate) id: String,
    /// The nodes that it shows, with all below them; everything if there is no list.
    pub(crate) parents: Option<Vec<String>>,
    pub(crate) updated: i64,
}

impl SandboxDataSource {
    /// An empty folder; its name is its id. Its default view has the id of the folder with `dsv_` in the place of `dts_`, or
    /// in front.
    pub fn new(id: impl Into<String>) -> Self {
        let id = id.into();
        let view = id.strip_prefix("dts_").unwrap_or(&id);
        Self {
            views: vec![View::new(format!("dsv_{view}"), None)],
            name: id.clone(),
            id,
            description: None,
            provider: None,
            documents: BTreeMap::new(),
            tables: Vec::new(),
            queue: Vec::new(),
        }
    }

    /// Sets the name, which also stands for the id in addresses.
    #[must_use]
    pub fn name(mut self, name: impl Into<String>) -> Self {
        self.name = name.into();
        self
    }

    /// Sets the description.
    #[must_use]
    pub fn description(mut self, description: impl Into<String>) -> Self {
        self.description = Some(description.into());
        self
    }

    /// Makes it a managed connection, such as `notion`, or a website (`webcrawler`), which is read-only.
    #[must_use]
    pub fn provider(mut self, provider: impl Into<String>) -> Self {
        self.provider = Some(provider.into());
        self
    }

    /// Adds a document, in the place of one with the same id.
    #[must_use]
    pub fn document(mut self, document: SandboxDocument) -> Self {
        self.documents.insert(document.id.clone(), document);
        self
    }

    /// Adds a table, in the place of one with the same id.
    #[must_use]
    pub fn table(mut self, table: SandboxTable) -> Self {
        self.tables.retain(|known| known.id != table.id);
        self.tables.push(table);
        self
    }

    /// Adds a view that shows some nodes, with all below them.
    #[must_use]
    pub fn view(
        mut self,
        id: impl Into<String>,
        parents: impl IntoIterator<Item = impl Into<String>>,
    ) -> Self {
        let parents = parents.into_iter().map(Into::into).collect();
        self.views.push(View::new(id.into(), Some(parents)));
        self
    }

    /// Refuses changes of what Dust fills itself.
    pub(crate) fn require_writable(&self) -> Result<(), ApiError> {
        match self.provider {
            None => Ok(()),
            Some(_) => Err(ApiError::forbidden(
                "data_source_auth_error",
                "You cannot write to a managed data source.",
            )),
        }
    }

    pub(crate) fn table_at(&self, id: &str) -> Option<usize> {
        self.tables.iter().position(|table| table.id == id)
    }

    /// Queues a document.
    pub(crate) fn enqueue(&mut self, document: SandboxDocument) {
        self.queue.push((Instant::now(), document));
    }

    /// Writes queued documents and merges queued rows that have waited long enough.
    pub(crate) fn settle(&mut self, delay: Duration) {
        let due = |(since, _): &(Instant, SandboxDocument)| since.elapsed() >= delay;
        let count = self.queue.iter().take_while(|queued| due(queued)).count();
        for (_, document) in self.queue.drain(..count) {
            self.documents.insert(document.id.clone(), document);
        }
        for table in &mut self.tables {
            table.merge(delay);
        }
    }

    /// Whether a node is one of the data source: a document, a table, or what one of them is below.
    pub(crate) fn has_node(&self, id: &str) -> bool {
        let documents = self.documents.values().map(|document| &document.parents);
        let tables = self.tables.iter().map(|table| &table.parents);
        documents.chain(tables).flatten().any(|node| node == id)
    }

    pub(crate) fn shown(&self) -> Value {
        json!({
            "sId": self.id,
            "id": 48_127,
            "name": self.name,
            "description": self.description,
            "createdAt": CREATED,
            "dustAPIProjectId": "91733",
            "dustAPIDataSourceId": digest(&self.id),
            "connectorId": self.provider.as_ref().map(|_| "71204"),
            "connectorProvider": self.provider,
            "assistantDefaultSelected": true,
        })
    }

    pub(crate) fn shown_view(&self, view: &View, space: &str) -> Value {
        let category = match self.provider.as_deref() {
            None => "folder",
            Some("webcrawler") => "website",
            Some(_) => "managed",
        };
        json!({
            "sId": view.id,
            "id": 60_218,
            "category": category,
            "kind": if view.is_default() { "default" } else { "custom" },
            "dataSource": self.shown(),
            "parentsIn": view.parents,
            "spaceId": space,
            "createdAt": CREATED,
            "updatedAt": view.updated,
        })
    }
}

impl View {
    fn new(id: String, parents: Option<Vec<String>>) -> Self {
        Self {
            id,
            parents,
            updated: CREATED,
        }
    }

    /// Whether it shows everything, and cannot be changed.
    pub(crate) fn is_default(&self) -> bool {
        self.parents.is_none()
    }

    /// Whether it shows a node that is below these, itself included.
    pub(crate) fn shows(&self, parents: &[String]) -> bool {
        let shown = self.parents.as_ref();
        shown.is_none_or(|shown| parents.iter().any(|parent| shown.contains(parent)))
    }
}
