//! What a builder does with what it was given: checks it, and hands it to the request function.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote};
use syn::Ident;

use super::stored;
use crate::calls::operation::{Location, Media, Parameter, WORKSPACE};
use crate::calls::plan::{BodyPlan, Call, How, Source, holder};
use crate::calls::types::{Types, name_in_types};
use crate::calls::value::Kind;
use crate::marks::is_marked;

/// Checks what was given, and builds the request.
pub(super) fn request(call: &Call, types: &Types) -> TokenStream {
    let operation = call.operation;
    let function = format_ident!("{}", operation.id);
    let mut parameters: Vec<&Parameter> = operation.parameters.iter().collect();
    parameters.sort_by_key(|parameter| parameter.rank);
    let checks = parameters
        .iter()
        .filter_map(|parameter| check(call, parameter, types));
    let validated = validated(call, types);
    let passed = parameters.iter().map(|parameter| passed(call, parameter));
    let body = call.body.as_ref().map(|body| match body {
        BodyPlan::Whole(body) => {
            let name = &body.name;
            match (body.media, body.optional) {
                (Media::Text, _) => quote!(self.#name.clone(),),
                (_, true) => quote!(self.#name.as_ref(),),
                (_, false) => quote!(&self.#name,),
            }
        }
        BodyPlan::Flat { optional: true, .. } => quote!(Some(&self.body),),
        BodyPlan::Flat { .. } => quote!(&self.body,),
    });
    quote! {
        #(#checks)*
        #(#validated)*
        requests::#function(self.call.base(), #(#passed,)* #body)
    }
}

/// The check of an id, which becomes a segment of the path.
fn check(call: &Call, parameter: &Parameter, types: &Types) -> Option<TokenStream> {
    if parameter.location != Location::Path || parameter.wire == WORKSPACE {
        return None;
    }
    let name = name_of(call, parameter)?;
    let words = name.to_string().replace('_', " ");
    let check = match is_marked(parameter.value, "x-text-id") {
        true => quote!(check_text_id),
        false => quote!(check_id),
    };
    let is_text = matches!(Kind::of(&parameter.ty, types), Kind::Text);
    is_text.then(|| quote!(#check(#words, &self.#name)?;))
}

/// What users call a parameter: as the handle's id, or as an argument or setter.
fn name_of<'a>(call: &'a Call, parameter: &Parameter) -> Option<&'a Ident> {
    if let Some(Some(handle)) = holder(&call.chain, parameter.wire) {
        return handle.id.as_ref().map(|id| &id.name);
    }
    let mut given = call.given.iter();
    let given = given.find(|given| match &given.source {
        Source::Parameter(known) => known.wire == parameter.wire,
        Source::Member { .. } => false,
    });
    given.map(|given| &given.name)
}

/// Values whose type is marked `x-check`.
fn validated(call: &Call, types: &Types) -> Vec<TokenStream> {
    match &call.body {
        Some(BodyPlan::Whole(body)) => {
            let is_checked = name_in_types(&body.ty).is_some_and(|ty| types.is_checked(&ty));
            let check = is_checked.then(|| validate(&body.name, body.optional));
            check.into_iter().collect()
        }
        Some(BodyPlan::Flat { name, .. }) if types.is_checked(name) => {
            vec![quote!(self.body.validate()?;)]
        }
        Some(BodyPlan::Flat { .. }) => call
            .given
            .iter()
            .filter_map(|given| {
                let ty = name_in_types(given.kind.inner()?)?;
                match (&given.source, &given.how) {
                    (Source::Member { field, .. }, how) if types.is_checked(&ty) => {
                        Some(validate(quote!(body.#field), matches!(how, How::Setter)))
                    }
                    _ => None,
                }
            })
            .collect(),
        None => Vec::new(),
    }
}

fn validate(field: impl ToTokens, optional: bool) -> TokenStream {
    match optional {
        true => quote! {
            if let Some(checked) = &self.#field {
                checked.validate()?;
            }
        },
        false => quote!(self.#field.validate()?;),
    }
}

fn passed(call: &Call, parameter: &Parameter) -> TokenStream {
    if parameter.wire == WORKSPACE && parameter.location == Location::Path {
        return quote!(self.call.workspace_id());
    }
    if let Some(Some(handle)) = holder(&call.chain, parameter.wire)
        && let Some(id) = &handle.id
    {
        let name = &id.name;
        return quote!(&self.#name);
    }
    let mut given = stored(call);
    let given = given.find(|given| match &given.source {
        Source::Parameter(known) => known.wire == parameter.wire,
        Source::Member { .. } => false,
    });
    given
        .map(|given| {
            given
                .kind
                .passed(&given.name, matches!(given.how, How::Setter))
        })
        .unwrap_or_default()
}
