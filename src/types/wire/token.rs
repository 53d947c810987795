//! A token of a text: a pair of its number and its text.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::trace::Pair;

/// A token: on the wire, the pair `[id, text]`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Token {
    /// The number of the token in the vocabulary of the model.
    pub id: i64,
    /// The text of the token.
    pub text: String,
}

impl Serialize for Token {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        (self.id, &self.text).serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Token {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Pair(id, text) = Deserialize::deserialize(deserializer)?;
        Ok(Self { id, text })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn tokens_round_trip() {
        let wire = json!([[12345, "Bon"], [0, " 株"]]);
        let tokens: Vec<Token> = serde_json::from_value(wire.clone()).unwrap();
        assert_eq!((tokens[1].id, tokens[1].text.as_str()), (0, " 株"));
        assert_eq!(serde_json::to_value(&tokens).unwrap(), wire);
        assert!(serde_json::from_value::<Token>(json!([1])).is_err());
    }
}
