//! The overlay stays a standard one: another implementation makes the same document of it.

use crate::support;

use dust_sdk_codegen::{correct, lower, merge, parse};
use roas_overlay::apply::{Apply, ApplyOptions};
use roas_overlay::v1_0::overlay::Overlay;
use roas_overlay::validation::Validate;
use serde_json::Value;

fn merged() -> Value {
    let files: Vec<(String, Value)> = support::real()
        .specs
        .iter()
        .map(|spec| {
            let document = parse(spec).and_then(|document| lower(&spec.name, document));
            (spec.name.clone(), document.expect("a published spec"))
        })
        .collect();
    merge(&files).expect("published specs")
}

#[test]
fn another_implementation_makes_the_same_document() {
    let input = support::real();
    let overlay: Overlay =
        serde_json::from_value(parse(&input.overlay).unwrap()).expect("an Overlay 1.0 document");
    overlay
        .validate(Default::default())
        .expect("a valid overlay");
    let mut theirs = merged();
    overlay
        .apply(&mut theirs, ApplyOptions::ErrorOnZeroMatch.into())
        .expect("an overlay that applies");
    let ours = correct(&input).unwrap().document;
    assert!(theirs == ours, "{}", first_difference("$", &theirs, &ours));
}

fn first_difference(place: &str, theirs: &Value, ours: &Value) -> String {
    match (theirs, ours) {
        (Value::Object(theirs), Value::Object(ours)) => {
            let keys = theirs.keys().chain(ours.keys());
            for key in keys {
                let (one, other) = (&theirs.get(key), &ours.get(key));
                if one != other {
                    let null = &Value::Null;
                    let place = format!("{place}.{key}");
                    return first_difference(&place, one.unwrap_or(null), other.unwrap_or(null));
                }
            }
            place.to_owned()
        }
        _ => format!("{place}: theirs is {theirs}, ours is {ours}"),
    }
}
