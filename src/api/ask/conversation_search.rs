//! Looking for something in a conversation, from its newest message backwards.
//!
//! Many people and programs may write in one conversation at the same time, so what was written a second ago can stand far
//! from its end. A whole conversation can be megabytes. So it is read page by page, up to the page that has what is
//! looked for.

use crate::api::conversations::is_further;
use crate::client::Client;
use crate::error::Result;
use crate::types::{AgentMessage, Message, UserMessage};

/// Ranks of the first page, which usually has what is looked for.
const FIRST_PAGE: u32 = 20;

/// Ranks of a page.
const PAGE: u32 = 50;

/// Pages that are read at most: a server that always has another one must not be read for ever.
const MOST_PAGES: u32 = 100;

/// The ranks of a page, oldest first, each with the versions of its message.
type Ranks = Vec<Vec<Message>>;

/// Reads a conversation backwards.
struct Backwards<'a> {
    client: &'a Client,
    conversation_id: &'a str,
    pages: u32,
    before: Option<String>,
    over: bool,
}

impl<'a> Backwards<'a> {
    fn new(client: &'a Client, conversation_id: &'a str) -> Self {
        Self {
            client,
            conversation_id,
            pages: 0,
            before: None,
            over: false,
        }
    }

    /// The next page; `None` after the oldest.
    async fn next(&mut self) -> Result<Option<Ranks>> {
        if self.over || self.pages == MOST_PAGES {
            return Ok(None);
        }
        let size = if self.pages == 0 { FIRST_PAGE } else { PAGE };
        let conversation = self.client.conversation(self.conversation_id);
        let page = conversation.page(size, self.before.clone()).await?;
        self.pages += 1;
        let next = page.last_value.map(|cursor| cursor.0);
        let next = next.filter(|next| is_further(next, self.before.as_deref()));
        self.over = page.has_more != Some(true) || next.is_none();
        self.before = next;
        Ok(Some(page.conversation.content.unwrap_or_default()))
    }

    /// Whether all pages to come are older than the message of this rank.
    fn is_past(&self, rank: Option<i64>) -> bool {
        let before = self.before.as_deref();
        let before = before.and_then(|before| before.parse::<i64>().ok());
        matches!((before, rank), (Some(before), Some(rank)) if before <= rank)
    }
}

/// Finds a message of an agent.
pub(crate) async fn agent_message(
    client: &Client,
    conversation_id: &str,
    message_id: &str,
) -> Result<Option<Box<AgentMessage>>> {
    let is_it = |message| match message {
        Message::Agent(message) if message.s_id == message_id => Some(message),
        _ => None,
    };
    find(client, conversation_id, is_it).await
}

/// Finds a message of a person.
pub(crate) async fn user_message(
    client: &Client,
    conversation_id: &str,
    message_id: &str,
) -> Result<Option<Box<UserMessage>>> {
    let is_it = |message| match message {
        Message::User(message) if message.s_id == message_id => Some(message),
        _ => None,
    };
    find(client, conversation_id, is_it).await
}

async fn find<T>(
    client: &Client,
    conversation_id: &str,
    is_it: impl Fn(Message) -> Option<T>,
) -> Result<Option<T>> {
    let mut pages = Backwards::new(client, conversation_id);
    while let Some(ranks) = pages.next().await? {
        let found = ranks.into_iter().flatten().find_map(&is_it);
        if found.is_some() {
            return Ok(found);
        }
    }
    Ok(None)
}

/// Finds the messages of agents that answer a message, or all messages of agents, oldest first.
pub(crate) async fn answers_to(
    client: &Client,
    conversation_id: &str,
    asked: Option<&UserMessage>,
) -> Result<Vec<AgentMessage>> {
    let id = asked.map(|asked| asked.s_id.as_str());
    let mut pages = Backwards::new(client, conversation_id);
    let mut found = Vec::new();
    while let Some(mut ranks) = pages.next().await? {
        let is_asked = |message: &Message| message.s_id() == id;
        let has_asked = id.is_some() && ranks.iter().flatten().any(is_asked);
        ranks.retain(|rank| rank.iter().any(is_asked) || may_answer(rank, id));
        found.splice(0..0, ranks);
        if has_asked || pages.is_past(asked.and_then(|asked| asked.rank)) {
            break;
        }
    }
    Ok(answers(found, id))
}

/// Whether a rank can be an answer to a message: all others need not be kept.
fn may_answer(rank: &[Message], asked: Option<&str>) -> bool {
    let newest = rank.last().and_then(Message::as_agent);
    newest.is_some_and(|message| {
        let parent = message.parent_message_id.as_deref();
        asked.is_none() || parent.is_none() || parent == asked
    })
}

/// The messages of agents that answer a message, or all. One that does not say what it answers has to stand after it.
pub(crate) fn answers(ranks: Ranks, asked: Option<&str>) -> Vec<AgentMessage> {
    let mut after = asked.is_none();
    let mut answers = Vec::new();
    for mut versions in ranks {
        let is_asked = |version: &Message| version.s_id() == asked;
        after = after || versions.iter().any(is_asked);
        let Some(Message::Agent(message)) = versions.pop() else {
            continue;
        };
        let parent = message.parent_message_id.as_deref();
        if asked.is_none() || parent.map_or(after, |parent| Some(parent) == asked) {
            answers.push(*message);
        }
    }
    answers
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn agent(id: &str, parent: Value) -> Value {
        json!({"type": "agent_message", "sId": id, "parentMessageId": parent})
    }

    fn found(content: Value, asked: Option<&str>) -> Vec<String> {
        let ranks = serde_json::from_value(content).unwrap();
        let messages = answers(ranks, asked).into_iter();
        messages.map(|message| message.s_id).collect()
    }

    #[test]
    fn an_answer_names_the_question_or_stands_after_it() {
        let question = json!({"type": "user_message", "sId": "q"});
        let content = json!([
            [agent("old", Value::Null)],
            [agent("before", json!("q"))],
            [],
            [json!({"type": "user_message", "sId": "q0"}), question],
            [agent("of another", json!("p"))],
            [
                agent("version 0", Value::Null),
                agent("version 1", Value::Null)
            ],
            [agent("after", json!("q"))],
        ]);
        assert_eq!(
            found(content.clone(), Some("q")),
            ["before", "version 1", "after"]
        );
        assert_eq!(found(content.clone(), Some("not here")), [""; 0]);
        assert_eq!(found(content, None).len(), 5);
    }
}
