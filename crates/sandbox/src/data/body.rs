//! What documents are made of: bodies, sections, source URLs.

use serde_json::{Map, Value};

use crate::check::{Fields, Issues, Need};
use crate::clock;
use crate::data::documents::strings;
use crate::http::api_error::ApiError;
use crate::state::document::{SandboxDocument, paragraphs};

/// The most characters of a title.
const TITLE_LIMIT: usize = 512;

/// Below this a timestamp counts seconds.
const SECONDS_BELOW: i64 = 10_000_000_000;

/// Refuses a body with members of other types.
pub(crate) fn check_types(body: &Map<String, Value>) -> Result<(), ApiError> {
    let mut issues = Issues::default();
    let mut fields = Fields::new(&mut issues, body);
    for key in ["text", "title", "mime_type", "source_url"] {
        fields.check(key, Need::Optional, "string or null", is_string_or_null);
    }
    fields.check("timestamp", Need::Optional, "number or null", |value| {
        value.is_i64() || value.is_null()
    });
    fields.check("async", Need::Optional, "boolean or null", |value| {
        value.is_boolean() || value.is_null()
    });
    if body.get("tags").is_some_and(|tags| !tags.is_null()) {
        fields.strings("tags", Need::Optional);
    }
    // These two may be absent and not null.
    fields.boolean("light_document_output", Need::Optional);
    if body.contains_key("upsert_context") {
        fields.object("upsert_context", Need::Optional, |context| {
            context.one_of("sync_type", Need::Optional, &["batch", "incremental"]);
        });
    }
    if let Some(section) = body.get("section").filter(|section| !section.is_null()) {
        check_section("section", section, &mut issues);
    }
    issues.finish()
}

fn is_string_or_null(value: &Value) -> bool {
    value.is_string() || value.is_null()
}

/// All three members have to be there, at every level.
fn check_section(path: &str, section: &Value, issues: &mut Issues) {
    let Some(members) = section.as_object() else {
        return issues.add(path, "Expected object");
    };
    for key in ["prefix", "content"] {
        if !members.get(key).is_some_and(is_string_or_null) {
            issues.add(&format!("{path}.{key}"), "Expected string or null");
        }
    }
    let Some(sections) = members.get("sections").and_then(Value::as_array) else {
        return issues.add(&format!("{path}.sections"), "Expected array");
    };
    for (at, section) in sections.iter().enumerate() {
        check_section(&format!("{path}.sections[{at}]"), section, issues);
    }
}

/// The document that a body describes.
pub(crate) fn document(id: &str, body: &Map<String, Value>) -> Result<SandboxDocument, ApiError> {
    for key in ["parents", "parent_id"] {
        if body.get(key).is_some_and(|value| !value.is_null()) {
            return Err(ApiError::invalid(format!(
                "Setting `{key}` is not allowed."
            )));
        }
    }
    let text = |key: &str| body.get(key).and_then(Value::as_str);
    let mut document = match (text("text"), body.get("section")) {
        (Some(text), _) => SandboxDocument::new(id, text),
        (None, Some(section)) if !section.is_null() => of_section(id, section),
        _ => {
            return Err(ApiError::invalid(
                "Invalid request body, `text` or `section` must be provided.",
            ));
        }
    };
    document.tags = strings(body.get("tags"));
    let title = text("title").map(str::to_owned);
    let tagged = document
        .tags
        .iter()
        .find_map(|tag| tag.strip_prefix("title:"));
    document.title = title.or_else(|| tagged.map(str::to_owned));
    if document.shown_title().encode_utf16().count() > TITLE_LIMIT {
        return Err(ApiError::invalid("Invalid title: at most 512 characters."));
    }
    document.tags.retain(|tag| !tag.starts_with("title:"));
    document.mime_type = text("mime_type").map(str::to_owned);
    document.source_url = source_url(text("source_url").unwrap_or_default())?;
    document.timestamp = match body.get("timestamp").and_then(Value::as_i64) {
        Some(seconds) if (0..SECONDS_BELOW).contains(&seconds) => seconds * 1000,
        Some(ms) if ms >= 0 => ms,
        _ => clock::now_ms(),
    };
    Ok(document)
}

/// A prefix is repeated in every chunk below it.
fn of_section(id: &str, section: &Value) -> SandboxDocument {
    let (mut text, mut chunks) = (String::new(), Vec::new());
    collect("", section, &mut text, &mut chunks);
    let mut document = SandboxDocument::new(id, text);
    document.chunks = chunks;
    document
}

fn collect(above: &str, section: &Value, text: &mut String, chunks: &mut Vec<String>) {
    let member = |key: &str| section[key].as_str().unwrap_or_default();
    let prefix = format!("{above}{}", member("prefix"));
    text.push_str(member("prefix"));
    text.push_str(member("content"));
    let pieces = paragraphs(member("content"));
    chunks.extend(pieces.iter().map(|piece| format!("{prefix}{piece}")));
    for section in section["sections"].as_array().into_iter().flatten() {
        collect(&prefix, section, text, chunks);
    }
}

/// A source URL in its normal form. An empty one is none.
fn source_url(text: &str) -> Result<Option<String>, ApiError> {
    if text.is_empty() {
        return Ok(None);
    }
    let invalid = || ApiError::invalid("Invalid source_url: expected a http or https URL.");
    let scheme = ["http://", "https://"].into_iter().find(|scheme| {
        let start = text.get(..scheme.len());
        start.is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    });
    let scheme = scheme.ok_or_else(invalid)?;
    let rest = &text[scheme.len()..];
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (host, rest) = rest.split_at(end);
    let path = rest.split(['?', '#']).next().unwrap_or_default();
    if host.is_empty() || host.contains(char::is_whitespace) || path.contains("//") {
        return Err(invalid());
    }
    let slash = if path.is_empty() { "/" } else { "" };
    Ok(Some(format!(
        "{scheme}{}{slash}{rest}",
        host.to_lowercase()
    )))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn source_urls_have_a_normal_form() {
        for (given, kept) in [
            ("https://Help.Example.com", "https://help.example.com/"),
            ("HTTP://a/b?c=//d", "http://a/b?c=//d"),
            ("https://a?b", "https://a/?b"),
        ] {
            assert_eq!(source_url(given).unwrap().as_deref(), Some(kept));
        }
        assert_eq!(source_url("").unwrap(), None);
        for given in ["help", "ftp://a/b", "https://", "https://a//b", "é"] {
            assert!(source_url(given).is_err(), "{given}");
        }
    }

    #[test]
    fn a_prefix_is_in_every_chunk_below_it() {
        let leaf = |text: &str| json!({ "prefix": null, "content": text, "sections": [] });
        let section = json!({ "prefix": "Book\n", "content": null, "sections": [leaf("One."), leaf("Two.")] });
        let document = of_section("d", &section);
        assert_eq!(document.text, "Book\nOne.Two.");
        assert_eq!(document.chunks, ["Book\nOne.", "Book\nTwo."]);
    }
}
