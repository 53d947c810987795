//! One action of the overlay: what it changes, on which condition, and how.

use serde_json::{Map, Value};

use crate::query::{self, Step};
use crate::value::{brief, is_prose, without_prose};

const KEYS: &[&str] = &[
    "target",
    "description",
    "update",
    "remove",
    "x-was",
    "x-correction",
];

/// Keys that give names and say how a type is generated. Published files have no say in them.
const NAMES: &[&str] = &["operationId", "title"];

#[derive(Clone, Debug)]
pub(super) struct Action {
    /// The file that the action is in.
    pub(super) file: String,
    pub(super) target: String,
    pub(super) correction: Option<String>,
    steps: Vec<Step>,
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
    pub(super) fn parse(file: &str, action: &Value) -> Result<Self, String> {
        let map = action.as_object().ok_or("is not an object")?;
        if let Some(key) = map.keys().find(|key| !KEYS.contains(&key.as_str())) {
            return Err(format!("has `{key}`, which is not supported"));
        }
        let text = |key: &str| map.get(key).and_then(Value::as_str);
        let target = text("target").ok_or("has no target")?.to_owned();
        let steps = query::parse(&target)
            .map_err(|cause| format!("target `{target}` {cause}; names and indexes only"))?;
        let change = match (map.get("update"), map.get("remove")) {
            (Some(update), None) => Change::Update(update.clone()),
            (None, Some(Value::Bool(true))) => Change::Remove,
            _ => {
                return Err(format!(
                    "at `{target}` has neither `update` nor `remove: true`, or both"
                ));
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

    fn require_reason(&self, description: Option<&str>) -> Result<(), String> {
        if self.is_naming() {
            return match self.correction {
                Some(_) => Err(format!(
                    "at `{}` only names, and is called a correction",
                    self.target
                )),
                None if self.counts() && self.was.is_none() => Err(format!(
                    "at `{}` names what stands at an index, without `x-was` that says what must stand there",
                    self.target
                )),
                None => Ok(()),
            };
        }
        let target = &self.target;
        if self.correction.is_none() {
            return Err(format!(
                "at `{target}` is a correction without `x-correction`"
            ));
        }
        if description.is_none_or(str::is_empty) {
            return Err(format!(
                "at `{target}` is a correction without a `description` that says why"
            ));
        }
        if matches!(self.change, Change::Remove) && self.was.is_none() {
            return Err(format!("at `{target}` removes something without `x-was`"));
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
        self.steps.iter().any(|step| matches!(step, Step::Index(_)))
    }

    /// Whether two actions are parts of one correction.
    pub(super) fn is_same_correction(&self, other: &Self) -> bool {
        self.correction.is_some()
            && (&self.correction, &self.file) == (&other.correction, &other.file)
    }

    /// Whether this adds what stands at a place of the corrected document.
    pub(super) fn adds(&self, place: &[Step]) -> bool {
        match (&self.change, place.strip_prefix(self.steps.as_slice())) {
            (Change::Update(update), Some(rest)) => query::find(update, rest).is_some(),
            _ => false,
        }
    }

    /// Where this goes.
    pub(super) fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// The name that this gives to an operation, if it does.
    pub(super) fn operation_id(&self) -> Option<&str> {
        match &self.change {
            Change::Update(update) => update.get("operationId")?.as_str(),
            Change::Remove => None,
        }
    }

    pub(super) fn state(&self, document: &Value) -> Result<State, String> {
        let found = query::find(document, &self.steps);
        match &self.change {
            Change::Remove => self.remove_state(document, found),
            Change::Update(update) => {
                let target = found.ok_or("matches nothing")?;
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

    fn remove_state(&self, document: &Value, found: Option<&Value>) -> Result<State, String> {
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
            (None, _) => Err("matches nothing".into()),
        }
    }

    fn update_state(&self, target: &Value, update: &Value) -> Result<State, String> {
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

/// Says that an action no longer applies: what it expects, and what the spec has instead.
fn outdated(was: Option<&Value>, target: &Value) -> String {
    let expected = match was {
        Some(was) => format!("{} (x-was)", brief(was)),
        None => "a place where it only adds".to_owned(),
    };
    format!(
        "no longer applies: expected {expected}, the spec has {}; check what the server does now, then change or remove it",
        brief(target)
    )
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
