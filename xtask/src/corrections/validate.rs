//! Validates values against a document, more strictly than it asks for: an object may carry nothing that is
//! not described, so that a field which only a correction knows is missed without it.

use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use dust_sdk_codegen::references;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

type Built = Rc<Result<Validator, String>>;

/// The validators that were made so far, by their schemas: leaving a correction out changes few.
#[derive(Default)]
pub(super) struct ValidatorCache {
    known: RefCell<HashMap<String, Built>>,
}

impl ValidatorCache {
    fn of(&self, schema: &Value) -> Built {
        let build =
            || Rc::new(jsonschema::validator_for(schema).map_err(|cause| cause.to_string()));
        let mut known = self.known.borrow_mut();
        known
            .entry(schema.to_string())
            .or_insert_with(build)
            .clone()
    }
}

pub(super) struct DocumentValidator<'a> {
    document: &'a Value,
    /// The named schemas alone, each as a strict one.
    components: Value,
    validators: &'a ValidatorCache,
    places: RefCell<HashMap<String, Option<Built>>>,
}

impl<'a> DocumentValidator<'a> {
    pub(super) fn new(document: &'a Value, validators: &'a ValidatorCache) -> Self {
        let schemas = document.pointer("/components/schemas").map(strict);
        Self {
            document,
            components: json!({"components": {"schemas": schemas}}),
            validators,
            places: RefCell::default(),
        }
    }

    /// Why `value` cannot be sent at a place.
    pub(super) fn violation(&self, at: &str, value: &Value) -> Option<String> {
        let find = || self.place(at).map(|schema| self.validator(schema));
        let mut places = self.places.borrow_mut();
        match places.entry(at.to_owned()).or_insert_with(find) {
            Some(validator) => violation_of(validator, value),
            None => Some("the document has no such place".to_owned()),
        }
    }

    fn validator(&self, schema: &Value) -> Built {
        let schema = strict(schema);
        let mut targets = BTreeSet::new();
        references(&self.components, &schema, &mut targets);
        let named = targets.iter().filter_map(|target| {
            let name = target.strip_prefix("#/components/schemas/")?;
            let schema = self.components.pointer(&target[1..])?;
            Some((name.to_owned(), schema.clone()))
        });
        let named: Map<String, Value> = named.collect();
        self.validators
            .of(&json!({"allOf": [schema], "components": {"schemas": named}}))
    }

    /// The schema of a component, or of one side of an operation.
    fn place(&self, at: &str) -> Option<&Value> {
        let Some((operation, part)) = at.split_once(' ') else {
            return self.document.pointer("/components/schemas")?.get(at);
        };
        let operation = self.operation(operation)?;
        let json = |holder: &'a Value| holder.pointer("/content/application~1json/schema");
        match part {
            "request" => json(operation.get("requestBody")?),
            "answer" => json(operation.pointer("/responses/200")?),
            "error" => json(operation.pointer("/responses/default")?),
            "stream" => operation.pointer("/responses/200/content/text~1event-stream/schema"),
            _ => {
                let name = part.strip_prefix("query ")?;
                let mut parameters = operation.get("parameters")?.as_array()?.iter();
                parameters
                    .find(|parameter| parameter["name"] == name)?
                    .get("schema")
            }
        }
    }

    fn operation(&self, name: &str) -> Option<&'a Value> {
        let items = self.document.get("paths")?.as_object()?.values();
        let mut operations = items.filter_map(Value::as_object).flat_map(Map::values);
        operations
            .find(|operation| operation.get("operationId").and_then(Value::as_str) == Some(name))
    }

    /// The first example in the document that its own schema does not accept.
    pub(super) fn wrong_example(&self) -> Option<String> {
        let mut examples = Vec::new();
        collect("$", self.document, &mut examples);
        examples.into_iter().find_map(|(place, schema, example)| {
            let cause = violation_of(&self.validator(schema), example)?;
            Some(format!("the example at {place}: {cause}"))
        })
    }
}

fn violation_of(validator: &Built, value: &Value) -> Option<String> {
    let validator = match &**validator {
        Ok(validator) => validator,
        Err(cause) => return Some(format!("no schema: {cause}")),
    };
    let error = validator.iter_errors(value).next()?;
    // The end says what is wrong; before it stands the value.
    let text = error.to_string();
    let skipped = text.chars().count().saturating_sub(120);
    let text: String = text.chars().skip(skipped).collect();
    Some(match error.instance_path().to_string().as_str() {
        "" => text,
        place => format!("{place}: {text}"),
    })
}

