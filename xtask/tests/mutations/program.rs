//! A program that uses all of the generated code: it names every public item, gives every field its type, and calls every
//! function. It is written from the code alone, and knows nothing of the report.

use std::fmt::Write;

use dust_sdk_codegen::Generated;
use quote::ToTokens;
use serde_json::Value;
use syn::{
    Attribute, Fields, File, FnArg, GenericArgument, ImplItem, Item, ItemFn, ItemImpl, Pat,
    PathArguments, ReceiverKind, ReturnType, Signature, Type, TypeParamBound, Visibility,
};

/// The program for these files.
pub(crate) fn of_users(types: &str, calls: &str, manual: &str) -> String {
    let mut program = String::from("#![allow(deprecated)]\n");
    let mut module = |name: &str, imports: &str, items: &[Item]| {
        let mut writer = Writer {
            code: String::new(),
            count: 0,
        };
        items.iter().for_each(|item| writer.item(item));
        let imports = format!("use dust_sdk::*; use dust_sdk::types; {imports}");
        writeln!(program, "mod {name} {{ {imports}\n{}}}", writer.code).unwrap();
    };
    module(
        "used_types",
        "use dust_sdk::types::*;",
        &parsed(types).items,
    );
    module(
        "used_manual",
        "use dust_sdk::manual::*;",
        &parsed(manual).items,
    );
    for item in parsed(calls).items {
        if let Item::Mod(resource) = item {
            let name = resource.ident.to_string();
            let items = resource.content.map(|(_, items)| items).unwrap_or_default();
            let imports = format!("use dust_sdk::api::{name}::*; use dust_sdk::stream::*;");
            module(&format!("used_{name}"), &imports, &items);
        }
    }
    program
}

fn parsed(text: &str) -> File {
    syn::parse_file(text).unwrap()
}

struct Writer {
    code: String,
    count: usize,
}

impl Writer {
    /// Writes a function of these arguments.
    fn function(&mut self, arguments: &str, conditions: &str, body: &str) {
        self.count += 1;
        writeln!(
            self.code,
            "fn f{}({arguments}) {conditions} {{ {body} }}",
            self.count
        )
        .unwrap();
    }

