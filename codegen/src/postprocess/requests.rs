//! How operations build their requests: the same request, in fewer steps than progenitor takes.
//!
//! - The header that names progenitor's idea of an API version is not added.
//! - A path is put onto the address that was parsed once, instead of into text that is parsed each time.
//! - A segment of the path is encoded as it is, without a copy.
//! - A query parameter that is not set is left out at once, instead of being serialized to nothing.
//!
//! Code in any other form is left unchanged.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};
use syn::{
    Block, Expr, ExprCall, ExprMethodCall, FnArg, ImplItemFn, LitStr, Local, Macro, Pat, Stmt,
    Token, Type, parse_quote,
};

/// What progenitor calls the headers of a request.
const HEADERS: &str = "header_map";

/// Rewrites every operation of a file.
#[derive(Default)]
pub(super) struct Requests {
    /// The arguments of the operation at hand that are texts.
    texts: BTreeSet<String>,
    /// Those that may be absent.
    options: BTreeSet<String>,
}

impl VisitMut for Requests {
    fn visit_impl_item_fn_mut(&mut self, function: &mut ImplItemFn) {
        self.texts = arguments(function, |kind| tokens(kind).ends_with("str"));
        self.options = arguments(function, |kind| tokens(kind).starts_with("Option <"));
        visit_mut::visit_impl_item_fn_mut(self, function);
    }

