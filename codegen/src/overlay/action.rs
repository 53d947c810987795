//! One action of the overlay: what it changes, on which condition, and how.

use std::fmt::Display;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::query::{self, PathSegment};
use crate::value::{brief, is_prose, without_prose};

const KEYS: &[&str] = &[
    "target",
    "description",
    "update",
    "remove",
    "x-was",
    "x-correction",
];

/// What to do about a correction that may be wrong by now.
pub(super) const REVIEW: &str = "check what the server does now, then change or remove it";

/// Keys that give names and say how a type is generated. Published files have no say in them.
const NAMES: &[&str] = &["operationId", "title"];

#[derive(Clone, Debug)]
pub(super) struct Action {
    /// The file that the action is in.
    pub(super) file: String,
    pub(super) target: String,
    pub(super) correction: Option<String>,
    steps: Vec<PathSegment>,
    was: Option<Value>,
    change: Change,
}

#[derive(Clone, Debug)]
enum Change {
    Update(Value),
    Remove,
}

/// How an action stands to a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum State {
    /// The document says what the action expects, so the action applies.
    Needed,
    /// The document says the same already.
    Done,
}

impl Action {
    /// Reads an action; an error lacks file and place.
    pub(super) fn parse(file: &str, action: &Value) -> Result<Self> {
        let Some(map) = action.as_object() else {
            return Err(refuse("an action, an object", brief(action)));
        };
        if let Some(key) = map.keys().find(|key| !KEYS.contains(&key.as_str())) {
            let known = format!("one of {}", KEYS.join(", "));
            return Err(refuse(known, format!("`{key}`")));
        }
        let text = |key: &str| map.get(key).and_then(Value::as_str);
        let target = text("target").ok_or_else(|| refuse("a `target`", "none"))?;
        let target = target.to_owned();
        let steps = query::parse(&target).map_err(|cause| {
            let expected = "a target of names and indexes only";
            refuse(expected, format!("`{target}`, which {cause}"))
        })?;
        let change = match (map.get("update"), map.get("remove")) {
            (Some(update), None) => Change::Update(update.clone()),
            (None, Some(Value::Bool(true))) => Change::Remove,
            _ => {
                let expected = "one of `update` and `remove: true`";
                return Err(refuse(expected, format!("another at `{target}`")));
            }
        };
        let action = Self {
            file: file.to_owned(),
            target,
            steps,
            change,
            correction: text("x-correction").map(str::to_owned),
            was: map.get("x-was").cloned(),
        };
        action.require_reason(text("description"))?;
        Ok(action)
    }

    fn require_reason(&self, description: Option<&str>) -> Result<()> {
        let lacks = |expected: &str| {
            let expected = format!("{expected} at `{}`", self.target);
            Err(refuse(expected, "none"))
        };
        if self.is_naming() {
            return match &self.correction {
                Some(id) => {
                    let expected =
                        format!("no `x-correction` on the mere name of `{}`", self.target);
                    Err(refuse(expected, format!("`{id}`")))
                }
                None if self.counts() && self.was.is_none() => {
                    lacks("an `x-was` that says what stands at this index")
                }
                None => Ok(()),
            };
        }
        if self.correction.is_none() {
            return lacks("an `x-correction` of the correction");
        }
        if description.is_none_or(str::is_empty) {
            return lacks("a `description` that says why");
        }
        if matches!(self.change, Change::Remove) && self.was.is_none() {
            return lacks("an `x-was` of what is removed");
        }
        Ok(())
    }

    /// Whether this only names things and says how they are generated.
    fn is_naming(&self) -> bool {
        match &self.change {
            Change::Update(update) => names_only(update),
            Change::Remove => false,
        }
    }

    /// Whether the target is whatever stands at a number, where something else may come to stand.
    fn counts(&self) -> bool {
        self.steps
            .iter()
            .any(|step| matches!(step, PathSegment::Index(_)))
    }

    /// Whether two actions are parts of one correction.
    pub(super) fn is_same_correction(&self, other: &Self) -> bool {
        self.correction.is_some()
            && (&self.correction, &self.file) == (&other.correction, &other.file)
    }

