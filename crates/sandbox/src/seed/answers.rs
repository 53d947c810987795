//! Answers in a seed file: a text, or a list of what the agent does.

use std::fmt;
use std::time::Duration;

use serde::de::{Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, de};
use serde_json::{Map, Value};

use crate::script::answer::{SandboxAnswer, StreamCut};
use crate::script::question::SandboxQuestion;
use crate::script::tool::SandboxTool;

/// An answer.
#[derive(Debug)]
pub(crate) struct Answer(pub(crate) SandboxAnswer);

/// One item of a list: a method of [`SandboxAnswer`] and its argument.
struct Item(Box<dyn FnOnce(SandboxAnswer) -> SandboxAnswer>);

/// Items without an argument.
pub(crate) const WORDS: &[&str] = &["step", "stops_gracefully", "cancelled", "never_ends"];

/// Items with one.
pub(crate) const KEYS: &[&str] = &[
    "text",
    "thinks",
    "tokens",
    "tool",
    "asks",
    "tool_error",
    "event",
    "pause_ms",
    "content",
    "fails",
    "refuses_message",
    "cut",
];

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AnswerVisitor)
    }
}

struct AnswerVisitor;

impl<'de> Visitor<'de> for AnswerVisitor {
    type Value = Answer;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an answer: a text, or a list of items such as `text: …` and `tool: {…}`")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Answer, E> {
        Ok(Answer(text.into()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Answer, A::Error> {
        let mut answer = SandboxAnswer::new();
        while let Some(Item(add)) = items.next_element()? {
            answer = add(answer);
        }
        Ok(Answer(answer))
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ItemVisitor)
    }
}

struct ItemVisitor;

impl<'de> Visitor<'de> for ItemVisitor {
    type Value = Item;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "one of `{}`, or a map with one of `{}`",
            WORDS.join("`, `"),
            KEYS.join("`, `")
        )
    }

    fn visit_str<E: Error>(self, word: &str) -> Result<Item, E> {
        let add: fn(SandboxAnswer) -> SandboxAnswer = match word {
            "step" => SandboxAnswer::step,
            "stops_gracefully" => SandboxAnswer::stops_gracefully,
            "cancelled" => SandboxAnswer::cancelled,
            "never_ends" => SandboxAnswer::never_ends,
            other => return Err(E::invalid_value(de::Unexpected::Str(other), &self)),
        };
        Ok(Item(Box::new(add)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Item, A::Error> {
        let Some(key) = map.next_key::<String>()? else {
            return Err(A::Error::invalid_length(0, &self));
        };
        let add: Box<dyn FnOnce(SandboxAnswer) -> SandboxAnswer> = match key.as_str() {
            "text" => item(map.next_value()?, |answer, text: String| answer.text(&text)),
            "thinks" => item(map.next_value()?, |answer, text: String| {
                answer.thinks(&text)
            }),
            "tokens" => item(map.next_value()?, |answer, pieces: Vec<String>| {
                answer.tokens(pieces)
            }),
            "tool" => item(map.next_value()?, |answer, tool: Tool| {
                answer.tool(tool.build())
            }),
            "asks" => item(map.next_value()?, |answer, asked: Question| {
                answer.asks(asked.build())
            }),
            "tool_error" => item(map.next_value()?, |answer, failure: Failure| {
                answer.tool_error(failure.code, failure.message)
            }),
            "event" => item(map.next_value()?, |answer, event: Map<String, Value>| {
                answer.event(event.into())
            }),
            "pause_ms" => item(map.next_value()?, |answer, time| {
                answer.pause(Duration::from_millis(time))
            }),
            "content" => item(map.next_value()?, |answer, text: String| {
                answer.content(text)
            }),
            "fails" => item(map.next_value()?, |answer, failure: Failure| {
                answer.fails(failure.code, failure.message)
            }),
            "refuses_message" => item(map.next_value()?, |answer, failure: Failure| {
                answer.refuses_message(failure.code, failure.message)
            }),
            "cut" => item(map.next_value()?, |answer, cut: Cut| {
                answer.cut(cut.after, cut.by.into())
            }),
            other => return Err(A::Error::unknown_field(other, KEYS)),
        };
        match map.next_key::<String>()? {
            None => Ok(Item(add)),
            Some(second) => Err(A::Error::custom(format!(
                "expected one key, found `{key}` and `{second}`: give each an item of its own"
            ))),
        }
    }
}

fn item<T: 'static>(
    value: T,
    add: impl FnOnce(SandboxAnswer, T) -> SandboxAnswer + 'static,
) -> Box<dyn FnOnce(SandboxAnswer) -> SandboxAnswer> {
    Box::new(move |answer| add(answer, value))
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with `code` and `message`")]
struct Failure {
    code: String,
    message: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with `after` and `by`")]
struct Cut {
    after: usize,
    by: CutKind,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "kebab-case")]
enum CutKind {
    Done,
    Close,
    Reset,
    Unavailable,
    NotFound,
    ExpiredToken,
    Stall,
}

impl From<CutKind> for StreamCut {
    fn from(kind: CutKind) -> Self {
        match kind {
            CutKind::Done => Self::Done,
            CutKind::Close => Self::Close,
            CutKind::Reset => Self::Reset,
            CutKind::Unavailable => Self::Unavailable,
            CutKind::NotFound => Self::NotFound,
            CutKind::ExpiredToken => Self::ExpiredToken,
            CutKind::Stall => Self::Stall,
        }
    }
}

/// A tool call; its keys are named after the methods of [`SandboxTool`].
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a tool: a map with a `name`")]
struct Tool {
    name: String,
    server: Option<String>,
    #[serde(default)]
    params: Map<String, Value>,
    output: Option<String>,
    labels: Option<Labels>,
    #[serde(default)]
    notifies: Vec<Notification>,
    #[serde(default)]
    generates: Vec<GeneratedFile>,
    #[serde(default)]
    needs_approval: bool,
    stake: Option<String>,
    needs_sign_in: Option<String>,
    needs_file_access: Option<FileAccess>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a map with `running` and `done`")]
struct Labels {
    running: String,
    done: String,
}

#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a map with `progress`, `total` and `label`"
)]
struct Notification {
    progress: u64,
    total: u64,
    label: String,
}

#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a map with `file_id`, `title` and `content_type`"
)]
struct GeneratedFile {
    file_id: String,
    title: String,
    content_type: String,
}

