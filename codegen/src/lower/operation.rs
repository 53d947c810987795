//! Operations: parameters, headers, bodies and responses.

use serde_json::{Map, Value};

use super::Lowering;
use crate::error::Result;
use crate::value::{METHODS, step};

const PATH_ITEM: &[&str] = &["summary", "description", "parameters"];
const OPERATION: &[&str] = &[
    "tags",
    "summary",
    "description",
    "externalDocs",
    "operationId",
    "parameters",
    "requestBody",
    "responses",
    "deprecated",
    "security",
];
const PARAMETER: &[&str] = &[
    "$ref",
    "name",
    "in",
    "description",
    "required",
    "deprecated",
    "allowEmptyValue",
    "style",
    "explode",
    "schema",
    "example",
    "examples",
];
const BODY: &[&str] = &[
    "$ref",
    "description",
    "content",
    "required",
    "summary",
    "headers",
];
const MEDIA: &[&str] = &["schema", "example", "examples", "encoding"];
const HEADER: &[&str] = &[
    "$ref",
    "description",
    "required",
    "deprecated",
    "style",
    "explode",
    "schema",
    "example",
    "examples",
];

impl Lowering<'_> {
    pub(super) fn path_item(&self, place: &str, item: &mut Value) -> Result<()> {
        if place.starts_with("$.paths['x-") {
            return Ok(());
        }
        let item = self.object(place, item)?;
        let known: Vec<&str> = PATH_ITEM.iter().chain(&METHODS).copied().collect();
        self.known(place, item, &known)?;
        self.parameters(place, item)?;
        let shared = item.remove("parameters");
        for key in ["summary", "description"] {
            item.remove(key);
        }
        item.retain(|key, _| !key.starts_with("x-"));
        for method in METHODS {
            if let Some(operation) = item.get_mut(method) {
                self.operation(&step(place, method), operation)?;
                share_parameters(operation, shared.as_ref());
            }
        }
        Ok(())
    }

    fn operation(&self, place: &str, operation: &mut Value) -> Result<()> {
        let operation = self.object(place, operation)?;
        self.known(place, operation, OPERATION)?;
        self.kinds(place, operation)?;
        self.parameters(place, operation)?;
        if let Some(body) = operation.get_mut("requestBody") {
            self.body(&step(place, "requestBody"), body, "requestBodies")?;
        }
        if let Some(responses) = self.member(operation, "responses", place)? {
            responses.retain(|status, _| !status.starts_with("x-"));
            if let Some(status) = responses.keys().find(|status| !is_status(status)) {
                let place = step(&step(place, "responses"), status);
                let expected = "a status such as `200`, `2XX` or `default`";
                return Err(self.error(&place, expected, format!("`{status}`")));
            }
        }
        self.each(operation, "responses", place, &|place, response| {
            self.response(place, response)
        })
    }

    /// 3.2 gives a response a `summary` and lets it go without a description.
    pub(super) fn response(&self, place: &str, response: &mut Value) -> Result<()> {
        self.body(place, response, "responses")?;
        let response = self.object(place, response)?;
        let summary = response.remove("summary").unwrap_or_else(|| "".into());
        if !response.contains_key("$ref") {
            response.entry("description").or_insert(summary);
        }
        Ok(())
    }

    fn parameters(&self, place: &str, holder: &mut Map<String, Value>) -> Result<()> {
        let Some(list) = holder.get_mut("parameters") else {
            return Ok(());
        };
        let place = step(place, "parameters");
        let list = self.list(&place, list)?;
        for (index, parameter) in list.iter_mut().enumerate() {
            self.parameter(&format!("{place}[{index}]"), parameter)?;
        }
        Ok(())
    }

    pub(super) fn parameter(&self, place: &str, parameter: &mut Value) -> Result<()> {
        let parameter = self.object(place, parameter)?;
        self.known(place, parameter, PARAMETER)?;
        if self.reference(place, parameter, "parameters")? {
            return Ok(());
        }
        self.kinds(place, parameter)?;
        for key in ["name", "in", "schema"] {
            if !parameter.contains_key(key) {
                return Err(self.error(place, format!("a parameter with `{key}`"), "none"));
            }
        }
        self.holder(place, parameter)
    }

    pub(super) fn header(&self, place: &str, header: &mut Value) -> Result<()> {
        let header = self.object(place, header)?;
        self.known(place, header, HEADER)?;
        if self.reference(place, header, "headers")? {
            return Ok(());
        }
        self.kinds(place, header)?;
        self.holder(place, header)
    }

    pub(super) fn body(&self, place: &str, body: &mut Value, section: &str) -> Result<()> {
        let body = self.object(place, body)?;
        self.known(place, body, BODY)?;
        if self.reference(place, body, section)? {
            return Ok(());
        }
        self.kinds(place, body)?;
        self.each(body, "headers", place, &|place, header| {
            self.header(place, header)
        })?;
        self.each(body, "content", place, &|place, media| {
            let media = self.object(place, media)?;
            self.known(place, media, MEDIA)?;
            self.holder(place, media)
        })
    }

    /// Whatever has a `schema`, and examples that 3.0 and we can do without.
    fn holder(&self, place: &str, holder: &mut Map<String, Value>) -> Result<()> {
        holder.remove("examples");
        match holder.get_mut("schema") {
            Some(schema) => self.schema(&step(place, "schema"), schema),
            None => Ok(()),
        }
    }
}

fn is_status(text: &str) -> bool {
    let range = ["1XX", "2XX", "3XX", "4XX", "5XX"];
    let code = text
        .parse()
        .is_ok_and(|code: u16| (100..600).contains(&code));
    code || range.contains(&text) || text == "default"
}

/// Parameters of a path belong to each of its operations, unless one has its own of that name. Another
/// file may have the same path, and its operations must not inherit them.
fn share_parameters(operation: &mut Value, shared: Option<&Value>) {
    let shared = shared.and_then(Value::as_array).into_iter().flatten();
    let key = |parameter: &Value| match parameter.get("$ref") {
        Some(reference) => (reference.clone(), Value::Null),
        None => (parameter["name"].clone(), parameter["in"].clone()),
    };
    let Some(operation) = operation.as_object_mut() else {
        return;
    };
    let own = operation
        .get("parameters")
        .and_then(Value::as_array)
        .cloned()
        .unwrap_or_default();
    let mut all: Vec<Value> = shared
        .filter(|parameter| !own.iter().any(|own| key(own) == key(parameter)))
        .cloned()
        .collect();
    if !all.is_empty() {
        all.extend(own);
        operation.insert("parameters".into(), all.into());
    }
}
