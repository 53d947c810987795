//! The answer to an upsert of a document, which has three shapes.
//!
//! A full answer is tens of MB of embeddings, so it is read in one pass and into its final place: [`Document`] reads itself from
//! the members as they come, and what the shorter shapes lack is filled in behind them.

use std::fmt;

use serde::de::value::{MapAccessDeserializer, StringDeserializer};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, Error, IgnoredAny, IntoDeserializer, MapAccess,
    Visitor,
};
use serde::{Serialize, Serializer};

use crate::types::{
    DataSource, Document, DocumentReference, FullUpsert, LightDocument, LightUpsert, QueuedUpsert,
};

/// The answer to an upsert of a document, in the form that was asked for.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum UpsertedDocument {
    /// The document was written: all that is known of it, with every chunk and its embedding.
    Full(Box<FullUpsert>),
    /// The document was written: five facts about it.
    Light(Box<LightUpsert>),
    /// The document waits to be written.
    Queued(QueuedUpsert),
}

impl Serialize for UpsertedDocument {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Full(answer) => answer.serialize(serializer),
            Self::Light(answer) => answer.serialize(serializer),
            Self::Queued(answer) => answer.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for UpsertedDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AnswerVisitor)
    }
}

struct AnswerVisitor;

impl<'de> Visitor<'de> for AnswerVisitor {
    type Value = UpsertedDocument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `document`")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<UpsertedDocument, A::Error> {
        let (mut document, mut data_source) = (None, None);
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "document" => document = Some(map.next_value::<AnyDocument>()?),
                "data_source" => data_source = map.next_value::<Option<DataSource>>()?,
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        let document = document.ok_or_else(|| A::Error::missing_field("document"))?;
        document.with(data_source)
    }
}

/// The members by which the shapes differ.
#[derive(Clone, Copy, Default)]
struct Seen {
    document_id: bool,
    hash: bool,
    tags: bool,
    chunks: bool,
}

impl Seen {
    fn note(&mut self, key: &str) {
        match key {
            "document_id" => self.document_id = true,
            "hash" => self.hash = true,
            "tags" => self.tags = true,
            "chunks" => self.chunks = true,
            _ => {}
        }
    }

    /// A member that every [`Document`] needs and that did not come; it counts as seen from now on.
    fn fill(&mut self) -> Option<&'static str> {
        let needed = [
            (&mut self.document_id, "document_id"),
            (&mut self.tags, "tags"),
            (&mut self.chunks, "chunks"),
        ];
        let (seen, key) = needed.into_iter().find(|(seen, _)| !**seen)?;
        *seen = true;
        Some(key)
    }
}

/// A document of any of the shapes: what came of it, and the rest empty.
struct AnyDocument {
    document: Document,
    has_id: bool,
    /// Whether more came than the id.
    is_written: bool,
}

impl AnyDocument {
    fn with<E: Error>(self, data_source: Option<DataSource>) -> Result<UpsertedDocument, E> {
        let document = self.document;
        if self.has_id && !self.is_written {
            let document = DocumentReference {
                document_id: document.document_id,
            };
            return Ok(UpsertedDocument::Queued(QueuedUpsert { document }));
        }
        if self.has_id {
            let answer = FullUpsert {
                document,
                data_source,
            };
            return Ok(UpsertedDocument::Full(Box::new(answer)));
        }
        let document = LightDocument {
            hash: document.hash.ok_or_else(|| E::missing_field("hash"))?,
            text_size: document.text_size,
            chunk_count: document.chunk_count,
            token_count: document.token_count,
            created: document.created,
        };
        Ok(UpsertedDocument::Light(Box::new(LightUpsert {
            document,
            data_source,
        })))
    }
}

impl<'de> Deserialize<'de> for AnyDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(AnyDocumentVisitor)
    }
}

struct AnyDocumentVisitor;

impl<'de> Visitor<'de> for AnyDocumentVisitor {
    type Value = AnyDocument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a document")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<AnyDocument, A::Error> {
        let mut came = Seen::default();
        let members = Filled {
            map,
            came: &mut came,
            filled: None,
            value: None,
        };
        let document = Document::deserialize(MapAccessDeserializer::new(members))?;
        Ok(AnyDocument {
            document,
            has_id: came.document_id,
            is_written: came.hash || came.chunks,
        })
    }
}

/// The members of an object, and behind them those that it lacks.
struct Filled<'a, A> {
    map: A,
    /// What came by itself.
    came: &'a mut Seen,
    /// What came or was filled in, once the object has ended.
    filled: Option<Seen>,
    /// The key whose value is to be filled in.
    value: Option<&'static str>,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Filled<'_, A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        if self.filled.is_none()
            && let Some(key) = self.map.next_key::<String>()?
        {
            self.came.note(&key);
            let key: StringDeserializer<A::Error> = key.into_deserializer();
            return seed.deserialize(key).map(Some);
        }
        let filled = self.filled.get_or_insert(*self.came);
        self.value = filled.fill();
        match self.value {
            Some(key) => seed.deserialize(key.into_deserializer()).map(Some),
            None => Ok(None),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        match self.value {
            None => self.map.next_value_seed(seed),
            Some("document_id") => seed.deserialize("".into_deserializer()),
            Some(_) => seed.deserialize(Vec::<String>::new().into_deserializer()),
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    fn decoded(wire: &Value) -> Result<UpsertedDocument, serde_json::Error> {
        serde_json::from_str(&wire.to_string())
    }

    #[test]
    fn the_three_shapes_are_told_apart_and_round_trip() {
        let source = json!({"sId": "dts_1", "name": "Help center"});
        let light =
            json!({"hash": "h", "text_size": 1, "chunk_count": 1, "token_count": 2, "created": 3});
        let full = json!({
            "chunks": [{"text": "a", "vector": [0.5, 1]}], "hash": "h", "document_id": "d", "tags": ["t"], "text_size": 1,
        });
        for wire in [
            json!({"document": light, "data_source": source}),
            json!({"document": light}),
            json!({"document": full, "data_source": source}),
            json!({"data_source": source, "document": full}),
            json!({"document": {"document_id": "d"}}),
        ] {
            let answer = decoded(&wire).unwrap();
            let kind = match &answer {
                UpsertedDocument::Light(_) => &light,
                UpsertedDocument::Full(_) => &full,
                UpsertedDocument::Queued(_) => &json!({"document_id": "d"}),
            };
            assert_eq!(kind, &wire["document"]);
            let again = serde_json::to_string(&answer).unwrap();
            assert_eq!(
                decoded(&serde_json::from_str(&again).unwrap()).unwrap(),
                answer
            );
        }
    }

    #[test]
    fn a_full_answer_without_its_least_parts_is_still_one() {
        let answer = decoded(&json!({"document": {"document_id": "d", "hash": "h"}})).unwrap();
        let UpsertedDocument::Full(answer) = answer else {
            panic!("{answer:?}");
        };
        assert!(answer.document.chunks.is_empty() && answer.document.tags.is_empty());
    }

    #[test]
    fn what_is_no_answer_is_refused_with_the_member_that_is_wrong() {
        for (wire, word) in [
            (json!({}), "document"),
            (json!({"document": {}}), "hash"),
            (json!({"document": {"document_id": 7}}), "string"),
            (json!({"document": null}), "document"),
            (
                json!({"document": {"document_id": "d", "hash": "h", "chunks": 1}}),
                "sequence",
            ),
        ] {
            let error = decoded(&wire).unwrap_err().to_string();
            assert!(error.contains(word), "{wire}: {error}");
        }
    }
}
