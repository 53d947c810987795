//! Finding the message that answers a question in its conversation, page by page.

use std::future::IntoFuture;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use dust_sdk::ErrorKind;
use dust_sdk::types::{AgentMention, MessageContext, NewMessage};
use serde_json::{Value, json};

use super::{agent, finished, ok, server, stream, user};
use crate::support::{Act, Server};

#[tokio::test]
async fn older_message_is_not_the_answer() {
    tokio::join!(
        an_answer_after_older_ones(Value::Null),
        an_answer_after_older_ones(json!("q"))
    );
}

async fn an_answer_after_older_ones(parent: Value) {
    let old = [
        user("p"),
        agent("old", "poet", Value::Null),
        agent("named", "poet", json!("p")),
    ];
    let with = |more: &[Value]| Value::from([&old[..], more].concat());
    let late = agent("late", "poet", json!("p"));
    let looks = vec![
        with(&[]),
        with(&[user("q"), late.clone()]),
        with(&[user("q"), late, agent("new", "poet", parent)]),
    ];
    let server = server(json!({"message": {"sId": "q"}}), looks).await;
    let ask = server.client().agent("poet").ask("?").conversation("c");
    assert_eq!(ask.await.unwrap().text(), "new");
    // One post, three looks, one stream.
    assert_eq!(server.requests(), 5);
}

#[tokio::test]
async fn follows_the_first_mentioned_agent() {
    let begun = [user("q"), agent("m2", "critic", json!("q"))];
    let all = [&begun[..], &[agent("m1", "poet", json!("q"))]].concat();
    let conversation = json!({"sId": "c", "content": begun});
    let posted = json!({"conversation": conversation, "message": {"sId": "q"}});
    let server = server(posted, vec![Value::from(begun.to_vec()), all.into()]).await;
    let ask = server.client().agent("poet").ask("?").mention("critic");
    let answer = ask.mention("critic").await.unwrap();
    assert_eq!(answer.text(), "m1");
    assert_eq!(answer.other_message_ids(), ["m2"]);
    let sent: Value = serde_json::from_slice(&server.seen()[0].body).unwrap();
    assert_eq!(sent["message"]["mentions"].as_array().unwrap().len(), 2);
}

/// A conversation that grows by what is posted, and is read page by page; agents begin to answer after a while.
struct Crowd {
    ranks: Vec<(Instant, Value)>,
    begin_after: Duration,
}

impl Crowd {
    /// Also gives the most ranks that were asked for at once.
    async fn start(
        begin_after: Duration,
        older: usize,
        events: fn(&str) -> Act,
    ) -> (Server, Arc<Mutex<usize>>) {
        let old = (0..older).map(|number| (Instant::now(), user(&format!("old{number}"))));
        let crowd = Self {
            ranks: old.collect(),
            begin_after,
        };
        let (crowd, most) = (Mutex::new(crowd), Arc::new(Mutex::new(0)));
        let largest = most.clone();
        let server = Server::start(move |number, request| {
            if request.target.contains("/events") {
                return events(&request.target);
            }
            if request.method == "POST" {
                return ok(crowd.lock().unwrap().post(number, &request.body));
            }
            let (page, ranks) = crowd.lock().unwrap().page(&request.target);
            let mut most = largest.lock().unwrap();
            *most = ranks.max(*most);
            ok(page)
        })
        .await;
        (server, most)
    }

    /// The ids of question and answer say what was asked.
    fn post(&mut self, number: usize, body: &[u8]) -> Value {
        let body: Value = serde_json::from_slice(body).unwrap();
        let text = body["content"].as_str().unwrap();
        let id = format!("q{number}-{text}");
        self.ranks.push((Instant::now(), user(&id)));
        let begun = Instant::now() + self.begin_after;
        let answer = agent(&format!("answer-to-{text}"), "poet", json!(id));
        self.ranks.push((begun, answer));
        json!({"message": {"sId": id}})
    }

