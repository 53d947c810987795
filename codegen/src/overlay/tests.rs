use serde_json::json;

use super::*;

fn overlay(actions: Value) -> Result<Overlay> {
    let text =
        json!({"overlay": "1.0.0", "info": {"title": "t", "version": "1"}, "actions": actions})
            .to_string();
    let name = "overlay.yml".into();
    Overlay::parse(&[SpecFile { name, text }])
}

fn apply(actions: Value, mut document: Value) -> Result<(Value, Vec<Redundant>)> {
    let redundant = overlay(actions)?.apply(&mut document)?;
    Ok((document, redundant))
}

fn integer_author() -> Value {
    json!([{
        "target": "$.author",
        "description": "the server sends numbers",
        "x-correction": "author-integer",
        "x-was": {"type": "string"},
        "update": {"type": "integer"},
    }])
}

#[test]
fn corrects_what_is_still_wrong() {
    let (document, redundant) = apply(
        integer_author(),
        json!({"author": {"type": "string", "nullable": true}}),
    )
    .unwrap();
    assert_eq!(
        document,
        json!({"author": {"type": "integer", "nullable": true}})
    );
    assert!(redundant.is_empty());
}

#[test]
fn skips_what_upstream_has_corrected() {
    let given = json!({"author": {"type": "integer", "nullable": true}});
    let (document, redundant) = apply(integer_author(), given.clone()).unwrap();
    assert_eq!(document, given);
    assert_eq!(
        redundant,
        [Redundant {
            id: "author-integer".into(),
            targets: vec!["$.author".into()]
        }]
    );
}

#[test]
fn refuses_a_correction_that_no_longer_applies() {
    let error = apply(integer_author(), json!({"author": {"type": "boolean"}})).unwrap_err();
    assert_eq!(
        error.to_string(),
        "overlay.yml: $.author: correction `author-integer` no longer applies: expected {\"type\":\"string\"} (x-was), \
         found {\"type\":\"boolean\"}; check what the server does now, then change or remove it"
    );
}

#[test]
fn refuses_a_target_that_matches_nothing() {
    let error = apply(integer_author(), json!({})).unwrap_err();
    assert!(error.to_string().contains("found nothing"), "{error}");
    let naming = json!([{"target": "$.paths['/a'].get", "update": {"operationId": "a"}}]);
    assert!(apply(naming, json!({"paths": {}})).is_err());
}

#[test]
fn a_target_that_is_gone_lists_what_stands_there() {
    let naming = json!([{"target": "$.a.properties.name", "update": {"title": "Name"}}]);
    let found = |document: Value| apply(naming.clone(), document).unwrap_err().to_string();
    let error = found(json!({"a": {"properties": {"title": {}, "label": {}}}}));
    assert_eq!(
        error,
        "overlay.yml: $.a.properties.name: expected something at this place, found nothing ($.a.properties has label, \
         title); if it has another name now, change the target; else check what the server does now, then remove the action"
    );
    let error = found(json!({"a": {"type": "object"}}));
    assert!(error.contains("found nothing ($.a has type); "), "{error}");
    let many: serde_json::Map<_, _> = (10..40).map(|n| (format!("p{n}"), json!({}))).collect();
    let error = found(json!({"a": {"properties": many}}));
    assert!(error.contains(" p20, p21, …); "), "{error}");
}

#[test]
fn a_property_required_in_vain_is_an_error() {
    let require = |update: Value| {
        let action =
            json!([{"target": "$.a", "description": "d", "x-correction": "c", "update": update}]);
        let list = json!({"type": "array", "items": {"properties": {"id": {}}}});
        apply(action, json!({"a": {"properties": {"agents": list}}}))
    };
    let id = |name: &str| json!({"properties": {"agents": {"items": {"required": [name]}}}});
    for known in [
        json!({"required": ["agents"]}),
        json!({"required": ["new"], "properties": {"new": {"type": "string"}}}),
        id("id"),
    ] {
        assert!(require(known.clone()).is_ok(), "{known}");
    }
    for (vain, wanted) in [
        (
            json!({"required": ["agents", "people"]}),
            "expected the property `people`, which it requires, found agents; ",
        ),
        (
            id("sId"),
            "expected the property `sId`, which it requires, found id; ",
        ),
    ] {
        let error = require(vain).unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
    }
}

#[test]
fn names_always_win() {
    let naming = json!([{"target": "$.get", "update": {"operationId": "ours"}}]);
    let (document, redundant) = apply(naming, json!({"get": {"operationId": "theirs"}})).unwrap();
    assert_eq!(document, json!({"get": {"operationId": "ours"}}));
    assert!(redundant.is_empty());
}

