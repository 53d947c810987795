//! Answers that wait for a person: what ends at once, what goes on, and what is waited for.

use std::future::IntoFuture;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use dust_sdk::{AnswerEvent, Approvals, Client, Error, ErrorKind};
use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::support::{Act, Seen, Server, error_body, head, json as reply, response};

const EVENTS: &[(&str, &str)] = &[("Content-Type", "text/event-stream")];

const APPROVAL: &str = "tool_approve_execution";

/// The kinds of events that wait, with what an error says of them.
const WAITING: [(&str, &str); 4] = [
    (APPROVAL, "the tool search waits for an approval"),
    (
        "tool_personal_auth_required",
        "the tool search waits for a person to sign in",
    ),
    (
        "tool_file_auth_required",
        "the tool search waits for a person to sign in",
    ),
    (
        "tool_ask_user_question",
        "the tool search waits for the answer to a question",
    ),
];

fn event(number: u32, event: Value) -> String {
    let line = json!({"eventId": format!("1700-{number}"), "data": event});
    format!("data: {line}\n\n")
}

fn waits(kind: &str) -> String {
    let metadata = json!({"toolName": "search", "mcpServerName": "web"});
    event(
        0,
        json!({"type": kind, "actionId": "act", "inputs": {}, "metadata": metadata}),
    )
}

fn text(number: u32) -> String {
    event(
        number,
        json!({"type": "generation_tokens", "classification": "tokens", "text": "a"}),
    )
}

fn success(number: u32) -> String {
    let message = json!({"sId": "m", "status": "succeeded", "content": "Done."});
    event(
        number,
        json!({"type": "agent_message_success", "message": message}),
    )
}

fn open(said: &str) -> Vec<u8> {
    [&head("200 OK", EVENTS), b"\r\n".as_slice(), said.as_bytes()].concat()
}

/// What waits in a conversation, as a server lists it.
fn blocked(ids: &[&str]) -> Act {
    let actions: Vec<Value> = ids
        .iter()
        .map(|id| json!({"actionId": id, "messageId": "m", "conversationId": "c", "status": "x"}))
        .collect();
    Act::Send(reply("200 OK", &json!({"blockedActions": actions})))
}

/// The conversation, with a message that is not finished.
fn unfinished() -> Act {
    let message = json!({"type": "agent_message", "sId": "m", "status": "created"});
    let conversation = json!({"sId": "c", "content": [[message]]});
    Act::Send(reply("200 OK", &json!({"conversation": conversation})))
}

fn refusal(status: &str, code: &str) -> Act {
    Act::Send(response(status, &[], error_body(code, "No.")))
}

/// A server whose agent says this until a person has acted, and then that.
struct Agent {
    before: Act,
    after: Act,
    /// The answer to the question what is blocked, before and after.
    blocked: (Act, Act),
}

impl Agent {
    async fn start(self) -> (Server, Arc<AtomicBool>) {
        let acted = Arc::new(AtomicBool::new(false));
        let has_acted = acted.clone();
        let server = Server::start(move |_, request| {
            let acted = has_acted.load(Ordering::SeqCst);
            if request.target.ends_with("/validate-action") {
                has_acted.store(true, Ordering::SeqCst);
                return Act::Send(reply("200 OK", &json!({"success": true})));
            }
            if request.method == "POST" {
                let message = json!({"type": "agent_message", "sId": "m", "configuration": {"sId": "a", "name": "a"}});
                let conversation = json!({"sId": "c", "content": [[message]]});
                return Act::Send(reply("200 OK", &json!({"conversation": conversation})));
            }
            match (request.target.as_str(), acted) {
                (path, false) if path.contains("/events") => self.before.clone(),
                (path, true) if path.contains("/events") => self.after.clone(),
                (path, false) if path.ends_with("/actions/blocked") => self.blocked.0.clone(),
                (path, true) if path.ends_with("/actions/blocked") => self.blocked.1.clone(),
                _ => unfinished(),
            }
        })
        .await;
        (server, acted)
    }
}

/// How servers answer the question what is blocked where an action is; some do not know it.
fn listings() -> [Act; 5] {
    [
        blocked(&["other", "act"]),
        refusal("404 Not Found", "not_found"),
        Act::Send(response("404 Not Found", &[], "404 Not Found")),
        Act::Send(reply("200 OK", &json!({}))),
        refusal("403 Forbidden", "workspace_auth_error"),
    ]
}

fn count(server: &Server, end: &str) -> usize {
    let seen = server.seen();
    let ending = |seen: &&Seen| seen.target.ends_with(end);
    seen.iter().filter(ending).count()
}

/// Awaits a question that must end long before its deadline.
async fn ask(dust: &Client) -> Error {
    let begun = Instant::now();
    let ask = dust.agent("a").ask("?").cancel_on_drop(true);
    let error = ask.deadline(Duration::from_secs(30)).await.unwrap_err();
    assert!(
        begun.elapsed() < Duration::from_secs(10),
        "{:?}",
        begun.elapsed()
    );
    error
}

