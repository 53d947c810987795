//! The handles: their structs, and the methods that give them.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs;
use super::handles::{Handle, Handles};
use super::plan::Call;

/// The struct of a handle with its calls, and the method of its parent.
pub(super) fn handle(
    handle: &Handle,
    handles: &Handles,
    calls: &[Call],
    methods: &[TokenStream],
) -> TokenStream {
    let name = handle.struct_name();
    let accessor = &handle.accessor;
    let parent = handle.parent.as_deref().and_then(|key| handles.get(key));
    let from = match parent {
        None => format!("[`Client::{accessor}`]"),
        Some(parent) if parent.module == handle.module => {
            format!("[`{}::{accessor}`]", parent.struct_name())
        }
        Some(parent) => {
            let (module, name) = (&parent.module, parent.struct_name());
            format!("[`{name}::{accessor}`](super::{module}::{name}::{accessor})")
        }
    };
    let text = docs::doc(&docs::of_handle(handle, &from, calls));
    let chain = handles.chain(handle);
    let ids = chain.iter().filter_map(|handle| handle.id.as_ref());
    let ids = ids.map(|id| {
        let name = &id.name;
        quote!(pub(crate) #name: Arc<str>)
    });
    let names = chain.iter().filter_map(|handle| handle.id.as_ref());
    let names = names.map(|id| &id.name);
    let own_id = handle.id.as_ref().map(|id| {
        let name = &id.name;
        let line = format!("The {}.", name.to_string().replace('_', " "));
        quote! {
            #[doc = #line]
            pub fn #name(&self) -> &str {
                &self.#name
            }
        }
    });
    let members = quote!(#own_id #(#methods)*);
    let own = (!members.is_empty()).then(|| quote!(impl #name { #members }));
    let accessor = self::accessor(handle, parent, handles);
    quote! {
        #text
        #[derive(Clone)]
        pub struct #name {
            pub(crate) client: Client,
            #(#ids,)*
        }

        debug_handle!(#name #(#names)*);

        #own

        #accessor
    }
}

/// The method of the parent, or of the client, that gives a handle.
fn accessor(handle: &Handle, parent: Option<&Handle>, handles: &Handles) -> TokenStream {
    let (name, accessor) = (handle.struct_name(), &handle.accessor);
    let docs = docs::doc(&handle.docs);
    let (owner, client) = match parent {
        None => (quote!(Client), quote!(self.clone())),
        Some(parent) => {
            let owner = parent.struct_name();
            let client = quote!(self.client.clone());
            match parent.module == handle.module {
                true => (quote!(#owner), client),
                false => {
                    let module = quote::format_ident!("{}", parent.module);
                    (quote!(super::#module::#owner), client)
                }
            }
        }
    };
    let held = parent
        .map(|parent| handles.chain(parent))
        .unwrap_or_default();
    let held = held.iter().filter_map(|handle| handle.id.as_ref());
    let held = held.map(|id| {
        let name = &id.name;
        quote!(#name: self.#name.clone())
    });
    let own = handle.id.as_ref().map(|id| &id.name);
    let taken = own.map(|id| quote!(#id: impl AsRef<str>));
    let kept = own.map(|id| quote!(#id: Arc::from(#id.as_ref()),));
    quote! {
        impl #owner {
            #docs
            pub fn #accessor(&self, #taken) -> #name {
                #name {
                    client: #client,
                    #(#held,)*
                    #kept
                }
            }
        }
    }
}
