//! Compares two corrected documents and says what the change means for users of the crate.
//!
//! Two questions are asked apart. **What is it?** is answered by the documents: where they differ, in the words of specs.
//! **Does it break users?** is answered by the Rust that is generated from them (see [`code`]). A difference that
//! changes no code is documentation; code that changes where the documents say the same, such as by a mark, has a row in
//! the words of Rust. Only what is in no code, the servers and the ways to authenticate, is judged by the documents.
//!
//! A shape that has a name is compared once, under its name, however many operations share it; whether it goes
//! into requests, comes in responses, or both, is worked out by following the references.

mod code;
mod documentation;
mod index;
mod join;
mod operations;
mod rows;
mod schemas;
mod words;

use std::collections::BTreeMap;

use dust_sdk_codegen::Generated;
use serde_json::Value;

use crate::failure::Result;
use crate::surface::Surface;
use index::Side;

pub use rows::{Class, Direction, Row, Subject};
pub(crate) use rows::{next_version, weightiest};

/// A corrected document and the public items of the Rust that is generated from it.
pub struct Snapshot {
    document: Value,
    surface: Surface,
}

impl Snapshot {
    /// Reads what was generated from a corrected document.
    pub fn of(document: &Value, generated: &Generated) -> Result<Self> {
        let surface = Surface::read(generated)?;
        Ok(Self {
            document: document.clone(),
            surface,
        })
    }
}

/// Compares two states of the API; the weightiest rows come first.
pub fn compare(old: &Snapshot, new: &Snapshot) -> Vec<Row> {
    let mut comparison = Comparison {
        old: Side::of(&old.document),
        new: Side::of(&new.document),
        renamed: BTreeMap::new(),
        differences: Vec::new(),
    };
    comparison.operations();
    comparison.named_shapes();
    comparison.document();
    let changes = code::changes(&old.surface, &new.surface, &comparison.renamed);
    let mut rows = comparison.joined(changes);
    rows.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    rows
}

/// Both documents, indexed, and what was found so far.
struct Comparison<'a> {
    old: Side<'a>,
    new: Side<'a>,
    /// The new ids of operations by the old ones.
    renamed: BTreeMap<String, String>,
    differences: Vec<Difference>,
}

/// A difference of the documents.
struct Difference {
    row: Row,
    /// What code may say of it; nothing, if the documents have said it.
    about: Option<Member>,
}

/// A part of a subject that has a name, or the whole.
type Member = Option<String>;

/// Where in the API a comparison stands.
#[derive(Clone)]
struct Location {
    subject: Subject,
    path: String,
    member: Member,
    direction: Option<Direction>,
}

impl Location {
    fn operation(id: &str) -> Self {
        Self {
            subject: Subject::Operation(id.to_owned()),
            path: String::new(),
            member: None,
            direction: None,
        }
    }

    fn shape(name: &str, direction: Direction) -> Self {
        Self {
            subject: Subject::Schema(name.to_owned()),
            path: String::new(),
            member: None,
            direction: Some(direction),
        }
    }

    /// A part with a name: a property, a section of an operation.
    fn part(&self, name: &str) -> Self {
        let dot = if self.path.is_empty() { "" } else { "." };
        self.suffix(&format!("{dot}{name}"))
    }

    /// A keyword, where a property of that name would read the same.
    fn keyword(&self, name: &str) -> Self {
        self.suffix(&format!("#{name}"))
    }

    /// A part without one: `[]` for the items of a list.
    fn suffix(&self, text: &str) -> Self {
        Self {
            path: format!("{}{text}", self.path),
            ..self.clone()
        }
    }

    /// Inside of what users know by this name, unless that is inside of something already.
    fn of_member(&self, name: &str) -> Self {
        let member = self.member.clone().or_else(|| Some(name.to_owned()));
        Self {
            member,
            ..self.clone()
        }
    }

    fn towards(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    fn row(
        &self,
        class: Class,
        change: &'static str,
        before: impl Into<Value>,
        after: impl Into<Value>,
    ) -> Row {
        Row {
            class,
            subject: self.subject.clone(),
            direction: self.direction,
            change,
            path: self.path.clone(),
            before: before.into(),
            after: after.into(),
        }
    }
}

impl Comparison<'_> {
    /// A difference whose class is a question about code.
    fn code_row(
        &mut self,
        place: &Location,
        change: &'static str,
        before: impl Into<Value>,
        after: impl Into<Value>,
    ) {
        let row = place.row(Class::Documentation, change, before, after);
        let about = Some(place.member.clone());
        self.differences.push(Difference { row, about });
    }

    /// A difference of code, if there is one.
    fn changed<T: PartialEq + Into<Value>>(
        &mut self,
        place: &Location,
        change: &'static str,
        before: T,
        after: T,
    ) {
        if before != after {
            self.code_row(place, change, before, after);
        }
    }

    /// A difference of what only people read, if there is one.
    fn reworded<T: PartialEq + Into<Value>>(
        &mut self,
        place: &Location,
        change: &'static str,
        before: T,
        after: T,
    ) {
        if before != after {
            self.document_row(place, Class::Documentation, change, before, after);
        }
    }

    /// A difference that is in no code.
    fn document_row(
        &mut self,
        place: &Location,
        class: Class,
        change: &'static str,
        before: impl Into<Value>,
        after: impl Into<Value>,
    ) {
        let row = place.row(class, change, before, after);
        self.differences.push(Difference { row, about: None });
    }
}
