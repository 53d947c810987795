//! Answers of the calls on conversations: every form of every value, through the call that gives it.
//!
//! Planted fault that turns the table red, tried: a field of messages that is lost (`rank`; 403 cases).

use dust_sdk::types::{
    AgentMention, Fragment, MessageContext, MessageEdit, NewConversation, NewMessage, SpaceKind,
    ThumbDirection,
};
use serde_json::{Value, json};

use crate::cases::{Body, Case, with, without};
use crate::conversation_values::{
    agent_message, conversation, conversations, forms, fragment, messages, user_message,
};
use crate::fetch::Fetch;

fn envelope(field: &str, value: Value) -> Value {
    let mut envelope = json!({"x_new": "y"});
    envelope[field] = value;
    envelope
}

fn message() -> NewMessage {
    NewMessage::new(
        "?",
        [AgentMention::new("dust")],
        MessageContext::new("a", "UTC"),
    )
}

fn encoded<T: serde::Serialize>(value: T) -> Value {
    serde_json::to_value(value).unwrap()
}

const GET: Fetch = |dust| {
    Box::pin(async move {
        let conversation = dust.conversation("c").get().await?;
        Ok(json!({"conversation": encoded(conversation)}))
    })
};

/// The newest version of each rank, newest rank first.
const PAGE: Fetch = |dust| {
    Box::pin(async move {
        let mut messages = dust.conversation("c").messages();
        let mut all = Vec::new();
        while let Some(message) = messages.next().await {
            all.push(encoded(message?));
        }
        Ok(all.into())
    })
};
const CREATE: Fetch = |dust| {
    Box::pin(async move {
        let body = NewConversation::default().message(message());
        Ok(encoded(dust.conversations().create(&body).await?))
    })
};
const POST: Fetch =
    |dust| Box::pin(async move { Ok(encoded(dust.conversation("c").post(&message()).await?)) });
const EDIT: Fetch = |dust| {
    Box::pin(async move {
        let edit = MessageEdit::new("?", [AgentMention::new("dust")]);
        Ok(envelope(
            "message",
            with(
                &encoded(dust.conversation("c").message("m").edit(&edit).await?),
                &json!({"type": "user_message"}),
            ),
        ))
    })
};
const FRAGMENT: Fetch = |dust| {
    Box::pin(async move {
        let added = dust
            .conversation("c")
            .add_fragment(&Fragment::text("t", "c"))
            .await?;
        Ok(envelope(
            "contentFragment",
            with(&encoded(added), &json!({"type": "content_fragment"})),
        ))
    })
};
const FEEDBACK: Fetch = |dust| {
    Box::pin(async move {
        Ok(envelope(
            "feedbacks",
            encoded(dust.conversation("c").feedback().await?),
        ))
    })
};
const SUGGEST: Fetch = |dust| {
    Box::pin(async move {
        Ok(envelope(
            "suggestions",
            encoded(dust.mentions().suggest("a").await?),
        ))
    })
};
const SUGGEST_THERE: Fetch = |dust| {
    Box::pin(async move {
        Ok(envelope(
            "suggestions",
            encoded(dust.conversation("c").suggest_mentions("a").await?),
        ))
    })
};
const PARSE: Fetch = |dust| {
    Box::pin(async move {
        Ok(envelope(
            "markdown",
            dust.mentions().parse("@a").await?.into(),
        ))
    })
};
const SPACES: Fetch =
    |dust| Box::pin(async move { Ok(envelope("spaces", encoded(dust.spaces().list().await?))) });

/// Calls that only say that it was done.
const DONE: [(&str, Fetch); 9] = [
    ("rename", |dust| {
        Box::pin(async move { Ok(encoded(dust.conversation("c").rename("t").await?)) })
    }),
    ("mark as read", |dust| {
        Box::pin(async move { Ok(encoded(dust.conversation("c").mark_read(true).await?)) })
    }),
    ("cancel", |dust| {
        Box::pin(async move { Ok(encoded(dust.conversation("c").cancel(["m"]).await?)) })
    }),
    ("approve", |dust| {
        Box::pin(async move {
            Ok(encoded(
                dust.conversation("c").message("m").approve("a").await?,
            ))
        })
    }),
    ("reject", |dust| {
        Box::pin(async move {
            Ok(encoded(
                dust.conversation("c").message("m").reject("a").await?,
            ))
        })
    }),
    ("answer a question", |dust| {
        Box::pin(async move {
            Ok(encoded(
                dust.conversation("c")
                    .message("m")
                    .answer_question("a", [0])
                    .await?,
            ))
        })
    }),
    ("judge", |dust| {
        Box::pin(async move {
            Ok(encoded(
                dust.conversation("c")
                    .message("m")
                    .give_feedback(ThumbDirection::Up)
                    .await?,
            ))
        })
    }),
    ("judge no more", |dust| {
        Box::pin(async move {
            Ok(encoded(
                dust.conversation("c")
                    .message("m")
                    .withdraw_feedback()
                    .await?,
            ))
        })
    }),
    ("cancel nothing", |dust| {
        Box::pin(async move {
            Ok(encoded(
                dust.conversation("c").cancel(Vec::<String>::new()).await?,
            ))
        })
    }),
];

