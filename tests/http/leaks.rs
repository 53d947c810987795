//! No form of anything that this crate gives out holds a key, even if the server sends it back.

use std::error::Error as StdError;
use std::fmt::Debug;
use std::future::IntoFuture;

use dust_sdk::types::{AgentPatch, RunRequest};
use dust_sdk::{AnalyticsTable, Client, Config, Error, Method};
use serde_json::{Map, json};

use crate::support::{self, Act, Seen, Server, error_body, response};

const MARKER: &str = "sk-MARKER0123456789abcdef";

/// As many characters of a key in a row are too many.
const PART: usize = 8;

/// What was printed, each with what it is.
#[derive(Default)]
struct Printed(Vec<(String, String)>);

impl Printed {
    fn debug(&mut self, what: &str, value: &dyn Debug) {
        self.0
            .push((what.to_owned(), format!("{value:?} {value:#?}")));
    }

    fn error(&mut self, what: &str, error: &Error) {
        self.debug(what, error);
        let body = error.body().map(String::from_utf8_lossy);
        let parts = (
            error.message(),
            error.code(),
            (error.run_id(), error.conversation_id(), error.message_id()),
            body,
            error.operation(),
        );
        self.0
            .push((what.to_owned(), format!("{error} {error:#} {parts:?}")));
        let mut next = error.source();
        while let Some(source) = next {
            self.0
                .push((format!("{what}, source"), format!("{source} {source:?}")));
            next = source.source();
        }
    }

    fn check(&self, secret: &str) {
        assert!(!self.0.is_empty());
        let parts: Vec<&str> = (PART..=secret.len())
            .map(|end| &secret[end - PART..end])
            .collect();
        for (what, text) in &self.0 {
            let leaked = parts.iter().find(|part| text.contains(**part));
            assert!(leaked.is_none(), "{what}: {leaked:?} in {text}");
        }
    }
}

/// A server that puts the key that it was sent into all that it says.
async fn echo(status: &'static str, body: fn(&str) -> String) -> Server {
    Server::start(move |_, seen: &Seen| {
        let key = seen.header("authorization").unwrap_or("none").to_owned();
        let headers = [("Retry-After", "0"), ("X-Echo", key.as_str())];
        Act::Send(response(status, &headers, body(&key)))
    })
    .await
}

fn client(server: &Server) -> Client {
    Client::new(Config::new("w1", MARKER).base_url(server.url())).unwrap()
}

#[tokio::test]
async fn values_hold_no_key() {
    let server = echo("200 OK", |_| "{}".to_owned()).await;
    let mut printed = Printed::default();
    let config = Config::new("w1", MARKER).base_url(server.url());
    printed.debug("config", &config);
    printed.debug("config with a token", &Config::access_token("w1", MARKER));
    let provider = || async { Ok::<_, Error>(MARKER.to_owned()) };
    printed.debug(
        "config with a provider",
        &Config::access_token_provider("w1", provider),
    );

    let dust = client(&server);
    let (patch, run) = (
        AgentPatch::default(),
        RunRequest::new("latest", Map::new(), [json!({})]),
    );
    let (agents, agent, workspace) = (dust.agents(), dust.agent("a"), dust.workspace());
    let (apps, app) = (dust.space("s").apps(), dust.space("s").app("a"));
    let analytics = || workspace.analytics(AnalyticsTable::Users, "2026-01-01", "2026-01-02");
    printed.debug("client", &dust);
    printed.debug("agents", &agents);
    printed.debug("apps", &apps);
    printed.debug("workspace", &workspace);
    printed.debug("request", &dust.request(Method::GET, "spaces"));
    printed.debug("list", &agents.list());
    printed.debug("get", &agent.get());
    printed.debug("search", &agents.search("a"));
    printed.debug("update", &agent.update(&patch));
    printed.debug("archive", &agent.archive());
    printed.debug("export", &agent.export_yaml());
    printed.debug("apps list", &apps.list());
    printed.debug("start", &app.run(&run).start());
    printed.debug("get run", &app.run_by_id("r").get());
    printed.debug("analytics", &analytics());
    let raw = dust.request(Method::GET, "spaces").raw().await.unwrap();
    printed.debug("raw response", &raw);
    printed.debug("exported table", &analytics().csv().await.unwrap());
    printed.debug("future", &agents.list().into_future());
    printed.check(MARKER);
}

