//! How connections to the events of an answer are made: media types, refusals, cuts, silence and back-off.

use std::time::{Duration, Instant};

use dust_sdk::{Client, ErrorKind};
use serde_json::json;

use super::{
    EVENTS, JSON, begun, conversation, data, event, events, follow, heard, is_stream, refusal,
    success, text,
};
use crate::support::{Act, Server, error_body, head, json as reply, response};

#[tokio::test]
async fn other_media_type_is_an_error() {
    for (media_type, body) in [
        ("application/json", "{\"events\": []}"),
        ("text/html; charset=utf-8", "<html>Sign in</html>"),
        ("TEXT/HTML", "<html>"),
        ("text/plain", ""),
    ] {
        let act = Act::Send(response("200 OK", &[("Content-Type", media_type)], body));
        let (server, all) = heard(act).await;
        let [Err(error)] = &all[..] else {
            panic!("{media_type}: {all:?}");
        };
        assert_eq!(error.kind(), ErrorKind::Decode, "{media_type}");
        assert!(error.to_string().contains("check the base URL"), "{error}");
        assert_eq!(error.conversation_id(), Some("c"));
        assert_eq!(error.message_id(), Some("m"));
        assert_eq!(server.requests(), 1, "{media_type}");
    }
}

#[tokio::test]
async fn accepts_other_spellings_of_media_type() {
    let body = success(0, "Yes.");
    for headers in [
        &[][..],
        &[("Content-Type", "Text/Event-Stream;charset=UTF-8")],
    ] {
        let server = Server::always(Act::Send(response("200 OK", headers, &body))).await;
        let answer = follow(&server.client()).await.finish().await.unwrap();
        assert_eq!(answer.text(), "Yes.");
    }
}

#[tokio::test]
async fn refusals_end_the_stream_at_once() {
    for (status, code, kind) in [
        (
            "401 Unauthorized",
            "invalid_api_key_error",
            ErrorKind::Authentication,
        ),
        (
            "401 Unauthorized",
            "expired_oauth_token_error",
            ErrorKind::Authentication,
        ),
        (
            "403 Forbidden",
            "conversation_access_restricted",
            ErrorKind::Permission,
        ),
        (
            "402 Payment Required",
            "credits_exhausted",
            ErrorKind::QuotaExhausted,
        ),
    ] {
        let (server, all) = heard(refusal(status, code)).await;
        let [Err(error)] = &all[..] else {
            panic!("{code}: {all:?}");
        };
        assert_eq!(
            (error.kind(), error.code(), error.message_id()),
            (kind, Some(code), Some("m"))
        );
        assert_eq!(server.requests(), 1, "{code}");
    }
}

