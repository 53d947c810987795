//! Servers that repeat the key, shout, or never end: every kind of call against every such answer.
//!
//! Whatever a server says, an error of this crate is one short printable line, quotes no more than seven characters of
//! the key in a row, and comes within the limits of the call.

mod answers;
mod kinds;
mod printed;

use std::time::Duration;

use dust_sdk::{Client, Config, Error};
use futures_util::StreamExt;
use futures_util::stream;
use serde_json::json;
use tokio::time::{Instant, timeout};

use super::support::{Act, Seen, Server, head, json};
use answers::Answer;
use kinds::{Kind, PRELUDE};

/// What an API key looks like.
const KEY: &str = "sk-4fK9aZq1Wm7Xr2Lc8Vb5Nt3Hs6Jd0Pg1Yu4Ez9";
/// A token that nothing but knowing it tells from other text, with characters that JSON and URLs escape.
const TOKEN: &str = "Qw7/Zx2+Rt9=Mn4.Kp8/Lb3+Vc6=Hj1.Df5/Gs0";

/// Longer than any call here may take, its retries and pauses included.
const LONGEST: Duration = Duration::from_secs(20);

/// Calls that are under way at a time.
const AT_A_TIME: usize = 64;

fn http() -> reqwest::Client {
    let http = reqwest::Client::builder().no_proxy();
    http.read_timeout(Duration::from_secs(2)).build().unwrap()
}

fn config(server: &Server, workspace: &str, secret: &str, http: &reqwest::Client) -> Config {
    let config = match secret {
        KEY => Config::new(workspace, KEY),
        _ => Config::access_token(workspace, secret),
    };
    let config = config.base_url(server.url()).http_client(http.clone());
    let config = config.read_timeout(Duration::from_secs(2));
    config.timeout(Duration::from_secs(3)).max_retries(0)
}

/// A server that gives this answer, after what it takes to get to the request in question.
async fn server(act: Act) -> Server {
    Server::start(move |_, seen: &Seen| prelude(seen).unwrap_or_else(|| act.clone())).await
}

/// Workspaces of this name are told where to upload a file to, and nothing more.
fn prelude(seen: &Seen) -> Option<Act> {
    let host = seen.header("host")?;
    let target = format!("/api/v1/w/{PRELUDE}/files");
    (seen.target == target).then(|| {
        let file = json!({"sId": "f1", "uploadUrl": format!("http://{host}/storage")});
        Act::Send(json("200 OK", &json!({"file": file})))
    })
}

