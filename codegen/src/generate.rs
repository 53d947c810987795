//! Runs progenitor on the shaped document and prints what comes out.

mod bisect;

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, HooksMode, InterfaceStyle, TagStyle, TypeImpl};
use quote::quote;
use serde_json::{Value, json};

use crate::catch_panic::catch_panic;
use crate::error::{Error, Result};
use crate::postprocess::postprocess;
use crate::shape::{Shaped, shape};

/// Where errors of this step are: the document has no file of its own.
const FILE: &str = "the corrected document";

/// The first lines of the generated file.
const HEADER: &str = "// @generated from specs/ by `cargo xtask regen`. Do not edit: change specs/written/ or specs/overlay/ instead.\n\n";

/// Generates the Rust source of the client from a corrected document.
///
/// # Errors
/// A document that progenitor cannot take, with the cause and, where it can be found, the place.
pub fn generate(document: &Value) -> Result<String> {
    catch_panic(FILE, || {
        let shaped = shape(document)?;
        let code = compile(&shaped, &shaped.document);
        code.map_err(|error| {
            let fails =
                |part: &Value| catch_panic(FILE, || progenitor_tokens(&shaped, part)).is_err();
            match bisect::find(&shaped.document, fails) {
                Some(place) if error.place().is_empty() => error.at(place),
                _ => error,
            }
        })
    })
}

fn compile(shaped: &Shaped, document: &Value) -> Result<String> {
    let tokens = catch_panic(FILE, || progenitor_tokens(shaped, document))?;
    let failed = |cause| Error::new(FILE, format!("gives Rust that does not parse: {cause}"));
    let mut file = syn::parse2(tokens).map_err(failed)?;
    postprocess(&mut file, shaped)?;
    Ok(format!("{HEADER}{}", prettyplease::unparse(&file)))
}

fn progenitor_tokens(shaped: &Shaped, document: &Value) -> Result<TokenStream> {
    let spec: OpenAPI = serde_json::from_value(document.clone())
        .map_err(|cause| Error::new(FILE, format!("is not OpenAPI 3.0: {cause}")))?;
    Generator::new(&settings(shaped)?)
        .generate_tokens(&spec)
        .map_err(|cause| Error::new(FILE, format!("cannot be compiled: {cause}")))
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
