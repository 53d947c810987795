//! An editor of an agent: an e-mail address, and from older servers an object.

use std::fmt;

use serde::de::{
    Deserialize, Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer,
};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

/// A user who may change an agent.
///
/// Newer servers send an e-mail address, older ones an object. Requests take addresses only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentEditor(Form);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Form {
    Email(String),
    Object(Map<String, Value>),
}

impl AgentEditor {
    /// The e-mail address, if the server sent one.
    pub fn email(&self) -> Option<&str> {
        match &self.0 {
            Form::Email(email) => Some(email),
            Form::Object(_) => self.text("email"),
        }
    }

    /// The person's full name, which only older servers send.
    pub fn full_name(&self) -> Option<&str> {
        self.text("full_name")
    }

    /// The person's identifier, which only older servers send.
    pub fn user_id(&self) -> Option<&str> {
        self.text("user_id")
    }

    fn text(&self, key: &str) -> Option<&str> {
        match &self.0 {
            Form::Email(_) => None,
            Form::Object(map) => map.get(key).and_then(Value::as_str),
        }
    }
}

impl Serialize for AgentEditor {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Form::Email(email) => serializer.serialize_str(email),
            Form::Object(map) => map.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for AgentEditor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EditorVisitor)
    }
}

struct EditorVisitor;

impl<'de> Visitor<'de> for EditorVisitor {
    type Value = AgentEditor;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an editor: an e-mail address or an object")
    }

    fn visit_str<E: Error>(self, email: &str) -> Result<AgentEditor, E> {
        Ok(AgentEditor(Form::Email(email.to_owned())))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AgentEditor, A::Error> {
        Ok(AgentEditor(Form::Object(Map::deserialize(
            MapAccessDeserializer::new(map),
        )?)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_forms_round_trip() {
        let editors = json!(["ada@example.com", {"user_id": "u1", "email": "noe@example.com", "full_name": "Noé", "new": 1}]);
        let decoded: Vec<AgentEditor> = serde_json::from_value(editors.clone()).unwrap();
        assert_eq!(decoded[0].email(), Some("ada@example.com"));
        assert_eq!(decoded[0].full_name(), None);
        assert_eq!(decoded[1].email(), Some("noe@example.com"));
        assert_eq!(
            (decoded[1].full_name(), decoded[1].user_id()),
            (Some("Noé"), Some("u1"))
        );
        assert_eq!(serde_json::to_value(&decoded).unwrap(), editors);
    }
}
