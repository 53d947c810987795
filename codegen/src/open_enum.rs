//! String types whose set of values is open: an unknown value must never fail to decode.
//!
//! OpenAPI 3.0 has no word for them. The overlay lists the known values under `x-extensible-enum`, an
//! extension that other tools know too, and here they become an invocation of `wire::open_enum!`.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};
use serde_json::Value;

use crate::error::{Error, Result};
use crate::paths;

/// One such type.
pub(crate) struct OpenEnum {
    pub(crate) name: String,
    description: String,
    values: Vec<String>,
}

impl OpenEnum {
    pub(crate) fn of(name: &str, schema: &Value) -> Result<Self> {
        let place = format!("$.components.schemas.{name}");
        let refuse = |cause: String| Error::new("the corrected document", cause).at(&place);
        let values: Option<Vec<String>> =
            schema["x-extensible-enum"].as_array().and_then(|values| {
                let texts = values.iter().map(|value| value.as_str().map(str::to_owned));
                texts.collect()
            });
        // In YAML `on` and `off` without quotes are no texts in some readers, numbers in none.
        let values =
            values.ok_or_else(|| refuse("has an open set that is no list of texts".into()))?;
        let mut variants = BTreeSet::from(["Unknown".to_owned(), "Self".to_owned()]);
        for value in &values {
            if !is_nameable(value) {
                return Err(refuse(format!(
                    "has the value `{value}` in its open set, which gives no Rust name"
                )));
            }
            if !variants.insert(variant_name(value)) {
                return Err(refuse(format!(
                    "has the value `{value}` in its open set, whose Rust name is taken"
                )));
            }
        }
        match schema["type"].as_str() {
            Some("string") | None => {}
            Some(other) => {
                return Err(refuse(format!(
                    "has an open set of texts, and is of type `{other}`"
                )));
            }
        }
        let description = schema["description"]
            .as_str()
            .unwrap_or("An open set of values.")
            .to_owned();
        Ok(Self {
            name: name.to_owned(),
            description,
            values,
        })
    }

    /// The variants by the values that they are on the wire.
    pub(crate) fn variants(&self) -> BTreeMap<String, Ident> {
        let named = self.values.iter();
        named
            .map(|value| (value.clone(), format_ident!("{}", variant_name(value))))
            .collect()
    }

    /// The Rust of this type.
    pub(crate) fn tokens(&self) -> TokenStream {
        let name = format_ident!("{}", self.name);
        let description = &self.description;
        let variants = self.values.iter().map(|value| {
            let variant = format_ident!("{}", variant_name(value));
            quote!(#variant = #value)
        });
        let wire = paths::tokens(paths::WIRE);
        quote! {
            #wire::open_enum! { #[doc = #description] #name { #(#variants),* } }
        }
    }
}

fn is_nameable(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_alphabetic())
        && value
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '-'))
}

fn variant_name(value: &str) -> String {
    value
        .split(['_', '-'])
        .flat_map(|word| {
            let mut chars = word.chars();
            chars
                .next()
                .map(|first| first.to_ascii_uppercase())
                .into_iter()
                .chain(chars)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_become_variants() {
        let schema =
            json!({"description": "d", "x-extensible-enum": ["active", "disabled_by_admin"]});
        let tokens = OpenEnum::of("AgentStatus", &schema)
            .unwrap()
            .tokens()
            .to_string();
        assert!(
            tokens.contains("Active = \"active\" , DisabledByAdmin = \"disabled_by_admin\""),
            "{tokens}"
        );
    }

    #[test]
    fn a_set_that_makes_no_type_is_refused() {
        let cases = [
            (json!({"x-extensible-enum": ["1 2"]}), "gives no Rust name"),
            (json!({"x-extensible-enum": [""]}), "gives no Rust name"),
            (
                json!({"x-extensible-enum": ["a_b", "a-b"]}),
                "whose Rust name is taken",
            ),
            (
                json!({"x-extensible-enum": ["a", "a"]}),
                "whose Rust name is taken",
            ),
            (
                json!({"x-extensible-enum": ["unknown"]}),
                "whose Rust name is taken",
            ),
            (
                json!({"x-extensible-enum": ["self"]}),
                "whose Rust name is taken",
            ),
            (json!({"x-extensible-enum": [true]}), "no list of texts"),
            (json!({"x-extensible-enum": "a"}), "no list of texts"),
            (
                json!({"x-extensible-enum": ["a"], "type": "integer"}),
                "is of type `integer`",
            ),
        ];
        for (schema, wanted) in cases {
            let error = OpenEnum::of("A", &schema)
                .err()
                .map(|error| error.to_string());
            assert!(
                error.as_deref().is_some_and(|error| error.contains(wanted)),
                "{schema}: {error:?}"
            );
        }
        assert!(OpenEnum::of("A", &json!({"x-extensible-enum": []})).is_ok());
    }
}
