//! Search by name over documents, tables and folders of a workspace, and over the files of its tools.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! let mut nodes = dust.search("handbook").items();
//! while let Some(node) = nodes.next().await {
//!     println!("{}", node?.title);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! The search by meaning within one data source or view is
//! [`data_source(id).search(..)`](crate::data_sources::DataSourceHandle::search).

mod nodes;
mod stream;

pub use nodes::SearchNodes;
pub use stream::{SearchResults, SearchStream};

use crate::client::Client;

impl Client {
    /// Searches documents, tables and folders by their titles; an empty query lists them all.
    ///
    /// All spaces are searched that [`spaces().list()`](crate::spaces::Spaces::list) gives, which takes a request before the
    /// first, unless [`spaces`](SearchNodes::spaces) names some.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// let found = dust.search("handbook").spaces(["vlt_rZ8mT4qLxW"]).limit(5).await?;
    /// println!("{} of {:?}", found.nodes.len(), found.results_count);
    /// # Ok(())
    /// # }
    /// ```
    pub fn search(&self, query: impl Into<String>) -> SearchNodes {
        SearchNodes::new(self, query.into())
    }
}
