//! Docs of generated items: one attribute a line, as a person would write them.

use syn::visit_mut::VisitMut;
use syn::{Attribute, Expr, ExprLit, Lit, Meta, parse_quote};

/// Rewrites every doc attribute of a file.
pub(crate) struct Lines;

impl VisitMut for Lines {
    fn visit_attributes_mut(&mut self, attrs: &mut Vec<Attribute>) {
        let given = std::mem::take(attrs);
        for attr in given {
            match doc_text(&attr) {
                Some(text) => attrs.extend(lines(&text).map(|line| parse_quote!(#[doc = #line]))),
                None => attrs.push(attr),
            }
        }
    }
}

fn doc_text(attr: &Attribute) -> Option<String> {
    let Meta::NameValue(doc) = &attr.meta else {
        return None;
    };
    let Expr::Lit(ExprLit {
        lit: Lit::Str(text),
        ..
    }) = &doc.value
    else {
        return None;
    };
    doc.path.is_ident("doc").then(|| text.value())
}

/// Typify repeats each schema as JSON after the prose; the corrected document has them all in one place.
///
/// Some lines come with the space that follows `///`, others without; in code, deeper ones are indented.
fn lines(text: &str) -> impl Iterator<Item = String> {
    let prose = text.split("<details>").next().unwrap_or_default().trim();
    let mut is_code = false;
    prose.lines().map(move |line| {
        let is_fence = line.trim_start().starts_with("```");
        is_code ^= is_fence;
        match line.trim_end() {
            "" => String::new(),
            line if is_code && !is_fence => format!(" {line}"),
            line => format!(" {}", line.strip_prefix(' ').unwrap_or(line)),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_prose_only() {
        let text = "An agent.\n\n <details><summary>JSON schema</summary>{}</details>";
        assert_eq!(lines(text).collect::<Vec<_>>(), [" An agent."]);
        assert_eq!(
            lines("one\n\ntwo").collect::<Vec<_>>(),
            [" one", "", " two"]
        );
        let code = " An item:\n\n```\nif x {\n    y();\n}\n```\n - z";
        assert_eq!(
            lines(code).collect::<Vec<_>>(),
            [
                " An item:",
                "",
                " ```",
                " if x {",
                "     y();",
                " }",
                " ```",
                " - z"
            ]
        );
    }
}
