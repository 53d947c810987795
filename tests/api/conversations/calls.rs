//! The calls on a conversation: what each sends, and what becomes of it.
//!
//! Planted faults that turn these red, each tried: `mark_read` with its argument the wrong way round, and feedback whose
//! content is left out.

use dust_sandbox::{Sandbox, SandboxAnswer};
use dust_sdk::types::{
    AgentMention, Fragment, MentionKind, MentionType, MessageEdit, MessageStatus, SpaceKind,
    ThumbDirection,
};
use dust_sdk::{Answer, Client, ErrorKind};
use serde_json::json;

use crate::sandbox::{bodies, ending_in, member, poet, requests, start};

async fn asked(dust: &Client) -> (Answer, String) {
    let answer = dust.agent("poet").ask("Hello?").await.unwrap();
    let id = answer.conversation_id().to_owned();
    (answer, id)
}

#[tokio::test]
async fn conversations_are_renamed_and_marked() {
    let (sandbox, dust) = poet("Yes.").await;
    let (_, id) = asked(&dust).await;
    dust.conversation(&id).rename("Title").await.unwrap();
    let read = dust.conversation(&id).get().await.unwrap();
    assert_eq!(read.title.as_deref(), Some("Title"));
    for unread in [true, false, true] {
        dust.conversation(&id).mark_read(!unread).await.unwrap();
        let read = dust.conversation(&id).get().await.unwrap();
        assert_eq!(read.unread, Some(unread));
    }
    let wanted = [
        json!({ "title": "Title" }),
        json!({ "read": false }),
        json!({ "read": true }),
    ];
    assert_eq!(bodies(&sandbox, &id)[..3], wanted);
    let error = dust
        .conversation(&id)
        .rename("x".repeat(513))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidRequest);
}

#[tokio::test]
async fn fragments_of_all_kinds_are_added() {
    let (sandbox, dust) = poet("Yes.").await;
    let (_, id) = asked(&dust).await;
    let text = dust
        .conversation(&id)
        .add_fragment(&Fragment::text("t", "c"))
        .await
        .unwrap();
    assert_eq!(text.title.as_deref(), Some("t"));
    assert_eq!(text.content_fragment_type.as_deref(), Some("file"));
    let node = Fragment::node("n", "nod_1", "dsv_1");
    let node = dust.conversation(&id).add_fragment(&node).await.unwrap();
    assert_eq!(node.content_fragment_type.as_deref(), Some("content_node"));
    assert_eq!(node.node_id.as_deref(), Some("nod_1"));
    let wanted = [
        json!({ "title": "t", "content": "c", "contentType": "text/plain" }),
        json!({ "title": "n", "nodeId": "nod_1", "nodeDataSourceViewId": "dsv_1" }),
    ];
    assert_eq!(bodies(&sandbox, "/content_fragments"), wanted);
    let missing = dust
        .conversation(&id)
        .add_fragment(&Fragment::file("f", "fil_none"))
        .await;
    assert_eq!(missing.unwrap_err().code(), Some("file_not_found"));
}

#[tokio::test]
async fn an_edit_makes_a_version_that_is_answered() {
    let builder = Sandbox::builder()
        .agent("poet")
        .answers("First.")
        .answers("Second.");
    let (sandbox, dust) = start(builder).await;
    let (answer, id) = asked(&dust).await;
    let parent = answer.message().parent_message_id.clone().unwrap();
    let edit = MessageEdit::new("Better?", [AgentMention::new("poet")]);
    let edited = dust
        .conversation(&id)
        .message(&parent)
        .edit(&edit)
        .await
        .unwrap();
    assert_eq!(
        (edited.content.as_deref(), edited.version),
        (Some("Better?"), Some(1))
    );
    let wanted = json!({ "content": "Better?", "mentions": [{ "configurationId": "poet" }] });
    assert_eq!(bodies(&sandbox, "/edit"), [wanted]);
    let sent = &ending_in(&sandbox, "/edit")[0];
    assert!(
        sent.path()
            .ends_with(&format!("/{id}/messages/{parent}/edit"))
    );
    let ranks = dust.conversation(&id).get().await.unwrap().content.unwrap();
    let versions: Vec<_> = ranks[0]
        .iter()
        .filter_map(|version| version.as_user())
        .collect();
    let texts: Vec<_> = versions
        .iter()
        .map(|version| version.content.as_deref())
        .collect();
    assert_eq!(texts, [Some("Hello?"), Some("Better?")]);
    let second = ranks[2][0].as_agent().unwrap();
    assert_eq!(second.parent_message_id, Some(edited.s_id));
    let events = dust
        .conversation(&id)
        .message(&second.s_id)
        .answer()
        .stream()
        .await
        .unwrap();
    assert_eq!(events.finish().await.unwrap().text(), "Second.");
}

#[tokio::test]
async fn cancel_stops_the_named_messages() {
    let endless = || SandboxAnswer::new().text("On and on").never_ends();
    let builder = Sandbox::builder().agent("poet").answers(endless());
    let (sandbox, dust) = start(builder.agent("clerk").answers(endless())).await;
    let ask = dust.agent("poet").ask("?").mention("clerk");
    let mut events = ask.stream().await.unwrap();
    events.next().await.unwrap().unwrap();
    let (id, message) = (
        events.conversation_id().to_owned(),
        events.message_id().to_owned(),
    );
    dust.conversation(&id).cancel([&message]).await.unwrap();
    assert_eq!(
        bodies(&sandbox, "/cancel"),
        [json!({ "messageIds": [message] })]
    );
    while let Some(event) = events.next().await {
        event.unwrap();
    }
    let ranks = dust.conversation(&id).get().await.unwrap().content.unwrap();
    let agents = ranks
        .iter()
        .flatten()
        .filter_map(|message| message.as_agent());
    let statuses: Vec<_> = agents
        .map(|message| message.status.clone().unwrap())
        .collect();
    assert_eq!(statuses, [MessageStatus::Cancelled, MessageStatus::Created]);
}

