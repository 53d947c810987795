//! What is refused before anything is sent, and what the types promise.

use std::error::Error as StdError;

use dust_sdk::types::{AgentPatch, RunRequest};
use dust_sdk::{Client, Config, Error, ErrorKind, Method, Region};
use serde_json::{Map, json};

use crate::support::{Server, ok};

#[test]
fn types_cross_threads_and_errors_are_small() {
    fn shared<T: Clone + Send + Sync + 'static>() {}
    fn error<T: StdError + Send + Sync + 'static>() {}
    shared::<Client>();
    shared::<Config>();
    error::<Error>();
    assert_eq!(size_of::<Error>(), size_of::<usize>());
    assert_eq!(size_of::<Result<(), Error>>(), size_of::<usize>());
}

#[test]
fn calls_can_be_spawned() {
    fn spawned<T: IntoFuture<IntoFuture: Send + 'static>>(_: T) {}
    fn future<T: Future + Send>(_: T) {}
    let dust = Client::new(Config::new("w1", "sk-1")).unwrap();
    spawned(dust.agents().list());
    spawned(dust.request(Method::GET, "spaces"));
    future(dust.request(Method::GET, "spaces").raw());
    let config = Config::new("w1", "sk-1");
    future(Region::detect(&config));
}

#[test]
fn a_client_needs_settings_that_can_work() {
    let url = |url: &str| Config::new("w1", "sk-1").base_url(url);
    for config in [
        Config::new("", "sk-1"),
        Config::new("a b", "sk-1"),
        Config::new("w1", ""),
        Config::new("w1", "key"),
        Config::access_token("w1", "a b"),
        Config::new("w1", "sk-1").user_agent("a\nb"),
        Config::from_workspace_url("https://app.dust.tt/w/w1/x", "sk-1").unwrap(),
        url("http://dust.tt"),
        url("ftp://127.0.0.1"),
        url("https://"),
        url("dust.tt"),
    ] {
        let error = Client::new(config.clone()).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{config:?}");
        assert_eq!(error.attempts(), 0);
        assert!(!error.is_retryable());
    }
}

#[test]
fn settings_that_can_work_make_a_client() {
    let app = Config::from_workspace_url("https://app.dust.tt/w/w1/x", "sk-1").unwrap();
    for config in [
        Config::new("w1", "sk-1"),
        Config::new("w1", "sk-1").region(Region::Eu),
        Config::access_token("w1", "eyJ.a.b"),
        Config::access_token_provider("w1", || async { Ok::<_, Error>("token") }),
        app.clone().region(Region::Eu),
        app.base_url("http://localhost:3000/dust"),
        Config::new("w1", "sk-1").http_client(reqwest::Client::new()),
    ] {
        assert!(Client::new(config.clone()).is_ok(), "{config:?}");
    }
}

#[tokio::test]
async fn ids_that_lead_elsewhere_are_not_sent() {
    let server = Server::always(ok()).await;
    let dust = server.client();
    let (patch, run) = (
        AgentPatch::default(),
        RunRequest::new("latest", Map::new(), [json!({})]),
    );
    for id in ["", ".", "..", "..\\x", "a\\b", "a b", " a", "a\n", "a\0"] {
        for error in [
            dust.agent(id).get().await.unwrap_err(),
            dust.agent(id).update(&patch).await.unwrap_err(),
            dust.agent(id).archive().await.unwrap_err(),
            dust.agent(id).export_yaml().await.unwrap_err(),
            dust.space(id).apps().list().await.unwrap_err(),
            dust.space(id).app("a").run(&run).start().await.unwrap_err(),
            dust.space("s").app(id).run(&run).start().await.unwrap_err(),
            dust.space("s")
                .app(id)
                .run_by_id("r")
                .get()
                .await
                .unwrap_err(),
            dust.space("s")
                .app("a")
                .run_by_id(id)
                .get()
                .await
                .unwrap_err(),
            dust.request(Method::DELETE, id).await.unwrap_err(),
            dust.request(Method::GET, &format!("spaces/{id}/apps"))
                .await
                .unwrap_err(),
        ] {
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{id:?}: {error}");
            assert!(error.operation().is_some(), "{id:?}: {error}");
        }
    }
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn all_other_text_arrives_as_sent() {
    let server = Server::always(ok()).await;
    let dust = server.client();
    for (id, target) in [
        ("a/b", "a%2Fb"),
        ("a?b#c", "a%3Fb%23c"),
        ("%2e%2e", "%252e%252e"),
        ("é&=+", "%C3%A9%26%3D%2B"),
        ("...", "..."),
    ] {
        // The answer is of no matter here.
        let _ = dust.agent(id).get().await;
        let seen = server.seen().pop().unwrap();
        let path = format!("/api/v1/w/w1/assistant/agent_configurations/{target}");
        assert_eq!(seen.target.split('?').next(), Some(path.as_str()));
    }
    let _ = dust.agents().search("a b&c=d+é%20").await;
    let target = server.seen().pop().unwrap().target;
    let url = reqwest::Url::parse(&format!("http://h{target}")).unwrap();
    let values: Vec<_> = url
        .query_pairs()
        .map(|(_, value)| value.into_owned())
        .collect();
    assert_eq!(values, ["a b&c=d+é%20"]);
}

#[tokio::test]
async fn a_body_that_cannot_be_json_is_not_sent() {
    let server = Server::always(ok()).await;
    let map = std::collections::HashMap::from([((1, 2), 3)]);
    let request = server.client().request(Method::POST, "spaces").json(&map);
    let error = request.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    assert!(error.source().is_some());
    assert_eq!(server.requests(), 0);
}
