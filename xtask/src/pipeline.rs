//! The compiler of specs, as the commands use it.
//!
//! A generator that panics on an unexpected spec must still end in one message and change no file, so panics are
//! caught here.

use std::panic::{AssertUnwindSafe, catch_unwind, set_hook, take_hook};

use dust_sdk_codegen::{Corrected, Input, SpecFile};
use serde_json::Value;

use crate::failure::{Failure, Result};

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

/// Merges the specs and lays the overlay over them.
pub(crate) fn correct(input: &Input) -> Result<Corrected> {
    caught("correcting the specs", || dust_sdk_codegen::correct(input))
}

/// The text of `src/generated.rs`.
pub(crate) fn generate(document: &Value) -> Result<String> {
    let generated = caught("generating the client", || {
        dust_sdk_codegen::generate(document)
    })?;
    Ok(generated.client)
}

/// The text of `specs/dust.openapi.json`.
pub(crate) fn to_json(document: &Value) -> String {
    dust_sdk_codegen::to_json(document)
}

fn caught<T>(doing: &str, work: impl FnOnce() -> Result<T, dust_sdk_codegen::Error>) -> Result<T> {
    let hook = take_hook();
    set_hook(Box::new(|_| {}));
    // Nothing outlives a panic here: the input is only read, and the output is lost.
    let outcome = catch_unwind(AssertUnwindSafe(work));
    set_hook(hook);
    match outcome {
        Ok(result) => Ok(result?),
        Err(panic) => {
            let text = panic.downcast_ref::<String>().map(String::as_str);
            let text = text.or_else(|| panic.downcast_ref::<&str>().copied());
            let cause = text.unwrap_or("no cause given");
            Err(Failure::new(format!(
                "{doing} failed: the generator gave up: {cause}"
            )))
        }
    }
}
