//! Reads spec files: YAML or JSON text into JSON values.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

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
    let lacks = |what: &str| Err(Error::new(specs_dir.display().to_string(), what));
    if input.specs.is_empty() && input.written.is_empty() {
        return lacks("has no spec (*.yml, *.yaml or *.json)");
    }
    if input.overlays.is_empty() && !input.specs.is_empty() {
        return lacks("has published specs, and no overlay/*.yml that names their operations");
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
        entries => entries.map_err(|cause| unreadable(&folder, &cause))?,
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|cause| unreadable(&folder, &cause))?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if is_spec(&name) {
            names.push(name);
        }
    }
    names.sort();
    let read = |name: &String| {
        let path = folder.join(name);
        let text = fs::read_to_string(&path).map_err(|cause| unreadable(&path, &cause))?;
        let name = match below {
            "" => name.clone(),
            below => format!("{below}/{name}"),
        };
        Ok(SpecFile { name, text })
    };
    names.iter().map(read).collect()
}

fn unreadable(path: &Path, cause: &std::io::Error) -> Error {
    let file = path.display().to_string();
    Error::new(file, format!("cannot be read: {cause}"))
}

/// Whether the name is that of a spec; hidden files, as editors leave them, are not.
fn is_spec(name: &str) -> bool {
    let known = [".yml", ".yaml", ".json"];
    known.iter().any(|end| name.ends_with(end)) && name != CORRECTED && !name.starts_with('.')
}

/// Reads YAML or JSON text.
///
/// # Errors
/// Text that is neither, with line and column; an empty document; a key that is not text.
pub fn parse(file: &SpecFile) -> Result<Value> {
    // Some editors put a byte order mark first, which is not part of the text.
    let text = file.text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('{') {
        return serde_json::from_str(text).map_err(|cause| {
            Error::new(&file.name, format!("is not JSON: {cause}")).at(format!(
                "line {}, column {}",
                cause.line(),
                cause.column()
            ))
        });
    }
    let yaml: serde_yaml::Value = serde_yaml::from_str(text).map_err(|cause| {
        let error = Error::new(&file.name, format!("is not YAML: {cause}"));
        match cause.location() {
            Some(at) => error.at(format!("line {}, column {}", at.line(), at.column())),
            None => error,
        }
    })?;
    if yaml.is_null() {
        return Err(Error::new(&file.name, "is empty"));
    }
    json_of(yaml).map_err(|cause| Error::new(&file.name, cause))
}

/// JSON knows text keys only; `200:` without quotes, usual for statuses, becomes `"200"`.
fn json_of(yaml: serde_yaml::Value) -> std::result::Result<Value, String> {
    use serde_yaml::Value as Yaml;
    Ok(match yaml {
        Yaml::Sequence(items) => Value::Array(
            items
                .into_iter()
                .map(json_of)
                .collect::<std::result::Result<_, _>>()?,
        ),
        Yaml::Mapping(entries) => {
            let mut map = Map::new();
            for (key, value) in entries {
                let key = match key {
                    Yaml::String(text) => text,
                    Yaml::Number(number) => number.to_string(),
                    Yaml::Bool(flag) => flag.to_string(),
                    other => return Err(format!("has a key that is not text: {other:?}")),
                };
                map.insert(key, json_of(value)?);
            }
            Value::Object(map)
        }
        Yaml::Number(number) if number.as_f64().is_some_and(|n| !n.is_finite()) => {
            return Err(format!("has `{number}`, which is no JSON number"));
        }
        Yaml::Tagged(tagged) => return Err(format!("has a YAML tag: {}", tagged.tag)),
        scalar => serde_json::to_value(scalar).map_err(|cause| cause.to_string())?,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn file(text: &str) -> SpecFile {
        SpecFile {
            name: "some.yml".into(),
            text: text.into(),
        }
    }

    #[test]
    fn reads_yaml_and_json() {
        let wanted = json!({"responses": {"200": {"description": "ok"}}});
        assert_eq!(
            parse(&file("responses:\n  200:\n    description: ok\n")),
            Ok(wanted.clone())
        );
        assert_eq!(parse(&file(&wanted.to_string())), Ok(wanted));
    }

    #[test]
    fn says_where_text_breaks() {
        let error = parse(&file("a: 1\nb: [1\n")).unwrap_err();
        assert!(error.place().starts_with("line "), "{error}");
        let error = parse(&file("{\"a\": 1,\n}")).unwrap_err();
        assert_eq!(error.place(), "line 2, column 1");
    }

    #[test]
    fn refuses_an_empty_document() {
        for text in ["", "\n\n", "# nothing but a remark\n", "---\n", "\u{feff}"] {
            let error = parse(&file(text)).unwrap_err();
            assert_eq!(error.to_string(), "some.yml: is empty", "{text:?}");
        }
    }

    #[test]
    fn refuses_yaml_that_json_cannot_say() {
        let cases = [
            ("a: !tag 1", "tag"),
            ("[1, 2]: x", "key that is not text"),
            ("null: x", "key that is not text"),
            ("a: 1\na: 2", "duplicate"),
            ("a: 1\n---\nb: 2", "more than one document"),
            ("a: .nan", "number"),
        ];
        for (text, wanted) in cases {
            let error = parse(&file(text)).unwrap_err();
            assert!(error.to_string().contains(wanted), "{text:?}: {error}");
        }
    }

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
