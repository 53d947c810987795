//! What a caller gives: how a builder takes it, keeps it and hands it to the request function.

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use serde_json::Value;
use syn::{Ident, Type, TypeReference};

use super::types::{Types, name_in_types};
use crate::paths::inside;

/// The kinds of values, by the type that the request function takes.
#[derive(Clone)]
pub(super) enum Kind {
    /// `&str`
    Text,
    /// `&Vec<String>`
    Texts,
    /// `&Vec<T>`
    List(Type),
    /// `T`, which is `Copy`
    Copied(Type),
    /// `&T`
    Owned(Type),
}

impl Kind {
    /// The kind of a request function's argument, without `Option`.
    pub(super) fn of(ty: &Type, types: &Types) -> Self {
        let Type::Reference(TypeReference { elem, .. }) = ty else {
            return Self::Copied(types.outside(ty));
        };
        let elem = types.outside(elem);
        if elem.to_token_stream().to_string() == "str" {
            return Self::Text;
        }
        match inside(&elem, "Vec") {
            Some(item) if item.to_token_stream().to_string() == "String" => Self::Texts,
            Some(item) => Self::List(item.clone()),
            None => Self::Owned(elem),
        }
    }

    /// The kind of a body's member, by the type of its field, without `Option`.
    pub(super) fn of_field(ty: &Type) -> Self {
        match ty.to_token_stream().to_string().replace(' ', "").as_str() {
            "String" => return Self::Text,
            "Vec<String>" => return Self::Texts,
            "bool" | "i64" | "f64" => return Self::Copied(ty.clone()),
            _ => {}
        }
        match inside(ty, "Vec") {
            Some(item) => Self::List(item.clone()),
            None => Self::Owned(ty.clone()),
        }
    }

    /// The type of the builder's field.
    pub(super) fn stored(&self) -> Type {
        let tokens = match self {
            Self::Text => quote!(String),
            Self::Texts => quote!(Vec<String>),
            Self::List(item) => quote!(Vec<#item>),
            Self::Copied(ty) | Self::Owned(ty) => quote!(#ty),
        };
        // Made of types that have been parsed before.
        syn::parse2(tokens).unwrap_or(Type::Verbatim(TokenStream::new()))
    }

    /// The type that a method takes.
    pub(super) fn taken(&self) -> TokenStream {
        match self {
            Self::Text => quote!(impl Into<String>),
            Self::Texts => quote!(impl IntoIterator<Item = impl Into<String>>),
            Self::List(item) => quote!(impl IntoIterator<Item = #item>),
            Self::Copied(ty) => quote!(#ty),
            Self::Owned(ty) => quote!(impl Into<#ty>),
        }
    }

    /// What is stored of an argument of this name.
    pub(super) fn converted(&self, name: &Ident) -> TokenStream {
        match self {
            Self::Text | Self::Owned(_) => quote!(#name.into()),
            Self::Texts => quote!(#name.into_iter().map(Into::into).collect()),
            Self::List(_) => quote!(#name.into_iter().collect()),
            Self::Copied(_) => quote!(#name),
        }
    }

    /// What the request function gets of a field.
    pub(super) fn passed(&self, field: &Ident, optional: bool) -> TokenStream {
        match (self, optional) {
            (Self::Copied(_), _) => quote!(self.#field),
            (Self::Text, true) => quote!(self.#field.as_deref()),
            (_, true) => quote!(self.#field.as_ref()),
            (_, false) => quote!(&self.#field),
        }
    }

    /// A value of this kind in an example; a type that has none is given from outside.
    pub(super) fn example(&self, name: &Ident, schema: &Value) -> Option<TokenStream> {
        match self {
            Self::Text => {
                let text = schema.get("example").and_then(Value::as_str);
                let text = text.map_or_else(|| name.to_string(), str::to_owned);
                Some(quote!(#text))
            }
            Self::Copied(ty) => match ty.to_token_stream().to_string().as_str() {
                "bool" => Some(quote!(true)),
                "i64" => Some(quote!(1)),
                "f64" => Some(quote!(0.5)),
                _ => None,
            },
            _ => None,
        }
    }

    /// The type whose value this is, apart from text.
    pub(super) fn inner(&self) -> Option<&Type> {
        match self {
            Self::Text | Self::Texts => None,
            Self::List(ty) | Self::Copied(ty) | Self::Owned(ty) => Some(ty),
        }
    }

    /// The tokens of a default that the spec gives, if it is one of this kind.
    pub(super) fn default(&self, value: &Value, types: &Types) -> Option<TokenStream> {
        match (self, value) {
            (Self::Text, Value::String(text)) => Some(quote!(String::from(#text))),
            (Self::Copied(ty) | Self::Owned(ty), Value::String(text)) => {
                let variant = types.variants(&name_in_types(ty)?)?.get(text)?;
                Some(quote!(#ty::#variant))
            }
            (Self::Copied(ty), value) => {
                let kind = ty.to_token_stream().to_string();
                match (kind.as_str(), value) {
                    ("bool", Value::Bool(flag)) => Some(quote!(#flag)),
                    ("i64", Value::Number(number)) => {
                        let number = proc_macro2::Literal::i64_unsuffixed(number.as_i64()?);
                        Some(quote!(#number))
                    }
                    ("f64", Value::Number(number)) => {
                        let number = proc_macro2::Literal::f64_unsuffixed(number.as_f64()?);
                        Some(quote!(#number))
                    }
                    _ => None,
                }
            }
            _ => None,
        }
    }
}

/// Whether a type is that of bytes which come one after the other.
pub(super) fn is_stream(ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.segments.last().is_some_and(|last| last.ident == "ByteStream"))
}
