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
use crate::value::{brief, step};

/// One such type.
pub(crate) struct OpenEnum {
    pub(crate) name: String,
    description: String,
    /// The known values, and the variants that they become.
    variants: Vec<(String, Ident)>,
}

impl OpenEnum {
    pub(crate) fn of(name: &str, schema: &Value) -> Result<Self> {
        let refuse = |expected: &str, found: String| {
            let remedy = "correct the values, or write the type by hand (`x-handwritten`)";
            let error = Error::expected("the corrected document", expected, found, remedy);
            Err(error.at(step("$.components.schemas", name)))
        };
        let listed = &schema["x-extensible-enum"];
        if !matches!(schema["type"].as_str(), None | Some("string")) {
            return refuse("an open set of the type string", brief(&schema["type"]));
        }
        let mut names = BTreeSet::new();
        let mut variants = Vec::new();
        // In YAML `on` and `off` without quotes are no texts in some readers, numbers in none.
        for value in listed.as_array().unwrap_or(&vec![listed.clone()]) {
            let Some(value) = value.as_str().filter(|_| listed.is_array()) else {
                return refuse("an open set that is a list of texts", brief(listed));
            };
            let Some(variant) = variant_name(value) else {
                return refuse("values that give Rust names", format!("`{value}`"));
            };
            if !names.insert(variant.clone()) {
                let found = format!("`{value}`, which is `{variant}` like another");
                return refuse("values whose Rust names differ", found);
            }
            variants.push((value.to_owned(), format_ident!("{variant}")));
        }
        let description = schema["description"].as_str();
        Ok(Self {
            name: name.to_owned(),
            description: description.unwrap_or("An open set of values.").to_owned(),
            variants,
        })
    }

    /// The variants by the values that they are on the wire.
    pub(crate) fn variants(&self) -> BTreeMap<String, Ident> {
        self.variants.iter().cloned().collect()
    }

    /// The Rust of this type.
    pub(crate) fn tokens(&self) -> TokenStream {
        let name = format_ident!("{}", self.name);
        let description = &self.description;
        let variants = self.variants.iter();
        let variants = variants.map(|(value, variant)| quote!(#variant = #value));
        let wire = paths::tokens(paths::WIRE);
        quote! {
            #wire::open_enum! { #[doc = #description] #name { #(#variants),* } }
        }
    }
}

/// The variant of a value: its words in camel case. `Unknown` is that of all other values.
fn variant_name(value: &str) -> Option<String> {
    let words = value.split(|c: char| !c.is_ascii_alphanumeric());
    let capital = |word: &str| {
        let mut chars = word.chars();
        let first = chars.next().map(|first| first.to_ascii_uppercase());
        first.into_iter().chain(chars).collect::<String>()
    };
    let name: String = words.map(capital).collect();
    match name.chars().next()? {
        '0'..='9' => Some(format!("_{name}")),
        _ if matches!(name.as_str(), "Unknown" | "Self") => Some(format!("{name}Value")),
        _ => Some(name),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::value::cases;

    #[test]
    fn values_become_variants() {
        let schema = json!({"x-extensible-enum": ["active", "disabled_by_admin", "gpt-4.1", "1 2", "unknown"]});
        let tokens = OpenEnum::of("AgentStatus", &schema)
            .unwrap()
            .tokens()
            .to_string();
        assert!(
            tokens.contains("Active = \"active\" , DisabledByAdmin = \"disabled_by_admin\" , Gpt41 = \"gpt-4.1\" , _12 = \"1 2\" , UnknownValue = \"unknown\""),
            "{tokens}"
        );
    }

    #[test]
    fn a_set_that_makes_no_type_is_refused() {
        let table = r#"
            {"x-extensible-enum": ["+"]} => values that give Rust names, found `+`
            {"x-extensible-enum": [""]} => values that give Rust names
            {"x-extensible-enum": ["a_b", "a-b"]} => found `a-b`, which is `AB` like another
            {"x-extensible-enum": ["a", "a"]} => values whose Rust names differ
            {"x-extensible-enum": [true]} => that is a list of texts, found [true]
            {"x-extensible-enum": "a"} => that is a list of texts, found "a"
            {"x-extensible-enum": ["a"], "type": "integer"} => of the type string, found "integer"
        "#;
        for (schema, wanted) in cases(table) {
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
