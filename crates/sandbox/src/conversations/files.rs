//! Files: announced first, then uploaded to the address that the announcement was answered with.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::call::Call;
use crate::check::Need;
use crate::conversations::bodies;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::workspace::Workspace;

const MINUTE: Duration = Duration::from_secs(60);
const NAME_LIMIT: usize = 4096;

/// `POST files`.
pub(crate) fn create(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
    bodies::checked(&body, |fields| {
        fields.string("contentType", Need::Required);
        fields.check(
            "fileName",
            Need::Required,
            "string of at most 4096 characters",
            |name| {
                name.as_str()
                    .is_some_and(|name| name.chars().count() <= NAME_LIMIT)
            },
        );
        fields.check("fileSize", Need::Required, "positive number", Value::is_u64);
        fields.one_of(
            "useCase",
            Need::Required,
            &["conversation", "upsert_document", "upsert_table"],
        );
        fields.check(
            "useCaseMetadata",
            Need::Optional,
            "object",
            Value::is_object,
        );
    })?;
    count_upload(workspace)?;
    let content_type = body["contentType"].as_str().unwrap_or_default();
    if !is_supported(content_type) {
        return Err(ApiError::new(
            StatusCode::BAD_REQUEST,
            "file_type_not_supported",
            format!("Content type \"{content_type}\" is not supported."),
        ));
    }
    if body["fileSize"].as_u64() > Some(workspace.files.size_limit) {
        return Err(too_large(workspace));
    }
    let id = format!("fil_{}", workspace.ids.short());
    let file = json!({
        "id": workspace.ids.number().to_string(),
        "sId": id,
        "contentType": content_type,
        "fileName": body["fileName"],
        "fileSize": body["fileSize"],
        "status": "created",
        "useCase": body["useCase"],
    });
    let mut shown = file.clone();
    let address = format!("{}/api/v1/w/{}/files/{id}", call.base_url(), workspace.id());
    shown["uploadUrl"] = address.into();
    workspace.files.by_id.insert(id, file);
    ok(json!({ "file": shown }))
}

/// `POST files/{fileId}`, multipart with the field `file`.
pub(crate) fn upload(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let id = call.id("fileId");
    if workspace.file(id)?["status"] == "ready" {
        return Err(ApiError::invalid("The file has already been uploaded."));
    }
    let mut parts = call.form.into_iter().flatten();
    let part = parts.find(|part| part.name == "file");
    let part = part.ok_or_else(|| ApiError::invalid("No file in the multipart body."))?;
    let size = part.content.len();
    if u64::try_from(size).unwrap_or(u64::MAX) > workspace.files.size_limit {
        return Err(too_large(workspace));
    }
    let address = format!(
        "{}/api/w/{}/files/{id}?action=download",
        call.base_url(),
        workspace.id()
    );
    let mut shown = Value::Null;
    if let Some(file) = workspace.files.by_id.get_mut(id) {
        file["status"] = "ready".into();
        file["fileSize"] = size.into();
        file["downloadUrl"] = address.into();
        shown = file.clone();
    }
    ok(json!({ "file": shown }))
}

/// Counts an upload, or refuses it when there were too many in the last minute.
fn count_upload(workspace: &mut Workspace) -> Result<(), ApiError> {
    let limit = workspace.files.uploads_per_minute;
    let uploads = &mut workspace.files.uploads;
    let now = Instant::now();
    while uploads
        .front()
        .is_some_and(|at| now.duration_since(*at) > MINUTE)
    {
        uploads.pop_front();
    }
    if uploads.len() >= limit {
        return Err(ApiError::too_many(
            "You have reached the rate limit for this workspace.",
        ));
    }
    uploads.push_back(now);
    Ok(())
}

fn too_large(workspace: &Workspace) -> ApiError {
    let limit = workspace.files.size_limit;
    ApiError::new(
        StatusCode::BAD_REQUEST,
        "file_too_large",
        format!("File size exceeds the limit of {limit} bytes."),
    )
}

fn is_supported(content_type: &str) -> bool {
    let plain = content_type.split(';').next().unwrap_or_default().trim();
    let others = [
        "application/json",
        "application/pdf",
        "application/msword",
        "application/xml",
        "application/x-yaml",
        "image/gif",
        "image/jpeg",
        "image/png",
        "image/webp",
    ];
    plain.starts_with("text/") || plain.starts_with("application/vnd.") || others.contains(&plain)
}
