//! Refuses generated code with two things under one name.
//!
//! Names on the wire may differ in no more than case or punctuation, and become one name in Rust. The
//! compiler would report it in generated code.

use std::collections::BTreeSet;

use syn::{Fields, File, FnArg, ImplItem, Item, ItemImpl, Pat};

use crate::error::{Error, Result};

/// Checks types, fields, variants, operations and their arguments.
pub(super) fn require_unique(file: &File) -> Result<()> {
    for item in &file.items {
        match item {
            Item::Mod(module) => {
                let items = module.content.as_ref().map(|(_, items)| items.as_slice());
                types(items.unwrap_or_default())?;
            }
            Item::Impl(block) if block.trait_.is_none() => operations(block)?,
            _ => {}
        }
    }
    Ok(())
}

fn types(items: &[Item]) -> Result<()> {
    let mut names = Names::of("the types");
    for item in items {
        match item {
            Item::Struct(item) => {
                names.add(&item.ident)?;
                fields(&format!("the type `{}`", item.ident), &item.fields)?;
            }
            Item::Enum(item) => {
                names.add(&item.ident)?;
                let place = format!("the type `{}`", item.ident);
                let mut variants = Names::of(&place);
                for variant in &item.variants {
                    variants.add(&variant.ident)?;
                    fields(&place, &variant.fields)?;
                }
            }
            Item::Type(item) => names.add(&item.ident)?,
            _ => {}
        }
    }
    Ok(())
}

fn fields(place: &str, fields: &Fields) -> Result<()> {
    let mut names = Names::of(place);
    fields
        .iter()
        .filter_map(|field| field.ident.as_ref())
        .try_for_each(|name| names.add(name))
}

fn operations(block: &ItemImpl) -> Result<()> {
    let mut names = Names::of("the client");
    for item in &block.items {
        let ImplItem::Fn(function) = item else {
            continue;
        };
        names.add(&function.sig.ident)?;
        let place = format!("the operation `{}`", function.sig.ident);
        let mut arguments = Names::of(&place);
        for argument in &function.sig.inputs {
            if let FnArg::Typed(argument) = argument
                && let Pat::Ident(name) = &*argument.pat
            {
                arguments.add(&name.ident)?;
            }
        }
    }
    Ok(())
}

struct Names<'a> {
    place: &'a str,
    seen: BTreeSet<String>,
}

impl<'a> Names<'a> {
    fn of(place: &'a str) -> Self {
        Self {
            place,
            seen: BTreeSet::new(),
        }
    }

    fn add(&mut self, name: &syn::Ident) -> Result<()> {
        if self.seen.insert(name.to_string()) {
            return Ok(());
        }
        let found = format!("two things that are called `{name}`");
        let remedy = "rename one by a `title` or an `x-name`";
        let expected = "names that differ in Rust";
        Err(Error::expected("the corrected document", expected, found, remedy).at(self.place))
    }
}

#[cfg(test)]
mod tests {
    use syn::parse_quote;

    use super::*;

    #[test]
    fn refuses_two_things_under_one_name() {
        for (code, place) in [
            ("mod types { struct A; enum A {} }", "the types"),
            ("mod types { struct A { a: u8, a: u8 } }", "the type `A`"),
            ("mod types { enum A { B, B } }", "the type `A`"),
            (
                "impl Client { fn a(&self) {} fn a(&self) {} }",
                "the client",
            ),
            (
                "impl Client { fn a(&self, b: u8, b: u8) {} }",
                "the operation `a`",
            ),
        ] {
            let file = syn::parse_str(code).unwrap();
            assert_eq!(require_unique(&file).unwrap_err().place(), place);
        }
    }

    #[test]
    fn takes_the_same_name_in_different_places() {
        let file = parse_quote! {
            mod types { struct A { a: u8 } struct B { a: u8 } enum C { A(A), B { a: u8 } } }
            impl Client { fn a(&self, a: u8) {} fn b(&self, a: u8) {} }
            impl Clone for Client { fn a(&self) {} }
        };
        assert_eq!(require_unique(&file), Ok(()));
    }
}
