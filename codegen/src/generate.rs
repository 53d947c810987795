//! Runs progenitor on the shaped document and prints what comes out.

use openapiv3::OpenAPI;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle, TypeImpl};
use quote::quote;
use serde_json::{Value, json};

use crate::error::{Error, Result};
use crate::polish::polish;
use crate::shape::{Shaped, shape};

/// The first lines of the generated file.
const HEADER: &str = "// @generated from specs/ by `cargo xtask regen`. Do not edit: correct specs/overlay.yml instead.\n\n";

/// Generates the Rust source of the client from a corrected document.
///
/// # Errors
/// A document that progenitor cannot take, with the cause.
pub fn generate(document: &Value) -> Result<String> {
    let shaped = shape(document)?;
    let failed = |cause: String| Error::new("the corrected document", cause);
    let spec: OpenAPI = serde_json::from_value(shaped.document.clone())
        .map_err(|cause| failed(format!("is not OpenAPI 3.0: {cause}")))?;
    let tokens = Generator::new(&settings(&shaped)?)
        .generate_tokens(&spec)
        .map_err(|cause| failed(format!("cannot be compiled: {cause}")))?;
    let mut file = syn::parse2(tokens)
        .map_err(|cause| failed(format!("gives Rust that does not parse: {cause}")))?;
    polish(&mut file, &shaped)?;
    Ok(format!("{HEADER}{}", prettyplease::unparse(&file)))
}

fn settings(shaped: &Shaped) -> Result<GenerationSettings> {
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_tag(TagStyle::Merged)
        .with_hooks(HooksMode::Expected)
        .with_inner_type(quote!(crate::transport::CallContext))
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq");
    for open in &shaped.open_enums {
        let path = format!("crate::low_level::types::{}", open.name);
        settings.with_replacement(
            &open.name,
            path,
            [TypeImpl::Display, TypeImpl::FromStr].into_iter(),
        );
    }
    for name in &shaped.handwritten {
        settings.with_replacement(
            name,
            format!("crate::low_level::types::{name}"),
            std::iter::empty(),
        );
    }
    let date =
        serde_json::from_value(json!({"type": "string", "format": "date"})).map_err(|cause| {
            Error::new("the generator", format!("has no schema of a date: {cause}"))
        })?;
    settings.with_conversion(
        date,
        "crate::date::Date",
        [TypeImpl::Display, TypeImpl::FromStr].into_iter(),
    );
    Ok(settings)
}
