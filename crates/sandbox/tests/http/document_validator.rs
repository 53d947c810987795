//! Every answer of every test, validated against the document that the package carries: status, media type and body.
//!
//! It is stricter than the document: an object may carry nothing that the document does not describe, apart from
//! [`UNDESCRIBED`].

use std::collections::BTreeMap;
use std::sync::OnceLock;

use jsonschema::Validator;
use reqwest::Method;
use serde_json::{Map, Value, json};

/// Members that the real server sends and the document does not describe, by schema.
const UNDESCRIBED: &[(&str, &[&str])] = &[
    (
        "AgentMessage",
        &[
            "agentMessageId",
            "completedTs",
            "parentAgentMessageId",
            "richMentions",
            "type",
        ],
    ),
    (
        "ContentFragment",
        &[
            "contentFragmentId",
            "contentFragmentVersion",
            "contentNodeData",
            "context",
            "expiredReason",
            "generatedTables",
            "nodeDataSourceViewId",
            "nodeType",
            "snippet",
            "sourceIcon",
            "sourceProvider",
            "textBytes",
            "type",
        ],
    ),
    (
        "Conversation",
        &["depth", "requestedGroupIds", "requestedSpaceIds"],
    ),
    (
        "ConversationOwner",
        &[
            "defaultEmbeddingProvider",
            "id",
            "regionalModelsOnly",
            "role",
            "segmentation",
            "whiteListedProviders",
        ],
    ),
    (
        "ConversationUser",
        &["createdAt", "firstName", "id", "lastName", "provider"],
    ),
    (
        "Feedback",
        &["agentConfigurationVersion", "agentMessageId", "userId"],
    ),
    ("MentionSuggestion", &["userFavorite"]),
    (
        "MessageAction",
        &[
            "agentMessageId",
            "citationsAllocated",
            "createdAt",
            "executionDurationMs",
            "updatedAt",
        ],
    ),
    ("UserMessage", &["richMentions", "type"]),
];

/// Schemas of values that the document leaves open, by what their `type` says.
const MESSAGES: [(&str, &str); 3] = [
    ("user_message", "UserMessage"),
    ("agent_message", "AgentMessage"),
    ("content_fragment", "ContentFragment"),
];

/// The validator of all tests.
pub(crate) struct DocumentValidator {
    document: Value,
    components: Value,
}

/// An operation of the document.
pub(crate) struct Described<'a> {
    pub(crate) id: &'a str,
    pub(crate) method: String,
    pub(crate) path: &'a str,
    operation: &'a Value,
}

/// What a response is validated.
pub(crate) struct Response<'a> {
    pub(crate) status: u16,
    pub(crate) media_type: &'a str,
    pub(crate) body: &'a [u8],
}

pub(crate) fn document_validator() -> &'static DocumentValidator {
    static VALIDATOR: OnceLock<DocumentValidator> = OnceLock::new();
    VALIDATOR.get_or_init(|| {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/openapi.json");
        let text = std::fs::read_to_string(path).unwrap();
        let document: Value = serde_json::from_str(&text).unwrap();
        let mut components = json_schema(&document["components"]["schemas"]);
        for (schema, members) in UNDESCRIBED {
            for member in *members {
                components[schema]["properties"][member] = json!(true);
            }
        }
        DocumentValidator {
            document,
            components,
        }
    })
}

