//! What happens in a run, event by event, as the stream tells it.
//!
//! An event is `{"type": …, "content": …}` with its keys in any order. Where the type comes first, the content is decoded
//! straight into its own struct; where it comes last, the content waits as text that borrows from the event. Neither way
//! builds a `serde_json::Value` in between.

use std::borrow::Cow;
use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error as _, IgnoredAny, MapAccess, Visitor};
use serde::{Deserialize, Serialize, Serializer, de};
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::error::{Error, from_text};
use crate::types::{
    BlockExecutionEvent, BlockStatus, FunctionCallArgumentsTokensEvent, FunctionCallEvent,
    ReasoningItemEvent, ReasoningTokensEvent, RunStatusEvent, StreamErrorEvent, TokensEvent,
};

/// One event of a run that is being streamed.
///
/// The server's own `error` event is not among them: the stream gives it as an [`Error`](crate::Error). It serializes as the
/// server sends it: `{"type": "tokens", "content": …}`.
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client, mut events: dust_sdk::RunStream) -> Result<(), dust_sdk::Error> {
/// use dust_sdk::RunEvent;
///
/// while let Some(event) = events.next().await {
///     match event? {
///         RunEvent::Tokens(tokens) => print!("{}", tokens.tokens.text),
///         RunEvent::BlockStatus(block) => println!("[{:?} {:?}]", block.name, block.status),
///         RunEvent::Unknown { kind, .. } => println!("[{kind}]"),
///         _ => {}
///     }
/// }
/// # Ok(())
/// # }
/// ```
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "type", content = "content", rename_all = "snake_case")]
#[non_exhaustive]
pub enum RunEvent {
    /// The run as a whole has started, succeeded or failed.
    RunStatus(RunStatusEvent),
    /// A block has started, succeeded or failed.
    BlockStatus(BlockStatus),
    /// A block is through, and this is what it gave for each input.
    BlockExecution(BlockExecutionEvent),
    /// A model has written some more of its answer.
    Tokens(TokensEvent),
    /// A model has written some more of its reasoning.
    ReasoningTokens(ReasoningTokensEvent),
    /// A model has finished a piece of reasoning.
    ReasoningItem(ReasoningItemEvent),
    /// A model has begun to call a function.
    FunctionCall(FunctionCallEvent),
    /// A model has written some more of a function's arguments.
    FunctionCallArgumentsTokens(FunctionCallArgumentsTokensEvent),
    /// The run is over; nothing follows.
    Final,
    /// An event of a type that this version does not know, as the server sent it.
    #[non_exhaustive]
    #[serde(untagged, serialize_with = "all_of_it")]
    Unknown {
        /// The event's `type`.
        kind: String,
        /// All that the event says: `type`, `content`, and what else there is.
        data: Value,
    },
}

/// An unknown event as the server sent it.
fn all_of_it<S: Serializer>(_: &str, data: &Value, serializer: S) -> Result<S::Ok, S::Error> {
    data.serialize(serializer)
}

impl RunEvent {
    /// Makes an event of what the server sends or an event serializes to, for tests.
    ///
    /// ```
    /// # use serde_json::json;
    /// let event = dust_sdk::RunEvent::from_json(&json!({"type": "final", "content": null}))?;
    /// assert_eq!(event, dust_sdk::RunEvent::Final);
    /// # Ok::<(), dust_sdk::Error>(())
    /// ```
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for other JSON, and for the server's `error` event.
    pub fn from_json(json: &Value) -> crate::Result<Self> {
        let refused = || Error::invalid_argument("this is no event of a run");
        match serde_json::from_str(&json.to_string()) {
            Ok(Frame::Event(event)) => Ok(event),
            Ok(Frame::Failure(_)) => Err(refused()),
            Err(cause) => Err(refused().with_source(cause)),
        }
    }
}

/// An event as the wire has it: the run's own, or the server's word that it failed.
#[derive(Debug)]
pub(crate) enum Frame {
    Event(RunEvent),
    Failure(StreamErrorEvent),
}

impl<'de> Deserialize<'de> for Frame {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FrameVisitor)
    }
}

struct FrameVisitor;

/// The name of a member, or the event's type: borrowed unless it has an escape in it.
#[derive(Deserialize)]
#[serde(transparent)]
struct Name<'a>(#[serde(borrow)] Cow<'a, str>);

/// What the content of an event came to.
enum Content {
    Known(Frame),
    /// Of a type that is not known.
    Unknown(Value),
}

