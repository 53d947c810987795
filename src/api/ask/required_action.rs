//! What an agent waits for a person to do, and whether it still does.
//!
//! A stream that is followed again tells its history first, with approvals that were given long ago. So an event that waits
//! is no proof: what comes after it may show that it was seen to, and where nothing comes, the server is asked which actions
//! are blocked. An old server that does not know that call is believed by its events.

use std::collections::HashSet;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::Method;
use serde_json::Value;
use tokio::time::{Sleep, sleep};

use super::answer_event::AnswerEvent;
use super::approvals::Approvals;
use super::message_ref::MessageRef;
use crate::client::Client;
use crate::error::{Error, ErrorKind, Secrets, excerpt};
use crate::http::BoxFuture;
use crate::types::MessageAction;

/// How long nothing may come after an event that waits before the server is asked about it.
const QUIET: Duration = Duration::from_millis(300);

/// The time for that question.
const ASKING: Duration = Duration::from_secs(3);

/// Actions that are remembered; of more, the oldest are forgotten.
const MOST: usize = 64;

/// What is needed of a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Need {
    Approval,
    SignIn,
    Answer,
}

/// An action that waits.
#[derive(Clone, Debug)]
pub(crate) struct RequiredAction {
    need: Need,
    /// Empty where the server did not say.
    tool: String,
    /// Empty where the server did not say.
    action_id: String,
    /// Where it waits: with an agent that the followed one calls, another conversation.
    message_ref: MessageRef,
    is_elsewhere: bool,
    /// The agent has gone on since, with this or with something else.
    overtaken: bool,
}

impl RequiredAction {
    fn of(event: &AnswerEvent, followed: &MessageRef) -> Option<Self> {
        let (need, action_id, metadata, conversation, message) = match event {
            AnswerEvent::Approval(event) => (
                Need::Approval,
                &event.action_id,
                &event.metadata,
                &event.conversation_id,
                &event.message_id,
            ),
            AnswerEvent::SignIn(event) => (
                Need::SignIn,
                &event.action_id,
                &event.metadata,
                &event.conversation_id,
                &event.message_id,
            ),
            AnswerEvent::Question(event) => (
                Need::Answer,
                &event.action_id,
                &event.metadata,
                &event.conversation_id,
                &event.message_id,
            ),
            _ => return None,
        };
        let message_ref = MessageRef {
            conversation_id: conversation
                .as_ref()
                .unwrap_or(&followed.conversation_id)
                .clone(),
            message_id: message.as_ref().unwrap_or(&followed.message_id).clone(),
        };
        Some(Self {
            need,
            tool: metadata.tool_name.clone(),
            action_id: action_id.clone(),
            is_elsewhere: message_ref.conversation_id != followed.conversation_id,
            message_ref,
            overtaken: false,
        })
    }

    /// Whether nothing in this program sees to it.
    fn is_unattended(&self, approvals: Option<&Approvals>) -> bool {
        match (approvals, self.need) {
            (None, _) => true,
            (Some(approvals), _) if approvals.waits() => false,
            // One without an id cannot be decided on.
            (Some(_), Need::Approval) => self.action_id.is_empty(),
            (Some(_), Need::SignIn | Need::Answer) => true,
        }
    }

    fn error(self) -> Error {
        let mut message = self.to_string();
        if !self.action_id.is_empty() {
            message += &format!(" (action {})", shown(&self.action_id));
        }
        if self.is_elsewhere {
            let conversation = shown(&self.message_ref.conversation_id);
            let of_agent = shown(&self.message_ref.message_id);
            message += &format!(" in the conversation {conversation}, message {of_agent}");
        }
        let hint = match self.need {
            Need::Approval => "decide on it and follow the answer again, or set Approvals",
            Need::SignIn => {
                "have the person sign in to the tool in Dust, and follow the answer again"
            }
            Need::Answer => "answer it and follow the answer again, or set Approvals::wait()",
        };
        let error = Error::new(ErrorKind::ActionRequired, message).with_hint(hint);
        match self.action_id.is_empty() {
            true => error,
            false => error.with_action_id(self.action_id),
        }
    }
}

impl fmt::Display for RequiredAction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.tool.as_str() {
            "" => f.write_str("a tool")?,
            tool => write!(f, "the tool {}", shown(tool))?,
        }
        f.write_str(match self.need {
            Need::Approval => " waits for an approval",
            Need::SignIn => " waits for a person to sign in",
            Need::Answer => " waits for the answer to a question",
        })
    }
}

/// A text of the server's within a line.
fn shown(text: &str) -> String {
    excerpt(text, &Secrets::default())
}

/// The actions that wait, as far as the events of a stream tell.
#[derive(Default)]
pub(crate) struct RequiredActions {
    actions: Vec<RequiredAction>,
    check: Check,
}

