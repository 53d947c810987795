//! What changes in code: breaking, or something new.
//!
//! The rule is short, since generated types and enums can grow: what is gone or is something else breaks programs, and
//! what is new does not, unless it has to be given.

use std::collections::{BTreeMap, BTreeSet};

use super::rows::{Class, Subject};
use crate::surface::{ApiItem, Argument, PartKind, Surface};

/// One change that users can see in code.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Change {
    pub(super) subject: Subject,
    /// The part that changes, by the name that specs have for it; none for the thing as a whole.
    pub(super) member: Option<String>,
    pub(super) class: Class,
    /// What kind of change it is, in the words of reports.
    pub(super) word: &'static str,
    pub(super) before: Option<String>,
    pub(super) after: Option<String>,
}

/// Compares code; `renamed` has the new ids of operations by the old ones.
pub(super) fn changes(
    old: &Surface,
    new: &Surface,
    renamed: &BTreeMap<String, String>,
) -> Vec<Change> {
    let mut changes = Changes(Vec::new());
    let known = |calls: &BTreeMap<String, ApiItem>| -> BTreeMap<String, ApiItem> {
        let name = |id: &String| renamed.get(id).unwrap_or(id).clone();
        calls
            .iter()
            .map(|(id, thing)| (name(id), thing.clone()))
            .collect()
    };
    let whole = |subject| About {
        subject,
        member: None,
    };
    let of_type = |name: &str| whole(Subject::Schema(name.to_owned()));
    let of_call = |id: &str| whole(Subject::Operation(id.to_owned()));
    let of_handle = |name: &str| About {
        subject: Subject::Operation("*".to_owned()),
        member: Some(format!("handles.{name}")),
    };
    changes.all(&old.types, &new.types, "schema", of_type);
    changes.all(&known(&old.calls), &new.calls, "operation", of_call);
    changes.all(&old.handles, &new.handles, "handle", of_handle);
    changes.0
}

struct Changes(Vec<Change>);

impl Changes {
    fn all(
        &mut self,
        old: &BTreeMap<String, ApiItem>,
        new: &BTreeMap<String, ApiItem>,
        word: &'static str,
        about: impl Fn(&str) -> About,
    ) {
        for name in old.keys().chain(new.keys()).collect::<BTreeSet<_>>() {
            let about = about(name);
            let kind = |thing: Option<&ApiItem>| thing.map(|thing| thing.kind.clone());
            match (old.get(name), new.get(name)) {
                (Some(old), Some(new)) if old.kind == new.kind => self.parts(&about, old, new),
                (Some(old), Some(new)) => {
                    self.push(
                        &about,
                        Class::Breaking,
                        "type",
                        Some(old.kind.clone()),
                        Some(new.kind.clone()),
                    );
                }
                (old, new) => {
                    let class = if old.is_some() {
                        Class::Breaking
                    } else {
                        Class::Addition
                    };
                    self.push(&about, class, word, kind(old), kind(new));
                }
            }
        }
    }

