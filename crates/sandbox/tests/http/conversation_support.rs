//! A conversation over plain HTTP, for the tests of conversations.

use reqwest::Response;
use serde_json::{Value, json};

use crate::support::Dust;

pub(crate) const CONVERSATIONS: &str = "assistant/conversations";

/// The body of a post to an agent.
pub(crate) fn message(agent: &str, content: &str) -> Value {
    json!({
        "content": content,
        "mentions": [{ "configurationId": agent }],
        "context": { "username": "ada", "timezone": "Europe/Paris" },
    })
}

/// The ids of a conversation and of the agent's message in it.
#[derive(Clone, Debug)]
pub(crate) struct TestConversation {
    pub(crate) conversation: String,
    pub(crate) message: String,
}

/// What one connection gave.
#[derive(Debug, Default)]
pub(crate) struct Received {
    pub(crate) events: Vec<Value>,
    pub(crate) ids: Vec<String>,
    pub(crate) handshake: bool,
    pub(crate) done: bool,
    pub(crate) broken: bool,
}

impl TestConversation {
    pub(crate) async fn begin(dust: &Dust, agent: &str) -> Self {
        Self::post_message(dust, agent, "Hello there").await
    }

    pub(crate) async fn post_message(dust: &Dust, agent: &str, content: &str) -> Self {
        let body = json!({ "message": message(agent, content) });
        let created = dust.post(CONVERSATIONS, &body).await.ok();
        let conversation = &created["conversation"];
        Self {
            conversation: text(&conversation["sId"]),
            message: text(&conversation["content"][1][0]["sId"]),
        }
    }

    pub(crate) fn path(&self) -> String {
        format!("{CONVERSATIONS}/{}", self.conversation)
    }

    pub(crate) fn message_path(&self, call: &str) -> String {
        format!("{}/messages/{}/{call}", self.path(), self.message)
    }

    pub(crate) async fn connect(&self, dust: &Dust, last: Option<&str>) -> Response {
        connect(dust, &self.message_path("events"), last).await
    }

    pub(crate) async fn receive(&self, dust: &Dust, last: Option<&str>) -> Received {
        receive(self.connect(dust, last).await).await
    }

    /// The whole answer.
    pub(crate) async fn events(&self, dust: &Dust) -> Vec<Value> {
        self.receive(dust, None).await.events
    }

    /// Hears events up to one of a type, and lets the connection go.
    pub(crate) async fn until(&self, dust: &Dust, kind: &str) -> Value {
        let mut response = self.connect(dust, None).await;
        let mut text = String::new();
        while let Some(piece) = response.chunk().await.unwrap() {
            text.push_str(&String::from_utf8_lossy(&piece));
            let events = parsed(&text).events;
            if let Some(event) = events.into_iter().find(|event| event["type"] == kind) {
                return event;
            }
        }
        panic!("no {kind} in {text}");
    }

    pub(crate) async fn read(&self, dust: &Dust) -> Value {
        dust.get(&self.path()).await.ok()["conversation"].clone()
    }

    /// The newest version of the agent's message.
    pub(crate) async fn answer(&self, dust: &Dust) -> Value {
        let conversation = self.read(dust).await;
        let ranks = conversation["content"].as_array().unwrap().iter();
        let mut messages = ranks.flat_map(|rank| rank.as_array().unwrap());
        let found = messages.find(|message| message["sId"] == self.message.as_str());
        found.unwrap().clone()
    }
}

pub(crate) async fn connect(dust: &Dust, path: &str, last: Option<&str>) -> Response {
    let request = dust.request(reqwest::Method::GET, path);
    let request = request.query(&last.map(|id| [("lastEventId", id)]));
    request.send().await.unwrap()
}

pub(crate) async fn receive(mut response: Response) -> Received {
    assert_eq!(response.status(), 200);
    assert_eq!(response.headers()["content-type"], "text/event-stream");
    let (mut text, mut broken) = (Vec::new(), false);
    loop {
        match response.chunk().await {
            Ok(Some(piece)) => text.extend_from_slice(&piece),
            Ok(None) => break,
            Err(_) => {
                broken = true;
                break;
            }
        }
    }
    Received {
        broken,
        ..parsed(&String::from_utf8_lossy(&text))
    }
}

fn parsed(text: &str) -> Received {
    let mut received = Received::default();
    let Some((whole, _)) = text.rsplit_once("\n\n") else {
        return received;
    };
    for block in whole.split("\n\n") {
        match block.strip_prefix("data: ") {
            None => received.handshake = block == "event: dust-handshake\ndata: {}",
            Some("done") => received.done = true,
            Some(data) => {
                let event: Value = serde_json::from_str(data).unwrap();
                received
                    .ids
                    .push(crate::conversation_support::text(&event["eventId"]));
                received.events.push(event["data"].clone());
            }
        }
    }
    received
}

pub(crate) fn types(events: &[Value]) -> Vec<&str> {
    let types = events.iter().filter_map(|event| event["type"].as_str());
    types.collect()
}

/// The text of the answer in its deltas.
pub(crate) fn deltas(events: &[Value]) -> String {
    let tokens = events
        .iter()
        .filter(|event| event["classification"] == "tokens");
    tokens.filter_map(|event| event["text"].as_str()).collect()
}

pub(crate) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
