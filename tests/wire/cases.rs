//! The table of answers: each is served over HTTP, read through the facade, encoded again and compared field by field.

use futures_util::{StreamExt, stream};
use serde_json::Value;
use wiremock::ResponseTemplate;

use crate::compare::difference;
use crate::fetch::{Fetch, serve_with};
use crate::{agents, apps, conversations, runs, tables};

/// One answer.
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) fetch: Fetch,
    pub(crate) body: Body,
    /// What is encoded again.
    pub(crate) wanted: Value,
}

pub(crate) enum Body {
    Json(Value),
    Csv(String),
}

impl Case {
    /// An answer in JSON that is encoded again as it came.
    pub(crate) fn json(name: impl Into<String>, fetch: Fetch, body: Value) -> Self {
        Self {
            name: name.into(),
            fetch,
            wanted: body.clone(),
            body: Body::Json(body),
        }
    }

    /// Serves the answer; tells what is wrong with what became of it.
    async fn run(self, http: &reqwest::Client) -> Option<String> {
        let answer = ResponseTemplate::new(200);
        let answer = match &self.body {
            Body::Json(body) => answer.set_body_json(body),
            Body::Csv(text) => answer.set_body_raw(text.as_bytes(), "text/csv"),
        };
        let (_server, dust) = serve_with(http, answer).await;
        let wrong = match (self.fetch)(dust).await {
            Ok(again) => difference(&self.wanted, &again),
            Err(error) => Some(error.to_string()),
        };
        wrong.map(|wrong| format!("{}: {wrong}", self.name))
    }
}

fn all() -> Vec<Case> {
    let mut cases = agents::cases();
    cases.extend(apps::cases());
    cases.extend(runs::cases());
    cases.extend(tables::cases());
    cases.extend(conversations::cases());
    cases
}

#[tokio::test]
async fn every_response_round_trips() {
    let cases = all();
    assert!(cases.len() >= 700, "{} cases", cases.len());
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let wrong: Vec<String> = stream::iter(cases.into_iter().map(|case| case.run(&http)))
        .buffer_unordered(8)
        .filter_map(std::future::ready)
        .collect()
        .await;
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn cases_have_names_of_their_own() {
    let mut names: Vec<String> = all().into_iter().map(|case| case.name).collect();
    names.sort();
    let count = names.len();
    names.dedup();
    assert_eq!(names.len(), count);
}

/// The base with these fields set.
pub(crate) fn with(base: &Value, fields: &Value) -> Value {
    let mut value = base.clone();
    for (key, field) in fields.as_object().unwrap() {
        value[key] = field.clone();
    }
    value
}

/// The base without one field.
pub(crate) fn without(base: &Value, field: &str) -> Value {
    let mut value = base.clone();
    assert!(
        value.as_object_mut().unwrap().remove(field).is_some(),
        "{field}"
    );
    value
}
