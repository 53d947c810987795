//! What an agent of the sandbox says: answers as scripts, down to the single event and the cuts of its stream.

use std::time::Duration;

use serde_json::Value;

use crate::script::question::SandboxQuestion;
use crate::script::tool::SandboxTool;

/// An answer for [`SandboxAgent::answers`](crate::SandboxAgent::answers): what the agent does, in this order.
///
/// A text alone is an answer too: it comes word by word. The final content of the message is the text of the last step, as
/// with the real server, unless [`content`](Self::content) says otherwise.
///
/// ```
/// use dust_sandbox::{SandboxAnswer, SandboxTool, StreamCut};
///
/// let answer = SandboxAnswer::new()
///     .thinks("They want a poem.")
///     .tool(SandboxTool::new("search").needs_approval().output("Nothing found."))
///     .step()
///     .text("Roses are red.")
///     .cut(3, StreamCut::Reset);
/// # let _ = answer;
/// ```
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct SandboxAnswer {
    pub(crate) steps: Vec<ScriptStep>,
    pub(crate) ending: Ending,
    pub(crate) content: Option<String>,
    pub(crate) cuts: Vec<(usize, StreamCut)>,
}

/// One thing that an agent does.
#[derive(Clone, Debug)]
pub(crate) enum ScriptStep {
    Tokens(String, &'static str),
    Tool(Box<SandboxTool>),
    Question(SandboxQuestion),
    ToolError(String, String),
    Event(Value),
    NextStep,
    Pause(Duration),
}

/// How an answer ends.
#[derive(Clone, Debug, Default)]
pub(crate) enum Ending {
    #[default]
    Success,
    Gracefully,
    AgentError(String, String),
    UserMessageError(String, String),
    Cancelled,
    Never,
}

/// How a stream of events is cut; see [`SandboxAnswer::cut`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StreamCut {
    /// `data: done` comes and the connection ends: the server's own planned end of a connection.
    Done,
    /// The body ends in order, without `done`.
    Close,
    /// The connection is reset.
    Reset,
    /// The body ends, and the next connection is answered 503 once.
    Unavailable,
    /// The body ends, and the next connection is answered 404 once, as if what is followed were not there yet.
    NotFound,
    /// The body ends, and the next connection is answered 401 `expired_oauth_token_error` once.
    ExpiredToken,
    /// Nothing more comes on this connection.
    Stall,
}

impl SandboxAnswer {
    /// An answer without text, to be added to.
    pub fn new() -> Self {
        Self::default()
    }

    /// Says a text, word by word.
    pub fn text(self, text: &str) -> Self {
        self.tokens(words(text))
    }

    /// Says pieces of text, each in one event.
    pub fn tokens<I>(self, pieces: I) -> Self
    where
        I: IntoIterator,
        I::Item: Into<String>,
    {
        let pieces = pieces.into_iter();
        pieces.fold(self, |answer, piece| {
            answer.with(ScriptStep::Tokens(piece.into(), "tokens"))
        })
    }

    /// Thinks aloud between delimiters, as the events `opening_delimiter`, `chain_of_thought` and `closing_delimiter`.
    pub fn thinks(self, thought: &str) -> Self {
        let tokens = |text: &str, kind| ScriptStep::Tokens(text.to_owned(), kind);
        let mut answer = self.with(tokens("<thinking>", "opening_delimiter"));
        for piece in words(thought) {
            answer = answer.with(ScriptStep::Tokens(piece, "chain_of_thought"));
        }
        answer.with(tokens("</thinking>", "closing_delimiter"))
    }

    /// Uses a tool.
    pub fn tool(self, tool: SandboxTool) -> Self {
        self.with(ScriptStep::Tool(Box::new(tool)))
    }

    /// Asks the person, and goes on when the question is answered.
    pub fn asks(self, question: SandboxQuestion) -> Self {
        self.with(ScriptStep::Question(question))
    }

    /// Reports that a tool failed (`tool_error`), and goes on.
    pub fn tool_error(self, code: impl Into<String>, message: impl Into<String>) -> Self {
        self.with(ScriptStep::ToolError(code.into(), message.into()))
    }

    /// Sends any event, for example one of an unknown type; `created`, ids and `step` are added where absent.
    pub fn event(self, event: Value) -> Self {
        self.with(ScriptStep::Event(event))
    }

    /// Begins the next step.
    pub fn step(self) -> Self {
        self.with(ScriptStep::NextStep)
    }

    /// Is silent for a while.
    pub fn pause(self, time: Duration) -> Self {
        self.with(ScriptStep::Pause(time))
    }

    /// Sets the final content of the message, which may differ from the text that was streamed.
    pub fn content(mut self, content: impl Into<String>) -> Self {
        self.content = Some(content.into());
        self
    }

    /// Ends with `agent_error`; the message is `failed`.
    pub fn fails(mut self, code: impl Into<String>, message: impl Into<String>) -> Self {
        self.ending = Ending::AgentError(code.into(), message.into());
        self
    }

    /// Ends with `user_message_error`, which names no message of an agent.
    pub fn refuses_message(mut self, code: impl Into<String>, message: impl Into<String>) -> Self {
        self.ending = Ending::UserMessageError(code.into(), message.into());
        self
    }

    /// Ends with `agent_message_gracefully_stopped`; the message is `succeeded`.
    pub fn stops_gracefully(mut self) -> Self {
        self.ending = Ending::Gracefully;
        self
    }

    /// Ends with `agent_generation_cancelled`, as if another client had cancelled it.
    pub fn cancelled(mut self) -> Self {
        self.ending = Ending::Cancelled;
        self
    }

    /// Never ends: only a cancellation does.
    pub fn never_ends(mut self) -> Self {
        self.ending = Ending::Never;
        self
    }

    /// Cuts the message's stream, once, when the first `after` of its events are out.
    ///
    /// Events are counted from the beginning of the answer, whatever the connection; several cuts may be at the same place
    /// and then come one a connection. With 0 the connection ends, or is refused, before any event.
    pub fn cut(mut self, after: usize, by: StreamCut) -> Self {
        self.cuts.push((after, by));
        self
    }

    /// How many events the answer has if it is not cancelled, approvals, sign-ins and questions included.
    pub fn event_count(&self) -> usize {
        let ending = usize::from(!matches!(self.ending, Ending::Never));
        self.steps.iter().map(ScriptStep::events).sum::<usize>() + ending
    }

    fn with(mut self, step: ScriptStep) -> Self {
        self.steps.push(step);
        self
    }
}

impl ScriptStep {
    fn events(&self) -> usize {
        match self {
            Self::Tool(tool) => {
                let asks = usize::from(tool.sign_in.is_some()) + usize::from(tool.approval);
                3 + asks + tool.notifications.len()
            }
            Self::Question(_) => 4,
            Self::NextStep | Self::Pause(_) => 0,
            Self::Tokens(..) | Self::ToolError(..) | Self::Event(_) => 1,
        }
    }
}

impl From<&str> for SandboxAnswer {
    fn from(text: &str) -> Self {
        Self::new().text(text)
    }
}

impl From<String> for SandboxAnswer {
    fn from(text: String) -> Self {
        Self::new().text(&text)
    }
}

/// Words with the white space after them: joined, they are the text again.
fn words(text: &str) -> Vec<String> {
    let words = text.split_inclusive(char::is_whitespace);
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_join_to_the_text() {
        for text in ["", "a", "Roses  are\nred. ", " é"] {
            assert_eq!(words(text).concat(), text);
        }
    }
}
