//! Rows of tables, which come as JSON and as CSV, and are written as records of one shape.
//!
//! A writer of CSV, Arrow or Parquet takes the columns from the first row, so every row has all of them in one order, and a
//! column has one type. And in CSV all is text: a text column takes whatever JSON has there.

use std::collections::BTreeMap;

use quote::quote;
use serde_json::Value;
use syn::punctuated::Punctuated;
use syn::{Attribute, Field, Fields, ItemStruct, Meta, Token, parse_quote};

use super::fields;
use crate::error::{Error, Result};
use crate::paths::WIRE;
use crate::value::step;

/// The columns that `x-csv-row` gives, in order.
pub(super) fn columns(schema: &Value) -> Option<Vec<&str>> {
    let columns = schema.get("x-csv-row")?.as_array()?;
    Some(columns.iter().filter_map(Value::as_str).collect())
}

/// Makes a row of a generated type.
pub(super) fn finish(item: &mut ItemStruct, columns: &[&str]) -> Result<()> {
    let Fields::Named(named) = &mut item.fields else {
        return Err(misnamed(item, columns));
    };
    let fields = std::mem::take(&mut named.named).into_iter();
    let mut by_name: BTreeMap<String, Field> = fields
        .map(|field| (fields::name_on_wire(&field), field))
        .collect();
    for column in columns {
        let Some(mut field) = by_name.remove(*column) else {
            return Err(misnamed(item, columns));
        };
        field.attrs = always_there(field.attrs)?;
        add_helper(&mut field);
        named.named.push(field);
    }
    match by_name.is_empty() {
        true => Ok(()),
        false => Err(misnamed(item, columns)),
    }
}

fn misnamed(item: &ItemStruct, columns: &[&str]) -> Error {
    Error::expected(
        "the corrected document",
        "`x-csv-row` with each property once, in the order of the columns",
        columns.join(", "),
        "correct the mark",
    )
    .at(step("$.components.schemas", &item.ident.to_string()))
}

/// The attributes without that which leaves a field out where it is unset.
fn always_there(attrs: Vec<Attribute>) -> Result<Vec<Attribute>> {
    let mut kept = Vec::new();
    for attr in attrs {
        if !attr.path().is_ident("serde") {
            kept.push(attr);
            continue;
        }
        let metas = attr.parse_args_with(Punctuated::<Meta, Token![,]>::parse_terminated);
        let metas = metas.map_err(Error::unparsable)?.into_iter();
        let metas: Vec<Meta> = metas
            .filter(|meta| !meta.path().is_ident("skip_serializing_if"))
            .filter(|meta| !meta.path().is_ident("serialize_with"))
            .collect();
        if !metas.is_empty() {
            kept.push(parse_quote!(#[serde(#(#metas),*)]));
        }
    }
    Ok(kept)
}

fn add_helper(field: &mut Field) {
    let ty = &field.ty;
    let helper: Attribute = match quote!(#ty).to_string().replace(' ', "").as_str() {
        "::std::option::Option<::std::string::String>" => {
            let helper = format!("{WIRE}::cell::optional");
            parse_quote!(#[serde(default, deserialize_with = #helper)])
        }
        // Not as an integer where it is whole: a column has one type.
        "::std::option::Option<f64>" => {
            let helper = format!("{WIRE}::cell::number");
            parse_quote!(#[serde(serialize_with = #helper)])
        }
        _ => return,
    };
    field.attrs.push(helper);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row() -> ItemStruct {
        parse_quote! {
            pub struct Row {
                #[serde(rename = "a", skip_serializing_if = "::std::option::Option::is_none")]
                pub first: ::std::option::Option<::std::string::String>,
                #[serde(skip_serializing_if = "::std::option::Option::is_none")]
                #[serde(serialize_with = "x")]
                pub b: ::std::option::Option<f64>,
            }
        }
    }

    #[test]
    fn every_column_is_written_in_order() {
        let mut item = row();
        finish(&mut item, &["b", "a"]).unwrap();
        let text = quote!(#item).to_string();
        assert!(!text.contains("skip_serializing_if"), "{text}");
        assert!(
            text.contains("cell::number") && text.contains("cell::optional"),
            "{text}"
        );
        assert!(text.find("pub b") < text.find("pub first"), "{text}");
        assert!(text.contains("rename = \"a\""), "{text}");
    }

    #[test]
    fn columns_are_the_properties() {
        for columns in [&["a"][..], &["a", "b", "c"], &["a", "a"], &[]] {
            let cause = finish(&mut row(), columns).unwrap_err();
            assert!(cause.to_string().contains("x-csv-row"), "{cause}");
        }
    }
}
