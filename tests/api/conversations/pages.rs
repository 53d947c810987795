//! Messages over pages, newest first, each in its newest version.
//!
//! Planted faults that turn these red, each tried: the oldest version instead of the newest, and an empty page taken for
//! the last.

use dust_sandbox::{Fault, Sandbox};
use dust_sdk::types::{AgentMention, Message, MessageEdit};
use dust_sdk::{Client, ErrorKind, Messages};
use serde_json::{Value, json};

use crate::sandbox::{bounded, ending_in, start};
use crate::support::json as answer;
use crate::support::{Act, Server};

async fn texts(mut messages: Messages) -> Vec<String> {
    let mut texts = Vec::new();
    while let Some(message) = messages.next().await {
        texts.push(match message.unwrap() {
            Message::User(message) => message.content.unwrap_or_default(),
            Message::Agent(message) => message.content.unwrap_or_default(),
            Message::ContentFragment(fragment) => fragment.title.unwrap_or_default(),
            Message::Unknown(value) => value["type"].to_string(),
            other => format!("{other:?}"),
        });
    }
    texts
}

#[tokio::test]
async fn messages_come_newest_first_over_pages() {
    let builder = Sandbox::builder()
        .agent("poet")
        .answers("one")
        .answers("two");
    let (sandbox, dust) = start(builder.answers("three")).await;
    let first = dust.agent("poet").ask("1").await.unwrap();
    let second = first.reply("2").await.unwrap();
    second.reply("3").await.unwrap();
    let id = first.conversation_id();
    for (size, pages) in [(1, 6), (2, 3), (4, 2), (50, 1)] {
        let before = ending_in(&sandbox, id).len();
        let messages = dust.conversation(id).messages().page_size(size);
        assert_eq!(
            texts(messages).await,
            ["three", "3", "two", "2", "one", "1"]
        );
        let asked = ending_in(&sandbox, id).split_off(before);
        assert_eq!(asked.len(), pages);
        let limit = size.to_string();
        assert!(
            asked
                .iter()
                .all(|page| page.query_value("limit") == Some(&limit))
        );
        let places: Vec<_> = asked
            .iter()
            .map(|page| page.query_value("lastValue"))
            .collect();
        assert_eq!(places[0], None);
        assert!(places[1..].iter().all(Option::is_some), "{places:?}");
    }
}

#[tokio::test]
async fn of_an_edited_message_the_newest_version_comes() {
    let (_sandbox, dust) = start(Sandbox::builder().agent("poet").answers("a")).await;
    let answer = dust.agent("poet").ask("old").await.unwrap();
    let id = answer.conversation_id();
    let asked = answer.message().parent_message_id.clone().unwrap();
    let edit = MessageEdit::new("new", std::iter::empty::<AgentMention>());
    dust.conversation(id)
        .message(asked)
        .edit(&edit)
        .await
        .unwrap();
    let messages = dust.conversation(id).messages();
    assert_eq!(texts(messages).await, ["a", "new"]);
}

fn user(text: &str) -> Value {
    json!({ "type": "user_message", "sId": format!("u_{text}"), "content": text })
}

/// A server with these pages: the ranks of each, and what it says of the rest.
async fn pages(pages: Vec<(Value, Value)>) -> (Server, Client) {
    let server = Server::start(move |number, _| {
        let (content, rest) = &pages[number];
        let mut body = rest.clone();
        body["conversation"] = json!({ "sId": "c", "content": content });
        Act::Send(answer("200 OK", &body))
    })
    .await;
    let dust = server.client();
    (server, dust)
}

#[tokio::test]
async fn empty_ranks_and_empty_pages_are_passed_over() {
    let more = |place: Value| json!({ "hasMore": true, "lastValue": place });
    let (server, dust) = pages(vec![
        (
            json!([[user("3")], [], [user("4"), user("5")]]),
            more(json!("30")),
        ),
        (json!([[], []]), more(json!("20"))),
        (json!([]), more(json!(10))),
        (
            json!([[user("1")], [{ "type": "compaction" }]]),
            json!({ "hasMore": false, "lastValue": null }),
        ),
    ])
    .await;
    let messages = dust.conversation("c").messages().page_size(3);
    assert_eq!(texts(messages).await, ["5", "3", "\"compaction\"", "1"]);
    let seen: Vec<String> = server.seen().into_iter().map(|seen| seen.target).collect();
    let path = "/api/v1/w/w1/assistant/conversations/c?";
    let wanted = [
        "limit=3",
        "lastValue=30&limit=3",
        "lastValue=20&limit=3",
        "lastValue=10&limit=3",
    ];
    let sorted = |target: &String| {
        let mut pairs: Vec<&str> = target.strip_prefix(path).unwrap().split('&').collect();
        pairs.sort_unstable();
        pairs.join("&")
    };
    assert_eq!(seen.iter().map(sorted).collect::<Vec<_>>(), wanted);
}

#[tokio::test]
async fn empty_page_and_repeated_cursor_end_pages() {
    let same = json!({ "hasMore": true, "lastValue": "7" });
    for (all, count, wanted) in [
        (vec![(json!(null), json!({}))], 1, vec![]),
        (vec![(json!([]), json!({ "hasMore": true }))], 1, vec![]),
        (
            vec![(
                json!([[user("1")]]),
                json!({ "hasMore": null, "lastValue": "3" }),
            )],
            1,
            vec!["1"],
        ),
        (
            vec![
                (json!([[user("2")]]), same.clone()),
                (json!([[user("1")]]), same),
            ],
            2,
            vec!["2", "1"],
        ),
    ] {
        let (server, dust) = pages(all).await;
        assert_eq!(texts(dust.conversation("c").messages()).await, wanted);
        assert_eq!(server.requests(), count);
    }
}

#[tokio::test]
async fn failed_page_ends_the_stream() {
    let (sandbox, dust) = start(Sandbox::builder().agent("poet").answers("a")).await;
    let answer = dust.agent("poet").ask("q").await.unwrap();
    let mut messages = dust
        .conversation(answer.conversation_id())
        .messages()
        .page_size(1);
    messages.next().await.unwrap().unwrap();
    sandbox.fail_next(Fault::error(403, "conversation_access_restricted", "No."));
    let error = messages.next().await.unwrap().unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Permission);
    assert!(messages.next().await.is_none());
}

#[tokio::test]
async fn places_that_go_round_are_not_read_for_ever() {
    let server = Server::start(|number, _| {
        let place = if number % 2 == 0 { "10" } else { "20" };
        let conversation = json!({ "sId": "c", "content": [] });
        let body = json!({ "conversation": conversation, "hasMore": true, "lastValue": place });
        Act::Send(answer("200 OK", &body))
    })
    .await;
    let messages = server.client().conversation("c").messages();
    assert!(bounded(texts(messages)).await.is_empty());
    assert_eq!(server.requests(), 2);
}
