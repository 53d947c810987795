//! Content fragments: text, files and nodes that people put into a conversation.

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::clock;
use crate::conversations::bodies;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::conversation::{Conversation, Message};
use crate::state::shared::Shared;
use crate::state::workspace::Workspace;

/// `POST assistant/conversations/{cId}/content_fragments`.
pub(crate) fn post(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
    bodies::fragment(&body)?;
    let conversation = workspace.conversations.get(call.id("cId"))?;
    let mut fragment = add(workspace, &conversation, &body)?;
    if let Some(path) = fragment["textUrl"].as_str() {
        fragment["textUrl"] = format!("{}{path}", call.base_url()).into();
    }
    ok(json!({ "contentFragment": fragment }))
}

/// Adds a fragment and shows it.
pub(crate) fn add(
    workspace: &Workspace,
    conversation: &Shared<Conversation>,
    body: &Map<String, Value>,
) -> Result<Value, ApiError> {
    let file = match body.get("fileId").and_then(Value::as_str) {
        Some(id) => Some(workspace.file(id)?),
        None => None,
    };
    let shown = fragment(workspace, body, file);
    conversation.lock().add(Message::Given(shown.clone()));
    Ok(shown)
}

fn fragment(workspace: &Workspace, body: &Map<String, Value>, file: Option<&Value>) -> Value {
    let id = workspace.ids.short();
    let field = |key: &str| body.get(key).cloned().unwrap_or_default();
    let file_id = match file {
        Some(file) => file["sId"].clone(),
        None => format!("fil_{id}").into(),
    };
    let content_type = match file {
        Some(file) => file["contentType"].clone(),
        None if body.contains_key("nodeId") => "text/plain".into(),
        None => field("contentType"),
    };
    let bytes = match file {
        Some(file) => file["fileSize"].clone(),
        None => body
            .get("content")
            .and_then(Value::as_str)
            .map(str::len)
            .into(),
    };
    let mut shown = json!({
        "type": "content_fragment",
        "id": workspace.ids.number(),
        "sId": format!("cf_{id}"),
        "created": clock::now_ms(),
        "visibility": "visible",
        "version": 0,
        "sourceUrl": field("url"),
        "title": field("title"),
        "contentType": content_type,
        "context": context(body),
        "contentFragmentId": format!("cfi_{id}"),
        "contentFragmentVersion": "latest",
        "expiredReason": null,
    });
    let more = match body.contains_key("nodeId") {
        true => json!({
            "contentFragmentType": "content_node",
            "nodeId": field("nodeId"),
            "nodeDataSourceViewId": field("nodeDataSourceViewId"),
            "nodeType": "document",
            "contentNodeData": {
                "nodeId": field("nodeId"), "nodeDataSourceViewId": field("nodeDataSourceViewId"),
                "nodeType": "document", "provider": null, "spaceName": "Company Data",
            },
        }),
        false => json!({
            "contentFragmentType": "file",
            "fileId": file_id,
            "snippet": null,
            "generatedTables": [],
            "textUrl": format!("/api/w/{}/files/{}", workspace.id(), file_id.as_str().unwrap_or_default()),
            "textBytes": bytes,
            "sourceProvider": null,
            "sourceIcon": null,
        }),
    };
    for (key, value) in more.as_object().into_iter().flatten() {
        shown[key] = value.clone();
    }
    shown
}

fn context(body: &Map<String, Value>) -> Value {
    let mut context = json!({
        "username": null, "fullName": null, "email": null, "profilePictureUrl": null,
    });
    let given = body.get("context").and_then(Value::as_object);
    for (key, value) in given.into_iter().flatten() {
        context[key] = value.clone();
    }
    context
}
