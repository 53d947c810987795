//! From a question that was posted to the message of the agent that answers it.
//!
//! A server may begin that message a second or two after it took the question, and may be away for a moment in between.
//! The question is there by then and must not be asked again, so a look that fails is one that found nothing, and an error
//! in the end carries what it takes to look once more.

use std::time::Duration;

use tokio::time::sleep;

use super::AskContext;
use super::conversation_search::{answers_to, user_message};
use super::message_ref::MessageRef;
use crate::error::{Error, ErrorKind, Result};
use crate::generated::requests;
use crate::http::invalid_reason;
use crate::types::{AgentMessage, UserMessage};

/// Looks at a conversation for the agent's message.
const LOOKS: u32 = 10;

/// Of these, how many are made for the agent that was asked first while others have begun already.
const LOOKS_FOR_FIRST: u32 = 4;

/// The longest that a server may ask to wait before the next look.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

/// A question that was posted.
#[derive(Clone)]
pub(crate) struct Posted {
    pub(crate) conversation_id: String,
    /// The id of the question, where the server told it.
    pub(crate) question_id: Option<String>,
    /// The question, where there may be others before it.
    pub(crate) asked: Option<UserMessage>,
    /// What of the answers had begun at once.
    pub(crate) answers: Vec<AgentMessage>,
}

/// The answer to follow, and those of other agents.
pub(crate) struct Begun {
    pub(crate) message_ref: MessageRef,
    pub(crate) others: Vec<String>,
}

/// When to look again.
#[derive(Debug)]
struct Looks {
    made: u32,
    pause: Duration,
}

impl Looks {
    fn new() -> Self {
        Self {
            made: 0,
            pause: Duration::from_millis(250),
        }
    }

    /// The pause before the next look; `None` after the last.
    fn next(&mut self, retry_after: Option<Duration>) -> Option<Duration> {
        let asked = retry_after.unwrap_or_default();
        if self.made == LOOKS || asked > LONGEST_RETRY_AFTER {
            return None;
        }
        self.made += 1;
        let pause = self.pause.max(asked);
        self.pause = (self.pause * 2).min(Duration::from_secs(2));
        Some(pause)
    }
}

impl Posted {
    /// Adds to an error the ids to go on with.
    pub(crate) fn with_context(&self, error: Error) -> Error {
        let error = error.with_conversation_id(self.conversation_id.clone());
        match self
            .question_id
            .as_ref()
            .filter(|id| invalid_reason(id).is_none())
        {
            Some(id) => error.with_message_id(id.clone()),
            None => error,
        }
    }
}

impl AskContext {
    /// Finds the message to follow, looking again for one that the server has not begun yet.
    pub(crate) async fn await_agent_message(&self, posted: Posted) -> Result<Begun> {
        let mut messages = posted.answers;
        let mut looks = Looks::new();
        let mut failure: Option<Error> = None;
        loop {
            if let Some(first) = self.first(&messages, looks.made >= LOOKS_FOR_FIRST) {
                let message_id = first.s_id.clone();
                check_given("message id", &message_id, requests::GET_CONVERSATION.id)?;
                let ids = messages.into_iter().map(|message| message.s_id);
                let others = ids.filter(|id| *id != message_id).collect();
                let message_ref = MessageRef {
                    conversation_id: posted.conversation_id,
                    message_id,
                };
                return Ok(Begun {
                    message_ref,
                    others,
                });
            }
            let Some(pause) = looks.next(failure.as_ref().and_then(Error::retry_after)) else {
                return Err(failure.unwrap_or_else(none_begun));
            };
            sleep(pause).await;
            let asked = posted.asked.as_ref();
            match answers_to(&self.client, &posted.conversation_id, asked).await {
                Ok(found) => (messages, failure) = (found, None),
                Err(error) if may_pass(&error) => failure = Some(error),
                Err(error) => return Err(error),
            }
        }
    }

