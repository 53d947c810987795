//! Makes descriptions safe for rustdoc, and writes a line where there is none.
//!
//! Published prose holds `<x>` and `[x]`, which rustdoc takes for HTML and links, and indented lines,
//! which it takes for code and would compile as doctests.

use serde_json::{Map, Value};

use crate::value::{METHODS, object};

/// Makes every description of the document safe, and gives one to types and fields without.
pub(super) fn make_safe(document: &mut Value) {
    escape_all(document);
    let schemas = document
        .pointer_mut("/components/schemas")
        .and_then(Value::as_object_mut);
    for (name, schema) in schemas.into_iter().flatten() {
        describe_type(name, schema);
    }
    let paths = document.get_mut("paths").and_then(Value::as_object_mut);
    for (path, item) in paths.into_iter().flatten() {
        for (method, operation) in item.as_object_mut().into_iter().flatten() {
            if METHODS.contains(&method.as_str()) && operation.get("summary").is_none() {
                operation["summary"] = format!("{} `{path}`", method.to_uppercase()).into();
            }
        }
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
            default_line(property, &format!("`{field}` on the wire."));
        }
    }
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

fn escape_all(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(escape_all),
        Value::Object(map) => {
            for (key, member) in map {
                match member {
                    Value::String(text) if matches!(key.as_str(), "description" | "summary") => {
                        *text = escape(text)
                    }
                    member => escape_all(member),
                }
            }
        }
        _ => {}
    }
}

/// The same prose, with nothing in it that rustdoc would read as HTML, a link or code.
fn escape(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.trim().lines() {
        let mut safe = String::with_capacity(line.len());
        let mut code = false;
        for c in line.trim().chars() {
            code ^= c == '`';
            if !code && matches!(c, '<' | '>' | '[' | ']') {
                safe.push('\\');
            }
            safe.push(c);
        }
        lines.push(safe);
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_html_a_link_or_code() {
        assert_eq!(escape("a <b> and [c]"), "a \\<b\\> and \\[c\\]");
        assert_eq!(escape("`Vec<[u8]>` stays"), "`Vec<[u8]>` stays");
        assert_eq!(escape("list:\n\n    let x = 1;\n"), "list:\n\nlet x = 1;");
    }
}
