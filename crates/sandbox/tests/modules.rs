//! The modules of the crate import each other in one direction only.

use std::collections::BTreeSet;
use std::path::Path;

use syn::visit::{self, Visit};

/// All modules, each before those that import it. A module with a folder stands after its own.
const ORDER: &[&str] = &[
    "error",
    "clock",
    "http::connection",
    "http::body",
    "http::request",
    "http::form",
    "http::reply",
    "http::api_error",
    "http",
    "faults",
    "state::shared",
    "state::ids",
    "state::access",
    "document::path",
    "document::schema",
    "document::example",
    "document::operation",
    "document",
    "script::tool",
    "script::question",
    "script::answer",
    "script::scripted_answers",
    "script",
    "state::agent",
    "state::app",
    "state::run",
    "state::window",
    "state::document",
    "state::table",
    "state::data_source",
    "state::space",
    "state::cuts",
    "state::history",
    "state::message",
    "state::conversation_rules",
    "state::conversation",
    "state::triggers",
    "state::workspace",
    "call",
    "check",
    "state::definition",
    "state",
    "defaults",
    "names",
    "account",
    "agents",
    "apps",
    "data::pages",
    "data::documents",
    "data::body",
    "data::upserts",
    "data::tables",
    "data::rows",
    "data::views",
    "data::semantic_search",
    "data::node_search",
    "data",
    "triggers",
    "exports::csv",
    "exports::zip",
    "exports::analytics_rows",
    "exports::analytics",
    "exports::usage",
    "exports",
    "conversations::bodies",
    "conversations::generation",
    "conversations::answering",
    "conversations::blocking_response",
    "conversations::post_message",
    "conversations::fragments",
    "conversations::conversation_calls",
    "conversations::event_stream",
    "conversations::approvals",
    "conversations::feedback",
    "conversations::mentions",
    "conversations::files",
    "conversations",
    "operations",
    "default_route",
    "routes",
    "router",
    "server",
    "sandbox",
    "builder",
    "seed::checks",
    "seed::answers",
    "seed::agents",
    "seed::routes",
    "seed::data",
    "seed::apps",
    "seed",
];

/// The paths of a file that begin with `crate`, tests and documentation apart.
#[derive(Default)]
struct Imports {
    paths: BTreeSet<Vec<String>>,
    relative: BTreeSet<String>,
}

impl Imports {
    fn add(&mut self, path: Vec<String>) {
        match path.first().map(String::as_str) {
            // `pub(crate)` is a path too.
            Some("crate") if path.len() > 1 => {
                self.paths.insert(path[1..].to_vec());
            }
            Some("super") => {
                self.relative.insert(path.join("::"));
            }
            _ => {}
        }
    }

    fn add_tree(&mut self, prefix: &[String], tree: &syn::UseTree) {
        let with = |name: &syn::Ident| [prefix, &[name.to_string()]].concat();
        match tree {
            syn::UseTree::Path(path) => self.add_tree(&with(&path.ident), &path.tree),
            syn::UseTree::Name(name) => self.add(with(&name.ident)),
            syn::UseTree::Rename(name) => self.add(with(&name.ident)),
            syn::UseTree::Glob(_) => self.add(prefix.to_vec()),
            syn::UseTree::Group(group) => {
                for tree in &group.items {
                    self.add_tree(prefix, tree);
                }
            }
        }
    }
}

fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let cfg = attribute.path().is_ident("cfg");
        let list = attribute.meta.require_list();
        cfg && list.is_ok_and(|list| list.tokens.to_string().contains("test"))
    })
}

impl<'ast> Visit<'ast> for Imports {
    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        if !is_test(&module.attrs) {
            visit::visit_item_mod(self, module);
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) {
            self.add_tree(&[], &item.tree);
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path.segments.iter();
        self.add(segments.map(|segment| segment.ident.to_string()).collect());
        visit::visit_path(self, path);
    }
}

/// The module that a path leads to: the longest beginning that is one.
fn module_of(path: &[String]) -> Option<usize> {
    (1..=path.len()).rev().find_map(|length| {
        let name = path[..length].join("::");
        ORDER.iter().position(|known| **known == *name)
    })
}

fn modules(folder: &Path, prefix: &str, found: &mut Vec<(String, String)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let stem = path.file_stem().unwrap().to_str().unwrap();
        let name = format!("{prefix}{stem}");
        if path.is_dir() && stem != "bin" {
            modules(&path, &format!("{name}::"), found);
        } else if path.extension().is_some_and(|end| end == "rs") {
            let name = match stem {
                "mod" => prefix.trim_end_matches("::").to_owned(),
                _ => name,
            };
            found.push((name, std::fs::read_to_string(&path).unwrap()));
        }
    }
}

#[test]
fn imports_go_one_way() {
    let mut found = Vec::new();
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    modules(&source, "", &mut found);
    found.retain(|(name, _)| name != "lib" && !name.ends_with("tests"));
    let names: BTreeSet<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        ORDER.iter().copied().collect(),
        "the list of modules"
    );
    let mut checked = 0;
    for (name, text) in &found {
        let place = ORDER.iter().position(|known| known == name).unwrap();
        let mut imports = Imports::default();
        imports.visit_file(&syn::parse_file(text).unwrap());
        assert!(
            imports.relative.is_empty(),
            "{name}: {:?}",
            imports.relative
        );
        for path in &imports.paths {
            let module = module_of(path);
            let module = module.unwrap_or_else(|| panic!("{name}: crate::{}", path.join("::")));
            assert!(
                module < place,
                "{name} imports {}, which stands after it",
                ORDER[module]
            );
            checked += 1;
        }
    }
    assert!(checked > 100, "{checked} imports");
}
