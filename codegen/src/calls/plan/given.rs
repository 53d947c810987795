//! What a caller gives: parameters that no handle holds, and the body or its members.

use std::collections::BTreeSet;

use quote::format_ident;
use serde_json::Value;
use syn::Type;

use super::{BodyPlan, Call, Given, How, Source, WholeBody, holder};
use crate::calls::FILE;
use crate::calls::handles::Handle;
use crate::calls::operation::{Body, Location, Media, Operation, Parameter};
use crate::calls::types::{Types, name_in_types};
use crate::calls::value::Kind;
use crate::error::{Error, Result};
use crate::marks::is_marked;
use crate::paths::inside;
use crate::shape::{no_words, reach};
use crate::value::{brief, step};

/// What a caller of the operation gives, and how the call has its body.
pub(super) fn given<'a>(
    operation: &'a Operation<'a>,
    chain: &[&Handle],
    types: &Types<'a>,
) -> Result<(Vec<Given<'a>>, Option<BodyPlan>)> {
    require_known_names(operation, types)?;
    let mut given = Vec::new();
    for parameter in &operation.parameters {
        if parameter.location != Location::Path || holder(chain, parameter.wire).is_none() {
            given.push(of_parameter(operation, parameter, types)?);
        }
    }
    let Some(body) = &operation.body else {
        return match operation.mark("x-body") {
            Some(_) => Err(refuse(operation, "x-body", "a request body", "none")),
            None => Ok((given, None)),
        };
    };
    let plan = match operation.mark("x-body") {
        Some(_) => flat(operation, body, types, &mut given)?,
        None => whole(operation, body, types)?,
    };
    Ok((given, Some(plan)))
}

fn refuse(
    operation: &Operation,
    mark: &str,
    expected: &str,
    found: impl std::fmt::Display,
) -> Error {
    Error::expected(FILE, expected, found, "correct the mark").at(operation.mark_place(mark))
}

fn of_parameter<'a>(
    operation: &'a Operation<'a>,
    parameter: &'a Parameter<'a>,
    types: &Types,
) -> Result<Given<'a>> {
    let kind = Kind::of(&parameter.ty, types);
    let value = parameter.value;
    let how = match value.get("x-default") {
        _ if parameter.optional => How::Setter,
        Some(default) => default_of(operation, parameter.wire, default, &kind, types)?,
        None => How::Argument,
    };
    Ok(Given {
        name: operation.users_name(parameter.wire, value, &parameter.name),
        kind,
        how,
        docs: words(value, parameter.wire),
        schema: &value["schema"],
        source: Source::Parameter(parameter),
    })
}

/// What the spec says of a parameter or a member, unless it is the line that stands for no words.
fn words(value: &Value, wire: &str) -> Option<String> {
    let words = value["description"].as_str()?.trim();
    let says_something = !words.is_empty() && words != no_words(wire);
    says_something.then(|| words.to_owned())
}

fn default_of(
    operation: &Operation,
    wire: &str,
    default: &Value,
    kind: &Kind,
    types: &Types,
) -> Result<How> {
    match kind.default(default, types) {
        Some(tokens) => Ok(How::Default(tokens)),
        None => {
            let expected = format!("an `x-default` of the type of `{wire}`");
            let remedy = "correct the mark";
            Err(Error::expected(FILE, expected, brief(default), remedy).at(&operation.place))
        }
    }
}

/// A body that the caller gives as one value.
fn whole(operation: &Operation, body: &Body, types: &Types) -> Result<BodyPlan> {
    let name = operation.users_name("body", &Value::Null, &format_ident!("body"));
    let ty = match (&body.ty, body.media) {
        (_, Media::Bytes) => {
            let expected = "a body that is kept until the call is sent";
            let remedy = "mark the operation `x-manual: true`";
            return Err(Error::expected(FILE, expected, "bytes", remedy)
                .at(step(&operation.place, "requestBody")));
        }
        (Type::Reference(reference), _) => types.outside(&reference.elem),
        (ty, _) => types.outside(ty),
    };
    let (ty, media, optional) = (Box::new(ty), body.media, body.optional);
    Ok(BodyPlan::Whole(WholeBody {
        name,
        ty,
        media,
        optional,
    }))
}

/// A body whose required members are arguments, and whose optional ones are setters.
fn flat<'a>(
    operation: &'a Operation<'a>,
    body: &Body,
    types: &Types<'a>,
    given: &mut Vec<Given<'a>>,
) -> Result<BodyPlan> {
    let name = match &body.ty {
        Type::Reference(reference) => name_in_types(&types.outside(&reference.elem)),
        _ => None,
    };
    let with_members = |name: &&str| !types.properties(name).is_empty();
    let fields = name
        .as_deref()
        .filter(with_members)
        .and_then(|name| types.fields(name));
    let (Some(name), Some(fields)) = (name, fields) else {
        let expected = "a body that is an object with members";
        return Err(refuse(operation, "x-body", expected, "another one"));
    };
    let schema = types.schema(&name).unwrap_or(&Value::Null);
    let required = types.constructor(&name);
    if let Some(first) = required.first().filter(|_| body.optional) {
        let expected = "a required body, since some of its members are";
        return Err(refuse(
            operation,
            "x-body",
            expected,
            format!("an optional one with `{first}`"),
        ));
    }
    let properties = types.properties(&name);
    let optional = properties.iter().filter(|wire| !required.contains(wire));
    for wire in required.iter().chain(optional) {
        let (Some(field), Some(property)) = (fields.get(wire), schema["properties"].get(wire))
        else {
            continue;
        };
        let Some(ident) = field.ident.clone() else {
            continue;
        };
        let ty = types.outside(&field.ty);
        let kind = Kind::of_field(inside(&ty, "Option").unwrap_or(&ty));
        let how = match property.get("x-default") {
            _ if !required.contains(wire) => How::Setter,
            Some(default) => default_of(operation, wire, default, &kind, types)?,
            None => How::Argument,
        };
        given.push(Given {
            name: operation.users_name(wire, property, &ident),
            kind,
            how,
            docs: words(property, wire),
            schema: property,
            source: Source::Member {
                wire: wire.clone(),
                field: ident,
            },
        });
    }
    let required = required.to_vec();
    let optional = body.optional;
    Ok(BodyPlan::Flat {
        name,
        required,
        optional,
    })
}

