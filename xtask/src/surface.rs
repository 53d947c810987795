//! The public items of generated Rust, read from its text: what a program that uses the crate can depend on.
//!
//! Whether a change of the specs breaks users is a question about code, so code answers it. Types and handles are read as
//! they are. A call that is written by hand is read from its request function, on which it stands: what the function may
//! be given is a setter of the call, and what it has to be given an argument.

mod calls;
mod types;

use std::collections::BTreeMap;

use dust_sdk_codegen::Generated;
use quote::ToTokens;
use syn::{Attribute, FnArg, ItemImpl, Pat, Path, ReturnType, Signature, Type};

use crate::failure::{Failure, Result};

/// Everything that users can name, by name.
#[derive(Debug, Default, PartialEq)]
pub(crate) struct Surface {
    pub(crate) types: BTreeMap<String, ApiItem>,
    /// By the ids of the operations.
    pub(crate) calls: BTreeMap<String, ApiItem>,
    pub(crate) handles: BTreeMap<String, ApiItem>,
}

/// A type, a call or a handle.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct ApiItem {
    /// What kind of thing it is, and where. One of another kind is another thing.
    pub(crate) kind: String,
    pub(crate) parts: BTreeMap<(PartKind, String), Part>,
    /// The arguments of functions that take some in an order.
    pub(crate) functions: BTreeMap<String, Vec<Argument>>,
}

/// What can be a part of a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum PartKind {
    Field,
    Variant,
    /// What has to be given to a call that is written by hand.
    Argument,
    /// A setter, or another method without arguments in an order.
    Method,
    /// What awaiting a call gives.
    Output,
    /// A trait that is derived or implemented.
    Trait,
    /// A warning on use.
    Deprecated,
}

/// A part, under the name that it has in Rust.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    /// The name that specs have for it.
    pub(crate) wire: String,
    /// All that users see of it beside its name.
    pub(crate) text: String,
}

/// An argument: what specs call it, and its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Argument {
    pub(crate) wire: String,
    pub(crate) ty: String,
}

impl Surface {
    /// Reads generated files.
    pub(crate) fn read(generated: &Generated) -> Result<Self> {
        let parse = |text: &str| {
            let unread = |cause| {
                Failure::new(format!(
                    "the generator: made Rust that does not parse: {cause}"
                ))
            };
            syn::parse_file(text).map_err(unread)
        };
        let mut surface = Self::default();
        surface.read_types(&parse(&generated.types)?);
        surface.read_calls(&parse(&generated.calls)?);
        surface.read_manual_calls(&parse(&generated.requests)?);
        Ok(surface)
    }
}

impl ApiItem {
    fn of(kind: impl Into<String>) -> Self {
        Self {
            kind: kind.into(),
            ..Self::default()
        }
    }

    fn add(&mut self, kind: PartKind, name: &str, wire: &str, text: impl Into<String>) {
        let part = Part {
            wire: wire.to_owned(),
            text: text.into(),
        };
        self.parts.insert((kind, name.to_owned()), part);
    }

    /// Notes the derived traits of a type.
    fn derives(&mut self, attributes: &[Attribute]) {
        for attribute in attributes.iter().filter(|a| a.path().is_ident("derive")) {
            // A list of paths is all that a derive can be.
            let _ = attribute.parse_nested_meta(|derived| {
                self.add(PartKind::Trait, &last(&derived.path), "", "");
                Ok(())
            });
        }
    }

    /// Notes a trait that is implemented.
    fn implements(&mut self, block: &ItemImpl) {
        if let Some((path, _)) = &block.trait_ {
            self.add(PartKind::Trait, &text(path), "", text(&block.self_ty));
        }
    }
}

/// Tokens as text that differs only where they do.
fn text(tokens: &impl ToTokens) -> String {
    let text = tokens.to_token_stream().to_string();
    let mut dense = String::with_capacity(text.len());
    let mut words = text.split(' ').peekable();
    while let Some(word) = words.next() {
        dense.push_str(word);
        let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let next = words.peek().and_then(|next| next.chars().next());
        if is_word(word.chars().next_back()) && is_word(next) {
            dense.push(' ');
        }
    }
    let modules =
        ["string", "option", "vec", "convert", "iter"].map(|module| format!("::std::{module}::"));
    let foreign = modules.iter().map(String::as_str).chain(["::serde_json::"]);
    foreign.fold(dense, |text, module| text.replace(module, ""))
}

fn last(path: &Path) -> String {
    path.segments
        .last()
        .map(|part| part.ident.to_string())
        .unwrap_or_default()
}

/// The name of a type without its path and arguments.
fn name_of(ty: &Type) -> String {
    match ty {
        Type::Path(path) => last(&path.path),
        other => text(other),
    }
}

/// The arguments of a function, without the receiver.
fn arguments(signature: &Signature) -> Vec<(String, &Type)> {
    let typed = signature.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(input) => Some(input),
        FnArg::Receiver(_) => None,
    });
    let named = typed.map(|input| {
        let name = match &*input.pat {
            Pat::Ident(name) => name.ident.to_string(),
            other => text(other),
        };
        (name, &*input.ty)
    });
    named.collect()
}

/// What a function takes and gives, apart from the names of its arguments.
fn shape(signature: &Signature) -> String {
    let types: Vec<String> = arguments(signature)
        .iter()
        .map(|(_, ty)| text(ty))
        .collect();
    let output = match &signature.output {
        ReturnType::Default => "()".to_owned(),
        ReturnType::Type(_, ty) => text(ty),
    };
    format!("({}) -> {output}", types.join(", "))
}
