//! String types whose set of values is open: a value that nobody has seen must never fail a decode.
//!
//! OpenAPI 3.0 has no word for them. The overlay lists the known values under `x-extensible-enum`, an
//! extension that other tools know too, and here they become an invocation of `wire::open_enum!`.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use serde_json::Value;

use crate::error::{Error, Result};

/// One such type.
pub(crate) struct OpenEnum {
    pub(crate) name: String,
    description: String,
    values: Vec<String>,
}

impl OpenEnum {
    pub(crate) fn of(name: &str, schema: &Value) -> Result<Self> {
        let values = schema["x-extensible-enum"].as_array().into_iter().flatten();
        let values: Vec<String> = values
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .collect();
        let place = format!("$.components.schemas.{name}");
        if let Some(value) = values.iter().find(|value| !is_nameable(value)) {
            let cause =
                format!("has the value `{value}` in its open set, which gives no Rust name");
            return Err(Error::new("the corrected document", cause).at(place));
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

    /// The Rust of this type.
    pub(crate) fn tokens(&self) -> TokenStream {
        let name = format_ident!("{}", self.name);
        let description = &self.description;
        let variants = self.values.iter().map(|value| {
            let variant = format_ident!("{}", variant_name(value));
            quote!(#variant = #value)
        });
        quote! {
            crate::wire::open_enum! { #[doc = #description] #name { #(#variants),* } }
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
    fn a_value_without_a_rust_name_is_refused() {
        assert!(OpenEnum::of("A", &json!({"x-extensible-enum": ["1 2"]})).is_err());
    }
}
