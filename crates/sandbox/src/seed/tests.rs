use super::*;

fn error(yaml: &str) -> String {
    parse("team.yaml", yaml).unwrap_err().to_string()
}

#[test]
fn errors_name_file_place_expected_and_found() {
    let answers =
        "one of `step`, `stops_gracefully`, `cancelled`, `never_ends`, or a map with one of";
    for (yaml, expected) in [
        (
            "agents:\n  - nmae: x\n",
            "team.yaml:2:5: agents[0]: unknown field `nmae`, expected one of `name`, `id`, `scope`",
        ),
        (
            "[]",
            "team.yaml:1:1: invalid type: sequence, expected a map with keys such as `agents` and `apps`",
        ),
        (
            "agents:\n  - scope: hidden\n",
            "team.yaml:2:5: agents[0]: missing field `name`",
        ),
        (
            "agents:\n  - name: a\n    scope: secret\n",
            "team.yaml:3:12: agents[0].scope: unknown variant `secret`, expected one of `global`, `visible`, `hidden`",
        ),
        (
            "agents:\n  - name: a\n    answers:\n      - 3\n",
            "team.yaml:4:9: agents[0].answers[0]: invalid type: integer `3`, expected an answer: a text, or a list",
        ),
        (
            "agents:\n  - name: a\n    answers:\n      - - text: b\n        - stap\n",
            "team.yaml:5:11: agents[0].answers[0][1]: invalid value: string \"stap\", expected one of `step`",
        ),
        (
            "agents:\n  - name: a\n    answers:\n      - - txet: b\n",
            "team.yaml:4:11: agents[0].answers[0][0]: unknown field `txet`, expected one of `text`, `thinks`",
        ),
        (
            "agents:\n  - name: a\n    answers:\n      - - tool:\n            nam: b\n",
            "team.yaml:5:13: agents[0].answers[0][0].tool: unknown field `nam`, expected one of `name`, `server`",
        ),
        (
            "agents:\n  - name: a\n    answers:\n      - - text: b\n          step: 1\n",
            "team.yaml:4:11: agents[0].answers[0][0]: expected one key, found `text` and `step`",
        ),
        (
            "agents:\n  - name: a\n    answers:\n      - - cut: { after: 1, by: magic }\n",
            "team.yaml:4:32: agents[0].answers[0][0].cut.by: unknown variant `magic`, expected one of `done`",
        ),
        (
            "spaces:\n  - id: a b\n",
            "team.yaml:2:9: spaces[0].id: invalid value: string \"a b\", expected an id of letters, digits",
        ),
        (
            "agents:\n  - { name: a\n",
            "team.yaml:3:1: did not find expected ',' or '}', while parsing a flow mapping",
        ),
    ] {
        let got = error(yaml);
        assert!(got.starts_with(expected), "{got}\n{expected}");
    }
    let got = error("agents:\n  - name: a\n    answers:\n      - - {}\n");
    assert!(got.contains(answers), "{got}");
}

#[test]
fn errors_of_several_values_name_them() {
    for (yaml, expected) in [
        (
            "agents: [{ name: a }, { name: b, id: a }]",
            "team.yaml: agents[1]: duplicate id `a`, which agents[0] has",
        ),
        (
            "agents: [{ name: Support desk }]",
            "team.yaml: agents[0]: missing field `id`: the name `Support desk` cannot be one",
        ),
        (
            "spaces: [{ id: s, apps: [{ id: a }, { id: a }] }]",
            "team.yaml: spaces[0].apps[1]: duplicate id `a`, which spaces[0].apps[0] has",
        ),
        (
            "apps: [{ id: a, blocks: [{ type: code, name: B, value: 1, fails: no }] }]",
            "team.yaml: apps[0].blocks[0]: expected one of `value`, `answer` and `fails`, found `value` and `fails`",
        ),
        (
            "spaces: [{ id: s, apps: [{ id: a, blocks: [{ type: code, name: B, answer: x }] }] }]",
            "team.yaml: spaces[0].apps[0].blocks[0]: `answer` is for blocks of the type `chat`, found the type `code`",
        ),
        (
            "routes: [{ path: a, json: {}, text: b }]",
            "team.yaml: routes[0]: expected one of `json` and `text`, found both",
        ),
        (
            "routes: [{ path: a, status: 700 }]",
            "team.yaml: routes[0]: status: expected a status from 200 to 599, found 700",
        ),
        (
            "defaults: false\nspaces: []\napps: [{ id: a }]",
            "team.yaml: apps: expected none, since `spaces` is empty",
        ),
    ] {
        let got = error(yaml);
        assert!(got.starts_with(expected), "{got}\n{expected}");
    }
}

#[test]
fn a_file_that_is_not_there_is_an_error() {
    let error = SandboxBuilder::new().seed_file("/nowhere/team.yaml");
    let error = error.unwrap_err().to_string();
    assert!(
        error.starts_with("/nowhere/team.yaml: cannot be read: "),
        "{error}"
    );
}

#[test]
fn the_example_shows_every_item_of_an_answer() {
    let text = include_str!("../../examples/seed.yaml");
    parse("seed.yaml", text).unwrap();
    let known = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let words: Vec<&str> = text.split(|c| !known(c)).collect();
    for key in [answers::KEYS, answers::WORDS].concat() {
        assert!(words.contains(&key), "{key}");
    }
}
