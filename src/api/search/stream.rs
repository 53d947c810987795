//! Searching nodes and the files of tools, as a stream of what each finds.
//!
//! The events have no ids and no marker ends them: the end of the body is the end, so that nothing is connected again. A
//! search that fails is an event of a success, which stands for a response of the status that it names.

use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use futures_core::Stream;
use futures_core::stream::FusedStream;
use serde::Serialize;
use serde_json::json;

use super::nodes::SearchNodes;
use crate::error::{Error, ErrorKind, Result, decode};
use crate::generated::requests;
use crate::http::{BoxFuture, ByteStream, Call, OpenResponse};
use crate::stream::{Event, MAX_EVENT, Parser, check_event_stream};
use crate::types::{NodeSearchResults, SearchError, SearchEvent, ToolSearchResult};

/// What a search has found, one part at a time.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
#[non_exhaustive]
pub enum SearchResults {
    /// The nodes: once, and first.
    Nodes(Box<NodeSearchResults>),
    /// What one tool has found. It can be uploaded with
    /// [`files().upload_from_tool(..)`](crate::files::Files::upload_from_tool).
    Tools(Vec<ToolSearchResult>),
}

/// What a search finds, as it finds it: a `Stream` of [`SearchResults`], first the nodes and then what each tool gives.
///
/// It ends when all tools have answered, or after an error. It is not connected again: the server cannot go on with a search.
#[must_use = "a stream does nothing unless it is polled"]
pub struct SearchStream {
    call: Call,
    state: State,
    parser: Parser,
    include_tools: Option<bool>,
    /// The nodes have come, or the error that stands for them.
    has_nodes: bool,
    /// What is still to be said after the event that the end of the body left unterminated.
    trailing_error: Option<Error>,
}

enum State {
    Start(Box<SearchNodes>),
    Opening(BoxFuture<Result<OpenResponse>>),
    Reading(ByteStream),
    Over,
}

impl SearchStream {
    pub(super) fn new(search: SearchNodes) -> Self {
        Self {
            call: search.call().clone(),
            state: State::Start(Box::new(search)),
            parser: Parser::new(MAX_EVENT),
            include_tools: None,
            has_nodes: false,
            trailing_error: None,
        }
    }

    /// Sets whether tools are asked, too; `true` if unset.
    pub fn include_tools(mut self, yes: bool) -> Self {
        self.include_tools = Some(yes);
        self
    }

    /// Waits for what is found next; `None` at the end.
    ///
    /// # Errors
    ///
    /// What a call can give, also where the search fails inside a response that is a success; [`ErrorKind::Decode`] for one
    /// event that makes no sense, after which the stream goes on; [`ErrorKind::Stream`] for a response that ends before it has
    /// given the nodes.
    pub async fn next(&mut self) -> Option<Result<SearchResults>> {
        poll_fn(|cx| self.poll_results(cx)).await
    }