    fn visit_block_mut(&mut self, block: &mut Block) {
        if only_the_version_is_set(block) {
            block.stmts.retain(|stmt| !declares_or_fills_headers(stmt));
            WithoutHeaders.visit_block_mut(block);
        }
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_local_mut(&mut self, local: &mut Local) {
        visit_mut::visit_local_mut(self, local);
        if let Some(init) = &mut local.init
            && let Expr::Macro(text) = &*init.expr
            && let Some(path) = below_base(&text.mac)
        {
            *init.expr = path;
        }
    }

    fn visit_expr_call_mut(&mut self, call: &mut ExprCall) {
        visit_mut::visit_expr_call_mut(self, call);
        if tokens(&call.func) == "encode_path"
            && let Some(name) = call.args.first().and_then(copied)
            && self.texts.contains(&name)
        {
            let name = quote::format_ident!("{name}");
            *call = parse_quote!(encode_path(#name));
        }
    }

    fn visit_expr_method_call_mut(&mut self, call: &mut ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if call.method == "query"
            && let Some((name, value)) = call.args.first().and_then(parameter)
            && self.options.contains(&tokens(&value))
        {
            let receiver = &call.receiver;
            *call = parse_quote!(#receiver.query_if_set(#name, &#value));
        }
    }

    fn visit_macro_mut(&mut self, mac: &mut Macro) {
        let parse = syn::punctuated::Punctuated::<Expr, Token![,]>::parse_terminated;
        if let Ok(mut arguments) = mac.parse_body_with(parse) {
            arguments
                .iter_mut()
                .for_each(|argument| self.visit_expr_mut(argument));
            mac.tokens = arguments.into_token_stream();
        }
    }
}

fn tokens(of: &impl ToTokens) -> String {
    of.to_token_stream().to_string()
}

fn arguments(function: &ImplItemFn, wanted: impl Fn(&Type) -> bool) -> BTreeSet<String> {
    let typed = function.sig.inputs.iter().filter_map(|input| match input {
        FnArg::Typed(input) => Some(input),
        FnArg::Receiver(_) => None,
    });
    typed
        .filter(|input| wanted(&input.ty))
        .filter_map(|input| match &*input.pat {
            Pat::Ident(name) => Some(name.ident.to_string()),
            _ => None,
        })
        .collect()
}

/// The address below the base, of `format!("{}/path/{}", self.baseurl, …)`.
fn below_base(mac: &Macro) -> Option<Expr> {
    let parse = syn::punctuated::Punctuated::<Expr, Token![,]>::parse_terminated;
    let mut arguments = mac.parse_body_with(parse).ok()?.into_iter();
    let Expr::Lit(syn::ExprLit {
        lit: syn::Lit::Str(text),
        ..
    }) = arguments.next()?
    else {
        return None;
    };
    let path = text.value().strip_prefix("{}").map(str::to_owned)?;
    if !mac.path.is_ident("format") || tokens(&arguments.next()?) != "self . baseurl" {
        return None;
    }
    let path = LitStr::new(&path, text.span());
    Some(parse_quote!(
        self.inner.url(format_args!(#path, #(#arguments),*))
    ))
}

/// The name in `&name.to_string()`.
fn copied(argument: &Expr) -> Option<String> {
    let Expr::Reference(reference) = argument else {
        return None;
    };
    match &*reference.expr {
        Expr::MethodCall(call) if call.method == "to_string" => Some(tokens(&call.receiver)),
        _ => None,
    }
}

/// The name and the variable in `&progenitor_client::QueryParam::new("name", &variable)`.
fn parameter(argument: &Expr) -> Option<(Expr, Expr)> {
    let Expr::Reference(reference) = argument else {
        return None;
    };
    let Expr::Call(call) = &*reference.expr else {
        return None;
    };
    if tokens(&call.func) != "progenitor_client :: QueryParam :: new" {
        return None;
    }
    match (call.args.first()?, call.args.last()?) {
        (name, Expr::Reference(value)) => Some((name.clone(), (*value.expr).clone())),
        _ => None,
    }
}

/// Whether the headers are made, and nothing but the version goes into them.
fn only_the_version_is_set(block: &Block) -> bool {
    let fills = |stmt: &&Stmt| tokens(*stmt).starts_with("header_map . append");
    let mut filled = block.stmts.iter().filter(fills);
    let version = filled.next().is_some_and(|stmt| {
        let text = tokens(stmt);
        text.contains("\"api-version\"") && text.contains("Self :: api_version ()")
    });
    let uses = |stmt: &&Stmt| tokens(*stmt).contains(HEADERS);
    // They are declared, filled once, and handed over.
    version && filled.next().is_none() && block.stmts.iter().filter(uses).count() == 3
}

fn declares_or_fills_headers(stmt: &Stmt) -> bool {
    let text = tokens(stmt);
    text.starts_with("let mut header_map") || text.starts_with("header_map . append")
}

/// Takes `.headers(header_map)` out.
struct WithoutHeaders;

impl VisitMut for WithoutHeaders {
    fn visit_expr_mut(&mut self, expr: &mut Expr) {
        if let Expr::MethodCall(call) = expr
            && call.method == "headers"
            && call.args.first().map(tokens).as_deref() == Some(HEADERS)
        {
            let receiver = (*call.receiver).clone();
            *expr = receiver;
        }
        visit_mut::visit_expr_mut(self, expr);
    }
}

#[cfg(test)]
mod tests {
    use syn::File;

    use super::*;

    fn postprocessed(arguments: &str, body: &str) -> String {
        let code = format!("impl Client {{ async fn f<'a>(&'a self, {arguments}) {{ {body} }} }}");
        let mut file: File = syn::parse_str(&code).unwrap();
        Requests::default().visit_file_mut(&mut file);
        prettyplease::unparse(&file)
            .lines()
            .map(str::trim)
            .collect::<Vec<_>>()
            .join("")
    }

    #[test]
    fn a_path_goes_onto_the_parsed_address() {
        let got = postprocessed(
            "w_id: &'a str, n: &'a i64",
            r#"let url = format!("{}/w/{}/{}", self.baseurl, encode_path(&w_id.to_string()), encode_path(&n.to_string()),);"#,
        );
        let wanted = "let url = self.inner.url(format_args!(\"/w/{}/{}\", encode_path(w_id), \
                      encode_path(& n.to_string())),);";
        let plain = |text: &str| text.replace(char::is_whitespace, "");
        assert!(plain(&got).contains(&plain(wanted)), "{got}");
    }

    #[test]
    fn only_what_may_be_absent_is_left_out() {
        let got = postprocessed(
            "view: Option<types::View>, table: types::Table",
            "let r = c.get(url).query(&progenitor_client::QueryParam::new(\"view\", &view))\
             .query(&progenitor_client::QueryParam::new(\"table\", &table)).build()?;",
        );
        assert!(
            got.contains(".query_if_set(\"view\", &view).query(&"),
            "{got}"
        );
    }

    const HEADERS_MADE: &str = "let mut header_map = HeaderMap::with_capacity(1);\
        header_map.append(HeaderName::from_static(\"api-version\"), HeaderValue::from_static(Self::api_version()));";

    #[test]
    fn the_version_of_the_document_is_not_sent() {
        let body = format!("{HEADERS_MADE} let r = c.get(url).headers(header_map).build()?;");
        let got = postprocessed("", &body);
        assert!(
            !got.contains(HEADERS) && got.contains("c.get(url).build()?"),
            "{got}"
        );
    }

    #[test]
    fn other_headers_stay() {
        let body = format!(
            "{HEADERS_MADE} header_map.append(\"x\", y); let r = c.get(url).headers(header_map).build()?;"
        );
        let got = postprocessed("", &body);
        assert_eq!(got.matches(HEADERS).count(), 4, "{got}");
    }
}
