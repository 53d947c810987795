//! Fields with names and docs of ours: `x-name` on a property is what its field is called, and `x-docs` beside a `$ref`
//! what is said of it, which typify does not see.

use std::collections::BTreeMap;

use quote::format_ident;
use serde_json::Value;
use syn::visit_mut::{self, VisitMut};
use syn::{ExprStruct, Field, Fields, Ident, Item, ItemStruct, Member, parse_quote};

use super::fields::wire_name;
use crate::value::object;

/// What we say of a property.
struct Ours {
    name: Option<Ident>,
    docs: Option<String>,
}

/// Finishes the fields of all structs whose properties say so, also where a struct is made.
pub(super) fn use_ours(items: &mut [Item], document: &Value) {
    let components = document.get("components").into_iter();
    for (name, schema) in components.flat_map(|components| object(components, "schemas")) {
        let properties = object(schema, "properties");
        let ours: BTreeMap<&str, Ours> = properties
            .filter_map(|(wire, property)| Some((wire.as_str(), ours(property)?)))
            .collect();
        if !ours.is_empty() {
            use_in_type(items, name, &ours);
        }
    }
}

fn ours(property: &Value) -> Option<Ours> {
    let text = |mark: &str| property.get(mark).and_then(Value::as_str);
    let name = text("x-name").map(|name| format_ident!("{name}"));
    let docs = text("x-docs").filter(|_| property.get("$ref").is_some());
    let docs = docs.map(str::to_owned);
    (name.is_some() || docs.is_some()).then_some(Ours { name, docs })
}

fn use_in_type(items: &mut [Item], name: &str, ours: &BTreeMap<&str, Ours>) {
    let mut renamed = BTreeMap::new();
    for item in items.iter_mut() {
        match item {
            Item::Struct(item) if item.ident == name => renamed = use_in_struct(item, ours),
            _ => {}
        }
    }
    for item in items {
        match item {
            Item::Impl(block) if is_of(&block.self_ty, name) => {
                Literals(&renamed).visit_item_impl_mut(block);
            }
            _ => {}
        }
    }
}

/// Finishes the fields of a struct, and gives the new name of each that is renamed by the old one.
fn use_in_struct(item: &mut ItemStruct, ours: &BTreeMap<&str, Ours>) -> BTreeMap<String, Ident> {
    let mut renamed = BTreeMap::new();
    let Fields::Named(fields) = &mut item.fields else {
        return renamed;
    };
    for field in &mut fields.named {
        let wire = wire_name(&field.attrs);
        let wire = wire.or_else(|| Some(field.ident.as_ref()?.to_string()));
        let Some(ours) = wire.as_deref().and_then(|wire| ours.get(wire)) else {
            continue;
        };
        if let Some(docs) = &ours.docs {
            field.attrs.insert(0, parse_quote!(#[doc = #docs]));
        }
        if let Some(name) = &ours.name {
            renamed.extend(rename(field, name));
        }
    }
    renamed
}

/// Renames a field, and gives its old and its new name.
fn rename(field: &mut Field, name: &Ident) -> Option<(String, Ident)> {
    let old = field.ident.replace(name.clone())?.to_string();
    if wire_name(&field.attrs).is_none() {
        field.attrs.push(parse_quote!(#[serde(rename = #old)]));
    }
    Some((old, name.clone()))
}

fn is_of(ty: &syn::Type, name: &str) -> bool {
    matches!(ty, syn::Type::Path(path) if path.path.is_ident(name))
}

/// Renames the fields of `Self { … }`.
struct Literals<'a>(&'a BTreeMap<String, Ident>);

impl VisitMut for Literals<'_> {
    fn visit_expr_struct_mut(&mut self, literal: &mut ExprStruct) {
        visit_mut::visit_expr_struct_mut(self, literal);
        if !literal.path.is_ident("Self") {
            return;
        }
        for field in &mut literal.fields {
            if let Member::Named(name) = &field.member
                && let Some(new) = self.0.get(&name.to_string())
            {
                field.member = Member::Named(new.clone());
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use serde_json::json;

    use super::*;

    #[test]
    fn a_field_is_called_what_we_call_it() {
        let mut file: syn::File = parse_quote! {
            pub struct A {
                #[serde(rename = "agentConfiguration")]
                pub agent_configuration: String,
                pub plain: i64,
            }
            impl Default for A {
                fn default() -> Self { Self { agent_configuration: Default::default(), plain: 1 } }
            }
            pub struct B { pub plain: i64 }
        };
        let document = json!({"components": {"schemas": {"A": {"properties": {
            "agentConfiguration": {"x-name": "agent", "$ref": "#/a", "x-docs": "Ours."},
            "plain": {"x-name": "simple", "x-docs": "Said elsewhere."},
        }}, "B": {"properties": {"plain": {}}}}}});
        use_ours(&mut file.items, &document);
        let text = file.to_token_stream().to_string();
        for part in [
            "# [doc = \"Ours.\"] # [serde (rename = \"agentConfiguration\")] pub agent : String",
            "# [serde (rename = \"plain\")] pub simple : i64",
            "Self { agent : Default :: default () , simple : 1 }",
            "struct B { pub plain : i64 }",
        ] {
            assert!(text.contains(part), "{part}: {text}");
        }
    }
}
