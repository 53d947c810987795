//! Runs progenitor on the shaped document and prints what comes out.

mod bisect;

use openapiv3::OpenAPI;
use proc_macro2::TokenStream;
use progenitor::{GenerationSettings, Generator, InterfaceStyle, TagStyle, TypeImpl};
use serde_json::{Value, json};
use syn::visit_mut::{self, VisitMut};
use syn::{File, Item, Path, parse_quote};

use crate::calls::{Emitted, emit};
use crate::catch_panic::{COMPILABLE, SIMPLIFY, catch_panic};
use crate::error::{Error, Result};
use crate::paths::{DATE, TYPES, in_types};
use crate::postprocess::{Lines, postprocess};
use crate::shape::{Shaped, shape};

/// Where errors of this step are: the document has no file of its own.
const FILE: &str = "the corrected document";

/// The first lines of the generated file.
const HEADER: &str = "// @generated from specs/ by `cargo xtask regen`. Do not edit: change specs/written/ or specs/overlay/ instead.\n\n";

/// The generated Rust, file by file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Generated {
    /// The types.
    pub types: String,
    /// A function for each operation that builds its request.
    pub requests: String,
    /// Handles, and a builder for each call.
    pub calls: String,
}

/// Generates Rust from a corrected document.
///
/// # Errors
/// A document that progenitor cannot take, with the cause and, where it can be found, the place; a mark that would make
/// a call which misleads or does not compile.
pub fn generate(document: &Value) -> Result<Generated> {
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

fn compile(shaped: &Shaped, document: &Value) -> Result<Generated> {
    let tokens = catch_panic(FILE, || progenitor_tokens(shaped, document))?;
    let mut file = syn::parse2(tokens).map_err(Error::unparsable)?;
    postprocess(&mut file, shaped)?;
    let Emitted { requests, calls } = emit(shaped, &file)?;
    Ok(Generated {
        types: printed(types_alone(&file)),
        requests: printed(requests),
        calls: printed(calls),
    })
}

/// The module `types` as a file of its own.
fn types_alone(file: &File) -> File {
    let module = file.items.iter().find_map(|item| match item {
        Item::Mod(module) if module.ident == "types" => module.content.as_ref(),
        _ => None,
    });
    let mut file = File {
        items: module.map(|(_, items)| items.clone()).unwrap_or_default(),
        ..parse_quote!()
    };
    FromInside.visit_file_mut(&mut file);
    file
}

/// Writes paths to generated types as they are written beside them.
struct FromInside;

impl VisitMut for FromInside {
    fn visit_path_mut(&mut self, path: &mut Path) {
        visit_mut::visit_path_mut(self, path);
        if let Some(last) = in_types(path) {
            *path = last.clone().into();
        }
    }
}

/// Prints a file with its docs in lines, and an empty line between items.
fn printed(mut file: File) -> String {
    const ITEMS: [&str; 7] = ["///", "#[", "pub ", "pub(", "impl ", "fn ", "use "];
    Lines.visit_file_mut(&mut file);
    let text = prettyplease::unparse(&file);
    let mut printed = String::from(HEADER);
    let mut last = "";
    for line in text.lines() {
        let indent = |line: &str| line.len() - line.trim_start().len();
        let begins = |line: &str| ITEMS.iter().any(|word| line.trim_start().starts_with(word));
        let ends = last.ends_with(['}', ';'])
            && !["use ", "///"]
                .iter()
                .any(|word| last.trim().starts_with(word));
        if ends && begins(line) && indent(last) == indent(line) {
            printed.push('\n');
        }
        // Inside of macros nothing is laid out.
        match line.trim_start().starts_with("call_builder!") {
            true => printed.push_str(&line.replace(" < ", "<").replace(" >", ">")),
            false => printed.push_str(line),
        }
        printed.push('\n');
        last = line;
    }
    printed
}

fn progenitor_tokens(shaped: &Shaped, document: &Value) -> Result<TokenStream> {
    let spec: OpenAPI = serde_json::from_value(document.clone())
        .map_err(|cause| Error::expected(FILE, "OpenAPI 3.0", cause, SIMPLIFY))?;
    Generator::new(&settings(shaped)?)
        .generate_tokens(&spec)
        .map_err(|cause| Error::expected(FILE, COMPILABLE, cause, SIMPLIFY))
}

fn settings(shaped: &Shaped) -> Result<GenerationSettings> {
    let mut settings = GenerationSettings::default();
    settings
        .with_interface(InterfaceStyle::Positional)
        .with_tag(TagStyle::Merged)
        .with_map_type("::std::collections::BTreeMap")
        .with_derive("PartialEq");
    for open in &shaped.open_enums {
        let path = format!("{TYPES}::{}", open.name);
        settings.with_replacement(
            &open.name,
            path,
            [TypeImpl::Display, TypeImpl::FromStr].into_iter(),
        );
    }
    for name in &shaped.handwritten {
        settings.with_replacement(name, format!("{TYPES}::{name}"), std::iter::empty());
    }
    let date = serde_json::from_value(json!({"type": "string", "format": "date"}));
    let date = date.map_err(|cause| Error::in_generator("a schema of a date", cause))?;
    settings.with_conversion(
        date,
        DATE,
        [TypeImpl::Display, TypeImpl::FromStr].into_iter(),
    );
    Ok(settings)
}
