//! Single fields of generated types: their wire names, docs, and helpers for numbers.

use quote::quote;
use syn::{Attribute, Field, parse_quote};

use crate::paths::{WIRE, inside};

/// The name that `#[serde(rename = "…")]` gives.
pub fn wire_name(attrs: &[Attribute]) -> Option<String> {
    let mut name = None;
    for attr in attrs.iter().filter(|attr| attr.path().is_ident("serde")) {
        // Other keys are skipped over; an attribute that does not parse has no name to give.
        let _ = attr.parse_nested_meta(|meta| {
            if meta.path.is_ident("rename") {
                name = Some(meta.value()?.parse::<syn::LitStr>()?.value());
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<syn::Expr>()?;
            }
            Ok(())
        });
    }
    name
}

/// The name of a field on the wire.
pub(super) fn name_on_wire(field: &Field) -> String {
    let ident = field
        .ident
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    wire_name(&field.attrs).unwrap_or_else(|| ident.trim_start_matches("r#").to_owned())
}

/// Gives a field a line of docs where it has none, and serde helpers.
///
/// Numbers arrive as `1` or `1.0` whatever their type, and a whole number leaves without a fraction.
pub(super) fn finish(field: &mut Field) {
    if !field.attrs.iter().any(|attr| attr.path().is_ident("doc")) {
        let ident = field
            .ident
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default();
        let line = if is_catch_all(field) {
            "What there is beside the fields that this version of the crate knows, sent as it is."
                .to_owned()
        } else {
            let name = wire_name(&field.attrs).unwrap_or(ident);
            format!("`{name}` on the wire.")
        };
        field.attrs.insert(0, parse_quote!(#[doc = #line]));
    }
    add_helper(field);
}

fn add_helper(field: &mut Field) {
    let ty = &field.ty;
    // One direction each, because serde makes a type and an implementation for every field and direction.
    let helper: Attribute = match quote!(#ty).to_string().replace(' ', "").as_str() {
        "i64" => {
            let helper = format!("{WIRE}::integer::required");
            parse_quote!(#[serde(deserialize_with = #helper)])
        }
        "f64" => {
            let helper = format!("{WIRE}::number::required");
            parse_quote!(#[serde(serialize_with = #helper)])
        }
        // With a helper, serde no longer sees that an absent field is `None`.
        "::std::option::Option<i64>" => {
            let helper = format!("{WIRE}::integer::optional");
            parse_quote!(#[serde(default, deserialize_with = #helper)])
        }
        "::std::option::Option<f64>" => {
            let helper = format!("{WIRE}::number::optional");
            parse_quote!(#[serde(serialize_with = #helper)])
        }
        _ => return,
    };
    field.attrs.push(helper);
}

/// Whether a field has a value where nothing is said of it.
pub(super) fn may_be_unset(field: &Field) -> bool {
    is_catch_all(field) || inside(&field.ty, "Option").is_some()
}

/// Whether the field takes whatever the others do not.
pub(super) fn is_catch_all(field: &Field) -> bool {
    let mut serde = field
        .attrs
        .iter()
        .filter(|attr| attr.path().is_ident("serde"));
    serde.any(|attr| quote!(#attr).to_string().contains("flatten"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_wire_name() {
        let field: Field = parse_quote!(#[serde(rename = "sId", default, skip_serializing_if = "x")] pub s_id: String);
        assert_eq!(wire_name(&field.attrs).as_deref(), Some("sId"));
        let field: Field = parse_quote!(pub name: String);
        assert_eq!(wire_name(&field.attrs), None);
    }

    #[test]
    fn numbers_get_their_helpers() {
        let mut field: Field = parse_quote!(pub id: ::std::option::Option<i64>);
        finish(&mut field);
        let text = quote!(#field).to_string();
        assert!(
            text.contains("\"crate::types::wire::integer::optional\""),
            "{text}"
        );
        assert!(text.contains("`id` on the wire."), "{text}");
    }
}
