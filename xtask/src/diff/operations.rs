//! What changes about operations: which there are, how they are called, what goes in and comes out.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::index::{Operation, Side, entries, paired, paired_members};
use super::rows::{Class, Direction};
use super::words::member;
use super::{Comparison, Location};

impl<'a> Comparison<'a> {
    /// By id first; what is left over by method and path, which is a change of name.
    pub(super) fn operations(&mut self) {
        let (old, new) = (self.old.operations.clone(), self.new.operations.clone());
        for (id, before, after) in paired(&old, &new) {
            let place = Location::operation(id);
            match (before, after) {
                (Some(before), Some(after)) => self.operation(&place, before, after),
                (Some(before), None) => match renamed(before, &new, &old) {
                    Some((name, after)) => {
                        let place = Location::operation(name);
                        let (before_name, after_name) = (id.as_str(), name.as_str());
                        self.code_row(
                            &place.keyword("operationId"),
                            "name",
                            before_name,
                            after_name,
                        );
                        self.renamed.insert(id.clone(), name.clone());
                        self.operation(&place, before, after);
                    }
                    None => self.code_row(&place, "operation", call(before), Value::Null),
                },
                (None, Some(after)) if renamed(after, &old, &new).is_none() => {
                    self.code_row(&place, "operation", Value::Null, call(after));
                }
                (None, _) => {}
            }
        }
    }

    fn operation(&mut self, place: &Location, old: &Operation<'a>, new: &Operation<'a>) {
        self.changed(&place.keyword("path"), "path", call(old), call(new));
        self.parameters(place, old, new);
        let (servers, before, after) = (
            place.part("servers"),
            own_servers(old, self.old.document),
            own_servers(new, self.new.document),
        );
        self.servers(&servers, before, after);
        let (old, new) = (old.value, new.value);
        self.request_body(place, old, new);
        self.responses(place, old, new);
        let deprecated = |operation| is_true(operation, "deprecated");
        let member = place.keyword("deprecated").of_member("deprecated");
        self.changed(&member, "deprecation", deprecated(old), deprecated(new));
        self.security(place, old, new);
        self.texts(place, old, new);
        self.reworded(&place.keyword("tags"), "tags", tags(old), tags(new));
    }

    fn parameters(&mut self, place: &Location, old: &Operation<'a>, new: &Operation<'a>) {
        let place = place.clone().towards(Direction::Request);
        for ((location, name), old, new) in paired(&old.parameters, &new.parameters) {
            let place = place.part(location).part(name).of_member(name);
            match (old, new) {
                (Some(old), Some(new)) => self.parameter(&place, old, new),
                (old, new) => {
                    let shown = |side: &Side<'a>, own: &&'a Value| {
                        member(is_true(own, "required"), side.described(&own["schema"]))
                    };
                    let before = old.map(|old| shown(&self.old, old));
                    let after = new.map(|new| shown(&self.new, new));
                    self.code_row(&place, "parameter", before, after);
                }
            }
        }
    }

    fn parameter(&mut self, place: &Location, old: &'a Value, new: &'a Value) {
        self.requirement(place, is_true(old, "required"), is_true(new, "required"));
        self.position(place, old.get("schema"), new.get("schema"));
        for keyword in [
            "style",
            "explode",
            "allowReserved",
            "allowEmptyValue",
            "deprecated",
        ] {
            self.keyword(place, "annotation", keyword, old, new);
        }
        self.texts(place, old, new);
    }

    fn request_body(&mut self, place: &Location, old: &'a Value, new: &'a Value) {
        let place = place
            .part("request")
            .towards(Direction::Request)
            .of_member("request");
        let (old, new) = (
            old.get("requestBody").map(|body| self.old.resolved(body)),
            new.get("requestBody").map(|body| self.new.resolved(body)),
        );
        match (old, new) {
            (None, None) => {}
            (Some(old), Some(new)) => {
                self.requirement(&place, is_true(old, "required"), is_true(new, "required"));
                self.media(&place, &old["content"], &new["content"]);
                self.texts(&place, old, new);
            }
            (old, new) => {
                let word = |side: Option<&Value>| side.map(|_| "present");
                self.code_row(&place, "request-body", word(old), word(new));
            }
        }
    }

