//! The message of an agent: what it shows while it is made and afterwards.

use serde_json::{Value, json};

use crate::clock;
use crate::state::cuts::Cuts;
use crate::state::history::History;

/// How far the message of an agent is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Status {
    Created,
    Succeeded,
    Failed,
    Cancelled,
}

/// A message that an agent makes.
#[derive(Debug)]
pub(crate) struct AgentMessage {
    pub(crate) id: i64,
    pub(crate) s_id: String,
    pub(crate) created: i64,
    pub(crate) parent: String,
    pub(crate) configuration: Value,
    pub(crate) configuration_id: String,
    pub(crate) status: Status,
    pub(crate) content: Option<String>,
    pub(crate) thought: String,
    /// The text of each step.
    pub(crate) steps: Vec<String>,
    pub(crate) actions: Vec<Value>,
    pub(crate) error: Option<Value>,
    pub(crate) history: History,
    pub(crate) cuts: Cuts,
    /// Connections to its stream so far.
    pub(crate) connections: usize,
    pub(crate) blocked: Option<Blocked>,
}

/// An action that waits for a person.
#[derive(Debug)]
pub(crate) struct Blocked {
    pub(crate) action: String,
    pub(crate) kind: BlockKind,
    pub(crate) reply: Option<Reaction>,
    /// What was asked, if it was a question.
    pub(crate) question: Value,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum BlockKind {
    Approval,
    Question,
    SignIn,
}

/// What the person decided or answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Reaction {
    Approved { always: bool },
    Rejected,
    Answer(String),
}

impl AgentMessage {
    pub(crate) fn is_over(&self) -> bool {
        self.status != Status::Created
    }

    pub(crate) fn is_blocked(&self) -> bool {
        let waits = |blocked: &Blocked| blocked.reply.is_none();
        !self.is_over() && self.blocked.as_ref().is_some_and(waits)
    }

    /// Completes the sign-in that it waits for, if it waits for one.
    pub(crate) fn complete_sign_in(&mut self) {
        if let Some(blocked) = &mut self.blocked
            && blocked.kind == BlockKind::SignIn
        {
            blocked.reply = Some(Reaction::Approved { always: false });
            self.history.touch();
        }
    }

    /// The question that waits, or null.
    pub(crate) fn question(&self) -> Value {
        let blocked = self.blocked.as_ref();
        blocked.map_or(Value::Null, |blocked| blocked.question.clone())
    }

    pub(crate) fn shown(&self) -> Value {
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

    /// Records an event, with `type`, moment, ids and step where it has none.
    pub(crate) fn emit(&mut self, kind: &str, mut event: Value) {
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

    /// Records a piece of text or thought.
    pub(crate) fn emit_tokens(&mut self, text: &str, classification: &str) {
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
        self.emit("generation_tokens", event);
    }

    /// Ends the message with a last event.
    pub(crate) fn finish(&mut self, status: Status, kind: &str, mut event: Value) {
        self.status = status;
        self.blocked = None;
        if matches!(
            kind,
            "agent_message_success" | "agent_message_gracefully_stopped"
        ) {
            event["message"] = self.shown();
            event["runIds"] = json!([format!("run_{}", self.s_id)]);
        }
        self.emit(kind, event);
        self.history.end();
    }

    /// Stops the generation.
    pub(crate) fn cancel(&mut self) {
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
