//! What several tests need: the real specs, and variants of them.

use std::path::PathBuf;

use dust_sdk_codegen::{Generated, Input, SpecFile, read_input};
use serde_json::Value;

/// The folder of the project.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The specs and the overlays, as they are checked in.
pub(crate) fn real() -> Input {
    read_input(&root().join("specs")).expect("the specs are there")
}

/// All generated files as one text.
pub(crate) fn joined(generated: &Generated) -> String {
    [&generated.types, &generated.requests, &generated.calls]
        .map(String::as_str)
        .concat()
}

/// A file of the project as text.
pub(crate) fn text(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).expect(path)
}

/// One more published spec, and an overlay of its own with these actions.
pub(crate) fn with(mut input: Input, name: &str, spec: &str, actions: &str) -> Input {
    input.specs.push(file(name, spec));
    if !actions.is_empty() {
        let text =
            format!("overlay: 1.0.0\ninfo: {{ title: t, version: '1' }}\nactions:\n{actions}");
        input.overlays.push(file("overlay/more.yml", &text));
    }
    input
}

/// A file of the pipeline.
pub(crate) fn file(name: &str, text: &str) -> SpecFile {
    SpecFile {
        name: name.to_owned(),
        text: text.to_owned(),
    }
}

/// An input of one spec, given as YAML, whose operations have names.
pub(crate) fn alone(spec: &str) -> Input {
    Input {
        specs: vec![file("made-up.yml", spec)],
        written: Vec::new(),
        overlays: vec![file("overlay.yml", "overlay: 1.0.0\nactions: []\n")],
    }
}

/// Changes each published spec as JSON and prints it again.
pub(crate) fn changed(mut input: Input, change: impl Fn(&mut Value)) -> Input {
    for spec in &mut input.specs {
        let mut document = dust_sdk_codegen::parse(spec).expect("a spec that parses");
        change(&mut document);
        spec.text = document.to_string();
    }
    input
}
