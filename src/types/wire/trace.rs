//! A trace of a run: a pair of a block and what it gave.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, IgnoredAny, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::types::BlockResult;

/// What one block of a run gave: on the wire, the pair `[[block_type, block_name], results]`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct RunTrace {
    /// What kind of block this is, such as `chat`.
    pub block_type: String,
    /// Name of the block.
    pub block_name: String,
    /// Results by input, and in each by map iteration.
    pub results: Vec<Vec<BlockResult>>,
}

impl Serialize for RunTrace {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        ((&self.block_type, &self.block_name), &self.results).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for RunTrace {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Pair(Pair(block_type, block_name), results) = Deserialize::deserialize(deserializer)?;
        Ok(Self {
            block_type,
            block_name,
            results,
        })
    }
}

/// A pair. What a newer server may put behind it is passed over, as a new field of an object is.
pub(super) struct Pair<A, B>(pub(super) A, pub(super) B);

impl<'de, A: Deserialize<'de>, B: Deserialize<'de>> Deserialize<'de> for Pair<A, B> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(PairVisitor(PhantomData))
    }
}

struct PairVisitor<A, B>(PhantomData<(A, B)>);

impl<'de, A: Deserialize<'de>, B: Deserialize<'de>> Visitor<'de> for PairVisitor<A, B> {
    type Value = Pair<A, B>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a pair")
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut list: S) -> Result<Pair<A, B>, S::Error> {
        let first = list.next_element()?;
        let first = first.ok_or_else(|| S::Error::invalid_length(0, &self))?;
        let second = list.next_element()?;
        let second = second.ok_or_else(|| S::Error::invalid_length(1, &self))?;
        while list.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Pair(first, second))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn pairs_round_trip() {
        let wire = json!([["chat", "MODEL"], [[{"value": {"a": 1}}, {"error": "no"}], []]]);
        let trace: RunTrace = serde_json::from_value(wire.clone()).unwrap();
        assert_eq!(
            (trace.block_type.as_str(), trace.block_name.as_str()),
            ("chat", "MODEL")
        );
        assert_eq!(trace.results[0][1].error.as_deref(), Some("no"));
        assert_eq!(serde_json::to_value(&trace).unwrap(), wire);
    }

    #[test]
    fn what_follows_a_pair_passes_and_half_a_pair_does_not() {
        let trace = |wire| serde_json::from_value::<RunTrace>(wire);
        assert!(trace(json!([["chat", "MODEL", 1], [], {"new": true}])).is_ok());
        for wire in [json!([]), json!([["chat", "MODEL"]]), json!([["chat"], []])] {
            assert!(trace(wire).is_err());
        }
    }
}
