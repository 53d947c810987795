//! Reads the modules of a crate with `syn`, from `lib.rs` on, and the paths into the crate that each of them names.
//!
//! Paths are read where they are code: in `use`, in expressions and types, in macros, and in the strings of attributes such as
//! `#[serde(with = "crate::…")]`. Documentation and `#[cfg(test)]` do not count.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A path as its segments, from the root of the crate; the root itself has none.
pub(crate) type ModulePath = Vec<String>;

#[derive(Default)]
pub(crate) struct Crate {
    /// The paths that each module names.
    pub(crate) imports: BTreeMap<ModulePath, BTreeSet<ModulePath>>,
    /// The files that were read.
    pub(crate) files: BTreeSet<PathBuf>,
    /// The files that are compiled for tests only.
    pub(crate) test_files: BTreeSet<PathBuf>,
    /// What `lib.rs` re-exports: the name, and the path that it stands for.
    re_exports: BTreeMap<String, ModulePath>,
}

impl Crate {
    pub(crate) fn read(source: &Path) -> Self {
        let mut read = Self::default();
        let mut waiting = vec![(source.join("lib.rs"), ModulePath::new())];
        while let Some((file, module)) = waiting.pop() {
            let text =
                fs::read_to_string(&file).unwrap_or_else(|error| panic!("{file:?}: {error}"));
            let syntax = syn::parse_file(&text).unwrap_or_else(|error| panic!("{file:?}: {error}"));
            if module.is_empty() {
                read.re_exports = re_exports(&syntax);
            }
            read.imports.entry(module.clone()).or_default();
            let mut reader = Reader {
                file: &file,
                module,
                waiting: &mut waiting,
                read: &mut read,
            };
            reader.visit_file(&syntax);
            read.files.insert(file);
        }
        read
    }

    /// The path with a re-export of `lib.rs` followed to where the item is defined.
    pub(crate) fn resolve(&self, path: &[String]) -> ModulePath {
        match path.split_first() {
            Some((first, rest)) => match self.re_exports.get(first) {
                Some(target) => [target, rest].concat(),
                None => path.to_vec(),
            },
            None => ModulePath::new(),
        }
    }
}

/// The names that the root of the crate re-exports of its own modules.
fn re_exports(root: &syn::File) -> BTreeMap<String, ModulePath> {
    let mut found = BTreeMap::new();
    for item in &root.items {
        if let syn::Item::Use(item) = item {
            leaves(&item.tree, &mut Vec::new(), &mut |path, name| {
                let path = path.strip_prefix(&["crate".to_owned()]).unwrap_or(path);
                found.insert(name.to_owned(), path.to_vec());
            });
        }
    }
    found
}

/// Calls `each` with every path of a `use` and the name that it gets.
fn leaves(tree: &syn::UseTree, prefix: &mut ModulePath, each: &mut impl FnMut(&[String], &str)) {
    let (segment, name) = match tree {
        syn::UseTree::Path(path) => {
            prefix.push(path.ident.to_string());
            leaves(&path.tree, prefix, each);
            prefix.pop();
            return;
        }
        syn::UseTree::Group(group) => {
            for tree in &group.items {
                leaves(tree, prefix, each);
            }
            return;
        }
        syn::UseTree::Glob(_) => return each(prefix, "*"),
        syn::UseTree::Name(name) => (&name.ident, &name.ident),
        syn::UseTree::Rename(rename) => (&rename.ident, &rename.rename),
    };
    prefix.push(segment.to_string());
    each(prefix, &name.to_string());
    prefix.pop();
}

struct Reader<'a> {
    file: &'a Path,
    module: ModulePath,
    waiting: &'a mut Vec<(PathBuf, ModulePath)>,
    read: &'a mut Crate,
}

