//! Documents: list, get, delete, parents; and the tokens of a text.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::call::Call;
use crate::check::{Fields, Issues, Need};
use crate::data::pages::Page;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::data_source::SandboxDataSource;
use crate::state::document::SandboxDocument;
use crate::state::workspace::Workspace;

/// `GET spaces/{spaceId}/data_sources`.
pub(crate) fn list_data_sources(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let space = workspace.space(call.id("spaceId"))?;
    let shown: Value = space
        .data_sources
        .iter()
        .map(SandboxDataSource::shown)
        .collect();
    ok(json!({ "data_sources": shown }))
}

/// `GET …/check_upsert_queue`, which is for Dust's own connectors.
pub(crate) fn check_upsert_queue(_: &mut Workspace, _: &Call<'_>) -> Answer {
    Err(ApiError::forbidden(
        "invalid_oauth_token_error",
        "Only system keys are allowed to use this endpoint.",
    ))
}

/// `GET …/documents`.
pub(crate) fn list(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let page = Page::of(call)?;
    let source = source(workspace, call)?;
    let ids: Vec<&str> = call.request.query_values("document_ids").collect();
    let wanted =
        |document: &&SandboxDocument| ids.is_empty() || ids.contains(&document.id.as_str());
    let mut documents: Vec<&SandboxDocument> = source.documents.values().filter(wanted).collect();
    documents.sort_by_key(|document| std::cmp::Reverse(document.timestamp));
    let total = documents.len();
    let shown = page.items_of(documents.into_iter());
    let shown: Value = shown.map(|document| document.shown(&source.id)).collect();
    ok(json!({ "documents": shown, "total": total }))
}

/// `GET …/documents/{documentId}`.
pub(crate) fn get(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let source = source(workspace, call)?;
    let document = source.documents.get(call.id("documentId"));
    let document = document.ok_or_else(|| {
        ApiError::data_source("data_source_document_not_found", "Document not found")
    })?;
    let mut shown = document.shown(&source.id);
    shown["text"] = document.text.clone().into();
    ok(json!({ "document": shown }))
}

/// `DELETE …/documents/{documentId}`, which says the same of one that is unknown.
pub(crate) fn delete(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let source = source(workspace, call)?;
    source.require_writable()?;
    let id = call.id("documentId");
    source.documents.remove(id);
    ok(json!({ "document": { "document_id": id } }))
}

/// `POST …/documents/{documentId}/parents`.
pub(crate) fn set_parents(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let source = source(workspace, call)?;
    source.require_writable()?;
    let body = call.object()?;
    let mut issues = Issues::default();
    let mut fields = Fields::new(&mut issues, &body);
    fields.strings("parents", Need::Required);
    fields.check("parent_id", Need::Optional, "string or null", |value| {
        value.is_string() || value.is_null()
    });
    issues.finish()?;
    let parents = strings(body.get("parents"));
    let parent_id = body.get("parent_id").and_then(Value::as_str);
    let id = call.id("documentId");
    if parents.first().map(String::as_str) != Some(id) {
        return Err(ApiError::invalid(
            "Invalid parents: parents[0] should be the document_id",
        ));
    }
    if parents.get(1).map(String::as_str) != parent_id {
        return Err(ApiError::invalid(
            "Invalid parent id: parents[1] and parent_id should be equal",
        ));
    }
    if let Some(document) = source.documents.get_mut(id) {
        document.parents = parents;
    }
    ok(json!({ "updated": true }))
}

/// `POST …/tokenize`: words with the white space before them.
pub(crate) fn tokenize(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    source(workspace, call)?;
    let body = call.object()?;
    let text = body.get("text").and_then(Value::as_str);
    let text = text.ok_or_else(|| ApiError::invalid("Invalid request body: text: Required"))?;
    let mut tokens: Vec<String> = Vec::new();
    for character in text.chars() {
        let begins =
            character.is_whitespace() && tokens.last().is_some_and(|last| !last.trim().is_empty());
        match tokens.last_mut().filter(|_| !begins) {
            Some(token) => token.push(character),
            None => tokens.push(character.into()),
        }
    }
    let shown: Value = tokens
        .iter()
        .map(|token| {
            json!([
                token
                    .bytes()
                    .fold(7_u32, |id, byte| id * 31 % 99_991 + u32::from(byte)),
                token
            ])
        })
        .collect();
    ok(json!({ "tokens": shown }))
}

/// The data source of the path, with all that was queued long enough.
pub(crate) fn source<'a>(
    workspace: &'a mut Workspace,
    call: &Call<'_>,
) -> Result<&'a mut SandboxDataSource, ApiError> {
    let delay = workspace.merge_delay;
    let source = workspace.data_source(call.id("spaceId"), call.id("dsId"))?;
    source.settle(delay);
    Ok(source)
}

/// The texts of a list.
pub(crate) fn strings(value: Option<&Value>) -> Vec<String> {
    let items = value.and_then(Value::as_array).into_iter().flatten();
    items.filter_map(Value::as_str).map(str::to_owned).collect()
}

/// The server's answer to what it cannot do, whatever the reason.
pub(crate) fn internal_error(message: &str) -> ApiError {
    ApiError::new(
        StatusCode::INTERNAL_SERVER_ERROR,
        "internal_server_error",
        message,
    )
}
