//! Redirects of event streams are followed on the origin of the API and nowhere else.

use dust_sdk::Client;

use super::{events, follow, success};
use crate::support::{Act, Server, response};

fn redirect(place: String) -> Act {
    let headers = [("Location", place.as_str())];
    Act::Send(response("307 Temporary Redirect", &headers, ""))
}

fn without_redirects(server: &Server) -> Client {
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    Client::new(server.config().http_client(http.build().unwrap())).unwrap()
}

#[tokio::test]
async fn follows_same_origin_redirects_itself() {
    let server = Server::start(|_, request| match request.target.split_once("/api/v1/") {
        Some((_, rest)) => redirect(format!("/api/sse/v1/{rest}")),
        None => events(&[success(0, "Yes.")]),
    })
    .await;
    let answer = follow(&without_redirects(&server))
        .await
        .finish()
        .await
        .unwrap();
    assert_eq!(answer.text(), "Yes.");
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    assert!(seen[1].target.starts_with("/api/sse/v1/w/w1/assistant/"));
    assert_eq!(seen[1].header("authorization"), Some("Bearer sk-test"));
}

#[tokio::test]
async fn redirect_elsewhere_or_in_a_loop_fails() {
    let other = Server::always(events(&[success(0, "No.")])).await;
    let place = format!("{}/api/sse/v1/x", other.url());
    let server = Server::always(redirect(place)).await;
    let error = follow(&without_redirects(&server)).await.finish().await;
    assert_eq!(error.unwrap_err().status().unwrap(), 307);
    assert_eq!((server.requests(), other.requests()), (1, 0));
    let server = Server::always(redirect("/api/sse/v1/x".to_owned())).await;
    let error = follow(&without_redirects(&server)).await.finish().await;
    assert_eq!(error.unwrap_err().status().unwrap(), 307);
    assert_eq!(server.requests(), 6);
}

#[tokio::test]
async fn plain_calls_leave_redirects_to_the_client() {
    let server = Server::always(redirect("/api/v1/w/w1/x".to_owned())).await;
    let error = without_redirects(&server).agents().list().await;
    assert_eq!(error.unwrap_err().status().unwrap(), 307);
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn no_redirect_to_another_origin() {
    for status in [
        "301 Moved Permanently",
        "302 Found",
        "307 Temporary Redirect",
        "308 Permanent Redirect",
    ] {
        let other = Server::always(events(&[success(0, "No.")])).await;
        let headers = [("Location", format!("{}/api/sse/v1/x", other.url()))];
        let headers = headers
            .each_ref()
            .map(|(name, value)| (*name, value.as_str()));
        let server = Server::always(Act::Send(response(status, &headers, ""))).await;
        let error = follow(&server.client()).await.finish().await.unwrap_err();
        assert_eq!(
            (error.message_id(), other.requests()),
            (Some("m"), 0),
            "{status}"
        );
        let error = server
            .client()
            .conversation("c")
            .events()
            .unwrap()
            .next()
            .await
            .unwrap();
        assert_eq!(
            (error.unwrap_err().conversation_id(), other.requests()),
            (Some("c"), 0)
        );
        server
            .client()
            .conversation("c")
            .message("m")
            .approve("act")
            .await
            .unwrap_err();
        let answer = server
            .client()
            .conversation("c")
            .message("m")
            .answer_question("act", [0]);
        answer.await.unwrap_err();
        server.client().agent("a").ask("?").await.unwrap_err();
        server
            .client()
            .agent("a")
            .ask("?")
            .conversation("c")
            .await
            .unwrap_err();
        server
            .client()
            .conversation("c")
            .cancel(["m"])
            .await
            .unwrap_err();
        assert_eq!(other.requests(), 0, "{status}");
        assert_eq!(server.requests(), 7, "{status}");
    }
}