    fn item(&mut self, item: &Item) {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let name = item.ident.to_string();
                self.derives(&name, &item.attrs);
                self.fields(&name, &item.attrs, &item.fields);
            }
            Item::Enum(item) => {
                let name = item.ident.to_string();
                self.derives(&name, &item.attrs);
                let mut arms = String::new();
                for variant in &item.variants {
                    let pattern = match &variant.fields {
                        Fields::Unit => String::new(),
                        Fields::Unnamed(fields) => {
                            let ty = text(&fields.unnamed[0].ty);
                            self.function(
                                &format!("x: {ty}"),
                                "",
                                &format!("let _ = {name}::{}(x);", variant.ident),
                            );
                            "(_)".to_owned()
                        }
                        Fields::Named(_) => " { .. }".to_owned(),
                    };
                    write!(arms, "{name}::{}{pattern} => {{}} ", variant.ident).unwrap();
                }
                self.function(
                    &format!("x: {name}"),
                    "",
                    &format!("match x {{ {arms} _ => {{}} }}"),
                );
            }
            Item::Type(item) => {
                let (name, ty) = (&item.ident, text(&item.ty));
                self.function(&format!("x: {name}"), "", &format!("let _: {ty} = x;"));
            }
            Item::Use(import) if is_public(&import.vis) => {
                let path = text(&import.tree);
                let name = path.rsplit("::").next().unwrap().trim().to_owned();
                self.function(&format!("x: {name}"), "", &format!("let {name}(_) = x;"));
            }
            Item::Macro(item) => self.expanded(&item.mac),
            Item::Impl(block) => self.block(block),
            _ => {}
        }
    }

    fn derives(&mut self, name: &str, attributes: &[Attribute]) {
        for attribute in attributes.iter().filter(|a| a.path().is_ident("derive")) {
            attribute
                .parse_nested_meta(|derived| {
                    let name = name.to_owned();
                    self.implements(&name, &text(&derived.path));
                    Ok(())
                })
                .unwrap();
        }
    }

    fn implements(&mut self, name: &str, path: &str) {
        let path = match path.rsplit("::").next().unwrap().trim() {
            "Deserialize" => "for<'de> ::serde::Deserialize<'de>".to_owned(),
            "Serialize" => "::serde::Serialize".to_owned(),
            "Hash" => "::std::hash::Hash".to_owned(),
            "Debug" => "::std::fmt::Debug".to_owned(),
            _ => path.replace("&str", "&'static str"),
        };
        self.function("", &format!("where {name}: {path}"), "");
    }

    fn fields(&mut self, name: &str, attributes: &[Attribute], fields: &Fields) {
        let argument = format!("x: {name}");
        match fields {
            Fields::Named(fields) => {
                let is_open = attributes
                    .iter()
                    .any(|a| a.path().is_ident("non_exhaustive"));
                let public: Vec<_> = fields
                    .named
                    .iter()
                    .filter(|field| is_public(&field.vis))
                    .collect();
                for field in &public {
                    let (ident, ty) = (field.ident.as_ref().unwrap(), text(&field.ty));
                    self.function(&argument, "", &format!("let _: {ty} = x.{ident};"));
                }
                // What can be written out is, without a rest.
                if !is_open && public.len() == fields.named.len() {
                    let names: Vec<String> =
                        public.iter().map(|field| text(&field.ident)).collect();
                    let names = names.join(", ");
                    self.function(&argument, "", &format!("let {name} {{ {names} }} = x;"));
                }
            }
            Fields::Unnamed(fields) if fields.unnamed.iter().all(|field| is_public(&field.vis)) => {
                let ty = text(&fields.unnamed[0].ty);
                self.function(
                    &argument,
                    "",
                    &format!("let {name}(y) = x; let _: {ty} = y;"),
                );
            }
            _ => {}
        }
    }

    /// What the macros of the crate make.
    fn expanded(&mut self, mac: &syn::Macro) {
        let tokens = dense(&mac.tokens.to_string());
        match mac.path.segments.last().unwrap().ident.to_string().as_str() {
            "call_builder" => {
                let (name, output) = tokens.split_once("=>").unwrap();
                let output = output.trim();
                let body = format!(
                    "fn is<F: ::std::future::IntoFuture<Output = dust_sdk::Result<{output}>>>(_: F) {{}} is(x)"
                );
                self.function(&format!("x: {name}"), "", &body);
            }
            "open_enum" => {
                let (head, variants) = tokens.rsplit_once('{').unwrap();
                let name = head.trim().rsplit([']', ' ']).next().unwrap();
                let mut arms = format!("{name}::Unknown(_) => {{}} ");
                for variant in variants
                    .split(['{', ',', '}'])
                    .filter(|part| part.contains('='))
                {
                    let variant = variant.split_once('=').unwrap().0;
                    write!(arms, "{name}::{} => {{}} ", variant.trim()).unwrap();
                }
                self.function(
                    &format!("x: {name}"),
                    "",
                    &format!("match x {{ {arms} _ => {{}} }}"),
                );
                for path in [
                    "Clone",
                    "PartialEq",
                    "::std::fmt::Display",
                    "::std::str::FromStr",
                    "Serialize",
                    "Deserialize",
                ] {
                    self.implements(name, path);
                }
            }
            _ => {}
        }
    }

    fn block(&mut self, block: &ItemImpl) {
        let owner = outside(&text(&block.self_ty));
        if let Some((path, _)) = &block.trait_ {
            let path = outside(&text(path));
            if !path.starts_with("CallBuilder") {
                self.implements(&owner, &path);
            }
            return;
        }
        for item in &block.items {
            if let ImplItem::Fn(function) = item
                && is_public(&function.vis)
            {
                self.call(&owner, &function.sig);
            }
        }
    }

    fn call(&mut self, owner: &str, signature: &Signature) {
        let mut arguments = Vec::new();
        let mut passed = Vec::new();
        let mut receiver = None;
        for input in &signature.inputs {
            match input {
                FnArg::Receiver(own) => {
                    let borrowed = matches!(own.kind, ReceiverKind::Reference(..));
                    arguments.push(format!("x: {}{owner}", if borrowed { "&" } else { "" }));
                    receiver = Some("x.");
                }
                FnArg::Typed(input) => {
                    let name = format!("a{}", passed.len());
                    arguments.push(format!("{name}: {}", given(&input.ty)));
                    passed.push(name);
                }
            }
        }
        let output = match &signature.output {
            ReturnType::Default => "()".to_owned(),
            ReturnType::Type(_, ty) => outside(&text(ty)),
        };
        let output = if output == "Self" {
            owner.to_owned()
        } else {
            output
        };
        let start = receiver.map_or_else(|| format!("{owner}::"), str::to_owned);
        let (name, passed) = (&signature.ident, passed.join(", "));
        self.function(
            &arguments.join(", "),
            "",
            &format!("let _: {output} = {start}{name}({passed});"),
        );
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn text(tokens: &impl ToTokens) -> String {
    outside(&dense(&tokens.to_token_stream().to_string()))
}

fn dense(text: &str) -> String {
    text.replace(" :: ", "::")
        .replace(":: ", "::")
        .replace(" < ", "<")
        .replace(" >", ">")
        .replace("& ", "&")
        .replace(" ,", ",")
}

/// Paths as a program outside of the crate writes them.
fn outside(text: &str) -> String {
    text.replace("crate::", "dust_sdk::")
        .replace("super::", "dust_sdk::api::")
        .replace("self::error", "dust_sdk::types::error")
}

/// A type whose value can be given for an argument.
fn given(ty: &Type) -> String {
    let Type::ImplTrait(bounds) = ty else {
        return text(ty);
    };
    let Some(TypeParamBound::Trait(bound)) = bounds.bounds.first() else {
        panic!("{}", text(ty))
    };
    let last = bound.path.segments.last().unwrap();
    let PathArguments::AngleBracketed(arguments) = &last.arguments else {
        panic!("{}", text(ty))
    };
    let inner = arguments.args.first().unwrap();
    match (last.ident.to_string().as_str(), inner) {
        ("Into", GenericArgument::Type(inner)) => text(inner),
        ("AsRef", _) => "String".to_owned(),
        ("IntoIterator", GenericArgument::AssocType(item)) => format!("Vec<{}>", given(&item.ty)),
        _ => panic!("{}", text(ty)),
    }
}

/// The modules of resources, as the crate re-exports them.
pub(crate) fn resources(calls: &str) -> String {
    let modules = parsed(calls)
        .items
        .into_iter()
        .filter_map(|item| match item {
            Item::Mod(module) => Some(module.ident),
            _ => None,
        });
    modules
        .map(|name| format!("pub mod {name} {{ pub use crate::generated::calls::{name}::*; }}\n"))
        .collect()
}

/// The types that are written by hand.
pub(crate) fn handwritten(types: &str) -> Vec<String> {
    let parts = types.split("pub use crate::types::wire::").skip(1);
    parts
        .map(|part| part.split(';').next().unwrap().to_owned())
        .collect()
}

/// The types that have a `validate`.
pub(crate) fn checked(document: &Value) -> Vec<String> {
    let mut names = Vec::new();
    walk(document, None, &mut |key, schema| {
        if schema["x-check"] == true {
            let name = schema["title"].as_str().or(key);
            names.extend(name.map(str::to_owned));
        }
    });
    names.sort();
    names.dedup();
    names
}

fn walk<'a>(value: &'a Value, key: Option<&'a str>, act: &mut dyn FnMut(Option<&str>, &Value)) {
    act(key, value);
    match value {
        Value::Array(items) => items.iter().for_each(|item| walk(item, None, act)),
        Value::Object(map) => map
            .iter()
            .for_each(|(key, member)| walk(member, Some(key), act)),
        _ => {}
    }
}

