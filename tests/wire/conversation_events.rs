//! Events of conversations as a whole: each is served in a stream, read, encoded again and compared field by field.

use dust_sdk::ConversationEvent;
use serde_json::{Value, json};

use crate::answer_events::{Sent, stream};
use crate::cases::{with, without};
use crate::compare::difference;
use crate::conversation_values::{agent_message, user_message};
use crate::fetch::serve;

/// Every event of a conversation, and under which name it is to be heard.
fn of_conversations() -> Vec<Sent> {
    let user = json!({"messageId": "msg_u", "message": without(&user_message(), "type"), "created": 1_763_802_461_337_i64});
    let agent = json!({
        "messageId": "msg_a", "configurationId": "dust", "conversationId": "cnv_1", "runIds": ["run_1"], "step": 0,
        "message": without(&agent_message(), "type"), "created": 1_763_802_461_338_i64
    });
    let of = |kind: &str, fields: &Value| with(fields, &json!({"type": kind}));
    let mut sent = vec![
        (
            "agent done",
            of("agent_message_done", &without(&agent, "message")),
        ),
        (
            "user",
            of(
                "user_message_promoted",
                &json!({"messageId": "msg_u", "created": 1.0}),
            ),
        ),
        (
            "title",
            json!({"type": "conversation_title", "title": "Title", "created": 1}),
        ),
        ("title", json!({"type": "conversation_title", "title": ""})),
        (
            "unknown",
            json!({"type": "conversation_title", "title": null}),
        ),
        (
            "unknown",
            json!({"type": "conversation_dreams", "of": [null, 1.5]}),
        ),
        ("unknown", json!({"a": 1})),
        (
            "unknown",
            json!({"type": "agent_message_new", "message": {"no": "id"}}),
        ),
    ];
    for (name, kind, event) in [
        ("user", "user_message_new", user),
        ("agent", "agent_message_new", agent.clone()),
        ("agent done", "agent_message_done", agent),
    ] {
        sent.push((name, of(kind, &event)));
        sent.push((name, of(kind, &json!({}))));
        sent.push((name, of(kind, &with(&event, &json!({"x_new": 1})))));
        for field in event.as_object().unwrap().keys() {
            sent.push((name, of(kind, &with(&event, &json!({field: null})))));
            sent.push((name, of(kind, &without(&event, field))));
        }
    }
    sent
}

fn encoded_again(event: &ConversationEvent) -> (&'static str, Value) {
    match event {
        ConversationEvent::UserMessage(event) => ("user", serde_json::to_value(event).unwrap()),
        ConversationEvent::AgentMessage(event) => ("agent", serde_json::to_value(event).unwrap()),
        ConversationEvent::AgentMessageDone(event) => {
            ("agent done", serde_json::to_value(event).unwrap())
        }
        ConversationEvent::Title(title) => ("title", json!({"title": title})),
        ConversationEvent::Unknown { data, .. } => ("unknown", data.clone()),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn conversation_events_round_trip() {
    let sent = of_conversations();
    let events: Vec<Value> = sent.iter().map(|(_, event)| event.clone()).collect();
    let (_server, dust) = serve(stream(&events)).await;
    let mut heard = dust.conversation("cnv_1").events().unwrap();
    for (name, event) in &sent {
        let (heard_as, again) = encoded_again(&heard.next().await.unwrap().unwrap());
        assert_eq!(heard_as, *name, "{event}");
        match *name {
            "unknown" => assert_eq!(again, *event),
            "title" => assert_eq!(again["title"], event["title"]),
            _ => assert_eq!(difference(&without(event, "type"), &again), None, "{event}"),
        }
    }
}

/// Of another form, an event is the same event, not an unknown one.
#[tokio::test]
async fn weakly_typed_events_keep_their_kind() {
    let weak = [
        json!({"type": "agent_message_new", "messageId": 7, "created": "12", "runIds": null, "step": "0"}),
        json!({"type": "user_message_new", "messageId": 8, "message": {"sId": 8, "mentions": null}}),
        json!({"type": "conversation_title", "title": 2027}),
    ];
    let (_server, dust) = serve(stream(&weak)).await;
    let mut events = dust.conversation("cnv_1").events().unwrap();
    let ConversationEvent::AgentMessage(begun) = events.next().await.unwrap().unwrap() else {
        panic!("an agent has begun");
    };
    assert_eq!(begun.message_id.as_deref(), Some("7"));
    assert_eq!((begun.created, begun.step), (Some(12), Some(0)));
    let ConversationEvent::UserMessage(posted) = events.next().await.unwrap().unwrap() else {
        panic!("a person has posted");
    };
    assert_eq!(posted.message.unwrap().s_id, "8");
    let title = events.next().await.unwrap().unwrap();
    assert_eq!(title, ConversationEvent::Title("2027".into()));
}
