//! The tables of a data source: an object, and from older servers the bare list.

use std::fmt;

use serde::Serialize;
use serde::de::{
    Deserialize, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor,
    value::SeqAccessDeserializer,
};
use serde::ser::{SerializeStruct, Serializer};

use crate::types::Table;

/// Tables of a data source.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct TableList {
    /// The tables.
    pub tables: Vec<Table>,
    /// Whether they came as the bare list, to encode as they came.
    bare: bool,
}

impl Serialize for TableList {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.bare {
            return self.tables.serialize(serializer);
        }
        let mut object = serializer.serialize_struct("TableList", 1)?;
        object.serialize_field("tables", &self.tables)?;
        object.end()
    }
}

impl<'de> Deserialize<'de> for TableList {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TableListVisitor)
    }
}

struct TableListVisitor;

impl<'de> Visitor<'de> for TableListVisitor {
    type Value = TableList;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object with `tables`, or a list of tables")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<TableList, A::Error> {
        Ok(TableList {
            tables: Vec::deserialize(SeqAccessDeserializer::new(list))?,
            bare: true,
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<TableList, A::Error> {
        let mut tables = None;
        while let Some(key) = map.next_key::<String>()? {
            match key.as_str() {
                "tables" if tables.is_some() => return Err(A::Error::duplicate_field("tables")),
                "tables" => tables = Some(map.next_value()?),
                _ => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(TableList {
            tables: tables.ok_or_else(|| A::Error::missing_field("tables"))?,
            bare: false,
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn both_forms_round_trip() {
        let table = json!({"table_id": "t", "name": "Contracts"});
        for wire in [json!({"tables": [table]}), json!([table]), json!([])] {
            let list: TableList = serde_json::from_value(wire.clone()).unwrap();
            assert!(list.tables.iter().all(|table| table.table_id == "t"));
            assert_eq!(serde_json::to_value(&list).unwrap(), wire);
        }
    }

    #[test]
    fn an_object_without_tables_is_refused() {
        for wire in [json!({"new": 1}), json!({"tables": null}), json!("t")] {
            assert!(serde_json::from_value::<TableList>(wire).is_err());
        }
    }
}
