//! Refuses operations that progenitor would panic on, or compile into another call than they describe.

use std::collections::BTreeSet;
use std::fmt::Display;

use serde_json::Value;

use super::FILE;
use crate::error::{Error, Result};
use crate::templates::names;
use crate::value::{object, operations, step};

/// The bodies that can be sent as they are. A form (`multipart/form-data`) is made of its parts.
const SENDABLE: [&str; 4] = [
    "application/json",
    "application/octet-stream",
    "text/plain",
    "text/x-markdown",
];

/// Checks every operation, after all references but those to schemas are resolved.
pub(super) fn validate(document: &Value) -> Result<()> {
    for (place, path, _, operation) in operations(document) {
        responses(&place, operation)?;
        request(&place, operation)?;
        parameters(&place, path, operation)?;
    }
    Ok(())
}

fn refuse(place: impl Into<String>, expected: &str, found: impl Display) -> Result<()> {
    const REMEDY: &str = "correct the operation, or leave it out";
    Err(Error::expected(FILE, expected, found, REMEDY).at(place))
}

fn responses(place: &str, operation: &Value) -> Result<()> {
    let place = step(place, "responses");
    let mut bodies: Vec<(&String, Option<&Value>)> = Vec::new();
    for (status, response) in object(operation, "responses") {
        if status == "101" || status.starts_with('3') {
            continue;
        }
        let place = step(&place, status);
        for (name, media) in object(response, "content") {
            if name.starts_with("application/json") && media.get("schema").is_none() {
                let place = step(&step(&place, "content"), name);
                return refuse(place, "a schema of the JSON", "none");
            }
        }
        let schema = object(response, "content").next();
        bodies.push((status, schema.map(|(_, media)| media)));
    }
    let Some((first, body)) = bodies.first() else {
        return refuse(place, "a success response", "none");
    };
    match bodies.iter().find(|(_, other)| other != body) {
        None => Ok(()),
        Some((other, _)) => {
            let found = format!("different ones for `{first}` and `{other}`");
            refuse(place, "one type for all success responses", found)
        }
    }
}

fn request(place: &str, operation: &Value) -> Result<()> {
    let Some(body) = operation.get("requestBody") else {
        return Ok(());
    };
    let place = step(&step(place, "requestBody"), "content");
    let media: Vec<_> = object(body, "content").collect();
    let [(name, media)] = media.as_slice() else {
        return refuse(place, "one media type", media.len());
    };
    let kind = name.split(';').next().unwrap_or_default().trim();
    let place = step(&place, name);
    if !SENDABLE.contains(&kind) {
        return refuse(
            place,
            &format!("one of {}, or a form", SENDABLE.join(", ")),
            format!("`{kind}`"),
        );
    }
    if media.get("schema").is_none() {
        return refuse(place, "a schema", "none");
    }
    match media.get("encoding") {
        Some(_) => refuse(place, "no `encoding`, which is not supported", "one"),
        None => Ok(()),
    }
}

fn parameters(place: &str, path: &str, operation: &Value) -> Result<()> {
    let place = step(place, "parameters");
    let list = operation.get("parameters").and_then(Value::as_array);
    let mut in_path = BTreeSet::new();
    let mut seen = BTreeSet::new();
    for (index, parameter) in list.into_iter().flatten().enumerate() {
        let text = |key: &str| {
            parameter
                .get(key)
                .and_then(Value::as_str)
                .unwrap_or_default()
        };
        let place = format!("{place}[{index}]");
        let (location, name, style) = (text("in"), text("name"), text("style"));
        // Progenitor knows parameters by name alone, and would drop one of the two in silence.
        if !seen.insert(name) {
            return refuse(
                place,
                "parameters of different names",
                format!("`{name}` twice"),
            );
        }
        match location {
            "path" if parameter.get("required") != Some(&Value::Bool(true)) => {
                return refuse(place, "a required parameter in the path", "an optional one");
            }
            "path" => drop(in_path.insert(name)),
            "query" | "header" => {}
            _ => {
                return refuse(
                    place,
                    "a parameter in path, query or header",
                    format!("`{location}`"),
                );
            }
        }
        let usual = if location == "query" {
            "form"
        } else {
            "simple"
        };
        if !style.is_empty() && style != usual {
            return refuse(place, &format!("the style `{usual}`"), format!("`{style}`"));
        }
    }
    let named: BTreeSet<&str> = names(path).into_iter().collect();
    match named.symmetric_difference(&in_path).next() {
        None => Ok(()),
        Some(name) if named.contains(name) => refuse(
            place,
            &format!("the parameter `{name}` of the path"),
            "none",
        ),
        Some(name) => refuse(place, &format!("`{{{name}}}` in the path"), "none"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::value::cases;

    /// Checks an operation that is fine, with these members instead of its own.
    fn checked(members: &Value) -> Result<()> {
        let mut operation = json!({
            "responses": {"200": {"content": {"application/json": {"schema": {}}}}},
            "parameters": [{"name": "id", "in": "path", "required": true}],
        });
        for (key, member) in members.as_object().into_iter().flatten() {
            operation[key] = member.clone();
        }
        validate(&json!({"paths": {"/a/{id}": {"get": operation}}}))
    }

    #[test]
    fn takes_plain_operations() {
        assert_eq!(checked(&json!({})), Ok(()));
        let body = json!({"content": {"application/json": {"schema": {}}}});
        let responses = json!({"200": body, "201": body});
        assert_eq!(checked(&json!({"responses": responses})), Ok(()));
    }

    /// Further cases are in `tests/pipeline/hostile.rs`.
    #[test]
    fn refuses_what_would_be_sent_otherwise() {
        let table = r#"
            {"requestBody": {"content": {"multipart/form-data": {"schema": {}}}}} => found `multipart/form-data`
            {"requestBody": {"content": {"application/json": {"schema": {}, "encoding": {}}}}} => expected no `encoding`
            {"parameters": [{"name": "id", "in": "path", "required": true}, {"name": "b", "in": "path", "required": true}]} => expected `{b}` in the path, found none
            {"parameters": [{"name": "id", "in": "path"}]} => expected a required parameter in the path, found an optional one
        "#;
        for (members, wanted) in cases(table) {
            let cause = checked(&members).unwrap_err().to_string();
            assert!(cause.contains(wanted), "{cause}");
        }
    }
}
