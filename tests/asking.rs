//! Which message is taken for the answer to a question.

mod support;

use std::future::IntoFuture;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use dust_sdk::ErrorKind;
use dust_sdk::types::{AgentMention, MessageContext, NewMessage};
use serde_json::{Value, json};
use support::{Act, Server, error_body, json as reply, response};

fn user(id: &str) -> Value {
    json!([{"type": "user_message", "sId": id}])
}

fn agent(id: &str, agent: &str, parent: Value) -> Value {
    let configuration = json!({"id": -1, "sId": agent, "name": agent});
    json!([{"type": "agent_message", "sId": id, "configuration": configuration, "status": "created", "parentMessageId": parent}])
}

/// The stream of a message that is finished: its content is its id.
fn finished(target: &str) -> Act {
    let path = target.split('?').next().unwrap_or_default();
    let id = path.rsplit('/').nth(1).unwrap_or_default();
    let message = json!({"sId": id, "status": "succeeded", "content": id});
    stream(json!({"type": "agent_message_success", "messageId": id, "message": message}))
}

fn stream(event: Value) -> Act {
    let line = json!({"eventId": "1700-0", "data": event});
    let body = format!("data: {line}\n\n");
    Act::Send(response(
        "200 OK",
        &[("Content-Type", "text/event-stream")],
        body,
    ))
}

fn ok(body: Value) -> Act {
    Act::Send(reply("200 OK", &body))
}

/// A server that shows these contents, one a look, and answers each post with the message `q`.
async fn server(posted: Value, looks: Vec<Value>) -> Server {
    let seen = std::sync::Mutex::new(looks.into_iter());
    Server::start(move |_, request| {
        if request.method == "POST" {
            return ok(posted.clone());
        }
        if request.target.contains("/events") {
            return finished(&request.target);
        }
        let content = seen.lock().unwrap().next().unwrap_or_default();
        ok(json!({"conversation": {"sId": "c", "content": content}}))
    })
    .await
}

#[tokio::test]
async fn an_older_message_is_not_taken_for_the_answer_to_a_post() {
    tokio::join!(
        an_answer_after_older_ones(Value::Null),
        an_answer_after_older_ones(json!("q"))
    );
}

async fn an_answer_after_older_ones(parent: Value) {
    let old = [
        user("p"),
        agent("old", "poet", Value::Null),
        agent("named", "poet", json!("p")),
    ];
    let with = |more: &[Value]| Value::from([&old[..], more].concat());
    let late = agent("late", "poet", json!("p"));
    let looks = vec![
        with(&[]),
        with(&[user("q"), late.clone()]),
        with(&[user("q"), late, agent("new", "poet", parent)]),
    ];
    let server = server(json!({"message": {"sId": "q"}}), looks).await;
    let ask = server.client().agent("poet").ask("?").conversation("c");
    assert_eq!(ask.await.unwrap().text(), "new");
    // One post, three looks, one stream.
    assert_eq!(server.requests(), 5);
}