#[test]
fn a_name_given_by_an_index_says_what_must_stand_there() {
    let naming = |was: Value| json!([{"target": "$.list[0]", "x-was": was, "update": {"schema": {"title": "A"}}}]);
    let document = |name: &str| json!({"list": [{"name": name, "schema": {}}]});
    let (named, _) = apply(naming(json!({"name": "a"})), document("a")).unwrap();
    assert_eq!(named["list"][0]["schema"]["title"], "A");
    let error = apply(naming(json!({"name": "a"})), document("b")).unwrap_err();
    assert!(
        error
            .cause()
            .contains("expected {\"name\":\"a\"} (x-was), found {\"name\":\"b\""),
        "{error}"
    );
    let unsaid = json!([{"target": "$.list[0]", "update": {"schema": {"title": "A"}}}]);
    assert!(overlay(unsaid).is_err());
}

#[test]
fn a_parameter_that_an_operation_has_twice_is_refused() {
    let parameter =
        |name: &str, text: &str| json!({"in": "query", "name": name, "description": text});
    let document = |other: &str| {
        let parameters = [parameter("a", "ours"), parameter(other, "theirs")];
        json!({"paths": {"/x": {"get": {"parameters": parameters}}}})
    };
    assert!(require_distinct_parameters(&document("b")).is_ok());
    let error = require_distinct_parameters(&document("a")).unwrap_err();
    assert!(error.cause().contains("`a` twice"), "{error}");
}

#[test]
fn an_addition_stands_on_what_it_adds() {
    let add = json!([{
        "target": "$.view", "description": "d", "x-correction": "view", "update": {"enum": ["new"]},
    }]);
    let (document, _) = apply(add.clone(), json!({"view": {"enum": ["old"]}})).unwrap();
    assert_eq!(document, json!({"view": {"enum": ["old", "new"]}}));
    let (document, redundant) = apply(add, json!({"view": {"enum": ["new", "old"]}})).unwrap();
    assert_eq!(document, json!({"view": {"enum": ["new", "old"]}}));
    assert_eq!(redundant.len(), 1);
}

#[test]
fn a_new_field_that_upstream_has_otherwise_is_an_error() {
    let add = json!([{
        "target": "$.properties", "description": "d", "x-correction": "tags", "update": {"tags": {"type": "array"}},
    }]);
    assert!(apply(add.clone(), json!({"properties": {}})).is_ok());
    assert!(apply(add, json!({"properties": {"tags": {"type": "string"}}})).is_err());
}

#[test]
fn a_remove_and_its_update_count_as_one() {
    let actions = json!([
        {"target": "$.items.properties", "description": "d", "x-correction": "mail", "x-was": {"email": {}}, "remove": true},
        {"target": "$.items", "description": "d", "x-correction": "mail", "x-was": {"type": "object"}, "update": {"type": "string"}},
    ]);
    let wrong = json!({"items": {"type": "object", "properties": {"email": {}}}});
    let right = json!({"items": {"type": "string"}});
    assert_eq!(
        apply(actions.clone(), wrong).unwrap(),
        (right.clone(), vec![])
    );
    let (document, redundant) = apply(actions.clone(), right.clone()).unwrap();
    assert_eq!((document, redundant.len()), (right, 1));
    let half = json!({"items": {"type": "object"}});
    let error = apply(actions, half).unwrap_err();
    assert!(
        error
            .to_string()
            .contains("expected all of it or nothing in the spec"),
        "{error}"
    );
}

#[test]
fn a_correction_says_why_and_has_a_name() {
    let cases = [
        json!({"target": "$.a", "update": {"type": "x"}, "description": "d"}),
        json!({"target": "$.a", "update": {"type": "x"}, "x-correction": "a"}),
        json!({"target": "$.a", "remove": true, "x-correction": "a", "description": "d"}),
        json!({"target": "$.a", "remove": true, "update": {}, "x-correction": "a", "description": "d"}),
        json!({"target": "$..a", "update": {"title": "A"}}),
        json!({"target": "$.a", "update": {"title": "A"}, "extends": "b"}),
        json!({"target": "$.a", "update": {"title": "A"}, "x-correction": "a"}),
    ];
    for action in cases {
        assert!(overlay(json!([action])).is_err(), "{action}");
    }
}

#[test]
fn an_operation_without_a_name_prints_the_action_to_paste() {
    let document = json!({"paths": {"/a/{b}": {"get": {"summary": "List Things"}}}});
    let error = require_names(&document).unwrap_err();
    assert_eq!(
        error.cause(),
        "expected an `operationId`, found none; add it if the project writes the spec, else this to its overlay:\n\n  - target: \"$.paths['/a/{b}'].get\"\n    \
         update: { operationId: list_things, x-manual: true } # or, for a generated call, `x-call: HANDLE.METHOD` \
         instead of `x-manual`\n"
    );
}

