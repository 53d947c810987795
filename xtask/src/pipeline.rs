//! The compiler of specs, as the commands use it.

use dust_sdk_codegen::{Corrected, Generated, Input, SpecFile};
use serde_json::Value;

use crate::failure::Result;

/// The corrected document and the Rust that is generated from it.
pub(crate) struct Compiled {
    pub(crate) corrected: Corrected,
    pub(crate) generated: Generated,
}

/// Reads YAML or JSON; the name is for messages.
pub(crate) fn parse(name: &str, text: &str) -> Result<Value> {
    let file = SpecFile {
        name: name.to_owned(),
        text: text.to_owned(),
    };
    Ok(dust_sdk_codegen::parse(&file)?)
}

/// Prints a document as YAML.
pub(crate) fn to_yaml(document: &Value) -> String {
    // JSON values are all YAML; if printing failed, JSON would be YAML too.
    serde_yaml::to_string(document).unwrap_or_else(|_| format!("{document:#}\n"))
}

/// Runs the whole pipeline; an error names the file that it comes from.
pub(crate) fn compile(input: &Input) -> Result<Compiled> {
    let corrected = dust_sdk_codegen::correct(input)?;
    let generated = dust_sdk_codegen::generate(&corrected.document);
    let generated = generated.map_err(|error| input.attribute_error(error))?;
    Ok(Compiled {
        corrected,
        generated,
    })
}

/// Runs the second half of the pipeline, on a corrected document of this name.
pub(crate) fn compile_corrected(name: &str, document: Value) -> Result<Compiled> {
    let generated = dust_sdk_codegen::generate(&document).map_err(|error| error.of(name))?;
    let redundant = Vec::new();
    Ok(Compiled {
        corrected: Corrected {
            document,
            redundant,
        },
        generated,
    })
}

/// The text of `specs/dust.openapi.json`.
pub(crate) fn to_json(document: &Value) -> String {
    dust_sdk_codegen::to_json(document)
}
