//! A secret in a response, such as another user's token: its presence is kept, its value is not.

use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny};
use serde::{Serialize, Serializer};

/// What stands for a secret wherever it would be printed or written.
const REDACTED: &str = "[redacted]";

/// A secret that the server sent, such as the one that Dust sends to a remote MCP server.
///
/// Its value is dropped when the answer is read, so that it is in no memory, log or file; `.raw()` of the call has it. It
/// is written as `[redacted]`.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct Secret;

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

impl Serialize for Secret {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(REDACTED)
    }
}

impl<'de> Deserialize<'de> for Secret {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn nothing_of_a_secret_is_kept() {
        for wire in [json!("s3cr3t"), json!({"X-Api-Key": "s3cr3t", "more": [1]})] {
            let secret: Option<Secret> = serde_json::from_value(wire).unwrap();
            assert_eq!(format!("{secret:?}"), "Some([redacted])");
            let written = serde_json::to_value(&secret).unwrap();
            assert_eq!(written, json!("[redacted]"));
            assert_eq!(
                serde_json::from_value::<Option<Secret>>(written).unwrap(),
                secret
            );
        }
    }

    #[test]
    fn an_absent_secret_is_known_to_be_absent() {
        let secret: Option<Secret> = serde_json::from_value(json!(null)).unwrap();
        assert_eq!(secret, None);
    }
}
