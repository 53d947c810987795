//! The builder of a call, and the method that gives it.

mod pages;
mod request;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::Ident;

use super::docs;
use super::operation::Media;
use super::plan::{Answer, BodyPlan, Call, Given, How, Source, WholeBody};
use super::types::Types;
use super::value::Kind;

/// The method of the handle, or of the client.
pub(super) fn method(call: &Call) -> TokenStream {
    let docs = docs::doc(&docs::of_method(call));
    let (name, builder, constant) = (&call.method, &call.name, call.operation.constant());
    let is_deprecated = call.operation.value["deprecated"] == true;
    let deprecated = is_deprecated.then(|| quote!(#[deprecated = "the API calls this deprecated"]));
    let taken = taken(call);
    let fields = fields(call);
    let client = match call.handle() {
        Some(_) => quote!(self.client),
        None => quote!(self),
    };
    quote! {
        #docs
        #deprecated
        pub fn #name(&self, #(#taken),*) -> #builder {
            #builder {
                call: #client.call(requests::#constant),
                #(#fields,)*
            }
        }
    }
}

/// The arguments of the method.
fn taken(call: &Call) -> Vec<TokenStream> {
    let arguments = call
        .given
        .iter()
        .filter(|given| matches!(given.how, How::Argument));
    let mut taken: Vec<TokenStream> = arguments
        .map(|given| {
            let (name, ty) = (&given.name, given.kind.taken());
            quote!(#name: #ty)
        })
        .collect();
    if let Some(BodyPlan::Whole(body)) = &call.body
        && !body.optional
    {
        let (name, ty) = (&body.name, body_taken(body));
        taken.push(quote!(#name: #ty));
    }
    taken
}

/// The type of the argument that is a body.
fn body_taken(body: &WholeBody) -> TokenStream {
    let ty = &body.ty;
    match body.media {
        Media::Text => quote!(impl Into<String>),
        _ => quote!(&#ty),
    }
}

/// What is kept of the argument that is a body.
fn body_kept(body: &WholeBody) -> TokenStream {
    let name = &body.name;
    match body.media {
        Media::Text => quote!(#name.into()),
        _ => quote!(#name.clone()),
    }
}

/// What the fields of a new builder are.
fn fields(call: &Call) -> Vec<TokenStream> {
    let ids = ids(call).into_iter();
    let mut fields: Vec<TokenStream> = ids.map(|id| quote!(#id: self.#id.clone())).collect();
    for given in stored(call) {
        let name = &given.name;
        fields.push(match &given.how {
            How::Argument => match given.kind {
                Kind::Copied(_) => quote!(#name),
                _ => {
                    let value = given.kind.converted(name);
                    quote!(#name: #value)
                }
            },
            How::Setter => quote!(#name: None),
            How::Default(value) => quote!(#name: #value),
        });
    }
    match &call.body {
        Some(BodyPlan::Whole(body)) => {
            let (name, kept) = (&body.name, body_kept(body));
            fields.push(match body.optional {
                true => quote!(#name: None),
                false => quote!(#name: #kept),
            });
        }
        Some(BodyPlan::Flat { name, required, .. }) => fields.push(flat_body(call, name, required)),
        None => {}
    }
    fields
}

/// A body that is made of arguments.
fn flat_body(call: &Call, name: &str, order: &[String]) -> TokenStream {
    let name = format_ident!("{name}");
    let required = call
        .given
        .iter()
        .filter_map(|given| match (&given.source, &given.how) {
            (Source::Member { wire, .. }, How::Argument) => {
                let name = &given.name;
                Some((wire, quote!(#name)))
            }
            (Source::Member { wire, .. }, How::Default(value)) => Some((wire, value.clone())),
            _ => None,
        });
    let mut required: Vec<_> = required.collect();
    if required.is_empty() {
        return quote!(body: types::#name::default());
    }
    required.sort_by_key(|(wire, _)| order.iter().position(|known| known == *wire));
    let required = required.into_iter().map(|(_, value)| value);
    quote!(body: types::#name::new(#(#required),*))
}

/// The ids that the handle holds and the path has.
fn ids<'a>(call: &'a Call) -> Vec<&'a Ident> {
    let ids = call.chain.iter().filter_map(|handle| handle.id.as_ref());
    ids.map(|id| &id.name).collect()
}

/// What has a field of its own: parameters. Members are in the body.
fn stored<'a, 'b>(call: &'b Call<'a>) -> impl Iterator<Item = &'b Given<'a>> {
    let is_parameter = |given: &&Given| matches!(given.source, Source::Parameter(_));
    call.given.iter().filter(is_parameter)
}

/// The builder with its setters, and what makes it a call.
pub(super) fn builder(call: &Call, types: &Types) -> TokenStream {
    let name = &call.name;
    let docs = docs::doc(&docs::of_builder(call));
    let clone = call.pages.is_some().then(|| quote!(#[derive(Clone)]));
    let ids = ids(call).into_iter().map(|id| quote!(#id: Arc<str>));
    let given = stored(call).map(|given| {
        let (name, ty) = (&given.name, given.kind.stored());
        match given.how {
            How::Setter => quote!(#name: Option<#ty>),
            _ => quote!(#name: #ty),
        }
    });
    let body = call.body.as_ref().map(|body| match body {
        BodyPlan::Whole(WholeBody {
            name, ty, optional, ..
        }) => match optional {
            true => quote!(#name: Option<#ty>,),
            false => quote!(#name: #ty,),
        },
        BodyPlan::Flat { name, .. } => {
            let name = format_ident!("{name}");
            quote!(body: types::#name,)
        }
    });
    let setters = call.given.iter().filter_map(setter);
    let body_setter = body_setter(call);
    let pages = call.pages.as_ref().map(pages::pages);
    let members = quote!(#(#setters)* #body_setter #pages);
    let own = (!members.is_empty()).then(|| quote!(impl #name { #members }));
    let output = call.output().map_or_else(|| quote!(()), |ty| quote!(#ty));
    let request = request::request(call, types);
    let read = read(&call.answer);
    let recover = recover(call);
    quote! {
        #docs
        #[must_use = "a call does nothing until it is awaited"]
        #clone
        pub struct #name {
            call: Call,
            #(#ids,)*
            #(#given,)*
            #body
        }

        #own

        impl CallBuilder<#output> for #name {
            fn request(&self) -> Result<Request> {
                #request
            }

            #read

            #recover
        }

        call_builder!(#name => #output);
    }
}

fn setter(given: &Given) -> Option<TokenStream> {
    let name = &given.name;
    let docs = docs::doc(&docs::of_setter(given));
    let taken = given.kind.taken();
    let set = match (&given.how, &given.source) {
        (How::Argument, _) => return None,
        (_, Source::Member { field, .. }) => {
            let field = if *field == "new" {
                format_ident!("with_new")
            } else {
                field.clone()
            };
            quote!(self.body = self.body.#field(#name);)
        }
        (How::Setter, _) => {
            let value = given.kind.converted(name);
            quote!(self.#name = Some(#value);)
        }
        (How::Default(_), _) => {
            let value = given.kind.converted(name);
            quote!(self.#name = #value;)
        }
    };
    Some(quote! {
        #docs
        pub fn #name(mut self, #name: #taken) -> Self {
            #set
            self
        }
    })
}

/// The setter of a body that the call can go without.
fn body_setter(call: &Call) -> Option<TokenStream> {
    let body = match &call.body {
        Some(BodyPlan::Whole(body)) if body.optional => body,
        _ => return None,
    };
    let (name, ty, kept) = (&body.name, body_taken(body), body_kept(body));
    let docs = docs::doc(&docs::of_body(call, name));
    Some(quote! {
        #docs
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = Some(#kept);
            self
        }
    })
}

/// Takes an error of a repetition that only says that the first request has done it.
fn recover(call: &Call) -> Option<TokenStream> {
    let codes = call.operation.value.get("x-done-on-repeat")?.as_array()?;
    let codes = codes.iter().filter_map(serde_json::Value::as_str);
    Some(quote! {
        fn recover(error: Error) -> Result<()> {
            done_on_repeat(error, &[#(#codes),*])
        }
    })
}

/// Takes what users get out of the response.
fn read(answer: &Answer) -> TokenStream {
    match answer {
        Answer::Nothing => quote! {
            fn read(_: &Call, _: RawResponse) -> Result<()> {
                Ok(())
            }
        },
        Answer::Whole(ty) => quote! {
            fn read(call: &Call, response: RawResponse) -> Result<#ty> {
                call.decode(&response)
            }
        },
        Answer::Member { body, field, ty } => quote! {
            fn read(call: &Call, response: RawResponse) -> Result<#ty> {
                Ok(call.decode::<#body>(&response)?.#field)
            }
        },
        Answer::Confirmed { body, field, wire } => quote! {
            fn read(call: &Call, response: RawResponse) -> Result<()> {
                call.confirm(#wire, call.decode::<#body>(&response)?.#field)
            }
        },
    }
}
