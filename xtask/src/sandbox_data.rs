//! What the package `dust-sandbox` needs from outside its folder: the corrected document and the recorded examples.
//!
//! `cargo xtask regen` writes both to `crates/sandbox/data/`. The document is reduced to what a server needs: no prose, and no
//! marks but those that say something of the wire. The types of errors, which the prose of a response names in backticks, are
//! kept as `x-error-types`.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::{Map, Value, json};

use crate::failure::{Failure, Result};
use crate::pipeline;

const PACKAGE: &str = "crates/sandbox";
const FIXTURES: &str = "tests/fixtures";

/// Keys whose objects map names of the document's own to things.
const NAMED: [&str; 5] = ["content", "paths", "properties", "responses", "schemas"];

/// Keys of the document that a server has no use for.
const PROSE: [&str; 8] = [
    "contact",
    "description",
    "example",
    "externalDocs",
    "servers",
    "summary",
    "tags",
    "title",
];

/// Marks that say something of the wire.
const MARKS: [&str; 3] = ["x-requires", "x-extensible-enum", "x-keeps-unknown"];

/// Words in the name of a fixture that is for the decoding of odd answers, and no example of a usual one.
const ODD: [&str; 5] = ["cut", "failed", "gone", "odd", "older"];

/// Headers that the sandbox makes itself.
const OWN_HEADERS: [&str; 3] = ["connection", "content-length", "transfer-encoding"];

/// The files of the package that follow from the document and the fixtures: paths below the root, and texts. Without the
/// package there are none.
pub(crate) fn files(root: &Path, document: &Value) -> Result<Vec<(String, String)>> {
    if !root.join(PACKAGE).is_dir() {
        return Ok(Vec::new());
    }
    let examples = examples(&root.join(FIXTURES))?;
    let file =
        |name: &str, value: &Value| (format!("{PACKAGE}/data/{name}"), pipeline::to_json(value));
    Ok(vec![
        file("openapi.json", &reduced(document)),
        file("examples.json", &examples),
    ])
}

/// The document without prose.
fn reduced(document: &Value) -> Value {
    let mut document = document.clone();
    reduce(&mut document, false);
    document
}

/// Reduces a part of the document. With `names`, the part maps names to things.
fn reduce(value: &mut Value, names: bool) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| reduce(item, false)),
        Value::Object(map) if names => map.values_mut().for_each(|member| reduce(member, false)),
        Value::Object(map) => {
            if let Some(Value::Object(responses)) = map.get_mut("responses") {
                responses.values_mut().for_each(keep_error_types);
            }
            map.retain(|key, _| !PROSE.contains(&key.as_str()) && is_kept(key));
            for (key, member) in map.iter_mut() {
                if key != "enum" && key != "default" {
                    reduce(member, NAMED.contains(&key.as_str()));
                }
            }
        }
        _ => {}
    }
}

fn is_kept(key: &str) -> bool {
    !key.starts_with("x-") || MARKS.contains(&key) || key == "x-error-types"
}

/// Keeps the types of errors that the description of a response names: words in backticks with a `_` in them.
fn keep_error_types(response: &mut Value) {
    let description = response["description"].as_str().unwrap_or_default();
    let is_type = |word: &&str| {
        word.contains('_')
            && word
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'_')
    };
    // Every second piece is inside of backticks.
    let types: Vec<&str> = description
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(is_type)
        .collect();
    if !types.is_empty() {
        response["x-error-types"] = json!(types);
    }
}

/// The fixtures that are examples, in the order of their names.
fn examples(folder: &Path) -> Result<Value> {
    let unreadable = |cause: std::io::Error| Failure::file(folder, "read", &cause);
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        let name = path.file_stem().unwrap_or_default().to_string_lossy();
        let odd = name.split('_').any(|word| ODD.contains(&word));
        if path.extension().is_some_and(|end| end == "json") && !odd {
            names.insert(name.into_owned());
        }
    }
    let mut examples = Vec::new();
    for name in names {
        examples.extend(example(folder, &name)?);
    }
    Ok(Value::Array(examples))
}

