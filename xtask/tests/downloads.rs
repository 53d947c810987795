//! Specs from the web, served on the loopback interface, well and badly.

mod support;

use serde_json::json;

use support::server::{Answer, serve};
use support::{AGENTS, APPS, Copy, WORKSPACE, published, put};

/// The published files with one field more, as answers.
fn answers(copy: &Copy) -> Vec<(String, Answer)> {
    copy.publish_one(AGENTS, |document| {
        let place = "/components/schemas/AgentConfiguration/properties/nickname";
        put(document, place, json!({"type": "string"}));
    });
    let file = |name: String| {
        let body = copy.read(&format!("new/{name}")).into_bytes();
        (name, Answer::Body(body))
    };
    published().into_iter().map(file).collect()
}

const ADDITION: [&str; 1] = ["addition Agent:nickname field response"];

#[test]
fn a_base_a_file_and_the_listed_addresses() {
    let copy = Copy::new();
    let base = serve(answers(&copy));
    let dry = |from: &str| copy.regen(&["--from", from, "--dry-run"]);
    let outcome = dry(&base);
    assert_eq!(outcome.short_rows(), ADDITION);
    for name in published() {
        let line = format!("{base}/{name}: ");
        assert!(outcome.stderr.contains(&line), "{}", outcome.stderr);
    }
    assert_eq!(dry(&format!("{base}/")).short_rows(), ADDITION);
    assert_eq!(dry(&format!("{base}/{AGENTS}")).short_rows(), ADDITION);

    let sources = copy.read("specs/sources.toml");
    let addresses =
        "https://raw.githubusercontent.com/api-evangelist/dust-tt/main/openapi/_original";
    assert!(sources.contains(addresses), "{sources}");
    copy.write("specs/sources.toml", sources.replace(addresses, &base));
    assert_eq!(copy.regen(&[]).short_rows(), ADDITION);
    assert!(
        copy.read("specs/sources.toml")
            .contains(&format!("url = \"{base}/{APPS}\""))
    );
    assert_eq!(copy.run(&["regen", "--check"]).code, 0);
}

#[test]
fn a_redirect_is_followed() {
    let copy = Copy::new();
    let base = serve(answers(&copy));
    let redirect = |name: String| {
        let target = format!("{base}/{name}");
        (name, Answer::Redirect(target))
    };
    let old = serve(published().into_iter().map(redirect));
    assert_eq!(
        copy.regen(&["--from", &old, "--dry-run"]).short_rows(),
        ADDITION
    );
}

#[test]
fn what_does_not_arrive_whole_changes_nothing() {
    let copy = Copy::new();
    let body = copy.read(&format!("specs/{APPS}")).into_bytes();
    let too_large = 17 * 1024 * 1024;
    let cases: [(Answer, &str); 9] = [
        (Answer::Status(404), "expected a spec, found the status 404"),
        (Answer::Status(500), "expected a spec, found the status 500"),
        (Answer::Cut(body.clone()), "cut short"),
        (Answer::CutChunks(body), "cut short"),
        (Answer::Endless(too_large), "more than the limit of 16 MiB"),
        (
            Answer::Promise(too_large as u64),
            "more than the limit of 16 MiB",
        ),
        (Answer::Body(vec![0xff, 0xfe]), "no UTF-8"),
        (
            Answer::Body(Vec::new()),
            "expected a document, found an empty one",
        ),
        (Answer::Redirect("/round".to_owned()), "too many redirects"),
    ];
    for (answer, message) in cases {
        // The other two files are well: not even they may be taken.
        let mut all = answers(&copy);
        all.retain(|(name, _)| name != APPS);
        all.extend([
            (APPS.to_owned(), answer),
            ("round".to_owned(), Answer::Redirect("/round".to_owned())),
        ]);
        let base = serve(all);
        copy.refuses(&["--from", &base], &[&format!("{base}/{APPS}"), message]);
    }
}

#[test]
fn a_server_that_says_nothing_is_given_up() {
    let copy = Copy::new();
    let base = serve([(WORKSPACE, Answer::Silence)]);
    let address = format!("{base}/{WORKSPACE}");
    copy.refuses(
        &["--from", &address, "--timeout", "0.3"],
        &[
            &address,
            "expected a spec, found no whole answer within 0.3 s; check the address",
        ],
    );
}

#[test]
fn a_server_that_is_not_there() {
    let copy = Copy::new();
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/{AGENTS}", listener.local_addr().unwrap());
    drop(listener);
    copy.refuses(&["--from", &address], &[&address]);
    copy.refuses(
        &["--from", "http://["],
        &["http://[", "expected a spec, found no address"],
    );
}

#[test]
fn a_list_without_addresses_asks_where_to_look() {
    let copy = Copy::new();
    copy.write("specs/sources.toml", "");
    copy.refuses(&[], &["specs/sources.toml", "--from"]);
    copy.refuses(&["--from", "http://127.0.0.1:1"], &["specs/sources.toml"]);
}
