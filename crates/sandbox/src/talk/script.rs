//! What an agent of the sandbox says: answers as scripts, down to the single event and the cuts of its stream.

use std::collections::VecDeque;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use serde_json::{Map, Value, json};

/// An answer for [`SandboxAgent::answers`](super::super::SandboxAgent::answers): what the agent does, in this order.
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
    pub(super) beats: Vec<Beat>,
    pub(super) ending: Ending,
    pub(super) content: Option<String>,
    pub(super) cuts: Vec<(usize, StreamCut)>,
}

/// One thing that an agent does.
#[derive(Clone, Debug)]
pub(super) enum Beat {
    Tokens(String, &'static str),
    Tool(Box<SandboxTool>),
    Question(SandboxQuestion),
    ToolError(String, String),
    Event(Value),
    Step,
    Pause(Duration),
}

/// How an answer ends.
#[derive(Clone, Debug, Default)]
pub(super) enum Ending {
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
            answer.beat(Beat::Tokens(piece.into(), "tokens"))
        })
    }

    /// Thinks aloud between delimiters, as the events `opening_delimiter`, `chain_of_thought` and `closing_delimiter`.
    pub fn thinks(self, thought: &str) -> Self {
        let tokens = |text: &str, kind| Beat::Tokens(text.to_owned(), kind);
        let mut answer = self.beat(tokens("<thinking>", "opening_delimiter"));
        for piece in words(thought) {
            answer = answer.beat(Beat::Tokens(piece, "chain_of_thought"));
        }
        answer.beat(tokens("</thinking>", "closing_delimiter"))
    }

    /// Uses a tool.
    pub fn tool(self, tool: SandboxTool) -> Self {
        self.beat(Beat::Tool(Box::new(tool)))
    }

    /// Asks the person, and goes on when the question is answered.
    pub fn asks(self, question: SandboxQuestion) -> Self {
        self.beat(Beat::Question(question))
    }

    /// Reports that a tool failed (`tool_error`), and goes on.
    pub fn tool_error(self, code: impl Into<String>, message: impl Into<String>) -> Self {
        self.beat(Beat::ToolError(code.into(), message.into()))
    }

    /// Sends any event, for example one of a type that nobody knows; `created`, ids and `step` are added where absent.
    pub fn event(self, event: Value) -> Self {
        self.beat(Beat::Event(event))
    }

    /// Begins the next step.
    pub fn step(self) -> Self {
        self.beat(Beat::Step)
    }

    /// Is silent for a while.
    pub fn pause(self, time: Duration) -> Self {
        self.beat(Beat::Pause(time))
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

    /// Ends with `agent_generation_cancelled`, as if somebody else had cancelled it.
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

    /// How many events the answer has if nobody cancels it, approvals, sign-ins and questions included.
    pub fn event_count(&self) -> usize {
        let ending = usize::from(!matches!(self.ending, Ending::Never));
        self.beats.iter().map(Beat::events).sum::<usize>() + ending
    }

    fn beat(mut self, beat: Beat) -> Self {
        self.beats.push(beat);
        self
    }
}

