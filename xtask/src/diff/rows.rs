//! One difference, its class, and the version step that a set of them asks for.

use serde_json::{Map, Value};

/// What a difference means for a program that uses this crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// Code that compiled, or worked, may not do so any more.
    Breaking,
    /// Something new that existing code need not know.
    Addition,
    /// Nothing changes for users' code.
    Documentation,
    /// A correction of ours that upstream has made itself.
    Redundant,
}

impl Class {
    /// The class of something that is on one side only.
    pub(super) fn of_one_sided(is_gone: bool) -> Self {
        match is_gone {
            true => Self::Breaking,
            false => Self::Addition,
        }
    }

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Breaking => "breaking",
            Self::Addition => "addition",
            Self::Documentation => "documentation",
            Self::Redundant => "redundant",
        }
    }
}

/// Which way the changed part travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Users build it.
    Request,
    /// Users read it.
    Response,
    /// Users build it and read it.
    Both,
}

impl Direction {
    /// The direction of a shape that is seen going both this way and that.
    pub(super) fn and(self, other: Self) -> Self {
        if self == other { self } else { Self::Both }
    }

    /// The name in reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Request => "request",
            Self::Response => "response",
            Self::Both => "both",
        }
    }
}

/// What a row is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Subject {
    /// An operation by its id; `*` stands for all of them.
    Operation(String),
    /// A shape by its public name.
    Schema(String),
}

impl Subject {
    /// The key in a JSON report, and the name.
    pub fn parts(&self) -> (&'static str, &str) {
        match self {
            Self::Operation(name) => ("operation", name),
            Self::Schema(name) => ("schema", name),
        }
    }
}

/// One difference.
#[derive(Clone, Debug)]
pub struct Row {
    /// What it means.
    pub class: Class,
    /// What it is about.
    pub subject: Subject,
    /// Which way that travels; nothing for what does not travel.
    pub direction: Option<Direction>,
    /// What kind of difference it is.
    pub change: &'static str,
    /// Where inside the subject; empty for the subject itself.
    pub path: String,
    /// How it was; null if it was not there.
    pub before: Value,
    /// How it is; null if it is gone.
    pub after: Value,
}

impl Row {
    /// A correction that upstream has caught up with.
    pub(crate) fn redundant(subject: Subject, id: &str, target: &str) -> Self {
        Self {
            class: Class::Redundant,
            subject,
            direction: None,
            change: "correction",
            path: target.to_owned(),
            before: Value::from(id),
            after: Value::Null,
        }
    }

    /// The row as one object of a JSON Lines report.
    pub fn to_json(&self) -> Value {
        let (key, name) = self.subject.parts();
        let mut object = Map::new();
        object.insert("class".into(), self.class.name().into());
        object.insert(key.into(), name.into());
        object.insert("path".into(), self.path.clone().into());
        object.insert("change".into(), self.change.into());
        if let Some(direction) = self.direction {
            object.insert("direction".into(), direction.name().into());
        }
        if self.class == Class::Redundant {
            object.insert("id".into(), self.before.clone());
            object.insert("target".into(), self.path.clone().into());
            object.insert("before".into(), Value::Null);
        } else {
            object.insert("before".into(), self.before.clone());
        }
        object.insert("after".into(), self.after.clone());
        Value::Object(object)
    }

    pub(super) fn sort_key(&self) -> (Class, &Subject, &str, &str) {
        (self.class, &self.subject, &self.path, self.change)
    }
}

/// The weightiest class among changes of the API; redundant corrections change nothing.
pub(crate) fn weightiest(rows: &[Row]) -> Option<Class> {
    rows.iter()
        .map(|row| row.class)
        .filter(|class| *class != Class::Redundant)
        .min()
}

/// The version that a change of this class asks for, by Cargo's reading of semver: before 1.0 the second
/// number carries what breaks and the third all else.
pub(crate) fn next_version(version: &str, class: Class) -> Option<String> {
    let core = version.split(['-', '+']).next()?;
    let mut numbers = core.split('.').map(str::parse::<u64>);
    let major = numbers.next()?.ok()?;
    let minor = numbers.next()?.ok()?;
    let patch = numbers.next()?.ok()?;
    Some(match (class, major) {
        (Class::Redundant, _) => version.to_owned(),
        (Class::Breaking, 0) => format!("0.{}.0", minor + 1),
        (Class::Breaking, _) => format!("{}.0.0", major + 1),
        (Class::Addition, 1..) => format!("{major}.{}.0", minor + 1),
        (Class::Addition | Class::Documentation, _) => {
            format!("{major}.{minor}.{}", patch + 1)
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_step_follows_the_class_and_the_major_version() {
        for (version, class, next) in [
            ("0.1.0", Class::Breaking, "0.2.0"),
            ("0.1.3", Class::Addition, "0.1.4"),
            ("0.1.3", Class::Documentation, "0.1.4"),
            ("0.1.3", Class::Redundant, "0.1.3"),
            ("1.2.3", Class::Breaking, "2.0.0"),
            ("1.2.3", Class::Addition, "1.3.0"),
            ("1.2.3", Class::Documentation, "1.2.4"),
            ("1.0.0-rc.1", Class::Documentation, "1.0.1"),
        ] {
            let got = next_version(version, class);
            assert_eq!(got.as_deref(), Some(next), "{version} {class:?}");
        }
        assert_eq!(next_version("unknown", Class::Breaking), None);
    }

    #[test]
    fn a_redundant_row_names_the_correction_and_its_target() {
        let row = Row::redundant(Subject::Schema("Run".into()), "run-results", "$.x");
        let json = row.to_json();
        assert_eq!(json["class"], "redundant");
        assert_eq!(json["schema"], "Run");
        assert_eq!(json["id"], "run-results");
        assert_eq!(json["target"], "$.x");
        assert_eq!(weightiest(&[row]), None);
    }
}
