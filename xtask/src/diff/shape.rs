//! What the generator sees in a schema: its kind, whether it may be null, its values if they are listed.
//!
//! Two schemas that read differently may be one Rust type. The questions that decide it are asked here, so that
//! the comparison itself does not look at JSON.

use serde_json::Value;

/// The Rust-facing kind of a schema without a name of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Any,
    Boolean,
    Integer,
    Number,
    String,
    /// Exactly the values listed.
    Closed,
    /// The values listed, and whatever else comes.
    Open,
    List,
    Object,
    OneOf,
    AnyOf,
    AllOf,
}

/// The schema behind a wrapper that only adds text or `nullable`: `allOf` with one part.
pub(super) fn unwrapped(schema: &Value) -> &Value {
    let wraps = ["type", "properties", "oneOf", "anyOf", "enum"]
        .iter()
        .all(|key| schema.get(*key).is_none());
    match schema.get("allOf").and_then(Value::as_array) {
        Some(parts) if wraps && parts.len() == 1 => &parts[0],
        _ => schema,
    }
}

pub(super) fn kind(schema: &Value) -> Kind {
    if schema
        .get("x-extensible-enum")
        .is_some_and(|mark| mark != false)
    {
        return Kind::Open;
    }
    let composed = [
        ("enum", Kind::Closed),
        ("oneOf", Kind::OneOf),
        ("anyOf", Kind::AnyOf),
        ("allOf", Kind::AllOf),
    ];
    if let Some((_, kind)) = composed.iter().find(|(key, _)| schema.get(key).is_some()) {
        return *kind;
    }
    match schema.get("type").and_then(Value::as_str) {
        Some("boolean") => Kind::Boolean,
        Some("integer") => Kind::Integer,
        Some("number") => Kind::Number,
        Some("string") => Kind::String,
        Some("array") => Kind::List,
        Some("object") => Kind::Object,
        _ if schema.get("properties").is_some() => Kind::Object,
        _ => Kind::Any,
    }
}

/// Whether null is one of the values.
pub(super) fn nullable(schema: &Value) -> bool {
    let says_so = |schema: &Value| schema.get("nullable") == Some(&Value::Bool(true));
    says_so(schema) || says_so(unwrapped(schema))
}

/// The values listed by an open or closed set, as they appear on the wire.
pub(super) fn values(schema: &Value) -> Vec<Value> {
    let listed = ["x-extensible-enum", "enum"]
        .iter()
        .find_map(|key| schema.get(*key)?.as_array());
    listed
        .map(|values| values.iter().filter(|v| !v.is_null()).cloned().collect())
        .unwrap_or_default()
}

/// Titles that are type names; others are prose.
pub(super) fn type_name(title: &str) -> bool {
    title.starts_with(|c: char| c.is_ascii_uppercase())
        && title.chars().all(|c| c.is_ascii_alphanumeric())
}

/// The parts of a `oneOf`, `anyOf` or `allOf`.
pub(super) fn parts(schema: &Value) -> &[Value] {
    ["oneOf", "anyOf", "allOf"]
        .iter()
        .find_map(|key| schema.get(*key)?.as_array())
        .map_or(&[], Vec::as_slice)
}

/// Whether a property is listed in `required`.
pub(super) fn required(schema: &Value, property: &str) -> bool {
    schema
        .get("required")
        .and_then(Value::as_array)
        .is_some_and(|names| names.iter().any(|name| name == property))
}

/// What a map maps to: a schema, or true for anything. A struct lets unknown keys pass, whatever it says.
pub(super) fn additional(schema: &Value) -> &Value {
    const ANYTHING: &Value = &Value::Bool(true);
    let structure = schema["properties"]
        .as_object()
        .is_some_and(|map| !map.is_empty());
    match schema.get("additionalProperties") {
        Some(Value::Object(inner)) if !inner.is_empty() && !structure => {
            &schema["additionalProperties"]
        }
        _ => ANYTHING,
    }
}

/// Whether a keyword bounds values, of any kind.
pub(super) fn is_constraint(keyword: &str) -> bool {
    const CONSTRAINTS: [&str; 14] = [
        "format",
        "pattern",
        "minLength",
        "maxLength",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minItems",
        "maxItems",
        "uniqueItems",
        "minProperties",
        "maxProperties",
    ];
    CONSTRAINTS.contains(&keyword)
}

/// Whether a bound, added, changed or gone, changes the Rust type.
///
/// Limits are left to the server and widths are fixed, so only two formats of strings count.
pub(super) fn makes_the_type(kind: Kind, keyword: &str, before: &Value, after: &Value) -> bool {
    let typed = |value: &Value| value == "date" || value == "binary";
    kind == Kind::String && keyword == "format" && (typed(before) || typed(after))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn kinds_follow_what_the_generator_makes() {
        for (schema, expected) in [
            (json!({}), Kind::Any),
            (json!({"properties": {}}), Kind::Object),
            (json!({"type": "string", "enum": ["a"]}), Kind::Closed),
            (
                json!({"type": "string", "x-extensible-enum": ["a"]}),
                Kind::Open,
            ),
            (
                json!({"enum": ["a"], "x-extensible-enum": true}),
                Kind::Open,
            ),
            (json!({"allOf": [{}, {}]}), Kind::AllOf),
        ] {
            assert_eq!(kind(&schema), expected, "{schema}");
        }
    }

    #[test]
    fn a_wrapper_of_one_part_is_that_part() {
        let schema = json!({"allOf": [{"$ref": "#/x"}], "nullable": true});
        assert_eq!(unwrapped(&schema), &json!({"$ref": "#/x"}));
        assert!(nullable(&schema));
    }

    #[test]
    fn listed_values_leave_null_to_nullable() {
        assert_eq!(values(&json!({"enum": ["a", null]})), vec![json!("a")]);
    }
}
