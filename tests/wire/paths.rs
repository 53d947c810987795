//! The place that a decode error names is the one that `serde_path_to_error` finds, for every way to damage a sample at one
//! place.

use std::sync::{Arc, Mutex};

use dust_sdk::types::{AgentEnvelope, AgentList, AppList, Conversation, RunEnvelope};
use dust_sdk::{Client, Config, ErrorKind, Method};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, ResponseTemplate};

/// A server that answers with the text that was put there last.
struct Served {
    _server: MockServer,
    text: Arc<Mutex<Vec<u8>>>,
    dust: Client,
}

impl Served {
    async fn start() -> Self {
        let server = MockServer::start().await;
        let text = Arc::new(Mutex::new(Vec::new()));
        let current = text.clone();
        let answer = move |_: &Request| {
            let text: Vec<u8> = current.lock().unwrap().clone();
            ResponseTemplate::new(200).set_body_raw(text, "application/json")
        };
        Mock::given(any()).respond_with(answer).mount(&server).await;
        let config = Config::new("w1", "sk-test").base_url(server.uri());
        Self {
            _server: server,
            text,
            dust: Client::new(config).unwrap(),
        }
    }

    /// Compares what the client says of a text with what the other library finds; false where the text fits.
    async fn agrees<T: DeserializeOwned>(&self, text: Vec<u8>) -> bool {
        let mut json = serde_json::Deserializer::from_slice(&text);
        let found = serde_path_to_error::deserialize::<_, T>(&mut json).err();
        *self.text.lock().unwrap() = text.clone();
        let said = self.dust.request(Method::GET, "x").decode::<T>().await;
        let text = String::from_utf8_lossy(&text);
        let Some(found) = found else {
            assert!(said.is_ok(), "{text}");
            return false;
        };
        let Err(said) = said else {
            // Read all the same, since it says the same in another form.
            let found = found.inner().to_string();
            let in_another_form = ["null", "integer", "floating point", "boolean", "string"]
                .iter()
                .any(|form| found.contains(&format!("invalid type: {form}")));
            assert!(in_another_form, "{found}: {text}");
            return false;
        };
        assert_eq!(said.kind(), ErrorKind::Decode);
        let place = format!(" at `{}`, line ", found.path());
        assert!(
            said.message().contains(&place),
            "{said}, not {place}: {text}"
        );
        true
    }

    /// Damages a sample at every place in every way; tells how many of them did not fit.
    async fn damage<T: DeserializeOwned>(&self, sample: &Value) -> usize {
        let mut misfits = 0;
        for pointer in pointers(sample) {
            for damage in damages() {
                let mut damaged = sample.clone();
                *damaged.pointer_mut(&pointer).unwrap() = damage;
                misfits += self.both::<T>(&damaged).await;
            }
            if let Some(without) = without(sample, &pointer) {
                misfits += self.both::<T>(&without).await;
            }
        }
        misfits
    }

    async fn both<T: DeserializeOwned>(&self, value: &Value) -> usize {
        let compact = self.agrees::<T>(serde_json::to_vec(value).unwrap()).await;
        let pretty = self.agrees::<T>(serde_json::to_vec_pretty(value).unwrap());
        usize::from(compact) + usize::from(pretty.await)
    }
}

fn damages() -> [Value; 7] {
    [
        json!(null),
        json!(true),
        json!(-1.5),
        json!("a \"b\\, }]"),
        json!([[1], {"a, b": 2}]),
        json!({"new, \"key": [1, {}], "sId": 3}),
        json!({}),
    ]
}

/// Where every value of a sample is.
fn pointers(value: &Value) -> Vec<String> {
    let escaped = |key: &str| key.replace('~', "~0").replace('/', "~1");
    let below = |key: String, value: &Value| {
        let below = pointers(value).into_iter();
        below
            .map(|rest| format!("/{key}{rest}"))
            .collect::<Vec<_>>()
    };
    let mut all = vec![String::new()];
    match value {
        Value::Object(members) => {
            all.extend(
                members
                    .iter()
                    .flat_map(|(key, value)| below(escaped(key), value)),
            );
        }
        Value::Array(items) => {
            let items = items.iter().enumerate();
            all.extend(items.flat_map(|(at, value)| below(at.to_string(), value)));
        }
        _ => {}
    }
    all
}

/// The sample without the member at this place; nothing where it is no member of an object.
fn without(sample: &Value, pointer: &str) -> Option<Value> {
    let (parent, key) = pointer.rsplit_once('/')?;
    let key = key.replace("~1", "/").replace("~0", "~");
    let mut without = sample.clone();
    without.pointer_mut(parent)?.as_object_mut()?.remove(&key)?;
    Some(without)
}

fn fixture(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

#[tokio::test]
async fn decode_errors_name_the_same_place_as_serde() {
    let served = Served::start().await;
    let list = fixture(include_str!("../fixtures/agents_list_200.json"));
    let agent = fixture(include_str!("../fixtures/agent_get_full_200.json"));
    let apps = fixture(include_str!("../fixtures/apps_list_200.json"));
    let run = fixture(include_str!("../fixtures/run_blocking_succeeded_200.json"));
    let misfits = [
        served.damage::<AgentList>(&list).await,
        served.damage::<AgentEnvelope>(&agent).await,
        served.damage::<AppList>(&apps).await,
        served.damage::<RunEnvelope>(&run).await,
        served.damage::<Conversation>(&conversation()).await,
    ];
    assert!(misfits.iter().all(|misfits| *misfits > 50), "{misfits:?}");
}

/// Messages wait for their type, so what does not fit in one is said of the whole message.
fn conversation() -> Value {
    json!({"sId": "c", "title": null, "content": [
        [],
        [{"type": "user_message", "sId": "u", "context": {"username": "x"}, "mentions": []}],
        [{"sId": "a", "rawContents": [{"step": 0}], "type": "agent_message", "actions": [{"id": 7}]},
         {"type": "compaction", "sId": "k"}],
    ]})
}
