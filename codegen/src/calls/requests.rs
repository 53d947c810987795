//! `requests.rs`: for each operation a function that builds its request, and a constant with its name and idempotency.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{Ident, Type};

use super::operation::{Location, Media, Operation, Parameter};
use super::types::Types;
use super::value::{Kind, is_wrapped};
use crate::error::{Error, Result};
use crate::value::brief;

/// The whole file.
pub(super) fn file(operations: &[Operation], types: &Types) -> Result<TokenStream> {
    let requests = operations
        .iter()
        .map(|operation| request(operation, types))
        .collect::<Result<Vec<_>>>()?;
    Ok(quote! {
        use crate::error::Result;
        use crate::http::{Base, Idempotency, Method, Operation, Request, Segment};
        use crate::types;

        #(#requests)*
    })
}

fn request(operation: &Operation, types: &Types) -> Result<TokenStream> {
    let id = operation.id;
    let name = format_ident!("{id}");
    let constant = operation.constant();
    let idempotency = operation.idempotency();
    let line = format!("`{} {}`", operation.method.to_uppercase(), operation.path);
    let method = format_ident!("{}", operation.method.to_uppercase());
    let path = path(operation, types)?;
    let mut parameters: Vec<&Parameter> = operation.parameters.iter().collect();
    parameters.sort_by_key(|parameter| parameter.rank);
    let arguments = parameters.iter().map(|parameter| {
        let (name, ty) = (&parameter.name, types.outside(&parameter.ty));
        match parameter.optional {
            true => quote!(#name: Option<#ty>),
            false => quote!(#name: #ty),
        }
    });
    let mut sent = Vec::new();
    for parameter in &parameters {
        sent.extend(send(operation, parameter, types)?);
    }
    let (body_argument, body_sent) = body(operation, types);
    let accept = is_json(&operation.answer).then(|| quote!(.accept_json()));
    Ok(quote! {
        pub(crate) const #constant: Operation = Operation::new(#id, Idempotency::#idempotency);

        #[doc = #line]
        pub(crate) fn #name(base: &Base, #(#arguments,)* #body_argument) -> Result<Request> {
            base.request(Method::#method, format_args!(#path))
                #accept
                #(#sent)*
                #body_sent
                .build()
        }
    })
}

/// The format string of the path, and the segments in it.
fn path(operation: &Operation, types: &Types) -> Result<TokenStream> {
    let mut text = String::new();
    let mut segments = Vec::new();
    let mut rest = operation.path;
    while let Some((before, after)) = rest.split_once('{') {
        let (wire, after) = after.split_once('}').unwrap_or((after, ""));
        text.push_str(before);
        text.push_str("{}");
        let Some(parameter) = operation.parameter(wire) else {
            let cause = format!("has no `{wire}`, which is in the path");
            return Err(Error::new(super::FILE, cause).at(&operation.place));
        };
        let name = &parameter.name;
        segments.push(match Kind::of(&parameter.ty, types) {
            Kind::Text => quote!(Segment(#name)),
            _ => quote!(Segment(&#name.to_string())),
        });
        rest = after;
    }
    text.push_str(rest);
    Ok(quote!(#text #(, #segments)*))
}

/// The step that puts a parameter into the query or the headers.
fn send(
    operation: &Operation,
    parameter: &Parameter,
    types: &Types,
) -> Result<Option<TokenStream>> {
    let (name, wire) = (&parameter.name, parameter.wire);
    let kind = Kind::of(&parameter.ty, types);
    let is_list = matches!(kind, Kind::Texts | Kind::List(_));
    require_plain(operation, parameter, is_list, types)?;
    if parameter.location == Location::Path {
        return Ok(None);
    }
    if is_list && parameter.location == Location::Header {
        let expected = "a header that is one value";
        let remedy = "lists are supported in queries only";
        return Err(
            Error::expected(super::FILE, expected, format!("the list `{wire}`"), remedy)
                .at(&operation.place),
        );
    }
    Ok(Some(
        match (parameter.location, is_list, parameter.optional) {
            (Location::Header, _, true) => quote!(.header_if_set(#wire, #name)),
            (Location::Header, _, false) => quote!(.header(#wire, &#name)),
            (_, false, true) => quote!(.query_if_set(#wire, #name)),
            (_, false, false) => quote!(.query(#wire, &#name)),
            (_, true, optional) => list(wire, name, parameter.joined, optional),
        },
    ))
}

/// A parameter is written as text: a text, a number, a bool, an enum, or a list of these.
fn require_plain(
    operation: &Operation,
    parameter: &Parameter,
    is_list: bool,
    types: &Types,
) -> Result<()> {
    let schema = &parameter.value["schema"];
    let schema = if is_list { &schema["items"] } else { schema };
    let reference = schema["$ref"].as_str().unwrap_or_default();
    let named = reference.strip_prefix("#/components/schemas/");
    let schema = named.and_then(|name| types.schema(name)).unwrap_or(schema);
    let is_plain = matches!(
        schema["type"].as_str(),
        Some("string" | "integer" | "number" | "boolean")
    );
    if is_plain {
        return Ok(());
    }
    let expected = "a parameter of texts, numbers or bools, or an inline list of them";
    let found = format!("`{}`: {}", parameter.wire, brief(schema));
    let remedy = "such a parameter cannot be sent";
    Err(Error::expected(super::FILE, expected, found, remedy).at(&operation.place))
}

fn list(wire: &str, name: &Ident, joined: bool, optional: bool) -> TokenStream {
    match (joined, optional) {
        (false, true) => quote!(.query_each(#wire, #name.into_iter().flatten())),
        (false, false) => quote!(.query_each(#wire, #name)),
        (true, true) => quote!(.query_joined(#wire, #name.map(|items| items.iter()))),
        (true, false) => quote!(.query_joined(#wire, Some(#name.iter()))),
    }
}

fn body(operation: &Operation, types: &Types) -> (Option<TokenStream>, Option<TokenStream>) {
    let Some(body) = &operation.body else {
        return (None, None);
    };
    let ty = types.outside(&body.ty);
    match body.media {
        Media::Json => (Some(quote!(body: #ty)), Some(quote!(.json(body)))),
        Media::Text => (
            Some(quote!(body: #ty)),
            Some(quote!(.body("text/plain; charset=utf-8", body))),
        ),
        Media::Bytes => (
            Some(quote!(body: impl Into<crate::http::Body>)),
            Some(quote!(.body("application/octet-stream", body))),
        ),
    }
}

/// Whether the answer is read as JSON, rather than as bytes or not at all.
fn is_json(answer: &Type) -> bool {
    let is_unit = matches!(answer, Type::Tuple(tuple) if tuple.elems.is_empty());
    !is_unit && !is_wrapped(answer, "ByteStream")
}
