//! Handles: structs that hold the ids of a thing, so that no two ids are passed one after the other.
//!
//! `x-handles` lists them at the root of a document. `conversation: {ids: {cId: conversation_id}}` is the handle that
//! `client.conversation(id)` gives, and `message: {in: conversation, ids: {mId: message_id}}` that of
//! `conversation.message(id)`. One without ids is for what concerns many things: listing, creating, searching.

use std::collections::BTreeMap;

use heck::ToUpperCamelCase;
use quote::format_ident;
use serde_json::{Map, Value};
use syn::Ident;

use super::FILE;
use crate::error::{Error, Result};
use crate::marks::is_rust_name;
use crate::value::{brief, step};

const KEYS: [&str; 6] = ["in", "ids", "module", "accessor", "docs", "example"];

/// Methods of the client that are written by hand.
const CLIENT_METHODS: [&str; 6] = ["new", "from_env", "request", "call", "clone", "transport"];

/// One handle.
pub(super) struct Handle {
    /// Its key in `x-handles`.
    pub(super) key: String,
    /// The handle that it is reached from; the client if it is none.
    pub(super) parent: Option<String>,
    /// The id that it holds beside those of its parents, if it is of one thing.
    pub(super) id: Option<Id>,
    /// The module that it and its calls are in.
    pub(super) module: String,
    /// The method of the parent that gives it.
    pub(super) accessor: Ident,
    pub(super) docs: String,
    /// Lines of Rust that use it, with `dust` the client; unset, they are made of one of its calls.
    pub(super) example: Option<String>,
}

/// An id that a handle holds.
pub(super) struct Id {
    /// The path parameters that it is, by their names on the wire.
    pub(super) parameters: Vec<String>,
    /// What users call it.
    pub(super) name: Ident,
}

impl Handle {
    /// Where it is in the document.
    pub(super) fn place(&self) -> String {
        place(&self.key)
    }

    /// The struct: `AgentHandle` for one thing, `Agents` for many.
    pub(super) fn struct_name(&self) -> Ident {
        let name = self.key.to_upper_camel_case();
        match self.id {
            Some(_) => format_ident!("{name}Handle"),
            None => format_ident!("{name}"),
        }
    }
}

/// All handles by their keys.
pub(super) struct Handles(BTreeMap<String, Handle>);

impl Handles {
    /// Reads `x-handles`.
    pub(super) fn of(document: &Value) -> Result<Self> {
        let listed = document.get("x-handles").and_then(Value::as_object);
        let mut handles = BTreeMap::new();
        for (key, value) in listed.into_iter().flatten() {
            handles.insert(key.clone(), handle(key, value)?);
        }
        let handles = Self(handles);
        handles.require_parents()?;
        handles.require_accessors()?;
        Ok(handles)
    }

