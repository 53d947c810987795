//! Responses: which of them make the answer type of an operation.

use serde_json::{Map, Value, json};

use super::{FILE, operations};
use crate::error::{Error, Result};
use crate::value::{object, step};

/// Only success responses stay. Progenitor drops the body of an error without declared content and
/// panics on mixed ones; without any, each failure comes back with its body unread.
pub(super) fn success_only(document: &mut Value) {
    for operation in operations(document) {
        if let Some(responses) = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut)
        {
            responses.retain(|status, _| status.starts_with('2'));
        }
    }
}

/// A success with several media types is a byte stream. Left alone, JSON would win in silence.
pub(super) fn many_media_are_a_stream(document: &mut Value) {
    for operation in operations(document) {
        let responses = operation
            .get_mut("responses")
            .and_then(Value::as_object_mut);
        for response in responses.into_iter().flat_map(Map::values_mut) {
            if let Some(content) = response.get_mut("content").and_then(Value::as_object_mut)
                && content.len() > 1
            {
                *content = Map::new();
                content.insert(
                    "application/octet-stream".into(),
                    json!({"schema": {"type": "string", "format": "binary"}}),
                );
            }
        }
    }
}

/// Two inline responses of one operation would get one name, and typify would merge them in silence.
pub(super) fn one_inline_response(document: &Value) -> Result<()> {
    for (path, item) in object(document, "paths") {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let inline = object(operation, "responses")
                .flat_map(|(_, response)| object(response, "content"));
            let inline = inline.filter(|(_, media)| is_inline_object(media)).count();
            if inline > 1 {
                let cause = "has several inline responses; give them titles";
                return Err(Error::new(FILE, cause).at(step(&step("$.paths", path), method)));
            }
        }
    }
    Ok(())
}

fn is_inline_object(media: &Value) -> bool {
    media.get("schema").is_some_and(makes_a_type)
}

/// Whether a type without a title of its own is made of this schema or of a part of it.
fn makes_a_type(schema: &Value) -> bool {
    ["properties", "enum", "oneOf", "anyOf"]
        .iter()
        .any(|key| schema.get(key).is_some())
        || ["items", "additionalProperties"]
            .iter()
            .any(|key| schema.get(key).is_some_and(makes_a_type))
}
