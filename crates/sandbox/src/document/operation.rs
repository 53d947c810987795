//! One operation of the document: which requests it takes, who may call it, what it answers.

use std::collections::BTreeMap;

use axum::http::StatusCode;
use serde_json::{Map, Value};

use crate::document::example::Example;
use crate::document::path::PathTemplate;
use crate::document::schema::Schemas;
use crate::http::api_error::ApiError;
use crate::http::form::FormPart;
use crate::http::request::ReceivedRequest;
use crate::state::access::Principal;

const JSON: &str = "application/json";
const FORM: &str = "multipart/form-data";
const EVENTS: &str = "text/event-stream";

/// Who may call an operation: the mark `x-requires`, or `none` where the document asks for no security.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RequiredCredential {
    None,
    /// Any key or access token.
    Key,
    /// A key with the admin scope, or an access token.
    Admin,
    /// The access token of a person.
    Person,
}

/// An operation.
pub(crate) struct Operation {
    pub(crate) id: String,
    pub(crate) method: String,
    pub(crate) template: PathTemplate,
    pub(crate) credential: RequiredCredential,
    pub(crate) examples: Vec<Example>,
    parameters: Vec<Value>,
    body: Value,
    /// Whether it answers a stream of events.
    pub(crate) streams: bool,
    /// The types of errors that the document names, by status.
    error_types: BTreeMap<u16, Vec<String>>,
}

impl Operation {
    /// Reads an operation. `security` is that of the document.
    pub(crate) fn read(
        method: &str,
        path: &str,
        operation: &Value,
        security: &Value,
    ) -> Result<Self, String> {
        let id = operation["operationId"].as_str();
        let id = id.ok_or_else(|| format!("{method} {path}: no operationId"))?;
        let empty = Map::new();
        let responses = operation["responses"].as_object().unwrap_or(&empty);
        let errors = responses.iter().filter_map(|(status, response)| {
            let types = response["x-error-types"].as_array()?.iter();
            let types = types.filter_map(Value::as_str).map(str::to_owned).collect();
            Some((status.parse().ok()?, types))
        });
        let parameters = operation["parameters"].as_array();
        Ok(Self {
            id: id.to_owned(),
            method: method.to_uppercase(),
            template: PathTemplate::new(path),
            credential: required_credential(operation, security)
                .map_err(|mark| format!("{id}: x-requires: {mark}: expected admin or person"))?,
            examples: Vec::new(),
            parameters: parameters.cloned().unwrap_or_default(),
            body: operation["requestBody"].clone(),
            streams: responses
                .values()
                .any(|response| response["content"].get(EVENTS).is_some()),
            error_types: errors.collect(),
        })
    }

    /// Refuses a principal that may not call it, with the status and the type that the document names.
    pub(crate) fn authorize(&self, principal: &Principal) -> Result<(), ApiError> {
        let (allowed, statuses, message) = match self.credential {
            RequiredCredential::Admin => (
                principal.is_admin(),
                [(403, "workspace_auth_error"), (401, "workspace_auth_error")],
                "This endpoint requires an API key with the admin scope.",
            ),
            RequiredCredential::Person => (
                principal.is_user(),
                [
                    (401, "user_authentication_required"),
                    (403, "workspace_auth_error"),
                ],
                "This endpoint needs a signed-in user.",
            ),
            RequiredCredential::None | RequiredCredential::Key => return Ok(()),
        };
        if allowed {
            return Ok(());
        }
        let documented = statuses.iter().find_map(|(status, _)| {
            let types = self.error_types.get(status)?;
            Some((*status, types.first()?.as_str()))
        });
        let (status, kind) = documented.unwrap_or(statuses[0]);
        let status = StatusCode::from_u16(status).unwrap_or(StatusCode::FORBIDDEN);
        Err(ApiError::new(status, kind, message))
    }

    /// The 404 of a path parameter whose id is unknown.
    pub(crate) fn unknown_id(&self, parameter: &str) -> ApiError {
        let resource = self.template.resource(parameter);
        let resource = resource.unwrap_or_else(|| "resource".to_owned());
        let derived = format!("{resource}_not_found");
        let documented = self.error_types.get(&404).map(Vec::as_slice);
        let kind = match documented {
            Some([only]) => only,
            _ => &derived,
        };
        let message = format!("The {} was not found.", resource.replace('_', " "));
        ApiError::not_found(kind, &message)
    }