/// People swap arguments: what is given as an id, an address or a name may be the key, or another's.
#[tokio::test]
async fn a_key_in_the_wrong_place_is_not_printed() {
    const OTHER: &str = "sk-OTHER0123456789abcdefgh";
    const TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJtYXJrZXIifQ.c2ln";
    // Not even known to be one, but for being that of the client.
    const OPAQUE: &str = "QwZxRtMnKpLbVcHjDfGs0123456789";
    let server = Server::always(support::ok()).await;
    let config = Config::access_token("w1", OPAQUE).base_url(server.url());
    let dust = Client::new(config.clone()).unwrap();
    let run = RunRequest::new("latest", Map::new(), [json!({})]);
    for secret in [OTHER, TOKEN, OPAQUE] {
        let mut printed = Printed::default();
        let space = dust.space(secret);
        printed.debug("agent", &dust.agent(secret));
        printed.debug(
            "question",
            &dust
                .agent(secret)
                .ask("x")
                .conversation(secret)
                .mention(secret),
        );
        printed.debug("space", &space);
        printed.debug("app", &space.app(secret));
        printed.debug("run", &space.app(secret).run(&run));
        printed.debug(
            "wait",
            &dust.space("s").app(secret).run_by_id(secret).wait(),
        );
        let message = dust.conversation(secret).message(secret);
        printed.debug("message", &message);
        printed.debug("answer", &message.answer());
        let config = |id: &str| Config::access_token(id, OPAQUE).user_agent(secret);
        let path = format!("https://p.example/{secret}/x");
        printed.debug("config", &config(secret).base_url(&path));
        printed.debug(
            "client",
            &Client::new(config("w1").base_url(&path)).unwrap(),
        );
        for url in [
            secret.to_owned(),
            format!("https://{secret}@p.example"),
            format!("https://p.example?key={secret}"),
        ] {
            let config = config("w1").base_url(url);
            printed.debug("config of a strange address", &config);
            printed.error("address", &Client::new(config).unwrap_err());
        }
        let ask = dust.agent("a").ask("x").conversation(format!("{secret} "));
        printed.error("ask", &ask.await.unwrap_err());
        if secret != OPAQUE {
            let open = dust_sdk::File::open(format!("/nowhere/{secret}"), "text/plain");
            printed.error("file", &open.await.unwrap_err());
            printed.error("region", &secret.parse::<dust_sdk::Region>().unwrap_err());
            printed.error("date", &secret.parse::<dust_sdk::Date>().unwrap_err());
            printed.error("get", &dust.agent(secret).get().await.unwrap_err());
            printed.error(
                "request",
                &dust.request(Method::GET, secret).await.unwrap_err(),
            );
            printed.error("workspace", &Client::new(config(secret)).unwrap_err());
            assert!(message.answer().await.is_err());
        }
        printed.check(secret);
    }
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn tokens_that_were_sent_before_are_not_printed() {
    let server = echo("403 Forbidden", |key| error_body("x", key)).await;
    let count = std::sync::atomic::AtomicUsize::new(0);
    let provider = move || {
        let number = count.fetch_add(1, std::sync::atomic::Ordering::SeqCst);
        async move {
            match number {
                0..10 => Ok(format!("TOKEN{number}-marker")),
                _ => Err("TOKEN1-marker and TOKEN9-marker have expired\n"),
            }
        }
    };
    let config = Config::access_token_provider("w1", provider).base_url(server.url());
    let dust = Client::new(config).unwrap();
    let mut printed = Printed::default();
    for _ in 0..12 {
        printed.error("refused", &dust.agents().list().await.unwrap_err());
    }
    for number in 0..10 {
        printed.check(&format!("TOKEN{number}-marker"));
    }
}

#[tokio::test]
async fn errors_hide_a_key_that_the_server_repeats() {
    type Body = fn(&str) -> String;
    let cases: [(&str, Body); 8] = [
        ("400 Bad Request", |key| {
            error_body("invalid_request_error", key)
        }),
        ("401 Unauthorized", |key| {
            error_body(key, &format!("{key} is not known"))
        }),
        ("403 Forbidden", |key| format!("<html>{key}</html>")),
        ("500 Internal Server Error", |key| {
            error_body("run_error", key)
        }),
        ("400 Bad Request", |key| {
            json!({"error": {"type": "x", "message": "m", "redirect": {"region": key}}}).to_string()
        }),
        ("200 OK", |key| {
            json!({"agentConfigurations": key}).to_string()
        }),
        ("200 OK", |key| {
            json!({"agentConfigurations": [{key: 1}]}).to_string()
        }),
        ("200 OK", |key| key.to_owned()),
    ];
    let mut printed = Printed::default();
    for (status, body) in cases {
        let server = echo(status, body).await;
        let error = client(&server).agents().list().await.unwrap_err();
        printed.error(&format!("{status} {}", body("key")), &error);
        let provider = || async { Ok::<_, Error>("TOKEN-marker") };
        let config = Config::access_token_provider("w1", provider).base_url(server.url());
        let error = Client::new(config)
            .unwrap()
            .agents()
            .list()
            .await
            .unwrap_err();
        printed.error(&format!("{status} {}", body("token")), &error);
    }
    printed.check(MARKER);
    printed.check("TOKEN-marker");
}

#[tokio::test]
async fn connection_errors_hide_key_and_address() {
    let mut printed = Printed::default();
    for act in [
        Act::SendAndReset(vec![]),
        Act::SendAndClose(b"garbage\r\n\r\n".to_vec()),
        Act::SendAndClose(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{".to_vec()),
    ] {
        let server = Server::always(act).await;
        let request = client(&server).request(Method::GET, "private-id");
        let error = request.max_retries(0).await.unwrap_err();
        printed.error("cut", &error);
    }
    printed.check(MARKER);
    printed.check("private-id");
}

#[test]
fn refused_keys_are_not_repeated() {
    let mut printed = Printed::default();
    for key in [
        "xoxb-MARKER0123456789abcdef",
        "eyJ.MARKER0123456789abcdef",
        "MARKER0123456789abcdef",
        "sk-MARKER0123456789abcdef\n",
        "session=MARKER0123456789abcdef",
        "sk-MARKER0123456789abcdef\u{7f}",
    ] {
        printed.error(key, &Client::new(Config::new("w1", key)).unwrap_err());
    }
    // A key in the place of the workspace id.
    printed.error(
        "id",
        &Client::new(Config::new("MARKER0123456789abcdef ", "sk-1")).unwrap_err(),
    );
    for (what, text) in &printed.0 {
        assert!(!text.contains("MARKER0123456789abcdef"), "{what}: {text}");
    }
}