/// How far the question is whether they still wait.
#[derive(Default)]
enum Check {
    #[default]
    None,
    Quiet(Pin<Box<Sleep>>),
    Asking(BoxFuture<Vec<Option<bool>>>),
}

impl RequiredActions {
    /// Takes note of an event.
    pub(crate) fn on_event(&mut self, event: &AnswerEvent, followed: &MessageRef) {
        if is_aside(event) {
            return;
        }
        self.check = Check::None;
        let begun = match event {
            AnswerEvent::ToolParams(event) | AnswerEvent::ToolFinished(event) => &event.action,
            _ => &None::<MessageAction>,
        };
        if let Some(id) = begun.as_ref().and_then(|action| action.s_id.as_ref()) {
            self.remove(id);
        }
        for action in &mut self.actions {
            action.overtaken = true;
        }
        if let Some(action) = RequiredAction::of(event, followed) {
            self.add(action);
        }
    }

    /// Takes note of an event that makes no sense, but for its type.
    pub(crate) fn on_unreadable(&mut self, kind: &str, followed: &MessageRef) {
        let need = match kind {
            "tool_approve_execution" => Need::Approval,
            "tool_personal_auth_required" | "tool_file_auth_required" => Need::SignIn,
            "tool_ask_user_question" => Need::Answer,
            _ => return,
        };
        self.check = Check::None;
        self.add(RequiredAction {
            need,
            tool: String::new(),
            action_id: String::new(),
            message_ref: followed.clone(),
            is_elsewhere: false,
            overtaken: false,
        });
    }

    fn add(&mut self, action: RequiredAction) {
        self.remove(&action.action_id);
        if self.actions.len() == MOST {
            self.actions.remove(0);
        }
        self.actions.push(action);
    }

    /// Takes an action out that waits no more.
    pub(crate) fn remove(&mut self, action_id: &str) {
        self.actions.retain(|action| action.action_id != action_id);
    }

    /// The one that an answer waits for, if it waits.
    pub(crate) fn last(&self) -> Option<&RequiredAction> {
        self.actions.last().filter(|action| !action.overtaken)
    }

    /// Waits until it is sure that a person has to act, which nothing in this program will see to.
    pub(crate) fn poll(
        &mut self,
        cx: &mut Context<'_>,
        client: &Client,
        approvals: Option<&Approvals>,
    ) -> Poll<Error> {
        loop {
            match &mut self.check {
                Check::None => {
                    let unattended = |action: &RequiredAction| action.is_unattended(approvals);
                    if !self.actions.iter().any(unattended) {
                        return Poll::Pending;
                    }
                    self.check = Check::Quiet(Box::pin(sleep(QUIET)));
                }
                Check::Quiet(quiet) => {
                    ready!(quiet.as_mut().poll(cx));
                    self.actions
                        .retain(|action| action.is_unattended(approvals));
                    let asking = still_wait(client.clone(), self.actions.clone());
                    self.check = Check::Asking(Box::pin(asking));
                }
                Check::Asking(asking) => {
                    let waits = ready!(asking.as_mut().poll(cx));
                    self.check = Check::None;
                    // Each is asked about once: those that do not wait are forgotten.
                    let asked = std::mem::take(&mut self.actions).into_iter().zip(waits);
                    let mut waiting = asked
                        .filter(|(action, waits)| waits.unwrap_or(!action.overtaken))
                        .map(|(action, _)| action);
                    if let Some(action) = waiting.next() {
                        return Poll::Ready(action.error());
                    }
                }
            }
        }
    }
}

/// Events that come beside an action that waits, and do not mean that the agent has gone on.
fn is_aside(event: &AnswerEvent) -> bool {
    matches!(
        event,
        AnswerEvent::Unknown { .. } | AnswerEvent::ToolProgress(_)
    )
}

/// Whether each of these actions waits, where the server says it.
async fn still_wait(client: Client, actions: Vec<RequiredAction>) -> Vec<Option<bool>> {
    let mut known: Option<(String, Option<HashSet<String>>)> = None;
    let mut waits = Vec::with_capacity(actions.len());
    for action in actions {
        let conversation = action.message_ref.conversation_id;
        // Nearly always there is one conversation.
        if known.as_ref().is_none_or(|(of, _)| *of != conversation) {
            let blocked = blocked_actions(&client, &conversation).await;
            known = Some((conversation, blocked));
        }
        let blocked = known.as_ref().and_then(|(_, blocked)| blocked.as_ref());
        waits.push(blocked.map(|blocked| match action.action_id.as_str() {
            "" => !blocked.is_empty(),
            id => blocked.contains(id),
        }));
    }
    waits
}

