//! The overlays are standard ones: another implementation makes the same document of them.

use crate::support;

use dust_sdk_codegen::{merged, overlaid, parse};
use roas_overlay::apply::{Apply, ApplyOptions};
use roas_overlay::v1_0::overlay::Overlay;
use roas_overlay::validation::Validate;
use serde_json::Value;

#[test]
fn another_implementation_makes_the_same_document() {
    let input = support::real();
    let mut theirs = merged(&input).expect("specs that can be merged");
    for file in &input.overlays {
        let overlay: Overlay =
            serde_json::from_value(parse(file).unwrap()).expect("an Overlay 1.0 document");
        overlay
            .validate(Default::default())
            .expect("a valid overlay");
        overlay
            .apply(&mut theirs, ApplyOptions::ErrorOnZeroMatch.into())
            .expect("an overlay that applies");
    }
    let ours = overlaid(&input).unwrap().document;
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
