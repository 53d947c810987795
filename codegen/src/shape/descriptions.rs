//! Makes descriptions safe for rustdoc, and writes a line where there is none.
//!
//! Published prose holds `<x>` and `[x]`, which rustdoc takes for HTML and links, and indented lines,
//! which it takes for code and would compile as doctests.

use serde_json::{Map, Value};

use crate::value::{each_object, object, operations, schemas_mut};

/// Makes every description of the document safe, and gives one to types and fields without.
pub(super) fn make_safe(document: &mut Value) {
    each_object(document, &mut safe_words);
    for (name, schema) in schemas_mut(document).into_iter().flatten() {
        describe_type(name, schema);
    }
    let unsaid = operations(document).filter(|(.., operation)| operation.get("summary").is_none());
    let unsaid = unsaid.map(|(_, path, method, _)| (path.to_owned(), method.to_owned()));
    for (path, method) in unsaid.collect::<Vec<_>>() {
        let summary = format!("{} `{path}`", method.to_uppercase());
        document["paths"][path][method]["summary"] = summary.into();
    }
}

/// Escapes prose. `x-docs` are written for rustdoc, and go before what the spec says.
fn safe_words(map: &mut Map<String, Value>) {
    for key in ["description", "summary"] {
        if let Some(Value::String(text)) = map.get_mut(key) {
            *text = escape(text);
        }
    }
    let is_operation = map.contains_key("operationId");
    if let Some(words) = map.get("x-docs").filter(|_| !is_operation).cloned() {
        map.insert("description".into(), words);
    }
}

fn describe_type(name: &str, schema: &mut Value) {
    let fields: Vec<String> = object(schema, "properties")
        .map(|(field, _)| field.clone())
        .collect();
    if let Some(map) = schema.as_object_mut() {
        default_line(map, &format!("`{name}`, as the API calls it."));
    }
    for field in fields {
        // A `$ref` cannot carry a description; the field's own is added to the Rust afterwards.
        if let Some(property) = schema["properties"][&field]
            .as_object_mut()
            .filter(|p| !p.contains_key("$ref"))
        {
            default_line(property, &no_words(&field));
        }
    }
}

/// What stands where the spec has no words for a member.
pub(crate) fn no_words(wire: &str) -> String {
    format!("`{wire}` on the wire.")
}

fn default_line(map: &mut Map<String, Value>, line: &str) {
    let empty = map
        .get("description")
        .and_then(Value::as_str)
        .is_none_or(|text| text.trim().is_empty());
    if empty {
        map.insert("description".into(), line.into());
    }
}

/// The same prose, with nothing in it that rustdoc would read as HTML, a link or code of ours.
fn escape(text: &str) -> String {
    let mut lines = Vec::new();
    let mut fenced = false;
    for line in text.trim().lines().map(str::trim) {
        if line.starts_with("```") || line.starts_with("~~~") {
            // Without a language, rustdoc would compile what is inside as an example.
            lines.push(if fenced { "```" } else { "```text" }.to_owned());
            fenced = !fenced;
        } else if fenced {
            lines.push(line.to_owned());
        } else {
            lines.push(escape_line(line));
        }
    }
    if fenced {
        lines.push("```".to_owned());
    }
    lines.join("\n")
}

fn escape_line(line: &str) -> String {
    let mut safe = String::with_capacity(line.len());
    let mut spans = line.split('`').enumerate().peekable();
    while let Some((at, span)) = spans.next() {
        let is_code = at % 2 == 1;
        match (is_code, spans.peek().is_some()) {
            // A backtick that nothing closes starts no code.
            (true, false) => safe.push_str(&format!("\\`{}", escape_prose(span))),
            (true, true) => safe.push_str(&format!("`{span}`")),
            (false, _) => safe.push_str(&escape_prose(span)),
        }
    }
    safe
}

fn escape_prose(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for word in text.split_inclusive(char::is_whitespace) {
        match word.find("https://").or_else(|| word.find("http://")) {
            Some(start) => {
                let (before, rest) = word.split_at(start);
                let end = rest
                    .find(|c: char| c.is_whitespace() || matches!(c, '<' | '>' | ')' | ']' | '"'));
                let (address, after) = rest.split_at(end.unwrap_or(rest.len()));
                let plain = address.trim_end_matches(['.', ',', ';', ':', '\'']);
                let after = format!("{}{after}", &address[plain.len()..]);
                safe.push_str(&format!(
                    "{}<{plain}>{}",
                    escape_marks(before),
                    escape_marks(&after)
                ));
            }
            None => safe.push_str(&escape_marks(word)),
        }
    }
    safe
}

fn escape_marks(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '<' | '>' | '[' | ']') {
            safe.push('\\');
        }
        safe.push(c);
    }
    safe
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_is_html_a_link_or_code() {
        assert_eq!(escape("a <b> and [c]"), "a \\<b\\> and \\[c\\]");
        assert_eq!(escape("`Vec<[u8]>` stays"), "`Vec<[u8]>` stays");
        assert_eq!(escape("list:\n\n    let x = 1;\n"), "list:\n\nlet x = 1;");
        assert_eq!(escape("an odd ` and <b>"), "an odd \\` and \\<b\\>");
        assert_eq!(escape("`a` <b> `c"), "`a` \\<b\\> \\`c");
    }

    #[test]
    fn code_is_no_example_of_ours() {
        assert_eq!(
            escape("so:\n```\nlet <x> = [1];\n```\nend [a]"),
            "so:\n```text\nlet <x> = [1];\n```\nend \\[a\\]"
        );
        assert_eq!(escape("~~~json\n{}"), "```text\n{}\n```");
    }

    #[test]
    fn our_words_go_before_those_of_the_spec() {
        let mut document = json!({
            "paths": {"/a": {"get": {"operationId": "a", "summary": "s", "x-docs": "ours", "parameters": [
                {"description": "<theirs>", "x-docs": "See [`Client`](crate::Client)."},
            ]}}},
            "components": {"schemas": {"A": {"properties": {"b": {"x-docs": "Ours."}}}}},
        });
        make_safe(&mut document);
        let operation = &document["paths"]["/a"]["get"];
        assert_eq!(operation.get("description"), None);
        assert_eq!(
            operation["parameters"][0]["description"],
            "See [`Client`](crate::Client)."
        );
        let property = &document["components"]["schemas"]["A"]["properties"]["b"];
        assert_eq!(property["description"], "Ours.");
    }

    #[test]
    fn addresses_are_links() {
        assert_eq!(
            escape("see https://docs.dust.tt/a?b=1."),
            "see <https://docs.dust.tt/a?b=1>."
        );
        assert_eq!(
            escape("(https://dust.tt) <https://dust.tt>"),
            "(<https://dust.tt>) \\<<https://dust.tt>\\>"
        );
        assert_eq!(escape("`https://dust.tt`"), "`https://dust.tt`");
    }
}
