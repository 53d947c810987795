//! Answers about apps.

use dust_sdk::types::SpaceKind;
use serde_json::{Value, json};

use crate::cases::{Case, with, without};
use crate::fetch::list_apps;

fn app() -> Value {
    json!({
        "id": 5512, "sId": "Hn5wPz0cVe", "name": "pricing", "description": "Prices", "savedSpecification": "[]",
        "savedConfig": "{}", "savedRun": "9d0c", "dustAPIProjectId": "10482", "space": space()
    })
}

fn space() -> Value {
    json!({
        "sId": "vlt_1", "name": "Company Data", "kind": "global", "groupIds": ["grp_1"], "isRestricted": false,
        "managementMode": "manual", "createdAt": 1_752_488_100_123_i64, "updatedAt": 1_761_300_912_000_i64
    })
}

fn variants() -> Vec<(&'static str, Value)> {
    let space_with = |fields: Value| json!({"space": with(&space(), &fields)});
    vec![
        ("as it is", json!({})),
        (
            "never saved",
            json!({"savedSpecification": null, "savedConfig": null, "savedRun": null}),
        ),
        ("description null", json!({"description": null})),
        ("description empty", json!({"description": ""})),
        ("specification null", json!({"savedSpecification": null})),
        ("config null", json!({"savedConfig": null})),
        ("run null", json!({"savedRun": null})),
        ("project null", json!({"dustAPIProjectId": null})),
        ("id of 64 bits", json!({"id": 9_007_199_254_740_993_i64})),
        ("id null", json!({"id": null})),
        ("id a float", json!({"id": 5512.0})),
        (
            "datasets",
            json!({"datasets": [{"name": "d", "description": null, "rows": [1]}, "old"]}),
        ),
        ("datasets none", json!({"datasets": []})),
        (
            "datasets null",
            json!({"datasets": null, "coreSpecifications": null}),
        ),
        (
            "specifications",
            json!({"coreSpecifications": {"c0ffee": "block …", "beef": {"x": null}}}),
        ),
        (
            "new fields",
            json!({"x_new": [{}], "space": with(&space(), &json!({"x_new": 1}))}),
        ),
        ("space null", json!({"space": null})),
        (
            "space of an unseen kind",
            space_with(json!({"kind": "orbital"})),
        ),
        (
            "space managed in an unseen way",
            space_with(json!({"managementMode": "by_lot"})),
        ),
        (
            "space managed by group",
            space_with(json!({"managementMode": "group", "groupIds": [], "isRestricted": true})),
        ),
        (
            "space dated in floats",
            space_with(json!({"createdAt": 1_752_488_100_123.0, "updatedAt": null})),
        ),
        (
            "space at its least",
            json!({"space": {"sId": "vlt_1", "name": "R&D"}}),
        ),
    ]
}

pub(crate) fn cases() -> Vec<Case> {
    let list = |app: Value| json!({"apps": [app]});
    let mut cases: Vec<Case> = Vec::new();
    for (name, fields) in variants() {
        cases.push(Case::json(
            format!("app, {name}"),
            list_apps,
            list(with(&app(), &fields)),
        ));
    }
    for field in [
        "id",
        "description",
        "savedSpecification",
        "savedConfig",
        "savedRun",
        "dustAPIProjectId",
        "space",
    ] {
        cases.push(Case::json(
            format!("app without {field}"),
            list_apps,
            list(without(&app(), field)),
        ));
    }
    for kind in SpaceKind::KNOWN {
        let space = with(&space(), &json!({"kind": kind}));
        cases.push(Case::json(
            format!("app, space kind {kind}"),
            list_apps,
            list(with(&app(), &json!({"space": space}))),
        ));
    }
    cases.push(Case::json("apps, none", list_apps, json!({"apps": []})));
    cases
}
