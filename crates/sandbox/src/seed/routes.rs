//! Routes in a seed file: answers of the user's own.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::routes::RouteAnswer;

/// A route; its keys are named after the arguments of [`Sandbox::route`](crate::Sandbox::route).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, expecting = "a route: a map with a `path`")]
pub(crate) struct Route {
    /// `GET`, if absent.
    method: Option<String>,
    pub(crate) path: String,
    status: Option<u16>,
    json: Option<Value>,
    text: Option<String>,
    #[serde(default)]
    headers: BTreeMap<String, String>,
}

impl Route {
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.json.is_some() && self.text.is_some() {
            return Err("expected one of `json` and `text`, found both".to_owned());
        }
        match self.status {
            Some(status) if !(200..=599).contains(&status) => Err(format!(
                "status: expected a status from 200 to 599, found {status}"
            )),
            _ => Ok(()),
        }
    }

    pub(crate) fn method(&self) -> String {
        self.method.clone().unwrap_or_else(|| "GET".to_owned())
    }

    pub(crate) fn answer(self) -> RouteAnswer {
        let answer = match (self.json, self.text) {
            (Some(json), _) => RouteAnswer::from(json),
            (None, Some(text)) => RouteAnswer::from(text),
            (None, None) => RouteAnswer::new(200, "text/plain; charset=utf-8", ""),
        };
        let answer = answer.status(self.status.unwrap_or(200));
        let headers = self.headers.into_iter();
        headers.fold(answer, |answer, (name, value)| answer.header(name, value))
    }
}