    /// A page as the server gives it, and how many ranks that are.
    fn page(&self, target: &str) -> (Value, usize) {
        let begun = self.ranks.iter().filter(|(at, _)| *at <= Instant::now());
        let shown: Vec<&Value> = begun.map(|(_, rank)| rank).collect();
        let parameter = |name: &str| -> Option<usize> {
            let at = target.find(&format!("{name}="))? + name.len() + 1;
            target[at..].split('&').next()?.parse().ok()
        };
        let end = parameter("lastValue").unwrap_or(shown.len());
        let begin = end.saturating_sub(parameter("limit").unwrap_or(end));
        let conversation = json!({"sId": "c", "content": shown[begin..end]});
        let last = begin.to_string();
        let page = json!({"conversation": conversation, "hasMore": begin > 0, "lastValue": last});
        (page, end - begin)
    }
}

#[tokio::test]
async fn concurrent_replies_find_their_answers() {
    for (questions, older) in [(15, 0), (15, 200), (80, 0)] {
        let (server, _) = Crowd::start(Duration::from_millis(700), older, finished).await;
        let dust = server.client();
        let asks = (0..questions).map(|number| {
            let ask = dust
                .agent("poet")
                .ask(format!("{number}"))
                .conversation("c");
            ask.deadline(Duration::from_secs(30)).into_future()
        });
        let answers = futures_util::future::join_all(asks).await;
        for (number, answer) in answers.into_iter().enumerate() {
            let text = answer.map(|answer| answer.text().to_owned());
            let text = text.unwrap_or_else(|error| error.to_string());
            assert_eq!(text, format!("answer-to-{number}"), "of {questions}");
        }
    }
}

#[tokio::test]
async fn finds_a_distant_message_page_by_page() {
    let cancelled = |_: &str| stream(json!({"type": "agent_generation_cancelled"}));
    let (server, most) = Crowd::start(Duration::ZERO, 0, cancelled).await;
    for number in 0..150 {
        let mentions = [AgentMention::new("poet")];
        let context = MessageContext::new("ada", "UTC");
        let message = NewMessage::new(number.to_string(), mentions, context);
        server
            .client()
            .conversation("c")
            .post(&message)
            .await
            .unwrap();
    }
    let before = server.requests();
    let events = server
        .client()
        .conversation("c")
        .message("answer-to-3")
        .answer()
        .stream()
        .await
        .unwrap();
    // The stream ends without the message, which is then read.
    let answer = events.finish().await.unwrap();
    assert_eq!(answer.message().s_id, "answer-to-3");
    let looked = server.requests() - before;
    assert!(*most.lock().unwrap() <= 50 && looked < 12, "{looked}");
}

#[tokio::test]
async fn search_of_endless_pages_is_bounded() {
    let server = Server::start(|number, request| {
        if request.target.contains("/events") {
            return stream(json!({"type": "agent_generation_cancelled"}));
        }
        let conversation = json!({"sId": "c", "content": [user("x")]});
        let cursor = (1_000_000 - number).to_string();
        ok(json!({"conversation": conversation, "hasMore": true, "lastValue": cursor}))
    })
    .await;
    let events = server
        .client()
        .conversation("c")
        .message("m")
        .answer()
        .stream()
        .await
        .unwrap();
    let error = events.finish().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::NotFound);
    assert_eq!(server.requests(), 1 + 100);
}

#[tokio::test]
async fn pages_older_than_the_question_are_not_read() {
    let posted = json!({"message": {"sId": "q", "rank": 90}});
    let server = Server::start(move |_, request| {
        if request.method == "POST" {
            return ok(posted.clone());
        }
        let cursor = match request.target.split_once("lastValue=") {
            Some((_, rest)) => rest.split('&').next().unwrap().parse::<i64>().unwrap() - 5,
            None => 100,
        };
        let conversation = json!({"sId": "c", "content": [user("x")]});
        ok(json!({"conversation": conversation, "hasMore": true, "lastValue": cursor.to_string()}))
    })
    .await;
    let ask = server.client().agent("poet").ask("?").conversation("c");
    let error = ask.deadline(Duration::from_millis(600)).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    // One post, and one look of three pages: ranks above 100, 95 and 90.
    assert_eq!(server.requests(), 1 + 3);
}
