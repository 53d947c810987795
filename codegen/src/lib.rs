//! Compiles Dust's OpenAPI files and an overlay of corrections into the client inside `dust-sdk`.
//!
//! There is one pipeline, and both `build.rs` and `cargo xtask regen` call it:
//!
//! ```text
//! specs/*.yml, specs/written/*.yml ─ lower ─ merge
//!                                            │
//!           specs/overlay/*.yml ─────────── overlay ─┬─ specs/dust.openapi.json
//!                                                    └─ shape ─ progenitor ─ postprocess ─ calls ─ Rust
//! ```
//!
//! The same input gives the same bytes, on every machine and with any set of cargo features: JSON
//! objects are put in order before anything is printed or generated.

mod attribute_error;
mod calls;
mod catch_panic;
mod error;
mod extensions;
mod generate;
mod lower;
mod marks;
mod merge;
mod open_enum;
mod overlay;
mod paths;
mod postprocess;
mod query;
mod schema;
mod shape;
mod source;
mod templates;
mod text;
mod value;

use std::path::Path;

use serde_json::Value;
use templates::Spelling;

pub use error::{Error, Result};
pub use generate::{Generated, generate};
pub use overlay::{NamedOperation, Overlay, Redundant, naming_action};
pub use postprocess::wire_name;
pub use source::{Input, SpecFile, is_spec, read_input, read_text};
pub use templates::anonymous;
pub use text::parse;
pub use value::{METHODS, references, to_json};

/// The merged document with every correction made.
#[derive(Clone, Debug)]
pub struct Corrected {
    /// An OpenAPI 3.0 document of all operations, as the server really behaves.
    pub document: Value,
    /// Corrections that were not needed, because the published files say the same by now.
    pub redundant: Vec<Redundant>,
}

/// Lowers and merges the published and the written files: what the overlays are applied to.
///
/// # Errors
/// A file that cannot be read as OpenAPI, or files that contradict each other.
pub fn merged(input: &Input) -> Result<Value> {
    let written = input.written.iter();
    let written = written.map(|file| Ok((file.name.clone(), parse(file)?)));
    let written = lower::lower_written(written.collect::<Result<_>>()?)?;
    let mut spelling = Spelling::default();
    for operation in Overlay::parse(&input.overlays)?.operations() {
        spelling.learn(&operation.path);
    }
    for path in written
        .iter()
        .flat_map(|(_, document)| value::object(document, "paths"))
    {
        spelling.learn(path.0);
    }
    let mut published = Vec::with_capacity(input.specs.len());
    for file in &input.specs {
        let mut document = lower::lower(&file.name, parse(file)?)?;
        spelling.apply(&file.name, &mut document)?;
        published.push((file.name.clone(), document));
    }
    merge::merge(&published, &written)
}

/// The merged files with the overlays laid over them, and the corrections that upstream has made.
///
/// # Errors
/// As of [`merged`], or a correction that no longer applies.
pub fn overlaid(input: &Input) -> Result<Corrected> {
    let mut document = merged(input)?;
    let redundant = Overlay::parse(&input.overlays)?.apply(&mut document)?;
    Ok(Corrected {
        document,
        redundant,
    })
}

/// Lowers and merges the files, lays the overlays over them, and makes components of shapes that repeat under one title.
///
/// # Errors
/// A file that cannot be read as OpenAPI, files that contradict each other, a correction that no
/// longer applies, or an operation without a name; each with file, place and cause.
pub fn correct(input: &Input) -> Result<Corrected> {
    correct_unattributed(input).map_err(|error| input.attribute_error(error))
}

fn correct_unattributed(input: &Input) -> Result<Corrected> {
    let Corrected {
        mut document,
        redundant,
    } = overlaid(input)?;
    marks::check(&document)?;
    overlay::require_names(&document)?;
    overlay::require_distinct_parameters(&document)?;
    lower::require_lowered("the corrected document", &document)?;
    let repeated = shape::Repeated::find(&document)?;
    repeated.refer(&mut document)?;
    shape::require_named_types(&document)?;
    repeated.define(&mut document)?;
    Ok(Corrected {
        document,
        redundant,
    })
}

/// Runs the whole pipeline on a `specs` folder, and writes what it makes into another: `types.rs`,
/// `requests.rs` and `calls.rs`, and `dust.openapi.json`, the corrected document that they are made from.
///
/// # Errors
/// Whatever [`read_input`], [`correct`] and [`generate`] refuse, and a file that cannot be written.
pub fn write(specs: &Path, target: &Path) -> Result<()> {
    let input = read_input(specs)?;
    let corrected = correct(&input)?;
    let generated = generate(&corrected.document).map_err(|error| input.attribute_error(error))?;
    let files = [
        ("types.rs", generated.types),
        ("requests.rs", generated.requests),
        ("calls.rs", generated.calls),
        ("dust.openapi.json", to_json(&corrected.document)),
    ];
    for (name, text) in files {
        let path = target.join(name);
        std::fs::write(&path, text).map_err(|cause| {
            let file = path.display().to_string();
            Error::expected(
                file,
                "a file that can be written",
                cause,
                "make room or give rights",
            )
        })?;
    }
    Ok(())
}
