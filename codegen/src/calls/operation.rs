//! One operation of the document with its marks, and how Rust names and types what it takes.

use std::collections::BTreeMap;

use quote::format_ident;
use serde_json::Value;
use syn::{Ident, Type};

use super::FILE;
use super::signature::Signature;
use crate::catch_panic::SIMPLIFY;
use crate::error::{Error, Result};
use crate::marks::{is_marked, is_rust_name};
use crate::paths::inside;
use crate::shape::PartKind;
use crate::value::{brief, object, operations, step};

/// The path parameter that the client itself gives.
pub(super) const WORKSPACE: &str = "wId";

/// An operation.
pub(super) struct Operation<'a> {
    /// Where it is in the document.
    pub(super) place: String,
    pub(super) id: &'a str,
    pub(super) path: &'a str,
    pub(super) method: &'a str,
    pub(super) value: &'a Value,
    /// In the order of the document.
    pub(super) parameters: Vec<Parameter<'a>>,
    pub(super) body: Option<Body>,
    pub(super) answer: Type,
    pub(super) call: Option<CallName>,
}

/// A parameter.
pub(super) struct Parameter<'a> {
    /// Its name on the wire.
    pub(super) wire: &'a str,
    /// Its name in the request function.
    pub(super) name: Ident,
    /// Its place among the arguments of the request function.
    pub(super) rank: usize,
    /// Its type in the request function, without `Option`.
    pub(super) ty: Type,
    pub(super) optional: bool,
    pub(super) location: Location,
    /// Whether the items of a list are joined by commas.
    pub(super) joined: bool,
    pub(super) value: &'a Value,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Location {
    Path,
    Query,
    Header,
    /// A part of a form: shaping has made a parameter of it.
    Part(PartKind),
}

/// A request body.
pub(super) struct Body {
    pub(super) media: Media,
    /// Its type in the request function, without `Option`.
    pub(super) ty: Type,
    pub(super) optional: bool,
}

/// How a body is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Media {
    Json,
    Text,
    Bytes,
}

/// `x-call`: a method of a handle, or of the client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct CallName {
    pub(super) handle: Option<String>,
    pub(super) method: String,
}

impl<'a> Operation<'a> {
    /// Reads every operation of a shaped document, in the order of paths and methods.
    pub(super) fn all(
        document: &'a Value,
        mut signatures: BTreeMap<String, Signature>,
    ) -> Result<Vec<Self>> {
        let mut all = Vec::new();
        for (place, path, method, value) in operations(document) {
            let id = value["operationId"].as_str().unwrap_or_default();
            let signature = signatures.remove(id).ok_or_else(|| {
                let expected = format!("a function `{id}`");
                Error::expected("the generator", expected, "none", "rename it").at(&place)
            })?;
            all.push(Self::new(place, id, path, method, value, signature)?);
        }
        Ok(all)
    }

    fn new(
        place: String,
        id: &'a str,
        path: &'a str,
        method: &'a str,
        value: &'a Value,
        signature: Signature,
    ) -> Result<Self> {
        let Signature { arguments, answer } = signature;
        let mut parameters = Vec::new();
        let listed = value["parameters"].as_array().into_iter().flatten();
        for (index, parameter) in listed.enumerate() {
            let place = format!("{}[{index}]", step(&place, "parameters"));
            parameters.push(Parameter::new(&place, parameter, &arguments)?);
        }
        let body = match value.get("requestBody") {
            Some(body) => Some(Body::new(&step(&place, "requestBody"), body, &arguments)?),
            None => None,
        };
        let call = value
            .get("x-call")
            .map(|call| CallName::parse(&step(&place, "x-call"), call))
            .transpose()?;
        Ok(Self {
            place,
            id,
            path,
            method,
            value,
            parameters,
            body,
            answer,
            call,
        })
    }

    /// The place of one of its marks.
    pub(super) fn mark_place(&self, mark: &str) -> String {
        step(&self.place, mark)
    }

    /// The text of a mark.
    pub(super) fn mark(&self, mark: &str) -> Option<&'a str> {
        self.value.get(mark).and_then(Value::as_str)
    }

    /// Whether its call is written by hand.
    pub(super) fn is_manual(&self) -> bool {
        is_marked(self.value, "x-manual")
    }

    /// The variant of `Idempotency`: what may be done again after a failure.
    pub(super) fn idempotency(&self) -> Ident {
        let reads = matches!(self.method, "get" | "head" | "options");
        let usual = if reads { "safe" } else { "unsafe" };
        match self.mark("x-idempotency").unwrap_or(usual) {
            "safe" => format_ident!("Safe"),
            "idempotent" => format_ident!("Idempotent"),
            _ => format_ident!("Unsafe"),
        }
    }

    /// The constant that has its name and idempotency.
    pub(super) fn constant(&self) -> Ident {
        format_ident!("{}", self.id.to_uppercase())
    }

    /// The parameter of a name on the wire.
    pub(super) fn parameter(&self, wire: &str) -> Option<&Parameter<'a>> {
        self.parameters
            .iter()
            .find(|parameter| parameter.wire == wire)
    }

    /// What users call a parameter, the body or a member of it: by `x-arguments`, by its own `x-name`, or as the
    /// generator does.
    pub(super) fn users_name(&self, wire: &str, own: &Value, otherwise: &Ident) -> Ident {
        let by_operation = self
            .value
            .pointer("/x-arguments")
            .and_then(|names| names.get(wire));
        let name = by_operation.or_else(|| own.get("x-name"));
        match name.and_then(Value::as_str) {
            Some(name) => format_ident!("{name}"),
            None => otherwise.clone(),
        }
    }
}

