//! Marks: the extensions by which this project's specs and overlays say what OpenAPI has no word for.
//!
//! The list is closed. A mark that is misspelt, stands in the wrong place or has a value of the wrong kind would be
//! without effect in silence, so each of these is an error. `specs/README.md` describes every mark.

mod spelling;

use serde_json::{Map, Value};

use crate::error::{Error, Result};
use crate::value::{METHODS, brief, step};
use spelling::nearest;

/// Where errors of this step are: the document has no file of its own.
const FILE: &str = "the corrected document";

/// What a mark can stand on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum On {
    Document,
    Operation,
    Parameter,
    Schema,
    /// The schema of a member of an object.
    Property,
    /// Anything else, such as a response: no mark stands there.
    Other,
}

impl On {
    fn name(self) -> &'static str {
        match self {
            Self::Document => "the document",
            Self::Operation => "an operation",
            Self::Parameter => "a parameter",
            Self::Schema => "a schema",
            Self::Property => "a property",
            Self::Other => "this",
        }
    }
}

/// What the value of a mark has to be.
#[derive(Clone, Copy)]
enum Kind {
    /// `true`; a mark that does not hold is left out.
    Flag,
    Text,
    /// A name in Rust, in lower case.
    Name,
    /// Names in Rust by names on the wire.
    Names,
    OneOf(&'static [&'static str]),
    Texts,
    Scalar,
    /// Checked where it is read.
    Object,
}

/// A mark, what it may stand on, and what its value is.
type Mark = (&'static str, &'static [On], Kind);

const MARKS: &[Mark] = &[
    ("x-handles", &[On::Document], Kind::Object),
    ("x-call", &[On::Operation], Kind::Text),
    ("x-arguments", &[On::Operation], Kind::Names),
    ("x-returns", &[On::Operation], Kind::Text),
    ("x-body", &[On::Operation], Kind::OneOf(&["flat"])),
    ("x-pages", &[On::Operation], Kind::Object),
    (
        "x-idempotency",
        &[On::Operation],
        Kind::OneOf(&["safe", "idempotent", "unsafe"]),
    ),
    (
        "x-requires",
        &[On::Operation],
        Kind::OneOf(&["admin", "person"]),
    ),
    ("x-done-on-repeat", &[On::Operation], Kind::Texts),
    ("x-manual", &[On::Operation], Kind::Flag),
    (
        "x-docs",
        &[On::Operation, On::Parameter, On::Schema, On::Property],
        Kind::Text,
    ),
    ("x-name", &[On::Parameter, On::Property], Kind::Name),
    ("x-default", &[On::Parameter, On::Property], Kind::Scalar),
    ("x-text-id", &[On::Parameter], Kind::Flag),
    ("x-in-constructor", &[On::Property], Kind::Flag),
    ("x-check", &[On::Schema, On::Property], Kind::Flag),
    ("x-handwritten", &[On::Schema, On::Property], Kind::Flag),
    ("x-keeps-unknown", &[On::Schema, On::Property], Kind::Flag),
    ("x-refuses-unknown", &[On::Schema, On::Property], Kind::Flag),
    ("x-map", &[On::Schema, On::Property], Kind::Flag),
    ("x-csv-row", &[On::Schema], Kind::Texts),
    (
        "x-extensible-enum",
        &[On::Schema, On::Property],
        Kind::Texts,
    ),
];

/// Marks that say something of a property, and nothing of the type that it has.
pub(crate) const OF_PROPERTY: [&str; 3] = ["x-name", "x-default", "x-in-constructor"];

/// Whether an operation, a parameter or a schema has a mark that is `true`.
pub(crate) fn is_marked(value: &Value, mark: &str) -> bool {
    value.get(mark) == Some(&Value::Bool(true))
}

/// Checks every mark of a corrected document, in which published files have no extension left.
///
/// # Errors
/// A mark that is not known, or not there, or with another value.
pub(crate) fn check(document: &Value) -> Result<()> {
    object(document, "$", On::Document)
}

/// Checks an object and what is in it.
fn object(value: &Value, place: &str, on: On) -> Result<()> {
    let Some(map) = value.as_object() else {
        return Ok(());
    };
    for (key, value) in map.iter().filter(|(key, _)| key.starts_with("x-")) {
        mark(key, value, &step(place, key), on)?;
    }
    match on {
        On::Document => paths_and_components(map, place),
        On::Schema | On::Property => schema(map, place),
        On::Operation | On::Parameter | On::Other => parts(map, place),
    }
}

fn paths_and_components(map: &Map<String, Value>, place: &str) -> Result<()> {
    for (key, member) in map {
        let place = step(place, key);
        match key.as_str() {
            "paths" => named(member, &place, &mut |item, place| methods(item, place))?,
            "components" => named(member, &place, &mut |section, place| {
                let on = match place {
                    "$.components.schemas" => On::Schema,
                    "$.components.parameters" => On::Parameter,
                    _ => On::Other,
                };
                named(section, place, &mut |member, place| {
                    object(member, place, on)
                })
            })?,
            "servers" | "tags" => listed(member, &place, On::Other)?,
            _ if key.starts_with("x-") => {}
            _ => object(member, &place, On::Other)?,
        }
    }
    Ok(())
}

