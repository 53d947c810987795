//! The checked-in files are what the specs make: a stale one fails here, with the command that renews it.

#![cfg(feature = "codegen")]

/// What `build.rs` made of the specs for this very build.
macro_rules! built {
    ($name:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $name))
    };
}

#[track_caller]
fn assert_same(name: &str, checked_in: &str, built: &str) {
    let mut lines = checked_in.lines().zip(built.lines()).enumerate();
    let first = lines.find(|(_, (checked_in, built))| checked_in != built);
    let place = first.map(|(at, (checked_in, built))| {
        format!(
            "line {}:\n  checked in: {checked_in}\n  from specs: {built}",
            at + 1
        )
    });
    let place = place.unwrap_or_else(|| "one of them is longer".to_owned());
    assert!(
        checked_in == built,
        "{name} is stale; run `cargo xtask regen --from specs` and commit what it writes\n{place}"
    );
}

#[test]
fn code_is_what_the_specs_make() {
    for (name, checked_in, built) in [
        (
            "types.rs",
            include_str!("../../src/generated/types.rs"),
            built!("types.rs"),
        ),
        (
            "requests.rs",
            include_str!("../../src/generated/requests.rs"),
            built!("requests.rs"),
        ),
        (
            "calls.rs",
            include_str!("../../src/generated/calls.rs"),
            built!("calls.rs"),
        ),
    ] {
        assert_same(&format!("src/generated/{name}"), checked_in, built);
    }
}

#[test]
fn document_is_what_the_specs_make() {
    let checked_in = include_str!("../../specs/dust.openapi.json");
    assert_same(
        "specs/dust.openapi.json",
        checked_in,
        built!("dust.openapi.json"),
    );
}
