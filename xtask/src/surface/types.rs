//! The items of `types.rs`.

use std::collections::BTreeMap;

use dust_sdk_codegen::wire_name;
use syn::{Field, Fields, File, ImplItem, Item, ItemImpl, ItemMacro, LitStr, Token, Visibility};

use super::{ApiItem, Argument, PartKind, Surface, arguments, last, name_of, shape, text};

impl Surface {
    pub(super) fn read_types(&mut self, file: &File) {
        for item in &file.items {
            if let Some((name, thing)) = declared(item) {
                self.types.insert(name, thing);
            }
        }
        for item in &file.items {
            if let Item::Impl(block) = item {
                self.read_block(block);
            }
        }
    }

    fn read_block(&mut self, block: &ItemImpl) {
        let of_self = name_of(&block.self_ty);
        if block.trait_.is_none() {
            if let Some(thing) = self.types.get_mut(&of_self) {
                methods(block, thing);
            }
            return;
        }
        // What is implemented for a type of the standard library is of the generated type in the trait.
        let traits = text(&block.trait_.as_ref().map(|(path, _)| path));
        let in_trait = || {
            self.types
                .keys()
                .find(|name| traits.contains(&format!("<{name}>")))
                .cloned()
        };
        let owner = Some(of_self)
            .filter(|name| self.types.contains_key(name))
            .or_else(in_trait);
        if let Some(thing) = owner.and_then(|owner| self.types.get_mut(&owner)) {
            thing.implements(block);
        }
    }
}

/// A type, with its fields or variants.
fn declared(item: &Item) -> Option<(String, ApiItem)> {
    match item {
        Item::Struct(item) => {
            let named = matches!(item.fields, Fields::Named(_));
            let exhaustive = is_exhaustive(&item.attrs);
            let mut thing = ApiItem::of(match named {
                true => format!("{exhaustive}struct"),
                false => format!("{exhaustive}struct {}", text(&item.fields)),
            });
            thing.derives(&item.attrs);
            item.fields
                .iter()
                .for_each(|field| add_field(&mut thing, field));
            Some((item.ident.to_string(), thing))
        }
        Item::Enum(item) => {
            let mut thing = ApiItem::of(format!("{}enum", is_exhaustive(&item.attrs)));
            thing.derives(&item.attrs);
            for variant in &item.variants {
                let name = variant.ident.to_string();
                let wire = wire_name(&variant.attrs).unwrap_or_else(|| name.clone());
                thing.add(PartKind::Variant, &name, &wire, text(&variant.fields));
            }
            Some((item.ident.to_string(), thing))
        }
        Item::Type(item) => Some((
            item.ident.to_string(),
            ApiItem::of(format!("another name of {}", text(&item.ty))),
        )),
        Item::Use(import) => {
            let path = text(&import.tree);
            let name = path.rsplit("::").next()?.to_owned();
            Some((name, ApiItem::of("type that is written by hand")))
        }
        Item::Macro(item) if last(&item.mac.path) == "open_enum" => open_enum(item),
        _ => None,
    }
}

/// A type that may be written out or matched in full is another one.
fn is_exhaustive(attributes: &[syn::Attribute]) -> &'static str {
    match attributes
        .iter()
        .any(|a| a.path().is_ident("non_exhaustive"))
    {
        true => "",
        false => "exhaustive ",
    }
}

fn add_field(thing: &mut ApiItem, field: &Field) {
    let is_public = matches!(field.vis, Visibility::Public(_));
    if let Some(ident) = field.ident.as_ref().filter(|_| is_public) {
        let name = plain(&ident.to_string());
        let wire = wire_name(&field.attrs).unwrap_or_else(|| name.clone());
        thing.add(PartKind::Field, &name, &wire, text(&field.ty));
    }
}

/// `open_enum! { #[doc = "…"] Name { Variant = "value", … } }`
fn open_enum(item: &ItemMacro) -> Option<(String, ApiItem)> {
    let parse = |input: syn::parse::ParseStream| {
        input.call(syn::Attribute::parse_outer)?;
        let name: syn::Ident = input.parse()?;
        let content;
        syn::braced!(content in input);
        let mut thing = ApiItem::of("open enum");
        while !content.is_empty() {
            let variant: syn::Ident = content.parse()?;
            content.parse::<Token![=]>()?;
            let value: LitStr = content.parse()?;
            thing.add(PartKind::Variant, &variant.to_string(), &value.value(), "");
            if !content.is_empty() {
                content.parse::<Token![,]>()?;
            }
        }
        Ok((name.to_string(), thing))
    };
    item.mac.parse_body_with(parse).ok()
}

/// The constructor and the setters, each under the wire name of the field that it is about.
fn methods(block: &ItemImpl, thing: &mut ApiItem) {
    let fields: BTreeMap<String, String> = thing
        .parts
        .iter()
        .filter(|((kind, _), _)| *kind == PartKind::Field)
        .map(|((_, name), part)| (name.clone(), part.wire.clone()))
        .collect();
    let wire = |name: &str| {
        fields
            .get(&plain(name))
            .cloned()
            .unwrap_or_else(|| plain(name))
    };
    for item in &block.items {
        let ImplItem::Fn(function) = item else {
            continue;
        };
        let name = function.sig.ident.to_string();
        if name == "new" {
            let taken = arguments(&function.sig).into_iter();
            let taken = taken.map(|(name, ty)| Argument {
                wire: wire(&name),
                ty: text(ty),
            });
            thing.functions.insert(name, taken.collect());
        } else {
            let field = name.strip_prefix("with_").filter(|field| *field == "new");
            thing.add(
                PartKind::Method,
                &name,
                &wire(field.unwrap_or(&name)),
                shape(&function.sig),
            );
        }
    }
}

fn plain(name: &str) -> String {
    name.trim_start_matches("r#").to_owned()
}