    /// Refuses parameters that the document refuses.
    pub(crate) fn check_parameters(
        &self,
        schemas: &Schemas,
        request: &ReceivedRequest,
    ) -> Result<(), ApiError> {
        let mut issues = Vec::new();
        for parameter in &self.parameters {
            let name = parameter["name"].as_str().unwrap_or_default();
            let texts: Vec<&str> = match parameter["in"].as_str() {
                Some("query") => request.query_values(name).collect(),
                Some("header") => request.header(name).into_iter().collect(),
                _ => continue,
            };
            // Where a value may be empty, an empty one says no.
            if parameter["allowEmptyValue"] == true && texts.first() == Some(&"") {
                continue;
            }
            let schema = schemas.resolved(&parameter["schema"]);
            let joined = parameter["explode"] == false;
            match value(schemas, schema, &texts, joined) {
                Some(value) => issues.extend(schemas.issues(schema, &value, name)),
                None if parameter["required"] == true => issues.push(format!("{name}: Required")),
                None => {}
            }
        }
        refuse("query", issues)
    }

    /// The body of a request as JSON, null if there is none, or the error of a body that the document refuses.
    pub(crate) fn checked_body(
        &self,
        schemas: &Schemas,
        request: &ReceivedRequest,
        form: Option<&[FormPart]>,
    ) -> Result<Value, ApiError> {
        let content = &self.body["content"];
        let (schema, body) = match (content.get(JSON), content.get(FORM)) {
            (Some(json), _) => (&json["schema"], json_body(request)?),
            (None, Some(multipart)) => {
                let schema = schemas.resolved(&multipart["schema"]);
                (schema, form.map(|parts| form_body(schemas, schema, parts)))
            }
            (None, None) => return Ok(Value::Null),
        };
        let Some(body) = body else {
            return match self.body["required"] == true {
                true => refuse("body", vec!["Required".to_owned()]).map(|()| Value::Null),
                false => Ok(Value::Null),
            };
        };
        refuse("body", schemas.issues(schema, &body, ""))?;
        Ok(body)
    }
}

fn required_credential(operation: &Value, security: &Value) -> Result<RequiredCredential, String> {
    let security = operation.get("security").unwrap_or(security);
    if security.as_array().is_some_and(Vec::is_empty) {
        return Ok(RequiredCredential::None);
    }
    Ok(match operation.get("x-requires").map(Value::as_str) {
        None => RequiredCredential::Key,
        Some(Some("admin")) => RequiredCredential::Admin,
        Some(Some("person")) => RequiredCredential::Person,
        _ => return Err(operation["x-requires"].to_string()),
    })
}

fn refuse(what: &str, issues: Vec<String>) -> Result<(), ApiError> {
    if issues.is_empty() {
        return Ok(());
    }
    let issues = issues.join("; ");
    Err(ApiError::invalid(format!(
        "Invalid request {what}: {issues}"
    )))
}

/// The value of texts that are all given for one name; `None` if none is. `joined` lists are one text with commas.
fn value(schemas: &Schemas, schema: &Value, texts: &[&str], joined: bool) -> Option<Value> {
    let (first, _) = texts.split_first()?;
    if schema["type"] != "array" {
        return Some(scalar(schema, first));
    }
    let items = schemas.resolved(&schema["items"]);
    let item = |text: &str| scalar(items, text);
    Some(match joined {
        true => first
            .split(',')
            .filter(|text| !text.is_empty())
            .map(item)
            .collect(),
        false => texts.iter().map(|text| item(text)).collect(),
    })
}

/// A text as what the schema asks for, if it is that.
fn scalar(schema: &Value, text: &str) -> Value {
    let parsed = match schema["type"].as_str() {
        Some("integer" | "number" | "boolean") => serde_json::from_str(text).ok(),
        _ => None,
    };
    parsed.unwrap_or_else(|| text.into())
}

fn json_body(request: &ReceivedRequest) -> Result<Option<Value>, ApiError> {
    if request.body().is_empty() {
        return Ok(None);
    }
    let body = serde_json::from_slice(request.body());
    body.map(Some)
        .map_err(|_| ApiError::invalid("Invalid JSON in the request body."))
}

/// The parts of a form as an object.
fn form_body(schemas: &Schemas, schema: &Value, parts: &[FormPart]) -> Value {
    let mut body = Map::new();
    for part in parts {
        let property = schemas.resolved(&schema["properties"][&part.name]);
        let texts: Vec<String> = parts
            .iter()
            .filter(|other| other.name == part.name)
            .map(|part| String::from_utf8_lossy(&part.content).into_owned())
            .collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        if let Some(value) = value(schemas, property, &texts, false) {
            body.insert(part.name.clone(), value);
        }
    }
    body.into()
}