fn methods(item: &Value, place: &str) -> Result<()> {
    for method in METHODS {
        if let Some(operation) = item.get(method) {
            object(operation, &step(place, method), On::Operation)?;
        }
    }
    Ok(())
}

/// The parts of an operation, a parameter, a body, a response, a header or a media type.
fn parts(map: &Map<String, Value>, place: &str) -> Result<()> {
    for (key, member) in map {
        let place = step(place, key);
        match key.as_str() {
            "parameters" => listed(member, &place, On::Parameter)?,
            "schema" => object(member, &place, On::Schema)?,
            "requestBody" => object(member, &place, On::Other)?,
            "responses" | "content" | "headers" => named(member, &place, &mut |member, place| {
                object(member, place, On::Other)
            })?,
            _ => {}
        }
    }
    Ok(())
}

/// The schemas in a schema.
fn schema(map: &Map<String, Value>, place: &str) -> Result<()> {
    for (key, member) in map {
        let place = step(place, key);
        match key.as_str() {
            "properties" => named(member, &place, &mut |member, place| {
                object(member, place, On::Property)
            })?,
            "items" | "additionalProperties" | "not" => object(member, &place, On::Schema)?,
            "allOf" | "oneOf" | "anyOf" => listed(member, &place, On::Schema)?,
            _ => {}
        }
    }
    Ok(())
}

fn named(
    value: &Value,
    place: &str,
    act: &mut dyn FnMut(&Value, &str) -> Result<()>,
) -> Result<()> {
    let members = value.as_object().into_iter().flatten();
    members
        .into_iter()
        .try_for_each(|(name, member)| act(member, &step(place, name)))
}

fn listed(value: &Value, place: &str, on: On) -> Result<()> {
    let items = value.as_array().into_iter().flatten().enumerate();
    items
        .into_iter()
        .try_for_each(|(index, item)| object(item, &format!("{place}[{index}]"), on))
}

/// Checks one mark.
fn mark(key: &str, value: &Value, place: &str, on: On) -> Result<()> {
    let Some((_, allowed, kind)) = MARKS.iter().find(|(name, ..)| *name == key) else {
        let names = MARKS.iter().map(|(name, ..)| *name);
        let remedy = match nearest(key, names) {
            Some(name) => format!("did you mean `{name}`?"),
            None => "specs/README.md lists the marks".to_owned(),
        };
        return Err(Error::expected(FILE, "a mark", format!("`{key}`"), remedy).at(place));
    };
    if !allowed.contains(&on) {
        let names: Vec<&str> = allowed.iter().map(|on| on.name()).collect();
        let expected = format!("`{key}` on {}", names.join(" or "));
        let found = format!("it on {}", on.name());
        return Err(Error::expected(FILE, expected, found, "move or remove it").at(place));
    }
    match kind.wanted(value) {
        None => Ok(()),
        Some(wanted) => {
            Err(Error::expected(FILE, wanted, brief(value), "correct the mark").at(place))
        }
    }
}

impl Kind {
    /// What is wanted instead of a value that does not fit.
    fn wanted(self, value: &Value) -> Option<String> {
        let is_text = |value: &Value| value.as_str().is_some_and(|text| !text.trim().is_empty());
        let is_name = |value: &Value| value.as_str().is_some_and(is_rust_name);
        let (fits, wanted) = match self {
            Self::Flag => (value == true, "`true`, or no mark".to_owned()),
            Self::Text => (is_text(value), "text".to_owned()),
            Self::Name => (is_name(value), "a name such as `agent_id`".to_owned()),
            Self::Names => {
                let names = value.as_object();
                let fits = names.is_some_and(|names| names.values().all(is_name));
                (fits, "names such as `{sId: agent_id}`".to_owned())
            }
            Self::OneOf(known) => {
                let fits = value.as_str().is_some_and(|text| known.contains(&text));
                let known: Vec<String> = known.iter().map(|text| format!("`{text}`")).collect();
                (fits, known.join(" or "))
            }
            Self::Texts => {
                let texts = value.as_array();
                let fits = texts.is_some_and(|texts| texts.iter().all(Value::is_string));
                (fits, "a list of texts".to_owned())
            }
            Self::Scalar => {
                let fits = value.is_boolean() || value.is_number() || value.is_string();
                (fits, "a text, a number or a bool".to_owned())
            }
            Self::Object => (value.is_object(), "an object".to_owned()),
        };
        (!fits).then_some(wanted)
    }
}

/// Whether a text can be a name in Rust: lower case, words joined by `_`, no keyword.
pub(crate) fn is_rust_name(text: &str) -> bool {
    let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text.chars().all(plain)
        && !text.contains("__")
        && !text.ends_with('_')
        && syn::parse_str::<syn::Ident>(text).is_ok()
}

#[cfg(test)]
mod tests;
