//! The same specs in another form are the same specs: names, types and bytes.

use dust_sdk_codegen::{Input, correct, generate, parse};
use serde_json::{Map, Value, json};

use crate::support::{changed, file, joined, real};

fn code(input: &Input) -> String {
    joined(&generate(&correct(input).unwrap().document).unwrap())
}

/// The code without docs, which say what the specs say.
fn undocumented(input: &Input) -> String {
    let code = code(input);
    let lines = code
        .lines()
        .filter(|line| !line.trim_start().starts_with("//"));
    lines.collect::<Vec<_>>().join("\n")
}

/// Applies a change to every object of a document, from the inside out.
fn each_object(value: &mut Value, change: &dyn Fn(&mut Map<String, Value>)) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(|item| each_object(item, change)),
        Value::Object(map) => {
            map.values_mut()
                .for_each(|member| each_object(member, change));
            change(map);
        }
        _ => {}
    }
}

/// The form that newer publications have.
fn newer(document: &mut Value) {
    document["openapi"] = "3.2.0".into();
    each_object(document, &|map| {
        if map.get("nullable") == Some(&Value::Bool(true))
            && map.get("type").is_some_and(Value::is_string)
        {
            map.remove("nullable");
            let kind = map["type"].clone();
            map.insert("type".into(), json!([kind, "null"]));
        }
        if map.contains_key("responses") {
            let summary = map["summary"].as_str().unwrap_or_default();
            let derived: String = summary.chars().filter(|c| c.is_alphanumeric()).collect();
            map.insert("operationId".into(), format!("derived{derived}").into());
            map.insert("x-operation-id-source".into(), "derived".into());
        }
        if let Some(Value::String(text)) = map.get_mut("description") {
            *text = text.replace('\n', " \n  ").replace(". ", ".\n");
        }
    });
}

#[test]
fn the_same_specs_give_the_same_bytes() {
    assert!(code(&real()) == code(&real()));
}

#[test]
fn the_newer_form_gives_the_same_code() {
    let published = undocumented(&real());
    let republished = changed(real(), newer);
    assert!(correct(&republished).unwrap().redundant.is_empty());
    assert!(undocumented(&republished) == published);
}

#[test]
fn the_newer_version_keeps_the_older_nullable() {
    let published = code(&real());
    let mixed = changed(real(), |document| document["openapi"] = "3.1.1".into());
    assert!(code(&mixed) == published);
}

#[test]
fn one_file_in_the_newer_form_is_no_contradiction() {
    let published = undocumented(&real());
    for index in 0..real().specs.len() {
        let mut mixed = real();
        mixed.specs[index] = changed(real(), newer).specs.swap_remove(index);
        assert!(
            undocumented(&mixed) == published,
            "{}",
            mixed.specs[index].name
        );
    }
}

#[test]
fn published_titles_and_names_change_nothing() {
    let named = changed(real(), |document| {
        each_object(document, &|map| {
            if map.get("type").is_some_and(Value::is_string) {
                map.insert("title".into(), "Theirs".into());
            }
            if map.contains_key("responses") {
                map.insert("operationId".into(), "theirs".into());
            }
        });
    });
    assert!(code(&named) == code(&real()));
}

/// Publishers rename the parameters of paths without a change of the server.
#[test]
fn names_of_path_parameters_change_nothing() {
    let renamed = |name: &str| format!("{name}OfTheirs");
    let published = changed(real(), |document| {
        let paths = document["paths"].as_object_mut().unwrap();
        for (path, mut item) in std::mem::take(paths) {
            each_object(&mut item, &|map| {
                if map.get("in") == Some(&json!("path")) {
                    map["name"] = renamed(map["name"].as_str().unwrap()).into();
                }
            });
            paths.insert(path.replace('}', "OfTheirs}"), item);
        }
    });
    assert!(
        published
            .specs
            .iter()
            .all(|spec| spec.text.contains("{wIdOfTheirs}"))
    );
    assert!(correct(&published).unwrap().document == correct(&real()).unwrap().document);
}