impl Beat {
    fn events(&self) -> usize {
        match self {
            Self::Tool(tool) => {
                let asks = usize::from(tool.sign_in.is_some()) + usize::from(tool.approval);
                3 + asks + tool.notifications.len()
            }
            Self::Question(_) => 4,
            Self::Step | Self::Pause(_) => 0,
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

/// A tool call in a [`SandboxAnswer`].
#[derive(Clone, Debug)]
#[must_use]
pub struct SandboxTool {
    pub(super) name: String,
    pub(super) server: String,
    pub(super) params: Map<String, Value>,
    pub(super) output: Value,
    pub(super) labels: Option<(String, String)>,
    pub(super) notifications: Vec<(u64, u64, String)>,
    pub(super) files: Vec<Value>,
    pub(super) approval: bool,
    pub(super) stake: String,
    pub(super) sign_in: Option<SignIn>,
}

/// What a person has to sign in to before a tool goes on.
#[derive(Clone, Debug)]
pub(super) enum SignIn {
    Provider(String),
    File(String, String),
}

impl SandboxTool {
    /// A call of a tool, without parameters; its server has the same name.
    pub fn new(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            server: name.clone(),
            name,
            params: Map::new(),
            output: Value::Null,
            labels: None,
            notifications: Vec::new(),
            files: Vec::new(),
            approval: false,
            stake: "high".to_owned(),
            sign_in: None,
        }
    }

    /// Sets the name of the server that the tool belongs to.
    pub fn server(mut self, name: impl Into<String>) -> Self {
        self.server = name.into();
        self
    }

    /// Sets a parameter.
    pub fn param(mut self, name: impl Into<String>, value: impl Into<Value>) -> Self {
        self.params.insert(name.into(), value.into());
        self
    }

    /// Sets the output, as one text.
    pub fn output(mut self, text: impl Into<String>) -> Self {
        self.output = json!([{ "type": "text", "text": text.into() }]);
        self
    }

    /// Sets what people read while the tool runs and when it has run.
    pub fn labels(mut self, running: impl Into<String>, done: impl Into<String>) -> Self {
        self.labels = Some((running.into(), done.into()));
        self
    }

    /// Reports progress (`tool_notification`).
    pub fn notifies(mut self, progress: u64, total: u64, label: impl Into<String>) -> Self {
        self.notifications.push((progress, total, label.into()));
        self
    }

    /// Adds a file that the tool makes.
    pub fn generates(mut self, file_id: &str, title: &str, content_type: &str) -> Self {
        self.files
            .push(json!({ "fileId": file_id, "title": title, "contentType": content_type, "snippet": null }));
        self
    }

    /// Waits for somebody to approve the call (`tool_approve_execution`).
    pub fn needs_approval(mut self) -> Self {
        self.approval = true;
        self
    }

    /// Sets the stake that the approval names (`high` by default).
    pub fn stake(mut self, stake: impl Into<String>) -> Self {
        self.stake = stake.into();
        self
    }

    /// Waits for a person to sign in to a provider such as `github` (`tool_personal_auth_required`).
    ///
    /// No call of the API does that: [`Sandbox::complete_sign_in`](super::super::Sandbox::complete_sign_in) lets it go on.
    pub fn needs_sign_in(mut self, provider: impl Into<String>) -> Self {
        self.sign_in = Some(SignIn::Provider(provider.into()));
        self
    }

    /// Waits for a person to give access to a file (`tool_file_auth_required`), as
    /// [`needs_sign_in`](Self::needs_sign_in) does.
    pub fn needs_file_access(
        mut self,
        file_id: impl Into<String>,
        file_name: impl Into<String>,
    ) -> Self {
        self.sign_in = Some(SignIn::File(file_id.into(), file_name.into()));
        self
    }

    /// The event of a sign-in: its type and what it says.
    pub(super) fn sign_in_event(&self) -> Option<(&'static str, Value)> {
        let (name, server) = (&self.name, format!("ims_{}", self.server));
        Some(match self.sign_in.as_ref()? {
            SignIn::Provider(provider) => {
                let message = format!("The tool {name} needs a sign-in to {provider}.");
                let error = json!({
                    "mcpServerId": server, "message": message, "provider": provider, "toolName": name,
                });
                ("tool_personal_auth_required", json!({ "authError": error }))
            }
            SignIn::File(id, file) => {
                let message = format!("The tool {name} needs access to {file}.");
                let error = json!({
                    "fileId": id, "fileName": file, "connectionId": "con_1",
                    "mimeType": "application/octet-stream", "toolName": name, "message": message,
                });
                ("tool_file_auth_required", json!({ "fileAuthError": error }))
            }
        })
    }
}

/// A question to the person in a [`SandboxAnswer`].
#[derive(Clone, Debug)]
#[must_use]
pub struct SandboxQuestion {
    pub(super) question: String,
    pub(super) options: Vec<Value>,
    pub(super) multi_select: bool,
}

impl SandboxQuestion {
    /// A question without options.
    pub fn new(question: impl Into<String>) -> Self {
        Self {
            question: question.into(),
            options: Vec::new(),
            multi_select: false,
        }
    }

    /// Adds an option.
    pub fn option(mut self, label: &str, description: Option<&str>) -> Self {
        self.options
            .push(json!({ "label": label, "description": description }));
        self
    }

    /// Lets several options be chosen.
    pub fn multi_select(mut self) -> Self {
        self.multi_select = true;
        self
    }

    pub(super) fn shown(&self) -> Value {
        json!({ "question": self.question, "options": self.options, "multiSelect": self.multi_select })
    }
}

/// What an agent says to a message.
#[derive(Clone, Default)]
pub(in super::super) struct Repertoire {
    interjected: VecDeque<SandboxAnswer>,
    answers: Vec<Source>,
    turn: usize,
}

#[derive(Clone)]
enum Source {
    Fixed(SandboxAnswer),
    Made(Arc<dyn Fn(&str) -> SandboxAnswer + Send + Sync>),
}

impl Repertoire {
    pub(in super::super) fn add(&mut self, answer: SandboxAnswer) {
        self.answers.push(Source::Fixed(answer));
    }

    pub(in super::super) fn add_made(
        &mut self,
        make: impl Fn(&str) -> SandboxAnswer + Send + Sync + 'static,
    ) {
        self.answers.push(Source::Made(Arc::new(make)));
    }

    pub(in super::super) fn interject(&mut self, answer: SandboxAnswer) {
        self.interjected.push_back(answer);
    }

    /// The next answer; the last one stays.
    pub(super) fn next(&mut self, message: &str) -> SandboxAnswer {
        if let Some(answer) = self.interjected.pop_front() {
            return answer;
        }
        let source = self.answers.get(self.turn).or(self.answers.last());
        self.turn += 1;
        match source {
            Some(Source::Fixed(answer)) => answer.clone(),
            Some(Source::Made(make)) => make(message),
            None => format!("You said: « {message} »").into(),
        }
    }
}

impl fmt::Debug for Repertoire {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} answers", self.answers.len())
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

    #[test]
    fn takes_answers_in_turn_and_keeps_the_last() {
        let mut repertoire = Repertoire::default();
        repertoire.add("a b".into());
        repertoire.add_made(|message| message.into());
        let counts: Vec<usize> = (0..3)
            .map(|_| repertoire.next("one two three").event_count())
            .collect();
        assert_eq!(counts, [3, 4, 4]);
    }
}
