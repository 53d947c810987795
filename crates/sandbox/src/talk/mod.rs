//! Conversations: what people and agents say, how it is streamed, and what a sandbox keeps of it.

mod bodies;
mod calls;
mod conversation;
mod cuts;
mod files;
mod fragments;
mod generate;
mod held;
mod history;
mod message;
mod people;
mod route;
mod rules;
mod say;
mod script;
mod stream;

use std::collections::{HashSet, VecDeque};
use std::time::Instant;

use serde_json::Value;

pub use self::script::{SandboxAnswer, SandboxQuestion, SandboxTool, StreamCut};

pub(super) use self::generate::{Performance, perform};
pub(super) use self::held::Held;
pub(super) use self::route::{Operation, call, redirect};
pub(super) use self::script::Repertoire;
pub(super) use self::stream::{Tap, tell};

use self::conversation::{Conversation, Message};
use self::rules::Rules;
use super::respond::Refusal;

/// Everything that was said in a sandbox.
#[derive(Debug, Default)]
pub(super) struct Talks {
    pub(super) rules: Rules,
    conversations: Vec<Conversation>,
    /// Conversations that nobody may read any more.
    pub(super) restricted: HashSet<String>,
    files: Vec<Value>,
    /// When the uploads of the last minute were announced.
    uploads: VecDeque<Instant>,
    /// Answers that are to be performed when the lock on the state is free again.
    pub(super) started: Vec<Performance>,
}

impl Talks {
    fn conversation(&self, id: &str) -> Result<&Conversation, Refusal> {
        let mut conversations = self.conversations.iter();
        let found = conversations.find(|conversation| conversation.s_id == id);
        found.ok_or_else(calls::not_found)
    }

    /// Lets go on what waits for a person to sign in.
    pub(super) fn complete_sign_in(&mut self) {
        let ranks = self.conversations.iter_mut();
        let messages = ranks.flat_map(|conversation| conversation.ranks.iter_mut().flatten());
        for message in messages {
            if let Message::Agent(message) = message {
                message.complete_sign_in();
            }
        }
    }

    fn conversation_mut(&mut self, id: &str) -> Option<&mut Conversation> {
        let mut conversations = self.conversations.iter_mut();
        conversations.find(|conversation| conversation.s_id == id)
    }
}
