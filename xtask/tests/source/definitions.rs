//! The names that a Rust file defines: types, traits, variants, functions, constants, modules and macros.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};

/// A defined name; a method that takes `self` and gives it back is a setter.
#[derive(Debug, PartialEq)]
pub(crate) struct Definition {
    pub(crate) name: String,
    pub(crate) line: usize,
    pub(crate) is_setter: bool,
}

/// All definitions of a file, tests included, and those in the bodies of macros.
///
/// Methods of `impl Trait for Type` do not count: their names are the trait's.
pub(crate) fn definitions(file: &syn::File) -> Vec<Definition> {
    let mut reader = Reader::default();
    reader.visit_file(file);
    reader.found
}

#[derive(Default)]
struct Reader {
    found: Vec<Definition>,
}

impl Reader {
    fn add(&mut self, name: &syn::Ident, is_setter: bool) {
        self.found.push(Definition {
            name: name.to_string(),
            line: name.span().start().line,
            is_setter,
        });
    }

    fn add_function(&mut self, signature: &syn::Signature) {
        let gives_self = match &signature.output {
            syn::ReturnType::Type(_, output) => {
                matches!(&**output, syn::Type::Path(path) if path.path.is_ident("Self"))
            }
            syn::ReturnType::Default => false,
        };
        let takes_self = matches!(signature.inputs.first(), Some(syn::FnArg::Receiver(_)));
        self.add(&signature.ident, gives_self && takes_self);
    }

    /// Adds what the body of a macro defines: the name after a keyword.
    fn add_tokens(&mut self, tokens: TokenStream) {
        let keywords = [
            "fn", "struct", "enum", "trait", "type", "mod", "const", "static",
        ];
        let mut after_keyword = false;
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if after_keyword => {
                    self.add(&ident, false);
                    after_keyword = false;
                }
                TokenTree::Ident(ident) => {
                    after_keyword = keywords.iter().any(|word| ident == word)
                }
                TokenTree::Group(group) => {
                    self.add_tokens(group.stream());
                    after_keyword = false;
                }
                _ => after_keyword = false,
            }
        }
    }
}

macro_rules! add_names {
    ($($visit:ident: $node:ident),* $(,)?) => {
        $(fn $visit(&mut self, node: &'ast syn::$node) {
            self.add(&node.ident, false);
            visit::$visit(self, node);
        })*
    };
}

impl<'ast> Visit<'ast> for Reader {
    add_names! {
        visit_item_const: ItemConst,
        visit_item_enum: ItemEnum,
        visit_item_mod: ItemMod,
        visit_item_static: ItemStatic,
        visit_item_struct: ItemStruct,
        visit_item_trait: ItemTrait,
        visit_item_type: ItemType,
        visit_item_union: ItemUnion,
        visit_impl_item_const: ImplItemConst,
        visit_variant: Variant,
    }

    fn visit_item_fn(&mut self, function: &'ast syn::ItemFn) {
        self.add_function(&function.sig);
        visit::visit_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast syn::TraitItemFn) {
        self.add_function(&function.sig);
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        for member in &item.items {
            match member {
                syn::ImplItem::Fn(function) => {
                    if item.trait_.is_none() {
                        self.add_function(&function.sig);
                    }
                    self.visit_block(&function.block);
                }
                other => self.visit_impl_item(other),
            }
        }
    }

    fn visit_item_macro(&mut self, item: &'ast syn::ItemMacro) {
        if let Some(name) = &item.ident {
            self.add(name, false);
        }
        visit::visit_item_macro(self, item);
    }

    fn visit_macro(&mut self, call: &'ast syn::Macro) {
        self.add_tokens(call.tokens.clone());
    }
}