/// What is looked for in the errors of a call.
#[derive(Clone, Copy)]
enum Check {
    /// Parts of this secret; there must be an error.
    LeaksOrSucceeds(&'static str),
    /// Parts of this secret.
    Leaks(&'static str),
    /// What is no short printable line.
    Noise,
}

/// What is wrong with the errors that a call gives.
async fn violations(kind: Kind, client: Client, check: Check) -> Vec<String> {
    let Ok(errors) = timeout(LONGEST, (kind.call)(client)).await else {
        return vec![format!("not done after {LONGEST:?}")];
    };
    let errors = errors.iter();
    match check {
        Check::LeaksOrSucceeds(_) if errors.len() == 0 => vec!["no error".to_owned()],
        Check::LeaksOrSucceeds(secret) | Check::Leaks(secret) => errors
            .flat_map(|error| printed::leaks(error, secret))
            .collect(),
        Check::Noise => errors.flat_map(printed::noise).collect(),
    }
}

/// Every kind of call against every answer; what is wrong, each on a line.
async fn check_all(answers: impl Fn(&str) -> Vec<Answer>, checks: &[Check]) -> Vec<String> {
    let http = http();
    let mut calls = Vec::new();
    let mut servers = Vec::new();
    for check in checks.iter().copied() {
        let secret = match check {
            Check::LeaksOrSucceeds(secret) | Check::Leaks(secret) => secret,
            Check::Noise => KEY,
        };
        for (name, act) in answers(secret) {
            let server = server(act).await;
            for kind in kinds::all() {
                let client = Client::new(config(&server, kind.workspace, secret, &http)).unwrap();
                let what = format!("{} <- {name}", kind.name);
                calls.push(async move {
                    let violations = violations(kind, client, check).await;
                    violations
                        .into_iter()
                        .map(move |violation| format!("{what}: {violation}"))
                        .collect::<Vec<_>>()
                });
            }
            servers.push(server);
        }
    }
    assert!(calls.len() > 100, "{}", calls.len());
    stream::iter(calls)
        .buffer_unordered(AT_A_TIME)
        .concat()
        .await
}

fn none(violations: Vec<String>) {
    let shown: Vec<&String> = violations.iter().take(40).collect();
    let count = violations.len();
    assert!(violations.is_empty(), "{count} violations: {shown:#?}");
}

#[tokio::test]
async fn no_error_quotes_the_key() {
    none(
        check_all(
            answers::that_repeat,
            &[KEY, TOKEN].map(Check::LeaksOrSucceeds),
        )
        .await,
    );
}

#[tokio::test]
async fn no_success_that_cannot_be_read_quotes_the_key() {
    none(
        check_all(
            answers::that_decode_to_nothing,
            &[KEY, TOKEN].map(Check::Leaks),
        )
        .await,
    );
}

#[tokio::test]
async fn every_error_is_one_short_line() {
    none(check_all(answers::that_shout, &[Check::Noise]).await);
}

/// What the server says for ever: a byte now and then.
fn trickle(status: &str, content_type: &str) -> Act {
    let mut head = head(
        status,
        &[("Content-Type", content_type), ("Retry-After", "0.01")],
    );
    head.extend_from_slice(b"Transfer-Encoding: chunked\r\n\r\n");
    Act::SendEndlessly {
        head,
        piece: b"1\r\n \r\n".to_vec(),
        every: Duration::from_millis(200),
    }
}

/// How long one call takes, and what it gives.
async fn timed(kind: Kind, server: &Server, http: &reqwest::Client) -> (Duration, Vec<Error>) {
    let config = config(server, kind.workspace, KEY, http);
    let begun = Instant::now();
    let errors = timeout(LONGEST, (kind.call)(Client::new(config).unwrap())).await;
    (begun.elapsed(), errors.unwrap_or_default())
}

#[tokio::test]
async fn no_error_body_holds_a_call() {
    let http = http();
    let mut late = Vec::new();
    for (status, code) in [("403 Forbidden", 403), ("500 Internal Server Error", 500)] {
        let server = server(trickle(status, "application/json")).await;
        let calls = kinds::all().into_iter().map(|kind| {
            let (server, http) = (&server, &http);
            async move { (kind, timed(kind, server, http).await) }
        });
        for (kind, (took, errors)) in futures_util::future::join_all(calls).await {
            // What tries again reads a body each time, up to its deadline.
            let again = kind.reconnects && code == 500;
            let most = Duration::from_secs(if again { 14 } else { 5 });
            let status = errors.last().and_then(Error::status);
            let known = status.is_some_and(|status| status.as_u16() == code);
            if took > most || !(known || again) {
                late.push(format!("{} {code}: {took:?} {errors:?}", kind.name));
            }
        }
    }
    none(late);
}

#[tokio::test]
async fn trickling_bodies_hit_the_timeout() {
    let http = http();
    let server = server(trickle("200 OK", "application/json")).await;
    let kinds = kinds::all().into_iter().filter(|kind| kind.is_read_whole);
    let calls = kinds.map(|kind| {
        let (server, http) = (&server, &http);
        async move { (kind, timed(kind, server, http).await) }
    });
    let mut late = Vec::new();
    for (kind, (took, errors)) in futures_util::future::join_all(calls).await {
        let timed_out = errors.last().is_some_and(Error::is_timeout);
        if took > Duration::from_secs(5) || !timed_out {
            late.push(format!("{}: {took:?} {errors:?}", kind.name));
        }
    }
    none(late);
}

#[tokio::test]
async fn hostile_responses_print_no_part_of_the_key() {
    let http = http();
    for secret in [KEY, TOKEN] {
        let quoted = format!("attachment; filename=\"{secret}.csv\"");
        let typed = format!("text/csv; key={secret}");
        let headers = [
            ("Content-Disposition", quoted.as_str()),
            ("Content-Type", typed.as_str()),
        ];
        let bytes = super::support::response("200 OK", &headers, "a,b\n1,2\n");
        let server = server(Act::Send(bytes)).await;
        let dust = Client::new(config(&server, "w1", secret, &http)).unwrap();
        for text in kinds::printed_values(&dust).await {
            let leaked = printed::leak(&text, secret);
            assert!(leaked.is_none(), "{leaked:?} in {text}");
        }
    }
}
