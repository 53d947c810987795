//! Reads folders of spec files.

use std::fmt::Display;
use std::fs;
use std::path::Path;

use crate::error::{Error, Result};

/// The folder of specs that the project writes, below the published ones.
const WRITTEN: &str = "written";

/// The folder of overlays for the published specs.
const OVERLAY: &str = "overlay";

/// What the pipeline itself writes beside the published specs.
const CORRECTED: &str = "dust.openapi.json";

/// One file's name, for messages, and its text.
#[derive(Clone, Debug)]
pub struct SpecFile {
    /// The path below the folder of specs, such as `written/files.yml`.
    pub name: String,
    /// The whole text, YAML or JSON.
    pub text: String,
}

/// What the pipeline starts from.
#[derive(Clone, Debug)]
pub struct Input {
    /// The published files, ordered by name.
    pub specs: Vec<SpecFile>,
    /// The files that the project writes itself, ordered by name.
    pub written: Vec<SpecFile>,
    /// The overlays, in the order in which they are applied: by name.
    pub overlays: Vec<SpecFile>,
}

/// Reads the specs of a folder: the published files in it, those that the project writes in `written/`, and the
/// overlays in `overlay/`. Each is a `*.yml`, `*.yaml` or `*.json`; the corrected document is passed over.
///
/// # Errors
/// A folder or file that cannot be read; a folder without specs, or without overlays for them.
pub fn read_input(specs_dir: &Path) -> Result<Input> {
    let input = Input {
        specs: read_folder(specs_dir, "")?,
        written: read_folder(specs_dir, WRITTEN)?,
        overlays: read_folder(specs_dir, OVERLAY)?,
    };
    let lacks = |expected: &str| {
        let folder = specs_dir.display().to_string();
        Err(Error::expected(folder, expected, "none", "add one"))
    };
    if input.specs.is_empty() && input.written.is_empty() {
        return lacks("a spec (*.yml, *.yaml or *.json)");
    }
    if input.overlays.is_empty() && !input.specs.is_empty() {
        return lacks("an overlay/*.yml that names the operations of the published specs");
    }
    Ok(input)
}

/// Every spec of one folder below `specs`, ordered by name. A folder that is not there has none.
fn read_folder(specs: &Path, below: &str) -> Result<Vec<SpecFile>> {
    let folder = specs.join(below);
    let entries = match fs::read_dir(&folder) {
        Err(cause) if !below.is_empty() && cause.kind() == std::io::ErrorKind::NotFound => {
            return Ok(Vec::new());
        }
        entries => entries.map_err(|cause| unreadable(&folder, cause))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|cause| unreadable(&folder, cause))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_spec(&name) {
            names.push(name);
        }
    }
    names.sort();
    let read = |name: &String| {
        let text = read_text(&folder.join(name))?;
        let name = match below {
            "" => name.clone(),
            below => format!("{below}/{name}"),
        };
        Ok(SpecFile { name, text })
    };
    names.iter().map(read).collect()
}

/// Reads a regular file. Anything else might never end, such as a pipe or a device.
///
/// # Errors
/// A path that is no regular file of text, or cannot be read.
pub fn read_text(path: &Path) -> Result<String> {
    let data = fs::metadata(path).map_err(|cause| unreadable(path, cause))?;
    if !data.is_file() {
        return Err(unreadable(path, "something else than a regular file"));
    }
    fs::read_to_string(path).map_err(|cause| unreadable(path, cause))
}

fn unreadable(path: &Path, found: impl Display) -> Error {
    let remedy = "check the path and the rights";
    let expected = "what can be read as a spec";
    Error::expected(path.display().to_string(), expected, found, remedy)
}

/// Whether the name is that of a spec; hidden files, as editors leave them, are not.
pub fn is_spec(name: &str) -> bool {
    let known = [".yml", ".yaml", ".json"];
    known.iter().any(|end| name.ends_with(end)) && name != CORRECTED && !name.starts_with('.')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_spec_is_yaml_or_json_and_not_our_own_file() {
        for name in ["a.yml", "a.yaml", "a.json"] {
            assert!(is_spec(name), "{name}");
        }
        for name in [
            "dust.openapi.json",
            "sources.toml",
            "README.md",
            ".a.yml",
            "overlay",
        ] {
            assert!(!is_spec(name), "{name}");
        }
    }
}
