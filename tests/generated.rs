//! The checked-in files are what the specs make: a stale one fails here, with the command that renews it.

#![cfg(feature = "codegen")]

/// What `build.rs` made of the specs for this very build.
const BUILT: [&str; 2] = [
    include_str!(concat!(env!("OUT_DIR"), "/generated.rs")),
    include_str!(concat!(env!("OUT_DIR"), "/dust.openapi.json")),
];

#[track_caller]
fn assert_same(name: &str, checked_in: &str, built: &str) {
    let lines = checked_in.lines().zip(built.lines()).enumerate();
    let first = lines
        .filter(|(_, (checked_in, built))| checked_in != built)
        .next();
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
fn the_checked_in_client_is_what_the_specs_make() {
    assert_same(
        "src/generated.rs",
        include_str!("../src/generated.rs"),
        BUILT[0],
    );
}

#[test]
fn the_checked_in_document_is_what_the_specs_make() {
    let checked_in = include_str!("../specs/dust.openapi.json");
    assert_same("specs/dust.openapi.json", checked_in, BUILT[1]);
}
