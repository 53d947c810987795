//! Calls that the server holds until the agents are done.

use std::time::Duration;

use dust_sandbox::{Sandbox, SandboxAnswer};
use dust_sdk::types::{AgentMention, MessageContext, MessageStatus, NewConversation, NewMessage};
use dust_sdk::{Client, Config, ErrorKind};
use serde_json::Value;

use crate::support::{self, Act, Server};

/// Less than the agent takes.
const SHORT: Duration = Duration::from_millis(200);

async fn slow_poet() -> Sandbox {
    let answer = SandboxAnswer::new()
        .pause(Duration::from_millis(800))
        .text("Roses are red.");
    let builder = Sandbox::builder().agent("poet").answers(answer);
    builder.start().await.unwrap()
}

fn impatient(config: Config) -> Client {
    Client::new(config.read_timeout(SHORT).timeout(SHORT)).unwrap()
}

fn message() -> NewMessage {
    let context = MessageContext::new("ada", "UTC");
    NewMessage::new("A poem", [AgentMention::new("poet")], context)
}

#[tokio::test]
async fn a_call_that_is_held_outlives_the_usual_limits() {
    let sandbox = slow_poet().await;
    let dust = impatient(support::config(&sandbox));
    let conversations = dust.conversations();
    let new = NewConversation::default().message(message()).blocking(true);
    let started = conversations.create(&new).await.unwrap();
    let content = started.conversation.content.unwrap();
    let answer = content[1][0].as_agent().unwrap();
    assert_eq!(answer.status, Some(MessageStatus::Succeeded));
    assert_eq!(answer.content.as_deref(), Some("Roses are red."));
    let posted = dust
        .conversation(started.conversation.s_id)
        .post(&message().blocking(true));
    let answers = posted.await.unwrap().agent_messages.unwrap();
    assert_eq!(answers[0].status, Some(MessageStatus::Succeeded));
    assert_eq!(sandbox.requests().len(), 2);
}

#[tokio::test]
async fn blocking_in_a_message_moves_to_the_call() {
    let sandbox = slow_poet().await;
    let conversations = impatient(support::config(&sandbox)).conversations();
    let new = NewConversation::default().message(message().blocking(true));
    conversations.create(&new).await.unwrap();
    let sent: Value = serde_json::from_slice(sandbox.requests()[0].body()).unwrap();
    assert_eq!(sent["blocking"], true);
    assert!(sent["message"].get("blocking").is_none());
}

#[tokio::test]
async fn call_timeout_holds_with_a_custom_client() {
    let server = Server::always(Act::SendAndStall(Vec::new())).await;
    let new = NewConversation::default().blocking(true);
    let conversations = server.client().conversations();
    let error = conversations.create(&new).timeout(SHORT).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    let http = reqwest::Client::builder().read_timeout(SHORT).build();
    let dust = Client::new(server.config().http_client(http.unwrap())).unwrap();
    let error = dust.conversations().create(&new).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    // Neither was repeated: the server may have acted.
    assert_eq!(server.requests(), 2);
}

#[tokio::test]
async fn asking_holds_no_request() {
    let sandbox = slow_poet().await;
    let config = support::config(&sandbox).read_timeout(SHORT);
    let dust = Client::new(config).unwrap();
    let answer = dust.agent("poet").ask("A poem").await.unwrap();
    answer.reply("Another").await.unwrap();
    let requests = sandbox.requests();
    let posts = requests.iter().filter(|request| request.method() == "POST");
    let held = posts.filter(|request| String::from_utf8_lossy(request.body()).contains("blocking"));
    assert_eq!(held.count(), 0);
}
