//! The compiler, asked whether a program fits generated code.
//!
//! The generated files are compiled in a crate with the interface that they need (`codegen/tests/stub`). Serde is a fake
//! one, whose derives cost nothing: types are all that is asked about.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dust_sdk_codegen::Generated;
use serde_json::Value;
use tempfile::TempDir;

use crate::program;

/// The folder with the fakes and the crates.
pub(crate) struct Oracle {
    folder: TempDir,
}

/// Generated code that was compiled.
pub(crate) struct Crate {
    folder: PathBuf,
    /// A program that uses all of it.
    pub(crate) program: String,
}

impl Oracle {
    pub(crate) fn new() -> Self {
        let oracle = Self {
            folder: tempfile::tempdir().unwrap(),
        };
        for (name, text) in [
            ("derive", include_str!("fake/derive.rs")),
            ("serde", include_str!("fake/serde.rs")),
            ("serde_json", include_str!("fake/serde_json.rs")),
        ] {
            let source = oracle.path(&format!("{name}.rs"));
            fs::write(&source, text).unwrap();
            let kind = if name == "derive" {
                "proc-macro"
            } else {
                "lib"
            };
            let emit = if name == "derive" { "link" } else { "metadata" };
            let compiled = oracle.rustc(&source, &oracle.path(""), kind, emit, &[]);
            compiled.unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        oracle
    }

    fn path(&self, below: &str) -> PathBuf {
        self.folder.path().join(below)
    }

    fn rustc(
        &self,
        source: &Path,
        to: &Path,
        kind: &str,
        emit: &str,
        externs: &[&str],
    ) -> Result<(), String> {
        let mut rustc = Command::new(std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into()));
        rustc.args(["--edition=2024", "--cap-lints=allow", "-Cdebuginfo=0"]);
        rustc.args([format!("--crate-type={kind}"), format!("--emit={emit}")]);
        rustc
            .arg("-L")
            .arg(self.folder.path())
            .arg("-L")
            .arg(to)
            .arg("--out-dir")
            .arg(to);
        for name in ["derive", "serde", "serde_json"].iter().chain(externs) {
            rustc.arg("--extern").arg(name);
        }
        let output = rustc.arg(source).output().expect("rustc");
        let told = String::from_utf8_lossy(&output.stderr).into_owned();
        output.status.success().then_some(()).ok_or(told)
    }

    /// Compiles generated code.
    pub(crate) fn compile(&self, name: &str, document: &Value, generated: &Generated) -> Crate {
        let folder = self.path(name);
        copy(
            &Path::new(env!("CARGO_MANIFEST_DIR")).join("../codegen/tests/stub/src"),
            &folder,
        );
        fs::create_dir(folder.join("generated")).unwrap();
        let manual = program::manual_calls(generated);
        let library = fs::read_to_string(folder.join("lib.rs")).unwrap();
        let lines = library.lines().filter(|line| {
            !["#![deny", "#[cfg(test)]", "mod wire_tests"]
                .iter()
                .any(|start| line.starts_with(start))
        });
        let library: String = lines.map(|line| format!("{line}\n")).collect();
        for (file, text) in [
            (
                "lib.rs",
                format!("{library}\n/// Calls by hand.\npub mod manual;\n"),
            ),
            ("manual.rs", manual.clone()),
            ("generated/types.rs", generated.types.clone()),
            ("generated/requests.rs", generated.requests.clone()),
            ("generated/calls.rs", generated.calls.clone()),
            ("api.rs", program::resources(&generated.calls)),
            (
                "handwritten.rs",
                format!(
                    "handwritten!({});\n",
                    program::handwritten(&generated.types).join(", ")
                ),
            ),
            (
                "checked.rs",
                format!("checked!({});\n", program::checked(document).join(", ")),
            ),
        ] {
            fs::write(folder.join(file), text).unwrap();
        }
        fs::rename(folder.join("lib.rs"), folder.join("dust_sdk.rs")).unwrap();
        let compiled = self.rustc(&folder.join("dust_sdk.rs"), &folder, "lib", "metadata", &[]);
        compiled.unwrap_or_else(|error| panic!("{name} does not compile: {error}"));
        Crate {
            folder,
            program: program::of_users(&generated.types, &generated.calls, &manual),
        }
    }

    /// Whether a program compiles against a crate; the compiler's words, if it does not.
    pub(crate) fn accepts(&self, code: &Crate, name: &str, program: &str) -> Result<(), String> {
        let source = code.folder.join(format!("program_{name}.rs"));
        fs::write(&source, program).unwrap();
        self.rustc(&source, &code.folder, "lib", "metadata", &["dust_sdk"])
    }

    /// Frees the disk.
    pub(crate) fn forget(&self, code: Crate) {
        fs::remove_dir_all(code.folder).unwrap();
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let to = to.join(from.file_name().unwrap());
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, to).unwrap();
        }
    }
}
