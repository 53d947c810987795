//! Documents that are written: the window, the limits, and the three answers.

use std::time::Instant;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::call::Call;
use crate::data::body;
use crate::data::documents::{internal_error, source};
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::data_source::SandboxDataSource;
use crate::state::document::SandboxDocument;
use crate::state::workspace::Workspace;

/// Tags that begin so are the server's own, and it fails on them.
const RESERVED: &str = "__DUST";

/// `POST …/documents/{documentId}`. What is refused before the window does not count in it; what is refused after it does.
pub(crate) fn upsert(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    source(workspace, call)?.require_writable()?;
    let body = call.object()?;
    body::check_types(&body)?;
    let window = &mut workspace.upserts;
    if !window.accept(Instant::now()) {
        return Err(ApiError::too_many(format!(
            "You have reached the maximum number of document upserts: {} per {} seconds.",
            window.limit,
            window.span.as_secs()
        )));
    }
    let document = body::document(call.id("documentId"), &body)?;
    if document.tags.iter().any(|tag| tag.starts_with(RESERVED)) {
        return Err(internal_error("There was an error upserting the document."));
    }
    check_size(workspace, &document)?;
    let flag = |key: &str| body.get(key).and_then(Value::as_bool) == Some(true);
    let source = source(workspace, call)?;
    if flag("async") {
        let id = document.id.clone();
        source.enqueue(document);
        return ok(json!({ "document": { "document_id": id } }));
    }
    let shown = match flag("light_document_output") {
        true => document.light(),
        false => document.full(&source.id),
    };
    source.documents.insert(document.id.clone(), document);
    ok(json!({ "document": shown, "data_source": source.shown() }))
}

/// Refuses a document that is larger than the plan allows, and one that no longer fits into the workspace.
fn check_size(workspace: &Workspace, document: &SandboxDocument) -> Result<(), ApiError> {
    let size = |document: &SandboxDocument| document.text.encode_utf16().count();
    let new = size(document);
    if new > workspace.document_limit {
        return Err(ApiError::new(
            StatusCode::FORBIDDEN,
            "data_source_quota_error",
            format!(
                "Data sources document upload size is limited to {} MB on your plan.",
                workspace.document_limit >> 20
            ),
        ));
    }
    let sources = workspace
        .spaces
        .iter()
        .flat_map(|space| &space.data_sources);
    let documents = sources.flat_map(|source: &SandboxDataSource| source.documents.values());
    if workspace
        .data_limit
        .is_some_and(|limit| documents.map(size).sum::<usize>() + new > limit)
    {
        return Err(ApiError::forbidden(
            "workspace_quota_error",
            "You have exceeded your data storage quota.",
        ));
    }
    Ok(())
}
