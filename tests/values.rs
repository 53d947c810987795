//! What users do with values: write them as JSON, compare them, and make them up for their own tests.

mod support;

use std::collections::BTreeSet;

use dust_sdk::types::{
    Agent, AgentErrorEvent, AgentMessageEvent, ToolActionEvent, ToolApprovalEvent, ToolAuthEvent,
    ToolCallEvent, ToolNotificationEvent, ToolQuestionEvent, UserMessageEvent,
};
use dust_sdk::{
    AgentYaml, Answer, AnswerEvent, Citation, Client, Config, ConversationEvent, Date, ErrorKind,
    RawResponse, Region, RunEvent,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

const SAMPLE: &str = include_str!("fixtures/sse_run_succeeded.json");

fn client() -> Client {
    Client::new(Config::new("w1", "sk-1").base_url("https://dust.example/base/")).unwrap()
}

fn value<T: DeserializeOwned>(json: Value) -> Box<T> {
    Box::new(serde_json::from_value(json).unwrap())
}

#[test]
fn events_of_answers_are_json() {
    let of = |name: &str| json!({"type": name, "actionId": "a", "conversationId": "c", "messageId": "m", "step": 1});
    let events: Vec<(AnswerEvent, &str)> = vec![
        (AnswerEvent::Text("a".into()), "text"),
        (AnswerEvent::Thought("b".into()), "thought"),
        (
            AnswerEvent::ToolStarted(value::<ToolCallEvent>(of("x"))),
            "tool_started",
        ),
        (
            AnswerEvent::ToolParams(value::<ToolActionEvent>(of("x"))),
            "tool_params",
        ),
        (
            AnswerEvent::ToolProgress(value::<ToolNotificationEvent>(of("x"))),
            "tool_progress",
        ),
        (
            AnswerEvent::ToolFinished(value::<ToolActionEvent>(of("x"))),
            "tool_finished",
        ),
        (
            AnswerEvent::Approval(value::<ToolApprovalEvent>(of("x"))),
            "approval",
        ),
        (
            AnswerEvent::SignIn(value::<ToolAuthEvent>(of("x"))),
            "sign_in",
        ),
        (
            AnswerEvent::Question(value::<ToolQuestionEvent>(of("x"))),
            "question",
        ),
        (
            AnswerEvent::ToolError(value::<AgentErrorEvent>(of("x"))),
            "tool_error",
        ),
    ];
    for (event, kind) in events {
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(json["type"], kind);
        match event {
            AnswerEvent::Text(text) | AnswerEvent::Thought(text) => {
                assert_eq!(json["content"], text);
            }
            _ => assert!(json["content"].is_object(), "{json}"),
        }
    }
}

#[test]
fn events_of_conversations_are_json() {
    let events = [
        (
            ConversationEvent::UserMessage(value::<UserMessageEvent>(json!({"messageId": "m"}))),
            "user_message",
        ),
        (
            ConversationEvent::AgentMessage(value::<AgentMessageEvent>(json!({"messageId": "m"}))),
            "agent_message",
        ),
        (
            ConversationEvent::AgentMessageDone(value::<AgentMessageEvent>(
                json!({"messageId": "m"}),
            )),
            "agent_message_done",
        ),
    ];
    for (event, kind) in events {
        let json = serde_json::to_value(&event).unwrap();
        assert_eq!(
            (&json["type"], &json["content"]["messageId"]),
            (&json!(kind), &json!("m"))
        );
    }
    let title = serde_json::to_value(ConversationEvent::Title("Mice".into())).unwrap();
    assert_eq!(title, json!({"type": "title", "content": "Mice"}));
}

/// What a stream gave is written, and read again where it is the server's own form.
#[test]
fn events_of_runs_are_what_the_server_sends() {
    let sample: Value = serde_json::from_str(SAMPLE).unwrap();
    let mut events = sample["expectedEvents"].as_array().unwrap().clone();
    assert!(events.len() > 5);
    events.push(json!({"type": "brand_new", "content": [1], "at": 2.5}));
    for json in events {
        let event = RunEvent::from_json(&json).unwrap();
        let again = serde_json::to_value(&event).unwrap();
        assert_eq!(RunEvent::from_json(&again).unwrap(), event);
        assert_eq!(again["type"], json["type"]);
        if let RunEvent::Unknown { .. } = event {
            assert_eq!(again, json);
        }
    }
    for json in [
        json!(7),
        json!({"type": "tokens"}),
        json!({"type": "error", "content": {"code": "x"}}),
    ] {
        let error = RunEvent::from_json(&json).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{json}");
    }
}

#[tokio::test]
async fn unknown_events_keep_their_type() {
    use support::{Act, Server, head};
    let mut bytes = head("200 OK", &[("Content-Type", "text/event-stream")]);
    let event = json!({"eventId": "1-0", "data": {"type": "brand_new", "a": [1]}});
    bytes.extend_from_slice(format!("Connection: close\r\n\r\ndata: {event}\n\n").as_bytes());
    let server = Server::always(Act::SendAndClose(bytes)).await;
    let conversation = server.client().conversation("cnv_1");
    let unknown = json!({"type": "brand_new", "content": {"type": "brand_new", "a": [1]}});

    let event = conversation
        .events()
        .unwrap()
        .next()
        .await
        .unwrap()
        .unwrap();
    assert!(matches!(event, ConversationEvent::Unknown { .. }));
    assert_eq!(serde_json::to_value(event).unwrap(), unknown);
    let mut answer = conversation
        .message("msg_1")
        .answer()
        .stream()
        .await
        .unwrap();
    let event = answer.next().await.unwrap().unwrap();
    assert!(matches!(event, AnswerEvent::Unknown { .. }));
    assert_eq!(serde_json::to_value(event).unwrap(), unknown);
}

#[test]
fn an_answer_is_written_read_and_compared() {
    let dust = client();
    let output = json!([{"type": "resource", "resource": {"ref": "ab", "title": "Handbook", "uri": "https://x"}}]);
    let json = json!({
        "conversationId": "cnv_1",
        "otherMessageIds": ["msg_2"],
        "message": {"sId": "msg_1", "content": "See :cite[ab]", "actions": [{"sId": "act_1", "output": output}]},
    });
    let answer = Answer::from_json(&dust, json.clone()).unwrap();
    assert_eq!(
        (answer.text(), answer.conversation_id()),
        ("See :cite[ab]", "cnv_1")
    );
    assert_eq!(answer.other_message_ids(), ["msg_2"]);
    let again = serde_json::to_value(&answer).unwrap();
    assert_eq!(Answer::from_json(&dust, again).unwrap(), answer);
    for (path, other) in [
        ("/conversationId", "cnv_2"),
        ("/otherMessageIds/0", "msg_3"),
        ("/message/content", "No"),
    ] {
        let mut json = json.clone();
        *json.pointer_mut(path).unwrap() = other.into();
        assert_ne!(Answer::from_json(&dust, json).unwrap(), answer, "{path}");
    }
    let citations = answer.citations();
    let json = serde_json::to_value(&citations).unwrap();
    assert_eq!(
        json,
        json!([{"reference": "ab", "title": "Handbook", "uri": "https://x"}])
    );
    assert_eq!(
        serde_json::from_value::<Vec<Citation>>(json).unwrap(),
        citations
    );
    for json in [json!({}), json!({"conversationId": "c", "message": 7})] {
        let error = Answer::from_json(&dust, json).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    }
}

#[test]
fn kinds_of_errors_have_names() {
    use ErrorKind::*;
    let kinds = [
        Config,
        InvalidArgument,
        Authentication,
        Permission,
        NotFound,
        RateLimited,
        QuotaExhausted,
        InvalidRequest,
        PayloadTooLarge,
        Server,
        Unavailable,
        Timeout,
        Connect,
        Transport,
        Decode,
        Stream,
        AgentFailed,
        ActionRequired,
    ];
    let names: BTreeSet<&str> = kinds.iter().map(|kind| kind.as_str()).collect();
    assert_eq!(names.len(), kinds.len());
    for kind in kinds {
        let name = kind.as_str();
        assert_eq!(name.replace('_', ""), format!("{kind:?}").to_lowercase());
        assert_eq!(
            (kind.to_string(), serde_json::to_value(kind).unwrap()),
            (name.to_owned(), json!(name))
        );
    }
    assert_eq!(format!("{:>10}", ErrorKind::Server), "    server");
}

#[test]
fn dates_and_regions_are_read_and_written() {
    let date = Date::new(2026, 5, 1).unwrap();
    assert_eq!(serde_json::to_value(date).unwrap(), "2026-05-01");
    assert_eq!(
        serde_json::from_str::<Date>("\"2026-05-01\"").unwrap(),
        date
    );
    assert_eq!(
        serde_json::from_value::<Date>(json!("2026-05-01")).unwrap(),
        date
    );
    for bad in [json!("2026-02-29"), json!("x"), json!(20260501)] {
        assert!(serde_json::from_value::<Date>(bad).is_err());
    }
    for region in [Region::Us, Region::Eu] {
        let json = serde_json::to_value(region).unwrap();
        assert_eq!(json, region.as_str());
        assert_eq!(serde_json::from_value::<Region>(json).unwrap(), region);
    }
    assert!(serde_json::from_value::<Region>(json!("asia")).is_err());
}

#[test]
fn a_client_says_what_it_is_for() {
    let dust = client();
    assert_eq!(
        (dust.workspace_id(), dust.base_url()),
        ("w1", "https://dust.example/base")
    );
}

/// The types that a user's test makes up, in the way that `dust_sdk::types` names for each.
#[test]
fn what_a_test_needs_can_be_made() {
    let agent: Agent =
        serde_json::from_value(json!({"id": 1, "sId": "q7", "name": "Billing"})).unwrap();
    assert_eq!(agent.name, "Billing");
    let yaml = AgentYaml::from_text("agent: {}");
    assert_eq!((yaml.text(), yaml.file_name()), ("agent: {}", None));
    let response: dust_sdk::reqwest::StatusCode = 201.try_into().unwrap();
    let raw = http::Response::builder()
        .status(response)
        .header("x-a", "b")
        .body("body".into())
        .unwrap();
    let raw = RawResponse::from(raw);
    assert_eq!(
        (
            raw.status().as_u16(),
            &raw.headers()["x-a"],
            &raw.body()[..]
        ),
        (201, &"b".parse().unwrap(), &b"body"[..])
    );
}