/// The actions of a conversation that wait; `None` where the server does not tell.
async fn blocked_actions(client: &Client, conversation_id: &str) -> Option<HashSet<String>> {
    let path = format!("assistant/conversations/{conversation_id}/actions/blocked");
    let call = client.request(Method::GET, &path).timeout(ASKING);
    let answer: Value = call.max_retries(1).await.ok()?;
    let actions = answer.get("blockedActions")?.as_array()?;
    let ids = actions
        .iter()
        .filter_map(|action| action["actionId"].as_str());
    Some(ids.map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::answer_event::{Signal, decode_event};
    use super::*;

    fn event(data: Value) -> AnswerEvent {
        match decode_event("x", data) {
            Ok(Signal::Event(event)) => event,
            _ => panic!("no event"),
        }
    }

    fn waits(kind: &str, id: &str) -> AnswerEvent {
        event(json!({"type": kind, "actionId": id, "metadata": {"toolName": "search"}}))
    }

    fn message_ref() -> MessageRef {
        MessageRef {
            conversation_id: "c".to_owned(),
            message_id: "m".to_owned(),
        }
    }

    fn after(events: &[AnswerEvent]) -> RequiredActions {
        let mut actions = RequiredActions::default();
        for event in events {
            actions.on_event(event, &message_ref());
        }
        actions
    }

    const APPROVAL: &str = "tool_approve_execution";

    #[test]
    fn says_what_is_waited_for() {
        for (kind, said) in [
            (APPROVAL, "the tool search waits for an approval"),
            (
                "tool_personal_auth_required",
                "the tool search waits for a person to sign in",
            ),
            (
                "tool_ask_user_question",
                "the tool search waits for the answer to a question",
            ),
        ] {
            let actions = after(&[waits(kind, "a")]);
            let action = actions.last().unwrap().clone();
            assert_eq!(action.to_string(), said);
            let error = action.error();
            assert_eq!(error.message(), format!("{said} (action a)"));
            assert_eq!(error.action_id(), Some("a"));
        }
        let bare = after(&[event(json!({"type": APPROVAL}))]);
        let error = bare.last().unwrap().clone().error();
        assert_eq!(error.message(), "a tool waits for an approval");
        assert_eq!(error.action_id(), None);
        let nested =
            json!({"type": APPROVAL, "actionId": "a", "conversationId": "c2", "messageId": "m2"});
        let nested = after(&[event(nested)]).last().unwrap().clone().error();
        let said = "a tool waits for an approval (action a) in the conversation c2, message m2";
        assert_eq!(nested.message(), said);
    }

    #[test]
    fn an_action_waits_until_the_agent_goes_on_with_it() {
        let text = json!({"type": "generation_tokens", "text": "a", "classification": "tokens"});
        let finished = json!({"type": "agent_action_success", "action": {"sId": "a"}});
        let aside = json!({"type": "agent_dreams"});
        let one = after(&[waits(APPROVAL, "a"), event(aside)]);
        assert!(one.last().is_some());
        let overtaken = after(&[waits(APPROVAL, "a"), event(text)]);
        assert!(overtaken.last().is_none() && overtaken.actions.len() == 1);
        let done = after(&[waits(APPROVAL, "a"), waits(APPROVAL, "b"), event(finished)]);
        let left: Vec<&str> = done
            .actions
            .iter()
            .map(|action| &*action.action_id)
            .collect();
        assert_eq!(left, ["b"]);
    }

    #[test]
    fn without_a_handler_actions_are_unattended() {
        let kinds = [
            APPROVAL,
            "tool_file_auth_required",
            "tool_ask_user_question",
        ];
        for (approvals, unattended) in [
            (None, [true, true, true]),
            (Some(Approvals::refuse()), [false, true, true]),
            (Some(Approvals::wait()), [false, false, false]),
        ] {
            let found = kinds.map(|kind| {
                let actions = after(&[waits(kind, "a")]);
                actions.actions[0].is_unattended(approvals.as_ref())
            });
            assert_eq!(found, unattended);
        }
        let mut unreadable = RequiredActions::default();
        unreadable.on_unreadable(APPROVAL, &message_ref());
        unreadable.on_unreadable("tool_params", &message_ref());
        assert_eq!(unreadable.actions.len(), 1);
        let bare = after(&[event(json!({"type": APPROVAL}))]);
        assert!(bare.actions[0].is_unattended(Some(&Approvals::refuse())));
    }

    #[test]
    fn no_more_are_remembered_than_so_many() {
        let events: Vec<AnswerEvent> = (0..MOST + 5)
            .map(|number| waits(APPROVAL, &number.to_string()))
            .collect();
        let actions = after(&events).actions;
        assert_eq!((actions.len(), &*actions[0].action_id), (MOST, "5"));
    }
}
