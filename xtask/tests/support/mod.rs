//! A copy of the project's specs in a temporary folder, and the commands run on it.

// Each test file has this as a module of its own, and uses a part of it.
#![allow(dead_code, unreachable_pub)]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;
use tempfile::TempDir;

pub mod server;

pub const AGENTS: &str = "dust-agents-api-openapi.yml";
pub const APPS: &str = "dust-apps-api-openapi.yml";
pub const WORKSPACE: &str = "dust-workspace-api-openapi.yml";
pub const APPS_OVERLAY: &str = "specs/overlay/apps.yml";

/// The published files that are checked in, by name.
pub fn published() -> Vec<String> {
    let entries = fs::read_dir(project().join("specs")).unwrap();
    let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".yml")).collect();
    names.sort();
    names
}

/// The project that this test belongs to.
fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// What a command printed, and whether it succeeded.
#[derive(Debug)]
pub struct CommandOutput {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl CommandOutput {
    /// The rows of a JSON report, of a command that succeeded.
    #[track_caller]
    pub fn rows(&self) -> Vec<Value> {
        assert_eq!(self.code, 0, "{self:#?}");
        let lines = self.stdout.lines();
        lines
            .map(|line| serde_json::from_str(line).expect(line))
            .collect()
    }

    /// The rows in short: `class subject:path change direction`.
    #[track_caller]
    pub fn short_rows(&self) -> Vec<String> {
        self.rows().iter().map(short).collect()
    }

    /// Asserts a failure with code 1 and one message on standard error that says all of this.
    #[track_caller]
    pub fn fails_with(&self, parts: &[&str]) {
        assert_eq!(self.code, 1, "{self:#?}");
        let stderr = format!("\n{}", self.stderr);
        let errors: Vec<&str> = stderr.split("\nerror: ").collect();
        assert_eq!(errors.len(), 2, "one error: {self:#?}");
        for part in parts {
            assert!(errors[1].contains(part), "`{part}`: {self:#?}");
        }
        assert!(!self.stderr.contains("panicked"), "{self:#?}");
    }
}

/// A row in short; every row has to have what reports promise.
#[track_caller]
pub fn short(row: &Value) -> String {
    let text = |key: &str| row[key].as_str().unwrap_or_default();
    assert!(
        ["breaking", "addition", "documentation", "redundant"].contains(&text("class")),
        "{row}"
    );
    for key in ["path", "before", "after"] {
        assert!(row.get(key).is_some(), "{key}: {row}");
    }
    let subject = row
        .get("operation")
        .or(row.get("schema"))
        .and_then(Value::as_str);
    let subject = subject.unwrap_or_else(|| panic!("no subject: {row}"));
    let line = format!(
        "{} {subject}:{} {} {}",
        text("class"),
        text("path"),
        text("change"),
        text("direction")
    );
    line.trim_end().to_owned()
}

/// A copy of the specs, of what is made of them, and of the manifest.
pub struct Copy {
    folder: TempDir,
}

impl Copy {
    pub fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let copy = Self { folder };
        fs::create_dir(copy.path("src")).unwrap();
        for folder in ["specs", "src/generated"] {
            copy_folder(&project().join(folder), &copy.path(folder));
        }
        fs::copy(project().join("Cargo.toml"), copy.path("Cargo.toml")).unwrap();
        copy
    }

    /// A project of these files, and of what `regen` makes of them.
    pub fn of(files: &[(&str, &str)]) -> Self {
        let copy = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        copy.write("Cargo.toml", "[package]\nversion = \"0.1.0\"\n");
        fs::create_dir_all(copy.path("src/generated")).unwrap();
        for (name, text) in files {
            copy.write(name, text);
        }
        let made = copy.regen(&["--from", "specs"]);
        assert_eq!(made.code, 0, "{}", made.stderr);
        copy
    }

    pub fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    /// The generated Rust, all of it.
    pub fn generated(&self) -> String {
        ["types", "requests", "calls"]
            .map(|name| self.read(&format!("src/generated/{name}.rs")))
            .concat()
    }