impl Reader<'_> {
    /// Notes a path that begins with `crate`, `self` or `super`.
    fn add(&mut self, path: &[String]) {
        let mut absolute = self.module.clone();
        let mut rest = path;
        match path.first().map(String::as_str) {
            Some("crate") => {
                absolute.clear();
                rest = &path[1..];
            }
            Some("self") if path.len() > 1 => rest = &path[1..],
            Some("super") => {}
            _ => return,
        }
        while rest.first().is_some_and(|first| first == "super") {
            absolute.pop().expect("`super` of the root of the crate");
            rest = &rest[1..];
        }
        absolute.extend_from_slice(rest);
        let module = self.module.clone();
        self.read
            .imports
            .entry(module)
            .or_default()
            .insert(absolute);
    }

    /// Notes the paths among tokens that `syn` does not parse; with `strings`, also those in string literals.
    fn add_tokens(&mut self, tokens: TokenStream, strings: bool) {
        let mut path = Vec::new();
        let mut colons = 0;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    if colons != 2 {
                        self.add(&std::mem::take(&mut path));
                    }
                    path.push(ident.to_string());
                    colons = 0;
                }
                TokenTree::Punct(punct) if punct.as_char() == ':' => colons += 1,
                other => {
                    self.add(&std::mem::take(&mut path));
                    colons = 0;
                    match other {
                        TokenTree::Group(group) => self.add_tokens(group.stream(), strings),
                        TokenTree::Literal(literal) if strings => {
                            self.add_string(&literal.to_string());
                        }
                        _ => {}
                    }
                }
            }
        }
        self.add(&path);
    }

    fn add_string(&mut self, literal: &str) {
        if let Ok(text) = syn::parse_str::<syn::LitStr>(literal)
            && let Ok(tokens) = text.value().parse()
        {
            self.add_tokens(tokens, false);
        }
    }

    /// Where the file of a module is that this file declares.
    fn file_of(&self, name: &str) -> PathBuf {
        let folder = self.file.parent().expect("a file is in a folder");
        let stem = self.file.file_stem().expect("a file has a name");
        let folder = match stem.to_str() {
            Some("lib" | "mod") => folder.to_owned(),
            _ => folder.join(stem),
        };
        let file = folder.join(format!("{name}.rs"));
        if file.exists() {
            file
        } else {
            folder.join(name).join("mod.rs")
        }
    }
}

/// Whether this is compiled for tests only.
fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| match &attribute.meta {
        syn::Meta::List(list) if list.path.is_ident("cfg") => {
            let condition = list.tokens.to_string().replace(' ', "");
            condition == "test" || condition.starts_with("all(test,")
        }
        _ => false,
    })
}

macro_rules! unless_test {
    ($($visit:ident: $node:ident),* $(,)?) => {
        $(fn $visit(&mut self, node: &'ast syn::$node) {
            if !is_test(&node.attrs) {
                visit::$visit(self, node);
            }
        })*
    };
}

impl<'ast> Visit<'ast> for Reader<'_> {
    unless_test! {
        visit_item_const: ItemConst,
        visit_item_enum: ItemEnum,
        visit_item_fn: ItemFn,
        visit_item_impl: ItemImpl,
        visit_item_struct: ItemStruct,
        visit_item_trait: ItemTrait,
        visit_item_type: ItemType,
        visit_impl_item_fn: ImplItemFn,
    }

    fn visit_item_mod(&mut self, module: &'ast syn::ItemMod) {
        let name = module.ident.to_string();
        match (&module.content, is_test(&module.attrs)) {
            (Some(_), true) => {}
            (Some((_, items)), false) => {
                self.module.push(name);
                self.read.imports.entry(self.module.clone()).or_default();
                for item in items {
                    self.visit_item(item);
                }
                self.module.pop();
            }
            (None, true) => {
                self.read.test_files.insert(self.file_of(&name));
            }
            (None, false) => {
                let child = [&*self.module, std::slice::from_ref(&name)].concat();
                self.waiting.push((self.file_of(&name), child));
            }
        }
    }

    fn visit_item_use(&mut self, item: &'ast syn::ItemUse) {
        if !is_test(&item.attrs) {
            leaves(&item.tree, &mut Vec::new(), &mut |path, _| self.add(path));
        }
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        let segments = path
            .segments
            .iter()
            .map(|segment| segment.ident.to_string());
        self.add(&Vec::from_iter(segments));
        visit::visit_path(self, path);
    }

    /// `pub(crate)` imports nothing, and `pub(in …)` can name only what the module is in.
    fn visit_vis_restricted(&mut self, _: &'ast syn::VisRestricted) {}

    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        if attribute.path().is_ident("doc") {
            return;
        }
        match &attribute.meta {
            syn::Meta::List(list) => self.add_tokens(list.tokens.clone(), true),
            syn::Meta::NameValue(value) => visit::visit_meta_name_value(self, value),
            syn::Meta::Path(path) => self.visit_path(path),
        }
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        // What is included belongs to the module that includes it.
        if call.path.is_ident("include")
            && let Ok(file) = call.parse_body::<syn::LitStr>()
        {
            let file = self.file.with_file_name(file.value());
            self.waiting.push((file, self.module.clone()));
        }
        self.visit_path(&call.path);
        self.add_tokens(call.tokens.clone(), false);
    }
}
