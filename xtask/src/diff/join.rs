//! Puts what changed in code and what differs in the documents together.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use super::code::Change;
use super::index::{Side, entries};
use super::rows::{Class, Direction, Row, Subject};
use super::{Comparison, Difference, Location};

impl Comparison<'_> {
    /// One row for each difference, with the class that code gives it, and for what changed in code alone.
    pub(super) fn joined(mut self, changes: Vec<Change>) -> Vec<Row> {
        let differences = std::mem::take(&mut self.differences);
        let mut rows = Vec::new();
        let mut reported = BTreeSet::new();
        let keys: Vec<Vec<Key>> = changes.iter().map(|change| self.keys(change)).collect();
        for Difference { mut row, about } in differences {
            if let Some(member) = about {
                let key = Key::new(&row.subject, member.as_deref());
                for (index, change) in changes.iter().enumerate() {
                    if keys[index].contains(&key) {
                        row.class = row.class.min(change.class);
                        reported.insert(index);
                    }
                }
            }
            rows.push(row);
        }
        let unreported = changes
            .iter()
            .enumerate()
            .filter(|(index, _)| !reported.contains(index));
        rows.extend(self.code_only_rows(unreported.map(|(_, change)| change)));
        rows
    }

    /// Everything that a change in code may be called by the documents.
    fn keys(&self, change: &Change) -> Vec<Key> {
        let member = change.member.as_deref();
        let mut keys = vec![Key::new(&change.subject, member)];
        if let (Subject::Operation(id), Some(member)) = (&change.subject, member) {
            for side in [&self.old, &self.new] {
                keys.extend(side.wire_names(id, member));
            }
        }
        keys
    }

    /// One row for each part, and one for all setters of a type together.
    fn code_only_rows<'c>(&self, changes: impl Iterator<Item = &'c Change>) -> Vec<Row> {
        let mut groups: BTreeMap<(&Subject, String, Class), Vec<&Change>> = BTreeMap::new();
        for change in changes {
            let is_type = matches!(change.subject, Subject::Schema(_));
            let path = match (change.word, &change.member) {
                ("trait", _) => "#traits".to_owned(),
                ("method", _) if is_type => "#methods".to_owned(),
                (_, member) => member.clone().unwrap_or_default(),
            };
            groups
                .entry((&change.subject, path, change.class))
                .or_default()
                .push(change);
        }
        let rows = groups.into_iter().map(|((subject, path, class), changes)| {
            let direction = match subject {
                Subject::Schema(name) => self.direction(name),
                Subject::Operation(_) if path == "response" => Some(Direction::Response),
                Subject::Operation(_) => None,
            };
            let place = Location {
                subject: subject.clone(),
                path,
                member: None,
                direction,
            };
            let first = changes[0];
            let all = |side: fn(&Change) -> Option<&String>| -> Value {
                let texts: Vec<&str> = changes
                    .iter()
                    .filter_map(|change| Some(side(change)?.as_str()))
                    .collect();
                let grouped = place.path.starts_with('#');
                match (texts.first(), grouped) {
                    (None, _) => Value::Null,
                    (_, true) => texts.join(", ").into(),
                    (Some(text), false) => (*text).into(),
                }
            };
            let (before, after) = (all(|c| c.before.as_ref()), all(|c| c.after.as_ref()));
            place.row(class, first.word, before, after)
        });
        rows.collect()
    }

    fn direction(&self, name: &str) -> Option<Direction> {
        let sides = [&self.new, &self.old].into_iter();
        let mut shapes = sides
            .flat_map(|side| &side.shapes)
            .filter(|(known, _)| plain(known) == plain(name));
        Some(shapes.next()?.1.direction.unwrap_or(Direction::Both))
    }
}

/// A subject and a part of it, however they are spelt: names on the wire and in Rust differ in case and `_` only.
#[derive(PartialEq, Eq)]
struct Key(bool, String, String);

impl Key {
    fn new(subject: &Subject, member: Option<&str>) -> Self {
        let (kind, name) = subject.parts();
        Self(
            kind == "schema",
            plain(name),
            plain(member.unwrap_or_default()),
        )
    }
}

fn plain(name: &str) -> String {
    name.chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect()
}

impl Side<'_> {
    /// What a document calls an argument or a setter of a call.
    fn wire_names(&self, id: &str, member: &str) -> Vec<Key> {
        let Some(operation) = self.operations.get(id) else {
            return Vec::new();
        };
        let subject = Subject::Operation(id.to_owned());
        let is_called = |wire: &str, own: &Value| {
            let by_operation = operation
                .value
                .pointer("/x-arguments")
                .and_then(|names| names.get(wire));
            let name = by_operation
                .or_else(|| own.get("x-name"))
                .and_then(Value::as_str);
            plain(name.unwrap_or(wire)) == plain(member)
        };
        let parameters = operation
            .parameters
            .iter()
            .filter(|((_, wire), own)| is_called(wire, own));
        let mut keys: Vec<Key> = parameters
            .map(|((_, wire), _)| Key::new(&subject, Some(wire)))
            .collect();
        let Some(body) = operation
            .value
            .get("requestBody")
            .map(|body| self.resolved(body))
        else {
            return keys;
        };
        if is_called("body", &Value::Null) {
            keys.push(Key::new(&subject, Some("request")));
        }
        // Members of a flat body, and parts of a form, are given to the call one by one.
        for (media, content) in entries(&body["content"]) {
            let schema = &content["schema"];
            let is_flat = operation.value.get("x-body").is_some() || media == "multipart/form-data";
            let Some(name) = self.name(schema).filter(|_| is_flat) else {
                continue;
            };
            let members = entries(&self.resolved(schema)["properties"]);
            let members = members.filter(|(wire, own)| is_called(wire, own));
            let of_type = Subject::Schema(name.to_owned());
            keys.extend(members.map(|(wire, _)| Key::new(&of_type, Some(wire))));
        }
        keys
    }
}
