//! Answer streams against servers that do what no server should: what is borne, what is not, and how often is asked.

mod support;

use std::time::{Duration, Instant};

use dust_sdk::types::{ActionDecision, ToolApprovalEvent};
use dust_sdk::{AnswerEvent, AnswerStream, Approvals, Client, ErrorKind};
use serde_json::{Value, json};
use support::{Act, Seen, Server, error_body, head, json as reply, response};

const JSON: &[(&str, &str)] = &[("Content-Type", "application/json")];
const EVENTS: &[(&str, &str)] = &[("Content-Type", "text/event-stream")];

/// A connection that tells these events and is over.
fn events(lines: &[String]) -> Act {
    Act::Send(response("200 OK", EVENTS, lines.concat()))
}

fn data(text: impl std::fmt::Display) -> String {
    format!("data: {text}\n\n")
}

fn event(number: u32, event: Value) -> String {
    data(json!({"eventId": format!("1700-{number}"), "data": event}))
}

fn text(number: u32, text: &str) -> String {
    event(
        number,
        json!({"type": "generation_tokens", "classification": "tokens", "text": text}),
    )
}

fn success(number: u32, content: &str) -> String {
    let message = json!({"sId": "m", "status": "succeeded", "content": content});
    event(
        number,
        json!({"type": "agent_message_success", "message": message}),
    )
}

fn approval(number: u32) -> String {
    let metadata = json!({"toolName": "search"});
    event(
        number,
        json!({"type": "tool_approve_execution", "actionId": "act", "metadata": metadata}),
    )
}

/// A conversation with the message in this state.
fn conversation(message: Value) -> Act {
    let mut shown = json!({"type": "agent_message", "sId": "m"});
    for (key, value) in message.as_object().unwrap() {
        shown[key] = value.clone();
    }
    let conversation = json!({"sId": "c", "content": [[shown]]});
    Act::Send(reply("200 OK", &json!({"conversation": conversation})))
}

fn refusal(status: &str, code: &str) -> Act {
    Act::Send(response(status, JSON, error_body(code, "No.")))
}

fn is_stream(request: &Seen) -> bool {
    request.target.contains("/events")
}

/// The stream of the message, with an end to whatever goes wrong.
async fn follow(dust: &Client) -> AnswerStream {
    let stream = dust
        .conversation("c")
        .message("m")
        .answer()
        .stream()
        .await
        .unwrap();
    stream.deadline(Duration::from_secs(30))
}

/// What is heard of a server that does the same with each connection to the events.
async fn heard(act: Act) -> (Server, Vec<Result<AnswerEvent, dust_sdk::Error>>) {
    let server = Server::always(act).await;
    let mut events = follow(&server.client()).await;
    let mut all = Vec::new();
    while let Some(event) = events.next().await {
        all.push(event);
    }
    (server, all)
}

