//! The items of `calls.rs`, and what `requests.rs` has of calls that are written by hand.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::{
    File, FnArg, ImplItem, ImplItemFn, Item, ItemImpl, ItemMod, ReceiverKind, ReturnType, Type,
    Visibility,
};

use super::{ApiItem, Argument, PartKind, Surface, arguments, last, name_of, shape, text};

/// The structs of `calls.rs` so far, by name: the ones that are calls are known by what they build.
#[derive(Default)]
struct Structs {
    things: BTreeMap<String, ApiItem>,
    operations: BTreeMap<String, String>,
    /// Methods of handles and of the client, with the names of their owners.
    methods: Vec<(String, ImplItemFn)>,
}

impl Surface {
    pub(super) fn read_calls(&mut self, file: &File) {
        let mut structs = Structs::default();
        let modules = file.items.iter().filter_map(|item| match item {
            Item::Mod(module) => Some(module),
            _ => None,
        });
        modules.for_each(|module| structs.read(module));
        let Structs {
            mut things,
            operations,
            methods,
        } = structs;
        for (owner, function) in &methods {
            let ReturnType::Type(_, given) = &function.sig.output else {
                continue;
            };
            let given = name_of(given);
            let name = format!("{owner}::{}", function.sig.ident);
            let Some(thing) = things.get_mut(&given) else {
                // What gives no call and no handle, such as the id of a handle, belongs to its owner.
                if let Some(thing) = things.get_mut(owner) {
                    thing.add(PartKind::Method, &name, &name, shape(&function.sig));
                }
                continue;
            };
            let taken = arguments(&function.sig).into_iter();
            let taken = taken.map(|(wire, ty)| Argument { wire, ty: text(ty) });
            thing.functions.insert(name.clone(), taken.collect());
            if function
                .attrs
                .iter()
                .any(|a| a.path().is_ident("deprecated"))
            {
                thing.add(PartKind::Deprecated, &name, "deprecated", "");
            }
        }
        for (name, thing) in things {
            match operations.get(&name) {
                Some(id) => self.calls.insert(id.clone(), thing),
                None => self.handles.insert(name, thing),
            };
        }
    }

    /// Request functions that no generated call uses.
    pub(super) fn read_manual_calls(&mut self, file: &File) {
        let mut responses = BTreeMap::new();
        for item in &file.items {
            match item {
                Item::Type(response) => {
                    responses.insert(
                        response.ident.to_string().to_lowercase(),
                        text(&response.ty),
                    );
                }
                Item::Fn(function) => {
                    let id = function.sig.ident.to_string();
                    let response = responses.remove(&format!("{}response", id.replace('_', "")));
                    self.calls
                        .entry(id)
                        .or_insert_with(|| manual(&function.sig, response));
                }
                _ => {}
            }
        }
    }
}

fn manual(signature: &syn::Signature, response: Option<String>) -> ApiItem {
    let mut thing = ApiItem::of(format!(
        "{}, a call that is written by hand",
        signature.ident
    ));
    for (name, ty) in arguments(signature).into_iter().skip(1) {
        // The order of these arguments is that of their names, so a name says as much as a type.
        let kind = match ty {
            Type::Path(path) if last(&path.path) == "Option" => PartKind::Method,
            _ => PartKind::Argument,
        };
        thing.add(kind, &name, &name, text(ty));
    }
    let response = response.unwrap_or_else(|| "a stream".to_owned());
    thing.add(PartKind::Output, "", "response", response);
    thing
}

impl Structs {
    fn read(&mut self, module: &ItemMod) {
        let items = module
            .content
            .as_ref()
            .map(|(_, items)| items.as_slice())
            .unwrap_or_default();
        for item in items {
            match item {
                Item::Struct(item) => {
                    let thing = ApiItem::of(format!("{}::{}", module.ident, item.ident));
                    let thing = self.things.entry(item.ident.to_string()).or_insert(thing);
                    thing.derives(&item.attrs);
                }
                Item::Impl(block) => self.read_block(block),
                Item::Macro(item) if last(&item.mac.path) == "call_builder" => {
                    let tokens = item.mac.tokens.to_string();
                    if let Some((name, output)) = tokens.split_once("=>")
                        && let Some(thing) = self.things.get_mut(name.trim())
                    {
                        let output = output.replace(' ', "");
                        thing.add(PartKind::Output, "", "response", output);
                    }
                }
                _ => {}
            }
        }
    }

    fn read_block(&mut self, block: &ItemImpl) {
        let owner = name_of(&block.self_ty);
        if block
            .trait_
            .as_ref()
            .is_some_and(|(path, _)| last(path) == "CallBuilder")
        {
            // `requests::get_agent(…)` says which operation it is.
            let body = block.to_token_stream().to_string();
            let id = body
                .split("requests :: ")
                .nth(1)
                .and_then(|rest| rest.split_whitespace().next());
            self.operations
                .insert(owner, id.unwrap_or_default().to_owned());
            return;
        }
        for item in &block.items {
            let ImplItem::Fn(function) = item else {
                continue;
            };
            if !matches!(function.vis, Visibility::Public(_)) {
                continue;
            }
            let receiver = function.sig.inputs.first();
            let is_setter = matches!(receiver, Some(FnArg::Receiver(own)) if matches!(own.kind, ReceiverKind::Value));
            match self.things.get_mut(&owner).filter(|_| is_setter) {
                Some(thing) => {
                    let name = function.sig.ident.to_string();
                    thing.add(PartKind::Method, &name, &name, shape(&function.sig));
                }
                None => self.methods.push((owner.clone(), function.clone())),
            }
        }
    }
}
