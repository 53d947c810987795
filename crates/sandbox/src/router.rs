//! What answers a request: a route of the user, the handler of an operation, or the operation's recorded example. What is
//! none of them gets the framework's plain 404.

use std::sync::Arc;

use axum::http::StatusCode;
use serde_json::json;

use crate::call::Call;
use crate::default_route;
use crate::document::operation::{Operation, RequiredCredential};
use crate::document::{Document, Found};
use crate::http::api_error::{Answer, ApiError};
use crate::http::form::FormPart;
use crate::http::reply::Reply;
use crate::http::request::ReceivedRequest;
use crate::operations::{UNDOCUMENTED, handler};
use crate::routes::Routes;
use crate::state::access::Principal;
use crate::state::workspace::Workspace;

/// Origins that the server lets browsers call it from.
const ORIGINS: [&str; 4] = [
    "https://dust.tt",
    "https://app.dust.tt",
    "https://eu.dust.tt",
    "https://us.dust.tt",
];

/// The path parameter of the workspace.
const WORKSPACE_ID: &str = "wId";

/// A request as it arrived, and what was read of it before.
pub(crate) struct Incoming<'a> {
    pub(crate) request: &'a ReceivedRequest,
    pub(crate) authorization: Option<&'a str>,
    pub(crate) form: Option<&'a [FormPart]>,
}

/// The operations that can be called.
pub(crate) struct Router {
    document: Arc<Document>,
    undocumented: Document,
}

impl Router {
    pub(crate) fn new(document: Arc<Document>) -> Self {
        let mut undocumented = Document::default();
        for &(id, method, path) in UNDOCUMENTED {
            let path = format!("/api/v1/w/{{wId}}/{path}");
            let operation = json!({ "operationId": id });
            // It is read without an error, since it has an id and no marks.
            undocumented
                .operations
                .extend(Operation::read(method, &path, &operation, &json!(null)).ok());
        }
        Self {
            document,
            undocumented,
        }
    }

    /// Answers a request from the workspace.
    pub(crate) fn answer(
        &self,
        workspace: &mut Workspace,
        routes: &Routes,
        incoming: &Incoming<'_>,
    ) -> Reply {
        let request = incoming.request;
        let origin = request.header("origin");
        if origin.is_some_and(|origin| !ORIGINS.contains(&origin)) {
            return Reply::new(StatusCode::FORBIDDEN, "text/plain", "");
        }
        let mut path = request.segments();
        if let Some(route) = routes.find(request.method(), &path) {
            let authenticated = match route.in_workspace {
                true => {
                    let workspace_id = route.workspace_id.as_deref();
                    let access = &workspace.access;
                    let principal = access.authenticate(workspace_id, incoming.authorization);
                    principal.map(|_| ())
                }
                false => Ok(()),
            };
            let answer = authenticated.and_then(|()| route.reply(request));
            return answer.unwrap_or_else(Reply::from);
        }
        // Event streams have a second path, to which the first one redirects.
        let streams = path.get(1).is_some_and(|second| second == "sse");
        if streams {
            path.remove(1);
        }
        let documented = self.document.find(request.method(), &path);
        let found = match documented {
            Ok(Some(found)) => Ok(Some(found)),
            other => match self.undocumented.find(request.method(), &path) {
                Ok(Some(found)) => Ok(Some(found)),
                missing => missing.or(other),
            },
        };
        match found {
            Ok(Some(found)) if !streams || found.operation.streams => self
                .call(workspace, incoming, found)
                .unwrap_or_else(Reply::from),
            Ok(None) if workspace.older => method_not_supported(),
            _ => Reply::no_route(),
        }
    }

    fn call(&self, workspace: &mut Workspace, incoming: &Incoming<'_>, found: Found<'_>) -> Answer {
        let operation = found.operation;
        let mut parameters = found.parameters.iter();
        let workspace_id = parameters.find(|(name, _)| name == WORKSPACE_ID);
        let workspace_id = workspace_id.map(|(_, id)| id.as_str());
        let principal = match operation.credential {
            RequiredCredential::None => Principal::Anonymous,
            _ => workspace
                .access
                .authenticate(workspace_id, incoming.authorization)?,
        };
        let unknown = found
            .parameters
            .iter()
            .find(|(_, id)| workspace.unknown_ids.contains(id));
        if let Some((parameter, _)) = unknown {
            return Err(operation.unknown_id(parameter));
        }
        let call = Call {
            principal,
            request: incoming.request,
            path: found.parameters,
            form: incoming.form,
        };
        match handler(&operation.id) {
            Some(handler) => handler(workspace, &call),
            None => default_route::answer(workspace, &self.document, operation, &call),
        }
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::operations::HANDLERS;

    #[test]
    fn every_handler_has_an_operation() {
        let router = Router::new(Document::packaged());
        for (id, _) in HANDLERS {
            let documents = [&*router.document, &router.undocumented];
            let mut operations = documents.iter().flat_map(|document| &document.operations);
            assert!(operations.any(|operation| operation.id == *id), "{id}");
        }
    }
}