impl DocumentValidator {
    /// All operations.
    pub(crate) fn operations(&self) -> Vec<Described<'_>> {
        let paths = self.document["paths"].as_object().unwrap();
        let operations = paths.iter().flat_map(|(path, item)| {
            let methods = item.as_object().unwrap().iter();
            methods.map(move |(method, operation)| Described {
                id: operation["operationId"].as_str().unwrap(),
                method: method.to_uppercase(),
                path,
                operation,
            })
        });
        operations.collect()
    }

    /// The operation of a request, if it is one.
    pub(crate) fn operation(&self, method: &Method, path: &str) -> Option<Described<'_>> {
        let path = path.replacen("/api/sse/", "/api/", 1);
        let fits = |described: &Described<'_>| {
            // The path of a conversation's file has several segments.
            let (template, spans) = match described.path.strip_suffix("/{rel}") {
                Some(before) => (before, true),
                None => (described.path, false),
            };
            let (mut template, mut path) = (template.split('/'), path.split('/'));
            let fits = template.all(|part| {
                let segment = path.next();
                segment.is_some_and(|segment| part.starts_with('{') || part == segment)
            });
            fits && (path.next().is_some() == spans)
        };
        let mut fits: Vec<Described<'_>> = self.operations().into_iter().filter(fits).collect();
        // `search` is not an id.
        fits.sort_by_key(|described| described.path.matches('{').count());
        let best = fits.first()?.path;
        fits.into_iter()
            .find(|described| described.path == best && described.method == method.as_str())
    }

    /// Checks an answer of an operation.
    pub(crate) fn check(&self, described: &Described<'_>, response: &Response<'_>) {
        let (id, status) = (described.id, response.status);
        let what = format!("{id} {status}");
        let responses = &described.operation["responses"];
        let documented = responses.get(status.to_string());
        let content = documented.map_or(&Value::Null, |response| &response["content"]);
        let media_type = response.media_type.split(';').next().unwrap_or_default();
        if status >= 400 {
            assert_eq!(media_type, "application/json", "{what}");
            let default = &responses["default"]["content"][media_type]["schema"];
            let schema = [&content[media_type]["schema"], default];
            let schema = schema
                .into_iter()
                .find(|schema| schema.is_object())
                .cloned();
            let envelope = json!({ "$ref": "#/components/schemas/ApiError" });
            return self.check_schema(
                &what,
                &schema.unwrap_or(envelope),
                &json_body(&what, response),
            );
        }
        if (300..400).contains(&status) {
            return;
        }
        assert!(documented.is_some(), "{what}: not in the document");
        if response.body.is_empty() && content.as_object().is_none_or(Map::is_empty) {
            return;
        }
        // Files come in the media type that they were stored in.
        let schema = content
            .get(media_type)
            .or(content.get("application/octet-stream"));
        let schema =
            schema.unwrap_or_else(|| panic!("{what}: {media_type} is not in the document"));
        match media_type {
            "application/json" => {
                let body = json_body(&what, response);
                self.check_schema(&what, &schema["schema"], &body);
                self.check_messages(&body);
            }
            "text/event-stream" => self.check_events(response.body),
            _ => {}
        }
    }

    /// Checks the events of a stream by what their `type` says, as far as the document describes them.
    fn check_events(&self, body: &[u8]) {
        let text = String::from_utf8_lossy(body).into_owned();
        // A connection may be cut inside of an event.
        let whole = text.rsplit_once("\n\n").map_or("", |(whole, _)| whole);
        for event in whole.split("\n\n") {
            let data = event.strip_prefix("data: ").filter(|data| *data != "done");
            let Some(data) = data else { continue };
            let event: Value = serde_json::from_str(data).unwrap();
            match event.get("eventId") {
                Some(_) => self.check_conversation_event(&event["data"]),
                None => self.check_run_event(&event),
            }
        }
    }

    fn check_conversation_event(&self, event: &Value) {
        let schema = match event["type"].as_str().unwrap_or_default() {
            "generation_tokens" => "GenerationTokensEvent",
            "tool_call_started" => "ToolCallEvent",
            "tool_params" | "agent_action_success" => "ToolActionEvent",
            "tool_notification" => "ToolNotificationEvent",
            "tool_approve_execution" => "ToolApprovalEvent",
            "tool_personal_auth_required" | "tool_file_auth_required" => "ToolAuthEvent",
            "tool_ask_user_question" => "ToolQuestionEvent",
            "tool_error" | "agent_error" => "AgentErrorEvent",
            "agent_message_success" | "agent_message_gracefully_stopped" | "agent_message_new" => {
                "AgentMessageEvent"
            }
            "user_message_new" => "UserMessageEvent",
            "conversation_title" => "ConversationTitleEvent",
            // Ends without more to say, and events that scripts make up.
            _ => return,
        };
        let schema = &self.document["components"]["schemas"][schema];
        // Members that all events have are not described.
        let described = |(name, _): &(&String, &Value)| schema["properties"].get(name).is_some();
        let members = event.as_object().unwrap().iter().filter(described);
        let members = members.map(|(name, value)| (name.clone(), value.clone()));
        let event: Value = members.collect::<Map<_, _>>().into();
        self.check_schema("an event", schema, &event);
        self.check_messages(&event);
    }

    fn check_run_event(&self, event: &Value) {
        let schema = match event["type"].as_str().unwrap_or_default() {
            "run_status" => "RunStatusEvent",
            "block_status" => "BlockStatus",
            "block_execution" => "BlockExecutionEvent",
            "tokens" => "TokensEvent",
            "reasoning_tokens" => "ReasoningTokensEvent",
            "reasoning_item" => "ReasoningItemEvent",
            "function_call" => "FunctionCallEvent",
            "function_call_arguments_tokens" => "FunctionCallArgumentsTokensEvent",
            "error" => "StreamErrorEvent",
            "final" => return assert!(event["content"].is_null()),
            // Recorded streams of other operations.
            "" => return,
            other => panic!("no schema for {other}"),
        };
        self.check_named(schema, &event["content"]);
    }

    /// Checks the messages in a body.
    fn check_messages(&self, body: &Value) {
        match body {
            Value::Array(items) => items.iter().for_each(|item| self.check_messages(item)),
            Value::Object(map) => {
                let kind = map.get("type").and_then(Value::as_str).unwrap_or_default();
                if let Some((_, schema)) = MESSAGES.iter().find(|(known, _)| *known == kind) {
                    self.check_named(schema, body);
                }
                map.values().for_each(|member| self.check_messages(member));
            }
            _ => {}
        }
    }

    /// Checks a body against a schema of the components.
    pub(crate) fn check_named(&self, schema: &str, body: &Value) {
        assert!(self.components.get(schema).is_some(), "no schema {schema}");
        let reference = json!({ "$ref": format!("#/components/schemas/{schema}") });
        self.check_schema(schema, &reference, body);
    }

    /// The properties that a schema of the components describes.
    pub(crate) fn properties(&self, schema: &str) -> impl Iterator<Item = &String> {
        let schema = &self.document["components"]["schemas"][schema];
        schema["properties"].as_object().unwrap().keys()
    }

    fn check_schema(&self, what: &str, schema: &Value, body: &Value) {
        let errors = self.errors(schema, body);
        assert!(errors.is_empty(), "{what}: {errors:#?}\n{body:#}");
    }

    /// What is wrong with a body.
    pub(crate) fn errors(&self, schema: &Value, body: &Value) -> Vec<String> {
        thread_local! {
            static VALIDATORS: std::cell::RefCell<BTreeMap<String, std::rc::Rc<Validator>>> =
                std::cell::RefCell::default();
        }
        let key = schema.to_string();
        let known = VALIDATORS.with_borrow(|known| known.get(&key).cloned());
        let validator = known.unwrap_or_else(|| {
            let mut schema = json_schema(schema);
            schema["components"] = json!({ "schemas": self.components });
            let made = std::rc::Rc::new(jsonschema::validator_for(&schema).unwrap());
            VALIDATORS.with_borrow_mut(|known| known.insert(key, made.clone()));
            made
        });
        let found = validator.iter_errors(body);
        found
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect()
    }
}

