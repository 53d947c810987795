use serde_json::json;

use super::*;
use crate::value::cases;

fn operation(marks: Value) -> Value {
    json!({"paths": {"/a": {"get": marks}}})
}

#[test]
fn takes_every_mark_in_its_place() {
    let document = json!({
        "x-handles": {},
        "paths": {"/a": {"get": {
            "x-call": "agent.get",
            "x-arguments": {"sId": "agent_id"},
            "x-returns": "agentConfiguration",
            "x-body": "flat",
            "x-pages": {},
            "x-idempotency": "safe",
            "x-requires": "admin",
            "x-manual": true,
            "x-docs": "Reads an agent.",
            "parameters": [{"x-name": "id", "x-docs": "d", "x-default": 8, "x-text-id": true}],
            "responses": {"200": {"headers": {"x-rate": {"schema": {"x-handwritten": true}}}}},
        }}},
        "components": {
            "schemas": {"A": {
                "x-check": true,
                "x-keeps-unknown": true,
                "properties": {"x-id": {"x-in-constructor": true, "x-name": "id"}},
                "example": {"x-a": 1},
            }},
            "parameters": {"x-p": {"x-text-id": true}},
        },
    });
    assert_eq!(check(&document), Ok(()));
}

#[test]
fn refuses_what_is_no_mark() {
    let error = check(&operation(json!({"x-idempotancy": "safe"}))).unwrap_err();
    assert_eq!(
        error.to_string(),
        "the corrected document: $.paths['/a'].get['x-idempotancy']: expected a mark, found `x-idempotancy`; \
         did you mean `x-idempotency`?"
    );
    let error = check(&json!({"info": {"x-logo-url": 1}})).unwrap_err();
    assert!(
        error.cause().ends_with("specs/README.md lists the marks"),
        "{error}"
    );
}

#[test]
fn refuses_a_mark_in_another_place() {
    let schema = json!({"components": {"schemas": {"A": {"x-call": "a.b"}}}});
    let error = check(&schema).unwrap_err();
    assert_eq!(
        error.cause(),
        "expected `x-call` on an operation, found it on a schema; move or remove it"
    );
    let component = json!({"components": {"schemas": {"A": {"x-name": "b"}}}});
    assert_eq!(
        check(&component).unwrap_err().cause(),
        "expected `x-name` on a parameter or a property, found it on a schema; move or remove it"
    );
    let response = operation(json!({"responses": {"200": {"x-docs": "d"}}}));
    assert!(check(&response).unwrap_err().cause().contains("on this"));
}

#[test]
fn refuses_values_of_another_kind() {
    let table = r#"
        {"x-manual": false} => `true`, or no mark
        {"x-idempotency": "Safe"} => `safe` or `idempotent` or `unsafe`
        {"x-call": " "} => text
        {"x-arguments": {"a": "aId"}} => names such as
        {"x-arguments": {"a": "type"}} => names such as
        {"x-body": "nested"} => `flat`
        {"x-pages": "cursor"} => an object
        {"parameters": [{"x-default": [1]}]} => a number or a bool
        {"parameters": [{"x-name": "a-b"}]} => a name such as
    "#;
    for (marks, wanted) in cases(table) {
        let error = check(&operation(marks.clone())).unwrap_err();
        assert!(error.cause().contains(wanted), "{marks}: {error}");
    }
}
