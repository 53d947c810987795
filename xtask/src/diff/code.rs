//! What changes in code: breaking, or something new.
//!
//! The rule is short, since generated types and enums can grow: what is gone or is something else breaks programs, and
//! what is new does not, unless it has to be given.

use std::collections::BTreeMap;

use super::index::paired;
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
        for (name, old, new) in paired(old, new) {
            let about = about(name);
            let kind = |thing: Option<&ApiItem>| thing.map(|thing| thing.kind.clone());
            let word = match (old, new) {
                (Some(old), Some(new)) if old.kind == new.kind => {
                    self.parts(&about, old, new);
                    continue;
                }
                (Some(_), Some(_)) => "type",
                _ => word,
            };
            let class = Class::of_one_sided(old.is_some());
            self.push(&about, class, word, kind(old), kind(new));
        }
    }

    fn parts(&mut self, about: &About, old: &ApiItem, new: &ApiItem) {
        for ((kind, name), before, after) in paired(&old.parts, &new.parts) {
            let wire = before.or(after).map(|part| part.wire.clone());
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
            let about = match kind {
                PartKind::Trait => about.part("trait"),
                _ => about.part(&wire.unwrap_or_default()),
            };
            self.push(&about, class, word, shown(before), shown(after));
        }
        for (name, old, new) in paired(&old.functions, &new.functions) {
            if let (Some(old), Some(new)) = (old, new) {
                self.arguments(about, old, new);
                continue;
            }
            let class = Class::of_one_sided(old.is_some());
            let list = |taken: &Vec<Argument>| format!("{name}({})", types(taken).join(", "));
            let about = about.part(name);
            self.push(&about, class, "method", old.map(list), new.map(list));
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
        let breaking = Class::Breaking;
        for (name, before, after) in paired(&before, &after).filter(|(_, old, new)| old != new) {
            let (before, after) = (before.cloned(), after.cloned());
            self.push(&about.part(name), breaking, "argument", before, after);
        }
        if before == after {
            let order = |taken: &[Argument]| {
                let names: Vec<&str> = taken.iter().map(|taken| taken.wire.as_str()).collect();
                Some(names.join(", "))
            };
            let about = about.part("arguments");
            self.push(&about, breaking, "order", order(old), order(new));
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
    fn part(&self, member: &str) -> Self {
        let member = match &self.member {
            Some(whole) => format!("{whole}.{member}"),
            None => member.to_owned(),
        };
        Self {
            subject: self.subject.clone(),
            member: Some(member),
        }
    }
}

fn types(arguments: &[Argument]) -> Vec<String> {
    let types = arguments.iter().map(|argument| argument.ty.clone());
    types.collect()
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
