//! Constructors and fluent setters for the types that go into requests.
//!
//! The types are `#[non_exhaustive]`, so users cannot write them out; a constructor that takes what is
//! required cannot forget any of it, also when a later version of the API asks for more.

use quote::{format_ident, quote};
use syn::{Field, Ident, Item, ItemStruct, Type, parse_quote};

use super::by_wire_name;
use crate::error::{Error, Result};
use crate::paths::inside;

/// The `impl` block for one type, whose constructor takes the fields of these wire names.
pub(super) fn of(item: &ItemStruct, takes: &[String]) -> Result<Item> {
    let name = &item.ident;
    let by_name = by_wire_name(item);
    let taken: Vec<&Field> = takes
        .iter()
        .map(|wire| {
            let missing = || {
                let expected = format!("the member `{wire}` that `{name}` requires");
                Error::expected(
                    "the corrected document",
                    expected,
                    "none",
                    "correct `required`",
                )
            };
            by_name.get(wire).copied().ok_or_else(missing)
        })
        .collect::<Result<_>>()?;
    let constructor = if taken.is_empty() {
        quote!()
    } else {
        constructor(item, &taken)
    };
    let setters = item.fields.iter().map(setter);
    let block = quote! {
        impl #name {
            #constructor
            #(#setters)*
        }
    };
    syn::parse2(block).map_err(Error::unparsable)
}

fn constructor(item: &ItemStruct, taken: &[&Field]) -> proc_macro2::TokenStream {
    let names: Vec<&Ident> = taken
        .iter()
        .filter_map(|field| field.ident.as_ref())
        .collect();
    let arguments = taken.iter().map(|field| argument(&field.ty).0);
    let parameters = names
        .iter()
        .zip(arguments)
        .map(|(name, argument)| quote!(#name: #argument));
    let members = item.fields.iter().map(|field| {
        let name = &field.ident;
        let is_taken = name.as_ref().is_some_and(|name| names.contains(&name));
        let value = if is_taken {
            stored(field)
        } else {
            quote!(::std::default::Default::default())
        };
        quote!(#name: #value)
    });
    let line = format!(
        "Makes the type from everything that the API requires of `{}`.",
        item.ident
    );
    quote! {
        #[doc = #line]
        pub fn new(#(#parameters),*) -> Self {
            Self { #(#members),* }
        }
    }
}

fn setter(field: &Field) -> proc_macro2::TokenStream {
    let name = &field.ident;
    let plain = name.as_ref().map(ToString::to_string).unwrap_or_default();
    let line = format!(
        "Sets [`{0}`](Self#structfield.{0}).",
        plain.trim_start_matches("r#")
    );
    let (argument, _) = argument(&field.ty);
    let value = stored(field);
    // `new` is the constructor.
    let method = match plain.as_str() {
        "new" => Some(format_ident!("with_new")),
        _ => name.clone(),
    };
    quote! {
        #[doc = #line]
        #[must_use]
        pub fn #method(mut self, #name: #argument) -> Self {
            self.#name = #value;
            self
        }
    }
}

/// What is put into the field: the argument converted, and wrapped where the field is optional.
fn stored(field: &Field) -> proc_macro2::TokenStream {
    let name = field
        .ident
        .clone()
        .unwrap_or_else(|| format_ident!("value"));
    let (_, conversion) = argument(&field.ty);
    let value = conversion(&name);
    if inside(&field.ty, "Option").is_some() {
        quote!(::std::option::Option::Some(#value))
    } else {
        value
    }
}

type Conversion = fn(&Ident) -> proc_macro2::TokenStream;

/// The type of an argument that is pleasant to pass, and how it becomes the field's.
fn argument(ty: &Type) -> (Type, Conversion) {
    let ty = inside(ty, "Option").unwrap_or(ty);
    let text = quote!(#ty).to_string().replace(' ', "");
    if text == "::std::vec::Vec<::std::string::String>" {
        let items = parse_quote!(
            impl ::std::iter::IntoIterator<Item = impl ::std::convert::Into<::std::string::String>>
        );
        return (
            items,
            |name| quote!(#name.into_iter().map(::std::convert::Into::into).collect()),
        );
    }
    if let Some(inner) = inside(ty, "Vec") {
        // Not `Into`: the type of an empty list `[]` must be clear.
        return (
            parse_quote!(impl ::std::iter::IntoIterator<Item = #inner>),
            |name| quote!(#name.into_iter().collect()),
        );
    }
    let scalar = matches!(text.as_str(), "bool" | "i64" | "f64");
    if scalar {
        (ty.clone(), |name| quote!(#name))
    } else {
        (
            parse_quote!(impl ::std::convert::Into<#ty>),
            |name| quote!(#name.into()),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(item: &ItemStruct, takes: &[&str]) -> String {
        let takes: Vec<String> = takes.iter().map(|name| (*name).to_owned()).collect();
        let block = of(item, &takes).unwrap();
        prettyplease::unparse(&parse_quote!(#block))
    }

    #[test]
    fn a_constructor_takes_what_is_required() {
        let item = parse_quote! {
            pub struct Details {
                #[serde(rename = "sId")] pub s_id: ::std::string::String,
                pub steps: i64,
                pub picture: ::std::option::Option<::std::string::String>,
                pub tags: ::std::option::Option<::std::vec::Vec<Tag>>,
            }
        };
        let text = printed(&item, &["steps", "sId", "picture"]);
        assert!(
            text.contains(
                "steps: i64,\n        s_id: impl ::std::convert::Into<::std::string::String>"
            ),
            "{text}"
        );
        assert!(
            text.contains("picture: ::std::option::Option::Some(picture.into())"),
            "{text}"
        );
        assert!(
            text.contains("tags: ::std::default::Default::default()"),
            "{text}"
        );
        assert!(
            text.contains("tags: impl ::std::iter::IntoIterator<Item = Tag>"),
            "{text}"
        );
    }

    #[test]
    fn a_field_called_new_does_not_hide_the_constructor() {
        let item =
            parse_quote! { pub struct A { pub new: bool, pub r#type: ::std::string::String } };
        let text = printed(&item, &["new", "type"]);
        let parts = [
            "pub fn new(\n        new: bool,\n        r#type: ",
            "pub fn with_new(mut self, new: bool)",
            "pub fn r#type(\n        mut self",
            "[`type`](Self#structfield.type)",
        ];
        for part in parts {
            assert!(text.contains(part), "{part}: {text}");
        }
    }

    #[test]
    fn a_required_field_that_does_not_exist_is_refused() {
        let item = parse_quote! { pub struct A { pub a: bool } };
        let error = of(&item, &["b".to_owned()]).err();
        let error = error.map(|error| error.to_string()).unwrap_or_default();
        assert!(error.contains("`b` that `A` requires"), "{error}");
    }

    #[test]
    fn without_requirements_there_are_setters_only() {
        let item = parse_quote! { pub struct Patch { pub note: ::std::option::Option<::std::string::String> } };
        let text = printed(&item, &[]);
        assert!(!text.contains("fn new"), "{text}");
        assert!(
            text.contains("self.note = ::std::option::Option::Some(note.into())"),
            "{text}"
        );
    }
}