impl<'de> Visitor<'de> for FrameVisitor {
    type Value = Frame;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an event with a type and content")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Frame, A::Error> {
        let mut kind: Option<Name<'de>> = None;
        let mut waiting: Option<&'de RawValue> = None;
        let mut content = None;
        let mut others: Vec<(Name<'de>, &'de RawValue)> = Vec::new();
        while let Some(name) = map.next_key::<Name<'de>>()? {
            match (&*name.0, &kind) {
                ("type", _) => kind = Some(map.next_value()?),
                ("content", Some(kind)) => content = Some(map.next_value_seed(kind)?),
                ("content", None) => waiting = Some(map.next_value()?),
                _ => others.push((name, map.next_value()?)),
            }
        }
        let kind = kind.ok_or_else(|| A::Error::missing_field("type"))?;
        let is_there = content.is_some() || waiting.is_some();
        let content = match (content, waiting) {
            (Some(content), _) => content,
            (None, Some(text)) => decode_text(&kind, text.get())?,
            (None, None) => decode_text(&kind, "null")?,
        };
        match content {
            Content::Known(frame) => Ok(frame),
            Content::Unknown(content) => unknown(&kind, is_there.then_some(content), others),
        }
    }
}

fn decode_text<E: de::Error>(kind: &Name<'_>, content: &str) -> Result<Content, E> {
    let decoded = from_text(content, |json| {
        kind.deserialize(&mut serde_json::Deserializer::from_slice(json))
    });
    decoded.map_err(E::custom)
}

