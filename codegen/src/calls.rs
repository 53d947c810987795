//! Emits `requests.rs`, a function for each operation that builds its request, and `calls.rs`, what users call: handles
//! that hold ids, and a builder for each call.
//!
//! What is said of a call is said by marks (see `marks`), and all else comes from the document and from the signatures
//! and types that progenitor makes of it. What both files need of the crate is little: `http` has the non-generic part of
//! every call, so that the generated part stays small to read and to compile.

mod accessors;
mod builders;
mod docs;
mod handles;
mod operation;
mod plan;
mod requests;
mod signature;
mod types;
mod value;

use std::collections::BTreeMap;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::File;

use crate::error::{Error, Result};
use crate::shape::Shaped;
use handles::Handles;
use operation::Operation;
use plan::Call;
use types::Types;

/// Where errors of this step are: the document has no file of its own.
const FILE: &str = "the corrected document";

/// The two files, as syntax trees.
pub(crate) struct Emitted {
    pub(crate) requests: File,
    pub(crate) calls: File,
}

/// Emits both files from the shaped document and from what progenitor has made of it.
pub(crate) fn emit(shaped: &Shaped, client: &File) -> Result<Emitted> {
    let types = Types::of(client, shaped);
    let handles = Handles::of(&shaped.document)?;
    let operations = Operation::all(&shaped.document, signature::signatures(client))?;
    let mut calls = Vec::new();
    for operation in &operations {
        calls.extend(Call::plan(operation, &handles, &types)?);
    }
    plan::require_distinct(&operations, &calls, &handles)?;
    Ok(Emitted {
        requests: parsed(requests::file(&operations, &types)?)?,
        calls: parsed(modules(&handles, &calls, &types))?,
    })
}

fn parsed(tokens: TokenStream) -> Result<File> {
    syn::parse2(tokens).map_err(Error::unparsable)
}

/// `calls.rs`: a module for each resource, with its handles and builders.
fn modules(handles: &Handles, calls: &[Call], types: &Types) -> TokenStream {
    let mut modules: BTreeMap<&str, Vec<TokenStream>> = BTreeMap::new();
    for handle in handles.all() {
        let own = calls.iter().filter(|call| {
            let key = call.handle().map(|handle| &handle.key);
            key == Some(&handle.key)
        });
        let methods: Vec<TokenStream> = own.map(builders::method).collect();
        let tokens = accessors::handle(handle, handles, calls, &methods);
        modules.entry(&handle.module).or_default().push(tokens);
    }
    for call in calls {
        let module = modules.entry(&call.module).or_default();
        if call.handle().is_none() {
            let method = builders::method(call);
            module.push(quote!(impl Client { #method }));
        }
        module.push(builders::builder(call, types));
    }
    let modules = modules.into_iter().map(|(name, items)| {
        let line = format!("Handles and calls of `{name}`.");
        let name = format_ident!("{name}");
        quote! {
            #[doc = #line]
            pub mod #name {
                use super::*;

                #(#items)*
            }
        }
    });
    quote! {
        use std::sync::Arc;

        use crate::client::{Client, debug_handle};
        use crate::error::{Error, Result};
        use crate::generated::requests;
        use crate::http::{
            Call, CallBuilder, CallFuture, RawResponse, Request, call_builder, check_id, check_text_id,
            done_on_repeat,
        };
        use crate::stream::{Next, Page, Pages};
        use crate::types;

        #(#modules)*
    }
}
