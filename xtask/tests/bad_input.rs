//! Specs that cannot be taken: one clear message, exit code 1, and no file changed.

mod support;

use serde_json::{Value, json};

use support::{AGENTS, APPS, APPS_OVERLAY, Copy, operation, put};

const AGENT: &str = "/components/schemas/AgentConfiguration/properties";

#[test]
fn files_that_cannot_be_read() {
    let copy = Copy::new();
    let agents = copy.read(&format!("specs/{AGENTS}"));
    let broken = agents.replacen("  title: Dust Agents API", "  title: [Dust Agents API", 1);
    let cases: Vec<(&str, Vec<u8>, &[&str])> = vec![
        (
            "broken.yml",
            broken.into(),
            &["broken.yml", "line ", "column "],
        ),
        (
            "broken.json",
            b"{\"openapi\": \"3.0.0\",\n\"paths\": {]}".to_vec(),
            &["broken.json", "line 2, column 11"],
        ),
        (
            "empty.yml",
            Vec::new(),
            &["empty.yml: expected a document, found an empty one"],
        ),
        (
            "text.yml",
            b"Hello.".to_vec(),
            &["text.yml: $.openapi: expected an OpenAPI document, found no version"],
        ),
        (
            "list.yml",
            b"- a\n- b\n".to_vec(),
            &["list.yml: $.openapi: expected an OpenAPI document, found no version"],
        ),
        (
            "bytes.yml",
            vec![0xff, 0xfe, 0x00],
            &[
                "bytes.yml: expected what can be read as a spec, found stream did not contain valid UTF-8",
            ],
        ),
        (
            "twice.json",
            b"{\"openapi\": \"3.0.0\",\n\"openapi\": \"3.0.0\"}".to_vec(),
            &[
                "twice.json: line 2, column 19: expected JSON, found the key `openapi` twice; correct the text",
            ],
        ),
        (
            "deep.json",
            format!("{{\"openapi\": {}", "[".repeat(200_000)).into(),
            &[
                "deep.json: line 1, column ",
                "expected JSON, found recursion limit exceeded; ",
            ],
        ),
        (
            "large.json",
            b"{\"openapi\": 18446744073709551616}".to_vec(),
            &[
                "large.json: line 1, column 13: expected a whole number of at most 64 bits, found 18446744073709551616; ",
            ],
        ),
        (
            "twice.yml",
            b"openapi: 3.0.0\nopenapi: 3.0.0\n".to_vec(),
            &["twice.yml", "line ", "column "],
        ),
    ];
    for (name, bytes, parts) in cases {
        copy.write(name, bytes);
        copy.refuses(&["--from", name], parts);
    }
    copy.refuses(
        &["--from", "nowhere.yml"],
        &["nowhere.yml: expected what can be read as a spec, found No such file"],
    );
    // It would never end.
    copy.refuses(
        &["--from", "/dev/zero"],
        &["/dev/zero: expected what can be read as a spec, found something else than a regular file"],
    );
    copy.write("folder/readme.md", "Nothing here.");
    copy.refuses(
        &["--from", "folder"],
        &["folder: expected a spec (*.yml, *.yaml, *.json), found none"],
    );
}

#[test]
fn documents_that_cannot_be_compiled() {
    type Change = (
        &'static str,
        Box<dyn Fn(&mut Value)>,
        &'static [&'static str],
    );
    let set = |place: &'static str, value: Value| -> Box<dyn Fn(&mut Value)> {
        Box::new(move |document| put(document, place, value.clone()))
    };
    let cases: Vec<Change> = vec![
        (
            "a dangling reference",
            Box::new(|document| {
                put(
                    document,
                    &format!("{AGENT}/name"),
                    json!({"$ref": "#/components/schemas/Gone"}),
                )
            }),
            &[AGENTS, "properties.name", "#/components/schemas/Gone"],
        ),
        (
            "an unsupported version",
            set("/openapi", json!("4.0.0")),
            &[AGENTS, "$.openapi", "4.0.0"],
        ),
        (
            "an older version",
            Box::new(|document| {
                put(document, "/openapi", Value::Null);
                put(document, "/swagger", json!("2.0"));
            }),
            &[AGENTS, "found Swagger \"2.0\""],
        ),
        (
            "an unsupported keyword",
            Box::new(|document| {
                put(
                    document,
                    &format!("{AGENT}/name/unevaluatedProperties"),
                    json!(false),
                )
            }),
            &[AGENTS, "unevaluatedProperties"],
        ),
    ];
    let copy = Copy::new();
    for (name, change, parts) in cases {
        copy.publish_one(AGENTS, change);
        let outcome = copy.regen(&["--from", "new"]);
        assert_eq!(outcome.code, 1, "{name}: {outcome:#?}");
        copy.refuses(&["--from", "new"], parts);
    }
}

#[test]
fn a_document_of_another_api() {
    let copy = Copy::new();
    let pets = json!({"openapi": "3.0.0", "info": {"title": "Pet Store", "version": "1"},
                      "paths": {"/pets": {"get": {"tags": ["Pets"], "responses": {}}}}});
    copy.write("pets.json", pets.to_string());
    copy.refuses(
        &["--from", "pets.json"],
        &[
            "expected a document of this API, found another: pets.json (Pet Store; tags: Pets)",
            "name one of its operations in an overlay",
        ],
    );

    // Beside files of this API it is left out, and said to be.
    copy.publish(|_, _| {});
    copy.write("new/pets.json", pets.to_string());
    let outcome = copy.regen(&["--from", "new"]);
    assert_eq!(outcome.short_rows(), Vec::<String>::new());
    assert!(
        outcome.stderr.contains("left out: new/pets.json"),
        "{}",
        outcome.stderr
    );
}

#[test]
fn two_documents_for_one_file() {
    let copy = Copy::new();
    copy.publish(|_, _| {});
    let text = copy.read(&format!("specs/{APPS}"));
    for (place, value) in [
        (
            operation("spaces/{spaceId}/apps", "get") + "/summary",
            json!("Other"),
        ),
        (
            "/components/schemas/Run/properties/run_id/type".to_owned(),
            json!("integer"),
        ),
    ] {
        let mut other = support::parse(&text);
        put(&mut other, &place, value);
        copy.write("new/copy.yml", other.to_string());
        let name = format!("new/{APPS}");
        copy.refuses(
            &["--from", "new"],
            &[
                "new/copy.yml: ",
                "expected the operation as",
                &name,
                "give one of the two documents",
            ],
        );
    }
    // The same twice is once, under the name that is known.
    copy.write("new/copy.yml", text);
    let outcome = copy.regen(&["--from", "new"]);
    assert_eq!(outcome.short_rows(), Vec::<String>::new());
    let told = "new/copy.yml (Dust Apps API): all of its operations are in other documents";
    assert!(outcome.stderr.contains(told), "{}", outcome.stderr);
    assert!(
        !outcome.stderr.contains(&format!("is {APPS}")),
        "{}",
        outcome.stderr
    );
}

#[test]
fn a_broken_overlay_or_list_of_sources() {
    let copy = Copy::new();
    let overlay = copy.read(APPS_OVERLAY);
    copy.write(APPS_OVERLAY, "overlay: [");
    copy.refuses(&["--from", "specs"], &["overlay/apps.yml", "line "]);
    copy.write(APPS_OVERLAY, overlay);
    copy.write("specs/sources.toml", "[[file]");
    copy.refuses(
        &["--from", "specs"],
        &["specs/sources.toml", "expected TOML, found"],
    );
}
