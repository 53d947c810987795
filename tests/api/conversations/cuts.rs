//! Every place of one small answer, cut in every way; what comes is what an uncut stream gives.
//!
//! The places and ways are few enough to try each; `property` tries answers of all sizes with many cuts at once, and
//! `events` the events of conversations. Planted faults that turn all three red, each tried: every event taken for a new
//! one and no `lastEventId` sent, a `lastEventId` that is one event too far, a 404 that is final, a silence that is final,
//! and a token that is not renewed.

use dust_sandbox::{Sandbox, SandboxAnswer, SandboxTool, StreamCut};
use dust_sdk::{AnswerEvent, Client};
use futures_util::{StreamExt, stream};
use serde_json::json;

use crate::sandbox::{all, connections, http, member, member_with, posts};

/// Each way, with the connections that it adds: the one that ends, and one that is refused, if it is not told to come again.
pub(crate) const WAYS: [(StreamCut, usize); 7] = [
    (StreamCut::Done, 1),
    (StreamCut::Close, 1),
    (StreamCut::Reset, 1),
    (StreamCut::Unavailable, 2),
    (StreamCut::NotFound, 2),
    (StreamCut::ExpiredToken, 2),
    (StreamCut::Stall, 1),
];

/// Five events that a user sees, and the end.
fn small() -> SandboxAnswer {
    let dream = json!({ "type": "agent_dreams", "of": ["sheep"] });
    SandboxAnswer::new()
        .tool(SandboxTool::new("search").output("x"))
        .event(dream)
        .text("Done.")
}

/// What a user received of an answer, and what an uncut stream of the same message gives.
pub(crate) struct Received {
    pub(crate) events: Vec<AnswerEvent>,
    pub(crate) uncut: Vec<AnswerEvent>,
    pub(crate) text: String,
    pub(crate) content: String,
    pub(crate) posts: usize,
    pub(crate) connections: usize,
}

pub(crate) async fn receive(sandbox: &Sandbox, dust: &Client) -> Received {
    let mut stream = dust.agent("poet").ask("?").stream().await.unwrap();
    let events = all(&mut stream).await;
    let answer = stream.finish().await.unwrap();
    let connections = connections(sandbox);
    // All cuts have been met, and the message is the same: so are its ids and dates.
    let place = (answer.conversation_id(), &answer.message().s_id);
    let mut again = dust
        .conversation(place.0)
        .message(place.1)
        .answer()
        .stream()
        .await
        .unwrap();
    let uncut = all(&mut again).await;
    let content = again.finish().await.unwrap();
    assert_eq!(content.message(), answer.message());
    Received {
        events,
        uncut,
        text: answer.text().to_owned(),
        content: content.text().to_owned(),
        posts: posts(sandbox),
        connections,
    }
}

async fn cell(after: usize, by: StreamCut, added: usize, http: &reqwest::Client) {
    let case = format!("{by:?} after {after}");
    let builder = Sandbox::builder()
        .agent("poet")
        .answers(small().cut(after, by));
    let sandbox = builder.start().await.unwrap();
    let received = receive(&sandbox, &member_with(&sandbox, http)).await;
    assert_eq!(received.events, received.uncut, "{case}");
    assert_eq!(received.events.len(), 5, "{case}");
    assert_eq!(
        (received.text.as_str(), received.content.as_str()),
        ("Done.", "Done."),
        "{case}"
    );
    assert_eq!(received.posts, 1, "{case}");
    // Where nothing was sent yet a refusal takes no connection before it; a busy machine may add one.
    let added = if after == 0 { 1 } else { added };
    assert!(
        received.connections > added,
        "{case}: {}",
        received.connections
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_place_and_every_way() {
    let http = http();
    let places = 0..small().event_count();
    let cells: Vec<_> = places
        .flat_map(|after| WAYS.map(|(by, added)| Box::pin(cell(after, by, added, &http))))
        .collect();
    assert_eq!(cells.len(), 6 * 7);
    stream::iter(cells)
        .buffer_unordered(14)
        .collect::<Vec<_>>()
        .await;
}

#[tokio::test]
async fn two_tokens_that_expire_are_asked_for_again() {
    let pieces = (0..8).map(|number| format!("{number} "));
    let script = SandboxAnswer::new()
        .tokens(pieces)
        .cut(2, StreamCut::ExpiredToken)
        .cut(5, StreamCut::ExpiredToken);
    let sandbox = Sandbox::builder()
        .agent("poet")
        .answers(script)
        .start()
        .await
        .unwrap();
    let received = receive(&sandbox, &member(&sandbox)).await;
    assert_eq!(received.events, received.uncut);
    assert_eq!(received.text, "0 1 2 3 4 5 6 7 ");
    let refused = sandbox
        .requests()
        .into_iter()
        .filter(|request| request.status() == Some(401));
    assert_eq!((refused.count(), received.posts), (2, 1));
}
