//! Responses: which of them make the answer type of an operation.

use serde_json::{Map, Value, json};

use super::operations;

/// Only success responses stay. Progenitor drops the body of an error without declared content and
/// panics on mixed ones; without any, each failure comes back with its body unread.
pub(super) fn success_only(document: &mut Value) {
    for (_, operation) in operations(document) {
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
    for (_, operation) in operations(document) {
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