#[test]
fn upstream_may_catch_up_in_its_own_words() {
    let add = json!([{
        "target": "$.properties", "description": "d", "x-correction": "read",
        "update": {"canRead": {"type": "boolean", "description": "ours"}},
    }]);
    let given = json!({"properties": {"canRead": {"type": "boolean", "description": "theirs"}}});
    let (document, redundant) = apply(add, given.clone()).unwrap();
    assert_eq!((document, redundant.len()), (given, 1));
    let words = json!([{
        "target": "$.a", "description": "d", "x-correction": "words", "x-was": {"description": "wrong"},
        "update": {"description": "right"},
    }]);
    let (document, _) = apply(words.clone(), json!({"a": {"description": "wrong"}})).unwrap();
    assert_eq!(document, json!({"a": {"description": "right"}}));
    assert!(apply(words, json!({"a": {"description": "else"}})).is_err());
}

#[test]
fn a_partly_known_addition_adds_the_rest() {
    let add = json!([{
        "target": "$.view", "description": "d", "x-correction": "view", "update": {"enum": ["a", "b"]},
    }]);
    let (document, redundant) = apply(add, json!({"view": {"enum": ["b", "c"]}})).unwrap();
    assert_eq!(document, json!({"view": {"enum": ["b", "c", "a"]}}));
    assert!(redundant.is_empty());
}

#[test]
fn the_actions_of_a_correction_stand_side_by_side() {
    let action = |target: &str, id: &str| json!({"target": target, "description": "d", "x-correction": id, "update": {"type": "x"}});
    let error = overlay(json!([
        action("$.a", "one"),
        action("$.b", "two"),
        action("$.c", "one")
    ]))
    .unwrap_err();
    assert!(
        error
            .cause()
            .contains("the actions of the correction `one` side by side"),
        "{error}"
    );
    assert!(
        overlay(json!([
            action("$.a", "one"),
            action("$.b", "one"),
            action("$.c", "two")
        ]))
        .is_ok()
    );
}

#[test]
fn without_leaves_out_one_correction_whole() {
    let overlay = overlay(json!([
        {"target": "$.a", "description": "d", "x-correction": "one", "update": {"type": "x"}},
        {"target": "$.b", "description": "d", "x-correction": "one", "update": {"type": "x"}},
        {"target": "$.c", "description": "d", "x-correction": "two", "update": {"type": "x"}},
    ]))
    .unwrap();
    assert_eq!(overlay.corrections(), ["one", "two"]);
    let overlay = overlay.without("one");
    assert_eq!(overlay.corrections(), ["two"]);
    let mut document = json!({"c": {}});
    assert_eq!(overlay.apply(&mut document), Ok(vec![]));
    assert_eq!(document, json!({"c": {"type": "x"}}));
}

#[test]
fn names_have_to_be_different_and_fit_for_methods() {
    let named = |one: &str, other: &str| {
        require_names(
            &json!({"paths": {"/a": {"get": {"operationId": one}, "post": {"operationId": other}}}}),
        )
    };
    assert_eq!(named("list_agents", "get_run2"), Ok(()));
    let error = named("list_agents", "list_agents").unwrap_err();
    assert_eq!(
        error.to_string(),
        "the merged specs: $.paths['/a'].post: expected an `operationId` of its own, found `list_agents`, as at \
         $.paths['/a'].get; rename one of the operations"
    );
    for name in [
        "",
        "new",
        "match",
        "listAgents",
        "list-agents",
        "1st",
        "_a",
        "a_",
        "a__b",
        "über",
        "self",
    ] {
        assert!(named("list_agents", name).is_err(), "{name}");
    }
}

#[test]
fn what_says_nothing_is_as_good_as_removed() {
    let remove = json!([{
        "target": "$.items", "description": "d", "x-correction": "any", "x-was": {"type": "object"}, "remove": true,
    }]);
    let (document, _) = apply(remove.clone(), json!({"items": {"type": "object"}})).unwrap();
    assert_eq!(document, json!({}));
    for caught_up in [json!({}), json!({"items": {}})] {
        let (document, redundant) = apply(remove.clone(), caught_up.clone()).unwrap();
        assert_eq!((document, redundant.len()), (caught_up, 1));
    }
    assert!(apply(remove, json!({"items": {"type": "string"}})).is_err());
}

#[test]
fn a_property_called_title_is_no_name() {
    let add = json!([{
        "target": "$.properties", "description": "d", "x-correction": "title", "update": {"title": {"type": "string"}},
    }]);
    let (document, _) = apply(add, json!({"properties": {}})).unwrap();
    assert_eq!(
        document,
        json!({"properties": {"title": {"type": "string"}}})
    );
}