/// Calls as people write them by hand: what has to be given by name, and a setter for all else.
pub(crate) fn manual_calls(generated: &Generated) -> String {
    let mut code = String::from("#![allow(missing_docs)]\nuse crate::types;\n");
    let file = parsed(&generated.requests);
    for item in &file.items {
        let Item::Fn(function) = item else { continue };
        let id = function.sig.ident.to_string();
        if !generated.calls.contains(&format!("requests::{id}(")) {
            manual_call(&mut code, function, &file);
        }
    }
    code
}

fn manual_call(code: &mut String, function: &ItemFn, file: &File) {
    let id = function.sig.ident.to_string();
    let name: String = id
        .split('_')
        .map(|word| word[..1].to_uppercase() + &word[1..])
        .collect();
    let (mut fields, mut setters) = (String::new(), String::new());
    for input in function.sig.inputs.iter().skip(1) {
        let FnArg::Typed(input) = input else { continue };
        let Pat::Ident(argument) = &*input.pat else {
            continue;
        };
        let argument = &argument.ident;
        let ty = given(&input.ty)
            .replace("dust_sdk::", "crate::")
            .replace("&str", "String")
            .replace('&', "");
        match ty
            .strip_prefix("Option<")
            .and_then(|ty| ty.strip_suffix('>'))
        {
            Some(ty) => writeln!(
                setters,
                "pub fn {argument}(self, _: {ty}) -> Self {{ self }}"
            )
            .unwrap(),
            None => writeln!(fields, "pub {argument}: {ty},").unwrap(),
        }
    }
    let answer = file.items.iter().find_map(|item| match item {
        Item::Type(answer) if answer.ident == format!("{name}Response") => Some(text(&answer.ty)),
        _ => None,
    });
    let answer = answer.unwrap_or_else(|| "Vec<u8>".to_owned());
    writeln!(
        code,
        "pub struct {name}Given {{ {fields} }}\npub struct {name}(());\nimpl {name} {{\n\
         pub fn new(_: {name}Given) -> Self {{ Self(()) }}\n{setters}\
         pub fn output(self) -> {answer} {{ loop {{}} }}\n}}"
    )
    .unwrap();
}
