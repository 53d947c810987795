//! Singular queries of JSONPath (RFC 9535): names and indexes only, so they name at most one place.
//!
//! Overlay targets need no more than this, and a whole JSONPath engine would be built by every user.

use serde_json::Value;

use crate::value::step;

/// One step of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PathSegment {
    Name(String),
    Index(usize),
}

/// Reads `$.a['b c'][0]`.
pub(crate) fn parse(query: &str) -> Result<Vec<PathSegment>, String> {
    let mut rest = query.strip_prefix('$').ok_or("does not start with `$`")?;
    let mut steps = Vec::new();
    while !rest.is_empty() {
        let (step, after) = next_step(rest)?;
        steps.push(step);
        rest = after;
    }
    Ok(steps)
}

fn next_step(text: &str) -> Result<(PathSegment, &str), String> {
    if let Some(name) = text.strip_prefix('.') {
        let end = name.find(['.', '[']).unwrap_or(name.len());
        let (name, rest) = name.split_at(end);
        let plain = name.chars().all(|c| c.is_alphanumeric() || c == '_');
        if name.is_empty() || !plain || name.starts_with(|c: char| c.is_ascii_digit()) {
            return Err(format!("has a step that is not one name: `.{name}`"));
        }
        return Ok((PathSegment::Name(name.to_owned()), rest));
    }
    let inner = text
        .strip_prefix('[')
        .ok_or_else(|| format!("cannot be read from `{text}` on"))?;
    if let Some(quote) = inner.chars().next().filter(|c| matches!(c, '\'' | '"')) {
        return quoted(&inner[1..], quote);
    }
    let (index, rest) = inner.split_once(']').ok_or("has a `[` without `]`")?;
    let index = index
        .parse()
        .ok()
        .filter(|number: &usize| number.to_string() == index)
        .ok_or_else(|| format!("has `[{index}]`, which is no name and no index"))?;
    Ok((PathSegment::Index(index), rest))
}

fn quoted(text: &str, quote: char) -> Result<(PathSegment, &str), String> {
    let mut name = String::new();
    let mut chars = text.char_indices();
    while let Some((at, c)) = chars.next() {
        match c {
            '\\' => match chars.next() {
                Some((_, escaped @ ('\'' | '"' | '\\' | '/'))) => name.push(escaped),
                _ => return Err("has an escape other than of a quote or a slash".into()),
            },
            c if c == quote => {
                // `at` is on a one-byte quote, so the slice starts on a character.
                let rest = text[at + 1..]
                    .strip_prefix(']')
                    .ok_or("has a quoted name without `]`")?;
                return Ok((PathSegment::Name(name), rest));
            }
            c => name.push(c),
        }
    }
    Err("has a quoted name without an end".into())
}

/// Writes a query as messages and overlays have it.
pub(crate) fn print(steps: &[PathSegment]) -> String {
    steps.iter().fold("$".to_owned(), |place, part| match part {
        PathSegment::Name(name) => step(&place, name),
        PathSegment::Index(index) => format!("{place}[{index}]"),
    })
}

/// The place that the steps lead to.
pub(crate) fn find<'a>(root: &'a Value, steps: &[PathSegment]) -> Option<&'a Value> {
    steps.iter().try_fold(root, |value, step| match step {
        PathSegment::Name(name) => value.as_object()?.get(name),
        PathSegment::Index(index) => value.as_array()?.get(*index),
    })
}

/// The place that the steps lead to, to be changed.
pub(crate) fn find_mut<'a>(root: &'a mut Value, steps: &[PathSegment]) -> Option<&'a mut Value> {
    steps.iter().try_fold(root, |value, step| match step {
        PathSegment::Name(name) => value.as_object_mut()?.get_mut(name),
        PathSegment::Index(index) => value.as_array_mut()?.get_mut(*index),
    })
}

/// Takes the place that the steps lead to out of its parent.
pub(crate) fn remove(root: &mut Value, steps: &[PathSegment]) -> Option<Value> {
    let (last, parents) = steps.split_last()?;
    let parent = find_mut(root, parents)?;
    match last {
        PathSegment::Name(name) => parent.as_object_mut()?.remove(name),
        PathSegment::Index(index) => {
            let items = parent.as_array_mut()?;
            (*index < items.len()).then(|| items.remove(*index))
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn reads_names_and_indexes() {
        let name = |text: &str| PathSegment::Name(text.into());
        assert_eq!(
            parse("$.paths['/a/{b}'].get.parameters[2][\"x y\"]"),
            Ok(vec![
                name("paths"),
                name("/a/{b}"),
                name("get"),
                name("parameters"),
                PathSegment::Index(2),
                name("x y")
            ])
        );
    }

    #[test]
    fn refuses_what_is_not_singular() {
        for query in [
            "paths",
            "$.*",
            "$..a",
            "$[*]",
            "$[1:2]",
            "$['a",
            "$[?@.a]",
            "$.a[",
            "$['a\\n']",
            "$['a'",
            "$[-1]",
            "$[+1]",
            "$[01]",
            "$.",
            "$.a b",
            "$.a-b",
            "$.200",
        ] {
            assert!(parse(query).is_err(), "{query}");
        }
    }

    #[test]
    fn reads_back_every_place_that_messages_print() {
        for key in ["plain", "/a/{b}", "it's", r"back\slash", "a\"b", "200", ""] {
            let steps = vec![PathSegment::Name(key.into()), PathSegment::Index(3)];
            let place = print(&steps);
            assert_eq!(parse(&place), Ok(steps), "{place}");
        }
    }

    #[test]
    fn finds_and_removes() {
        let mut root = json!({"a": [{"b": 1}, {"b": 2}]});
        let steps = parse("$.a[1].b").unwrap();
        assert_eq!(find(&root, &steps), Some(&json!(2)));
        assert_eq!(
            remove(&mut root, &parse("$.a[0]").unwrap()),
            Some(json!({"b": 1}))
        );
        assert_eq!(find(&root, &steps), None);
    }
}
