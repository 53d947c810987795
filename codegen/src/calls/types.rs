//! The generated types, as the calls need to know them: fields by their names on the wire, values of enums, and how a
//! type is written outside of the module that it is in.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use syn::visit_mut::{self, VisitMut};
use syn::{Field, File, Ident, Item, ItemEnum, Path, Type, parse_quote};

use crate::paths::in_types;
use crate::postprocess::{by_wire_name, wire_name};
use crate::shape::Shaped;
use crate::value::object;

/// The generated types.
pub(super) struct Types<'a> {
    structs: BTreeMap<String, BTreeMap<String, Field>>,
    enums: BTreeMap<String, BTreeMap<String, Ident>>,
    /// Everything that is declared in `types`.
    declared: BTreeSet<String>,
    shaped: &'a Shaped,
}

impl<'a> Types<'a> {
    pub(super) fn of(file: &File, shaped: &'a Shaped) -> Self {
        let mut types = Self {
            structs: BTreeMap::new(),
            enums: BTreeMap::new(),
            declared: BTreeSet::new(),
            shaped,
        };
        let modules = file.items.iter().filter_map(|item| match item {
            Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
            _ => None,
        });
        modules
            .flat_map(|(_, items)| items)
            .for_each(|item| types.add(item));
        for open in &shaped.open_enums {
            types.declared.insert(open.name.clone());
            types.enums.insert(open.name.clone(), open.variants());
        }
        types.declared.extend(shaped.handwritten.iter().cloned());
        types
    }

    fn add(&mut self, item: &Item) {
        match item {
            Item::Struct(item) => {
                let fields = by_wire_name(item).into_iter();
                let fields = fields.map(|(name, field)| (name, field.clone()));
                self.structs
                    .insert(item.ident.to_string(), fields.collect());
                self.declared.insert(item.ident.to_string());
            }
            Item::Enum(item) => {
                self.enums.insert(item.ident.to_string(), variants(item));
                self.declared.insert(item.ident.to_string());
            }
            Item::Type(item) => drop(self.declared.insert(item.ident.to_string())),
            _ => {}
        }
    }

    /// The document that the types are made from.
    pub(super) fn document(&self) -> &'a Value {
        &self.shaped.document
    }

    /// The fields of a struct by their names on the wire.
    pub(super) fn fields(&self, name: &str) -> Option<&BTreeMap<String, Field>> {
        self.structs.get(name)
    }

    /// The variants of an enum by their values on the wire.
    pub(super) fn variants(&self, name: &str) -> Option<&BTreeMap<String, Ident>> {
        self.enums.get(name)
    }

    /// The schema of a type that has a name of ours.
    pub(super) fn schema(&self, name: &str) -> Option<&'a Value> {
        let schemas = self.shaped.document.pointer("/components/schemas")?;
        schemas.get(name)
    }

    /// The wire names that the constructor of a type takes; nothing if it has none.
    pub(super) fn constructor(&self, name: &str) -> &[String] {
        self.shaped
            .requests
            .get(name)
            .map(Vec::as_slice)
            .unwrap_or_default()
    }

    /// The wire names of a struct's fields, in the order of the spec's properties.
    pub(super) fn properties(&self, name: &str) -> Vec<String> {
        let schema = self.schema(name).into_iter();
        schema
            .flat_map(|schema| object(schema, "properties"))
            .map(|(name, _)| name.clone())
            .collect()
    }

    /// The type as it is written outside of `types`.
    pub(super) fn outside(&self, ty: &Type) -> Type {
        let mut ty = ty.clone();
        Outside(&self.declared).visit_type_mut(&mut ty);
        ty
    }
}

/// The name of a type that is `types::Name`.
pub(super) fn name_in_types(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let segments: Vec<&Ident> = path.path.segments.iter().map(|part| &part.ident).collect();
    match segments.as_slice() {
        [module, name] if *module == "types" => Some(name.to_string()),
        _ => None,
    }
}

fn variants(item: &ItemEnum) -> BTreeMap<String, Ident> {
    let named = item.variants.iter().map(|variant| {
        let wire = wire_name(&variant.attrs).unwrap_or_else(|| variant.ident.to_string());
        (wire, variant.ident.clone())
    });
    named.collect()
}

/// Writes paths as they are written outside of `types`, and those of the standard library in short.
struct Outside<'a>(&'a BTreeSet<String>);

impl VisitMut for Outside<'_> {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        if let Some(last) = in_types(path).cloned() {
            *path = parse_quote!(types::#last);
            return;
        }
        let words: Vec<String> = path
            .segments
            .iter()
            .map(|part| part.ident.to_string())
            .collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let Some(last) = path.segments.last().cloned() else {
            return;
        };
        match words.as_slice() {
            [name] if self.0.contains(*name) => *path = parse_quote!(types::#last),
            [
                "std",
                "string" | "vec" | "option" | "boxed" | "convert" | "iter",
                "String" | "Vec" | "Option" | "Box" | "Into" | "IntoIterator",
            ] => *path = last.into(),
            _ => {}
        }
    }
}
