//! A plain HTTP client for one sandbox.

use dust_sandbox::{Sandbox, SandboxBuilder};
use reqwest::{Method, RequestBuilder, header::HeaderMap};
use serde_json::{Value, json};

use crate::document_validator::{Response, document_validator};

pub(crate) struct Dust {
    pub(crate) sandbox: Sandbox,
    pub(crate) http: reqwest::Client,
}

#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) bytes: Vec<u8>,
}

impl Dust {
    pub(crate) async fn start() -> Self {
        Self::of(Sandbox::builder()).await
    }

    pub(crate) async fn of(builder: SandboxBuilder) -> Self {
        let sandbox = builder.start().await.unwrap();
        let http = reqwest::Client::builder().no_proxy().build().unwrap();
        Self { sandbox, http }
    }

    pub(crate) fn url(&self, path: &str) -> String {
        let (base, workspace) = (self.sandbox.url(), self.sandbox.workspace_id());
        format!("{base}/api/v1/w/{workspace}/{path}")
    }

    pub(crate) fn request(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.http.request(method, self.url(path));
        request.bearer_auth(self.sandbox.api_key())
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        answer(self.request(Method::GET, path)).await
    }

    pub(crate) async fn get_as(&self, credential: &str, path: &str) -> Answer {
        answer(self.http.get(self.url(path)).bearer_auth(credential)).await
    }

    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        answer(self.request(Method::POST, path).json(body)).await
    }

    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        answer(self.request(Method::PATCH, path).json(body)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        answer(self.request(Method::DELETE, path)).await
    }

    pub(crate) fn runs(&self, app: &str) -> String {
        format!("spaces/{}/apps/{app}/runs", self.sandbox.space_id())
    }

    pub(crate) async fn run(&self, more: Value) -> Answer {
        self.run_app(self.sandbox.app_id(), more).await
    }

    pub(crate) async fn run_app(&self, app: &str, more: Value) -> Answer {
        let mut body = json!({
            "specification_hash": "latest", "config": {}, "inputs": [{ "question": "Combien coûte le plan Pro ?" }],
        });
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        self.post(&self.runs(app), &body).await
    }
}

/// Sends a request, and validates the answer if it is one of an operation.
pub(crate) async fn answer(request: RequestBuilder) -> Answer {
    let (http, request) = request.build_split();
    let request = request.unwrap();
    let method = request.method().clone();
    let response = http.execute(request).await.unwrap();
    let path = response.url().path().to_owned();
    let answer = Answer {
        status: response.status().as_u16(),
        headers: response.headers().clone(),
        bytes: response.bytes().await.unwrap().to_vec(),
    };
    let media_type = answer.headers.get("content-type");
    let media_type = media_type.map_or("", |value| value.to_str().unwrap());
    // Proxies, which faults stand for, and the framework answer with other media types.
    let validated = answer.status < 400 || media_type == "application/json";
    if let (Some(operation), true) = (document_validator().operation(&method, &path), validated) {
        let response = Response {
            status: answer.status,
            media_type,
            body: &answer.bytes,
        };
        document_validator().check(&operation, &response);
    }
    answer
}

impl Answer {
    pub(crate) fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes).unwrap()
    }

    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes)
            .unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }

    /// The JSON of a success.
    pub(crate) fn ok(&self) -> Value {
        assert_eq!(self.status, 200, "{}", self.text());
        self.json()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().unwrap()
    }

    /// Status and type of a failure.
    pub(crate) fn error(&self) -> (u16, String) {
        let kind = self.json()["error"]["type"].as_str().unwrap().to_owned();
        (self.status, kind)
    }

    pub(crate) fn message(&self) -> String {
        self.json()["error"]["message"].as_str().unwrap().to_owned()
    }

    /// The events of a stream, comments left out.
    pub(crate) fn events(&self) -> Vec<Value> {
        assert_eq!(self.header("content-type"), "text/event-stream");
        let lines = self.text().split("\n\n");
        let data = lines.filter_map(|line| line.strip_prefix("data: "));
        data.map(|json| serde_json::from_str(json).unwrap())
            .collect()
    }
}

pub(crate) fn error(status: u16, kind: &str) -> (u16, String) {
    (status, kind.to_owned())
}

/// A body that import accepts.
pub(crate) fn definition() -> Value {
    json!({
        "agent": {
            "handle": "Helper", "description": "Helps", "scope": "visible",
            "avatar_url": "https://dust.tt/static/systemavatar/helper_avatar_full.png",
            "max_steps_per_run": 64, "visualization_enabled": false,
        },
        "instructions": "Be brief.",
        "generation_settings": {
            "model_id": "gpt-5-mini", "provider_id": "openai", "temperature": 0.7, "reasoning_effort": "medium",
        },
        "tags": [{ "name": "support", "kind": "standard" }],
        "editors": ["ada@example.com"],
        "toolset": [],
    })
}
