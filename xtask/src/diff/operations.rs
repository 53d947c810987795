//! What changes about operations: which there are, how they are called, what goes in and comes out.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::index::{Operation, entries};
use super::rows::{Class, Direction};
use super::words::member;
use super::{Comparison, Location};

/// An operation on both sides, perhaps under two names.
type Pair<'a> = (String, Operation<'a>, String, Operation<'a>);

impl<'a> Comparison<'a> {
    pub(super) fn operations(&mut self) {
        let (pairs, removed, added) = self.matched_operations();
        for (id, operation) in removed {
            self.code_row(
                &Location::operation(&id),
                "operation",
                call(&operation),
                Value::Null,
            );
        }
        for (id, operation) in added {
            self.code_row(
                &Location::operation(&id),
                "operation",
                Value::Null,
                call(&operation),
            );
        }
        for (old_id, old, id, new) in pairs {
            let place = Location::operation(&id);
            if old_id != id {
                self.code_row(
                    &place.keyword("operationId"),
                    "name",
                    old_id.as_str(),
                    id.as_str(),
                );
                self.renamed.insert(old_id, id);
            }
            self.operation(&place, &old, &new);
        }
    }

    /// By id first; what is left over by method and path, which is a change of name.
    fn matched_operations(
        &self,
    ) -> (
        Vec<Pair<'a>>,
        BTreeMap<String, Operation<'a>>,
        BTreeMap<String, Operation<'a>>,
    ) {
        let mut added = self.new.operations.clone();
        let mut removed = BTreeMap::new();
        let mut pairs = Vec::new();
        for (id, old) in self.old.operations.clone() {
            match added.remove(&id) {
                Some(new) => pairs.push((id.clone(), old, id, new)),
                None => {
                    removed.insert(id, old);
                }
            }
        }
        let renamed: Vec<(String, String)> = removed
            .iter()
            .filter_map(|(old_id, old)| {
                let same = |new: &Operation| new.path == old.path && new.method == old.method;
                let (id, _) = added.iter().find(|(_, new)| same(new))?;
                Some((old_id.clone(), id.clone()))
            })
            .collect();
        for (old_id, id) in renamed {
            if let (Some(old), Some(new)) = (removed.remove(&old_id), added.remove(&id)) {
                pairs.push((old_id, old, id, new));
            }
        }
        (pairs, removed, added)
    }

    fn operation(&mut self, place: &Location, old: &Operation<'a>, new: &Operation<'a>) {
        if call(old) != call(new) {
            self.code_row(&place.keyword("path"), "path", call(old), call(new));
        }
        self.parameters(place, old, new);
        self.request_body(place, old.value, new.value);
        self.responses(place, old.value, new.value);
        let deprecated = |operation: &Operation| is_true(operation.value, "deprecated");
        if deprecated(old) != deprecated(new) {
            let place = place.keyword("deprecated").of_member("deprecated");
            self.code_row(&place, "deprecation", deprecated(old), deprecated(new));
        }
        self.security(place, old.value, new.value);
        self.own_servers(place, old, new);
        self.texts(place, old.value, new.value);
        self.tags(place, old.value, new.value);
    }

    fn parameters(&mut self, place: &Location, old: &Operation<'a>, new: &Operation<'a>) {
        let place = place.clone().towards(Direction::Request);
        let keys: BTreeSet<_> = old.parameters.keys().chain(new.parameters.keys()).collect();
        for key @ (location, name) in keys {
            let place = place.part(location).part(name).of_member(name);
            match (old.parameters.get(key), new.parameters.get(key)) {
                (Some(old), Some(new)) => self.parameter(&place, old, new),
                (old, new) => {
                    let required = |side: &Value| is_true(side, "required");
                    let before =
                        old.map(|old| member(required(old), self.old.described(&old["schema"])));
                    let after =
                        new.map(|new| member(required(new), self.new.described(&new["schema"])));
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
        for code in keys(old)
            .into_iter()
            .chain(keys(new))
            .collect::<BTreeSet<_>>()
        {
            let part = place.part(code);
            match (old.get(code), new.get(code)) {
                (Some(before), Some(after)) => {
                    let (before, after) = (self.old.resolved(before), self.new.resolved(after));
                    self.texts(&part, before, after);
                    let (before, after) = (keys(&before["headers"]), keys(&after["headers"]));
                    if before != after {
                        self.code_row(&part.keyword("headers"), "headers", before, after);
                    }
                }
                (before, after) => {
                    let word = |side: Option<&Value>| side.map(|_| "listed");
                    let class = Class::Documentation;
                    self.document_row(&part, class, "status", word(before), word(after));
                }
            }
        }
        let successes = |side| keys(side).into_iter().filter(|code| code.starts_with('2'));
        let old_ok: Vec<&str> = successes(old).collect();
        let new_ok: Vec<&str> = successes(new).collect();
        if old_ok != new_ok {
            self.code_row(&place, "success", old_ok.clone(), new_ok.clone());
        }
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
        if old_types != new_types {
            self.code_row(
                &place.keyword("content"),
                "media-types",
                old_types.clone(),
                new_types.clone(),
            );
        }
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

    fn own_servers(&mut self, place: &Location, old: &Operation, new: &Operation) {
        let own = |operation: &Operation, document: &Value| {
            let item = &document["paths"][operation.path];
            let servers = operation
                .value
                .get("servers")
                .or_else(|| item.get("servers"));
            servers.cloned().unwrap_or_default()
        };
        let (old, new) = (own(old, self.old.document), own(new, self.new.document));
        self.servers(&place.part("servers"), &old, &new);
    }

    fn tags(&mut self, place: &Location, old: &Value, new: &Value) {
        let (old, new) = (tags(old), tags(new));
        if old != new {
            self.document_row(
                &place.keyword("tags"),
                Class::Documentation,
                "tags",
                old,
                new,
            );
        }
    }
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

fn tags(operation: &Value) -> Vec<String> {
    let list = operation
        .get("tags")
        .and_then(Value::as_array)
        .map(Vec::as_slice);
    let names = list.unwrap_or_default().iter().filter_map(Value::as_str);
    names
        .map(str::to_owned)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect()
}

fn is_true(value: &Value, key: &str) -> bool {
    value.get(key) == Some(&Value::Bool(true))
}

/// The ways to authenticate a call, each as text; the order says nothing.
fn alternatives(operation: &Value, document: &Value) -> Vec<String> {
    let stated = operation
        .get("security")
        .or_else(|| document.get("security"));
    let list = stated.and_then(Value::as_array).map(Vec::as_slice);
    let mut ways: Vec<String> = list
        .unwrap_or_default()
        .iter()
        .map(|way| {
            entries(way)
                .map(|(name, _)| name)
                .collect::<Vec<_>>()
                .join(" and ")
        })
        .collect();
    ways.sort();
    ways.dedup();
    ways
}