fn collect<'v>(place: &str, value: &'v Value, examples: &mut Vec<(String, &'v Value, &'v Value)>) {
    match value {
        Value::Object(map) => {
            let is_schema = map.get("type").is_some_and(Value::is_string);
            if let Some(example) = map.get("example").filter(|_| is_schema) {
                examples.push((place.to_owned(), value, example));
            }
            for (key, member) in map {
                collect(&format!("{place}.{key}"), member, examples);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(&format!("{place}[{index}]"), item, examples);
            }
        }
        _ => {}
    }
}

/// A schema of OpenAPI 3.0 as JSON Schema, in which objects with described members have no others.
fn strict(schema: &Value) -> Value {
    match schema {
        Value::Array(items) => Value::Array(items.iter().map(strict).collect()),
        Value::Object(map) => {
            let mut map: Map<String, Value> = map
                .iter()
                .map(|(key, member)| (key.clone(), strict(member)))
                .collect();
            // A member may be called `properties` or `nullable`; those of a schema have their own types.
            if map.get("properties").is_some_and(Value::is_object)
                && !map.contains_key("additionalProperties")
                && !is_members(&map)
            {
                map.insert("additionalProperties".into(), false.into());
            }
            match map.remove("nullable") {
                Some(Value::Bool(true)) => json!({"anyOf": [{"type": "null"}, map]}),
                Some(Value::Bool(false)) | None => Value::Object(map),
                Some(other) => {
                    map.insert("nullable".into(), other);
                    Value::Object(map)
                }
            }
        }
        scalar => scalar.clone(),
    }
}

/// Whether this is the list of members of an object, rather than a schema: then all its values are schemas.
fn is_members(map: &Map<String, Value>) -> bool {
    map.values().all(Value::is_object)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violation(schema: Value, value: Value) -> Option<String> {
        let document = json!({"components": {"schemas": {"A": schema, "B": {"type": "object", "properties": {"b": {"type": "integer"}}}}}});
        DocumentValidator::new(&document, &ValidatorCache::default()).violation("A", &value)
    }

    #[test]
    fn members_have_to_be_described() {
        let schema =
            json!({"type": "object", "properties": {"a": {"$ref": "#/components/schemas/B"}}});
        assert_eq!(violation(schema.clone(), json!({"a": {"b": 1}})), None);
        assert!(violation(schema.clone(), json!({"c": 1})).is_some());
        assert!(
            violation(schema, json!({"a": {"b": "1"}}))
                .is_some_and(|cause| cause.starts_with("/a/b: "))
        );
    }

    #[test]
    fn open_objects_stay_open_and_nullable_is_honoured() {
        assert_eq!(
            violation(json!({"type": "object"}), json!({"any": 1})),
            None
        );
        assert_eq!(
            violation(json!({"type": "string", "nullable": true}), Value::Null),
            None
        );
        assert!(violation(json!({"type": "string"}), Value::Null).is_some());
        assert_eq!(violation(json!({"nullable": true}), json!([1])), None);
    }

    #[test]
    fn places_are_found_by_name() {
        let schema = json!({"content": {"application/json": {"schema": {"type": "string"}}}});
        let document = json!({"paths": {"/a": {"get": {
            "operationId": "get_a",
            "parameters": [{"name": "q", "schema": {"type": "integer"}}],
            "requestBody": schema,
            "responses": {"200": schema, "default": schema},
        }}}});
        let validators = ValidatorCache::default();
        let validator = DocumentValidator::new(&document, &validators);
        for at in ["get_a request", "get_a answer", "get_a error"] {
            assert_eq!(validator.violation(at, &json!("text")), None, "{at}");
            assert!(validator.violation(at, &json!(1)).is_some(), "{at}");
        }
        assert_eq!(validator.violation("get_a query q", &json!(1)), None);
        for at in [
            "get_b request",
            "get_a stream",
            "get_a query r",
            "A",
            "get_a rest",
        ] {
            assert!(validator.violation(at, &json!(1)).is_some(), "{at}");
        }
    }

    #[test]
    fn a_wrong_example_is_found() {
        let document = json!({"components": {"schemas": {"A": {"type": "array", "items": {}, "example": {}}}}});
        let found = DocumentValidator::new(&document, &ValidatorCache::default()).wrong_example();
        assert!(
            found.is_some_and(|found| found.starts_with("the example at $.components.schemas.A"))
        );
    }
}