/// One fixture, if it is a request and its answer.
fn example(folder: &Path, name: &str) -> Result<Option<Value>> {
    let path = folder.join(format!("{name}.json"));
    let fixture = pipeline::parse(name, &read_text(&path)?)?;
    let (request, response) = (&fixture["request"], &fixture["response"]);
    if !request.is_object() || !response.is_object() {
        return Ok(None);
    }
    let mut example = Map::new();
    let mut put = |key: &str, value: Value| {
        if !value.is_null() {
            example.insert(key.to_owned(), value);
        }
    };
    put("name", name.into());
    put("method", request["method"].clone());
    put("path", request["path"].clone());
    put("query", request["query"].clone());
    put("request", request["body"].clone());
    put("form", request["form"].clone());
    put("status", response["status"].clone());
    let mut headers = response["headers"].clone();
    if let Some(headers) = headers.as_object_mut() {
        headers.retain(|header, _| !OWN_HEADERS.contains(&header.as_str()));
    }
    put("headers", headers);
    match response["bodyFile"].as_str() {
        Some(file) => {
            let (key, content) = content(&folder.join(file))?;
            put(key, content);
        }
        None => put("body", without_unknown(&response["body"])),
    }
    Ok(Some(example.into()))
}

/// The content of a body: text, or the bytes of what is no text.
fn content(path: &Path) -> Result<(&'static str, Value)> {
    let bytes = fs::read(path).map_err(|cause| Failure::file(path, "read", &cause))?;
    Ok(match String::from_utf8(bytes) {
        Ok(text) => ("text", text.into()),
        Err(error) => ("bytes", json!(error.as_bytes())),
    })
}

/// A body without the members that fixtures have to try what a client does with unknown ones.
pub(crate) fn without_unknown(value: &Value) -> Value {
    match value {
        Value::Array(items) => items.iter().map(without_unknown).collect(),
        Value::Object(map) => map
            .iter()
            .filter(|(key, _)| !key.starts_with("x_new"))
            .map(|(key, member)| (key.clone(), without_unknown(member)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    }
}

fn read_text(path: &Path) -> Result<String> {
    fs::read_to_string(path).map_err(|cause| Failure::file(path, "read", &cause))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_of_the_sandbox_is_up_to_date() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let text = read_text(&root.join("specs/dust.openapi.json")).unwrap();
        let document = pipeline::parse("dust.openapi.json", &text).unwrap();
        let files = files(&root, &document).unwrap();
        assert_eq!(files.len(), 2);
        for (path, text) in files {
            let checked_in = read_text(&root.join(&path)).unwrap();
            assert!(
                checked_in == text,
                "{path} is not up to date: run `cargo xtask regen --from specs`"
            );
        }
    }

    #[test]
    fn no_data_without_the_package() {
        let root = tempfile::tempdir().unwrap();
        assert!(files(root.path(), &json!({})).unwrap().is_empty());
    }

    #[test]
    fn prose_goes_and_names_stay() {
        let document = json!({
            "tags": [{ "name": "a" }],
            "paths": { "/a": { "get": {
                "summary": "Gets.", "x-call": "a.get", "x-requires": "person",
                "responses": { "401": { "description": "An API key (`not_authenticated`), `sId` or not." } },
            } } },
            "components": { "schemas": { "title": {
                "title": "Title",
                "properties": { "description": { "description": "Prose.", "enum": ["title"] } },
            } } },
        });
        assert_eq!(
            reduced(&document),
            json!({
                "paths": { "/a": { "get": {
                    "x-requires": "person",
                    "responses": { "401": { "x-error-types": ["not_authenticated"] } },
                } } },
                "components": { "schemas": { "title": {
                    "properties": { "description": { "enum": ["title"] } },
                } } },
            })
        );
    }

    #[test]
    fn fixtures_become_examples() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &[u8]| fs::write(folder.path().join(name), text).unwrap();
        let fixture = json!({
            "request": { "method": "GET", "path": "/a/1", "query": { "q": "x" } },
            "response": {
                "status": 200,
                "headers": { "content-type": "application/json", "transfer-encoding": "chunked" },
                "body": { "a": 1, "x_new": 2 },
            },
        });
        let mut picture = fixture.clone();
        picture["response"]["bodyFile"] = "a.png".into();
        for (name, text) in [
            ("a_200.json", fixture.to_string()),
            ("a_odd_200.json", fixture.to_string()),
            ("b_200.json", picture.to_string()),
            ("errors.json", "[]".to_owned()),
        ] {
            write(name, text.as_bytes());
        }
        write("a.png", &[0x89, b'P']);
        let examples = examples(folder.path()).unwrap();
        assert_eq!(
            examples[0],
            json!({
                "name": "a_200", "method": "GET", "path": "/a/1", "query": { "q": "x" }, "status": 200,
                "headers": { "content-type": "application/json" }, "body": { "a": 1 },
            })
        );
        assert_eq!(examples[1]["bytes"], json!([0x89, 80]));
        assert_eq!(examples.as_array().unwrap().len(), 2);
    }
}
