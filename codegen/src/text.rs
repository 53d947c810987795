//! Reads YAML or JSON text into JSON values, and refuses what two readers would take for different things.

use std::fmt;

use serde::de::{Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};
use serde_yaml::Value as Yaml;

use crate::error::{Error, Result};
use crate::source::SpecFile;

/// How deep brackets may be nested. Both parsers refuse more than 128 levels; that of YAML needs quadratic time to see it.
const DEPTH: usize = 200;

/// Reads YAML or JSON text.
///
/// # Errors
/// Text that is neither, with line and column; an empty document; a key that is not text or is there twice; a whole
/// number beyond 64 bits.
pub fn parse(file: &SpecFile) -> Result<Value> {
    // Some editors put a byte order mark first, which is not part of the text.
    let text = file.text.trim_start_matches('\u{feff}');
    let parsed = match text.trim_start().starts_with('{') {
        true => json(text),
        false => yaml(text),
    };
    let value = parsed.map_err(|error| error.of(&file.name))?;
    match oversized(&value).and_then(|number| literal(text, number)) {
        None => Ok(value),
        Some((at, digits)) => {
            let expected = "a whole number of at most 64 bits";
            let error =
                Error::expected(&file.name, expected, digits, "correct or quote the number");
            Err(error.at(line_and_column(text, at)))
        }
    }
}

fn refuse(expected: &str, found: impl fmt::Display) -> Error {
    Error::expected("", expected, found, "correct the text")
}

fn at(line: usize, column: usize) -> String {
    format!("line {line}, column {column}")
}

fn line_and_column(text: &str, offset: usize) -> String {
    let before = &text[..offset];
    let column = before.chars().rev().take_while(|c| *c != '\n').count();
    at(before.matches('\n').count() + 1, column + 1)
}

fn json(text: &str) -> Result<Value> {
    let strict: std::result::Result<Strict, _> = serde_json::from_str(text);
    strict.map(|Strict(value)| value).map_err(|cause| {
        let words = cause.to_string();
        // The place is said first.
        let words = words
            .rsplit_once(" at line ")
            .map_or(&*words, |(words, _)| words);
        refuse("JSON", words).at(at(cause.line(), cause.column()))
    })
}

fn yaml(text: &str) -> Result<Value> {
    if let Some(offset) = too_deep(text) {
        let expected = format!("at most {DEPTH} brackets in each other");
        return Err(refuse(&expected, "more").at(line_and_column(text, offset)));
    }
    let yaml: Yaml = serde_yaml::from_str(text).map_err(|cause| {
        let words = cause.to_string();
        let is_number = ["as u128", "as i128"]
            .iter()
            .any(|kind| words.contains(kind));
        let error = match is_number {
            true => refuse("whole numbers of at most 64 bits", words),
            false => refuse("YAML", words),
        };
        match cause.location() {
            Some(place) => error.at(at(place.line(), place.column())),
            None => error,
        }
    })?;
    match yaml.is_null() {
        true => Err(refuse("a document", "an empty one")),
        false => json_of(yaml),
    }
}

