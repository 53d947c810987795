//! How often a stream connects again where the server misbehaves on every connection.
//!
//! What a connection says and how it ends are combined, and each combination meets both kinds of streams at the same time.
//! Delays of a busy machine only make requests fewer, so that the bounds hold on any.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use dust_sdk::Client;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio::time::{sleep, timeout};

use crate::support::{Act, Seen, Server, error_body, head, json as reply, response};

const EVENTS: &[(&str, &str)] = &[("Content-Type", "text/event-stream")];

/// How long the requests are counted.
const COUNTED: Duration = Duration::from_millis(2500);

/// The first connection, and four in each second that has begun.
const MOST: usize = 1 + 3 * 4;

/// The same with ten, where each connection gives something new and ends as planned.
const MOST_PLANNED: usize = 1 + 3 * 10;

/// What a connection says before it ends; the number is that of the connection.
type Says = fn(usize) -> String;

fn data(text: impl std::fmt::Display) -> String {
    format!("data: {text}\n\n")
}

fn event(id: Value, kind: &str) -> String {
    let event = json!({"type": kind, "text": "a", "classification": "tokens"});
    data(json!({"eventId": id, "data": event}))
}

const SAYS: [(&str, Says); 10] = [
    ("nothing", |_| String::new()),
    ("a handshake", |_| {
        "event: dust-handshake\ndata: {}\n\n".to_owned()
    }),
    ("a comment", |_| ":\n\n".to_owned()),
    ("what is no event", |_| data("{")),
    ("an event without an id", |_| {
        event(Value::Null, "generation_tokens")
    }),
    ("the same event", |_| {
        event(json!("1700-0"), "generation_tokens")
    }),
    ("a new event", |n| {
        event(json!(format!("1700-{n}")), "generation_tokens")
    }),
    ("a new event of an older id", |n| {
        event(json!(format!("{}-0", 9000 - n)), "generation_tokens")
    }),
    ("a new event without an order", |n| {
        event(json!(format!("x{n}")), "generation_tokens")
    }),
    ("a new leaked end", |n| {
        event(json!(format!("1700-{n}")), "end-of-stream")
    }),
];

/// How a connection ends after that.
#[derive(Clone, Copy, Debug, PartialEq)]
enum End {
    Done,
    /// In order, by the length of the body.
    Length,
    /// By closing a connection whose body has no length.
    Close,
    /// In the middle of a body of a known length.
    Cut,
    /// The same after a tenth of a second of silence.
    Reset,
}

const ENDS: [End; 5] = [End::Done, End::Length, End::Close, End::Cut, End::Reset];

fn connection(said: &str, end: End) -> Act {
    let begun = |headers: &[(&str, &str)]| {
        let head = head("200 OK", &[EVENTS, headers].concat());
        [&head, b"\r\n".as_slice(), said.as_bytes()].concat()
    };
    match end {
        End::Done => Act::Send(response(
            "200 OK",
            EVENTS,
            said.to_owned() + "data: done\n\n",
        )),
        End::Length => Act::Send(response("200 OK", EVENTS, said)),
        End::Close => Act::SendAndClose(begun(&[("Connection", "close")])),
        End::Cut => Act::SendAndClose(begun(&[("Content-Length", "999999")])),
        End::Reset => Act::SendAndReset(begun(&[("Content-Length", "999999")])),
    }
}

/// Refusals that are to be tried again at once, each between connections that give something new.
fn refusals() -> Vec<(&'static str, Act)> {
    let at_once = [("Retry-After", "0")];
    let refusal = |status, code| Act::Send(response(status, &at_once, error_body(code, "No.")));
    vec![
        (
            "503",
            refusal("503 Service Unavailable", "service_unavailable"),
        ),
        ("429", refusal("429 Too Many Requests", "rate_limit_error")),
        ("408", refusal("408 Request Timeout", "timeout")),
        (
            "500",
            refusal("500 Internal Server Error", "internal_server_error"),
        ),
        ("502", Act::Send(response("502 Bad Gateway", &at_once, ""))),
        ("404", refusal("404 Not Found", "message_not_found")),
        ("no answer", Act::SendAndClose(Vec::new())),
        (
            "half an answer",
            Act::SendAndClose(b"HTTP/1.1 200 OK\r\nContent-Ty".to_vec()),
        ),
    ]
}

