//! A sandbox and a client of it, and what the sandbox saw.

use std::time::Duration;

use dust_sandbox::{ReceivedRequest, Sandbox, SandboxAnswer, SandboxBuilder};
use dust_sdk::{AnswerEvent, AnswerStream, Client, Config};
use serde_json::Value;

use crate::support::config;

/// Silence after which a connection counts as stalled.
pub(crate) const SILENCE: Duration = Duration::from_millis(400);

/// A sandbox with an agent that answers so, and a client.
pub(crate) async fn poet(answer: impl Into<SandboxAnswer>) -> (Sandbox, Client) {
    start(Sandbox::builder().agent("poet").answers(answer)).await
}

pub(crate) async fn start(builder: SandboxBuilder) -> (Sandbox, Client) {
    let sandbox = builder.start().await.unwrap();
    let client = Client::new(config(&sandbox).read_timeout(SILENCE)).unwrap();
    (sandbox, client)
}

/// What the clients of many sandboxes share: to make one takes longer than all else that a test does.
pub(crate) fn http() -> reqwest::Client {
    let http = reqwest::Client::builder().no_proxy().read_timeout(SILENCE);
    http.build().unwrap()
}

/// A sandbox and a client, as [`start`] makes them.
pub(crate) async fn start_with(
    builder: SandboxBuilder,
    http: &reqwest::Client,
) -> (Sandbox, Client) {
    let sandbox = builder.start().await.unwrap();
    let client = Client::new(config(&sandbox).http_client(http.clone())).unwrap();
    (sandbox, client)
}

/// A client that signs in as a member, and can do so again when a token has expired.
pub(crate) fn member(sandbox: &Sandbox) -> Client {
    Client::new(as_member(sandbox).read_timeout(SILENCE)).unwrap()
}

/// The same with what many clients share.
pub(crate) fn member_with(sandbox: &Sandbox, http: &reqwest::Client) -> Client {
    Client::new(as_member(sandbox).http_client(http.clone())).unwrap()
}

fn as_member(sandbox: &Sandbox) -> Config {
    let token = sandbox.access_token().to_owned();
    let provider = move || {
        let token = token.clone();
        async move { Ok::<_, std::io::Error>(token) }
    };
    Config::access_token_provider(sandbox.workspace_id(), provider).base_url(sandbox.url())
}

/// Method and path below the workspace of every request, each id as `*`.
pub(crate) fn requests(sandbox: &Sandbox) -> Vec<String> {
    let requests = sandbox.requests();
    requests.iter().map(masked_path).collect()
}

fn masked_path(request: &ReceivedRequest) -> String {
    let (root, rest) = request.path().split_once("/w/").unwrap();
    let words = rest.split('/').skip(1).enumerate();
    let words = words.map(|(at, word)| match (at, word) {
        // assistant/conversations/*/messages/*/events, files/*
        (2 | 4, _) if rest.contains("/conversations/") => "*",
        (1, _) if rest.contains("/files/") => "*",
        _ => word,
    });
    let path: Vec<&str> = words.collect();
    let sse = if root.ends_with("/sse/v1") {
        "sse "
    } else {
        ""
    };
    format!("{} {sse}{}", request.method(), path.join("/"))
}

/// The requests that change something.
pub(crate) fn posts(sandbox: &Sandbox) -> usize {
    let requests = sandbox.requests();
    let posts = requests.iter().filter(|request| request.method() == "POST");
    posts.count()
}

/// The connections to event streams, each counted once, behind its redirect.
pub(crate) fn connections(sandbox: &Sandbox) -> usize {
    ending_in(sandbox, "/events")
        .iter()
        .filter(|request| request.path().contains("/sse/"))
        .count()
}

/// The requests to paths that end so.
pub(crate) fn ending_in(sandbox: &Sandbox, end: &str) -> Vec<ReceivedRequest> {
    let mut requests = sandbox.requests();
    requests.retain(|request| request.path().ends_with(end));
    requests
}

/// The bodies of the requests to paths that end so.
pub(crate) fn bodies(sandbox: &Sandbox, end: &str) -> Vec<Value> {
    let requests = ending_in(sandbox, end);
    requests.iter().filter_map(ReceivedRequest::json).collect()
}

/// Waits, but not for ever: nothing here takes so long, also on a busy machine.
pub(crate) async fn bounded<F: Future>(future: F) -> F::Output {
    let result = tokio::time::timeout(Duration::from_secs(20), future).await;
    result.expect("nothing comes any more")
}

/// Hears a stream to its end.
pub(crate) async fn all(events: &mut AnswerStream) -> Vec<AnswerEvent> {
    let mut heard = Vec::new();
    while let Some(event) = bounded(events.next()).await {
        heard.push(event.unwrap());
    }
    heard
}
