//! Request functions and calls: what is emitted, that it compiles and does what the marks say, and what is refused.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use dust_sdk_codegen::{Generated, Input, correct, generate};

use crate::support::{file, real, root};

const VAULTS: &str = include_str!("../calls/vaults.yml");

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}

/// The made-up spec, with what written files share.
fn made_up(vaults: &str) -> Input {
    let mut written = real().written;
    written.retain(|file| file.name == "written/common.yml");
    written.push(file("written/vaults.yml", vaults));
    Input {
        specs: Vec::new(),
        written,
        overlays: Vec::new(),
    }
}

fn generated(input: &Input) -> Result<Generated, String> {
    let corrected = correct(input).map_err(|error| error.to_string())?;
    let generated = generate(&corrected.document);
    generated.map_err(|error| input.attribute_error(error).to_string())
}

/// Compares with a file of `tests/calls`; with `UPDATE_SNAPSHOTS` set, writes it.
#[track_caller]
fn matches_snapshot(name: &str, text: &str) {
    let path = folder().join("calls").join(name);
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::write(&path, text).unwrap();
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    let pairs = text.lines().zip(expected.lines());
    let differs = pairs.enumerate().find(|(_, (new, old))| new != old);
    assert!(
        text == expected,
        "{name} is stale from line {:?} on; set UPDATE_SNAPSHOTS to write it",
        differs.map(|(line, _)| line + 1)
    );
}

#[test]
fn the_made_up_spec_gives_these_files() {
    let generated = generated(&made_up(VAULTS)).unwrap();
    matches_snapshot("requests.rs", &generated.requests);
    matches_snapshot("calls.rs", &generated.calls);
}

#[test]
fn the_same_specs_give_the_same_calls() {
    let mut reversed = real();
    reversed.written.reverse();
    reversed.specs.reverse();
    assert!(generated(&real()) == generated(&reversed));
}

/// Every operation has a request function, and a call unless it is written by hand.
#[test]
fn every_operation_is_emitted() {
    let input = real();
    let document = correct(&input).unwrap().document;
    let generated = generated(&input).unwrap();
    let items = document["paths"].as_object().unwrap().values();
    let operations = items.flat_map(|item| item.as_object().unwrap().values());
    let mut built = 0;
    for operation in operations {
        let id = operation["operationId"].as_str().unwrap();
        assert!(
            generated.requests.contains(&format!("pub(crate) fn {id}(")),
            "{id}"
        );
        let call = format!("requests::{}", id.to_uppercase());
        let is_manual = operation["x-manual"] == true;
        assert_eq!(
            generated.calls.contains(&format!("{call})")),
            !is_manual,
            "{id}"
        );
        built += usize::from(!is_manual);
    }
    assert_eq!(generated.calls.matches("call_builder!(").count(), built);
}

/// The calls of the real specs and of the made-up one, compiled against a crate with the same interface, with their
/// documented examples, and run: see `tests/stub` and `tests/calls/wire_tests.rs`.
#[test]
fn compiles_and_does_what_the_marks_say() {
    let mut input = real();
    input.written.push(file("written/vaults.yml", VAULTS));
    let mut document = correct(&input).unwrap().document;
    // Examples of handles may use calls that are written by hand, which the stub does not have.
    let handles = document["x-handles"].as_object_mut().unwrap().iter_mut();
    for (_, handle) in handles.filter(|(name, _)| *name != "vaults") {
        handle.as_object_mut().unwrap().remove("example");
    }
    let generated = generate(&document).unwrap();
    let temporary = tempfile::tempdir().unwrap();
    let stub = temporary.path();
    copy(&folder().join("stub"), stub);
    let source = stub.join("src");
    fs::create_dir(source.join("generated")).unwrap();
    let tests = fs::read_to_string(folder().join("calls/wire_tests.rs")).unwrap();
    let tests = &tests;
    let handwritten = named_after(&generated.types, "pub use crate::types::wire::", ";");
    let resources = named_after(&generated.calls, "\npub mod ", " {");
    let resources = resources.iter().map(|name| {
        format!("/// Calls.\npub mod {name} {{ pub use crate::generated::calls::{name}::*; }}\n")
    });
    let resources: String = resources.collect();
    let checked = [
        "AgentDefinition",
        "AgentPatch",
        "RowBatch",
        "UpsertDocument",
        "VaultLimits",
        "VaultPatch",
    ];
    for (name, text) in [
        ("generated/types.rs", generated.types),
        ("generated/requests.rs", generated.requests),
        ("generated/calls.rs", generated.calls),
        ("api.rs", resources),
        ("wire_tests.rs", tests.clone()),
        (
            "handwritten.rs",
            format!("handwritten!({});\n", handwritten.join(", ")),
        ),
        ("checked.rs", format!("checked!({});\n", checked.join(", "))),
    ] {
        fs::write(source.join(name), text).unwrap();
    }
    fs::copy(root().join("Cargo.lock"), stub.join("Cargo.lock")).unwrap();
    cargo(stub, &["test", "--quiet"]);
    cargo(stub, &["doc", "--quiet", "--no-deps"]);
}