/// A value more in the enum of a response, and keys of a free object that are named, lose nothing.
#[test]
fn what_is_open_stays_open_whatever_is_listed() {
    let configuration = |document: &mut Value| {
        each_object(document, &|map| {
            if let Some(configuration) = map
                .get_mut("configuration")
                .filter(|c| c["type"] == "object")
            {
                configuration["properties"] = json!({"server": {"type": "string"}});
            }
        });
    };
    let published = changed(real(), configuration);
    assert!(published.specs[0].text.contains("server"));
    assert!(code(&published) == code(&real()));
    let kept = changed(real(), |document| {
        each_object(document, &|map| {
            if let Some(agent) = map.get_mut("generation_settings") {
                agent["properties"]["extras"] =
                    json!({"type": "object", "properties": {"a": {"type": "string"}}});
            }
        });
    });
    let mut kept = kept;
    for operation in ["{sId}'].patch", "import'].post"] {
        let place = "requestBody.content['application/json'].schema.properties.generation_settings.properties.extras";
        kept.overlays[0].text += &format!(
            "\n  - target: \"$.paths['/api/v1/w/{{wId}}/assistant/agent_configurations/{operation}.{place}\"\n    \
             update: {{ title: GenerationExtras }}\n"
        );
    }
    let code = code(&kept);
    let start = code.find("pub struct GenerationExtras {").unwrap();
    let fields = &code[start..start + code[start..].find('}').unwrap()];
    assert!(fields.contains("#[serde(flatten)]"), "{fields}");
}

/// A set of texts that is new in an answer is open without a mark of ours, and one in a request stays closed.
#[test]
fn a_new_set_in_an_answer_is_open() {
    let mut published = changed(real(), |document| {
        each_object(document, &|map| {
            for holder in ["AgentConfiguration", "agent"] {
                if let Some(properties) = map
                    .get_mut(holder)
                    .and_then(|agent| agent.get_mut("properties"))
                {
                    properties["mood"] = json!({"type": "string", "enum": ["glad", "sad"]});
                }
            }
        });
    });
    let body = |operation: &str| {
        let path = format!("/api/v1/w/{{wId}}/assistant/agent_configurations/{operation}");
        let schema = "requestBody.content['application/json'].schema";
        format!("$.paths['{path}.{schema}.properties.agent.properties.mood")
    };
    for (target, title) in [
        (
            "$.components.schemas.AgentConfiguration.properties.mood".to_owned(),
            "AgentMood",
        ),
        (body("import'].post"), "NewAgentMood"),
        (body("{sId}'].patch"), "NewAgentMood"),
    ] {
        published.overlays[0].text +=
            &format!("\n  - target: \"{target}\"\n    update: {{ title: {title} }}\n");
    }
    let code: String = code(&published).split_whitespace().collect();
    assert!(code.contains("AgentMood{Glad=\"glad\",Sad=\"sad\"}"));
    assert!(code.contains("pubenumNewAgentMood{"));
}

/// Prints a document as YAML with the members of objects in reverse order; lists keep theirs.
fn backwards(value: &Value, depth: usize, out: &mut String) {
    let indent = "  ".repeat(depth);
    match value {
        Value::Object(map) if !map.is_empty() => {
            for (key, member) in map.iter().rev() {
                out.push_str(&format!("\n{indent}? {}\n{indent}:", json!(key)));
                backwards(member, depth + 1, out);
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                out.push_str(&format!("\n{indent}-"));
                backwards(item, depth + 1, out);
            }
        }
        scalar => out.push_str(&format!(" {scalar}")),
    }
}

#[test]
fn the_order_of_keys_changes_nothing() {
    let mut input = real();
    let files = input.specs.iter_mut().chain(&mut input.written);
    for spec in files.chain(&mut input.overlays) {
        let document = parse(spec).unwrap();
        let mut text = String::new();
        backwards(&document, 0, &mut text);
        *spec = file(&spec.name, &text);
        assert!(parse(spec).unwrap() == document, "{}", spec.name);
    }
    assert!(code(&input) == code(&real()));
}

#[test]
fn the_order_of_files_changes_no_type() {
    let mut input = real();
    input.specs.reverse();
    input.written.reverse();
    assert!(code(&input) == code(&real()));
}

/// The steps that an import may take.
const STEPS: &str = "/paths/~1api~1v1~1w~1{wId}~1assistant~1agent_configurations~1import/post/requestBody/content/application~1json/schema/properties/agent/properties/max_steps_per_run";

/// A correction that upstream has made by now is skipped and listed; the code is the same.
#[test]
fn what_upstream_has_corrected_is_redundant() {
    let corrected = correct(&real()).unwrap().document;
    let caught_up = changed(real(), |document| {
        if let Some(steps) = document.pointer_mut(STEPS) {
            steps["type"] = "integer".into();
            steps["description"] = "in their own words".into();
        }
    });
    let again = correct(&caught_up).unwrap();
    let ids: Vec<&str> = again
        .redundant
        .iter()
        .map(|redundant| redundant.id.as_str())
        .collect();
    assert_eq!(ids, ["import-max-steps-integer"]);
    let kind = format!("{STEPS}/type");
    assert_eq!(again.document.pointer(&kind), corrected.pointer(&kind));
}