    /// Finds the answer to a person's message; `None` if the id is not of one.
    pub(crate) async fn await_answer_to(self, message_ref: MessageRef) -> Result<Option<Begun>> {
        let found = user_message(
            &self.client,
            &message_ref.conversation_id,
            &message_ref.message_id,
        )
        .await;
        let Ok(Some(question)) = found else {
            return Ok(None);
        };
        let posted = Posted {
            conversation_id: message_ref.conversation_id,
            question_id: Some(message_ref.message_id),
            asked: Some(*question),
            answers: Vec::new(),
        };
        self.await_agent_message(posted).await.map(Some)
    }

    /// The message of the agent that was asked first; that of another only if `any` will do or all have begun.
    fn first<'a>(&self, messages: &'a [AgentMessage], any: bool) -> Option<&'a AgentMessage> {
        let asked = |message: &&AgentMessage| {
            let agent = message.configuration.as_ref();
            agent.is_some_and(|agent| Some(&agent.s_id) == self.agents.first())
        };
        let any = any || messages.len() >= self.agents.len();
        let other = messages.first().filter(|_| any);
        messages.iter().find(asked).or(other)
    }
}

/// Whether a failed look may be made again: the server was away, or does not know yet what it has just taken.
fn may_pass(error: &Error) -> bool {
    error.is_retryable() || error.is_not_found()
}

fn none_begun() -> Error {
    let message = "no agent has begun to answer the message in time";
    Error::new(ErrorKind::Timeout, message).with_operation(requests::GET_CONVERSATION.id)
}

/// Refuses an id of the server's that would lead to another message than it names.
pub(crate) fn check_given(what: &str, id: &str, operation: &'static str) -> Result<()> {
    let Some(flaw) = invalid_reason(id) else {
        return Ok(());
    };
    let message = format!("the message was sent, but the {what} that the server gave {flaw}");
    Err(Error::new(ErrorKind::Decode, message).with_operation(operation))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::client::Client;
    use crate::client::Config;

    #[test]
    fn looks_are_made_for_a_quarter_of_a_minute() {
        let mut looks = Looks::new();
        let pauses: Vec<f64> = std::iter::from_fn(|| looks.next(None))
            .map(|pause| pause.as_secs_f64())
            .collect();
        assert_eq!(pauses[..4], [0.25, 0.5, 1.0, 2.0]);
        assert_eq!((pauses.len(), pauses.iter().sum::<f64>()), (10, 15.75));
    }

    #[test]
    fn a_look_waits_as_the_server_asks_up_to_a_minute() {
        let minute = Duration::from_secs(60);
        assert_eq!(Looks::new().next(Some(minute)), Some(minute));
        assert_eq!(Looks::new().next(Some(minute * 2)), None);
    }

    #[test]
    fn the_agent_asked_first_is_waited_for_unless_all_have_begun() {
        let config = Config::new("w1", "sk-1");
        let client = Client::new(config).unwrap();
        let agents = |ids: &[&str]| ids.iter().map(|id| (*id).to_owned()).collect();
        let message = |id: &str| -> AgentMessage {
            let agent = json!({"id": -1, "sId": id, "name": id});
            serde_json::from_value(json!({"sId": id, "configuration": agent})).unwrap()
        };
        let first = |context: &AskContext, messages: &[&str], any| {
            let messages: Vec<_> = messages.iter().map(|id| message(id)).collect();
            context
                .first(&messages, any)
                .map(|first| first.s_id.clone())
        };
        let two = AskContext::new(client.clone(), agents(&["a", "b"]));
        assert_eq!(first(&two, &["b"], false), None);
        assert_eq!(first(&two, &["b"], true).as_deref(), Some("b"));
        assert_eq!(first(&two, &["b", "a"], false).as_deref(), Some("a"));
        assert_eq!(first(&two, &["b", "c"], false).as_deref(), Some("b"));
        let one = AskContext::new(client, agents(&["a"]));
        assert_eq!(first(&one, &["alias"], false).as_deref(), Some("alias"));
        assert_eq!(first(&one, &[], true), None);
    }
}
