//! What users read of a call: the spec's words, who may call it, and an example that compiles.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::{Ident, Type};

use super::handles::Handle;
use super::operation::Operation;
use super::plan::{BodyPlan, Call, Given, How};
use super::types::name_in_types;
use crate::paths::{self, inside};

/// What an operation does, in the spec's words or ours.
pub(super) fn of_operation(operation: &Operation) -> String {
    let text = |key: &str| operation.value[key].as_str().map(str::trim);
    let words = match text("x-docs") {
        Some(words) => words.to_owned(),
        None => {
            let summary = text("summary").unwrap_or_default().trim_end_matches('.');
            let description = text("description").filter(|text| !text.is_empty());
            match description {
                Some(description) => format!("{summary}.\n\n{description}"),
                None => format!("{summary}."),
            }
        }
    };
    if words.contains("Needs ") {
        return words;
    }
    let needs = match operation.mark("x-requires") {
        Some("admin") => "an API key with the admin scope",
        Some("person") => "a person's access token; an API key is refused",
        _ => "an API key or a person's access token",
    };
    format!("{words}\n\nNeeds {needs}.")
}

/// The docs of a handle: what it is, where it comes from, and an example: its own, or that of a call that it leads to.
pub(super) fn of_handle(handle: &Handle, from: &str, calls: &[Call]) -> String {
    let own = handle.example.as_deref();
    let own = own.map(|lines| in_function("", lines.trim_end()));
    let leads_to = |call: &&Call| call.chain.iter().any(|link| link.key == handle.key);
    let nearest = || {
        let calls = calls.iter().filter(leads_to);
        calls.min_by_key(|call| call.chain.len()).map(example)
    };
    let example = own.or_else(nearest).map(|example| format!("\n\n{example}"));
    let docs = format!("{}\n\nFrom {from}.", handle.docs);
    docs + &example.unwrap_or_default()
}

/// The docs of a method: what it does, and what its arguments are.
pub(super) fn of_method(call: &Call) -> String {
    let mut docs = of_operation(call.operation);
    let arguments = call.given.iter();
    let described = arguments
        .filter(|given| matches!(given.how, How::Argument))
        .filter_map(|given| Some((&given.name, given.docs.as_deref()?.lines().next()?)));
    let lines: Vec<String> = described
        .map(|(name, docs)| format!("- `{name}`: {}", sentence(docs)))
        .collect();
    if !lines.is_empty() {
        docs = format!("{docs}\n\n{}", lines.join("\n"));
    }
    docs
}

/// The docs of the setter of a body.
pub(super) fn of_body(call: &Call, name: &Ident) -> String {
    match call.operation.value["requestBody"]["description"].as_str() {
        Some(docs) => sentence(docs.trim()),
        None => format!("Sets `{name}`, the body; unset, none is sent."),
    }
}

/// The docs of a setter.
pub(super) fn of_setter(given: &Given) -> String {
    let words = match given.docs.as_deref() {
        Some(docs) => sentence(docs),
        None => format!("Sets `{}`.", given.name),
    };
    match &given.how {
        How::Default(value) => format!("{words}\n\nUnset: `{}`.", spaceless(value)),
        _ => words,
    }
}

/// The same words with a full stop, where they end without.
fn sentence(words: &str) -> String {
    let ends_open = |c: char| c.is_alphanumeric() || matches!(c, '`' | ')' | '\'' | '"');
    match words.ends_with(ends_open) {
        true => format!("{words}."),
        false => words.to_owned(),
    }
}

/// The docs of a builder: where it comes from, an example, what can go wrong.
pub(super) fn of_builder(call: &Call) -> String {
    let owner = match call.handle() {
        Some(handle) => format!("{}::{}", handle.struct_name(), call.method),
        None => format!("Client::{}", call.method),
    };
    let gives = match call.output().map(|ty| (ty, link(ty))) {
        None => "`()`".to_owned(),
        Some((ty, name)) => match name_in_types(ty) {
            Some(_) => format!("[`{name}`](types::{name})"),
            None => format!("`{name}`"),
        },
    };
    format!(
        "The call of [`{owner}`]; awaiting it gives {gives}.\n\n{}\n\n# Errors\n\
         See [`ErrorKind`](crate::ErrorKind). Nothing is sent if an argument cannot be sent as it is, which is an\n\
         [`InvalidArgument`](crate::ErrorKind::InvalidArgument).",
        example(call)
    )
}

/// The type as the docs name it.
fn link(ty: &Type) -> String {
    spaceless(&ty.to_token_stream()).replace("types::", "")
}

fn spaceless(tokens: &TokenStream) -> String {
    tokens.to_string().replace(' ', "")
}

/// An example that compiles: what cannot be written out is given to it.
fn example(call: &Call) -> String {
    let mut given = Vec::new();
    let mut line = "dust".to_owned();
    for handle in &call.chain {
        let id = handle.id.as_ref();
        let id = id.map(|id| format!("\"{}\"", id.name)).unwrap_or_default();
        line += &format!(".{}({id})", handle.accessor);
    }
    let mut arguments = Vec::new();
    for argument in call.given.iter().filter(|g| matches!(g.how, How::Argument)) {
        match argument.kind.example(&argument.name, argument.schema) {
            Some(value) => arguments.push(value.to_string()),
            None => {
                arguments.push(argument.name.to_string());
                given.push((argument.name.to_string(), outer(&argument.kind.stored())));
            }
        }
    }
    if let Some(BodyPlan::Whole(body)) = &call.body
        && !body.optional
    {
        arguments.push(format!("&{}", body.name));
        given.push((body.name.to_string(), outer(&body.ty)));
    }
    let given: String = given
        .iter()
        .map(|(name, ty)| format!(", {name}: {ty}"))
        .collect();
    let binding = call.output().map(binding).unwrap_or_default();
    let (method, arguments) = (&call.method, arguments.join(", "));
    in_function(
        &given,
        &format!("{binding}{line}.{method}({arguments}).await?;"),
    )
}

/// Lines of an example, in a function that has a client and what else they need.
fn in_function(given: &str, lines: &str) -> String {
    format!(
        "```no_run\n# async fn example(dust: dust_sdk::Client{given}) -> Result<(), dust_sdk::Error> {{\n\
         {lines}\n# Ok(())\n# }}\n```"
    )
}

/// `let agents = ` for a list of agents.
fn binding(ty: &Type) -> String {
    use heck::ToSnakeCase;

    let list = inside(ty, "Vec");
    let name = match list.unwrap_or(ty) {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        _ => None,
    };
    let name = name.unwrap_or_else(|| "answer".to_owned()).to_snake_case();
    match list {
        Some(_) if name.ends_with('s') => format!("let {name} = "),
        Some(_) => format!("let {name}s = "),
        None => format!("let {name} = "),
    }
}

/// A type as a program that uses the crate writes it.
fn outer(ty: &Type) -> String {
    spaceless(&ty.to_token_stream())
        .replace("types::", "dust_sdk::types::")
        .replace(paths::DATE, paths::PUBLIC_DATE)
        .replace("::serde_json::", "serde_json::")
        .replace("::std::", "std::")
}

/// One attribute of docs; its lines are split when the file is finished.
pub(super) fn doc(text: &str) -> TokenStream {
    quote!(#[doc = #text])
}
