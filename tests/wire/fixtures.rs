//! Recorded answers: each decodes into the type that the document gives its operation, with nothing lost, and the body of its
//! request is what the type of the body sends.

use std::path::{Path, PathBuf};

use dust_sdk::{Client, Error, Method, types};
use futures_util::future::BoxFuture;
use serde_json::{Value, json};
use wiremock::ResponseTemplate;

use crate::compare::difference;
use crate::fetch::serve_with;
use crate::schema::DOCUMENT;

/// Operations without a recorded answer, and the module whose cases stand for one.
pub(crate) const ELSEWHERE: [(&str, &str); 12] = [
    ("add_fragment", "conversations: every form of every value"),
    (
        "answer_question",
        "conversations: every form of every value",
    ),
    (
        "cancel_messages",
        "conversations: every form of every value",
    ),
    ("conversation_events", "conversation_events: a stream"),
    (
        "create_conversation",
        "conversations: every form of every value",
    ),
    ("create_file", "files: announced, then uploaded"),
    ("edit_message", "conversations: every form of every value"),
    (
        "get_conversation",
        "conversations: every form of every value",
    ),
    ("message_events", "answer_events: a stream"),
    ("post_message", "conversations: every form of every value"),
    (
        "update_conversation",
        "conversations: every form of every value",
    ),
    (
        "validate_action",
        "conversations: every form of every value",
    ),
];

/// A recorded exchange.
pub(crate) struct Fixture {
    pub(crate) name: String,
    pub(crate) value: Value,
}

/// What a type makes of JSON: it encoded again, and how it is printed.
pub(crate) type Decode = fn(Client) -> BoxFuture<'static, Result<(Value, String), Error>>;

/// What a type of requests makes of JSON.
type Encode = fn(&Value) -> Result<Value, serde_json::Error>;

macro_rules! decoders {
    ($($name:ident),* $(,)?) => {
        pub(crate) fn decoder(name: &str) -> Option<Decode> {
            Some(match name {
                $(stringify!($name) => |dust| Box::pin(async move {
                    let answer: types::$name = dust.request(Method::GET, "any").decode().await?;
                    Ok((json!(answer), format!("{answer:?}")))
                }),)*
                _ => return None,
            })
        }
    };
}

macro_rules! encoders {
    ($($name:ident),* $(,)?) => {
        fn encoder(name: &str) -> Option<Encode> {
            Some(match name {
                $(stringify!($name) => |body| {
                    serde_json::to_value(serde_json::from_value::<types::$name>(body.clone())?)
                },)*
                _ => return None,
            })
        }
    };
}

decoders! {
    // Of answers that have no recorded exchange.
    AgentErrorEvent, Conversation, FeedbackList, MentionSuggestions, PostedMessage, ToolActionEvent, ToolApprovalEvent,
    ToolAuthEvent, ToolCallEvent, ToolNotificationEvent, ToolQuestionEvent, UploadedFile,
    ActiveUsersRow, AgentsRow, FeedbackRow, MessagesRow, SkillUsageRow, SkillsRow, SourceRow, ToolUsageRow,
    UsageMetricsRow, UsersRow,
    AgentEnvelope, AgentList, AppList, Archived, DataSourceList, DataSourceViewEnvelope, DataSourceViewList,
    DeletedDocumentEnvelope, DocumentEnvelope, DocumentList, DocumentSearchResults, FeedbackList, FileEnvelope,
    McpServerViewList, MentionSuggestions, NodeSearchResults, ParsedMentions, RunEnvelope, SavedAgent, SearchEvent, SpaceList, Success,
    TableEnvelope, TableList, TableRowEnvelope, TableRowList, TokenList, TriggerEnvelope, TriggerList,
    Updated, UpsertedDocument, UserEnvelope, WorkspaceExistence,
}

encoders! {
    AgentDefinition, AgentPatch, DataSourceViewPatch, DocumentParents, FeedbackRequest, MentionsToParse, NewTable, NodeSearch, RowBatch, RunRequest,
    TextToTokenize, ToolFile, UpsertDocument,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures")
}

/// Every recorded exchange of the folder.
pub(crate) fn fixtures() -> Vec<Fixture> {
    let mut fixtures = Vec::new();
    for entry in std::fs::read_dir(folder()).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|end| end == "json") {
            let value: Value =
                serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            if value.get("request").is_some() {
                fixtures.push(Fixture { name, value });
            }
        }
    }
    fixtures
}

