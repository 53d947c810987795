//! A list of texts in a table: a list in JSON, joined by `; ` in CSV. It is written as it stands in CSV, because a cell of a table
//! has no room for a list.

use std::fmt;
use std::ops::Deref;

use serde::de::{
    Deserialize, Deserializer, Error, SeqAccess, Visitor, value::SeqAccessDeserializer,
};
use serde::{Serialize, Serializer};

/// What joins the texts of one cell.
pub(super) const SEPARATOR: &str = "; ";

/// A list of texts, such as the e-mail addresses of editors, from JSON or from a cell of CSV.
///
/// It reads as a slice of strings, and serializes as one text, joined by `; `.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TextList {
    texts: Vec<String>,
}

impl Deref for TextList {
    type Target = [String];

    fn deref(&self) -> &[String] {
        &self.texts
    }
}

impl From<TextList> for Vec<String> {
    fn from(list: TextList) -> Self {
        list.texts
    }
}

impl Serialize for TextList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.texts.join(SEPARATOR))
    }
}

impl<'de> Deserialize<'de> for TextList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ListVisitor)
    }
}

struct ListVisitor;

impl<'de> Visitor<'de> for ListVisitor {
    type Value = TextList;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a list of texts, or texts joined by `; `")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<TextList, E> {
        let texts = if text.is_empty() {
            Vec::new()
        } else {
            text.split(SEPARATOR).map(str::to_owned).collect()
        };
        Ok(TextList { texts })
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<TextList, A::Error> {
        Ok(TextList {
            texts: Vec::deserialize(SeqAccessDeserializer::new(list))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;

    #[test]
    fn both_forms_hold_the_same_and_are_written_as_text() {
        let cases: [(Value, &[&str], &str); 4] = [
            (json!(["a@b", "c@d"]), &["a@b", "c@d"], "a@b; c@d"),
            (json!("a@b; c@d"), &["a@b", "c@d"], "a@b; c@d"),
            (json!(""), &[], ""),
            (json!([]), &[], ""),
        ];
        for (wire, wanted, text) in cases {
            let list: TextList = serde_json::from_value(wire).unwrap();
            assert_eq!(&*list, wanted);
            assert_eq!(serde_json::to_value(&list).unwrap(), text);
        }
    }
}