/// Puts an event together again, so that nothing of it is lost.
fn unknown<E: de::Error>(
    kind: &Name<'_>,
    content: Option<Value>,
    others: Vec<(Name<'_>, &RawValue)>,
) -> Result<Frame, E> {
    let mut data = Map::new();
    for (name, text) in others {
        let value = serde_json::from_str(text.get()).map_err(E::custom)?;
        data.insert(name.0.into_owned(), value);
    }
    data.extend(content.map(|content| ("content".to_owned(), content)));
    let kind = kind.0.to_string();
    data.insert("type".to_owned(), kind.clone().into());
    let data = Value::Object(data);
    Ok(Frame::Event(RunEvent::Unknown { kind, data }))
}

/// Decodes the content of an event whose type is known.
impl<'de> DeserializeSeed<'de> for &Name<'_> {
    type Value = Content;

    fn deserialize<D: Deserializer<'de>>(self, content: D) -> Result<Content, D::Error> {
        let event = match &*self.0 {
            "tokens" => RunEvent::Tokens(Deserialize::deserialize(content)?),
            "run_status" => RunEvent::RunStatus(Deserialize::deserialize(content)?),
            "block_status" => RunEvent::BlockStatus(Deserialize::deserialize(content)?),
            "block_execution" => RunEvent::BlockExecution(Deserialize::deserialize(content)?),
            "reasoning_tokens" => RunEvent::ReasoningTokens(Deserialize::deserialize(content)?),
            "reasoning_item" => RunEvent::ReasoningItem(Deserialize::deserialize(content)?),
            "function_call" => RunEvent::FunctionCall(Deserialize::deserialize(content)?),
            "function_call_arguments_tokens" => {
                RunEvent::FunctionCallArgumentsTokens(Deserialize::deserialize(content)?)
            }
            "final" => {
                IgnoredAny::deserialize(content)?;
                RunEvent::Final
            }
            "error" => {
                let failure = Deserialize::deserialize(content)?;
                return Ok(Content::Known(Frame::Failure(failure)));
            }
            _ => return Deserialize::deserialize(content).map(Content::Unknown),
        };
        Ok(Content::Known(Frame::Event(event)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn event(json: &str) -> RunEvent {
        match serde_json::from_str(json) {
            Ok(Frame::Event(event)) => event,
            other => panic!("{json}: {other:?}"),
        }
    }

    const BLOCK: &str = r#""block_type":"chat","block_name":"MODEL","input_index":0,"map":null"#;

    #[test]
    fn decodes_every_type_with_its_keys_in_any_order() {
        let contents = [
            ("run_status", r#"{"status":"running","run_id":"5b1e"}"#.to_owned()),
            (
                "block_status",
                r#"{"block_type":"input","name":"INPUT","status":"errored","success_count":1,"error_count":2}"#.to_owned(),
            ),
            (
                "block_execution",
                r#"{"block_type":"input","block_name":"INPUT","execution":[[{"value":{"q":1},"error":null,"meta":null}],[]]}"#
                    .to_owned(),
            ),
            ("tokens", format!(r#"{{{BLOCK},"tokens":{{"text":"29 \u20ac"}}}}"#)),
            (
                "tokens",
                r#"{"block_type":"chat","block_name":"MODEL","input_index":3,"map":{"name":"MAP","iteration":2},
                    "tokens":{"text":"a","tokens":["a"],"logprobs":[-0.5]}}"#.to_owned(),
            ),
            ("reasoning_tokens", format!(r#"{{{BLOCK},"tokens":{{"text":"hm"}}}}"#)),
            ("reasoning_item", format!(r#"{{{BLOCK},"item":{{"id":"rs_1"}}}}"#)),
            ("function_call", format!(r#"{{{BLOCK},"function_call":{{"name":"search"}}}}"#)),
            ("function_call_arguments_tokens", format!(r#"{{{BLOCK},"tokens":{{"text":"{{"}}}}"#)),
            ("final", "null".to_owned()),
            ("block_paused", r#"{"until":[1,2]}"#.to_owned()),
        ];
        for (kind, content) in contents {
            let type_first = event(&format!(
                r#"{{"type":"{kind}","content":{content},"more":[{{}}]}}"#
            ));
            let content_first = event(&format!(
                r#"{{"content":{content},"more":[{{}}],"type":"{kind}"}}"#
            ));
            assert_eq!(type_first, content_first, "{kind}");
            let known = !matches!(type_first, RunEvent::Unknown { .. });
            assert_eq!(known, kind != "block_paused", "{type_first:?}");
        }
    }

    #[test]
    fn keeps_what_an_unknown_event_says() {
        let unknown = |kind: &str, data| RunEvent::Unknown {
            kind: kind.to_owned(),
            data,
        };
        let cases = [
            (
                r#"{"type":"new","content":{"a":[1]}}"#,
                unknown("new", json!({"type": "new", "content": {"a": [1]}})),
            ),
            (
                r#"{"type":"n\u0065w","content":7}"#,
                unknown("new", json!({"type": "new", "content": 7})),
            ),
            (
                r#"{"at":1.5,"type":"new","content":null,"by":{"a":["\u00e9"]}}"#,
                unknown(
                    "new",
                    json!({"type": "new", "content": null, "at": 1.5, "by": {"a": ["é"]}}),
                ),
            ),
            (
                r#"{"content":[],"\u0061t":"x","type":"new"}"#,
                unknown("new", json!({"type": "new", "content": [], "at": "x"})),
            ),
            (r#"{"type":"new"}"#, unknown("new", json!({"type": "new"}))),
            (r#"{"type":"final"}"#, RunEvent::Final),
        ];
        for (json, want) in cases {
            assert_eq!(event(json), want, "{json}");
        }
    }

    #[test]
    fn content_that_waits_for_its_type_is_read_leniently() {
        let json = r#"{"content":{"status":"running","run_id":7},"type":"run_status"}"#;
        match event(json) {
            RunEvent::RunStatus(status) => assert_eq!(status.run_id.as_deref(), Some("7")),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_server_s_error_is_no_event() {
        for json in [
            r#"{"type":"error","content":{"code":"bad","message":"no"}}"#,
            r#"{"content":{"code":"bad","message":"no"},"type":"error"}"#,
        ] {
            let frame = serde_json::from_str(json);
            assert!(
                matches!(&frame, Ok(Frame::Failure(failure)) if failure.message.as_deref() == Some("no")),
                "{frame:?}"
            );
        }
    }

    #[test]
    fn refuses_what_is_no_event() {
        for json in [
            "",
            "null",
            "7",
            "[]",
            "done",
            "{}",
            r#"{"content":null}"#,
            r#"{"type":7,"content":null}"#,
            r#"{"type":"tokens"}"#,
            r#"{"type":"tokens","content":null}"#,
            r#"{"type":"tokens","content":{"block_type":"chat"}}"#,
            r#"{"type":"final","content":null"#,
        ] {
            assert!(serde_json::from_str::<Frame>(json).is_err(), "{json}");
        }
        assert!(
            serde_json::from_slice::<Frame>(b"{\"type\":\"x\",\"content\":\"\xE2\x82\"}").is_err()
        );
        let deep = format!(r#"{{"type":"x","content":{}"#, "[".repeat(100_000));
        assert!(serde_json::from_str::<Frame>(&deep).is_err());
    }
}
