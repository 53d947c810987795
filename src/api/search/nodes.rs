//! Searching nodes page by page.

use std::sync::{Arc, OnceLock};

use tokio::time::Instant;

use super::stream::SearchStream;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::generated::requests;
use crate::http::{Call, CallFuture, RawResponse, Request, RequestOptions, call_options, check_id};
use crate::stream::{Next, Page, Pages};
use crate::types::{NodeSearch, NodeSearchResults, NodeViewType, SearchNode, SpaceList};

/// Nodes of a page where nothing is set, which is also what the server gives in a stream.
const DEFAULT_LIMIT: i64 = 25;

/// The most nodes of a page.
const LARGEST_LIMIT: i64 = 2000;

/// The most nodes of a stream.
const LARGEST_STREAM_LIMIT: i64 = 100;

/// Searches documents, tables and folders by name; see [`Client::search`].
#[must_use = "a call does nothing until it is awaited"]
#[derive(Clone)]
pub struct SearchNodes {
    call: Call,
    search: Search,
    /// The spaces that were listed: once for a search, not for each page.
    listed: Arc<OnceLock<Vec<String>>>,
}

/// What is searched for.
#[derive(Clone)]
struct Search {
    query: String,
    node_ids: Option<Vec<String>>,
    spaces: Option<Vec<String>>,
    view_type: Option<NodeViewType>,
    include_data_sources: Option<bool>,
    search_source_urls: Option<bool>,
    limit: Option<i64>,
    cursor: Option<String>,
}

impl SearchNodes {
    pub(super) fn new(client: &Client, query: String) -> Self {
        Self {
            call: client.call(requests::SEARCH_NODES),
            search: Search {
                query,
                node_ids: None,
                spaces: None,
                view_type: None,
                include_data_sources: None,
                search_source_urls: None,
                limit: None,
                cursor: None,
            },
            listed: Arc::default(),
        }
    }

    /// Searches these spaces only, and lists none before. No space is no result, as on the server.
    ///
    /// Spaces of projects are searched only if they are named here.
    pub fn spaces(mut self, spaces: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.search.spaces = Some(spaces.into_iter().map(Into::into).collect());
        self
    }

    /// Gives the nodes of these ids instead of searching; the query has to be empty.
    pub fn node_ids(mut self, node_ids: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.search.node_ids = Some(node_ids.into_iter().map(Into::into).collect());
        self
    }

    /// Sets which nodes are found: those for tables, for documents, or all, which is the default.
    pub fn view_type(mut self, view_type: NodeViewType) -> Self {
        self.search.view_type = Some(view_type);
        self
    }

    /// Sets whether data sources themselves are found, too; `true` if unset.
    pub fn include_data_sources(mut self, yes: bool) -> Self {
        self.search.include_data_sources = Some(yes);
        self
    }

    /// Sets whether source URLs are searched, too.
    pub fn search_source_urls(mut self, yes: bool) -> Self {
        self.search.search_source_urls = Some(yes);
        self
    }

    /// Sets how many nodes a page has, 25 if unset: up to 2,000, and from 1 to 100 in a [`stream`](Self::stream).
    pub fn limit(mut self, limit: i64) -> Self {
        self.search.limit = Some(limit);
        self
    }

    /// Goes on after an earlier page, from its `next_page_cursor`.
    pub fn cursor(mut self, cursor: impl Into<String>) -> Self {
        self.search.cursor = Some(cursor.into());
        self
    }

    /// Reads page after page, as a stream.
    /// It ends after the last page, after an error, and where the server gives a page twice.
    pub fn pages(self) -> Pages<NodeSearchResults> {
        Pages::by_cursor(self.search.cursor.clone(), move |cursor| {
            self.page(cursor, |call, response| {
                let page: NodeSearchResults = call.decode(&response)?;
                let next = Next::cursor(page.next_page_cursor.clone());
                let items = vec![page];
                Ok(Page { items, next })
            })
        })
    }

    /// Reads the nodes of all pages, as a stream; see [`pages`](Self::pages).
    pub fn items(self) -> Pages<SearchNode> {
        Pages::by_cursor(self.search.cursor.clone(), move |cursor| {
            self.page(cursor, |call, response| {
                let page: NodeSearchResults = call.decode(&response)?;
                let next = Next::cursor(page.next_page_cursor);
                let items = page.nodes;
                Ok(Page { items, next })
            })
        })
    }

    /// Searches the nodes and the files of tools, and gives what each finds as it comes.
    pub fn stream(mut self) -> SearchStream {
        self.call = self.call.of(requests::STREAM_SEARCH);
        self.call.set_options(RequestOptions {
            follow_same_origin: true,
            event_stream: true,
            ..RequestOptions::default()
        });
        SearchStream::new(self)
    }

    /// Sends the request and gives status, headers and undecoded body of the response.
    ///
    /// # Errors
    /// The same as awaiting the call, but for [`ErrorKind::Decode`](crate::ErrorKind::Decode).
    pub fn raw(self) -> CallFuture<RawResponse> {
        let call = self.call.clone();
        call.answer_to_prepared(self.prepare(Search::nodes_request), |_, response| {
            Ok(response)
        })
    }