    /// The success answers make the return type; of the others only the text is in the crate.
    fn responses(&mut self, place: &Location, old: &'a Value, new: &'a Value) {
        let (old, new) = (&old["responses"], &new["responses"]);
        let place = place
            .part("response")
            .towards(Direction::Response)
            .of_member("response");
        for (code, before, after) in paired_members(old, new) {
            let part = place.part(code);
            match (before, after) {
                (Some(before), Some(after)) => {
                    let (before, after) = (self.old.resolved(before), self.new.resolved(after));
                    self.texts(&part, before, after);
                    let (before, after) = (keys(&before["headers"]), keys(&after["headers"]));
                    self.changed(&part.keyword("headers"), "headers", before, after);
                }
                (before, after) => {
                    let word = |side: Option<&Value>| side.map(|_| "listed");
                    self.reworded(&part, "status", word(before), word(after));
                }
            }
        }
        let successes = |side| -> Vec<&str> {
            let codes = keys(side).into_iter();
            codes.filter(|code| code.starts_with('2')).collect()
        };
        let (old_ok, new_ok) = (successes(old), successes(new));
        self.changed(&place, "success", old_ok.clone(), new_ok.clone());
        for (old_code, new_code) in old_ok.iter().zip(&new_ok) {
            let place = if old_ok.len() == 1 {
                place.clone()
            } else {
                place.part(old_code)
            };
            let old = self.old.resolved(&old[*old_code]);
            let new = self.new.resolved(&new[*new_code]);
            self.media(&place, &old["content"], &new["content"]);
        }
    }

    fn media(&mut self, place: &Location, old: &'a Value, new: &'a Value) {
        let (old_types, new_types) = (keys(old), keys(new));
        let types = place.keyword("content");
        self.changed(&types, "media-types", old_types.clone(), new_types.clone());
        for media in old_types.iter().filter(|media| new_types.contains(media)) {
            let place = match old_types.len().max(new_types.len()) {
                1 => place.clone(),
                _ => place.suffix(&format!("({media})")),
            };
            self.position(&place, old[*media].get("schema"), new[*media].get("schema"));
            self.texts(&place, &old[*media], &new[*media]);
        }
    }

    /// Losing a way to authenticate breaks those who use it; a further way does not.
    fn security(&mut self, place: &Location, old: &Value, new: &Value) {
        let old = alternatives(old, self.old.document);
        let new = alternatives(new, self.new.document);
        if old == new {
            return;
        }
        // No requirement at all takes any key, so gaining one is the loss of an alternative.
        let lost = old.is_empty() || old.iter().any(|way| !new.contains(way));
        let class = if lost && !new.is_empty() {
            Class::Breaking
        } else {
            Class::Addition
        };
        self.document_row(&place.keyword("security"), class, "security", old, new);
    }
}

/// The operation with the same method and path, if no other has its id.
fn renamed<'m, 'a>(
    operation: &Operation,
    there: &'m BTreeMap<String, Operation<'a>>,
    here: &BTreeMap<String, Operation<'a>>,
) -> Option<(&'m String, &'m Operation<'a>)> {
    let mut alike = there
        .iter()
        .filter(|(_, other)| call(other) == call(operation));
    alike.find(|(id, _)| !here.contains_key(*id))
}

/// The servers of an operation alone, or of its path.
fn own_servers<'a>(operation: &Operation<'a>, document: &'a Value) -> &'a Value {
    let own = operation.value.get("servers");
    own.unwrap_or(&document["paths"][operation.path]["servers"])
}

/// What an operation sends: its method and path.
fn call(operation: &Operation) -> String {
    format!("{} {}", operation.method.to_uppercase(), operation.path)
}

/// The keys of an object, sorted: their order in a file says nothing.
fn keys(object: &Value) -> Vec<&str> {
    let keys: BTreeSet<&str> = entries(object).map(|(key, _)| key).collect();
    keys.into_iter().collect()
}

fn tags(operation: &Value) -> Vec<&str> {
    let names = operation["tags"].as_array().into_iter().flatten();
    let names: BTreeSet<&str> = names.filter_map(Value::as_str).collect();
    names.into_iter().collect()
}

fn is_true(value: &Value, key: &str) -> bool {
    value.get(key) == Some(&Value::Bool(true))
}

/// The ways to authenticate a call, each as text; the order says nothing.
fn alternatives(operation: &Value, document: &Value) -> Vec<String> {
    let stated = operation
        .get("security")
        .or_else(|| document.get("security"));
    let ways = stated.and_then(Value::as_array).into_iter().flatten();
    let names = |way| entries(way).map(|(name, _)| name).collect::<Vec<_>>();
    let ways: BTreeSet<String> = ways.map(|way| names(way).join(" and ")).collect();
    ways.into_iter().collect()
}