fn named_after(text: &str, start: &str, end: &str) -> Vec<String> {
    let parts = text.split(start).skip(1);
    parts
        .filter_map(|part| Some(part.split_once(end)?.0.to_owned()))
        .collect()
}

fn cargo(folder: &Path, arguments: &[&str]) {
    let target = Path::new(env!("CARGO_TARGET_TMPDIR")).join("stub");
    let output = Command::new(env!("CARGO"))
        .args(arguments)
        .args(["--offline", "--target-dir"])
        .arg(target)
        .current_dir(folder)
        .env_remove("CARGO_TARGET_DIR")
        .output()
        .unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(
        output.status.success(),
        "{arguments:?}: {}\n{}",
        text(&output.stdout),
        text(&output.stderr)
    );
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let from = entry.unwrap().path();
        let to = to.join(from.file_name().unwrap());
        match from.is_dir() {
            true => copy(&from, &to),
            false => drop(fs::copy(&from, &to).unwrap()),
        }
    }
}

/// The message after one change of the made-up spec.
#[track_caller]
fn error_after_replacing(from: &str, to: &str) -> String {
    assert_eq!(VAULTS.matches(from).count(), 1, "{from}");
    match generated(&made_up(&VAULTS.replace(from, to))) {
        Ok(_) => panic!("this was taken: {to}"),
        Err(message) => message,
    }
}

const LIST: &str = "$.paths['/api/v1/w/{wId}/vaults'].get";
const CREATE: &str = "$.paths['/api/v1/w/{wId}/vaults'].post";
const VAULT: &str = "$.paths['/api/v1/w/{wId}/vaults/{vId}']";
const SEARCH: &str = "$.paths['/api/v1/w/{wId}/vaults/{vId}/search'].get";

#[test]
fn refuses_names_that_collide() {
    for name in ["timeout", "header", "raw", "max_retries", "call", "base"] {
        let message = error_after_replacing("x-name: heading", &format!("x-name: {name}"));
        assert_eq!(
            message,
            format!(
                "written/vaults.yml: {LIST}: expected a name of its own for each parameter and member, found `{name}`, \
                 which every call has; give it another name in `x-arguments`, or an `x-name`"
            )
        );
    }
    let message = error_after_replacing("x-name: heading", "x-name: view");
    assert!(
        message.contains("found `view`, which this call has already"),
        "{message}"
    );
    let message = error_after_replacing("name: header, x-name: heading", "name: base");
    assert!(
        message.contains("expected another name than `base`"),
        "{message}"
    );
    let message = error_after_replacing("name: header, x-name: heading", "name: raw");
    assert!(
        message.contains("found `raw`, which every call has"),
        "{message}"
    );
    let message = error_after_replacing("x-call: vault.update", "x-call: vault.get");
    assert!(
        message.starts_with(&format!(
            "written/vaults.yml: {VAULT}.patch['x-call']: expected a method of its own, found `get`"
        )),
        "{message}"
    );
    let message = error_after_replacing("x-call: vault.get", "x-call: vault.paper");
    assert!(
        message.contains("found `paper`, which the handle `paper` has"),
        "{message}"
    );
    let message = error_after_replacing("x-call: vault.get", "x-call: vault.vault_id");
    assert!(
        message.contains("found `vault_id`, which the handle `vault` has"),
        "{message}"
    );
    let message = error_after_replacing("operationId: list_vaults", "operationId: vaults");
    assert!(
        message.contains(
            "found `Vaults`, which is the handle `vaults`; rename the operation `vaults`"
        ),
        "{message}"
    );
    let message = error_after_replacing("operationId: list_vaults", "operationId: request");
    assert!(
        message.contains("found `Request`, which is taken"),
        "{message}"
    );
    let message = error_after_replacing("module: documents", "module: types");
    assert!(
        message.starts_with("written/vaults.yml: $['x-handles'].paper: ")
            && message.contains("found the module `types`, which is taken"),
        "{message}"
    );
}