    pub(super) fn get(&self, key: &str) -> Option<&Handle> {
        self.0.get(key)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = &Handle> {
        self.0.values()
    }

    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    /// A handle and those that it is reached from, the outermost first.
    pub(super) fn chain<'a>(&'a self, handle: &'a Handle) -> Vec<&'a Handle> {
        let mut chain = vec![handle];
        let mut parent = handle.parent.as_deref().and_then(|key| self.get(key));
        // Parents that go round are refused when the handles are read.
        while let Some(handle) = parent.filter(|_| chain.len() <= self.0.len()) {
            chain.push(handle);
            parent = handle.parent.as_deref().and_then(|key| self.get(key));
        }
        chain.reverse();
        chain
    }

    fn require_parents(&self) -> Result<()> {
        for handle in self.all() {
            let place = step(&place(&handle.key), "in");
            if let Some(parent) = &handle.parent
                && !self.0.contains_key(parent)
            {
                let known = self.keys().collect::<Vec<_>>().join(", ");
                let remedy = "correct the name, or add the handle";
                return Err(Error::expected(
                    FILE,
                    format!("one of the handles {known}"),
                    format!("`{parent}`"),
                    remedy,
                )
                .at(place));
            }
            if self.chain(handle).len() > self.0.len() {
                let found = "handles that are in each other";
                let remedy = "one of them is reached from the client";
                return Err(Error::expected(FILE, "a handle", found, remedy).at(place));
            }
        }
        Ok(())
    }

    /// Two handles with one accessor on one parent would be two methods of one name.
    fn require_accessors(&self) -> Result<()> {
        let mut seen = BTreeMap::new();
        for handle in self.all() {
            let accessor = handle.accessor.to_string();
            let taken = match &handle.parent {
                None if CLIENT_METHODS.contains(&accessor.as_str()) => Some("the client itself"),
                _ => None,
            };
            let other = seen.insert((&handle.parent, accessor.clone()), handle.key.as_str());
            if let Some(other) = taken.or(other) {
                let found = format!("`{accessor}`, which {other} has");
                let remedy = "give this one an `accessor`";
                return Err(Error::expected(FILE, "a method of its own", found, remedy)
                    .at(place(&handle.key)));
            }
        }
        Ok(())
    }
}

fn place(key: &str) -> String {
    step("$['x-handles']", key)
}

fn handle(key: &str, value: &Value) -> Result<Handle> {
    let at = place(key);
    let refuse = |place: String, expected: &str, found: String| {
        Error::expected(FILE, expected, found, "correct the handle").at(place)
    };
    if !is_rust_name(key) {
        return Err(refuse(at, "a name such as `agent`", format!("`{key}`")));
    }
    let Some(map) = value.as_object() else {
        return Err(refuse(at, "an object", brief(value)));
    };
    if let Some(other) = map.keys().find(|key| !KEYS.contains(&key.as_str())) {
        let expected = format!("one of {}", KEYS.join(", "));
        return Err(refuse(step(&at, other), &expected, format!("`{other}`")));
    }
    let text = |key: &str| -> Result<Option<String>> {
        match map.get(key) {
            None => Ok(None),
            Some(Value::String(text)) if is_prose(key) || is_rust_name(text) => {
                Ok(Some(text.clone()))
            }
            Some(other) => Err(refuse(
                step(&at, key),
                "a name such as `agents`",
                brief(other),
            )),
        }
    };
    let Some(docs) = text("docs")? else {
        return Err(refuse(at, "`docs` that say what it is", brief(value)));
    };
    let accessor = text("accessor")?.unwrap_or_else(|| key.to_owned());
    Ok(Handle {
        key: key.to_owned(),
        parent: text("in")?,
        id: id(&at, map)?,
        module: text("module")?.unwrap_or_else(|| key.to_owned()),
        accessor: format_ident!("{accessor}"),
        docs,
        example: text("example")?,
    })
}

/// Whether a member of a handle is text for users, and no name.
fn is_prose(key: &str) -> bool {
    matches!(key, "docs" | "example")
}

/// The one id that a handle holds itself. Two would be arguments of its accessor, one after the other.
fn id(place: &str, map: &Map<String, Value>) -> Result<Option<Id>> {
    let Some(ids) = map.get("ids") else {
        return Ok(None);
    };
    let place = step(place, "ids");
    let names = ids.as_object().map(|ids| {
        let names = ids.values().map(Value::as_str);
        names.collect::<Option<Vec<&str>>>()
    });
    let mut names = names.flatten().unwrap_or_default();
    names.dedup();
    match names.as_slice() {
        [name] if is_rust_name(name) => Ok(Some(Id {
            parameters: ids
                .as_object()
                .into_iter()
                .flat_map(Map::keys)
                .cloned()
                .collect(),
            name: format_ident!("{name}"),
        })),
        _ => {
            let expected = "one id, such as `{sId: agent_id}`";
            let remedy = "let a handle that this one is `in` hold the other ids";
            Err(Error::expected(FILE, expected, brief(ids), remedy).at(place))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::value::cases;

    fn error(handles: Value) -> String {
        let handles = Handles::of(&json!({"x-handles": handles}));
        handles
            .err()
            .map(|error| error.to_string())
            .unwrap_or_default()
    }

    #[test]
    fn a_chain_begins_at_the_client() {
        let handles = Handles::of(&json!({"x-handles": {
            "space": {"ids": {"spaceId": "space_id"}, "docs": "d"},
            "app": {"in": "space", "ids": {"aId": "app_id", "appId": "app_id"}, "docs": "d", "module": "apps"},
            "run": {"in": "app", "ids": {"runId": "run_id"}, "accessor": "run_by_id", "docs": "d"},
            "apps": {"in": "space", "docs": "d"},
        }}))
        .ok()
        .unwrap();
        let run = handles.get("run").unwrap();
        let chain: Vec<&str> = handles.chain(run).iter().map(|h| h.key.as_str()).collect();
        assert_eq!(chain, ["space", "app", "run"]);
        assert_eq!(run.struct_name(), "RunHandle");
        assert_eq!(run.accessor, "run_by_id");
        let app = handles.get("app").unwrap();
        assert_eq!(app.module, "apps");
        assert_eq!(app.id.as_ref().unwrap().parameters, ["aId", "appId"]);
        assert_eq!(handles.get("apps").unwrap().struct_name(), "Apps");
    }

    #[test]
    fn refuses_handles_that_cannot_be() {
        let table = r#"
            {"a": []} => $['x-handles'].a: expected an object
            {"aB": {}} => expected a name such as `agent`, found `aB`
            {"a": {}} => expected `docs`
            {"a": {"docs": "d", "id": {}}} => $['x-handles'].a.id: expected one of in, ids
            {"a": {"docs": "d", "in": "b"}} => $['x-handles'].a.in: expected one of the handles a, found `b`
            {"a": {"docs": "d", "in": "b"}, "b": {"docs": "d", "in": "a"}} => found handles that are in each other
            {"a": {"docs": "d", "ids": {"x": "x_id", "y": "y_id"}}} => $['x-handles'].a.ids: expected one id
            {"a": {"docs": "d", "ids": {}}} => expected one id
            {"a": {"docs": "d"}, "b": {"docs": "d", "accessor": "a"}} => $['x-handles'].b: expected a method of its own, found `a`, which a has
            {"request": {"docs": "d"}} => found `request`, which the client itself has
            {"a": {"docs": "d", "module": "A"}} => $['x-handles'].a.module: expected a name
        "#;
        for (handles, wanted) in cases(table) {
            let error = error(handles.clone());
            assert!(error.contains(wanted), "{handles}: {error}");
        }
    }
}
