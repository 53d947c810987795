//! A message of a conversation: one of several shapes, told apart by `type`.

use std::fmt;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use crate::error::from_value;
use crate::types::{Agent, AgentMessage, ContentFragment, UserMessage};

/// The agent of a message: an [`Agent`] without its instructions and tools.
pub type LightAgent = Agent;

/// One version of a message of a conversation.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Message {
    /// A person wrote it; `user_message` on the wire.
    User(Box<UserMessage>),
    /// An agent wrote it; `agent_message` on the wire.
    Agent(Box<AgentMessage>),
    /// Content that is attached; `content_fragment` on the wire.
    ContentFragment(Box<ContentFragment>),
    /// A kind that this version of the crate does not know, as the server sent it.
    Unknown(Value),
}

impl Message {
    /// The unique identifier, if the server sent one.
    pub fn s_id(&self) -> Option<&str> {
        match self {
            Self::User(message) => Some(&message.s_id),
            Self::Agent(message) => Some(&message.s_id),
            Self::ContentFragment(fragment) => fragment.s_id.as_deref(),
            Self::Unknown(value) => value.get("sId")?.as_str(),
        }
    }

    /// The message, if an agent wrote it.
    pub fn as_agent(&self) -> Option<&AgentMessage> {
        match self {
            Self::Agent(message) => Some(message),
            _ => None,
        }
    }

    /// The message, if a person wrote it.
    pub fn as_user(&self) -> Option<&UserMessage> {
        match self {
            Self::User(message) => Some(message),
            _ => None,
        }
    }
}

impl Serialize for Message {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::User(message) => tagged("user_message", message, serializer),
            Self::Agent(message) => tagged("agent_message", message, serializer),
            Self::ContentFragment(fragment) => tagged("content_fragment", fragment, serializer),
            Self::Unknown(value) => value.serialize(serializer),
        }
    }
}

#[derive(serde::Serialize)]
struct Tagged<'a, T: Serialize> {
    r#type: &'static str,
    #[serde(flatten)]
    message: &'a T,
}

fn tagged<T: Serialize, S: Serializer>(
    kind: &'static str,
    message: &T,
    serializer: S,
) -> Result<S::Ok, S::Error> {
    let tagged = Tagged {
        r#type: kind,
        message,
    };
    tagged.serialize(serializer)
}

impl<'de> Deserialize<'de> for Message {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MessageVisitor)
    }
}

/// A visitor, because what it refuses has a place in the text that is read.
struct MessageVisitor;

impl<'de> Visitor<'de> for MessageVisitor {
    type Value = Message;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a message")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Message, A::Error> {
        // `type` may come last, so the fields have to wait for it.
        let fields = Value::Object(Map::deserialize(MapAccessDeserializer::new(map))?);
        Ok(match fields.get("type").and_then(Value::as_str) {
            Some("user_message") => Message::User(read(&fields)?),
            Some("agent_message") => Message::Agent(read(&fields)?),
            Some("content_fragment") => Message::ContentFragment(read(&fields)?),
            _ => Message::Unknown(fields),
        })
    }
}

fn read<T: serde::de::DeserializeOwned, E: Error>(fields: &Value) -> Result<T, E> {
    from_value(fields).map_err(E::custom)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::types::{Conversation, MessageStatus};

    #[test]
    fn other_forms_of_the_same_are_read_in_a_message() {
        let wire = json!({"type": "user_message", "sId": 7, "created": "12", "mentions": null,
            "context": {"username": true}, "type_": 1});
        let Message::User(message) = serde_json::from_value(wire).unwrap() else {
            panic!("it is a user's");
        };
        assert_eq!((message.s_id.as_str(), message.created), ("7", Some(12)));
        let wire = json!({"type": "user_message", "sId": 7, "created": "soon"});
        let error = serde_json::from_value::<Message>(wire)
            .unwrap_err()
            .to_string();
        assert_eq!(
            error,
            "invalid type: string \"soon\", expected a whole number of 64 bits"
        );
    }

    #[test]
    fn a_conversation_decodes_whatever_is_in_it() {
        let wire = json!({"sId": "c", "title": null, "visibility": "secret", "content": [
            [],
            [{"type": "content_fragment", "title": "a"}],
            [{"sId": "u", "type": "user_message", "content": "hi", "mentions": [{"configurationId": "dust"}, {"type": "user"}],
              "context": {"username": "x", "timezone": "UTC", "email": null}, "user": null, "visibility": "visible"}],
            [{"type": "agent_message", "sId": "a1", "status": "failed", "content": null,
              "error": {"code": "x", "message": "y", "metadata": null}},
             {"type": "agent_message", "sId": "a2", "id": 7, "status": "thinking", "configuration": {"id": -1, "sId": "dust", "name": "dust"},
              "rawContents": [{"step": 0, "content": "t"}], "actions": [{"id": 1.0, "sId": "act", "output": null, "displayLabels": null}],
              "parentMessageId": null, "chainOfThought": null}],
            [{"type": "compaction", "sId": "k", "nested": {"a": [1, 2.5]}}],
        ]});
        let conversation: Conversation = serde_json::from_value(wire.clone()).unwrap();
        let ranks = conversation.content.as_ref().unwrap();
        assert!(ranks[0].is_empty() && conversation.title.is_none());
        assert_eq!(
            ranks[2][0].as_user().unwrap().content.as_deref(),
            Some("hi")
        );
        let versions: Vec<_> = ranks[3].iter().filter_map(Message::as_agent).collect();
        assert_eq!(versions[0].status, Some(MessageStatus::Failed));
        assert_eq!(versions[1].status, Some("thinking".into()));
        assert_eq!(versions[1].configuration.as_ref().unwrap().name, "dust");
        assert_eq!(ranks[4][0].s_id(), Some("k"));
        assert_eq!(
            serde_json::to_value(&ranks[4][0]).unwrap(),
            wire["content"][4][0]
        );
        let again: Conversation =
            serde_json::from_value(serde_json::to_value(&conversation).unwrap()).unwrap();
        assert_eq!(again, conversation);
    }

    #[test]
    fn what_is_no_message_is_refused() {
        for wire in [json!("text"), json!([]), json!({"type": "agent_message"})] {
            assert!(serde_json::from_value::<Message>(wire).is_err());
        }
    }
}