#[test]
fn refuses_two_ids_in_a_row() {
    let message = error_after_replacing("x-call: record.get", "x-call: vaults.row");
    assert_eq!(
        message,
        "written/vaults.yml: $.paths['/api/v1/w/{wId}/vaults/{vId}/rows/{rowId}'].get['x-call']: expected at most one id \
         among arguments in a row, found `v_id` and `row_id`; let a handle hold one of them (`x-handles`)"
    );
    let message = error_after_replacing(
        "required: [ownerId, labels, quota, limits]\n      properties:",
        "required: [ownerId, parentId, labels, quota, limits]\n      properties:\n        parentId: { type: string }",
    );
    assert!(
        message.contains("found `owner_id` and `parent_id`"),
        "{message}"
    );
}

#[test]
fn refuses_types_without_a_name() {
    let message = error_after_replacing(
        "vaults: { type: array, items: { $ref: '#/components/schemas/Vault' } }",
        "vaults: { type: array, items: { type: object, properties: { a: { type: string } } } }",
    );
    assert_eq!(
        message,
        "written/vaults.yml: $.components.schemas.VaultList.properties.vaults.items: expected a `title`, which names the \
         type, found none; add it if the project writes the spec, else this to its overlay, with a better name if there \
         is one:\n\n  - target: \"$.components.schemas.VaultList.properties.vaults.items\"\n    \
         update: { title: VaultListVaultsItem } # or `x-map: true`, if it stays a map of any JSON\n"
    );
    let message = error_after_replacing("title: VaultView, ", "");
    let action = "  - target: \"$.paths['/api/v1/w/{wId}/vaults'].get.parameters[1]\"\n    x-was: {\"name\":\"view\"}\n    \
                  update: { schema: { title: ListVaultsView } }\n";
    assert!(message.ends_with(action), "{message}");
}

