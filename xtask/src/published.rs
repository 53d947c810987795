//! One published document: what it says of itself, and the operations in it.

use std::collections::{BTreeMap, BTreeSet};

use dust_sdk_codegen::{METHODS, anonymous};
use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::pipeline;

/// An operation by its path, without the names of parameters, and its method.
pub(crate) type Key = (String, String);

/// A published document as it was found somewhere.
#[derive(Clone, Debug)]
pub(crate) struct Published {
    /// The path or address that it came from, for messages.
    pub(crate) origin: String,
    /// The last part of that.
    pub(crate) name: String,
    /// The text, byte for byte.
    pub(crate) text: String,
    /// What the text says.
    pub(crate) document: Value,
}

impl Published {
    /// Reads the text; what is no OpenAPI document at all is refused here, all else where it is compiled.
    pub(crate) fn read(origin: &str, text: String) -> Result<Self> {
        let document = pipeline::parse(origin, &text)?;
        if document.get("openapi").is_none() && document.get("swagger").is_none() {
            return Err(Failure::new(format!(
                "{origin}: $.openapi: expected an OpenAPI document, found no version; check what the file is"
            )));
        }
        let path = origin.split(['?', '#']).next().unwrap_or(origin);
        let name = path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned();
        Ok(Self {
            origin: origin.to_owned(),
            name,
            text,
            document,
        })
    }

    /// What the document calls itself.
    pub(crate) fn title(&self) -> &str {
        self.document["info"]["title"]
            .as_str()
            .unwrap_or("no title")
    }

    /// What the document calls this edition.
    pub(crate) fn version(&self) -> &str {
        self.document["info"]["version"]
            .as_str()
            .unwrap_or_default()
    }

    /// The operations and their tags.
    pub(crate) fn operations(&self) -> BTreeMap<Key, Operation<'_>> {
        let paths = self.document["paths"].as_object();
        let mut operations = BTreeMap::new();
        for (path, item) in paths.into_iter().flatten() {
            for method in METHODS {
                if let Some(value) = item.get(method) {
                    let key = (anonymous(path), method.to_owned());
                    let tags = tags(value);
                    operations.insert(key, Operation { path, value, tags });
                }
            }
        }
        operations
    }

    /// The tags that the operations carry.
    pub(crate) fn tags(&self) -> BTreeSet<String> {
        let operations = self.operations();
        let tags = operations.values().flat_map(|operation| &operation.tags);
        tags.map(|tag| (*tag).to_owned()).collect()
    }
}

/// One operation of a published document.
pub(crate) struct Operation<'a> {
    /// The path as the document spells it.
    pub(crate) path: &'a str,
    pub(crate) value: &'a Value,
    pub(crate) tags: Vec<&'a str>,
}

fn tags(operation: &Value) -> Vec<&str> {
    let tags = operation.get("tags").and_then(Value::as_array);
    tags.into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .collect()
}