impl<'a> Parameter<'a> {
    fn new(place: &str, value: &'a Value, arguments: &[(Ident, Type)]) -> Result<Self> {
        let wire = value["name"].as_str().unwrap_or_default();
        let name = sanitized(wire);
        let rank = arguments.iter().position(|(known, _)| *known == name);
        let Some((rank, (name, ty))) = rank.map(|rank| (rank, &arguments[rank])) else {
            let expected = format!("an argument `{name}` for the parameter `{wire}`");
            let error = Error::expected("the generator", expected, "none", "rename it");
            return Err(error.at(place));
        };
        let location = match (value["in"].as_str(), PartKind::of(value)) {
            (_, Some(kind)) => Location::Part(kind),
            (Some("path"), _) => Location::Path,
            (Some("header"), _) => Location::Header,
            _ => Location::Query,
        };
        let inner = inside(ty, "Option");
        let (optional, ty) = (inner.is_some(), inner.unwrap_or(ty).clone());
        let name = match value.get("x-name").and_then(Value::as_str) {
            Some(own) if *name == "base" => format_ident!("{own}"),
            _ => name.clone(),
        };
        if name == "base" {
            let found = "a parameter of that name";
            let remedy = "give it an `x-name`";
            let expected = "another name than `base`, which request functions need for the address";
            return Err(Error::expected(FILE, expected, found, remedy).at(place));
        }
        Ok(Self {
            wire,
            name,
            rank,
            ty,
            optional,
            location,
            joined: value["explode"] == false,
            value,
        })
    }
}

impl Body {
    fn new(place: &str, value: &Value, arguments: &[(Ident, Type)]) -> Result<Self> {
        let media = object(value, "content").next();
        let name = media.map(|(name, _)| name.as_str()).unwrap_or_default();
        let media = match name.split(';').next().unwrap_or_default().trim() {
            "application/json" => Media::Json,
            "application/octet-stream" => Media::Bytes,
            "text/plain" | "text/x-markdown" => Media::Text,
            other => {
                let expected = "JSON, text or bytes";
                let remedy = "such a body cannot be sent yet";
                let place = step(&step(place, "content"), name);
                return Err(
                    Error::expected(FILE, expected, format!("`{other}`"), remedy).at(place),
                );
            }
        };
        let Some((_, ty)) = arguments.iter().find(|(name, _)| name == "body") else {
            let error = Error::expected("the generator", "an argument `body`", "none", SIMPLIFY);
            return Err(error.at(place));
        };
        Ok(Self {
            media,
            ty: ty.clone(),
            optional: value["required"] != true,
        })
    }
}

impl CallName {
    fn parse(place: &str, value: &Value) -> Result<Self> {
        let text = value.as_str().unwrap_or_default();
        let words: Vec<&str> = text.split('.').collect();
        if words.iter().all(|word| is_rust_name(word)) {
            match words.as_slice() {
                [method] => {
                    return Ok(Self {
                        handle: None,
                        method: (*method).to_owned(),
                    });
                }
                [handle, method] => {
                    return Ok(Self {
                        handle: Some((*handle).to_owned()),
                        method: (*method).to_owned(),
                    });
                }
                _ => {}
            }
        }
        let expected = "`handle.method`, or `method` of the client";
        Err(Error::expected(FILE, expected, brief(value), "correct the mark").at(place))
    }
}

/// The name that progenitor gives to an argument.
fn sanitized(wire: &str) -> String {
    use heck::ToSnakeCase;

    let plain = |c: char| c.is_alphanumeric() || c == '_';
    let text = match wire {
        "+1" => "plus1".to_owned(),
        "-1" => "minus1".to_owned(),
        _ => wire
            .replace('\'', "")
            .replace(|c: char| !plain(c), "-")
            .to_snake_case(),
    };
    let text = match text.chars().next() {
        None => "x".to_owned(),
        Some(first) if first.is_alphabetic() => text,
        Some(_) => format!("_{text}"),
    };
    match syn::parse_str::<Ident>(&text) {
        Ok(_) => text,
        Err(_) => format!("{text}_"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn arguments_are_named_as_progenitor_names_them() {
        for (wire, name) in [
            ("wId", "w_id"),
            ("type", "type_"),
            ("x-trace-id", "x_trace_id"),
            ("withAuthors", "with_authors"),
            ("self", "self_"),
            ("2fa", "_2fa"),
        ] {
            assert_eq!(sanitized(wire), name, "{wire}");
        }
    }

    #[test]
    fn a_call_is_a_method_of_a_handle_or_of_the_client() {
        let call = |text: &str| CallName::parse("$", &json!(text));
        let name = |handle: Option<&str>, method: &str| CallName {
            handle: handle.map(str::to_owned),
            method: method.to_owned(),
        };
        assert_eq!(call("agent.get"), Ok(name(Some("agent"), "get")));
        assert_eq!(call("search"), Ok(name(None, "search")));
        for text in ["", "a.b.c", "Agent.get", "a.", "agent get", "a.type"] {
            assert!(call(text).is_err(), "{text}");
        }
    }
}
