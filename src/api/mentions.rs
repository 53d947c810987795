//! Mentions: whom a message can call, and how a text says it.

use crate::client::Client;
use crate::error::Result;
use crate::http::call::Call;
use crate::http::operation::{Operation, Sent, operation, plain_call};
use crate::http::path::check_id;
use crate::http::transport::RawResponse;
use crate::low_level::{self, types};
use types::{MentionSuggestion, MentionSuggestions, MentionsToParse, ParsedMentions};

/// Mentions of agents and people, from [`Client::mentions`].
#[derive(Clone, Debug)]
pub struct Mentions {
    client: Client,
}

impl Mentions {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Suggests agents and people whose name holds a text.
    pub fn suggest(&self, query: impl Into<String>) -> SuggestMentions {
        SuggestMentions {
            call: self.client.call("suggest_mentions"),
            query: query.into(),
            conversation_id: None,
            select: None,
            current: None,
        }
    }

    /// Marks the mentions in Markdown, so that `@dust` calls the agent.
    pub fn parse(&self, markdown: impl Into<String>) -> ParseMentions {
        ParseMentions {
            call: self.client.call("parse_mentions"),
            body: MentionsToParse::new(markdown),
        }
    }
}

/// Suggests whom to mention; see [`Mentions::suggest`].
#[must_use = "a call does nothing until it is awaited"]
pub struct SuggestMentions {
    call: Call,
    query: String,
    conversation_id: Option<String>,
    select: Option<Vec<String>>,
    current: Option<bool>,
}

impl SuggestMentions {
    /// Sets the conversation in which somebody is to be mentioned.
    pub fn conversation(mut self, conversation_id: impl Into<String>) -> Self {
        self.conversation_id = Some(conversation_id.into());
        self
    }

    /// Sets what to suggest: `agents`, `users`; all if unset.
    pub fn select<S: Into<String>>(mut self, kinds: impl IntoIterator<Item = S>) -> Self {
        self.select = Some(kinds.into_iter().map(Into::into).collect());
        self
    }

    /// Sets the parameter `current` of the API.
    pub fn current(mut self, current: bool) -> Self {
        self.current = Some(current);
        self
    }
}

impl Operation for SuggestMentions {
    type Output = Vec<MentionSuggestion>;

    fn check(&self) -> Result<()> {
        match &self.conversation_id {
            Some(id) => check_id("conversation id", id),
            None => Ok(()),
        }
    }

    async fn request(self, low_level: low_level::Client) -> Sent {
        let (workspace, query) = (self.call.workspace_id(), Some(self.query.as_str()));
        match &self.conversation_id {
            None => low_level
                .suggest_mentions(workspace, self.current, query, self.select.as_ref())
                .await
                .map(drop),
            Some(id) => {
                let select = self.select.as_ref();
                low_level
                    .suggest_conversation_mentions(workspace, id, self.current, query, select)
                    .await
                    .map(drop)
            }
        }
    }

    fn read(call: &Call, response: RawResponse) -> Result<Vec<MentionSuggestion>> {
        Ok(call.decode::<MentionSuggestions>(&response)?.suggestions)
    }
}

operation!(SuggestMentions => Vec<MentionSuggestion>);

plain_call! {
    /// Marks the mentions in a text; see [`Mentions::parse`].
    ParseMentions { body: MentionsToParse } => ParsedMentions, String;
    check |_call| Ok(());
    send |call, api| api.parse_mentions(call.call.workspace_id(), &call.body);
    read |answer| answer.markdown;
}