#[tokio::test]
async fn what_is_no_event_stream_is_an_error_at_once() {
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
async fn the_media_type_may_be_written_otherwise_or_be_absent() {
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
    let config = server
        .config()
        .access_token_provider(|| async { Ok::<_, std::io::Error>("token") });
    let dust = Client::new(config).unwrap();
    let error = follow(&dust).await.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn a_message_that_is_never_there_is_an_error_that_says_how_often_it_was_asked_for() {
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
async fn too_many_requests_are_waited_for_as_the_server_asks() {
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
async fn a_server_that_only_times_out_is_not_taken_for_a_silent_one() {
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
async fn connections_without_events_are_not_made_again_in_a_hot_loop() {
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
async fn silence_is_borne_as_long_as_the_tool_runs() {
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

/// What a connection begins with, until a proxy cuts it.
fn begun(headers: &[(&str, &str)], said: &str) -> Vec<u8> {
    [
        &head("200 OK", headers),
        b"\r\n".as_slice(),
        said.as_bytes(),
    ]
    .concat()
}

#[tokio::test]
async fn an_idle_connection_that_is_cut_has_not_failed() {
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
async fn a_connection_that_was_not_opened_or_is_cut_at_once_has_failed() {
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
async fn one_event_that_makes_no_sense_takes_nothing_from_the_others() {
    let nonsense = event(1, json!({"type": "generation_tokens", "text": {}}));
    let lines = [
        text(0, "a"),
        nonsense,
        data("{\"eventId\""),
        data("[]"),
        text(2, "b"),
        success(3, "ab"),
    ];
    let (server, all) = heard(events(&lines)).await;
    let texts: Vec<_> = all.iter().filter_map(|event| event.as_ref().ok()).collect();
    let text = |text: &str| AnswerEvent::Text(text.to_owned());
    assert_eq!(texts, [&text("a"), &text("b")]);
    let errors: Vec<_> = all
        .iter()
        .filter_map(|event| event.as_ref().err())
        .collect();
    assert_eq!(errors.len(), 3);
    assert!(errors.iter().all(|error| error.kind() == ErrorKind::Decode));
    let answer = follow(&server.client()).await.finish().await.unwrap();
    assert_eq!(answer.text(), "ab");
}

#[tokio::test]
async fn words_of_the_server_about_the_connection_are_not_for_the_user() {
    let lines = [
        "event: dust-handshake\ndata: {}\n\n".to_owned(),
        "event: dust-news\ndata: {\"x\": 1}\n\n".to_owned(),
        ": comment\n\n".to_owned(),
        success(0, ""),
    ];
    let (_server, all) = heard(events(&lines)).await;
    assert!(all.is_empty(), "{all:?}");
}

#[tokio::test]
async fn ids_that_go_backwards_but_are_new_are_not_dropped() {
    let lines = [text(5, "a"), text(3, "b"), text(5, "a"), text(3, "b")];
    let server = Server::start(move |number, _| match number {
        0 => events(&lines),
        _ => events(&[text(3, "b"), text(5, "a"), text(4, "c"), success(2, "abc")]),
    })
    .await;
    let mut stream = follow(&server.client()).await;
    let mut all = Vec::new();
    while let Some(event) = stream.next().await {
        all.push(event.unwrap());
    }
    let wanted = ["a", "b", "c"].map(|text| AnswerEvent::Text(text.to_owned()));
    assert_eq!(all, wanted);
    assert_eq!(stream.finish().await.unwrap().text(), "abc");
    // It goes on after what came last.
    assert!(server.seen()[1].target.ends_with("lastEventId=1700-3"));
}

#[tokio::test]
async fn an_empty_id_is_no_id() {
    let empty = |text: &str| {
        let event = json!({"type": "generation_tokens", "classification": "tokens", "text": text});
        data(json!({"eventId": "", "data": event}))
    };
    let lines = [empty("a"), empty("b")];
    let server = Server::start(move |number, _| match number {
        0 => events(&lines),
        _ => events(&[success(0, "ab")]),
    })
    .await;
    let mut stream = follow(&server.client()).await;
    let mut count = 0;
    while let Some(event) = stream.next().await {
        event.unwrap();
        count += 1;
    }
    assert_eq!(count, 2);
    assert!(!server.seen()[1].target.contains("lastEventId"));
}

#[tokio::test]
async fn a_status_that_is_not_known_is_not_the_end() {
    let server = Server::start(|number, request| match is_stream(request) {
        true if number < 4 => events(&[data("done")]),
        true => events(&[success(0, "Yes.")]),
        false => conversation(json!({"status": "brand_new", "content": "Not yet."})),
    })
    .await;
    let answer = follow(&server.client()).await.finish().await.unwrap();
    assert_eq!(answer.text(), "Yes.");
    for (status, finished) in [("gracefully_stopped", true), ("cancelled", true)] {
        let server = Server::start(move |_, request| match is_stream(request) {
            true => events(&[data("done")]),
            false => conversation(json!({"status": status, "content": "Stopped."})),
        })
        .await;
        let answer = follow(&server.client()).await.finish().await;
        assert_eq!(answer.is_ok(), finished, "{status}");
    }
}

/// An event that no client has to hold.
fn too_long(number: u32) -> String {
    text(number, &"x".repeat(9 * 1024 * 1024))
}

#[tokio::test]
async fn a_last_event_beyond_the_bound_is_made_up_for_by_the_message() {
    let lines = [text(0, "a"), too_long(1)];
    let server = Server::start(move |_, request| match is_stream(request) {
        true => events(&lines),
        false => conversation(json!({"status": "succeeded", "content": "Long."})),
    })
    .await;
    let mut stream = follow(&server.client()).await;
    let first = stream.next().await.unwrap().unwrap();
    assert_eq!(first, AnswerEvent::Text("a".into()));
    assert!(stream.next().await.is_none());
    assert_eq!(server.requests(), 2);
    assert_eq!(stream.finish().await.unwrap().text(), "Long.");
    let answer = follow(&server.client()).await.finish().await;
    assert_eq!(answer.unwrap().text(), "Long.");
}

#[tokio::test]
async fn after_another_event_beyond_the_bound_the_message_is_waited_for() {
    let lines = [too_long(0), text(1, "b")];
    let server = Server::start(move |number, request| match is_stream(request) {
        true => events(&lines),
        false if number < 4 => conversation(json!({"status": "created"})),
        false => conversation(json!({"status": "succeeded", "content": "Long."})),
    })
    .await;
    let mut stream = follow(&server.client()).await;
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PayloadTooLarge);
    assert_eq!(error.message_id(), Some("m"));
    assert!(stream.next().await.is_none());
    assert_eq!(stream.finish().await.unwrap().text(), "Long.");
    // One stream, and looks.
    let seen = server.seen();
    assert_eq!(
        (
            seen.iter().filter(|seen| is_stream(seen)).count(),
            seen.len()
        ),
        (1, 5)
    );
}

#[tokio::test]
async fn after_the_deadline_finishing_asks_for_nothing() {
    let server = Server::always(Act::SendAndStall(Vec::new())).await;
    let mut stream = follow(&server.client())
        .await
        .deadline(Duration::from_millis(200));
    let error = stream.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let error = stream.finish().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.message_id()),
        (ErrorKind::Timeout, Some("m"))
    );
    assert_eq!(server.requests(), 1);
}

/// A server whose agent waits for an approval, and goes on after a decision whatever it answers to that.
async fn waiting(decision: Act) -> Server {
    let decided = std::sync::atomic::AtomicBool::new(false);
    Server::start(move |_, request| {
        use std::sync::atomic::Ordering::SeqCst;
        if request.method == "POST" {
            decided.store(true, SeqCst);
            return decision.clone();
        }
        match (is_stream(request), decided.load(SeqCst)) {
            (false, _) => conversation(json!({"status": "created"})),
            (true, false) => events(&[approval(0), data("done")]),
            (true, true) => events(&[approval(0), success(1, "Done.")]),
        }
    })
    .await
}

#[tokio::test]
async fn a_decision_that_is_no_longer_needed_changes_nothing() {
    for refused in [
        refusal("404 Not Found", "action_not_found"),
        refusal("400 Bad Request", "invalid_request_error"),
    ] {
        let server = waiting(refused).await;
        let stream = follow(&server.client())
            .await
            .approvals(Approvals::refuse());
        assert_eq!(stream.finish().await.unwrap().text(), "Done.");
        let posts = server.seen();
        let posts = posts.iter().filter(|request| request.method == "POST");
        assert_eq!(posts.count(), 1);
    }
}

/// How a decision fares whose requests are answered so, one after the other and the last again.
async fn decide(acts: Vec<Act>, by_hand: bool) -> (usize, Result<(), dust_sdk::Error>) {
    let sent = std::sync::atomic::AtomicUsize::new(0);
    let server = Server::start(move |_, request| {
        use std::sync::atomic::Ordering::SeqCst;
        if request.method == "POST" {
            let at = sent.fetch_add(1, SeqCst).min(acts.len() - 1);
            return acts[at].clone();
        }
        match (is_stream(request), sent.load(SeqCst)) {
            (false, _) => conversation(json!({"status": "created"})),
            (true, 0) => events(&[approval(0), data("done")]),
            (true, _) => events(&[approval(0), success(1, "Done.")]),
        }
    })
    .await;
    let result = match by_hand {
        true => {
            server
                .client()
                .conversation("c")
                .message("m")
                .approve("act")
                .await
        }
        false => {
            let stream = follow(&server.client())
                .await
                .approvals(Approvals::refuse());
            stream
                .finish()
                .await
                .map(|answer| assert_eq!(answer.text(), "Done."))
        }
    };
    let posts = server.seen();
    let posts = posts.iter().filter(|request| request.method == "POST");
    (posts.count(), result)
}

#[tokio::test]
async fn a_decision_whose_answer_is_lost_is_sent_again() {
    let done = || Act::Send(reply("200 OK", &json!({"success": true})));
    let decided = || refusal("400 Bad Request", "action_not_blocked");
    let lost = [
        Act::SendAndReset(Vec::new()),
        Act::SendAndReset(begun(JSON, "{\"succ")),
        Act::Send(response("502 Bad Gateway", &[], "<html>")),
        Act::Send(response("504 Gateway Timeout", &[], "")),
        refusal("500 Internal Server Error", "internal_server_error"),
    ];
    let mut cells = tokio::task::JoinSet::new();
    for by_hand in [true, false] {
        for lost in &lost {
            for then in [done(), decided()] {
                cells.spawn(decide(vec![lost.clone(), then], by_hand));
            }
        }
    }
    let cells = cells.join_all().await;
    assert_eq!(cells.len(), 20);
    for (posts, result) in cells {
        result.unwrap();
        assert_eq!(posts, 2);
    }
    for by_hand in [true, false] {
        let (posts, result) = decide(vec![done()], by_hand).await;
        result.unwrap();
        assert_eq!(posts, 1);
        let (posts, result) = decide(vec![lost[4].clone()], by_hand).await;
        let error = result.unwrap_err();
        assert_eq!(error.operation(), Some("validate_action"));
        assert_eq!((posts, error.attempts()), (3, 3));
    }
}

#[tokio::test]
async fn a_decision_of_another_is_an_error_for_who_decides_by_hand() {
    let decided = || vec![refusal("400 Bad Request", "action_not_blocked")];
    let (posts, result) = decide(decided(), true).await;
    assert_eq!(result.unwrap_err().code(), Some("action_not_blocked"));
    assert_eq!(posts, 1);
    let (posts, result) = decide(decided(), false).await;
    result.unwrap();
    assert_eq!(posts, 1);
}

#[tokio::test]
async fn an_answer_to_a_question_that_is_lost_is_sent_again() {
    for then in [
        Act::Send(reply("200 OK", &json!({"success": true}))),
        refusal("400 Bad Request", "action_not_blocked"),
    ] {
        let server = Server::start(move |number, _| match number {
            0 => Act::SendAndReset(Vec::new()),
            _ => then.clone(),
        })
        .await;
        server
            .client()
            .conversation("c")
            .message("m")
            .answer_question("act", [0])
            .await
            .unwrap();
        assert_eq!(server.requests(), 2);
    }
}

#[tokio::test]
async fn a_function_that_never_decides_is_cut_off_by_the_deadline() {
    let server = waiting(conversation(json!({}))).await;
    let never = Approvals::ask(|_| std::future::pending::<ActionDecision>());
    let stream = follow(&server.client()).await.approvals(never);
    let stream = stream.deadline(Duration::from_millis(300));
    let error = stream.finish().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.message().contains("search waits"), "{error}");
}

#[tokio::test]
async fn a_function_that_panics_is_not_asked_again() {
    let server = waiting(conversation(json!({}))).await;
    async fn panics(_: ToolApprovalEvent) -> ActionDecision {
        panic!("in the function")
    }
    let mut stream = follow(&server.client())
        .await
        .approvals(Approvals::ask(panics));
    stream.next().await.unwrap().unwrap();
    let stream = std::sync::Arc::new(tokio::sync::Mutex::new(stream));
    let other = stream.clone();
    let task = tokio::spawn(async move { other.lock().await.next().await.map(drop) });
    assert!(task.await.unwrap_err().is_panic());
    let mut stream = stream.try_lock().unwrap();
    let later = tokio::time::timeout(Duration::from_millis(300), stream.next()).await;
    assert!(later.is_err(), "it goes on to wait");
}

#[tokio::test]
async fn after_an_error_finishing_tells_what_became_of_the_message() {
    let error = json!({"code": "model_error", "message": "No model.", "metadata": null});
    for (status, expected) in [
        ("succeeded", Ok("Yes.")),
        ("created", Err((ErrorKind::Stream, None))),
        ("failed", Err((ErrorKind::AgentFailed, Some("model_error")))),
    ] {
        let error = error.clone();
        let server = Server::start(move |_, request| match is_stream(request) {
            true => refusal("403 Forbidden", "workspace_auth_error"),
            false => conversation(json!({"status": status, "content": "Yes.", "error": error})),
        })
        .await;
        let mut stream = follow(&server.client()).await;
        assert!(stream.next().await.unwrap().is_err());
        assert!(stream.next().await.is_none());
        let got = stream.finish().await;
        let got = got.as_ref().map(|answer| answer.text());
        let got = got.map_err(|error| (error.kind(), error.code()));
        assert_eq!(got, expected, "{status}");
    }
}

#[tokio::test]
async fn a_message_that_failed_unheard_is_the_same_error_as_one_that_was_heard() {
    let error = json!({"code": "model_error", "message": "No model."});
    let server = Server::start(move |_, request| match is_stream(request) {
        true => events(&[data("done")]),
        false => conversation(json!({"status": "failed", "error": error})),
    })
    .await;
    let error = follow(&server.client()).await.finish().await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code(), error.message()),
        (ErrorKind::AgentFailed, Some("model_error"), "No model.")
    );
    assert_eq!(error.message_id(), Some("m"));
}

#[tokio::test]
async fn a_message_can_be_cancelled_before_the_first_event() {
    let server = Server::start(|_, request| match request.method.as_str() {
        "POST" => Act::Send(reply("200 OK", &json!({"success": true}))),
        _ => Act::SendAndStall(Vec::new()),
    })
    .await;
    let mut stream = follow(&server.client()).await;
    let connecting = tokio::time::timeout(Duration::from_millis(200), stream.next()).await;
    assert!(connecting.is_err());
    stream.cancel().await.unwrap();
    let sent = server.seen().pop().unwrap();
    assert!(sent.target.ends_with("/cancel"), "{}", sent.target);
    assert_eq!(sent.body, br#"{"messageIds":["m"]}"#);
}

fn redirect(place: String) -> Act {
    let headers = [("Location", place.as_str())];
    Act::Send(response("307 Temporary Redirect", &headers, ""))
}

fn without_redirects(server: &Server) -> Client {
    let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none());
    Client::new(server.config().http_client(http.build().unwrap())).unwrap()
}

#[tokio::test]
async fn a_redirect_on_the_same_host_is_followed_where_the_http_client_does_not() {
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
async fn a_redirect_to_another_host_or_in_circles_is_an_error() {
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
async fn no_other_call_follows_redirects_that_the_http_client_does_not() {
    let server = Server::always(redirect("/api/v1/w/w1/x".to_owned())).await;
    let error = without_redirects(&server).agents().list().await;
    assert_eq!(error.unwrap_err().status().unwrap(), 307);
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn a_message_that_was_not_asked_for_is_not_taken_for_the_answer() {
    let other = json!({"sId": "other", "status": "succeeded", "content": "No."});
    let end = event(
        0,
        json!({"type": "agent_message_success", "message": other}),
    );
    let server = Server::start(move |_, request| match is_stream(request) {
        true => events(std::slice::from_ref(&end)),
        false => conversation(json!({"status": "succeeded", "content": "Yes."})),
    })
    .await;
    let answer = follow(&server.client()).await.finish().await.unwrap();
    assert_eq!(answer.text(), "Yes.");
}

#[tokio::test]
async fn leaked_ends_that_are_new_each_time_do_not_make_a_hot_loop() {
    let server = Server::start(|number, request| match is_stream(request) {
        true => events(&[event(number as u32, json!({"type": "end-of-stream"}))]),
        false => conversation(json!({"status": "succeeded", "content": "Yes."})),
    })
    .await;
    let answer = follow(&server.client()).await.finish().await.unwrap();
    assert_eq!(answer.text(), "Yes.");
    assert_eq!(server.requests(), 4);
}

#[tokio::test]
async fn an_id_that_fits_no_address_is_not_asked_for() {
    let server = Server::start(|number, _| match number {
        0 => {
            let event =
                json!({"type": "generation_tokens", "classification": "tokens", "text": "a"});
            events(&[data(json!({"eventId": "x".repeat(100_000), "data": event}))])
        }
        _ => events(&[success(2, "a")]),
    })
    .await;
    let answer = follow(&server.client()).await.finish().await.unwrap();
    assert_eq!(answer.text(), "a");
    assert!(!server.seen()[1].target.contains("lastEventId"));
}

#[tokio::test]
async fn neither_events_nor_posts_follow_a_redirect_to_another_origin() {
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
