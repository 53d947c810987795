//! Conversations: what people and agents say, how it is streamed, and what a sandbox keeps of it.

mod rules;
mod script;

pub use self::script::{SandboxAnswer, SandboxQuestion, SandboxTool, StreamCut};

pub(super) use self::script::Repertoire;

use self::rules::Rules;

/// Everything that was said in a sandbox.
#[derive(Debug, Default)]
pub(super) struct Talks {
    pub(super) rules: Rules,
}