#[tokio::test]
async fn the_agent_asked_first_is_followed_though_another_begins_before_it() {
    let begun = [user("q"), agent("m2", "critic", json!("q"))];
    let all = [&begun[..], &[agent("m1", "poet", json!("q"))]].concat();
    let conversation = json!({"sId": "c", "content": begun});
    let posted = json!({"conversation": conversation, "message": {"sId": "q"}});
    let server = server(posted, vec![Value::from(begun.to_vec()), all.into()]).await;
    let ask = server.client().agent("poet").ask("?").mention("critic");
    let answer = ask.mention("critic").await.unwrap();
    assert_eq!(answer.text(), "m1");
    assert_eq!(answer.other_message_ids(), ["m2"]);
    let sent: Value = serde_json::from_slice(&server.seen()[0].body).unwrap();
    assert_eq!(sent["message"]["mentions"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn a_deadline_while_looking_tells_the_conversation_that_was_begun() {
    let posted = json!({"conversation": {"sId": "c", "content": []}, "message": {"sId": "q"}});
    let server = server(posted, Vec::new()).await;
    let ask = server.client().agent("poet").ask("?");
    let error = ask.deadline(Duration::from_millis(600)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.conversation_id(), Some("c"));
    assert_eq!(error.message_id(), Some("q"));
}

#[tokio::test]
async fn a_deadline_of_nothing_sends_nothing() {
    let server = server(Value::Null, Vec::new()).await;
    let dust = server.client();
    let error = dust
        .agent("poet")
        .ask("?")
        .deadline(Duration::ZERO)
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let events = dust
        .conversation("c")
        .message("m")
        .answer()
        .stream()
        .await
        .unwrap();
    let error = events.deadline(Duration::ZERO).next().await.unwrap();
    assert_eq!(error.unwrap_err().kind(), ErrorKind::Timeout);
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn an_id_of_the_server_that_leads_elsewhere_is_not_followed() {
    for (conversation, message) in [("..", "m"), ("", "m"), ("c", ".."), ("c", "")] {
        let content = json!([user("q"), agent(message, "poet", json!("q"))]);
        let conversation = json!({"sId": conversation, "content": content});
        let posted = json!({"conversation": conversation, "message": {"sId": "q"}});
        let server = server(posted, Vec::new()).await;
        let ask = server.client().agent("poet").ask("?").cancel_on_drop(true);
        let error = ask.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{error}");
        assert_eq!(server.requests(), 1);
    }
}

/// A conversation that grows by what is posted, and is read page by page; agents begin to answer after a while.
struct Crowd {
    ranks: Vec<(Instant, Value)>,
    begin_after: Duration,
}

impl Crowd {
    /// Also gives the most ranks that were asked for at once.
    async fn start(
        begin_after: Duration,
        older: usize,
        events: fn(&str) -> Act,
    ) -> (Server, Arc<Mutex<usize>>) {
        let old = (0..older).map(|number| (Instant::now(), user(&format!("old{number}"))));
        let crowd = Self {
            ranks: old.collect(),
            begin_after,
        };
        let (crowd, most) = (Mutex::new(crowd), Arc::new(Mutex::new(0)));
        let largest = most.clone();
        let server = Server::start(move |number, request| {
            if request.target.contains("/events") {
                return events(&request.target);
            }
            if request.method == "POST" {
                return ok(crowd.lock().unwrap().post(number, &request.body));
            }
            let (page, ranks) = crowd.lock().unwrap().page(&request.target);
            let mut most = largest.lock().unwrap();
            *most = ranks.max(*most);
            ok(page)
        })
        .await;
        (server, most)
    }

    /// The ids of question and answer say what was asked.
    fn post(&mut self, number: usize, body: &[u8]) -> Value {
        let body: Value = serde_json::from_slice(body).unwrap();
        let text = body["content"].as_str().unwrap();
        let id = format!("q{number}-{text}");
        self.ranks.push((Instant::now(), user(&id)));
        let begun = Instant::now() + self.begin_after;
        let answer = agent(&format!("answer-to-{text}"), "poet", json!(id));
        self.ranks.push((begun, answer));
        json!({"message": {"sId": id}})
    }

    /// A page as the server gives it, and how many ranks that are.
    fn page(&self, target: &str) -> (Value, usize) {
        let begun = self.ranks.iter().filter(|(at, _)| *at <= Instant::now());
        let shown: Vec<&Value> = begun.map(|(_, rank)| rank).collect();
        let parameter = |name: &str| -> Option<usize> {
            let at = target.find(&format!("{name}="))? + name.len() + 1;
            target[at..].split('&').next()?.parse().ok()
        };
        let end = parameter("lastValue").unwrap_or(shown.len());
        let begin = end.saturating_sub(parameter("limit").unwrap_or(end));
        let conversation = json!({"sId": "c", "content": shown[begin..end]});
        let last = begin.to_string();
        let page = json!({"conversation": conversation, "hasMore": begin > 0, "lastValue": last});
        (page, end - begin)
    }
}

#[tokio::test]
async fn each_of_many_replies_at_once_finds_its_own_answer() {
    for (questions, older) in [(15, 0), (15, 200), (80, 0)] {
        let (server, _) = Crowd::start(Duration::from_millis(700), older, finished).await;
        let dust = server.client();
        let asks = (0..questions).map(|number| {
            let ask = dust
                .agent("poet")
                .ask(format!("{number}"))
                .conversation("c");
            ask.deadline(Duration::from_secs(30)).into_future()
        });
        let answers = futures_util::future::join_all(asks).await;
        for (number, answer) in answers.into_iter().enumerate() {
            let text = answer.map(|answer| answer.text().to_owned());
            let text = text.unwrap_or_else(|error| error.to_string());
            assert_eq!(text, format!("answer-to-{number}"), "of {questions}");
        }
    }
}

#[tokio::test]
async fn a_message_far_from_the_end_is_found_page_by_page() {
    let cancelled = |_: &str| stream(json!({"type": "agent_generation_cancelled"}));
    let (server, most) = Crowd::start(Duration::ZERO, 0, cancelled).await;
    for number in 0..150 {
        let mentions = [AgentMention::new("poet")];
        let context = MessageContext::new("ada", "UTC");
        let message = NewMessage::new(number.to_string(), mentions, context);
        server
            .client()
            .conversation("c")
            .post(&message)
            .await
            .unwrap();
    }
    let before = server.requests();
    let events = server
        .client()
        .conversation("c")
        .message("answer-to-3")
        .answer()
        .stream()
        .await
        .unwrap();
    // The stream ends without the message, which is then read.
    let answer = events.finish().await.unwrap();
    assert_eq!(answer.message().s_id, "answer-to-3");
    let looked = server.requests() - before;
    assert!(*most.lock().unwrap() <= 50 && looked < 12, "{looked}");
}

#[tokio::test]
async fn a_server_that_always_has_another_page_is_not_read_for_ever() {
    let server = Server::start(|number, request| {
        if request.target.contains("/events") {
            return stream(json!({"type": "agent_generation_cancelled"}));
        }
        let conversation = json!({"sId": "c", "content": [user("x")]});
        let cursor = (1_000_000 - number).to_string();
        ok(json!({"conversation": conversation, "hasMore": true, "lastValue": cursor}))
    })
    .await;
    let events = server
        .client()
        .conversation("c")
        .message("m")
        .answer()
        .stream()
        .await
        .unwrap();
    let error = events.finish().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(server.requests(), 1 + 100);
}

#[tokio::test]
async fn pages_older_than_the_question_are_not_read() {
    let posted = json!({"message": {"sId": "q", "rank": 90}});
    let server = Server::start(move |_, request| {
        if request.method == "POST" {
            return ok(posted.clone());
        }
        let cursor = match request.target.split_once("lastValue=") {
            Some((_, rest)) => rest.split('&').next().unwrap().parse::<i64>().unwrap() - 5,
            None => 100,
        };
        let conversation = json!({"sId": "c", "content": [user("x")]});
        ok(json!({"conversation": conversation, "hasMore": true, "lastValue": cursor.to_string()}))
    })
    .await;
    let ask = server.client().agent("poet").ask("?").conversation("c");
    let error = ask.deadline(Duration::from_millis(600)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    // One post, and one look of three pages: ranks above 100, 95 and 90.
    assert_eq!(server.requests(), 1 + 3);
}

fn refusal(status: &str, code: &str) -> Act {
    Act::Send(response(
        status,
        &[("Retry-After", "0")],
        error_body(code, "No."),
    ))
}

/// The kinds of questions, each with what the server answers to its post: in a new conversation and in an old one.
fn posts() -> [(bool, Value); 2] {
    let asked = json!({"sId": "q"});
    let conversation = json!({"sId": "c", "content": [user("q")]});
    [
        (
            false,
            json!({"conversation": conversation, "message": asked}),
        ),
        (true, json!({"message": asked})),
    ]
}

fn ask(server: &Server, in_old: bool) -> dust_sdk::ask::Ask {
    let ask = server.client().agent("poet").ask("?");
    match in_old {
        true => ask.conversation("c"),
        false => ask,
    }
}

#[tokio::test]
async fn a_look_that_fails_is_made_again() {
    for (in_old, posted) in posts() {
        let looks = [
            refusal("404 Not Found", "conversation_not_found"),
            refusal("503 Service Unavailable", "service_unavailable"),
            refusal("503 Service Unavailable", "service_unavailable"),
            refusal("503 Service Unavailable", "service_unavailable"),
            refusal("502 Bad Gateway", "x"),
            Act::SendAndClose(Vec::new()),
            Act::SendAndClose(Vec::new()),
        ];
        let looks = Mutex::new(looks.into_iter());
        let server = Server::start(move |_, request| {
            if request.method == "POST" {
                return ok(posted.clone());
            }
            if request.target.contains("/events") {
                return finished(&request.target);
            }
            let content = json!([user("q"), agent("a", "poet", json!("q"))]);
            let shown = ok(json!({"conversation": {"sId": "c", "content": content}}));
            looks.lock().unwrap().next().unwrap_or(shown)
        })
        .await;
        assert_eq!(ask(&server, in_old).await.unwrap().text(), "a");
        // One post, seven failures, the look that found it, one stream.
        assert_eq!(server.requests(), 1 + 7 + 1 + 1);
    }
}

/// A server that takes the question, and then does this to looks until it is told to be well.
async fn ailing(posted: Value, look: Act, of_question: Act) -> (Server, Arc<AtomicBool>) {
    let well = Arc::new(AtomicBool::new(false));
    let is_well = well.clone();
    let server = Server::start(move |_, request| {
        if request.method == "POST" {
            return ok(posted.clone());
        }
        if request.target.contains("/q/events") {
            return of_question.clone();
        }
        if request.target.contains("/events") {
            return finished(&request.target);
        }
        if !is_well.load(Ordering::SeqCst) {
            return look.clone();
        }
        let content = json!([user("q"), agent("a", "poet", json!("q"))]);
        ok(json!({"conversation": {"sId": "c", "content": content}}))
    })
    .await;
    (server, well)
}

#[tokio::test]
async fn an_error_after_the_post_has_the_ids_to_go_on_with() {
    let looks = [
        (
            refusal("403 Forbidden", "conversation_access_restricted"),
            ErrorKind::Permission,
        ),
        (
            refusal("404 Not Found", "conversation_not_found"),
            ErrorKind::Timeout,
        ),
        (
            refusal("503 Service Unavailable", "service_unavailable"),
            ErrorKind::Timeout,
        ),
        (
            ok(json!({"conversation": {"sId": "c", "content": [user("q")]}})),
            ErrorKind::Timeout,
        ),
    ];
    let streams = [
        refusal("404 Not Found", "message_not_found"),
        refusal("400 Bad Request", "invalid_request_error"),
    ];
    let mut cells = tokio::task::JoinSet::new();
    for (in_old, posted) in posts() {
        for (look, kind) in &looks {
            for of_question in &streams {
                let acts = (look.clone(), of_question.clone());
                cells.spawn(goes_on(in_old, posted.clone(), acts, *kind));
            }
        }
    }
    assert_eq!(cells.join_all().await.len(), 16);
}

async fn goes_on(in_old: bool, posted: Value, acts: (Act, Act), kind: ErrorKind) {
    let (server, well) = ailing(posted, acts.0, acts.1).await;
    let limit = match kind {
        ErrorKind::Timeout => Duration::from_millis(500),
        _ => Duration::from_secs(30),
    };
    let error = ask(&server, in_old).deadline(limit).await.unwrap_err();
    assert_eq!(error.kind(), kind, "{error}");
    let (conversation, message) = (error.conversation_id(), error.message_id());
    assert_eq!((conversation, message), (Some("c"), Some("q")), "{error}");
    well.store(true, Ordering::SeqCst);
    let mut events = server
        .client()
        .conversation("c")
        .message("q")
        .answer()
        .stream()
        .await
        .unwrap();
    assert!(events.next().await.is_none());
    assert_eq!(events.message_id(), "a");
    assert_eq!(events.finish().await.unwrap().text(), "a");
    let seen = server.seen();
    assert_eq!(seen.iter().filter(|seen| seen.method == "POST").count(), 1);
}

#[tokio::test]
async fn a_refusal_of_what_is_no_question_stays_the_error_that_it_is() {
    let content = json!([user("other"), agent("q", "poet", json!("other"))]);
    let shown = ok(json!({"conversation": {"sId": "c", "content": content}}));
    for look in [
        shown,
        refusal("403 Forbidden", "conversation_access_restricted"),
    ] {
        let refused = refusal("400 Bad Request", "invalid_request_error");
        let (server, _) = ailing(Value::Null, look, refused).await;
        let mut events = server
            .client()
            .conversation("c")
            .message("q")
            .answer()
            .stream()
            .await
            .unwrap();
        let error = events.next().await.unwrap().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidRequest);
        assert_eq!(error.code(), Some("invalid_request_error"));
        assert!(events.next().await.is_none());
    }
}

#[tokio::test]
async fn an_id_of_a_question_that_leads_elsewhere_is_not_handed_on() {
    let posted = json!({"conversation": {"sId": "c", "content": []}, "message": {"sId": ".."}});
    let server = server(posted, Vec::new()).await;
    let ask = server.client().agent("poet").ask("?");
    let error = ask.deadline(Duration::from_millis(300)).await.unwrap_err();
    assert_eq!(
        (error.conversation_id(), error.message_id()),
        (Some("c"), None)
    );
}

/// A server that takes the question after a while and shows the answer a while after that; gives what was cancelled.
async fn slow(of_post: Duration, begin_after: Duration) -> Server {
    let posted = Mutex::new(None);
    Server::start(move |_, request| {
        if request.target.ends_with("/cancel") {
            return ok(json!({"success": true}));
        }
        if request.method == "POST" {
            std::thread::sleep(of_post);
            *posted.lock().unwrap() = Some(Instant::now());
            return ok(
                json!({"conversation": {"sId": "c", "content": []}, "message": {"sId": "q"}}),
            );
        }
        let posted = *posted.lock().unwrap();
        let begun = posted.is_some_and(|at| at.elapsed() >= begin_after);
        let content = match begun {
            true => json!([user("q"), agent("a", "poet", json!("q"))]),
            false => json!([user("q")]),
        };
        ok(json!({"conversation": {"sId": "c", "content": content}}))
    })
    .await
}

fn cancels(server: &Server) -> Vec<String> {
    let seen = server.seen().into_iter();
    let cancels = seen.filter(|seen| seen.target.ends_with("/cancel"));
    cancels
        .map(|seen| String::from_utf8(seen.body).unwrap())
        .collect()
}

async fn until_cancelled(server: &Server) -> Vec<String> {
    let end = Instant::now() + Duration::from_secs(4);
    while cancels(server).is_empty() && Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    // Another one would follow at once.
    tokio::time::sleep(Duration::from_millis(100)).await;
    cancels(server)
}

/// When a question is dropped: while it is posted, and while its answer is looked for.
fn early_drops() -> [(Duration, Duration); 2] {
    let millis = Duration::from_millis;
    [(millis(400), millis(0)), (millis(0), millis(600))]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 8)]
async fn what_is_dropped_before_the_message_is_known_is_cancelled_once_it_is() {
    let mut cells = tokio::task::JoinSet::new();
    for in_old in [false, true] {
        for (of_post, begin_after) in early_drops() {
            for cancel in [true, false] {
                cells.spawn(drop_early(in_old, (of_post, begin_after), cancel));
            }
        }
    }
    assert_eq!(cells.join_all().await.len(), 8);
}

async fn drop_early(in_old: bool, (of_post, begin_after): (Duration, Duration), cancel: bool) {
    let server = slow(of_post, begin_after).await;
    let ask = ask(&server, in_old).cancel_on_drop(cancel);
    let dropped = tokio::time::timeout(Duration::from_millis(150), ask.stream());
    assert!(dropped.await.is_err());
    let cancelled = match cancel {
        true => until_cancelled(&server).await,
        false => {
            tokio::time::sleep(Duration::from_millis(1500)).await;
            cancels(&server)
        }
    };
    let wanted: &[&str] = if cancel {
        &[r#"{"messageIds":["a"]}"#]
    } else {
        &[]
    };
    assert_eq!(cancelled, wanted, "{of_post:?} {begin_after:?}");
    let posts = server
        .seen()
        .into_iter()
        .filter(|seen| seen.method == "POST");
    // Without a cancellation, a busy machine may drop it before it was sent.
    let posts = posts.count();
    assert!(
        posts == 1 + wanted.len() || (!cancel && posts == 0),
        "{posts}"
    );
}

#[tokio::test]
async fn an_answer_that_is_still_looked_for_from_its_question_is_cancelled_too() {
    for by_hand in [true, false] {
        let missing = refusal("404 Not Found", "message_not_found");
        let begun = Instant::now() + Duration::from_millis(600);
        let server = Server::start(move |_, request| {
            if request.target.ends_with("/cancel") {
                return ok(json!({"success": true}));
            }
            if request.target.contains("/events") {
                return missing.clone();
            }
            let content = match Instant::now() >= begun {
                true => json!([user("q"), agent("a", "poet", json!("q"))]),
                false => json!([user("q")]),
            };
            ok(json!({"conversation": {"sId": "c", "content": content}}))
        })
        .await;
        let events = server
            .client()
            .conversation("c")
            .message("q")
            .answer()
            .stream()
            .await
            .unwrap();
        let mut events = events.cancel_on_drop(true);
        let next = tokio::time::timeout(Duration::from_millis(300), events.next());
        assert!(next.await.is_err());
        if by_hand {
            events.cancel().await.unwrap();
        }
        drop(events);
        assert_eq!(until_cancelled(&server).await, [r#"{"messageIds":["a"]}"#]);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_deadline_before_the_message_is_known_cancels_it_too() {
    for (of_post, begin_after) in early_drops() {
        let server = slow(of_post, begin_after).await;
        let ask = ask(&server, false).cancel_on_drop(true);
        let error = ask.deadline(Duration::from_millis(150)).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Timeout);
        assert_eq!(until_cancelled(&server).await, [r#"{"messageIds":["a"]}"#]);
    }
}

#[tokio::test]
async fn what_is_dropped_before_it_is_polled_posts_nothing() {
    let server = slow(Duration::ZERO, Duration::ZERO).await;
    drop(ask(&server, false).cancel_on_drop(true).stream());
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn what_was_cancelled_is_not_cancelled_again_on_drop() {
    // A cancel that fails is sent three times, since it is idempotent; both fail.
    for (fails, wanted) in [(false, 1), (true, 6)] {
        let server = Server::start(
            move |_, request| match request.target.ends_with("/cancel") {
                true if fails => refusal("500 Internal Server Error", "internal_server_error"),
                true => ok(json!({"success": true})),
                false => Act::SendAndStall(Vec::new()),
            },
        )
        .await;
        let events = server
            .client()
            .conversation("c")
            .message("m")
            .answer()
            .stream()
            .await
            .unwrap();
        let events = events.cancel_on_drop(true);
        assert_eq!(events.cancel().await.is_err(), fails);
        // A future that was not polled has sent nothing.
        drop(events.cancel());
        drop(events);
        tokio::time::sleep(Duration::from_millis(300)).await;
        assert_eq!(cancels(&server).len(), wanted, "{fails}");
    }
}
