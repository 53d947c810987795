//! Imports between the rooms of `src/` flow one way.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::modules::{Crate, ModulePath};

/// The rooms of `src/`, lowest first: what is in one may import what stands above it in this list.
/// `docs/src/architecture.md` shows the same list.
const ROOMS: &[&[&str]] = &[
    &["error"],
    &["types", "generated::types"],
    &["http"],
    &["client"],
    &["stream"],
    &["transfer"],
    &["generated::requests"],
    &["generated::calls"],
    &["api"],
];

/// What only gathers: it may import all rooms, and no room may import it.
const ABOVE: &[&str] = &["", "fuzz", "generated", "guide", "guide::"];

/// The place in `ROOMS` of the room that a path leads into.
fn room_of(path: &[String]) -> Option<usize> {
    let is_in = |module: &&str| {
        let mut segments = module.split("::");
        let mut path = path.iter();
        segments.all(|segment| path.next().is_some_and(|next| next == segment))
    };
    ROOMS.iter().position(|modules| modules.iter().any(is_in))
}

/// The resource of `api/` that a path leads into.
fn resource_of(path: &[String]) -> Option<&str> {
    match path {
        [first, resource, ..] if first == "api" => Some(resource),
        _ => None,
    }
}

/// The imports that climb, each as a line.
fn climbs(read: &Crate) -> Vec<String> {
    let mut found = Vec::new();
    for (module, imports) in &read.imports {
        let name = module.join("::");
        if ABOVE
            .iter()
            .any(|above| name == *above || above.ends_with("::") && name.starts_with(above))
        {
            continue;
        }
        let Some(room) = room_of(module) else {
            found.push(format!("{name} is in no room"));
            continue;
        };
        for import in imports {
            match room_of(&read.resolve(import)) {
                Some(other) if other <= room => {}
                Some(_) => found.push(format!(
                    "{name} imports {}, which is in a higher room",
                    import.join("::")
                )),
                None => found.push(format!(
                    "{name} imports {}, which is in no room",
                    import.join("::")
                )),
            }
        }
    }
    found
}

/// The resources that import each other in a circle, if there are any.
fn circle(read: &Crate) -> Option<Vec<&str>> {
    let mut imports: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for (module, paths) in &read.imports {
        if let Some(resource) = resource_of(module) {
            let others = paths.iter().map(|path| read.resolve(path));
            let others = others.filter_map(|path| resource_of(&path).map(str::to_owned));
            imports
                .entry(resource)
                .or_default()
                .extend(others.filter(|other| other != resource));
        }
    }
    // A resource that imports only finished ones is finished itself; what is left at the end leads into a circle.
    while let Some(done) = imports
        .iter()
        .find(|(_, others)| others.iter().all(|other| !imports.contains_key(&**other)))
    {
        let done = *done.0;
        imports.remove(done);
    }
    (!imports.is_empty()).then(|| imports.into_keys().collect())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn rust_files(folder: &Path, found: &mut BTreeSet<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            found.insert(path);
        }
    }
}

#[test]
fn imports_flow_down() {
    let read = Crate::read(&root().join("src"));
    assert_eq!(climbs(&read), Vec::<String>::new());
    let count: usize = read.imports.values().map(BTreeSet::len).sum();
    assert!(count > 200, "only {count} imports were found");
}

#[test]
fn resources_import_each_other_in_no_circle() {
    let read = Crate::read(&root().join("src"));
    assert_eq!(circle(&read), None);
    let resources: BTreeSet<_> = read
        .imports
        .keys()
        .filter_map(|module| resource_of(module))
        .collect();
    assert!(resources.len() >= 8, "{resources:?}");
}

#[test]
fn every_file_is_read() {
    let source = root().join("src");
    let read = Crate::read(&source);
    let mut all = BTreeSet::new();
    rust_files(&source, &mut all);
    assert_eq!(&read.files | &read.test_files, all);
}