#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a map with `file_id` and `file_name`"
)]
struct FileAccess {
    file_id: String,
    file_name: String,
}

impl Tool {
    fn build(self) -> SandboxTool {
        let mut tool = SandboxTool::new(self.name);
        if let Some(server) = self.server {
            tool = tool.server(server);
        }
        for (name, value) in self.params {
            tool = tool.param(name, value);
        }
        if let Some(output) = self.output {
            tool = tool.output(output);
        }
        if let Some(labels) = self.labels {
            tool = tool.labels(labels.running, labels.done);
        }
        for told in self.notifies {
            tool = tool.notifies(told.progress, told.total, told.label);
        }
        for file in self.generates {
            tool = tool.generates(&file.file_id, &file.title, &file.content_type);
        }
        if self.needs_approval {
            tool = tool.needs_approval();
        }
        if let Some(stake) = self.stake {
            tool = tool.stake(stake);
        }
        if let Some(provider) = self.needs_sign_in {
            tool = tool.needs_sign_in(provider);
        }
        if let Some(file) = self.needs_file_access {
            tool = tool.needs_file_access(file.file_id, file.file_name);
        }
        tool
    }
}

/// A question to the person.
#[derive(Debug, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a question: a map with `question` and `options`"
)]
struct Question {
    question: String,
    #[serde(default)]
    options: Vec<Choice>,
    #[serde(default)]
    multi_select: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "an option: a map with a `label`")]
struct Choice {
    label: String,
    description: Option<String>,
}

impl Question {
    fn build(self) -> SandboxQuestion {
        let mut question = SandboxQuestion::new(self.question);
        for choice in &self.options {
            question = question.option(&choice.label, choice.description.as_deref());
        }
        match self.multi_select {
            true => question.multi_select(),
            false => question,
        }
    }
}
