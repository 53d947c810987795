//! Which operation a request is for. What is none of them gets the framework's plain 404.

use axum::http::StatusCode;

use crate::call::Call;
use crate::document::path::PathTemplate;
use crate::http::api_error::{Answer, ApiError};
use crate::http::form::FormPart;
use crate::http::reply::Reply;
use crate::http::request::ReceivedRequest;
use crate::operations::{Handler, OPERATIONS};
use crate::state::workspace::Workspace;

/// Origins that the server lets browsers call it from.
const ORIGINS: [&str; 4] = [
    "https://dust.tt",
    "https://app.dust.tt",
    "https://eu.dust.tt",
    "https://us.dust.tt",
];

/// A request as it arrived, and what was read of it before.
pub(crate) struct Incoming<'a> {
    pub(crate) request: &'a ReceivedRequest,
    pub(crate) authorization: Option<&'a str>,
    pub(crate) form: Option<&'a [FormPart]>,
}

/// A handler and the parameters of the path.
type Found = (Handler, Vec<(String, String)>);

/// The operations.
pub(crate) struct Router(Vec<(&'static str, PathTemplate, Handler)>);

impl Router {
    pub(crate) fn new() -> Self {
        let operations = OPERATIONS.iter();
        let routes = operations.map(|(method, path, handler)| {
            let template = PathTemplate::new(&format!("/api/v1/w/{{wId}}/{path}"));
            (*method, template, *handler)
        });
        Self(routes.collect())
    }

    /// Answers a request from the workspace.
    pub(crate) fn answer(&self, workspace: &mut Workspace, incoming: &Incoming<'_>) -> Reply {
        let request = incoming.request;
        let origin = request.header("origin");
        if origin.is_some_and(|origin| !ORIGINS.contains(&origin)) {
            return Reply::new(StatusCode::FORBIDDEN, "text/plain", "");
        }
        let mut path = request.segments();
        if path.get(1).is_some_and(|second| second == "sse") {
            path.remove(1);
            if path.last().is_none_or(|last| last != "events") {
                return Reply::no_route();
            }
        }
        let (found, known) = self.find(request.method(), &path);
        match found {
            Some(found) => call(workspace, incoming, found).unwrap_or_else(Reply::from),
            None if workspace.older && known => method_not_supported(),
            None => Reply::no_route(),
        }
    }

    /// The handler of a request, and whether its path is that of an operation.
    fn find(&self, method: &str, path: &[String]) -> (Option<Found>, bool) {
        let fits = self.0.iter().filter_map(|(method, template, handler)| {
            let parameters = template.parameters(path)?;
            Some((template.precedence(), *method, *handler, parameters))
        });
        let fits: Vec<_> = fits.collect();
        let Some(best) = fits.iter().map(|(precedence, ..)| precedence.clone()).max() else {
            return (None, false);
        };
        let mut best = fits
            .into_iter()
            .filter(|(precedence, ..)| *precedence == best);
        let found = best.find(|(_, known, ..)| *known == method);
        let found = found.map(|(_, _, handler, parameters)| (handler, parameters));
        (found, true)
    }
}

fn call(workspace: &mut Workspace, incoming: &Incoming<'_>, (handler, path): Found) -> Answer {
    let workspace_id = path.first().map(|(_, id)| id.as_str());
    let access = &workspace.access;
    let principal = access.authenticate(workspace_id, incoming.authorization)?;
    let call = Call {
        principal,
        request: incoming.request,
        path,
        form: incoming.form,
    };
    handler(workspace, &call)
}

/// Older servers know 405; newer ones answer 404 to a wrong method.
fn method_not_supported() -> Reply {
    ApiError::new(
        StatusCode::METHOD_NOT_ALLOWED,
        "method_not_supported_error",
        "The method is not supported.",
    )
    .into()
}
