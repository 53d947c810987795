//! Finishes the types that progenitor made, on the syntax tree.
//!
//! - Types get `#[non_exhaustive]`, shorter docs, serde helpers for numbers, and fields the names that we give.
//! - Types that go into requests get a constructor and fluent setters.
//! - Open and hand-written types join the others in `types`.

mod docs;
mod fields;
mod names;
mod rows;
mod setters;
mod unique;

use std::collections::{BTreeMap, BTreeSet};

use quote::quote;
use serde_json::{Map, Value};
use syn::{File, Item, ItemMod, ItemStruct, parse_quote};

use crate::error::{Error, Result};
use crate::paths;
use crate::shape::Shaped;
use crate::value::step;

pub(crate) use docs::Lines;
pub use fields::wire_name;

/// Finishes the generated file.
pub(crate) fn postprocess(file: &mut File, shaped: &Shaped) -> Result<()> {
    for item in &mut file.items {
        match item {
            Item::Mod(module) if module.ident == "types" => types(module, shaped)?,
            _ => {}
        }
    }
    unique::require_unique(file)
}

fn types(module: &mut ItemMod, shaped: &Shaped) -> Result<()> {
    let Some((_, items)) = &mut module.content else {
        return Ok(());
    };
    require_types(items, shaped)?;
    names::use_ours(items, &shaped.document);
    let mut added: Vec<Item> = Vec::new();
    for item in items.iter_mut() {
        match item {
            Item::Struct(item) => {
                let name = item.ident.to_string();
                let schema = shaped
                    .document
                    .pointer(&format!("/components/schemas/{name}"));
                finish_struct(item);
                if let Some(columns) = schema.and_then(rows::columns) {
                    rows::finish(item, &columns)?;
                }
                let is_named = matches!(item.fields, syn::Fields::Named(_));
                if let Some(takes) = shaped.requests.get(&name).filter(|_| is_named) {
                    added.push(setters::of(item, takes)?);
                }
            }
            Item::Enum(item) => {
                item.attrs.push(parse_quote!(#[non_exhaustive]));
                item.variants.iter_mut().for_each(|variant| {
                    let wire = fields::wire_name(&variant.attrs)
                        .unwrap_or_else(|| variant.ident.to_string());
                    let line = format!("`{wire}` on the wire.");
                    variant.attrs.insert(0, parse_quote!(#[doc = #line]));
                });
            }
            _ => {}
        }
    }
    items.extend(added);
    for open in &shaped.open_enums {
        items.push(syn::parse2(open.tokens()).map_err(Error::unparsable)?);
    }
    for name in &shaped.handwritten {
        let name = quote::format_ident!("{name}");
        let wire = paths::tokens(paths::WIRE);
        items.push(syn::parse2(quote!(pub use #wire::#name;)).map_err(Error::unparsable)?);
    }
    Ok(())
}

/// Every component is a type under its own name, or what the overlay says of it would have no effect; and every type is
/// a component, or its name is derived and changes with the spec.
fn require_types(items: &[Item], shaped: &Shaped) -> Result<()> {
    let made: BTreeSet<String> = items
        .iter()
        .filter_map(|item| match item {
            Item::Struct(item) => Some(item.ident.to_string()),
            Item::Enum(item) => Some(item.ident.to_string()),
            Item::Type(item) => Some(item.ident.to_string()),
            _ => None,
        })
        .collect();
    let elsewhere = |name: &String| {
        shaped.handwritten.contains(name) || shaped.open_enums.iter().any(|open| open.name == *name)
    };
    let schemas = shaped.document.pointer("/components/schemas");
    let mut names = schemas
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::keys);
    let known = |name: &&String| schemas.is_some_and(|known| known.get(name.as_str()).is_some());
    if let Some(name) = made.iter().find(|name| !known(name)) {
        let (file, remedy) = ("the corrected document", "give its schema a `title`");
        let found = format!("`{name}`, which is derived");
        return Err(Error::expected(
            file,
            "types with names of ours",
            found,
            remedy,
        ));
    }
    match names.find(|name| !made.contains(*name) && !elsewhere(name)) {
        None => Ok(()),
        Some(name) => {
            let (file, remedy) = ("the corrected document", "give it another title");
            let error = Error::expected(file, "a schema that becomes a type", "none", remedy);
            Err(error.at(step("$.components.schemas", name)))
        }
    }
}

fn finish_struct(item: &mut ItemStruct) {
    if let syn::Fields::Named(named) = &mut item.fields {
        item.attrs.push(parse_quote!(#[non_exhaustive]));
        // Typify sees no default of a catch-all.
        if named.named.iter().any(fields::is_catch_all)
            && named.named.iter().all(fields::may_be_unset)
        {
            item.attrs.push(parse_quote!(#[derive(Default)]));
        }
        let fields = named.named.iter_mut();
        fields.for_each(fields::finish);
    }
}

/// Each field by its name on the wire.
pub(crate) fn by_wire_name(item: &ItemStruct) -> BTreeMap<String, &syn::Field> {
    item.fields
        .iter()
        .filter_map(|field| {
            let ident = field.ident.as_ref()?;
            let name = ident.to_string();
            let plain = name.trim_start_matches("r#").to_owned();
            Some((fields::wire_name(&field.attrs).unwrap_or(plain), field))
        })
        .collect()
}
