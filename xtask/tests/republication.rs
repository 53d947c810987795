//! A publication that changes only its form changes nothing for users.

mod support;

use serde_json::{Map, Value, json};

use support::{AGENTS, Copy, published};

const METHODS: [&str; 4] = ["get", "post", "patch", "delete"];

/// A document as Dust's newer publications write it.
fn in_new_form(document: &mut Value) {
    document["openapi"] = json!("3.2.0");
    document["info"]["version"] = json!("1.0.9");
    for (path, item) in document["paths"].as_object_mut().unwrap() {
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                operation["operationId"] = json!(derived(method, path));
                operation["x-operation-id-source"] = json!("derived");
            }
        }
    }
    schemas_in_new_form(document);
}

fn derived(method: &str, path: &str) -> String {
    let words = path.split('/').filter(|word| !word.is_empty());
    let words = words.map(|word| match word.strip_prefix('{') {
        Some(name) => format!("By{}", capital(name.trim_end_matches('}'))),
        None => word.split(['_', '-']).map(capital).collect(),
    });
    format!("{method}{}", words.collect::<String>())
}

fn capital(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    format!("{}{rest}", first.to_uppercase())
}

/// `nullable` becomes a second type, texts are reflowed, an example becomes a list of examples.
fn schemas_in_new_form(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(schemas_in_new_form),
        Value::Object(map) => {
            if map.remove("nullable") == Some(json!(true)) {
                let kind = map["type"].take();
                map.insert("type".into(), json!([kind, "null"]));
            }
            if let Some(Value::String(text)) = map.get_mut("description") {
                *text = format!("{}\n", text.replace(' ', "\n  "));
            }
            if map.contains_key("type")
                && let Some(example) = map.remove("example")
            {
                map.insert("examples".into(), json!([example]));
            }
            map.values_mut().for_each(schemas_in_new_form);
        }
        _ => {}
    }
}

/// YAML with the keys of every object in reverse order.
fn reversed(value: &Value) -> serde_yaml::Value {
    match value {
        Value::Array(items) => items.iter().map(reversed).collect::<Vec<_>>().into(),
        Value::Object(map) => {
            let entries = entries(map)
                .rev()
                .map(|(key, value)| (key.as_str().into(), reversed(value)));
            serde_yaml::Value::Mapping(entries.collect())
        }
        scalar => serde_yaml::to_value(scalar).unwrap(),
    }
}

fn entries(map: &Map<String, Value>) -> impl DoubleEndedIterator<Item = (&String, &Value)> {
    map.iter()
}

/// The generated client without its texts, in words: all that users can name, and all that it does.
fn code(generated: &str) -> Vec<String> {
    let lines = generated
        .lines()
        .filter(|line| !line.trim().starts_with("///"));
    let mut code = lines.collect::<Vec<_>>().join("\n");
    while let Some(start) = code.find("#[doc = \"") {
        let end = code[start..].find("\"]").unwrap();
        code.replace_range(start..start + end + 2, "");
    }
    code.split_whitespace().map(str::to_owned).collect()
}

#[test]
fn the_form_of_3_2_is_no_change() {
    let copy = Copy::new();
    let generated = copy.generated();
    copy.publish(|_, document| in_new_form(document));
    for name in published() {
        let document = support::parse(&copy.read(&format!("new/{name}")));
        copy.write(
            &format!("new/{name}"),
            serde_yaml::to_string(&reversed(&document)).unwrap(),
        );
    }
    let outcome = copy.regen(&["--from", "new", "--strict"]);
    assert_eq!(
        outcome.short_rows(),
        Vec::<String>::new(),
        "{}",
        outcome.stderr
    );
    assert!(
        outcome.stderr.contains("No change of the API"),
        "{}",
        outcome.stderr
    );
    let (before, now) = (code(&generated), code(&copy.generated()));
    let pairs = before.iter().zip(&now);
    let changed: Vec<_> = pairs
        .filter(|(before, now)| before != now)
        .take(3)
        .collect();
    assert_eq!(changed, []);
    assert_eq!(before.len(), now.len());
    assert!(copy.read(&format!("specs/{AGENTS}")).contains("3.2.0"));
    assert!(
        copy.read("specs/sources.toml")
            .contains("version = \"1.0.9\"")
    );
    assert_eq!(copy.run(&["regen", "--check"]).code, 0);
}

#[test]
fn security_said_once_for_a_file_is_no_change() {
    let copy = Copy::new();
    copy.publish_one(AGENTS, |document| {
        document["security"] = json!([{"BearerAuth": []}]);
        for item in document["paths"].as_object_mut().unwrap().values_mut() {
            for operation in item.as_object_mut().unwrap().values_mut() {
                operation.as_object_mut().unwrap().remove("security");
            }
        }
    });
    assert_eq!(copy.diff("specs", "new").short_rows(), Vec::<String>::new());
}

#[test]
fn nullable_counts_in_every_version() {
    let copy = Copy::new();
    copy.publish(|_, document| document["openapi"] = json!("3.2.0"));
    assert_eq!(copy.diff("specs", "new").short_rows(), Vec::<String>::new());
}

#[test]
fn the_same_specs_again_write_nothing() {
    let copy = Copy::new();
    let before = copy.files();
    let outcome = copy.regen(&["--from", "specs"]);
    assert_eq!(outcome.short_rows(), Vec::<String>::new());
    assert!(
        outcome.stderr.contains("Nothing to write"),
        "{}",
        outcome.stderr
    );
    assert!(copy.files() == before);
}
