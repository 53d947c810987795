//! Joins the lowered files into one document.
//!
//! Names of operations, titles of schemas and extensions of published files do not survive: what users of
//! the crate call must not change with a publication. The overlays give them; the files that the project
//! writes carry their own.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use crate::error::{Error, Result};
use crate::extensions;
use crate::schema::for_each_object;
use crate::value::{METHODS, difference, object, step, without_prose};

/// Joins published and written files, given with their names.
///
/// # Errors
/// Two different things under one key, naming both files and the place.
pub(crate) fn merge(published: &[(String, Value)], written: &[(String, Value)]) -> Result<Value> {
    let mut merged = Merged::default();
    for (name, document) in published {
        let mut document = document.clone();
        strip_names(&mut document)?;
        merged.add(name, &document)?;
    }
    for (name, document) in written {
        merged.add(name, document)?;
    }
    Ok(merged.finish())
}

#[derive(Default)]
struct Merged {
    servers: Vec<Value>,
    /// The objects of the document, by the steps to each.
    sections: BTreeMap<Vec<String>, Map<String, Value>>,
    /// Which file each place came from, for messages.
    origins: BTreeMap<String, String>,
}

impl Merged {
    fn add(&mut self, file: &str, document: &Value) -> Result<()> {
        for server in listed(document, "servers") {
            let same = |known: &Value| known.get("url") == server.get("url");
            if !self.servers.iter().any(same) {
                self.servers.push(server.clone());
            }
        }
        for tag in listed(document, "tags") {
            let text = |key| tag.get(key).and_then(Value::as_str).unwrap_or_default();
            let tag = json!({"name": text("name"), "description": text("description")});
            self.put(file, &["tags"], text("name"), &tag)?;
        }
        for (path, item) in object(document, "paths") {
            let item = secured(item, document.get("security"));
            self.put_all(file, &["paths", path], &item)?;
        }
        for (name, handle) in object(document, "x-handles") {
            self.put(file, &["x-handles"], name, handle)?;
        }
        for (section, members) in object(document, "components") {
            self.put_all(file, &["components", section], members)?;
        }
        Ok(())
    }

    fn put_all(&mut self, file: &str, steps: &[&str], members: &Value) -> Result<()> {
        self.holder(steps);
        let mut members = members.as_object().into_iter().flatten();
        members.try_for_each(|(key, member)| self.put(file, steps, key, member))
    }

    fn put(&mut self, file: &str, steps: &[&str], key: &str, member: &Value) -> Result<()> {
        let place = steps.iter().chain([&key]);
        let place = place.fold("$".to_owned(), |place, key| step(&place, key));
        match self.holder(steps).get(key) {
            // Files are published one by one, and prose is reflowed between publications.
            Some(known) if without_prose(known) != without_prose(member) => {
                let found = difference(known, member);
                let other = self.origins.get(&place);
                let other = other.map_or("another file", String::as_str);
                let expected = format!("what {other} has under the same key");
                let remedy = "take both files of one date, or correct one in its overlay";
                return Err(Error::expected(file, expected, found, remedy).at(place));
            }
            Some(_) => {}
            None => {
                self.holder(steps).insert(key.to_owned(), member.clone());
                self.origins.insert(place, file.to_owned());
            }
        }
        Ok(())
    }

    /// The object at a place of the document.
    fn holder(&mut self, steps: &[&str]) -> &mut Map<String, Value> {
        let steps = steps.iter().map(|key| (*key).to_owned()).collect();
        self.sections.entry(steps).or_default()
    }

    fn finish(mut self) -> Value {
        let tags = std::mem::take(self.holder(&["tags"]));
        let mut document = json!({
            "openapi": "3.0.3",
            "info": {
                "title": "Dust API",
                "description": "Dust's published OpenAPI files in one document, corrected to what the server really does.",
                "version": "1",
                "license": {"name": "MIT"},
            },
            "servers": self.servers,
            "paths": {},
        });
        for (steps, members) in self.sections {
            let mut place = &mut document;
            for key in steps {
                place = &mut place[key];
            }
            *place = members.into();
        }
        document["tags"] = in_order(tags);
        document
    }
}

/// The items of the list under a key.
fn listed<'a>(document: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    let list = document.get(key).and_then(Value::as_array);
    list.into_iter().flatten()
}

/// What a file says once for all of its operations is said by each: other files may say otherwise.
fn secured(item: &Value, security: Option<&Value>) -> Value {
    let mut item = item.clone();
    let Some(security) = security else {
        return item;
    };
    for method in METHODS {
        if let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut)
            && !operation.contains_key("security")
        {
            operation.insert("security".into(), security.clone());
        }
    }
    item
}

/// The members by name, whatever order the map keeps.
fn in_order(members: Map<String, Value>) -> Value {
    let members: BTreeMap<String, Value> = members.into_iter().collect();
    members.into_values().collect()
}

