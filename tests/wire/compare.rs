//! Comparing JSON field by field: `null` and absent are one thing, and numbers compare by value.

use serde_json::{Number, Value};

/// What is new to this crate and must pass without a trace has a name that begins so.
pub(crate) const NEW: &str = "x_new";

/// Where what was encoded again differs from what was sent.
pub(crate) fn difference(sent: &Value, again: &Value) -> Option<String> {
    at("$", sent, again)
}

fn at(path: &str, sent: &Value, again: &Value) -> Option<String> {
    match (sent, again) {
        (Value::Object(sent), Value::Object(again)) => {
            let keys = sent.keys().chain(again.keys());
            let mut keys = keys.filter(|key| !key.starts_with(NEW));
            keys.find_map(|key| {
                let of = |map: &serde_json::Map<String, Value>| {
                    map.get(key).cloned().unwrap_or_default()
                };
                at(&format!("{path}.{key}"), &of(sent), &of(again))
            })
        }
        (Value::Array(sent), Value::Array(again)) if sent.len() == again.len() => {
            let mut pairs = sent.iter().zip(again).enumerate();
            pairs.find_map(|(index, (sent, again))| at(&format!("{path}[{index}]"), sent, again))
        }
        (Value::Number(sent), Value::Number(again)) if same(sent, again) => None,
        (sent, again) if sent == again => None,
        _ => Some(format!("at {path}: sent {sent}, encoded again {again}")),
    }
}

fn same(one: &Number, other: &Number) -> bool {
    match (one.as_i64(), other.as_i64()) {
        (Some(one), Some(other)) => one == other,
        _ => one.as_f64() == other.as_f64(),
    }
}

#[test]
fn tells_what_was_lost_and_what_was_invented() {
    use serde_json::json;
    assert_eq!(
        difference(&json!({"a": 1, "b": null}), &json!({"a": 1.0})),
        None
    );
    assert_eq!(difference(&json!({"x_new": 1}), &json!({})), None);
    for (sent, again) in [
        (json!({"a": 1}), json!({})),
        (json!({}), json!({"a": 1})),
        (json!({"a": [1]}), json!({"a": []})),
        (json!({"a": []}), json!({})),
        (json!({"a": 1}), json!({"a": "1"})),
        (
            json!(9_007_199_254_740_993_i64),
            json!(9_007_199_254_740_992_i64),
        ),
    ] {
        assert!(difference(&sent, &again).is_some(), "{sent} {again}");
    }
}