/// A name in `x-arguments` that belongs to nothing would be without effect.
fn require_known_names(operation: &Operation, types: &Types) -> Result<()> {
    let names = operation
        .value
        .get("x-arguments")
        .and_then(Value::as_object);
    let body = operation.body.as_ref().map(|body| match &body.ty {
        Type::Reference(reference) => name_in_types(&types.outside(&reference.elem)),
        _ => None,
    });
    let members = match (operation.mark("x-body"), body.flatten()) {
        (Some(_), Some(name)) => types.properties(&name),
        _ => Vec::new(),
    };
    for (wire, _) in names.into_iter().flatten() {
        let is_body = wire == "body" && operation.body.is_some();
        let is_known = operation.parameter(wire).is_some() || members.contains(wire) || is_body;
        if !is_known {
            let mut known: Vec<&str> = operation
                .parameters
                .iter()
                .map(|known| known.wire)
                .collect();
            known.extend(members.iter().map(String::as_str));
            known.extend(operation.body.as_ref().map(|_| "body"));
            let expected = format!("one of {}", known.join(", "));
            return Err(refuse(
                operation,
                "x-arguments",
                &expected,
                format!("`{wire}`"),
            ));
        }
    }
    Ok(())
}

/// A type that is marked `x-check` is checked wherever it is sent: as the body, or as a member of a flat one. Deeper in
/// it, it would pass unchecked.
pub(super) fn require_checks(
    operation: &Operation,
    body: Option<&BodyPlan>,
    types: &Types,
) -> Result<()> {
    let (name, is_flat) = match body {
        Some(BodyPlan::Flat { name, .. }) => (Some(name.clone()), true),
        Some(BodyPlan::Whole(body)) => (name_in_types(&body.ty), false),
        None => (None, false),
    };
    let Some(name) = name else { return Ok(()) };
    if types.is_checked(&name) {
        return Ok(());
    }
    let schema = types.schema(&name).unwrap_or(&Value::Null);
    let mut reached = BTreeSet::new();
    reach(types.document(), schema, &mut reached);
    let members = types.fields(&name).filter(|_| is_flat);
    let members = members.into_iter().flatten().map(|(_, field)| {
        let ty = types.outside(&field.ty);
        name_in_types(inside(&ty, "Option").unwrap_or(&ty))
    });
    let members: Vec<String> = members.flatten().collect();
    let unchecked = |inner: &&String| types.is_checked(inner) && !members.contains(inner);
    match reached.iter().find(unchecked) {
        None => Ok(()),
        Some(inner) => {
            let expected = format!("`x-check` on `{name}`");
            let found = format!("it on `{inner}` alone, which is sent inside");
            let remedy = format!("mark `{name}` too: its `validate` calls that of what it holds");
            Err(Error::expected(FILE, expected, found, remedy)
                .at(step(&operation.place, "requestBody")))
        }
    }
}

/// Two ids that are passed one after the other can be swapped without notice.
pub(super) fn require_no_swap(call: &Call) -> Result<()> {
    let arguments = call.given.iter();
    let arguments: Vec<&Given> = arguments
        .filter(|given| matches!(given.how, How::Argument))
        .collect();
    for pair in arguments.windows(2) {
        let [one, other] = pair else { continue };
        if is_id(one) && is_id(other) {
            let found = format!("`{}` and `{}`", one.name, other.name);
            let remedy = "let a handle hold one of them (`x-handles`)";
            let expected = "at most one id among arguments in a row";
            return Err(Error::expected(FILE, expected, found, remedy)
                .at(call.operation.mark_place("x-call")));
        }
    }
    Ok(())
}

fn is_id(given: &Given) -> bool {
    let is_text = matches!(given.kind, Kind::Text);
    let named = |wire: &str| wire == "id" || wire.ends_with("Id") || wire.ends_with("_id");
    match &given.source {
        Source::Parameter(parameter) => {
            is_text && (parameter.location == Location::Path || named(parameter.wire))
        }
        Source::Member { wire, .. } => is_text && named(wire),
    }
}

impl Types<'_> {
    /// Whether values of a type are checked before they are sent.
    pub(in crate::calls) fn is_checked(&self, name: &str) -> bool {
        self.schema(name)
            .is_some_and(|schema| is_marked(schema, "x-check"))
    }
}
