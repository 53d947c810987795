//! Answers of the user's own, for paths that the sandbox does not know, or in the place of its answers.

use std::fmt;
use std::sync::Arc;

use axum::body::Bytes;
use axum::http::{HeaderName, StatusCode};
use serde_json::Value;

use crate::document::path::PathTemplate;
use crate::http::api_error::ApiError;
use crate::http::reply::{Content, Reply};
use crate::http::request::ReceivedRequest;

/// An answer for [`Sandbox::route`](crate::Sandbox::route).
///
/// JSON and text convert into an answer with the status 200; the methods change status and headers.
///
/// ```
/// use dust_sandbox::RouteAnswer;
/// use serde_json::json;
///
/// let emails = RouteAnswer::from(json!({ "emails": ["ada@example.com"] }));
/// let created = RouteAnswer::from(json!({ "id": 7 })).status(201).header("etag", "\"7\"");
/// let missing = RouteAnswer::error(404, "report_not_found", "The report was not found.");
/// let csv = RouteAnswer::new(200, "text/csv", "a,b\n1,2\n");
/// # let _ = (emails, created, missing, csv);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct RouteAnswer {
    status: u16,
    headers: Vec<(String, String)>,
    body: Vec<u8>,
}

impl RouteAnswer {
    /// An answer with any status, 200 to 599, and any body.
    pub fn new(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        Self {
            status,
            headers: vec![("content-type".to_owned(), media_type.to_owned())],
            body: body.into(),
        }
    }

    /// An error in Dust's envelope: `{"error": {"type", "message"}}`.
    pub fn error(status: u16, kind: &str, message: &str) -> Self {
        let body = serde_json::json!({ "error": { "type": kind, "message": message } });
        Self::from(body).status(status)
    }

    /// Sets the status, 200 to 599.
    pub fn status(mut self, status: u16) -> Self {
        self.status = status;
        self
    }

    /// Adds a header. One that is no valid header is left out.
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    fn reply(self) -> Reply {
        let status = StatusCode::from_u16(self.status);
        let mut reply = Reply::without_body(status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR));
        reply.content = Content::Whole(Bytes::from(self.body));
        for (name, value) in self.headers {
            if let Ok(name) = HeaderName::try_from(name) {
                reply = reply.header(name, value);
            }
        }
        reply
    }
}

impl From<Value> for RouteAnswer {
    fn from(body: Value) -> Self {
        Self::new(200, "application/json", body.to_string())
    }
}

impl From<&str> for RouteAnswer {
    fn from(text: &str) -> Self {
        Self::new(200, "text/plain; charset=utf-8", text)
    }
}

impl From<String> for RouteAnswer {
    fn from(text: String) -> Self {
        Self::from(text.as_str())
    }
}

type Answer = Arc<dyn Fn(&ReceivedRequest) -> RouteAnswer + Send + Sync>;

/// One route of the user.
struct Route {
    method: String,
    template: PathTemplate,
    /// Whether it is below the workspace, where a credential is needed.
    in_workspace: bool,
    answer: Answer,
}

/// All routes of the user.
#[derive(Default)]
pub(crate) struct Routes(Vec<Route>);

/// A route that a request is for.
pub(crate) struct FoundRoute {
    pub(crate) in_workspace: bool,
    pub(crate) workspace_id: Option<String>,
    answer: Answer,
}

impl Routes {
    /// Adds a route. A path that does not begin with `/` is one below the workspace.
    pub(crate) fn add(
        &mut self,
        method: &str,
        path: &str,
        answer: impl Fn(&ReceivedRequest) -> RouteAnswer + Send + Sync + 'static,
    ) {
        let in_workspace = !path.starts_with('/');
        let path = match in_workspace {
            true => format!("/api/v1/w/{{wId}}/{path}"),
            false => path.to_owned(),
        };
        self.0.push(Route {
            method: method.to_uppercase(),
            template: PathTemplate::new(&path),
            in_workspace,
            answer: Arc::new(answer),
        });
    }

    /// The route of a request; of several the one that was added last.
    pub(crate) fn find(&self, method: &str, path: &[String]) -> Option<FoundRoute> {
        self.0.iter().rev().find_map(|route| {
            let parameters = route.template.parameters(path)?;
            let workspace_id = parameters.into_iter().next().map(|(_, id)| id);
            (route.method == method).then(|| FoundRoute {
                in_workspace: route.in_workspace,
                workspace_id,
                answer: route.answer.clone(),
            })
        })
    }
}

impl FoundRoute {
    pub(crate) fn reply(&self, request: &ReceivedRequest) -> Result<Reply, ApiError> {
        Ok((self.answer)(request).reply())
    }
}

impl fmt::Debug for Routes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} routes", self.0.len())
    }
}
