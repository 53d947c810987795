//! Files: announced first, then uploaded to the address that the announcement was answered with.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::super::check::Need;
use super::super::log::ReceivedRequest;
use super::super::respond::{Answer, Refusal, ok};
use super::super::state::State;
use super::bodies;
use super::calls::origin;

const MINUTE: Duration = Duration::from_secs(60);
const NAME_LIMIT: usize = 4096;

/// `POST files`.
pub(super) fn announce(state: &mut State, request: &ReceivedRequest) -> Answer {
    let body = request.object()?;
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
    limit(state)?;
    let content_type = body["contentType"].as_str().unwrap_or_default();
    if !is_supported(content_type) {
        return Err(Refusal::new(
            StatusCode::BAD_REQUEST,
            "file_type_not_supported",
            format!("Content type \"{content_type}\" is not supported."),
        ));
    }
    if body["fileSize"].as_u64() > Some(state.talks.rules.file_limit) {
        return Err(too_large(state));
    }
    let id = format!("fil_{}", state.ids.short());
    let file = json!({
        "id": state.ids.number().to_string(),
        "sId": id,
        "contentType": content_type,
        "fileName": body["fileName"],
        "fileSize": body["fileSize"],
        "status": "created",
        "useCase": body["useCase"],
    });
    let mut shown = file.clone();
    let address = format!(
        "{}/api/v1/w/{}/files/{id}",
        origin(request),
        state.workspace_id
    );
    shown["uploadUrl"] = address.into();
    state.talks.files.push(file);
    ok(json!({ "file": shown }))
}

/// `POST files/{fId}`, multipart with the field `file`.
pub(super) fn upload(state: &mut State, id: &str, request: &ReceivedRequest) -> Answer {
    let file = find(state, id)?;
    if file["status"] == "ready" {
        return Err(Refusal::invalid("The file has already been uploaded."));
    }
    let content_type = request.header("content-type").unwrap_or_default();
    let part = boundary(content_type).and_then(|boundary| part(request.body(), &boundary));
    let part = part.ok_or_else(|| Refusal::invalid("No file in the multipart body."))?;
    if u64::try_from(part.len()).unwrap_or(u64::MAX) > state.talks.rules.file_limit {
        return Err(too_large(state));
    }
    let mut shown = json!(null);
    let (base, workspace) = (origin(request), state.workspace_id.clone());
    for file in state
        .talks
        .files
        .iter_mut()
        .filter(|file| file["sId"] == id)
    {
        file["status"] = "ready".into();
        file["fileSize"] = part.len().into();
        file["downloadUrl"] = format!("{base}/api/w/{workspace}/files/{id}?action=download").into();
        shown = file.clone();
    }
    ok(json!({ "file": shown }))
}

/// `GET files/{fId}`'s and the fragments' way to a file.
pub(super) fn find<'a>(state: &'a State, id: &str) -> Result<&'a Value, Refusal> {
    let mut files = state.talks.files.iter();
    let file = files.find(|file| file["sId"] == id);
    file.ok_or_else(|| Refusal::not_found("file_not_found", "File not found."))
}

fn limit(state: &mut State) -> Result<(), Refusal> {
    let uploads = &mut state.talks.uploads;
    let now = Instant::now();
    while uploads
        .front()
        .is_some_and(|at| now.duration_since(*at) > MINUTE)
    {
        uploads.pop_front();
    }
    if uploads.len() >= state.talks.rules.uploads_per_minute {
        return Err(Refusal::new(
            StatusCode::TOO_MANY_REQUESTS,
            "rate_limit_error",
            "You have reached the rate limit for this workspace.",
        ));
    }
    uploads.push_back(now);
    Ok(())
}

fn too_large(state: &State) -> Refusal {
    let limit = state.talks.rules.file_limit;
    Refusal::new(
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

fn boundary(content_type: &str) -> Option<String> {
    let (kind, parameters) = content_type.split_once(';')?;
    let boundary = parameters
        .split(';')
        .find_map(|parameter| parameter.trim().strip_prefix("boundary="))?;
    let boundary = boundary.trim_matches('"');
    (kind.trim() == "multipart/form-data").then(|| format!("--{boundary}"))
}

/// The content of the part named `file`.
fn part<'a>(body: &'a [u8], boundary: &str) -> Option<&'a [u8]> {
    let mut rest = body;
    loop {
        let start = position(rest, boundary.as_bytes())? + boundary.len();
        let head_end = start + position(&rest[start..], b"\r\n\r\n")? + 4;
        let head = String::from_utf8_lossy(&rest[start..head_end]).into_owned();
        rest = &rest[head_end..];
        let end = position(rest, format!("\r\n{boundary}").as_bytes())?;
        if head.contains("name=\"file\"") {
            return Some(&rest[..end]);
        }
        rest = &rest[end..];
    }
}

fn position(bytes: &[u8], wanted: &[u8]) -> Option<usize> {
    bytes
        .windows(wanted.len())
        .position(|window| window == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_file_among_the_parts() {
        let boundary = boundary("multipart/form-data; boundary=\"x\"").unwrap();
        let body = b"--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n--x\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhe\r\nllo\r\n--x--\r\n";
        assert_eq!(part(body, &boundary), Some(&b"he\r\nllo"[..]));
        assert_eq!(part(b"--x\r\n", &boundary), None);
    }
}
