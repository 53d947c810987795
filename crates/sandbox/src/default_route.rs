//! The answer of an operation that keeps no state: the recorded example of the most similar request.

use axum::http::StatusCode;

use crate::call::Call;
use crate::document::Document;
use crate::document::example::Asked;
use crate::document::operation::Operation;
use crate::http::api_error::{Answer, ApiError};
use crate::state::workspace::Workspace;

/// Checks the credential and the request, and answers the example. Handlers know more of both than the document.
pub(crate) fn answer(
    workspace: &Workspace,
    document: &Document,
    operation: &Operation,
    call: &Call<'_>,
) -> Answer {
    operation.authorize(&call.principal)?;
    operation.check_parameters(&document.schemas, call.request)?;
    let body = operation.checked_body(&document.schemas, call.request, call.form)?;
    let asked = Asked {
        workspace: workspace.id(),
        parameters: &call.path,
        query: call.request.query(),
        body: &body,
    };
    let examples = operation.examples.iter();
    let nearest = examples.min_by(|one, other| one.distance(&asked).cmp(&other.distance(&asked)));
    match nearest {
        Some(example) => Ok(example.reply(&asked)),
        None => Err(ApiError::new(
            StatusCode::NOT_IMPLEMENTED,
            "not_implemented",
            format!(
                "The sandbox has no recorded example of the operation {}. Give it an answer with Sandbox::route.",
                operation.id
            ),
        )),
    }
}
