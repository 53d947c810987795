//! One more spec costs one file, an overlay, and a module: what comes out compiles.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dust_sdk_codegen::{Generated, correct, generate};

use crate::support::{joined, real, root, with};

const NAME: &str = "dust-reminders-api-openapi.yml";
const SPEC: &str = include_str!("../fourth/dust-reminders-api-openapi.yml");
const ACTIONS: &str = include_str!("../fourth/overlay.part.yml");
const MODULE: &str = include_str!("../fourth/fourth.rs");

fn generated() -> Generated {
    let input = with(real(), NAME, SPEC, ACTIONS);
    let corrected = correct(&input).expect("a spec that can be corrected");
    assert!(corrected.redundant.is_empty(), "{:?}", corrected.redundant);
    generate(&corrected.document)
        .map_err(|error| input.attribute_error(error).to_string())
        .expect("a spec that can be generated")
}

#[test]
fn the_other_specs_are_generated_as_before() {
    let with_fourth = joined(&generated());
    let without = joined(&generate(&correct(&real()).unwrap().document).unwrap());
    for line in without.lines().map(str::trim) {
        let is_item = ["pub struct ", "pub enum ", "pub fn ", "pub(crate) fn "];
        if is_item.iter().any(|start| line.starts_with(start)) {
            assert!(with_fourth.contains(line), "{line}");
        }
    }
}

#[test]
fn the_rules_hold_for_it_too() {
    let code = joined(&generated());
    let body = |start: &str| {
        let from = code.find(start).unwrap_or_else(|| panic!("no `{start}`"));
        &code[from..code[from..]
            .find("\n}\n")
            .map_or(code.len(), |end| from + end)]
    };
    let request = body("pub struct NewReminder {");
    assert!(
        request.contains(
            "pub content_fragments: ::std::option::Option<::std::vec::Vec<ReminderNote>>"
        ),
        "{request}"
    );
    assert!(
        !code.contains("default_u64") && !code.contains("fn defaults"),
        "defaults are sent"
    );
    let message = body("pub struct ReminderNote {");
    assert!(
        message.contains("/// ```text"),
        "an example of ours: {message}"
    );
    assert_eq!(code.matches("pub struct Run {").count(), 1);
}

/// The crate itself, with the new file's code and a module that uses it, goes through the compiler.
#[test]
fn what_comes_out_compiles() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path();
    for entry in fs::read_dir(root()).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().to_string_lossy().into_owned();
        if !matches!(name.as_str(), "target" | ".git" | "fuzz" | "node_modules") {
            copy_all(&entry.path(), &copy.join(&name));
        }
    }
    let generated = generated();
    for (name, text) in [
        ("types.rs", generated.types),
        ("requests.rs", generated.requests),
        ("calls.rs", generated.calls),
    ] {
        fs::write(copy.join("src/generated").join(name), text).unwrap();
    }
    fs::write(copy.join("src/fourth.rs"), MODULE).unwrap();
    let library = fs::read_to_string(copy.join("src/lib.rs")).unwrap();
    fs::write(
        copy.join("src/lib.rs"),
        format!("{library}\n#[allow(dead_code)]\nmod fourth;\n"),
    )
    .unwrap();
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR"));
    let output = Command::new(env!("CARGO"))
        .args([
            "check",
            "--quiet",
            "--offline",
            "--package",
            "dust-sdk",
            "--lib",
        ])
        .args(["--no-default-features", "--target-dir"])
        .arg(target.parent().unwrap())
        .current_dir(copy)
        .output()
        .unwrap();
    let messages = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{messages}");
}

fn copy_all(from: &Path, to: &Path) {
    if !from.is_dir() {
        fs::copy(from, to).unwrap();
        return;
    }
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if !matches!(entry.file_name().to_str(), Some("node_modules" | "target")) {
            copy_all(&entry.path(), &to.join(entry.file_name()));
        }
    }
}
