//! Checks JSON bodies field by field and collects every complaint, the way the server's own validator does.

use serde_json::{Map, Value};

use crate::http::api_error::ApiError;

/// Whether a field may be left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    Required,
    Optional,
}

/// The complaints about one body.
#[derive(Debug, Default)]
pub(crate) struct Issues(Vec<String>);

impl Issues {
    pub(crate) fn add(&mut self, path: &str, message: &str) {
        self.0.push(format!("{path}: {message}"));
    }

    /// Nothing, or a 400 that names every field.
    pub(crate) fn finish(self) -> Result<(), ApiError> {
        if self.0.is_empty() {
            return Ok(());
        }
        Err(ApiError::invalid(format!(
            "Invalid request body: {}",
            self.0.join("; ")
        )))
    }
}

/// The fields of one object.
pub(crate) struct Fields<'a> {
    issues: &'a mut Issues,
    path: String,
    map: &'a Map<String, Value>,
}

impl<'a> Fields<'a> {
    pub(crate) fn new(issues: &'a mut Issues, map: &'a Map<String, Value>) -> Self {
        Self {
            issues,
            path: String::new(),
            map,
        }
    }

    /// The value has to pass `test`, or the complaint is that it is not `expected`.
    pub(crate) fn check(
        &mut self,
        key: &str,
        need: Need,
        expected: &str,
        test: impl FnOnce(&Value) -> bool,
    ) {
        let fits = match self.map.get(key) {
            None => need == Need::Optional,
            Some(value) => test(value),
        };
        if !fits {
            let path = self.path_of(key);
            let message = match self.map.get(key) {
                None => "Required".to_owned(),
                Some(value) => format!("Expected {expected}, received {}", kind_of(value)),
            };
            self.issues.add(&path, &message);
        }
    }

    pub(crate) fn string(&mut self, key: &str, need: Need) {
        self.check(key, need, "string", Value::is_string);
    }

    pub(crate) fn boolean(&mut self, key: &str, need: Need) {
        self.check(key, need, "boolean", Value::is_boolean);
    }

    pub(crate) fn one_of(&mut self, key: &str, need: Need, allowed: &[&str]) {
        let expected = format!("one of {}", allowed.join(", "));
        self.check(key, need, &expected, |value| {
            value.as_str().is_some_and(|text| allowed.contains(&text))
        });
    }

    /// Checks the fields of an object.
    pub(crate) fn object(&mut self, key: &str, need: Need, inner: impl FnOnce(&mut Fields<'_>)) {
        match self.map.get(key) {
            Some(Value::Object(map)) => {
                let path = self.path_of(key);
                inner(&mut Fields {
                    issues: self.issues,
                    path,
                    map,
                });
            }
            _ => self.check(key, need, "object", |_| false),
        }
    }

    /// Checks the fields of each object in a list.
    pub(crate) fn objects(&mut self, key: &str, need: Need, inner: impl Fn(&mut Fields<'_>)) {
        self.check(key, need, "array", Value::is_array);
        let items = self.map.get(key).and_then(Value::as_array);
        for (index, item) in items.into_iter().flatten().enumerate() {
            let path = format!("{}[{index}]", self.path_of(key));
            match item {
                Value::Object(map) => inner(&mut Fields {
                    issues: self.issues,
                    path,
                    map,
                }),
                other => {
                    let message = format!("Expected object, received {}", kind_of(other));
                    self.issues.add(&path, &message);
                }
            }
        }
    }

    /// Checks a list of strings.
    pub(crate) fn strings(&mut self, key: &str, need: Need) {
        self.check(key, need, "array", Value::is_array);
        let items = self.map.get(key).and_then(Value::as_array);
        for (index, item) in items.into_iter().flatten().enumerate() {
            if !item.is_string() {
                let path = format!("{}[{index}]", self.path_of(key));
                let message = format!("Expected string, received {}", kind_of(item));
                self.issues.add(&path, &message);
            }
        }
    }

    fn path_of(&self, key: &str) -> String {
        if self.path.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.path)
        }
    }
}

fn kind_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn complaints(body: &Value, check: impl FnOnce(&mut Fields<'_>)) -> Vec<String> {
        let mut issues = Issues::default();
        check(&mut Fields::new(&mut issues, body.as_object().unwrap()));
        issues.0
    }

    #[test]
    fn names_the_path_of_each_complaint() {
        let body =
            json!({ "agent": { "handle": 1 }, "tags": [{ "name": "a" }, 3], "editors": [null] });
        let got = complaints(&body, |fields| {
            fields.object("agent", Need::Required, |agent| {
                agent.string("handle", Need::Required);
                agent.string("description", Need::Required);
            });
            fields.objects("tags", Need::Required, |tag| {
                tag.one_of("kind", Need::Required, &["standard"]);
            });
            fields.strings("editors", Need::Required);
            fields.boolean("flag", Need::Optional);
        });
        assert_eq!(
            got,
            [
                "agent.handle: Expected string, received number",
                "agent.description: Required",
                "tags[0].kind: Required",
                "tags[1]: Expected object, received number",
                "editors[0]: Expected string, received null",
            ]
        );
    }
}