#[tokio::test]
async fn members_judge_and_keys_do_not() {
    let (sandbox, keyed) = poet("Yes.").await;
    let dust = member(&sandbox);
    let (answer, id) = asked(&dust).await;
    let message = &answer.message().s_id;
    let given = dust
        .conversation(&id)
        .message(message)
        .give_feedback(ThumbDirection::Down);
    given
        .content("Too short.")
        .share_conversation(true)
        .await
        .unwrap();
    let wanted = json!({
        "thumbDirection": "down", "feedbackContent": "Too short.", "isConversationShared": true,
    });
    assert_eq!(bodies(&sandbox, "/feedbacks"), [wanted]);
    let feedback = dust.conversation(&id).feedback().await.unwrap();
    assert_eq!(feedback.len(), 1);
    assert_eq!(feedback[0].message_id.as_ref(), Some(message));
    assert_eq!(feedback[0].thumb_direction, Some(ThumbDirection::Down));
    assert_eq!(feedback[0].content.as_deref(), Some("Too short."));
    assert_eq!(feedback[0].is_conversation_shared, Some(true));
    assert_eq!(feedback[0].agent_configuration_id.as_deref(), Some("poet"));
    let again = dust
        .conversation(&id)
        .message(message)
        .give_feedback(ThumbDirection::Up);
    again.await.unwrap();
    let feedback = dust.conversation(&id).feedback().await.unwrap();
    assert_eq!(feedback[0].thumb_direction, Some(ThumbDirection::Up));
    dust.conversation(&id)
        .message(message)
        .withdraw_feedback()
        .await
        .unwrap();
    assert!(dust.conversation(&id).feedback().await.unwrap().is_empty());
    // It says the same where there is none.
    dust.conversation(&id)
        .message(message)
        .withdraw_feedback()
        .await
        .unwrap();

    let judged = keyed.conversation(&id).message(message);
    for (error, kind, code) in [
        (
            keyed.conversation(&id).feedback().await.unwrap_err(),
            ErrorKind::Permission,
            "user_authentication_required",
        ),
        (
            judged.give_feedback(ThumbDirection::Up).await.unwrap_err(),
            ErrorKind::Authentication,
            "not_authenticated",
        ),
        (
            judged.withdraw_feedback().await.unwrap_err(),
            ErrorKind::Authentication,
            "not_authenticated",
        ),
    ] {
        assert_eq!((error.kind(), error.code()), (kind, Some(code)));
        assert!(
            error.to_string().contains("a person's access token"),
            "{error}"
        );
    }
}

#[tokio::test]
async fn lists_spaces_and_parses_mentions() {
    let (sandbox, dust) = poet("Yes.").await;
    let (_, id) = asked(&dust).await;
    let before = requests(&sandbox).len();
    let spaces = dust
        .spaces()
        .list()
        .kinds([SpaceKind::Global, SpaceKind::Regular]);
    assert_eq!(spaces.await.unwrap()[0].s_id, sandbox.space_id());
    let found = dust
        .conversation(&id)
        .suggest_mentions("POE")
        .select([MentionKind::Agents]);
    let found = found.await.unwrap();
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].id.as_str(), &found[0].type_),
        ("poet", &Some(MentionType::Agent))
    );
    let members = dust
        .mentions()
        .suggest("ada")
        .select([MentionKind::Users, MentionKind::Agents])
        .await
        .unwrap();
    assert_eq!(members[0].type_, Some(MentionType::User));
    let marked = dust.mentions().parse("@poet hello").await.unwrap();
    assert_eq!(marked, ":mention[poet]{sId=poet} hello");
    let seen = sandbox.requests().split_off(before);
    assert_eq!(seen[0].query_value("kinds"), Some("global,regular"));
    assert!(
        seen[1]
            .path()
            .ends_with(&format!("/{id}/mentions/suggestions"))
    );
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(
        seen[1].query(),
        [pair("query", "POE"), pair("select", "agents")]
    );
    let mut selected = seen[2].query().to_vec();
    selected.retain(|(name, _)| name == "select");
    assert_eq!(
        selected,
        [pair("select", "users"), pair("select", "agents")]
    );
    assert_eq!(seen[3].json(), Some(json!({ "markdown": "@poet hello" })));
}

#[tokio::test]
async fn what_cannot_be_sent_is_refused_before_it_is() {
    let (sandbox, dust) = poet("Yes.").await;
    let edit = MessageEdit::new("x", [AgentMention::new("poet")]);
    for error in [
        dust.conversation("..").get().await.unwrap_err(),
        dust.conversation("").rename("x").await.unwrap_err(),
        dust.conversation("c")
            .message("a b")
            .edit(&edit)
            .await
            .unwrap_err(),
        dust.conversation("a\\b").cancel(["m"]).await.unwrap_err(),
        dust.conversation("").events().map(drop).unwrap_err(),
        dust.conversation("c")
            .message("..")
            .answer()
            .await
            .map(drop)
            .unwrap_err(),
        dust.conversation("..")
            .messages()
            .next()
            .await
            .unwrap()
            .unwrap_err(),
        dust.agent("poet").ask("").await.unwrap_err(),
        dust.agent("").ask("?").await.unwrap_err(),
        dust.agent("poet")
            .ask("?")
            .conversation("..")
            .await
            .unwrap_err(),
    ] {
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
    }
    assert!(sandbox.requests().is_empty());
}
