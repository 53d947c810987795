//! The message of an agent: what it shows while it is made and afterwards.

use serde_json::{Value, json};

use super::super::clock;
use super::cuts::Cuts;
use super::history::History;

/// How far the message of an agent is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    Created,
    Succeeded,
    Failed,
    Cancelled,
}

/// A message that an agent makes.
#[derive(Debug)]
pub(super) struct AgentMessage {
    pub(super) id: i64,
    pub(super) s_id: String,
    pub(super) created: i64,
    pub(super) parent: String,
    pub(super) configuration: Value,
    pub(super) configuration_id: String,
    pub(super) status: Status,
    pub(super) content: Option<String>,
    pub(super) thought: String,
    /// The text of each step.
    pub(super) steps: Vec<String>,
    pub(super) actions: Vec<Value>,
    pub(super) error: Option<Value>,
    pub(super) history: History,
    pub(super) cuts: Cuts,
    /// Connections to its stream so far.
    pub(super) connections: usize,
    pub(super) blocked: Option<Blocked>,
}

/// An action that waits for a person.
#[derive(Debug)]
pub(super) struct Blocked {
    pub(super) action: String,
    pub(super) kind: BlockKind,
    pub(super) reply: Option<Reaction>,
    /// What was asked, if it was a question.
    pub(super) question: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Approval,
    Question,
    SignIn,
}

/// What the person said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Reaction {
    Approved { always: bool },
    Rejected,
    Answer(String),
}

impl AgentMessage {
    pub(super) fn is_over(&self) -> bool {
        self.status != Status::Created
    }

    pub(super) fn is_blocked(&self) -> bool {
        let waits = |blocked: &Blocked| blocked.reply.is_none();
        !self.is_over() && self.blocked.as_ref().is_some_and(waits)
    }

    /// Lets it go on if it waits for a person to sign in.
    pub(super) fn complete_sign_in(&mut self) {
        if let Some(blocked) = &mut self.blocked
            && blocked.kind == BlockKind::SignIn
        {
            blocked.reply = Some(Reaction::Approved { always: false });
            self.history.touch();
        }
    }

    /// The question that waits, or null.
    pub(super) fn question(&self) -> Value {
        let blocked = self.blocked.as_ref();
        blocked.map_or(Value::Null, |blocked| blocked.question.clone())
    }

    pub(super) fn shown(&self) -> Value {
        let raw = self.steps.iter().enumerate();
        let raw = raw.filter(|(_, text)| !text.is_empty());
        let raw: Value = raw
            .map(|(step, text)| json!({ "step": step, "content": text }))
            .collect();
        let thought = (!self.thought.is_empty()).then_some(self.thought.as_str());
        json!({
            "id": self.id,
            "agentMessageId": self.id,
            "sId": self.s_id,
            "type": "agent_message",
            "created": self.created,
            "completedTs": self.is_over().then(clock::now_ms),
            "visibility": "visible",
            "version": 0,
            "parentMessageId": self.parent,
            "parentAgentMessageId": null,
            "configuration": self.configuration,
            "status": self.status.name(),
            "content": self.content,
            "chainOfThought": thought,
            "rawContents": raw,
            "actions": self.actions,
            "error": self.error,
            "richMentions": [],
        })
    }

    /// Adds `type`, moment, ids and step, where an event does not have them, and tells it.
    pub(super) fn tell(&mut self, kind: &str, mut event: Value) {
        let step = self.steps.len().saturating_sub(1);
        for (key, value) in [
            ("type", json!(kind)),
            ("created", json!(clock::now_ms())),
            ("configurationId", json!(self.configuration_id)),
            ("messageId", json!(self.s_id)),
            ("step", json!(step)),
        ] {
            if let Value::Object(fields) = &mut event {
                fields.entry(key).or_insert(value);
            }
        }
        self.history.push(event);
    }

    /// A piece of text or thought.
    pub(super) fn say(&mut self, text: &str, classification: &str) {
        match classification {
            "tokens" => {
                if let Some(step) = self.steps.last_mut() {
                    step.push_str(text);
                }
            }
            "chain_of_thought" => self.thought.push_str(text),
            _ => {}
        }
        let mut event = json!({ "text": text, "classification": classification });
        if classification.ends_with("delimiter") {
            event["delimiterClassification"] = "chain_of_thought".into();
        }
        self.tell("generation_tokens", event);
    }

    /// Ends the message with a last event.
    pub(super) fn finish(&mut self, status: Status, kind: &str, mut event: Value) {
        self.status = status;
        self.blocked = None;
        if matches!(
            kind,
            "agent_message_success" | "agent_message_gracefully_stopped"
        ) {
            event["message"] = self.shown();
            event["runIds"] = json!([format!("run_{}", self.s_id)]);
        }
        self.tell(kind, event);
        self.history.end();
    }

    /// Stops the generation.
    pub(super) fn cancel(&mut self) {
        if self.is_over() {
            return;
        }
        self.content = self.steps.last().filter(|text| !text.is_empty()).cloned();
        self.finish(Status::Cancelled, "agent_generation_cancelled", json!({}));
    }
}

impl Status {
    fn name(self) -> &'static str {
        match self {
            Self::Created => "created",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
}
