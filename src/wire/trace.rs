//! A trace of a run: a pair of a block and what it gave.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::low_level::types::BlockResult;

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
        let ((block_type, block_name), results) = Deserialize::deserialize(deserializer)?;
        Ok(Self {
            block_type,
            block_name,
            results,
        })
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
}