#[tokio::test]
async fn a_token_that_stays_expired_is_renewed_once() {
    let server = Server::always(refusal("401 Unauthorized", "expired_oauth_token_error")).await;
    let provider = || async { Ok::<_, std::io::Error>("token") };
    let config = dust_sdk::Config::access_token_provider("w1", provider).base_url(server.url());
    let dust = Client::new(config).unwrap();
    let error = follow(&dust).await.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn missing_message_error_counts_attempts() {
    let (server, all) = heard(refusal("404 Not Found", "message_not_found")).await;
    let [Err(error)] = &all[..] else {
        panic!("{all:?}");
    };
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert!(error.to_string().contains("after 5 attempts"), "{error}");
    // Once it was looked up whether the id is that of a question.
    assert_eq!((server.requests(), error.attempts()), (5 + 1, 5));
}

#[tokio::test]
async fn honours_retry_after() {
    let server = Server::start(|number, _| match number {
        0 => {
            let headers = [JSON, &[("Retry-After", "1")]].concat();
            let body = error_body("rate_limit_error", "Too many requests");
            Act::Send(response("429 Too Many Requests", &headers, body))
        }
        _ => events(&[success(0, "Yes.")]),
    })
    .await;
    let begun = Instant::now();
    follow(&server.client()).await.finish().await.unwrap();
    assert!(begun.elapsed() >= Duration::from_secs(1));
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn http_408_counts_as_failed_connection() {
    let server = Server::start(|_, request| match request.method.as_str() {
        "POST" => Act::Send(reply(
            "200 OK",
            &json!({"message": {"sId": "q"}, "agentMessages": [{"sId": "m"}]}),
        )),
        _ => refusal("408 Request Timeout", "timeout"),
    })
    .await;
    let ask = server.client().agent("a").ask("?").conversation("c");
    let ask = ask.max_reconnects(1).deadline(Duration::from_secs(30));
    let error = ask.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!((server.requests(), error.attempts()), (3, 2));
}

#[tokio::test]
async fn backs_off_from_empty_connections() {
    let anonymous = data(json!({"data": {"type": "brand_new"}}));
    let leak = event(0, json!({"type": "end-of-stream"}));
    let bare = data(json!({"type": "end-of-stream"}));
    let garbage = data("{");
    let mut tasks = tokio::task::JoinSet::new();
    for lines in [
        vec![data("done")],
        vec![],
        vec![anonymous, data("done")],
        vec![leak, data("done")],
        vec![bare, data("done")],
        vec![
            data(json!({"eventId": 7, "type": 7, "data": {}})),
            data("done"),
        ],
        vec![garbage],
    ] {
        let server = Server::start(move |_, request| match is_stream(request) {
            true => events(&lines),
            false => conversation(json!({"status": "created"})),
        })
        .await;
        tasks.spawn(async move {
            let stream = follow(&server.client())
                .await
                .deadline(Duration::from_secs(2));
            let error = stream.finish().await.unwrap_err();
            (error.kind(), server.requests())
        });
    }
    while let Some(outcome) = tasks.join_next().await {
        let (kind, requests) = outcome.unwrap();
        assert_eq!(kind, ErrorKind::Timeout);
        assert!((4..=8).contains(&requests), "{requests}");
    }
}

#[tokio::test]
async fn silence_does_not_end_the_stream() {
    let server = Server::start(|number, request| match is_stream(request) {
        true if number < 11 => {
            Act::SendAndStall([head("200 OK", EVENTS), b"\r\n".to_vec()].concat())
        }
        true => events(&[text(0, "a"), success(1, "a")]),
        false => conversation(json!({"status": "created"})),
    })
    .await;
    let config = server.config().read_timeout(Duration::from_millis(50));
    let answer = follow(&Client::new(config).unwrap()).await.finish().await;
    assert_eq!(answer.unwrap().text(), "a");
}

const HANDSHAKE: &str = "event: dust-handshake\ndata: {}\n\n";

#[tokio::test]
async fn cut_of_an_idle_connection_is_no_failure() {
    let chunked = [EVENTS, &[("Transfer-Encoding", "chunked")]].concat();
    let comment = ": \n\n";
    let mut cells = tokio::task::JoinSet::new();
    for cut in [
        Act::SendAndReset(begun(EVENTS, HANDSHAKE)),
        Act::SendAndReset(begun(EVENTS, "")),
        Act::SendAndReset(begun(&[], HANDSHAKE)),
        Act::SendAndReset(begun(EVENTS, comment)),
        Act::SendAndReset(begun(&chunked, "4\r\n: \n\n\r\n")),
    ] {
        cells.spawn(async move {
            let server = Server::start(move |number, request| match is_stream(request) {
                true if number < 9 => cut.clone(),
                true => events(&[text(0, "a"), success(1, "a")]),
                false => conversation(json!({"status": "created"})),
            })
            .await;
            let answer = follow(&server.client()).await.finish().await.unwrap();
            assert_eq!(answer.text(), "a");
        });
    }
    assert_eq!(cells.join_all().await.len(), 5);
}

#[tokio::test]
async fn cut_before_first_event_is_a_failure() {
    let length = [EVENTS, &[("Content-Length", "999")]].concat();
    let half = text(0, "a");
    let mut cells = tokio::task::JoinSet::new();
    for cut in [
        Act::SendAndReset(begun(&[], "")),
        Act::SendAndReset(begun(EVENTS, &half[..20])),
        Act::SendAndReset(b"HTTP/1.1 200 OK\r\n".to_vec()),
        Act::SendAndClose(begun(&length, HANDSHAKE)),
    ] {
        cells.spawn(async move {
            let server = Server::always(cut).await;
            let mut events = follow(&server.client()).await.max_reconnects(2);
            let error = events.next().await.unwrap().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Transport);
            // A busy machine may be idle now and then, which begins the count again.
            assert!((3..=9).contains(&server.requests()));
            assert_eq!(error.attempts(), 3);
        });
    }
    assert_eq!(cells.join_all().await.len(), 4);
}

#[tokio::test]
async fn backs_off_from_replayed_ends() {
    let server = Server::start(|number, request| match is_stream(request) {
        true => events(&[event(number as u32, json!({"type": "end-of-stream"}))]),
        false => conversation(json!({"status": "succeeded", "content": "Yes."})),
    })
    .await;
    let answer = follow(&server.client()).await.finish().await.unwrap();
    assert_eq!(answer.text(), "Yes.");
    assert_eq!(server.requests(), 4);
}
