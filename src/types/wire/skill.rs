//! A skill of an agent: an object, and on some global agents a plain name.

use std::fmt;

use serde::de::{
    Deserialize, Deserializer, Error, MapAccess, Visitor, value::MapAccessDeserializer,
};
use serde::{Serialize, Serializer};

/// A skill that is enabled on an agent.
///
/// The server sends an object with identifier and name; on some global agents, with `variant=full`, it
/// sends the name alone.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AgentSkill {
    /// The usual form.
    #[non_exhaustive]
    Skill {
        /// Unique identifier of the skill.
        s_id: Option<String>,
        /// Name of the skill.
        name: Option<String>,
    },
    /// The name alone.
    Name(String),
}

impl AgentSkill {
    /// The name of the skill, if the server sent one.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Skill { name, .. } => name.as_deref(),
            Self::Name(name) => Some(name),
        }
    }

    /// The unique identifier of the skill, if the server sent one.
    pub fn s_id(&self) -> Option<&str> {
        match self {
            Self::Skill { s_id, .. } => s_id.as_deref(),
            Self::Name(_) => None,
        }
    }
}

/// The object form.
#[derive(serde::Deserialize, Serialize)]
struct Object {
    #[serde(rename = "sId", skip_serializing_if = "Option::is_none")]
    s_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
}

impl Serialize for AgentSkill {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Skill { s_id, name } => Object {
                s_id: s_id.clone(),
                name: name.clone(),
            }
            .serialize(serializer),
            Self::Name(name) => serializer.serialize_str(name),
        }
    }
}

impl<'de> Deserialize<'de> for AgentSkill {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(SkillVisitor)
    }
}

struct SkillVisitor;

impl<'de> Visitor<'de> for SkillVisitor {
    type Value = AgentSkill;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a skill: an object or a name")
    }

    fn visit_str<E: Error>(self, name: &str) -> Result<AgentSkill, E> {
        Ok(AgentSkill::Name(name.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AgentSkill, A::Error> {
        let Object { s_id, name } = Object::deserialize(MapAccessDeserializer::new(map))?;
        Ok(AgentSkill::Skill { s_id, name })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_forms_round_trip() {
        let skills = json!([{"sId": "skl_1", "name": "Refunds"}, "frames", {"sId": "skl_2"}]);
        let decoded: Vec<AgentSkill> = serde_json::from_value(skills.clone()).unwrap();
        assert_eq!(decoded[0].s_id(), Some("skl_1"));
        assert_eq!(decoded[1].name(), Some("frames"));
        assert_eq!(serde_json::to_value(&decoded).unwrap(), skills);
    }

    #[test]
    fn a_new_field_passes_and_another_shape_does_not() {
        assert!(
            serde_json::from_value::<AgentSkill>(json!({"name": "a", "icon": {"x": [1]}})).is_ok()
        );
        assert!(serde_json::from_value::<AgentSkill>(json!(7)).is_err());
    }
}
