use std::collections::BTreeSet;

use serde_json::{Map, json};

use super::*;
use crate::document::schema::KEYWORDS;
use crate::operations::handler;

#[test]
fn the_packaged_files_are_read() {
    let document = Document::read(OPENAPI, EXAMPLES).unwrap();
    assert!(document.operations.len() > 30);
    let examples = document
        .operations
        .iter()
        .map(|operation| operation.examples.len());
    assert!(examples.sum::<usize>() > 10);
}

#[test]
fn every_operation_has_a_handler_or_an_example() {
    let document = Document::packaged();
    let without = document
        .operations
        .iter()
        .filter(|operation| operation.examples.is_empty() && handler(&operation.id).is_none());
    let without: Vec<&str> = without.map(|operation| operation.id.as_str()).collect();
    assert!(without.is_empty(), "no handler and no fixture: {without:?}");
}

/// A keyword that the checker does not know would be ignored in silence.
#[test]
fn every_keyword_of_the_document_is_checked() {
    fn collect(schema: &Value, keywords: &mut BTreeSet<String>) {
        for (key, value) in schema.as_object().into_iter().flatten() {
            keywords.insert(key.clone());
            match (key.as_str(), value) {
                ("properties", Value::Object(properties)) => {
                    properties
                        .values()
                        .for_each(|schema| collect(schema, keywords));
                }
                ("allOf" | "anyOf" | "oneOf", Value::Array(schemas)) => {
                    schemas.iter().for_each(|schema| collect(schema, keywords));
                }
                ("items" | "additionalProperties", schema) => collect(schema, keywords),
                _ => {}
            }
        }
    }
    let document: Value = serde_json::from_str(OPENAPI).unwrap();
    let mut keywords = BTreeSet::new();
    for schema in document["components"]["schemas"]
        .as_object()
        .unwrap()
        .values()
    {
        collect(schema, &mut keywords);
    }
    for operation in operations(&document) {
        for parameter in operation["parameters"].as_array().into_iter().flatten() {
            collect(&parameter["schema"], &mut keywords);
        }
        let content = operation["requestBody"]["content"].as_object();
        for media_type in content.into_iter().flat_map(Map::values) {
            collect(&media_type["schema"], &mut keywords);
        }
    }
    let unknown = keywords
        .iter()
        .filter(|key| !KEYWORDS.contains(&key.as_str()));
    let unknown: Vec<&String> = unknown.collect();
    assert!(unknown.is_empty(), "the checker knows no {unknown:?}");
}

/// A maintained validator and the checker agree on every recorded body, and on what single changes make of it.
#[test]
fn agrees_with_a_validator_of_json_schema() {
    let openapi: Value = serde_json::from_str(OPENAPI).unwrap();
    let document = Document::read(OPENAPI, EXAMPLES).unwrap();
    let components = json_schema(&openapi["components"]);
    let (mut valid, mut invalid) = (0, 0);
    for operation in &document.operations {
        let described = operations(&openapi);
        let mut described = described.filter(|other| other["operationId"] == operation.id.as_str());
        let described = described.next().unwrap();
        let request = &described["requestBody"]["content"]["application/json"]["schema"];
        let answer = &described["responses"]["200"]["content"]["application/json"]["schema"];
        for example in &operation.examples {
            let answered = example.body.clone().unwrap_or_default();
            for (schema, body) in [(request, &example.request), (answer, &answered)] {
                if schema.is_null() || body.is_null() {
                    continue;
                }
                let mut reference = json_schema(schema);
                reference["components"] = components.clone();
                let reference = jsonschema::validator_for(&reference).unwrap();
                for value in changed(body) {
                    let issues = document.schemas.issues(schema, &value, "");
                    let fits = reference.is_valid(&value);
                    assert_eq!(
                        issues.is_empty(),
                        fits,
                        "{}: {issues:?} {value:#}",
                        example.name
                    );
                    *if fits { &mut valid } else { &mut invalid } += 1;
                }
            }
        }
    }
    assert!(
        valid > 500 && invalid > 500,
        "{valid} valid, {invalid} invalid"
    );
}

fn operations(document: &Value) -> impl Iterator<Item = &Value> {
    let paths = document["paths"].as_object().unwrap().values();
    paths.flat_map(|item| item.as_object().unwrap().values())
}

/// OpenAPI 3.0's schemas as JSON Schema, with the words of open sets closed, as in requests.
fn json_schema(schema: &Value) -> Value {
    match schema {
        Value::Object(map) => {
            let converted = map.iter().map(|(key, value)| {
                let key = if key == "x-extensible-enum" {
                    "enum"
                } else {
                    key
                };
                (key.to_owned(), json_schema(value))
            });
            let mut converted: Map<String, Value> = converted.collect();
            match converted.remove("nullable") {
                Some(Value::Bool(true)) => json!({ "anyOf": [{ "type": "null" }, converted] }),
                Some(property) => {
                    converted.insert("nullable".to_owned(), property);
                    converted.into()
                }
                None => converted.into(),
            }
        }
        Value::Array(items) => items.iter().map(json_schema).collect(),
        other => other.clone(),
    }
}

/// A value, and what becomes of it when one place in it is another value or missing.
fn changed(value: &Value) -> Vec<Value> {
    let mut all = vec![value.clone()];
    all.extend([
        json!(null),
        json!("x"),
        json!(1),
        json!(1.5),
        json!(true),
        json!([]),
        json!({}),
    ]);
    match value {
        Value::Object(map) => {
            for (key, member) in map {
                let mut without = map.clone();
                without.remove(key);
                all.push(without.into());
                for changed in changed(member) {
                    let mut map = map.clone();
                    map.insert(key.clone(), changed);
                    all.push(map.into());
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate().take(2) {
                for changed in changed(item) {
                    let mut items = items.clone();
                    items[index] = changed;
                    all.push(items.into());
                }
            }
        }
        _ => {}
    }
    all
}
