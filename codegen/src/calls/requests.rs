//! `requests.rs`: for each operation a function that builds its request, and a constant with its name, idempotency and path.

use heck::ToUpperCamelCase;
use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use serde_json::Value;
use syn::Type;

use super::operation::{Location, Media, Operation, Parameter};
use super::types::Types;
use super::value::{Kind, is_stream};
use crate::error::{Error, Result};
use crate::shape::PartKind;
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
    let constructor = match operation.mark("x-requires") {
        Some("person") => quote!(of_persons),
        _ => quote!(new),
    };
    let line = format!("`{} {}`", operation.method.to_uppercase(), operation.path);
    let method = format_ident!("{}", operation.method.to_uppercase());
    let template = operation.path;
    let path = path(operation, types)?;
    let mut parameters: Vec<&Parameter> = operation.parameters.iter().collect();
    parameters.sort_by_key(|parameter| parameter.rank);
    let arguments = parameters.iter().map(|parameter| {
        let name = &parameter.name;
        let ty = match parameter.location {
            Location::Part(PartKind::File) => quote!(crate::http::Part),
            Location::Part(PartKind::Files) => quote!(Vec<crate::http::Part>),
            _ => types.outside(&parameter.ty).into_token_stream(),
        };
        match parameter.optional {
            true => quote!(#name: Option<#ty>),
            false => quote!(#name: #ty),
        }
    });
    let (mut sent, mut parts) = (Vec::new(), Vec::new());
    for parameter in &parameters {
        match parameter.location {
            Location::Part(_) => parts.push(part(operation, parameter, types)?),
            _ => sent.extend(send(operation, parameter, types)?),
        }
    }
    if operation.value.get("x-form").is_some() {
        sent.push(quote!(.form(crate::http::Form::new() #(#parts)*)));
    }
    let (body_argument, body_sent) = body(operation, types);
    let accept = is_json(&operation.answer).then(|| quote!(.accept_json()));
    let response = response(operation, types);
    Ok(quote! {
        #response

        pub(crate) const #constant: Operation = Operation::#constructor(#id, Idempotency::#idempotency, #template);

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

/// What a call that is written by hand decodes, unless it is a stream.
fn response(operation: &Operation, types: &Types) -> Option<TokenStream> {
    let name = format_ident!("{}Response", operation.id.to_upper_camel_case());
    let line = format!("What `{}` answers with.", operation.id);
    let ty = types.outside(&operation.answer);
    (operation.is_manual() && !is_stream(&operation.answer)).then(|| {
        quote! {
            #[doc = #line]
            pub(crate) type #name = #ty;
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
            let expected = format!("the parameter `{wire}` of the path");
            let error = Error::expected(super::FILE, expected, "none", "add the parameter");
            return Err(error.at(&operation.place));
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
    // The server takes such a bool for set whenever it has a value, also `false`.
    let is_flag = parameter.value["allowEmptyValue"] == true
        && parameter.value["schema"]["type"] == "boolean";
    let is_list = require_plain(operation, parameter, types)?;
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
            (_, false, true) if is_flag => {
                quote!(.query_if_set(#wire, #name.map(|flag| if flag { "true" } else { "" })))
            }
            (_, false, false) if is_flag => quote!(.query(#wire, &if #name { "true" } else { "" })),
            (_, false, true) => quote!(.query_if_set(#wire, #name)),
            (_, false, false) => quote!(.query(#wire, &#name)),
            (_, true, optional) => list(parameter, types, optional),
        },
    ))
}

/// The step that puts a parameter into the form.
fn part(operation: &Operation, parameter: &Parameter, types: &Types) -> Result<TokenStream> {
    let (name, wire) = (&parameter.name, parameter.wire);
    if !operation.is_manual() {
        let expected = "a form that is sent by a call written by hand";
        let remedy = "mark the operation `x-manual: true`";
        return Err(
            Error::expected(super::FILE, expected, "a generated one", remedy).at(&operation.place),
        );
    }
    Ok(match (parameter.location, parameter.optional) {
        (Location::Part(PartKind::File), false) => quote!(.file(#wire, #name)),
        (Location::Part(PartKind::File), true) => quote!(.file_if_set(#wire, #name)),
        (Location::Part(PartKind::Files), false) => quote!(.file_each(#wire, #name)),
        (Location::Part(PartKind::Files), true) => {
            quote!(.file_each(#wire, #name.into_iter().flatten()))
        }
        (_, optional) => match (require_plain(operation, parameter, types)?, optional) {
            (true, true) => quote!(.text_each(#wire, #name.into_iter().flatten())),
            (true, false) => quote!(.text_each(#wire, #name.iter())),
            (false, true) => quote!(.text_if_set(#wire, #name)),
            (false, false) => quote!(.text(#wire, &#name)),
        },
    })
}

/// A parameter is written as text: a text, a number, a bool, an enum, or a list of these. Says whether it is a list.
fn require_plain(operation: &Operation, parameter: &Parameter, types: &Types) -> Result<bool> {
    let named = |schema: &'_ Value| {
        let reference = schema["$ref"].as_str().unwrap_or_default();
        types.schema(reference.strip_prefix("#/components/schemas/")?)
    };
    let schema = &parameter.value["schema"];
    let schema = named(schema).unwrap_or(schema);
    let is_list = schema["type"] == "array";
    let schema = if is_list { &schema["items"] } else { schema };
    let schema = named(schema).unwrap_or(schema);
    let is_plain = matches!(
        schema["type"].as_str(),
        Some("string" | "integer" | "number" | "boolean")
    );
    if is_plain {
        return Ok(is_list);
    }
    let expected = "a parameter of texts, numbers or bools, or a list of them";
    let found = format!("`{}`: {}", parameter.wire, brief(schema));
    let remedy = "such a parameter cannot be sent";
    Err(Error::expected(super::FILE, expected, found, remedy).at(&operation.place))
}

fn list(parameter: &Parameter, types: &Types, optional: bool) -> TokenStream {
    let (name, wire) = (&parameter.name, parameter.wire);
    // A list that is a component is a type around the list.
    let is_named = matches!(Kind::of(&parameter.ty, types), Kind::Owned(_));
    match (parameter.joined, optional) {
        (false, true) if is_named => {
            quote!(.query_each(#wire, #name.into_iter().flat_map(|items| items.iter())))
        }
        (false, false) if is_named => quote!(.query_each(#wire, #name.iter())),
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
    let (ty, media) = match body.media {
        // Progenitor passes plain enums by value.
        Media::Json if !matches!(ty, Type::Reference(_)) => (quote!(&#ty), ""),
        Media::Json => (quote!(#ty), ""),
        Media::Text => (quote!(#ty), "text/plain; charset=utf-8"),
        Media::Bytes if body.optional => (quote!(crate::http::Body), "application/octet-stream"),
        Media::Bytes => (
            quote!(impl Into<crate::http::Body>),
            "application/octet-stream",
        ),
    };
    let argument = match body.optional {
        true => quote!(body: Option<#ty>),
        false => quote!(body: #ty),
    };
    let sent = match (body.media, body.optional) {
        (Media::Json, false) => quote!(.json(body)),
        (Media::Json, true) => quote!(.json_if_set(body)),
        (_, false) => quote!(.body(#media, body)),
        (_, true) => quote!(.body_if_set(#media, body)),
    };
    (Some(argument), Some(sent))
}

/// Whether the answer is read as JSON, rather than as bytes or not at all.
fn is_json(answer: &Type) -> bool {
    let is_unit = matches!(answer, Type::Tuple(tuple) if tuple.elems.is_empty());
    !is_unit && !is_stream(answer)
}