fn lists() -> Vec<Case> {
    let feedback = json!({
        "messageId": "m", "thumbDirection": "up", "content": "Good.", "isConversationShared": true,
        "agentConfigurationId": "dust", "agentConfigurationVersion": 3, "agentMessageId": 9, "userId": 4711,
        "createdAt": 1_763_802_461_337_i64
    });
    let suggestion = json!({"type": "agent", "id": "dust", "label": "Dust", "description": "d", "pictureUrl": "https://dust.tt/a.png",
        "userFavorite": true, "canEdit": false, "isParticipant": true, "isProjectMember": false, "lastActivityAt": 1_763_802_461_337_i64});
    let space = json!({
        "sId": "vlt_1", "name": "Company Data", "kind": "global", "groupIds": ["grp_1"], "isRestricted": false,
        "managementMode": "manual", "createdAt": 1_752_488_100_123_i64, "updatedAt": 1_761_300_912_000_i64
    });
    let mut cases = Vec::new();
    let mut add = |name: &str, fetch, field: &str, items: Vec<(String, Value)>| {
        for (form, item) in items {
            cases.push(Case::json(
                format!("{name}, {form}"),
                fetch,
                envelope(field, json!([item])),
            ));
        }
        cases.push(Case::json(
            format!("{name}, none"),
            fetch,
            envelope(field, json!([])),
        ));
    };
    let mut judged = forms("feedback", &feedback, &[]);
    judged.push((
        "thumb unseen".into(),
        with(&feedback, &json!({"thumbDirection": "sideways"})),
    ));
    add("feedback", FEEDBACK, "feedbacks", judged);
    let mut suggested = forms("suggestion", &suggestion, &["id"]);
    suggested.push((
        "of an unseen type".into(),
        with(&suggestion, &json!({"type": "robot"})),
    ));
    add("suggestions", SUGGEST, "suggestions", suggested);
    add(
        "suggestions in a conversation",
        SUGGEST_THERE,
        "suggestions",
        forms("suggestion", &suggestion, &["id"]),
    );
    let mut spaces = forms("space", &space, &["sId", "name"]);
    for kind in SpaceKind::KNOWN.iter().chain(&["orbital"]) {
        spaces.push((format!("kind {kind}"), with(&space, &json!({"kind": kind}))));
    }
    add("spaces", SPACES, "spaces", spaces);
    cases
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = lists();
    for (name, conversation) in conversations() {
        cases.push(Case::json(
            format!("get: {name}"),
            GET,
            envelope("conversation", conversation.clone()),
        ));
        // What is in it is the same to both calls.
        if !name.starts_with("conversation with") {
            let message = without(&user_message(), "type");
            let started = json!({"conversation": conversation, "message": message});
            cases.push(Case::json(format!("create: {name}"), CREATE, started));
        }
    }
    cases.push(Case::json(
        "create without a message",
        CREATE,
        json!({"conversation": conversation()}),
    ));
    cases.push(Case::json(
        "create with a null message",
        CREATE,
        json!({"conversation": conversation(), "message": null}),
    ));
    for (name, message) in messages() {
        let page = json!({"conversation": {"sId": "c", "content": [[user_message(), message], [], [agent_message()]]}});
        cases.push(Case {
            name: format!("page: {name}"),
            fetch: PAGE,
            wanted: json!([agent_message(), message]),
            body: Body::Json(with(
                &page,
                &json!({"hasMore": false, "lastValue": "7", "x_new": 1}),
            )),
        });
    }
    let untyped = |value: &Value| without(value, "type");
    for (name, message) in forms("agent message", &untyped(&agent_message()), &["sId"]) {
        let posted = json!({"message": untyped(&user_message()), "agentMessages": [message]});
        cases.push(Case::json(format!("post: {name}"), POST, posted));
    }
    for (name, message) in forms("user message", &untyped(&user_message()), &["sId"]) {
        cases.push(Case::json(
            format!("post: {name}"),
            POST,
            json!({"message": message, "agentMessages": []}),
        ));
        cases.push(Case::json(
            format!("post: {name}, no agents"),
            POST,
            json!({"message": message, "agentMessages": null}),
        ));
        cases.push(Case::json(
            format!("edit: {name}"),
            EDIT,
            envelope("message", with(&message, &json!({"type": "user_message"}))),
        ));
    }
    for (name, fragment) in forms("attached content", &fragment(), &["type"]) {
        cases.push(Case::json(
            format!("attach: {name}"),
            FRAGMENT,
            envelope("contentFragment", fragment),
        ));
    }
    cases.push(Case::json(
        "parsed mentions",
        PARSE,
        envelope("markdown", ":mention[é]{sId=a}".into()),
    ));
    for (name, fetch) in DONE {
        cases.push(Case {
            name: name.to_owned(),
            fetch,
            wanted: Value::Null,
            body: Body::Json(json!({"success": true, "x_new": 1})),
        });
    }
    cases
}
