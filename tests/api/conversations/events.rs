//! The events of a conversation as a whole: all of them, once each, over as many connections as it takes.
//!
//! Planted faults that turn these red, each tried: those at the head of `cuts`, and a redirect that is not followed.

use dust_sandbox::{Sandbox, SandboxBuilder, StreamCut};
use dust_sdk::{Client, ConversationEvent, ConversationEvents};
use futures_util::{StreamExt, stream};

use super::cuts::WAYS;
use crate::sandbox::{SILENCE, bounded, connections, http, member, member_with, posts, requests};

/// What the conversation below makes: two questions with their answers, the first of which gives a title, and a new title.
const COUNT: usize = 8;

async fn conversation(
    builder: SandboxBuilder,
    client: impl FnOnce(&Sandbox) -> Client,
) -> (Sandbox, Client, String) {
    let sandbox = builder
        .agent("poet")
        .answers("One.")
        .answers("Two.")
        .start()
        .await
        .unwrap();
    let dust = client(&sandbox);
    let answer = dust.agent("poet").ask("First?").await.unwrap();
    let id = answer.conversation_id().to_owned();
    answer.reply("Second?").await.unwrap();
    dust.conversation(&id).rename("Renamed").await.unwrap();
    (sandbox, dust, id)
}

async fn next_events(events: &mut ConversationEvents, count: usize) -> Vec<ConversationEvent> {
    let mut heard = Vec::new();
    while heard.len() < count {
        heard.push(bounded(events.next()).await.unwrap().unwrap());
    }
    heard
}

/// Nothing more comes, for longer than any pause or silence takes.
async fn nothing_more(events: &mut ConversationEvents) {
    let next = tokio::time::timeout(SILENCE * 2, events.next()).await;
    assert!(next.is_err(), "{next:?}");
}

fn in_short(event: &ConversationEvent) -> String {
    let content = |content: &Option<String>| content.clone().unwrap_or_default();
    match event {
        ConversationEvent::UserMessage(event) => {
            let message = event.message.as_ref().unwrap();
            assert_eq!(event.message_id.as_ref(), Some(&message.s_id));
            format!("user {}", content(&message.content))
        }
        ConversationEvent::AgentMessage(event) => {
            let message = event.message.as_ref().unwrap();
            assert_eq!(event.message_id.as_ref(), Some(&message.s_id));
            format!("agent {}", event.configuration_id.as_ref().unwrap())
        }
        ConversationEvent::AgentMessageDone(event) => {
            format!("done {}", event.configuration_id.as_ref().unwrap())
        }
        ConversationEvent::Title(title) => format!("title {title}"),
        other => format!("{other:?}"),
    }
}

#[tokio::test]
async fn a_conversation_tells_what_happens_in_it() {
    let (sandbox, dust, id) = conversation(Sandbox::builder(), member).await;
    let before = requests(&sandbox).len();
    let mut events = dust.conversation(&id).events().unwrap();
    let heard = next_events(&mut events, COUNT).await;
    let short: Vec<String> = heard.iter().map(in_short).collect();
    let wanted = [
        "user First?",
        "agent poet",
        "done poet",
        "title First?",
        "user Second?",
        "agent poet",
        "done poet",
        "title Renamed",
    ];
    assert_eq!(short, wanted);
    let wanted = [
        "GET assistant/conversations/*/events",
        "GET sse assistant/conversations/*/events",
    ];
    assert_eq!(requests(&sandbox)[before..], wanted);
    assert_eq!(sandbox.requests()[before].status(), Some(307));
    // What happens from now on comes too.
    dust.conversation(&id).rename("Again").await.unwrap();
    assert_eq!(
        next_events(&mut events, 1).await,
        [ConversationEvent::Title("Again".into())]
    );
    nothing_more(&mut events).await;
}

#[tokio::test]
async fn event_leads_to_the_agents_message() {
    let (_sandbox, dust, id) = conversation(Sandbox::builder(), member).await;
    let mut events = dust.conversation(&id).events().unwrap();
    let mut texts = Vec::new();
    for event in next_events(&mut events, COUNT).await {
        if let ConversationEvent::AgentMessage(begun) = event {
            let message = begun.message_id.unwrap();
            let answer = dust
                .conversation(&id)
                .message(message)
                .answer()
                .stream()
                .await
                .unwrap();
            texts.push(answer.finish().await.unwrap().text().to_owned());
        }
    }
    assert_eq!(texts, ["One.", "Two."]);
}

async fn cell(after: usize, by: StreamCut, added: usize, http: &reqwest::Client) {
    let case = format!("{by:?} after {after}");
    let builder = Sandbox::builder().cut_conversations(after, by);
    let (sandbox, dust, id) = conversation(builder, |sandbox| member_with(sandbox, http)).await;
    let (posted, before) = (posts(&sandbox), connections(&sandbox));
    let mut events = dust.conversation(&id).events().unwrap();
    let heard = next_events(&mut events, COUNT).await;
    nothing_more(&mut events).await;
    let made = connections(&sandbox) - before;
    let uncut = next_events(&mut dust.conversation(&id).events().unwrap(), COUNT).await;
    assert_eq!(heard, uncut, "{case}");
    let added = if after == 0 { 1 } else { added };
    assert!(made > added, "{case}: {made}");
    assert_eq!(posts(&sandbox), posted, "{case}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_place_and_every_way() {
    let http = http();
    let cells: Vec<_> = (0..=COUNT)
        .flat_map(|after| WAYS.map(|(by, added)| Box::pin(cell(after, by, added, &http))))
        .collect();
    assert_eq!(cells.len(), 9 * 7);
    stream::iter(cells)
        .buffer_unordered(32)
        .collect::<Vec<_>>()
        .await;
}

#[tokio::test]
async fn many_cuts_and_leaks_lose_and_repeat_nothing() {
    let mut builder = Sandbox::builder()
        .leaks_end_of_stream()
        .events_per_connection(3);
    for (place, (by, _)) in WAYS.into_iter().enumerate() {
        builder = builder.cut_conversations(place, by);
    }
    let (_sandbox, dust, id) = conversation(builder, member).await;
    let mut events = dust.conversation(&id).events().unwrap();
    let heard = next_events(&mut events, COUNT).await;
    nothing_more(&mut events).await;
    let uncut = next_events(&mut dust.conversation(&id).events().unwrap(), COUNT).await;
    assert_eq!(heard, uncut);
}

#[tokio::test]
async fn missing_conversation_is_an_error() {
    let sandbox = Sandbox::start().await.unwrap();
    let mut events = member(&sandbox).conversation("none").events().unwrap();
    let error = bounded(events.next()).await.unwrap().unwrap_err();
    assert_eq!(error.code(), Some("conversation_not_found"));
    assert_eq!(error.conversation_id(), Some("none"));
    assert!(events.next().await.is_none());
    assert_eq!(connections(&sandbox), 5);
}
