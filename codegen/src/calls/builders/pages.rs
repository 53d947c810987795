//! `pages()` and `items()` of a builder whose call goes from page to page.

use proc_macro2::TokenStream;
use quote::quote;

use crate::calls::plan::{PageAdvance, Pages};

/// `pages()` and `items()`.
pub(super) fn pages(pages: &Pages) -> TokenStream {
    let Pages {
        start,
        body,
        items,
        item,
        ..
    } = pages;
    let list = match pages.items_optional {
        true => quote!(page.#items.unwrap_or_default()),
        false => quote!(page.#items),
    };
    let (by, from, next, next_of_page) = match &pages.step {
        PageAdvance::Cursor(next) => (
            quote!(Pages::by_cursor),
            quote!(self.#start.clone()),
            quote!(Next::cursor(page.#next)),
            quote!(Next::cursor(page.#next.clone())),
        ),
        PageAdvance::Offset { total } => {
            let total = total
                .as_ref()
                .map_or_else(|| quote!(None), |total| quote!(page.#total));
            let count = match pages.items_optional {
                true => quote!(page.#items.as_ref().map_or(0, Vec::len)),
                false => quote!(page.#items.len()),
            };
            let next = quote!(Next::offset(#count, #total));
            (
                quote!(Pages::by_offset),
                quote!(self.#start),
                next.clone(),
                next,
            )
        }
    };
    let ty = match pages.step {
        PageAdvance::Cursor(_) => quote!(String),
        PageAdvance::Offset { .. } => quote!(i64),
    };
    quote! {
        /// Reads page after page, as a stream.
        ///
        /// It ends after the last page, after an error, and where the server gives a page twice.
        pub fn pages(self) -> Pages<#body> {
            #by(#from, move |start| self.page(start, |call, response| {
                let page: #body = call.decode(&response)?;
                let next = #next_of_page;
                Ok(Page { items: vec![page], next })
            }))
        }

        /// Reads the items of all pages, as a stream; see [`pages`](Self::pages).
        pub fn items(self) -> Pages<#item> {
            #by(#from, move |start| self.page(start, |call, response| {
                let page: #body = call.decode(&response)?;
                let next = #next;
                Ok(Page { items: #list, next })
            }))
        }

        fn page<T>(
            &self,
            start: Option<#ty>,
            read: fn(&Call, RawResponse) -> Result<Page<T>>,
        ) -> CallFuture<Page<T>> {
            let page = Self { #start: start, ..self.clone() };
            let request = CallBuilder::request(&page);
            page.call.answer(request, read)
        }
    }
}