    fn poll_results(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<SearchResults>>> {
        loop {
            while let Some(item) = self.next_parsed() {
                if let Some(item) = item.transpose() {
                    return Poll::Ready(Some(self.on_item(item)));
                }
            }
            match &mut self.state {
                State::Over => return Poll::Ready(self.trailing_error.take().map(Err)),
                State::Start(search) => {
                    let opening = search.clone().open(self.include_tools);
                    self.state = State::Opening(opening);
                }
                State::Opening(opening) => match ready!(opening.as_mut().poll(cx)) {
                    Ok(response) => self.state = State::Reading(response.body),
                    Err(error) => return Poll::Ready(Some(Err(self.end(error)))),
                },
                State::Reading(body) => match ready!(body.as_mut().poll_next(cx)) {
                    Some(Ok(chunk)) => self.parser.push(chunk),
                    Some(Err(error)) => return Poll::Ready(Some(Err(self.end(error)))),
                    None => {
                        if let Some(item) = self.end_of_body() {
                            return Poll::Ready(Some(item));
                        }
                    }
                },
            }
        }
    }

    /// The next event of the chunk at hand; the inner `None` is an event to be passed over.
    fn next_parsed(&mut self) -> Option<Result<Option<SearchResults>>> {
        match self.parser.next_event() {
            Ok(event) => event.map(|event| read(&self.call, event)),
            Err(too_long) => {
                self.state = State::Over;
                self.parser = Parser::new(MAX_EVENT);
                Some(Err(too_long.into_error(self.call.operation())))
            }
        }
    }

    /// Keeps what an item means for the stream itself.
    fn on_item(&mut self, item: Result<SearchResults>) -> Result<SearchResults> {
        self.has_nodes |= match &item {
            Ok(SearchResults::Nodes(_)) => true,
            Ok(SearchResults::Tools(_)) => false,
            // It may have been that of the nodes, and is told.
            Err(error) => error.kind() == ErrorKind::Decode,
        };
        match item {
            Err(error) if error.kind() == ErrorKind::Decode => {
                Err(self.call.transport().redact(error))
            }
            Err(error) => Err(self.end(error)),
            item => item,
        }
    }

    /// The body is over: what is left of it is an event without its blank line, or the place of a cut.
    fn end_of_body(&mut self) -> Option<Result<SearchResults>> {
        let last = self.parser.finish().map(|event| read(&self.call, event));
        self.state = State::Over;
        self.parser = Parser::new(MAX_EVENT);
        let was_cut = matches!(&last, Some(Err(error)) if error.kind() == ErrorKind::Decode);
        let item = match last {
            Some(Ok(Some(item))) => Some(self.on_item(Ok(item))),
            Some(Err(error)) if !was_cut => return Some(self.on_item(Err(error))),
            _ => None,
        };
        if was_cut || !self.has_nodes {
            let message = match self.has_nodes {
                true => "the response ended within an event",
                false => "the response ended before the nodes had come",
            };
            let cut = Error::new(ErrorKind::Stream, message);
            self.trailing_error = Some(cut.with_operation(self.call.operation()));
        }
        item
    }

    fn end(&mut self, error: Error) -> Error {
        self.state = State::Over;
        self.parser = Parser::new(MAX_EVENT);
        self.call.transport().redact(error)
    }
}

impl SearchNodes {
    /// Lists the spaces, if it has to be, and opens the stream.
    fn open(self, include_tools: Option<bool>) -> BoxFuture<Result<OpenResponse>> {
        let prepared = self.prepare_stream(include_tools);
        Box::pin(async move {
            let (call, request) = prepared.await?;
            let response = call.open(Ok(request)).await?;
            check_event_stream(requests::STREAM_SEARCH.id, &response)?;
            Ok(response)
        })
    }
}

/// Decodes one event; `None` for those that say nothing about the search.
fn read(call: &Call, event: Event<'_>) -> Result<Option<SearchResults>> {
    if event.data.is_empty() {
        return Ok(None);
    }
    let event: SearchEvent = decode(call.operation(), event.data)?;
    if let Some(error) = event.error {
        return Err(failure(call, error));
    }
    let nodes = event.knowledge_results.map(Box::new);
    let tools = event.tool_results.map(SearchResults::Tools);
    Ok(nodes.map(SearchResults::Nodes).or(tools))
}

/// The error of a search that failed inside a success, as a response of its status would be.
fn failure(call: &Call, error: SearchError) -> Error {
    let body = json!({ "error": error.error }).to_string();
    let status = error.status.and_then(|status| u16::try_from(status).ok());
    call.error_of(status.unwrap_or(500), body.as_bytes())
}

impl Stream for SearchStream {
    type Item = Result<SearchResults>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_results(cx)
    }
}

impl FusedStream for SearchStream {
    fn is_terminated(&self) -> bool {
        matches!(self.state, State::Over) && self.trailing_error.is_none()
    }
}

impl fmt::Debug for SearchStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SearchStream")
            .field("over", &self.is_terminated())
            .finish_non_exhaustive()
    }
}
