//! Checks that more than one part of a seed file needs.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, Unexpected, Visitor};

/// An id or a key: it stands in paths, and in lines that a shell evaluates.
#[derive(Clone, Debug)]
pub(crate) struct Id(pub(crate) String);

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(IdVisitor)
    }
}

/// Checks while it reads, so that an error has the place of the id.
struct IdVisitor;

impl Visitor<'_> for IdVisitor {
    type Value = Id;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id of letters, digits, `_`, `-` and `.`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Id, E> {
        match is_id(text) {
            true => Ok(Id(text.to_owned())),
            false => Err(E::invalid_value(Unexpected::Str(text), &self)),
        }
    }
}

/// Whether a text can be an id.
pub(crate) fn is_id(text: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"_-.".contains(&byte);
    !text.is_empty() && !matches!(text, "." | "..") && text.bytes().all(known)
}

/// Refuses a list in which two have the same id.
pub(crate) fn unique<'a>(
    list: &str,
    ids: impl Iterator<Item = &'a str> + Clone,
) -> Result<(), String> {
    for (at, id) in ids.clone().enumerate() {
        if let Some(first) = ids.clone().take(at).position(|other| other == id) {
            return Err(format!(
                "{list}[{at}]: duplicate id `{id}`, which {list}[{first}] has"
            ));
        }
    }
    Ok(())
}
