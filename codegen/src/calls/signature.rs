//! The signatures that progenitor gives to operations: names and types of their arguments, and the answer's type.

use std::collections::BTreeMap;

use syn::visit_mut::{self, VisitMut};
use syn::{
    File, FnArg, Ident, ImplItem, ImplItemFn, Item, Lifetime, Pat, ReturnType, Type, TypeReference,
};

use crate::paths::inside;

/// One operation, as Rust sees it.
pub(super) struct Signature {
    /// Without the receiver, in order; types have no lifetimes.
    pub(super) arguments: Vec<(Ident, Type)>,
    pub(super) answer: Type,
}

/// The signatures of all operations by their ids.
pub(super) fn signatures(file: &File) -> BTreeMap<String, Signature> {
    let blocks = file.items.iter().filter_map(|item| match item {
        Item::Impl(block) if block.trait_.is_none() => Some(&block.items),
        _ => None,
    });
    let functions = blocks.flatten().filter_map(|item| match item {
        ImplItem::Fn(function) if function.sig.asyncness.is_some() => Some(function),
        _ => None,
    });
    functions
        .filter_map(|function| Some((function.sig.ident.to_string(), signature(function)?)))
        .collect()
}

fn signature(function: &ImplItemFn) -> Option<Signature> {
    let mut arguments = Vec::new();
    for argument in &function.sig.inputs {
        if let FnArg::Typed(argument) = argument
            && let Pat::Ident(name) = &*argument.pat
        {
            let mut kind = (*argument.ty).clone();
            WithoutLifetimes.visit_type_mut(&mut kind);
            arguments.push((name.ident.clone(), kind));
        }
    }
    let ReturnType::Type(_, answer) = &function.sig.output else {
        return None;
    };
    // `Result<ResponseValue<Answer>, Error<()>>`
    let answer = inside(inside(answer, "Result")?, "ResponseValue")?.clone();
    Some(Signature { arguments, answer })
}

struct WithoutLifetimes;

impl VisitMut for WithoutLifetimes {
    fn visit_type_reference_mut(&mut self, reference: &mut TypeReference) {
        reference.lifetime = None::<Lifetime>;
        visit_mut::visit_type_reference_mut(self, reference);
    }
}

#[cfg(test)]
mod tests {
    use quote::ToTokens;
    use syn::parse_quote;

    use super::*;

    #[test]
    fn reads_arguments_and_answer() {
        let file = parse_quote! {
            impl Client {
                pub fn baseurl(&self) -> &str { "" }
                pub async fn get_a<'a>(&'a self, id: &'a str, to: Option<&'a types::T>) -> Result<ResponseValue<types::A>, Error<()>> {}
            }
        };
        let signatures = signatures(&file);
        assert_eq!(signatures.len(), 1);
        let arguments = signatures["get_a"].arguments.iter();
        let arguments: Vec<String> = arguments
            .map(|(name, ty)| format!("{name}: {}", ty.to_token_stream()))
            .collect();
        assert_eq!(arguments, ["id: & str", "to: Option < & types :: T >"]);
        let answer = &signatures["get_a"].answer;
        assert_eq!(answer.to_token_stream().to_string(), "types :: A");
    }
}