    pub fn read(&self, below: &str) -> String {
        fs::read_to_string(self.path(below)).unwrap()
    }

    pub fn write(&self, below: &str, text: impl AsRef<[u8]>) {
        let path = self.path(below);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs a command on this copy.
    pub fn run(&self, arguments: &[&str]) -> CommandOutput {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(arguments)
            .arg("--root")
            .arg(self.folder.path())
            .current_dir(self.folder.path())
            .env("NO_PROXY", "127.0.0.1")
            .output()
            .unwrap();
        CommandOutput {
            code: output.status.code().unwrap_or(-1),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// `regen --report json` and these.
    pub fn regen(&self, arguments: &[&str]) -> CommandOutput {
        self.run(&[&["regen", "--report", "json"], arguments].concat())
    }

    /// `diff --report json` of two folders or files.
    pub fn diff(&self, old: &str, new: &str) -> CommandOutput {
        self.run(&["diff", "--report", "json", old, new])
    }

    /// The published files, changed, in the folder `new`.
    pub fn publish(&self, changes: impl Fn(&str, &mut Value)) {
        for name in published() {
            let name = name.as_str();
            let mut document = parse(&self.read(&format!("specs/{name}")));
            changes(name, &mut document);
            self.write(
                &format!("new/{name}"),
                serde_yaml::to_string(&document).unwrap(),
            );
        }
    }

    /// The published files with one change, in the folder `new`.
    pub fn publish_one(&self, file: &str, change: impl Fn(&mut Value)) {
        self.publish(|name, document| {
            if name == file {
                change(document);
            }
        });
    }

    /// The specs with their overlays, in the folder `new`.
    pub fn specs_as_new(&self) {
        copy_folder(&self.path("specs"), &self.path("new"));
    }

    /// Every file with its text.
    pub fn files(&self) -> BTreeMap<PathBuf, Vec<u8>> {
        let mut files = BTreeMap::new();
        let mut folders = vec![self.path("specs"), self.path("src")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    files.insert(path.clone(), fs::read(path).unwrap());
                }
            }
        }
        files
    }

    /// Runs `regen`, which has to fail saying all of this, and to change no file.
    #[track_caller]
    pub fn refuses(&self, arguments: &[&str], parts: &[&str]) {
        let before = self.files();
        let outcome = self.regen(arguments);
        outcome.fails_with(parts);
        assert!(self.files() == before, "files changed: {outcome:#?}");
    }
}

fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let to = to.join(from.file_name().unwrap());
        if from.is_dir() {
            copy_folder(&from, &to);
        } else {
            fs::copy(&from, &to).unwrap();
        }
    }
}

pub fn parse(yaml: &str) -> Value {
    serde_yaml::from_str(yaml).unwrap()
}

/// Puts a value at a place, given as a JSON pointer; `-` as the last step appends, null removes.
#[track_caller]
pub fn put(document: &mut Value, place: &str, value: Value) {
    let (parent, key) = place.rsplit_once('/').unwrap();
    let key = key.replace("~1", "/");
    let parent = document
        .pointer_mut(parent)
        .unwrap_or_else(|| panic!("no place {parent}"));
    match parent {
        Value::Object(object) if value.is_null() => {
            object
                .remove(&key)
                .unwrap_or_else(|| panic!("nothing at {place}"));
        }
        Value::Object(object) => {
            object.insert(key, value);
        }
        Value::Array(list) if key == "-" => list.push(value),
        Value::Array(list) if value.is_null() => {
            list.remove(key.parse().unwrap());
        }
        Value::Array(list) => list[key.parse::<usize>().unwrap()] = value,
        other => panic!("{place}: {other}"),
    }
}

/// The place of an operation, as a JSON pointer.
pub fn operation(path: &str, method: &str) -> String {
    let path = format!("/api/v1/w/{{wId}}/{path}");
    format!("/paths/{}/{method}", path.replace('/', "~1"))
}
