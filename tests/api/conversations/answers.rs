//! The short way: what an answer is made of, and how few requests it takes.
//!
//! Planted faults that turn these red, each tried: a look at the conversation after the create (the list of requests), and
//! the joined pieces in place of the message's content.

use std::time::Duration;

use dust_sandbox::{Sandbox, SandboxAnswer, SandboxTool};
use dust_sdk::AnswerEvent;
use dust_sdk::types::{MessageContext, MessageStatus};

use crate::sandbox::{all, bodies, poet, requests, start};

const CREATE: &str = "POST assistant/conversations";
const POST: &str = "POST assistant/conversations/*/messages";
const EVENTS: &str = "GET assistant/conversations/*/messages/*/events";
const BEHIND: &str = "GET sse assistant/conversations/*/messages/*/events";

#[tokio::test]
async fn an_answer_takes_one_post_and_one_stream() {
    let (sandbox, dust) = poet("Roses are red.").await;
    let answer = dust.agent("poet").ask("A poem").await.unwrap();
    assert_eq!(answer.text(), "Roses are red.");
    assert_eq!(answer.message().status, Some(MessageStatus::Succeeded));
    assert_eq!(requests(&sandbox), [CREATE, EVENTS, BEHIND]);
    let again = answer.reply("Another").await.unwrap();
    assert_eq!(again.conversation_id(), answer.conversation_id());
    assert_ne!(again.message().s_id, answer.message().s_id);
    let both = [CREATE, EVENTS, BEHIND, POST, EVENTS, BEHIND];
    assert_eq!(requests(&sandbox), both);
    let seen = sandbox.requests();
    for pair in [[1, 2], [4, 5]] {
        let [asked, behind] = pair.map(|at| seen[at].path().to_owned());
        assert_eq!(asked.replace("/api/v1/", "/api/sse/v1/"), behind);
        let statuses = pair.map(|at| seen[at].status());
        assert_eq!(statuses, [Some(307), Some(200)]);
    }
}

#[tokio::test]
async fn a_streamed_answer_takes_no_more() {
    let (sandbox, dust) = poet("Roses are red.").await;
    let mut events = dust.agent("poet").ask("A poem").stream().await.unwrap();
    assert_eq!(requests(&sandbox), [CREATE]);
    let text: Vec<AnswerEvent> = all(&mut events).await;
    assert_eq!(text.len(), 3);
    let answer = events.finish().await.unwrap();
    assert_eq!(answer.text(), "Roses are red.");
    assert_eq!(requests(&sandbox), [CREATE, EVENTS, BEHIND]);
    let mut events = answer.reply("Another").stream().await.unwrap();
    all(&mut events).await;
    events.finish().await.unwrap();
    let both = [CREATE, EVENTS, BEHIND, POST, EVENTS, BEHIND];
    assert_eq!(requests(&sandbox), both);
}

#[tokio::test]
async fn text_is_the_content_not_the_deltas() {
    let answer = SandboxAnswer::new()
        .thinks("hm")
        .text("Let me see.")
        .step()
        .text("42")
        .content("The answer is 42.");
    let (_sandbox, dust) = poet(answer).await;
    let mut events = dust.agent("poet").ask("?").stream().await.unwrap();
    let (mut text, mut thought) = (String::new(), String::new());
    for event in all(&mut events).await {
        match event {
            AnswerEvent::Text(piece) => text += &piece,
            AnswerEvent::Thought(piece) => thought += &piece,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((text.as_str(), thought.as_str()), ("Let me see.42", "hm"));
    assert_eq!(events.finish().await.unwrap().text(), "The answer is 42.");
}

#[tokio::test]
async fn files_and_actions_of_tools_are_reachable() {
    let tool = SandboxTool::new("search")
        .param("query", "refunds")
        .output("Nothing.")
        .generates("fil_1", "report.csv", "text/csv");
    let (_sandbox, dust) = poet(SandboxAnswer::new().tool(tool).text("Done.")).await;
    let answer = dust.agent("poet").ask("?").await.unwrap();
    let [action] = answer.actions() else {
        panic!("{:?}", answer.actions());
    };
    assert_eq!(action.tool_name.as_deref(), Some("search"));
    assert_eq!(action.params.as_ref().unwrap()["query"], "refunds");
    assert_eq!(action.output.as_ref().unwrap()[0]["text"], "Nothing.");
    let files: Vec<_> = answer.generated_files().collect();
    assert_eq!(files.len(), 1);
    assert_eq!(files[0].file_id.as_deref(), Some("fil_1"));
}

#[tokio::test]
async fn finished_answer_is_read_from_conversation() {
    let builder = Sandbox::builder().agent("poet").answers("Long gone.");
    let (sandbox, dust) = start(builder.history_expiry(Duration::from_millis(50))).await;
    let events = dust.agent("poet").ask("?").stream().await.unwrap();
    let conversation = events.conversation_id().to_owned();
    let message = events.message_id().to_owned();
    events.finish().await.unwrap();
    tokio::time::sleep(Duration::from_millis(300)).await;
    let before = requests(&sandbox).len();
    let events = dust
        .conversation(conversation)
        .message(message)
        .answer()
        .stream()
        .await
        .unwrap();
    assert_eq!(events.finish().await.unwrap().text(), "Long gone.");
    let wanted = [EVENTS, BEHIND, EVENTS, BEHIND, EVENTS, BEHIND];
    assert_eq!(requests(&sandbox)[before..before + 6], wanted);
    let look = "GET assistant/conversations/*";
    assert_eq!(requests(&sandbox)[before + 6..], [look]);
}

#[tokio::test]
async fn a_message_that_begins_late_is_looked_for() {
    let builder = Sandbox::builder().agent("poet").answers("Late.");
    let (sandbox, dust) = start(builder.late_messages(2)).await;
    let answer = dust.agent("poet").ask("?").await.unwrap();
    assert_eq!(answer.text(), "Late.");
    let look = "GET assistant/conversations/*";
    let wanted = [CREATE, look, look, look, EVENTS, BEHIND];
    assert_eq!(requests(&sandbox), wanted);
}

#[tokio::test]
async fn who_asks_and_who_answers_is_in_the_message() {
    let builder = Sandbox::builder().agent("poet").answers("a");
    let (sandbox, dust) = start(builder.agent("clerk").answers("b")).await;
    let context = MessageContext::new("ada", "Europe/Paris");
    let ask = dust.agent("poet").ask("Both of you?").mention("clerk");
    let answer = ask.context(context).email("ada@example.com").title("T");
    let answer = answer.await.unwrap();
    assert_eq!(answer.text(), "a");
    let [other] = answer.other_message_ids() else {
        panic!("{:?}", answer.other_message_ids());
    };
    let events = dust
        .conversation(answer.conversation_id())
        .message(other)
        .answer();
    assert_eq!(events.await.unwrap().text(), "b");
    let bodies = bodies(&sandbox, "/conversations");
    let message = serde_json::json!({
        "content": "Both of you?",
        "mentions": [{ "configurationId": "poet" }, { "configurationId": "clerk" }],
        "context": { "username": "ada", "timezone": "Europe/Paris", "email": "ada@example.com" },
    });
    let wanted = serde_json::json!({ "title": "T", "message": message });
    assert_eq!(bodies, [wanted]);
}