#[test]
fn the_architecture_page_shows_the_rooms() {
    let page = fs::read_to_string(root().join("docs/src/architecture.md")).unwrap();
    let (_, table) = page
        .split_once("\n## Rooms\n")
        .expect("a heading \"Rooms\"");
    let rows = table
        .lines()
        .skip_while(|line| !line.starts_with("| `"))
        .take_while(|line| line.starts_with("| `"));
    let shown: Vec<String> = rows
        .map(|row| row.split('|').nth(1).unwrap().trim().to_owned())
        .collect();
    let rooms: Vec<String> = ROOMS
        .iter()
        .map(|modules| format!("`{}`", modules.join("`, `")))
        .collect();
    assert_eq!(shown, rooms);
}

/// A crate of these files, read.
fn crate_of(files: &[(&str, &str)]) -> Crate {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        let file = folder.path().join(name);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    Crate::read(folder.path())
}

#[test]
fn finds_an_upward_import_wherever_it_stands() {
    const LIB: &str =
        "mod api; mod client; mod http; mod types; pub use client::Client; pub use api::agents;";
    for climbing in [
        "use crate::client::Client;",
        "use crate::{client::Client as Other};",
        "use super::Client;",
        "fn f() { crate::client::Client::new(); }",
        "fn f(_: &crate::Client) {}",
        "mod inner { use super::super::client; }",
        "fn f() { println!(\"{}\", crate::agents::NAME); }",
        "macro_rules! m { () => { $crate::api::agents::f() } }",
        "struct S { #[serde(with = \"crate::client::number\")] f: u8 }",
        "#[cfg(not(test))] use crate::client::Client;",
    ] {
        let read = crate_of(&[
            ("lib.rs", LIB),
            ("http.rs", climbing),
            ("client/mod.rs", "pub struct Client;"),
            ("types.rs", ""),
            ("api.rs", "pub mod agents {}"),
        ]);
        assert_eq!(climbs(&read).len(), 1, "{climbing}: {:?}", climbs(&read));
    }
    for flat in [
        "use crate::types::Agent;",
        "use super::types;",
        "/// See [`Client`](crate::Client).\npub(crate) struct S;",
        "#[cfg(test)] mod tests { use crate::client::Client; }",
        "#[cfg(test)] use crate::client::Client;",
        "fn f() { println!(\"crate::client::Client\"); }",
    ] {
        let read = crate_of(&[
            ("lib.rs", LIB),
            ("http.rs", flat),
            ("client/mod.rs", "pub struct Client;"),
            ("types.rs", ""),
            ("api.rs", "pub mod agents {}"),
        ]);
        assert_eq!(climbs(&read), Vec::<String>::new(), "{flat}");
    }
}

#[test]
fn finds_a_circle_of_resources() {
    let files = |last: &'static str| {
        crate_of(&[
            ("lib.rs", "mod api;"),
            ("api/mod.rs", "mod agents; mod ask; mod files; mod spaces;"),
            ("api/agents.rs", "use crate::api::ask::Ask;"),
            ("api/ask/mod.rs", "use super::files::File;"),
            ("api/files.rs", last),
            ("api/spaces.rs", ""),
        ])
    };
    assert_eq!(circle(&files("")), None);
    let read = files("fn f() { crate::api::agents::g(); }");
    assert_eq!(circle(&read), Some(vec!["agents", "ask", "files"]));
}

#[test]
fn names_what_is_in_no_room() {
    let read = crate_of(&[
        ("lib.rs", "mod http; mod helpers;"),
        ("http.rs", "use crate::helpers::f;"),
        ("helpers.rs", ""),
    ]);
    let path: ModulePath = vec!["helpers".to_owned()];
    assert!(read.imports.contains_key(&path));
    assert_eq!(
        climbs(&read),
        [
            "helpers is in no room",
            "http imports helpers::f, which is in no room"
        ]
    );
}
