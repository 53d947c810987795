//! What the documentation has to show: the data model at `dust_sdk::types`, and an example for every handle and call.

use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, Fields, Item, Lit, Meta, Visibility};

fn source(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(path)
}

fn items(path: &Path) -> Vec<Item> {
    let code = fs::read_to_string(path).unwrap();
    syn::parse_file(&code).unwrap().items
}

fn docs(attributes: &[Attribute]) -> String {
    let mut lines = Vec::new();
    for attribute in attributes {
        if let Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let Expr::Lit(value) = &pair.value
            && let Lit::Str(line) = &value.lit
        {
            lines.push(line.value());
        }
    }
    lines.join("\n")
}

/// `#[doc(hidden)]`, `#[doc(no_inline)]` and the like.
fn has_doc_option(attributes: &[Attribute]) -> bool {
    let mut lists = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"));
    lists.any(|attribute| matches!(attribute.meta, Meta::List(_)))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// The name of a type, its attributes, and those of its members.
type Documented<'a> = (String, &'a [Attribute], Vec<&'a [Attribute]>);

/// The public types of a file, with their attributes and those of their fields and variants.
fn types(items: &[Item]) -> Vec<Documented<'_>> {
    let mut types = Vec::new();
    for item in items {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let fields = match &item.fields {
                    Fields::Named(fields) => fields.named.iter().collect(),
                    _ => Vec::new(),
                };
                let fields = fields.into_iter().filter(|field| is_public(&field.vis));
                let fields = fields.map(|field| &*field.attrs).collect();
                types.push((item.ident.to_string(), &*item.attrs, fields));
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let variants = item.variants.iter().map(|variant| &*variant.attrs);
                types.push((item.ident.to_string(), &item.attrs, variants.collect()));
            }
            _ => {}
        }
    }
    types
}

/// A type appears at `dust_sdk::types` if the module where it is written is private, and is re-exported without an option.
#[test]
fn types_are_documented_where_users_find_them() {
    let root = items(&source("lib.rs"));
    let module = |name: &str| {
        root.iter().find_map(|item| match item {
            Item::Mod(module) if module.ident == name => Some(module),
            _ => None,
        })
    };
    assert!(is_public(&module("types").unwrap().vis));
    assert!(!has_doc_option(&module("types").unwrap().attrs));
    assert!(!is_public(&module("generated").unwrap().vis));
    let exported = items(&source("types/mod.rs"));
    let exported = exported.iter().filter_map(|item| match item {
        Item::Use(item) if is_public(&item.vis) => Some(item),
        _ => None,
    });
    let exported: Vec<_> = exported.collect();
    assert!(exported.len() >= 4, "{}", exported.len());
    assert!(exported.iter().all(|item| !has_doc_option(&item.attrs)));

    let generated = items(&source("generated/types.rs"));
    let types = types(&generated);
    assert!(types.len() > 148, "{} types", types.len());
    for (name, attributes, members) in types {
        assert!(!docs(attributes).trim().is_empty(), "{name}");
        assert!(!has_doc_option(attributes), "{name}");
        for member in members {
            assert!(!docs(member).trim().is_empty(), "a member of {name}");
            assert!(!has_doc_option(member), "a member of {name}");
        }
    }
}

#[test]
fn every_handle_and_call_has_an_example() {
    let mut count = 0;
    for item in items(&source("generated/calls.rs")) {
        let Item::Mod(module) = item else { continue };
        for (name, attributes, _) in types(&module.content.unwrap().1) {
            count += 1;
            assert!(docs(attributes).contains("```no_run"), "{name}");
        }
    }
    assert!(count > 60, "{count} handles and calls");
}

/// What a program begins with, and every call of conversations that is written by hand.
#[test]
fn entry_points_have_examples() {
    for (path, names) in [
        ("api/ask/mod.rs", &["Ask", "ask"][..]),
        ("api/ask/answer.rs", &["Answer"]),
        ("api/ask/answer_stream.rs", &["AnswerStream"]),
        ("api/ask/approvals.rs", &["Approvals"]),
        ("api/ask/follow_answer.rs", &["answer"]),
        ("api/apps/mod.rs", &["run", "wait"]),
        ("api/apps/run_app.rs", &["stream", "start"]),
        (
            "api/conversations/mod.rs",
            &[
                "create",
                "post",
                "messages",
                "rename",
                "mark_read",
                "events",
                "approve",
                "reject",
            ],
        ),
        ("api/documents/mod.rs", &["upsert", "upsert_all"]),
        ("api/files/mod.rs", &["upload"]),
        ("api/tables/mod.rs", &["list", "create", "upsert"]),
        ("api/workspace/mod.rs", &["analytics", "analytics_rows"]),
        ("client/config.rs", &["Config"]),
        ("client/mod.rs", &["Client"]),
        ("client/request.rs", &["Request"]),
        ("error/mod.rs", &["Error"]),
        ("stream/pages.rs", &["Pages"]),
        ("transfer/export.rs", &["Export"]),
        ("transfer/file.rs", &["File"]),
        ("types/run_event.rs", &["RunEvent"]),
    ] {
        let code = items(&source(path));
        let mut documented: Vec<(String, String)> = types(&code)
            .into_iter()
            .map(|(name, attributes, _)| (name, docs(attributes)))
            .collect();
        for item in &code {
            let Item::Impl(item) = item else { continue };
            for member in &item.items {
                if let syn::ImplItem::Fn(method) = member {
                    documented.push((method.sig.ident.to_string(), docs(&method.attrs)));
                }
            }
        }
        for name in names {
            let has_example =
                |(known, docs): &(String, String)| known == name && docs.contains("```");
            assert!(documented.iter().any(has_example), "{name} in {path}");
        }
    }
}