fn json_body(what: &str, response: &Response<'_>) -> Value {
    let text = String::from_utf8_lossy(response.body);
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{what}: {error}: {text}"))
}

/// OpenAPI 3.0's schemas as JSON Schema, closed.
fn json_schema(schema: &Value) -> Value {
    match schema {
        Value::Object(map) => {
            let converted = map
                .iter()
                .map(|(key, value)| (key.clone(), json_schema(value)));
            let mut converted: Map<String, Value> = converted.collect();
            let open = map.get("x-keeps-unknown") == Some(&Value::Bool(true));
            if !open && converted.get("properties").is_some_and(is_schemas) {
                converted
                    .entry("additionalProperties")
                    .or_insert(false.into());
            }
            let plain = converted.get("type").is_some_and(Value::is_string);
            match converted.remove("nullable") {
                Some(Value::Bool(true)) if plain && !converted.contains_key("enum") => {
                    // The error then names the member, and not all of the value.
                    converted["type"] = json!([converted["type"], "null"]);
                    converted.into()
                }
                Some(Value::Bool(true)) => json!({ "anyOf": [{ "type": "null" }, converted] }),
                Some(other) => {
                    converted.insert("nullable".to_owned(), other);
                    converted.into()
                }
                None => converted.into(),
            }
        }
        Value::Array(items) => items.iter().map(json_schema).collect(),
        other => other.clone(),
    }
}

/// `properties` as the keyword, not as the name of a property.
fn is_schemas(value: &Value) -> bool {
    value.get("type").is_none_or(Value::is_object)
}

#[test]
fn invalid_bodies_are_found() {
    let agent = json!({ "$ref": "#/components/schemas/AgentConfiguration" });
    for (body, errors) in [
        (json!({ "sId": "x", "name": "x", "templateId": null }), 0),
        (json!({ "sId": "x" }), 1),
        (json!({ "sId": "x", "name": null }), 1),
        (json!({ "sId": "x", "name": "x", "unheardOf": 1 }), 1),
        (
            json!({ "sId": "x", "name": "x", "model": { "temperature": "hot" } }),
            1,
        ),
    ] {
        let got = document_validator().errors(&agent, &body);
        assert_eq!(got.len(), errors, "{body}: {got:?}");
    }
}