/// Where brackets are nested too deep, if they are. A bracket opens where a word may begin; in the middle of a word, as
/// prose and patterns have it, it does not count.
fn too_deep(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut before = '\n';
    for (offset, c) in text.char_indices() {
        let begins = before.is_whitespace() || matches!(before, '[' | '{' | ',' | ':');
        match c {
            '[' | '{' if begins => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth > DEPTH {
            return Some(offset);
        }
        before = c;
    }
    None
}

/// A number that is whole and does not fit into 64 bits, which a parser has rounded.
fn oversized(value: &Value) -> Option<f64> {
    match value {
        Value::Array(items) => items.iter().find_map(oversized),
        Value::Object(map) => map.values().find_map(oversized),
        Value::Number(number) if number.is_f64() => {
            number.as_f64().filter(|number| number.abs() > 9.2e18)
        }
        _ => None,
    }
}

/// Where the text has that number in digits alone; one with a fraction or an exponent was meant to be rounded.
fn literal(text: &str, number: f64) -> Option<(usize, &str)> {
    let mut words = text.split(|c: char| c.is_whitespace() || ",:[]{}".contains(c));
    let is_whole = |word: &&str| word.bytes().all(|c| c.is_ascii_digit() || c == b'-');
    let word = words.find(|word| is_whole(word) && word.parse() == Ok(number))?;
    Some((word.as_ptr().addr() - text.as_ptr().addr(), word))
}

/// JSON whose objects have each key once.
struct Strict(Value);

impl<'de> serde::Deserialize<'de> for Strict {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Self, D::Error> {
        from.deserialize_any(StrictVisitor).map(Strict)
    }
}

struct StrictVisitor;

impl<'de> Visitor<'de> for StrictVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_unit<E>(self) -> std::result::Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> std::result::Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> std::result::Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> std::result::Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> std::result::Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> std::result::Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> std::result::Result<Value, A::Error> {
        let mut items = Vec::new();
        while let Some(Strict(item)) = list.next_element()? {
            items.push(item);
        }
        Ok(Value::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> std::result::Result<Value, A::Error> {
        let mut members = Map::new();
        while let Some((key, Strict(value))) = map.next_entry::<String, Strict>()? {
            if members.contains_key(&key) {
                return Err(A::Error::custom(format_args!("the key `{key}` twice")));
            }
            members.insert(key, value);
        }
        Ok(Value::Object(members))
    }
}

/// JSON knows text keys only; `200:` without quotes, usual for statuses, becomes `"200"`.
fn json_of(yaml: Yaml) -> Result<Value> {
    Ok(match yaml {
        Yaml::Sequence(items) => {
            Value::Array(items.into_iter().map(json_of).collect::<Result<_>>()?)
        }
        Yaml::Mapping(entries) => {
            let mut map = Map::new();
            for (key, value) in entries {
                let key = match key {
                    Yaml::String(text) => text,
                    Yaml::Number(number) => number.to_string(),
                    Yaml::Bool(flag) => flag.to_string(),
                    other => return Err(refuse("keys that are text", format!("{other:?}"))),
                };
                // `200` and `'200'` are two keys for YAML.
                if map.insert(key.clone(), json_of(value)?).is_some() {
                    return Err(refuse("each key once", format!("`{key}` twice")));
                }
            }
            Value::Object(map)
        }
        Yaml::Number(number) if number.as_f64().is_some_and(|n| !n.is_finite()) => {
            return Err(refuse("a JSON number", format!("`{number}`")));
        }
        Yaml::Tagged(tagged) => {
            return Err(refuse("no YAML tags", format!("the tag {}", tagged.tag)));
        }
        scalar => serde_json::to_value(scalar).map_err(|cause| refuse("JSON", cause))?,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn file(text: &str) -> SpecFile {
        SpecFile {
            name: "some.yml".into(),
            text: text.into(),
        }
    }

    #[test]
    fn reads_yaml_and_json() {
        let wanted =
            json!({"responses": {"200": {"description": "ok"}}, "n": [-1, 1.5, 1e300, true, null]});
        let yaml = "n: [-1, 1.5, 1.0e300, true, null]\nresponses:\n  200:\n    description: ok\n";
        assert_eq!(parse(&file(yaml)), Ok(wanted.clone()));
        assert_eq!(parse(&file(&wanted.to_string())), Ok(wanted));
    }

    #[test]
    fn says_where_text_breaks() {
        let error = parse(&file("a: 1\nb: [1\n")).unwrap_err();
        assert!(error.place().starts_with("line "), "{error}");
        let error = parse(&file("{\"a\": 1,\n}")).unwrap_err();
        assert_eq!(error.place(), "line 2, column 1");
    }

    #[test]
    fn refuses_an_empty_document() {
        for text in ["", "\n\n", "# nothing but a remark\n", "---\n", "\u{feff}"] {
            let error = parse(&file(text)).unwrap_err();
            let wanted = "some.yml: expected a document, found an empty one; correct the text";
            assert_eq!(error.to_string(), wanted, "{text:?}");
        }
    }

    #[test]
    fn refuses_what_json_cannot_say() {
        let cases = [
            ("a: !tag 1", "the tag !tag"),
            ("[1, 2]: x", "expected keys that are text"),
            ("null: x", "expected keys that are text"),
            (
                "a: 1\na: 2",
                "expected YAML, found duplicate entry with key \"a\"",
            ),
            (
                "200: 1\n'200': 2",
                "expected each key once, found `200` twice",
            ),
            ("a: 1\n---\nb: 2", "more than one document"),
            ("a: .nan", "expected a JSON number"),
            (
                "{\"a\": {\"b\": 1,\n\"b\": 2}}",
                "line 2, column 7: expected JSON, found the key `b` twice; correct the text",
            ),
        ];
        for (text, wanted) in cases {
            let error = parse(&file(text)).unwrap_err();
            assert!(error.to_string().contains(wanted), "{text:?}: {error}");
        }
    }

    #[test]
    fn whole_numbers_have_at_most_64_bits() {
        let fits = json!({"a": [u64::MAX, i64::MIN, 1e300], "b": "18446744073709551616"});
        assert_eq!(parse(&file(&fits.to_string())), Ok(fits));
        let long = "1".repeat(60);
        for number in ["18446744073709551616", "-9223372036854775809", &long] {
            for text in [
                format!("{{\"a\": [0,\n{number}]}}"),
                format!("a:\n- {number}"),
            ] {
                let error = parse(&file(&text)).unwrap_err();
                assert!(
                    error.place().starts_with("line 2, column "),
                    "{text}: {error}"
                );
                assert!(error.cause().contains("at most 64 bits"), "{text}: {error}");
                assert!(error.cause().contains(number), "{text}: {error}");
            }
        }
    }

    /// The parser of YAML alone needs 17 s for the first of these.
    #[test]
    fn deep_nesting_is_refused_in_linear_time() {
        let start = std::time::Instant::now();
        for (open, close) in [
            ("[", "]"),
            ("[ ", "]"),
            ("{a: ", "}"),
            ("- ", ""),
            ("{\"a\": ", "}"),
        ] {
            let (open, close) = (open.repeat(80_000), close.repeat(80_000));
            for text in [format!("{open}1{close}"), format!("a: {open}1{close}")] {
                assert!(parse(&file(&text)).is_err());
            }
        }
        assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
        let prose = format!("a: |\n{}", "  s[0 and [b\n".repeat(180));
        assert!(parse(&file(&prose)).is_ok());
    }
}
