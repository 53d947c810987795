//! The README and the guide list every kind of error.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

fn read(name: &str) -> String {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file:?}: {error}"))
}

fn kinds() -> BTreeSet<String> {
    let file = syn::parse_file(&read("src/error/mod.rs")).unwrap();
    let kinds = file.items.iter().find_map(|item| match item {
        syn::Item::Enum(item) if item.ident == "ErrorKind" => Some(&item.variants),
        _ => None,
    });
    let kinds = kinds.expect("the enum `ErrorKind` in src/error/mod.rs");
    kinds.iter().map(|kind| kind.ident.to_string()).collect()
}

/// The names in backticks at the beginning of the rows of the table with this heading.
fn rows(page: &str, heading: &str) -> BTreeSet<String> {
    let lines = page.lines().skip_while(|line| !line.starts_with(heading));
    let rows = lines.skip(1).take_while(|line| line.starts_with('|'));
    let names = rows.filter_map(|row| row.strip_prefix("| `")?.split_once('`'));
    names.map(|(name, _)| name.to_owned()).collect()
}

#[test]
fn the_pages_list_every_kind_of_error() {
    let kinds = kinds();
    assert_eq!(
        rows(&read("README.md"), "| `ErrorKind` |"),
        kinds,
        "README.md"
    );
    assert_eq!(
        rows(&read("src/guide/errors.md"), "| kind |"),
        kinds,
        "src/guide/errors.md"
    );
}