/// Takes the names of operations, the titles of schemas and all extensions out of a published file. An extension
/// there may be spelt like a mark of ours, and marks are ours alone.
fn strip_names(document: &mut Value) -> Result<()> {
    extensions::remove(document);
    let items = document.get_mut("paths").and_then(Value::as_object_mut);
    for item in items.into_iter().flat_map(Map::values_mut) {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method).and_then(Value::as_object_mut) {
                operation.remove("operationId");
            }
        }
    }
    for_each_object(document, &mut |_, schema| drop(schema.remove("title")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(name: &str, document: Value) -> (String, Value) {
        (name.to_owned(), document)
    }

    #[test]
    fn joins_paths_tags_servers_and_components() {
        let a = json!({
            "servers": [{"url": "https://one"}],
            "tags": [{"name": "A"}],
            "paths": {"/a": {"get": {"operationId": "x", "x-operation-id-source": "derived", "tags": ["A"]}}},
            "components": {"securitySchemes": {"B": {"type": "http"}}},
        });
        let b = json!({
            "servers": [{"url": "https://one"}, {"url": "https://two"}],
            "paths": {"/a": {"post": {}}, "/b": {"get": {}}},
            "components": {"securitySchemes": {"B": {"type": "http"}}, "schemas": {"S": {}}},
        });
        let merged = merge(&[file("a.yml", a), file("b.yml", b)], &[]).unwrap();
        assert_eq!(
            merged["servers"],
            json!([{"url": "https://one"}, {"url": "https://two"}])
        );
        assert_eq!(
            merged["paths"],
            json!({"/a": {"get": {"tags": ["A"]}, "post": {}}, "/b": {"get": {}}})
        );
        assert_eq!(merged["components"]["schemas"], json!({"S": {}}));
    }

    #[test]
    fn security_of_a_file_is_that_of_its_operations() {
        let a = json!({
            "security": [{"B": []}],
            "paths": {"/a": {"get": {}, "post": {"security": []}}},
        });
        let b = json!({"paths": {"/b": {"get": {}}}});
        let merged = merge(&[file("a.yml", a), file("b.yml", b)], &[]).unwrap();
        assert_eq!(
            merged["paths"],
            json!({"/a": {"get": {"security": [{"B": []}]}, "post": {"security": []}}, "/b": {"get": {}}})
        );
    }

    #[test]
    fn only_written_files_give_names_titles_and_marks() {
        let document = json!({
            "paths": {"/a": {"get": {"operationId": "get_a", "x-idempotency": "safe"}}},
            "components": {"schemas": {"S": {"type": "object", "title": "Title", "x-handwritten": true}}},
        });
        let files = [file("a.yml", document.clone())];
        let merged = merge(&[], &files).unwrap();
        assert_eq!(merged["paths"], document["paths"]);
        assert_eq!(merged["components"], document["components"]);
        let merged = merge(&files, &[]).unwrap();
        assert_eq!(merged["paths"], json!({"/a": {"get": {}}}));
        assert_eq!(
            merged["components"]["schemas"]["S"],
            json!({"type": "object"})
        );
    }

    #[test]
    fn refuses_two_things_under_one_key() {
        let schema = |kind: &str| json!({"components": {"schemas": {"Run": {"type": kind}}}});
        let error = merge(
            &[file("a.yml", schema("object"))],
            &[file("b.yml", schema("string"))],
        )
        .unwrap_err();
        assert_eq!(
            error.to_string(),
            "b.yml: $.components.schemas.Run: expected what a.yml has under the same key, found type is \"object\" there and \
             \"string\" here; take both files of one date, or correct one in its overlay"
        );
        let path = |name: &str| json!({"paths": {"/a": {"get": {"tags": [name]}}}});
        assert!(merge(&[file("a.yml", path("x")), file("b.yml", path("y"))], &[]).is_err());
    }

    #[test]
    fn prose_and_names_make_no_difference() {
        let document = |title: &str, prose: &str| {
            json!({
                "tags": [{"name": "A", "description": prose}],
                "paths": {"/a": {"get": {"operationId": title, "summary": prose, "responses": {"200": {"description": prose}}}}},
                "components": {"schemas": {"Run": {"title": title, "properties": {
                    // A property of this name is no prose.
                    "description": {"type": "string", "description": prose, "example": prose},
                    "title": {"type": "string"},
                }}}},
            })
        };
        let merged = merge(
            &[
                file("a.yml", document("One", "one")),
                file("b.yml", document("Two", "t\nwo")),
            ],
            &[],
        )
        .unwrap();
        let run = &merged["components"]["schemas"]["Run"];
        assert_eq!(run["properties"]["description"]["description"], "one");
        assert_eq!(run["properties"]["title"], json!({"type": "string"}));
        assert_eq!(run.get("title"), None);
        let other = json!({"components": {"schemas": {"Run": {"properties": {"description": {"type": "integer"}}}}}});
        let files = [file("a.yml", document("One", "one")), file("b.yml", other)];
        assert!(merge(&files, &[]).is_err());
    }
}
