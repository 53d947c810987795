//! Which types go into requests, and what their constructors take.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::required;
use crate::value::{object, operations, references};

/// Which types go into requests, and what their constructors take: what is required, in the order of
/// the spec, and what is marked `x-in-constructor`.
pub(super) fn constructors(document: &Value) -> BTreeMap<String, Vec<String>> {
    let mut names = BTreeSet::new();
    for (.., operation) in operations(document) {
        reach(document, &operation["requestBody"], &mut names);
    }
    let schema = |name: &String| document.pointer(&format!("/components/schemas/{name}"));
    names
        .into_iter()
        .filter_map(|name| Some((name.clone(), constructor(schema(&name)?))))
        .collect()
}

fn constructor(schema: &Value) -> Vec<String> {
    let mut takes = required(schema);
    for (name, property) in object(schema, "properties") {
        if property.get("x-in-constructor") == Some(&Value::Bool(true)) && !takes.contains(name) {
            takes.push(name.clone());
        }
    }
    takes
}

const COMPONENTS: &str = "#/components/schemas/";

/// Adds the names of all components that `value` refers to, directly or through others.
pub(crate) fn reach(document: &Value, value: &Value, names: &mut BTreeSet<String>) {
    // What is known has been followed.
    let known = names.iter().map(|name| format!("{COMPONENTS}{name}"));
    let mut targets: BTreeSet<String> = known.collect();
    references(document, value, &mut targets);
    let targets = targets.iter();
    let components = targets.filter_map(|target| target.strip_prefix(COMPONENTS));
    names.extend(components.map(str::to_owned));
}