    fn parts(&mut self, about: &About, old: &ApiItem, new: &ApiItem) {
        for key in old
            .parts
            .keys()
            .chain(new.parts.keys())
            .collect::<BTreeSet<_>>()
        {
            let (before, after) = (old.parts.get(key), new.parts.get(key));
            let wire = before
                .or(after)
                .map(|part| part.wire.clone())
                .unwrap_or_default();
            let (kind, name) = key;
            let (before, after) = (before.map(|part| &part.text), after.map(|part| &part.text));
            let (class, word) = match (kind, before, after) {
                // No program depends on a warning.
                (PartKind::Deprecated, Some(_), _) => continue,
                (PartKind::Deprecated, ..) => (Class::Addition, "deprecation"),
                (_, Some(before), Some(after)) if before == after => continue,
                (PartKind::Argument, ..) => (Class::Breaking, "argument"),
                (_, None, _) => (Class::Addition, word(*kind)),
                (PartKind::Trait, ..) => (Class::Breaking, "trait"),
                (_, Some(_), Some(_)) => (Class::Breaking, "type"),
                (_, Some(_), None) => (Class::Breaking, word(*kind)),
            };
            let shown = |text: Option<&String>| {
                text.map(|text| match kind {
                    PartKind::Method => format!("{name}{text}"),
                    _ if text.is_empty() => name.clone(),
                    _ => text.clone(),
                })
            };
            let member = if *kind == PartKind::Trait {
                "trait".to_owned()
            } else {
                wire
            };
            self.push(
                &about.part(member),
                class,
                word,
                shown(before),
                shown(after),
            );
        }
        for name in old
            .functions
            .keys()
            .chain(new.functions.keys())
            .collect::<BTreeSet<_>>()
        {
            match (old.functions.get(name), new.functions.get(name)) {
                (Some(old), Some(new)) => self.arguments(about, old, new),
                (old, new) => {
                    let class = if old.is_some() {
                        Class::Breaking
                    } else {
                        Class::Addition
                    };
                    let list = |side: Option<&Vec<Argument>>| {
                        side.map(|taken| format!("{name}({})", types(taken).join(", ")))
                    };
                    self.push(
                        &about.part(name.clone()),
                        class,
                        "method",
                        list(old),
                        list(new),
                    );
                }
            }
        }
    }

    /// What has to be given. Names may change freely where an order tells arguments apart.
    fn arguments(&mut self, about: &About, old: &[Argument], new: &[Argument]) {
        let named = |taken: &[Argument]| -> BTreeMap<String, String> {
            taken
                .iter()
                .map(|argument| (argument.wire.clone(), argument.ty.clone()))
                .collect()
        };
        let (before, after) = (named(old), named(new));
        let reordered = before.keys().eq(after.keys())
            && old.iter().map(|a| &a.wire).ne(new.iter().map(|a| &a.wire));
        if types(old) == types(new) && !reordered {
            return;
        }
        let mut is_reported = false;
        for name in before.keys().chain(after.keys()).collect::<BTreeSet<_>>() {
            let (before, after) = (before.get(name).cloned(), after.get(name).cloned());
            if before != after {
                self.push(
                    &about.part(name.clone()),
                    Class::Breaking,
                    "argument",
                    before,
                    after,
                );
                is_reported = true;
            }
        }
        if !is_reported {
            let order = |taken: &[Argument]| {
                let names: Vec<&str> = taken
                    .iter()
                    .map(|argument| argument.wire.as_str())
                    .collect();
                Some(names.join(", "))
            };
            self.push(
                &about.part("arguments".to_owned()),
                Class::Breaking,
                "order",
                order(old),
                order(new),
            );
        }
    }

    fn push(
        &mut self,
        about: &About,
        class: Class,
        word: &'static str,
        before: Option<String>,
        after: Option<String>,
    ) {
        let About { subject, member } = about.clone();
        self.0.push(Change {
            subject,
            member,
            class,
            word,
            before,
            after,
        });
    }
}

#[derive(Clone)]
struct About {
    subject: Subject,
    member: Option<String>,
}

impl About {
    fn part(&self, member: String) -> Self {
        let member = match &self.member {
            Some(whole) => format!("{whole}.{member}"),
            None => member,
        };
        Self {
            subject: self.subject.clone(),
            member: Some(member),
        }
    }
}

fn types(arguments: &[Argument]) -> Vec<String> {
    arguments
        .iter()
        .map(|argument| argument.ty.clone())
        .collect()
}

/// A part that comes or goes.
fn word(kind: PartKind) -> &'static str {
    match kind {
        PartKind::Field => "field",
        PartKind::Variant => "enum-value",
        PartKind::Method => "method",
        PartKind::Output => "type",
        PartKind::Trait => "trait",
        PartKind::Argument => "argument",
        PartKind::Deprecated => "deprecation",
    }
}