#[tokio::test]
async fn unhandled_action_ends_the_answer() {
    let mut cells = JoinSet::new();
    for (kind, said) in WAITING {
        for listing in listings() {
            let silent = Act::SendAndStall(open(&waits(kind)));
            let planned = waits(kind) + "data: done\n\n";
            let planned = Act::Send(response("200 OK", EVENTS, planned));
            for before in [silent, planned] {
                let agent = Agent {
                    before,
                    after: Act::SendAndStall(Vec::new()),
                    blocked: (listing.clone(), blocked(&[])),
                };
                cells.spawn(async move {
                    let (server, _) = agent.start().await;
                    let error = ask(&server.client()).await;
                    assert_eq!(error.kind(), ErrorKind::ActionRequired, "{error}");
                    assert!(error.message().contains(said), "{error}");
                    let ids = (
                        error.conversation_id(),
                        error.message_id(),
                        error.action_id(),
                    );
                    assert_eq!(ids, (Some("c"), Some("m"), Some("act")));
                    assert!(!error.is_retryable() && error.operation().is_some());
                    tokio::time::sleep(Duration::from_millis(100)).await;
                    // The agent is to be gone on with.
                    assert_eq!(count(&server, "/cancel"), 0);
                });
            }
        }
    }
    assert_eq!(cells.join_all().await.len(), 4 * 5 * 2);
}

#[tokio::test]
async fn resumes_by_ids_after_a_person_acted() {
    let history = waits(APPROVAL);
    let soon = Act::Send(response("200 OK", EVENTS, history.clone() + &success(1)));
    // The tool works in silence: nothing but the list tells that the approval was given.
    let slow = Act::SendAndStall(open(&history));
    for (after, listed) in [
        (soon.clone(), blocked(&[])),
        (soon, refusal("404 Not Found", "not_found")),
        (slow, blocked(&["other"])),
    ] {
        let is_slow = matches!(after, Act::SendAndStall(_));
        let agent = Agent {
            before: Act::SendAndStall(open(&history)),
            after,
            blocked: (blocked(&["act"]), listed),
        };
        let (server, _) = agent.start().await;
        let dust = server.client();
        let error = ask(&dust).await;
        let (conversation, message) = (error.conversation_id(), error.message_id());
        let (conversation, message) = (conversation.unwrap(), message.unwrap());
        let action = error.action_id().unwrap();
        dust.conversation(conversation)
            .message(message)
            .approve(action)
            .await
            .unwrap();
        let answer = dust
            .conversation(conversation)
            .message(message)
            .answer()
            .stream()
            .await
            .unwrap();
        let answer = answer.deadline(Duration::from_secs(2)).finish().await;
        match answer {
            Ok(answer) => assert_eq!((answer.text(), is_slow), ("Done.", false)),
            Err(error) => assert_eq!((error.kind(), is_slow), (ErrorKind::Timeout, true)),
        }
    }
}

#[tokio::test]
async fn waiting_elsewhere_needs_an_explicit_policy() {
    for (kind, _) in WAITING {
        let end = Instant::now() + Duration::from_millis(900);
        let server = Server::start(move |_, request| {
            let has_acted = Instant::now() >= end;
            match (request.target.contains("/events"), has_acted) {
                (false, _) => unfinished(),
                (true, false) => {
                    Act::Send(response("200 OK", EVENTS, waits(kind) + "data: done\n\n"))
                }
                (true, true) => Act::Send(response("200 OK", EVENTS, waits(kind) + &success(1))),
            }
        })
        .await;
        let answer = server
            .client()
            .conversation("c")
            .message("m")
            .answer()
            .stream()
            .await
            .unwrap();
        let answer = answer.approvals(Approvals::wait()).finish().await.unwrap();
        assert_eq!(answer.text(), "Done.", "{kind}");
        assert_eq!(count(&server, "/blocked"), 0);
    }
}

#[tokio::test]
async fn policy_handles_approvals_only() {
    for (kind, said) in WAITING {
        let agent = Agent {
            before: Act::SendAndStall(open(&waits(kind))),
            after: Act::Send(response("200 OK", EVENTS, waits(kind) + &success(1))),
            blocked: (blocked(&["act"]), blocked(&[])),
        };
        let (server, _) = agent.start().await;
        let config = server.config().read_timeout(Duration::from_millis(200));
        let dust = Client::new(config).unwrap();
        let answer = dust
            .conversation("c")
            .message("m")
            .answer()
            .stream()
            .await
            .unwrap();
        let answer = answer.approvals(Approvals::allow(["search"]));
        match answer.deadline(Duration::from_secs(20)).finish().await {
            Ok(answer) => assert_eq!((answer.text(), kind), ("Done.", APPROVAL)),
            Err(error) => {
                assert_eq!(error.kind(), ErrorKind::ActionRequired);
                assert!(
                    error.message().contains(said) && kind != APPROVAL,
                    "{error}"
                );
            }
        }
        assert_eq!(
            count(&server, "/validate-action"),
            usize::from(kind == APPROVAL)
        );
    }
}

