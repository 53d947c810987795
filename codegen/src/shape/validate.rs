//! Refuses operations that progenitor would panic on, or compile into another call than they describe.

use std::collections::BTreeSet;

use serde_json::Value;

use super::FILE;
use crate::error::{Error, Result};
use crate::value::{METHODS, object, step};

/// The bodies that progenitor can send.
const SENDABLE: [&str; 5] = [
    "application/json",
    "application/octet-stream",
    "application/x-www-form-urlencoded",
    "text/plain",
    "text/x-markdown",
];

/// Checks every operation, after all references but those to schemas are resolved.
pub(super) fn validate(document: &Value) -> Result<()> {
    for (path, item) in object(document, "paths") {
        for (method, operation) in item.as_object().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) {
                let place = step(&step("$.paths", path), method);
                responses(&place, operation)?;
                request(&place, operation)?;
                parameters(&place, path, operation)?;
            }
        }
    }
    Ok(())
}

fn refuse(place: impl Into<String>, cause: impl Into<String>) -> Result<()> {
    Err(Error::new(FILE, cause).at(place))
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
                return refuse(
                    step(&step(&place, "content"), name),
                    "is JSON without a schema",
                );
            }
        }
        let schema = object(response, "content").next();
        bodies.push((status, schema.map(|(_, media)| media)));
    }
    let Some((first, body)) = bodies.first() else {
        return refuse(place, "has no success response");
    };
    match bodies.iter().find(|(_, other)| other != body) {
        None => Ok(()),
        Some((other, _)) => refuse(
            place,
            format!(
                "`{first}` and `{other}` answer with different things, which no one type can be"
            ),
        ),
    }
}

fn request(place: &str, operation: &Value) -> Result<()> {
    let Some(body) = operation.get("requestBody") else {
        return Ok(());
    };
    let place = step(&step(place, "requestBody"), "content");
    let media: Vec<_> = object(body, "content").collect();
    let [(name, media)] = media.as_slice() else {
        return refuse(
            place,
            format!("has {} media types, and one is supported", media.len()),
        );
    };
    let kind = name.split(';').next().unwrap_or_default().trim();
    let place = step(&place, name);
    if !SENDABLE.contains(&kind) {
        return refuse(place, "is no media type that can be sent");
    }
    if media.get("schema").is_none() {
        return refuse(place, "has no schema");
    }
    match media.get("encoding") {
        Some(_) => refuse(place, "has `encoding`, which is not supported here"),
        None => Ok(()),
    }
}

fn parameters(place: &str, path: &str, operation: &Value) -> Result<()> {
    let place = step(place, "parameters");
    let list = operation.get("parameters").and_then(Value::as_array);
    let mut in_path = BTreeSet::new();
    let mut names = BTreeSet::new();
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
        if !names.insert(name) {
            return refuse(place, format!("is the second one called `{name}`"));
        }
        match location {
            "path" if parameter.get("required") != Some(&Value::Bool(true)) => {
                return refuse(place, "is in the path and not required");
            }
            "path" => drop(in_path.insert(name)),
            "query" | "header" => {}
            _ => {
                return refuse(
                    place,
                    format!("is in `{location}`: only path, query and header are supported"),
                );
            }
        }
        let usual = if location == "query" {
            "form"
        } else {
            "simple"
        };
        if !style.is_empty() && style != usual {
            return refuse(
                place,
                format!("has the style `{style}`, and only `{usual}` is supported"),
            );
        }
    }
    let named = placeholders(path);
    match named.symmetric_difference(&in_path).next() {
        None => Ok(()),
        Some(name) if named.contains(name) => {
            refuse(place, format!("has no `{name}`, which is in the path"))
        }
        Some(name) => refuse(
            place,
            format!("has `{name}` in the path, and the path has not"),
        ),
    }
}

fn placeholders(path: &str) -> BTreeSet<&str> {
    path.split('{')
        .skip(1)
        .filter_map(|part| Some(part.split_once('}')?.0))
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn cause(operation: Value) -> String {
        let document = json!({"paths": {"/a/{id}": {"get": operation}}});
        validate(&document).unwrap_err().to_string()
    }

    fn ok() -> Value {
        json!({"200": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/A"}}}}})
    }

    fn id() -> Value {
        json!([{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}])
    }

    #[test]
    fn takes_plain_operations() {
        let operation = json!({"responses": ok(), "parameters": id()});
        assert_eq!(
            validate(&json!({"paths": {"/a/{id}": {"get": operation}}})),
            Ok(())
        );
        let two = json!({"200": ok()["200"], "201": ok()["200"]});
        let operation = json!({"responses": two, "parameters": id()});
        assert_eq!(
            validate(&json!({"paths": {"/a/{id}": {"get": operation}}})),
            Ok(())
        );
    }

    #[test]
    fn refuses_responses_without_one_type() {
        let cases = [
            (json!({}), "has no success response"),
            (
                json!({"200": ok()["200"], "204": {}}),
                "`200` and `204` answer with different things",
            ),
            (
                json!({"200": {"content": {"application/json": {}}}}),
                "is JSON without a schema",
            ),
        ];
        for (responses, wanted) in cases {
            let cause = cause(json!({"responses": responses, "parameters": id()}));
            assert!(cause.contains(wanted), "{cause}");
        }
    }

    #[test]
    fn refuses_bodies_that_cannot_be_sent() {
        let cases = [
            (json!({}), "has 0 media types"),
            (
                json!({"application/json": {"schema": {}}, "text/plain": {"schema": {}}}),
                "has 2 media types",
            ),
            (json!({"application/json": {}}), "has no schema"),
            (
                json!({"multipart/form-data": {"schema": {}}}),
                "is no media type that can be sent",
            ),
            (
                json!({"application/json": {"schema": {}, "encoding": {}}}),
                "has `encoding`",
            ),
        ];
        for (content, wanted) in cases {
            let cause = cause(
                json!({"responses": ok(), "requestBody": {"content": content}, "parameters": id()}),
            );
            assert!(cause.contains(wanted), "{cause}");
        }
    }

    #[test]
    fn refuses_parameters_that_would_be_sent_otherwise() {
        let cases = [
            (json!([]), "has no `id`, which is in the path"),
            (
                json!([id()[0], {"name": "b", "in": "path", "required": true}]),
                "has `b` in the path, and the path has not",
            ),
            (
                json!([{"name": "id", "in": "path"}]),
                "is in the path and not required",
            ),
            (
                json!([id()[0], {"name": "c", "in": "cookie"}]),
                "is in `cookie`",
            ),
            (
                json!([id()[0], {"name": "q", "in": "query", "style": "deepObject"}]),
                "has the style `deepObject`",
            ),
        ];
        for (parameters, wanted) in cases {
            let cause = cause(json!({"responses": ok(), "parameters": parameters}));
            assert!(cause.contains(wanted), "{cause}");
        }
    }
}
