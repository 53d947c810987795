//! What a call answers with, and how it goes from page to page.

use quote::ToTokens;
use serde_json::Value;
use syn::{Ident, Type};

use super::{Answer, Given, PageAdvance, Pages, Source};
use crate::calls::FILE;
use crate::calls::operation::Operation;
use crate::calls::types::{Types, name_in_types};
use crate::calls::value::Kind;
use crate::error::{Error, Result};
use crate::paths::inside;
use crate::value::brief;

/// What awaiting the call gives.
pub(super) fn answer(operation: &Operation, types: &Types) -> Result<Answer> {
    let body = types.outside(&operation.answer);
    match (operation.mark("x-returns"), text(&body).as_str()) {
        (_, "ByteStream") => {
            let expected = "an answer in JSON, or none";
            let remedy = "mark the operation `x-manual: true`";
            let found = "bytes, or several media types";
            Err(Error::expected(FILE, expected, found, remedy).at(&operation.place))
        }
        (None, "()") => Ok(Answer::Nothing),
        (None, _) => Ok(Answer::Whole(Box::new(body))),
        (Some(wire), _) => {
            let (field, ty) = member(operation, "x-returns", wire, &body, types)?;
            let (body, ty) = (Box::new(body), Box::new(ty));
            Ok(match text(&ty).as_str() {
                "bool" | "Option<bool>" => Answer::Confirmed {
                    body,
                    field,
                    wire: wire.to_owned(),
                },
                _ => Answer::Member { body, field, ty },
            })
        }
    }
}

fn text(ty: &Type) -> String {
    ty.to_token_stream().to_string().replace(' ', "")
}

/// A member of the answer's body, by its name on the wire.
fn member(
    operation: &Operation,
    mark: &str,
    wire: &str,
    body: &Type,
    types: &Types,
) -> Result<(Ident, Type)> {
    let fields = name_in_types(body).and_then(|name| types.fields(&name));
    let field = fields.and_then(|fields| fields.get(wire));
    match field.and_then(|field| Some((field.ident.clone()?, types.outside(&field.ty)))) {
        Some(found) => Ok(found),
        None => {
            let known = fields.map(|fields| fields.keys().cloned().collect::<Vec<_>>());
            let known = known.unwrap_or_default().join(", ");
            let expected = format!("a member of the answer: {known}");
            let remedy = "correct the mark";
            Err(Error::expected(FILE, expected, format!("`{wire}`"), remedy)
                .at(operation.mark_place(mark)))
        }
    }
}

/// How the call goes from page to page, if it does.
pub(super) fn pages(
    operation: &Operation,
    given: &[Given],
    types: &Types,
) -> Result<Option<Pages>> {
    let Some(mark) = operation.value.get("x-pages") else {
        return Ok(None);
    };
    let map = mark.as_object().cloned().unwrap_or_default();
    let text_of = |key: &str| map.get(key).and_then(Value::as_str);
    let keys: Vec<&str> = map.keys().map(String::as_str).collect();
    let by_cursor = text_of("cursor").zip(text_of("next"));
    let known: &[&str] = match by_cursor {
        Some(_) => &["cursor", "next", "items"],
        None => &["offset", "total", "items"],
    };
    let start = by_cursor.map(|(cursor, _)| cursor).or(text_of("offset"));
    let Some(start) = start.filter(|_| keys.iter().all(|key| known.contains(key))) else {
        let expected =
            "`{cursor: PARAMETER, next: MEMBER}` or `{offset: PARAMETER, total: MEMBER}`";
        return Err(refuse(operation, expected, brief(mark)));
    };
    let body = types.outside(&operation.answer);
    let member = |wire: &str| member(operation, "x-pages", wire, &body, types);
    let step = match (by_cursor, text_of("total")) {
        (Some((_, next)), _) => {
            let (field, ty) = member(next)?;
            let is_text = matches!(text(&ty).as_str(), "String" | "Option<String>");
            if !is_text {
                return Err(refuse(operation, "a cursor that is text", text(&ty)));
            }
            PageAdvance::Cursor(field)
        }
        (None, Some(total)) => {
            let (field, ty) = member(total)?;
            if !matches!(text(&ty).as_str(), "i64" | "Option<i64>") {
                return Err(refuse(
                    operation,
                    "a total that is a whole number",
                    text(&ty),
                ));
            }
            PageAdvance::Offset { total: Some(field) }
        }
        (None, None) => PageAdvance::Offset { total: None },
    };
    let Some(items) = text_of("items").or(operation.mark("x-returns")) else {
        return Err(refuse(
            operation,
            "`items`, or an `x-returns`, that names the list",
            "neither",
        ));
    };
    let (items, list) = member(items)?;
    let inner = inside(&list, "Option");
    let items_optional = inner.is_some();
    let list = inner.unwrap_or(&list);
    let Some(item) = inside(list, "Vec") else {
        return Err(refuse(operation, "a list of items", text(list)));
    };
    let item = item.clone();
    let start = parameter(operation, given, start, &step)?;
    Ok(Some(Pages {
        start,
        step,
        body,
        items,
        items_optional,
        item,
    }))
}

fn refuse(operation: &Operation, expected: &str, found: impl std::fmt::Display) -> Error {
    Error::expected(FILE, expected, found, "correct the mark").at(operation.mark_place("x-pages"))
}

/// The optional parameter that says where a page begins.
fn parameter(
    operation: &Operation,
    given: &[Given],
    wire: &str,
    step: &PageAdvance,
) -> Result<Ident> {
    let found = given.iter().find(|given| match &given.source {
        Source::Parameter(parameter) => parameter.wire == wire && parameter.optional,
        Source::Member { .. } => false,
    });
    let fits = |given: &&Given| match (&given.kind, step) {
        (Kind::Text, PageAdvance::Cursor(_)) => true,
        (Kind::Copied(ty), PageAdvance::Offset { .. }) => text(ty) == "i64",
        _ => false,
    };
    match found.filter(fits) {
        Some(given) => Ok(given.name.clone()),
        None => {
            let expected = match step {
                PageAdvance::Cursor(_) => "an optional parameter that is text",
                PageAdvance::Offset { .. } => "an optional parameter that is a whole number",
            };
            Err(refuse(operation, expected, format!("`{wire}`")))
        }
    }
}