impl Fixture {
    /// The operation whose method and path the request has.
    pub(crate) fn operation(&self) -> &'static Value {
        let method = self.method();
        &DOCUMENT["paths"][self.template()][method]
    }

    fn method(&self) -> String {
        self.value["request"]["method"]
            .as_str()
            .unwrap()
            .to_lowercase()
    }

    /// The path of the operation, with its parameters.
    pub(crate) fn template(&self) -> &'static str {
        let request = &self.value["request"];
        let method = self.method();
        let path: Vec<&str> = request["path"].as_str().unwrap().split('/').collect();
        let fits = |template: &str| {
            let template: Vec<&str> = template.split('/').collect();
            let same =
                |(segment, part): (&&str, &&str)| segment.starts_with('{') || segment == part;
            let spans = template.last() == Some(&"{rel}") && path.len() > template.len();
            (template.len() == path.len() || spans) && template.iter().zip(&path).all(same)
        };
        let paths = DOCUMENT["paths"].as_object().unwrap().iter();
        let fitting =
            paths.filter(|(template, item)| fits(template) && item.get(&method).is_some());
        // Of two that fit, the one with fewer parameters is meant.
        let best = fitting.min_by_key(|(template, _)| template.matches('{').count());
        let (template, _) = best.unwrap_or_else(|| panic!("{}: no operation", self.name));
        template
    }

    pub(crate) fn id(&self) -> &'static str {
        self.operation()["operationId"].as_str().unwrap()
    }

    /// The name of the type that the document gives the answer.
    pub(crate) fn answer_type(&self) -> Option<&'static str> {
        let response = &self.operation()["responses"]["200"];
        component(&response["content"]["application/json"]["schema"])
    }

    fn body_type(&self) -> Option<&'static str> {
        component(&self.operation()["requestBody"]["content"]["application/json"]["schema"])
    }

    /// The answer that is encoded again.
    pub(crate) fn wanted(&self) -> Value {
        let mut body = self.value["response"]["body"].clone();
        redact(&mut body);
        body
    }
}

/// The name of a schema: that of the component that it is, or its title.
fn component(schema: &'static Value) -> Option<&'static str> {
    match schema["$ref"].as_str() {
        Some(reference) => reference.rsplit('/').next(),
        None => schema["title"].as_str(),
    }
}

/// Secrets of others are not kept; that they were there is.
pub(crate) fn redact(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(redact),
        Value::Object(map) => {
            for (key, member) in map {
                if ["sharedSecret", "customHeaders"].contains(&key.as_str()) && !member.is_null() {
                    *member = "[redacted]".into();
                }
                redact(member);
            }
        }
        _ => {}
    }
}

async fn decoded(
    http: &reqwest::Client,
    decode: Decode,
    body: &Value,
) -> Result<(Value, String), Error> {
    let answer = ResponseTemplate::new(200).set_body_json(body);
    let (_server, dust) = serve_with(http, answer).await;
    decode(dust).await
}

#[tokio::test]
async fn every_recorded_answer_decodes_with_nothing_lost() {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut tried = 0;
    for fixture in fixtures() {
        let Some(body) = fixture.value["response"].get("body") else {
            continue;
        };
        let Some(name) = fixture.answer_type() else {
            // Rows of tables, which have a table of cases of their own.
            assert_eq!(fixture.id(), "export_analytics", "{}", fixture.name);
            continue;
        };
        let decode = decoder(name).unwrap_or_else(|| panic!("no decoder of {name}"));
        let (again, printed) = decoded(&http, decode, body)
            .await
            .unwrap_or_else(|error| panic!("{}: {error}", fixture.name));
        assert_eq!(
            difference(&fixture.wanted(), &again),
            None,
            "{}",
            fixture.name
        );
        for secret in fixture.value["expect"]["never"]
            .as_array()
            .into_iter()
            .flatten()
        {
            let secret = secret.as_str().unwrap();
            assert!(!printed.contains(secret) && !again.to_string().contains(secret));
        }
        tried += 1;
    }
    assert!(tried >= 56, "{tried} answers");
}

#[test]
fn every_recorded_request_is_what_its_type_sends() {
    let mut tried = 0;
    for fixture in fixtures() {
        let Some(body) = fixture.value["request"].get("body") else {
            continue;
        };
        let name = fixture.body_type();
        let name = name.unwrap_or_else(|| panic!("{}: no type", fixture.name));
        let encode = encoder(name).unwrap_or_else(|| panic!("no encoder of {name}"));
        let again = encode(body).unwrap_or_else(|error| panic!("{}: {error}", fixture.name));
        // Null and absent are two things here: most members must not be null.
        assert_eq!(&again, body, "{}", fixture.name);
        tried += 1;
    }
    assert!(tried >= 20, "{tried} requests");
}

/// The events of a body, each as JSON.
fn events(text: &str) -> impl Iterator<Item = Value> {
    let data = text.lines().filter_map(|line| line.strip_prefix("data: "));
    data.filter_map(|data| serde_json::from_str(data).ok())
}

#[tokio::test]
async fn events_of_searches_decode_with_nothing_lost() {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let mut tried = 0;
    for fixture in fixtures().iter().filter(|one| one.id() == "stream_search") {
        let file = fixture.value["response"]["bodyFile"].as_str().unwrap();
        let text = std::fs::read_to_string(folder().join(file)).unwrap();
        let mut known = Vec::new();
        for event in events(&text).filter(Value::is_object) {
            let decode = decoder("SearchEvent").unwrap();
            let (again, _) = decoded(&http, decode, &event).await.unwrap();
            // An event that says nothing of what is known is passed over.
            if again.as_object().is_some_and(|members| !members.is_empty()) {
                assert_eq!(difference(&event, &again), None, "{}", fixture.name);
                known.push(again);
            }
        }
        let wanted = fixture.value["expect"].get("events").cloned();
        let wanted = wanted.unwrap_or_default();
        for (wanted, known) in wanted.as_array().into_iter().flatten().zip(&known) {
            assert_eq!(difference(wanted, known), None, "{}", fixture.name);
            tried += 1;
        }
    }
    assert!(tried >= 5, "{tried} events");
}