    /// Whether this adds what stands at a place of the corrected document.
    pub(super) fn adds(&self, place: &[PathSegment]) -> bool {
        match (&self.change, place.strip_prefix(self.steps.as_slice())) {
            (Change::Update(update), Some(rest)) => query::find(update, rest).is_some(),
            _ => false,
        }
    }

    /// Whether this gives the title to a schema.
    pub(super) fn titles(&self, title: &str) -> bool {
        fn is_in(update: &Value, title: &str) -> bool {
            let mut members = update.as_object().into_iter().flatten();
            members.any(|(key, member)| (key == "title" && member == title) || is_in(member, title))
        }
        matches!(&self.change, Change::Update(update) if is_in(update, title))
    }

    /// Where this goes.
    pub(super) fn steps(&self) -> &[PathSegment] {
        &self.steps
    }

    /// The name that this gives to an operation, if it does.
    pub(super) fn operation_id(&self) -> Option<&str> {
        match &self.change {
            Change::Update(update) => update.get("operationId")?.as_str(),
            Change::Remove => None,
        }
    }

    /// How this stands to a document; an error lacks file and place.
    pub(super) fn state(&self, document: &Value) -> Result<State> {
        let found = query::find(document, &self.steps);
        match &self.change {
            Change::Remove => self.remove_state(document, found),
            Change::Update(update) => {
                let target = found.ok_or_else(|| self.missing(document))?;
                match &self.was {
                    Some(was) if self.is_naming() && !contains(target, was) => {
                        Err(outdated(Some(was), target))
                    }
                    _ if self.is_naming() => Ok(State::Needed),
                    _ => self.update_state(target, update),
                }
            }
        }
    }

    fn remove_state(&self, document: &Value, found: Option<&Value>) -> Result<State> {
        let parents = self
            .steps
            .split_last()
            .map_or(&[][..], |(_, parents)| parents);
        match (found, &self.was) {
            (Some(target), Some(was)) if contains(target, was) => Ok(State::Needed),
            // What is still there says nothing any more: as good as gone.
            (Some(Value::Object(target)), _) if target.is_empty() => Ok(State::Done),
            (Some(target), was) => Err(outdated(was.as_ref(), target)),
            (None, _) if query::find(document, parents).is_some() => Ok(State::Done),
            (None, _) => Err(self.missing(document)),
        }
    }

    /// Nothing is at the target; what is near it may be the same thing under another name.
    fn missing(&self, document: &Value) -> Error {
        let places = (0..self.steps.len()).rev().map(|end| &self.steps[..end]);
        let near = places.map(|steps| Some((steps, query::find(document, steps)?)));
        let found = match near.flatten().next() {
            Some((steps, Value::Object(near))) => {
                format!("nothing ({} has {})", query::print(steps), keys(near))
            }
            _ => "nothing".to_owned(),
        };
        let remedy = "if it has another name now, change the target; else check what the server does now, then remove \
                      the action";
        Error::expected("", "something at this place", found, remedy)
    }

    fn update_state(&self, target: &Value, update: &Value) -> Result<State> {
        if let Some((name, properties)) = required_in_vain(target, update) {
            let expected = format!("the property `{name}`, which it requires");
            return Err(Error::expected("", expected, keys(properties), REVIEW));
        }
        if says(target, update) {
            return Ok(State::Done);
        }
        let applies = match &self.was {
            Some(was) => contains(target, was),
            None => adds_only(target, update),
        };
        if applies {
            Ok(State::Needed)
        } else {
            Err(outdated(self.was.as_ref(), target))
        }
    }

    pub(super) fn apply(&self, document: &mut Value) {
        match &self.change {
            Change::Remove => {
                query::remove(document, &self.steps);
            }
            Change::Update(update) => {
                if let Some(target) = query::find_mut(document, &self.steps) {
                    merge(target, update);
                }
            }
        }
    }
}