    fn page<T>(
        &self,
        cursor: Option<String>,
        read: fn(&Call, RawResponse) -> Result<T>,
    ) -> CallFuture<T> {
        let mut page = self.clone();
        page.search.cursor = cursor;
        let call = page.call.clone();
        call.answer_to_prepared(page.prepare(Search::nodes_request), read)
    }

    pub(super) fn call(&self) -> &Call {
        &self.call
    }

    /// Makes the request of a stream.
    pub(super) fn prepare_stream(
        self,
        include_tools: Option<bool>,
    ) -> impl Future<Output = Result<Prepared>> + Send + 'static {
        self.prepare(move |search, call, spaces| search.stream_request(call, spaces, include_tools))
    }

    /// Lists the spaces, if it has to be, and builds the request.
    async fn prepare(
        mut self,
        build: impl FnOnce(&Search, &Call, Vec<String>) -> Result<Request> + Send + 'static,
    ) -> Result<Prepared> {
        let start = Instant::now();
        let spaces = match (&self.search.spaces, self.listed.get()) {
            (Some(spaces), _) | (None, Some(spaces)) => spaces.clone(),
            (None, None) => {
                let checked = self.search.check();
                checked.map_err(|error| self.named(error))?;
                let spaces = self.list_spaces().await?;
                self.listed.get_or_init(|| spaces).clone()
            }
        };
        let request = build(&self.search, &self.call, spaces);
        let request = request.map_err(|error| self.named(error))?;
        if let Some(timeout) = self.call.timeout() {
            // One limit for both requests.
            let left = timeout.saturating_sub(start.elapsed());
            self.call.set_timeout(left);
        }
        Ok((self.call, request))
    }

    fn named(&self, error: Error) -> Error {
        error.with_operation(self.call.operation())
    }

    async fn list_spaces(&self) -> Result<Vec<String>> {
        let call = self.call.of(requests::LIST_SPACES);
        let request = requests::list_spaces(call.base(), call.workspace_id(), None);
        let response = call.clone().raw(request).await?;
        let list: SpaceList = call.decode(&response)?;
        Ok(list.spaces.into_iter().map(|space| space.s_id).collect())
    }
}

/// A call and its request.
pub(super) type Prepared = (Call, Request);

impl Search {
    /// Refuses what the server would not understand; told before anything is sent.
    fn check(&self) -> Result<()> {
        let refused = |message: &str| Err(Error::invalid_argument(message));
        for space in self.spaces.iter().flatten() {
            check_id("space id", space)?;
        }
        if self.node_ids.is_none() {
            return Ok(());
        }
        if !self.query.is_empty() {
            return refused("a search is for a query or for `node_ids`: leave the query empty");
        }
        if self.search_source_urls.is_some() {
            return refused("`search_source_urls` goes with a query, not with `node_ids`");
        }
        Ok(())
    }

    fn limit(&self, least: i64, most: i64) -> Result<Option<i64>> {
        match self.limit {
            Some(limit) if !(least..=most).contains(&limit) => Err(Error::invalid_argument(
                format!("`limit` is {limit}, and has to be from {least} to {most}"),
            )),
            limit => Ok(limit),
        }
    }

    fn nodes_request(&self, call: &Call, spaces: Vec<String>) -> Result<Request> {
        self.check()?;
        // The page comes from the address, and a cursor counts only beside a limit.
        let limit = self.limit(0, LARGEST_LIMIT)?.unwrap_or(DEFAULT_LIMIT);
        let view_type = self.view_type.clone().unwrap_or(NodeViewType::All);
        let with_data_sources = self.include_data_sources.unwrap_or(true);
        let mut body = NodeSearch::new(view_type, spaces, with_data_sources, limit as f64);
        body.node_ids = self.node_ids.clone();
        body.query = self.node_ids.is_none().then(|| self.query.clone());
        body.search_source_urls = self.search_source_urls;
        let cursor = self.cursor.as_deref();
        requests::search_nodes(call.base(), call.workspace_id(), cursor, Some(limit), &body)
    }

    fn stream_request(
        &self,
        call: &Call,
        spaces: Vec<String>,
        include_tools: Option<bool>,
    ) -> Result<Request> {
        self.check()?;
        if self.node_ids.is_some() {
            let message = "a stream searches by a query, not by `node_ids`";
            return Err(Error::invalid_argument(message));
        }
        requests::stream_search(
            call.base(),
            call.workspace_id(),
            self.cursor.as_deref(),
            self.include_data_sources,
            include_tools,
            self.limit(1, LARGEST_STREAM_LIMIT)?,
            &self.query,
            self.search_source_urls,
            &spaces,
            self.view_type.as_ref(),
        )
    }
}

impl std::future::IntoFuture for SearchNodes {
    type Output = Result<NodeSearchResults>;
    type IntoFuture = CallFuture<NodeSearchResults>;

    fn into_future(self) -> Self::IntoFuture {
        let cursor = self.search.cursor.clone();
        self.page(cursor, |call, response| call.decode(&response))
    }
}

call_options!(SearchNodes);