#[test]
fn refuses_marks_that_do_not_fit() {
    let cases = [
        // Spelling and place.
        ("x-requires: admin", "x-require: admin", format!("{LIST}['x-require']: expected a mark, found `x-require`; did you mean `x-requires`?")),
        ("x-requires: admin", "x-requires: owner", format!("{LIST}['x-requires']: expected `admin` or `person`, found \"owner\"")),
        ("x-idempotency: idempotent\n      requestBody:\n        required: true\n        content: { application/json", "x-idempotency: often\n      requestBody:\n        required: true\n        content: { application/json", format!("{VAULT}.patch['x-idempotency']: expected `safe`")),
        // Calls and handles.
        ("x-call: vaults.list", "x-cal: vaults.list", format!("{LIST}['x-cal']: expected a mark")),
        ("      x-call: vaults.list\n", "", format!("{LIST}['x-call']: expected an `x-call` such as `agent.get`, found none on `list_vaults`; add it, or `x-manual: true`")),
        ("x-call: vaults.list", "x-call: vault_list.all", format!("{LIST}['x-call']: expected one of the handles paper, record, vault, vaults, found `vault_list`")),
        ("x-call: vaults.list", "x-call: vault.list", format!("{LIST}['x-call']: expected {{vId}} in the path")),
        ("x-call: vaults.list", "x-call: a.b.c", format!("{LIST}['x-call']: expected `handle.method`")),
        // Arguments and bodies.
        ("x-arguments: { q: text }", "x-arguments: { query: text }", format!("{SEARCH}['x-arguments']: expected one of wId, vId, q, cursor, top_k, order, found `query`")),
        ("x-arguments: { ownerId: owner_id }", "x-arguments: { ownr: owner_id }", format!("{CREATE}['x-arguments']: expected one of")),
        ("x-returns: vaults\n", "x-body: flat\n      x-returns: vaults\n", format!("{LIST}['x-body']: expected a request body, found none")),
        ("x-body: flat\n      x-arguments: { ownerId: owner_id }", "x-manual: false", format!("{CREATE}['x-manual']: expected `true`, or no mark")),
        ("x-call: paper.upload\n      x-manual: true", "x-call: paper.upload", "expected a body that is kept until the call is sent, found bytes; mark the operation `x-manual: true`".to_owned()),
        // Optional bodies and forms.
        ("    VaultNaming:\n      type: object\n", "    VaultNaming:\n      type: object\n      required: [name]\n", "['x-body']: expected a required body, since some of its members are, found an optional one with `name`".to_owned()),
        ("    VaultNaming:\n      type: object\n      properties:\n        name: { type: string }\n", "    VaultNaming: { type: object }\n", "patch['x-body']: expected a body that is an object with members, found another one; correct the mark".to_owned()),
        ("x-call: vault.import\n      x-manual: true", "x-call: vault.import", "import'].post: expected a form that is sent by a call written by hand, found a generated one; mark the operation `x-manual: true`".to_owned()),
        ("        limit: { type: integer }\n        note", "        limit: { type: object }\n        note", "written/vaults.yml: $.components.schemas.VaultImport.properties.limit: expected a part that is a text, a number, a bool or a file, or a list of these, found {".to_owned()),
        // Answers.
        ("x-returns: vaults\n", "x-returns: vault\n", format!("{LIST}['x-returns']: expected a member of the answer: vaults, found `vault`")),
        ("content: { application/json: { schema: { $ref: '#/components/schemas/VaultList' } } }", "content: { text/csv: { schema: { type: string } } }", format!("{LIST}: expected an answer in JSON, or none, found bytes")),
        // Pages.
        ("x-pages: { cursor: cursor, next: nextCursor, items: hits }", "x-pages: { cursor: cursor }", format!("{SEARCH}['x-pages']: expected `{{cursor: PARAMETER, next: MEMBER}}`")),
        ("next: nextCursor, items: hits", "next: nextCursor, item: hits", format!("{SEARCH}['x-pages']: expected `{{cursor:")),
        ("next: nextCursor, items: hits", "next: next, items: hits", format!("{SEARCH}['x-pages']: expected a member of the answer: hits, nextCursor, found `next`")),
        ("next: nextCursor, items: hits", "next: nextCursor", format!("{SEARCH}['x-pages']: expected `items`, or an `x-returns`")),
        ("next: nextCursor, items: hits", "next: nextCursor, items: nextCursor", format!("{SEARCH}['x-pages']: expected a list of items")),
        ("next: nextCursor, items: hits", "next: hits, items: hits", format!("{SEARCH}['x-pages']: expected a cursor that is text")),
        ("x-pages: { cursor: cursor,", "x-pages: { cursor: q,", format!("{SEARCH}['x-pages']: expected an optional parameter that is text, found `q`")),
        ("x-pages: { offset: offset, total: total }", "x-pages: { offset: offset, total: rows }", "expected a total that is a whole number".to_owned()),
        // Defaults and checks.
        ("x-default: 8", "x-default: eight", format!("{SEARCH}: expected an `x-default` of the type of `top_k`, found \"eight\"")),
        ("x-default: newest", "x-default: oldest", format!("{SEARCH}: expected an `x-default` of the type of `order`, found \"oldest\"")),
        ("x-default: 1.5", "x-default: true", format!("{CREATE}: expected an `x-default` of the type of `quota`, found true")),
        ("        limits: { $ref: '#/components/schemas/VaultLimits' }\n", "        limits: { type: array, items: { $ref: '#/components/schemas/VaultLimits' } }\n", format!("{CREATE}.requestBody: expected `x-check` on `NewVault`, found it on `VaultLimits` alone, which is sent inside")),
        // Parameters.
        ("{ in: header, name: X-Trace-Id, schema: { type: string } }", "{ in: header, name: X-Trace-Id, schema: { type: array, items: { type: string } } }", format!("{LIST}: expected a header that is one value")),
        ("name: since, schema: { type: string, format: date }", "name: since, schema: { type: object, additionalProperties: true }", format!("{LIST}: expected a parameter of texts, numbers or bools")),
        ("    - &vId { in: path, name: vId, required: true, schema: { type: string } }", "    - &vId { in: path, name: vId, required: true, schema: { type: integer } }", "expected an id that is text, found `vId` of another type".to_owned()),
    ];
    for (from, to, wanted) in cases {
        let message = error_after_replacing(from, to);
        assert!(message.contains(&wanted), "{to}: {message}");
        assert!(
            message.starts_with("written/vaults.yml: "),
            "{to}: {message}"
        );
    }
}

#[test]
fn an_error_of_a_mark_names_the_overlay() {
    let mut input = real();
    for overlay in &mut input.overlays {
        overlay.text = overlay
            .text
            .replace("x-call: agents.list", "x-call: agents.search");
    }
    let message = generated(&input).unwrap_err();
    assert!(
        message.starts_with(
            "overlay/agents.yml: $.paths['/api/v1/w/{wId}/assistant/agent_configurations/search'].get['x-call']: \
             expected a method of its own, found `search`, which `list_agents` has"
        ),
        "{message}"
    );
}

#[test]
fn marks_of_published_files_are_dropped() {
    let mut input = real();
    for spec in &mut input.specs {
        let marks = "x-manual: true\n      x-call: agent.steal\n      summary: List Agents\n";
        spec.text = spec.text.replace("summary: List Agents\n", marks);
    }
    assert!(
        input
            .specs
            .iter()
            .any(|spec| spec.text.contains("agent.steal"))
    );
    assert!(generated(&input) == generated(&real()));
}