fn names_only(update: &Value) -> bool {
    // A property may be called `title`; it is an object then, and no name.
    let is_name = |key: &str, value: &Value| {
        (NAMES.contains(&key) && value.is_string()) || key.starts_with("x-")
    };
    let Some(map) = update.as_object().filter(|map| !map.is_empty()) else {
        return false;
    };
    map.iter()
        .all(|(key, value)| is_name(key, value) || names_only(value))
}

fn refuse(expected: impl Display, found: impl Display) -> Error {
    Error::expected("", expected, found, "correct the action")
}

/// The start of a list of the keys, for messages.
fn keys(map: &Map<String, Value>) -> String {
    let mut keys: Vec<&str> = map.keys().map(String::as_str).collect();
    keys.sort_unstable();
    let kept = keys.len().min(12);
    let more = if kept < keys.len() { ", …" } else { "" };
    match keys.as_slice() {
        [] => "nothing".to_owned(),
        keys => keys[..kept].join(", ") + more,
    }
}

/// A property that `update` requires and that is in neither of the two, with those that the target has. Upstream may
/// have renamed it; required without a shape, it would be any JSON.
fn required_in_vain<'a>(
    target: &'a Value,
    update: &'a Value,
) -> Option<(&'a str, &'a Map<String, Value>)> {
    let (target, update) = (target.as_object()?, update.as_object()?);
    if let (Some(Value::Array(names)), Some(Value::Object(properties))) =
        (update.get("required"), target.get("properties"))
    {
        let is_added = |name: &str| {
            update
                .get("properties")
                .is_some_and(|new| new.get(name).is_some())
        };
        let mut names = names.iter().filter_map(Value::as_str);
        if let Some(name) = names.find(|name| !properties.contains_key(*name) && !is_added(name)) {
            return Some((name, properties));
        }
    }
    let mut members = update.iter();
    members.find_map(|(key, update)| required_in_vain(target.get(key)?, update))
}

/// Says what an action expects, and what the spec has instead.
fn outdated(was: Option<&Value>, target: &Value) -> Error {
    let expected = match was {
        Some(was) => format!("{} (x-was)", brief(was)),
        None => "a place where it only adds".to_owned(),
    };
    Error::expected("", expected, brief(target), REVIEW)
}

/// Whether `value` says everything that `part` says. Lists: whether it has each of the values.
fn contains(value: &Value, part: &Value) -> bool {
    match (value, part) {
        (Value::Object(value), Value::Object(part)) => part
            .iter()
            .all(|(key, part)| value.get(key).is_some_and(|value| contains(value, part))),
        (Value::Array(value), Value::Array(part)) => part.iter().all(|part| value.contains(part)),
        _ => value == part,
    }
}

/// Whether `value` says all of `update`. Upstream may say it in words of its own, unless words are all
/// that the update is about.
fn says(value: &Value, update: &Value) -> bool {
    let stated = without_prose(update);
    if stated == Value::Object(Map::new()) {
        return contains(value, update);
    }
    contains(&without_prose(value), &stated)
}

/// Whether `update` only adds to `target`: new keys of objects and new values of lists.
fn adds_only(target: &Value, update: &Value) -> bool {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => update.iter().all(|(key, update)| {
            target
                .get(key)
                .is_none_or(|target| is_prose(key, target) || adds_only(target, update))
        }),
        (Value::Array(_), Value::Array(_)) => true,
        _ => target == update,
    }
}

/// The merge of Overlay 1.0: objects key by key, lists one after the other, all else replaced.
/// A value that a list has already is not doubled, which would make typify panic.
fn merge(target: &mut Value, update: &Value) {
    match (target, update) {
        (Value::Object(target), Value::Object(update)) => {
            for (key, update) in update {
                merge_member(target, key, update);
            }
        }
        (Value::Array(target), Value::Array(update)) => {
            let new: Vec<Value> = update
                .iter()
                .filter(|value| !target.contains(value))
                .cloned()
                .collect();
            target.extend(new);
        }
        (target, update) => *target = update.clone(),
    }
}

fn merge_member(target: &mut Map<String, Value>, key: &str, update: &Value) {
    match target.get_mut(key) {
        Some(member) => merge(member, update),
        None => {
            target.insert(key.to_owned(), update.clone());
        }
    }
}
