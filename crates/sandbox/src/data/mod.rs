//! Data sources of a space: documents, tables, rows, views, and the searches over them.

mod body;
pub(crate) mod documents;
pub(crate) mod node_search;
pub(crate) mod pages;
pub(crate) mod rows;
pub(crate) mod semantic_search;
pub(crate) mod tables;
pub(crate) mod upserts;
pub(crate) mod views;
