//! Brings a published document into OpenAPI 3.0, the only version that progenitor reads.
//!
//! OpenAPI 3.0 is left unchanged. Of 3.1 and 3.2 the forms are known that occur in Dust's files, and the
//! plain ones beside them: `type: [string, 'null']`, `const`, `examples`, an alternative that is null.
//! Whatever is not known is refused by name, file and place, because a keyword that is silently
//! dropped is a wrong client.
//!
//! What comes out is also safe for what follows: every `$ref` leads to a thing of its own kind, no type
//! is made of itself, and every value has the JSON type that its key asks for.

mod document;
mod kinds;
mod operation;
mod references;
mod schema;
#[cfg(test)]
mod tests;
mod unchanged;

use std::collections::BTreeSet;
use std::fmt::Display;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::value::{brief, step};

pub(crate) use unchanged::require_lowered;

/// Brings one published document into OpenAPI 3.0.
///
/// # Errors
/// A document that is not OpenAPI 3, a keyword or a value that is not known, a `$ref` that leads nowhere.
pub(crate) fn lower(file: &str, document: Value) -> Result<Value> {
    run(Lowering::new(file, &document), document)
}

/// Brings the documents that the project writes into OpenAPI 3.0. They are one document in several files: a `$ref`
/// may lead to a component of another file, and a file may have components alone.
///
/// # Errors
/// The same as of [`lower`].
pub(crate) fn lower_written(documents: Vec<(String, Value)>) -> Result<Vec<(String, Value)>> {
    let shared: BTreeSet<String> = documents
        .iter()
        .flat_map(|(_, document)| references::components(document))
        .collect();
    let lowered = documents.into_iter().map(|(file, document)| {
        let lowering = Lowering {
            components: shared.clone(),
            is_part: true,
            remedy: OF_OURS,
            ..Lowering::new(&file, &document)
        };
        let document = run(lowering, document)?;
        Ok((file, document))
    });
    lowered.collect()
}

fn run(lowering: Lowering<'_>, mut document: Value) -> Result<Value> {
    lowering.root(&mut document)?;
    let file = lowering.file;
    references::require_acyclic(file, &document)?;
    Ok(document)
}

/// Lowers one file; carries what messages and references need to know of it.
struct Lowering<'a> {
    file: &'a str,
    /// Whether this is OpenAPI 3.0, where whatever stands beside a `$ref` says nothing.
    is_3_0: bool,
    /// Every component that a `$ref` may lead to, as `section/name`.
    components: BTreeSet<String>,
    /// Whether the file is one of several that make a document.
    is_part: bool,
    /// What a person can do about what is wrong in the file.
    remedy: &'static str,
}

const OF_PUBLISHED: &str =
    "take a version of the file that is right, or teach codegen/src/lower.rs this form";
const OF_OURS: &str = "correct the file";

impl<'a> Lowering<'a> {
    fn new(file: &'a str, document: &Value) -> Self {
        let version = document.get("openapi").and_then(Value::as_str);
        Self {
            file,
            is_3_0: version.is_some_and(|version| version.starts_with("3.0")),
            components: references::components(document),
            is_part: false,
            remedy: OF_PUBLISHED,
        }
    }

    fn error(&self, place: &str, expected: impl Display, found: impl Display) -> Error {
        Error::expected(self.file, expected, found, self.remedy).at(place)
    }

    fn known(&self, place: &str, map: &Map<String, Value>, known: &[&str]) -> Result<()> {
        match map
            .keys()
            .find(|key| !key.starts_with("x-") && !known.contains(&key.as_str()))
        {
            Some(key) => Err(self.error(place, "keys that are supported here", format!("`{key}`"))),
            None => Ok(()),
        }
    }

    fn object<'v>(&self, place: &str, value: &'v mut Value) -> Result<&'v mut Map<String, Value>> {
        match value {
            Value::Object(map) => Ok(map),
            other => Err(self.error(place, "an object", brief(other))),
        }
    }

    fn list<'v>(&self, place: &str, value: &'v mut Value) -> Result<&'v mut Vec<Value>> {
        match value {
            Value::Array(list) => Ok(list),
            other => Err(self.error(place, "a list", brief(other))),
        }
    }

    fn member<'v>(
        &self,
        holder: &'v mut Map<String, Value>,
        key: &str,
        place: &str,
    ) -> Result<Option<&'v mut Map<String, Value>>> {
        holder
            .get_mut(key)
            .map(|value| self.object(&step(place, key), value))
            .transpose()
    }

    fn each(
        &self,
        holder: &mut Map<String, Value>,
        key: &str,
        place: &str,
        act: &dyn Fn(&str, &mut Value) -> Result<()>,
    ) -> Result<()> {
        let Some(members) = self.member(holder, key, place)? else {
            return Ok(());
        };
        let place = step(place, key);
        members
            .iter_mut()
            .try_for_each(|(name, member)| act(&step(&place, name), member))
    }
}