#[tokio::test]
async fn events_of_waiting_tools_reach_the_reader() {
    let agent = Agent {
        before: Act::SendAndStall(open(&waits(APPROVAL))),
        after: Act::Send(response("200 OK", EVENTS, waits(APPROVAL) + &success(1))),
        blocked: (blocked(&["act"]), blocked(&[])),
    };
    let (server, _) = agent.start().await;
    let config = server.config().read_timeout(Duration::from_secs(1));
    let dust = Client::new(config).unwrap();
    let mut events = dust.agent("a").ask("?").stream().await.unwrap();
    let Some(Ok(AnswerEvent::Approval(request))) = events.next().await else {
        panic!("no approval");
    };
    let next = tokio::time::timeout(Duration::from_secs(3), events.next());
    assert!(next.await.is_err());
    let (conversation, message) = (events.conversation_id(), events.message_id());
    let approve = dust
        .conversation(conversation)
        .message(message)
        .approve(request.action_id);
    approve.await.unwrap();
    assert_eq!(events.finish().await.unwrap().text(), "Done.");
    assert_eq!(count(&server, "/blocked"), 0);
}

#[tokio::test]
async fn finds_blocked_action_among_other_events() {
    let said = waits(APPROVAL) + &text(1);
    for (listing, kind) in [
        (blocked(&["act"]), ErrorKind::ActionRequired),
        (blocked(&[]), ErrorKind::Timeout),
        (refusal("404 Not Found", "not_found"), ErrorKind::Timeout),
    ] {
        let agent = Agent {
            before: Act::SendAndStall(open(&said)),
            after: Act::SendAndStall(Vec::new()),
            blocked: (listing, blocked(&[])),
        };
        let (server, _) = agent.start().await;
        let ask = server.client().agent("a").ask("?");
        let error = ask.deadline(Duration::from_secs(2)).await.unwrap_err();
        assert_eq!(error.kind(), kind, "{error}");
        // One action is asked about once.
        assert_eq!(count(&server, "/c/actions/blocked"), 1);
    }
}

#[tokio::test]
async fn sub_agent_waits_in_its_own_conversation() {
    let nested = json!({
        "type": APPROVAL, "actionId": "act", "conversationId": "c2", "messageId": "m2",
        "metadata": {"toolName": "search"}
    });
    let agent = Agent {
        before: Act::SendAndStall(open(&event(0, nested))),
        after: Act::SendAndStall(Vec::new()),
        blocked: (blocked(&["act"]), blocked(&[])),
    };
    let (server, _) = agent.start().await;
    let error = ask(&server.client()).await;
    assert_eq!(error.kind(), ErrorKind::ActionRequired);
    assert_eq!(
        (error.conversation_id(), error.message_id()),
        (Some("c"), Some("m"))
    );
    let said = error.to_string();
    assert!(
        said.contains("in the conversation c2, message m2"),
        "{said}"
    );
    assert_eq!(count(&server, "/c2/actions/blocked"), 1);
}

#[tokio::test]
async fn undecodable_action_still_ends_the_answer() {
    let odd = json!({"type": APPROVAL, "actionId": {"id": 7}, "metadata": []});
    let agent = Agent {
        before: Act::SendAndStall(open(&event(0, odd))),
        after: Act::SendAndStall(Vec::new()),
        blocked: (blocked(&["x"]), blocked(&[])),
    };
    let (server, _) = agent.start().await;
    let error = ask(&server.client()).await;
    assert_eq!(error.kind(), ErrorKind::ActionRequired);
    assert_eq!(error.action_id(), None);
}

#[tokio::test]
async fn weakly_typed_action_is_named_as_it_says() {
    let weak =
        json!({"type": APPROVAL, "actionId": 7, "created": "12", "metadata": {"toolName": "file"}});
    let agent = Agent {
        before: Act::SendAndStall(open(&event(0, weak))),
        after: Act::SendAndStall(Vec::new()),
        blocked: (blocked(&["7"]), blocked(&["7"])),
    };
    let (server, _) = agent.start().await;
    let error = ask(&server.client()).await;
    assert_eq!(error.kind(), ErrorKind::ActionRequired);
    assert_eq!(error.action_id(), Some("7"));
}

#[tokio::test]
async fn stalled_list_does_not_hold_the_answer() {
    let agent = Agent {
        before: Act::SendAndStall(open(&waits(APPROVAL))),
        after: Act::SendAndStall(Vec::new()),
        blocked: (Act::SendAndStall(Vec::new()), blocked(&[])),
    };
    let (server, _) = agent.start().await;
    assert_eq!(
        ask(&server.client()).await.kind(),
        ErrorKind::ActionRequired
    );
}

#[test]
fn a_question_can_still_be_spawned() {
    fn assert<T: Send + 'static>(_: &T) {}
    let config = dust_sdk::Config::new("w1", "sk-test");
    let ask = Client::new(config).unwrap().agent("a").ask("?");
    assert(&ask.approvals(Approvals::wait()).into_future());
}