/// A server that does this with each connection to events; a message that is looked at is not finished.
async fn server(act: impl Fn(usize) -> Act + Send + Sync + 'static) -> (Server, Arc<AtomicUsize>) {
    let connections = Arc::new(AtomicUsize::new(0));
    let counted = connections.clone();
    let server = Server::start(move |_, request: &Seen| {
        if request.target.contains("/events") {
            return act(counted.fetch_add(1, Ordering::SeqCst));
        }
        let message = json!({"type": "agent_message", "sId": "m", "status": "created"});
        let conversation = json!({"sId": "c", "content": [[message]]});
        Act::Send(reply("200 OK", &json!({"conversation": conversation})))
    })
    .await;
    (server, connections)
}

/// Ends a while after the first connection, however late a busy machine makes it.
async fn counted(connections: &AtomicUsize) {
    while connections.load(Ordering::SeqCst) == 0 {
        sleep(Duration::from_millis(10)).await;
    }
    sleep(COUNTED).await;
}

async fn follow_answer(dust: Client) {
    let mut events = dust
        .conversation("c")
        .message("m")
        .answer()
        .stream()
        .await
        .unwrap();
    while events.next().await.is_some() {}
}

async fn follow_conversation(dust: Client) {
    let mut events = dust.conversation("c").events().unwrap();
    while events.next().await.is_some() {}
}

/// Counts the connections that one server is asked for, by each kind of stream.
async fn count(
    what: String,
    most: usize,
    act: Arc<dyn Fn(usize) -> Act + Send + Sync>,
) -> Vec<String> {
    let mut red = Vec::new();
    let (of_answer, of_conversation) = (act.clone(), act);
    let (answer, answers) = server(move |number| of_answer(number)).await;
    let (conversation, conversations) = server(move |number| of_conversation(number)).await;
    let answer = async {
        tokio::select! {
            () = counted(&answers) => (),
            () = follow_answer(answer.client()) => (),
        }
    };
    let conversation = async {
        tokio::select! {
            () = counted(&conversations) => (),
            () = follow_conversation(conversation.client()) => (),
        }
    };
    let both = async { tokio::join!(answer, conversation) };
    let _ = timeout(Duration::from_secs(60), both).await;
    for (stream, counted) in [("answer", answers), ("conversation", conversations)] {
        let counted = counted.load(Ordering::SeqCst);
        if !(1..=most).contains(&counted) {
            red.push(format!(
                "{what}, {stream}: {counted} connections, at most {most} expected"
            ));
        }
    }
    red
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn streams_never_reconnect_in_a_busy_loop() {
    let mut kinds = JoinSet::new();
    for (said, says) in SAYS {
        for end in ENDS {
            let is_new = said.starts_with("a new event");
            let most = if is_new && end == End::Done {
                MOST_PLANNED
            } else {
                MOST
            };
            let act = Arc::new(move |number| connection(&says(number), end));
            kinds.spawn(count(format!("{said}, then {end:?}"), most, act));
        }
    }
    for (name, refusal) in refusals() {
        let act = Arc::new(move |number: usize| match number % 2 {
            0 => connection(
                &event(json!(format!("1700-{number}")), "generation_tokens"),
                End::Length,
            ),
            _ => refusal.clone(),
        });
        kinds.spawn(count(format!("{name} after a new event"), MOST, act));
    }
    assert_eq!(kinds.len(), 58);
    let red: Vec<String> = kinds.join_all().await.into_iter().flatten().collect();
    assert!(red.is_empty(), "{} of 116:\n{}", red.len(), red.join("\n"));
}

#[tokio::test]
async fn pause_between_polls_is_never_zero() {
    let run = json!({"run": {"run_id": "r", "status": {"run": "running", "blocks": []}}});
    let server = Server::always(Act::Send(reply("200 OK", &run))).await;
    let wait = server.client().space("s").app("a").run_by_id("r").wait();
    let wait = wait
        .poll_interval(Duration::ZERO)
        .deadline(Duration::from_secs(2));
    wait.await.unwrap_err();
    assert!(server.requests() < 20, "{}", server.requests());
}
