//! Recorded examples: a request, and the answer that the server gave.

use axum::body::Bytes;
use axum::http::{HeaderName, StatusCode};
use serde::Deserialize;
use serde_json::{Map, Value};

use crate::http::reply::{Content, Reply};

/// The id of the workspace in all examples.
const RECORDED_WORKSPACE: &str = "aB3kD9xQ2m";

/// A flag weighs more than all other members together: it says in which form the answer is wanted.
const FLAG_WEIGHT: usize = 100;

/// One recorded exchange.
#[derive(Debug, Deserialize)]
pub(crate) struct Example {
    pub(crate) name: String,
    pub(crate) method: String,
    pub(crate) path: String,
    #[serde(default)]
    pub(crate) query: Map<String, Value>,
    /// The body of the request.
    #[serde(default)]
    pub(crate) request: Value,
    pub(crate) status: u16,
    #[serde(default)]
    headers: Map<String, Value>,
    pub(crate) body: Option<Value>,
    text: Option<String>,
    bytes: Option<Vec<u8>>,
    /// The parameters of its path; known when its operation is.
    #[serde(skip)]
    pub(crate) parameters: Vec<(String, String)>,
}

/// What is known of the request that an example answers.
pub(crate) struct Asked<'a> {
    pub(crate) workspace: &'a str,
    pub(crate) parameters: &'a [(String, String)],
    pub(crate) query: &'a [(String, String)],
    pub(crate) body: &'a Value,
}

impl Example {
    /// How much a request differs from the recorded one; the last parts decide between equals.
    pub(crate) fn distance(&self, asked: &Asked<'_>) -> (usize, usize, &str) {
        let text = |value: &Value| match value {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        let query = self.query.iter().map(|(name, value)| match value {
            Value::Array(values) => (name, values.iter().map(text).collect()),
            value => (name, vec![text(value)]),
        });
        let mut differences = 0;
        let mut known = Vec::new();
        for (name, values) in query {
            let given = asked.query.iter().filter(|(given, _)| given == name);
            let given: Vec<&str> = given.map(|(_, value)| value.as_str()).collect();
            differences += usize::from(given != values);
            known.push(name);
        }
        let more = asked
            .query
            .iter()
            .filter(|(name, _)| !known.contains(&name));
        differences += more.count();
        let empty = Map::new();
        let recorded = self.request.as_object().unwrap_or(&empty);
        let given = asked.body.as_object().unwrap_or(&empty);
        let keys = recorded
            .keys()
            .chain(given.keys().filter(|key| !recorded.contains_key(*key)));
        for (recorded, given) in keys.map(|key| (recorded.get(key), given.get(key))) {
            let flag = [recorded, given]
                .into_iter()
                .flatten()
                .any(Value::is_boolean);
            if recorded != given {
                differences += if flag { FLAG_WEIGHT } else { 1 };
            }
        }
        (differences, self.name.split('_').count(), &self.name)
    }

    /// The recorded answer, with the ids of the request in the place of the recorded ones.
    pub(crate) fn reply(&self, asked: &Asked<'_>) -> Reply {
        let status = StatusCode::from_u16(self.status).unwrap_or_default();
        let mut reply = Reply::without_body(status);
        let replacements = self.replacements(asked);
        for (name, value) in &self.headers {
            let name = HeaderName::try_from(name.as_str());
            if let (Ok(name), Some(value)) = (name, value.as_str()) {
                reply = reply.header(name, replaced(value, &replacements));
            }
        }
        reply.content = match (&self.body, &self.text, &self.bytes) {
            (Some(body), ..) => {
                let members = self.members(asked);
                let body = with_request(body, &replacements, &members);
                Content::Whole(body.to_string().into())
            }
            (_, Some(text), _) if self.is_stream() => events(&replaced(text, &replacements)),
            (_, Some(text), _) => Content::Whole(replaced(text, &replacements).into()),
            (.., Some(bytes)) => Content::Whole(Bytes::copy_from_slice(bytes)),
            _ => Content::Whole(Bytes::new()),
        };
        reply
    }

    fn is_stream(&self) -> bool {
        let media_type = self.headers.get("content-type").and_then(Value::as_str);
        media_type.is_some_and(|media_type| media_type.starts_with("text/event-stream"))
    }

    /// Recorded ids and those of the request.
    fn replacements<'a>(&'a self, asked: &Asked<'a>) -> Vec<(&'a str, &'a str)> {
        let mut replacements = vec![(RECORDED_WORKSPACE, asked.workspace)];
        for (name, recorded) in &self.parameters {
            let mut given = asked.parameters.iter();
            if let Some((_, given)) = given.find(|(given, _)| given == name) {
                replacements.push((recorded, given));
            }
        }
        replacements.retain(|(recorded, given)| recorded != given && !recorded.is_empty());
        replacements
    }

    /// Texts of the recorded body and of the request's, by the names of their members.
    fn members<'a>(&'a self, asked: &'a Asked<'a>) -> Vec<(&'a str, &'a str, &'a str)> {
        let recorded = self.request.as_object().into_iter().flatten();
        let both = recorded.filter_map(|(name, recorded)| {
            let given = asked.body.get(name)?.as_str()?;
            Some((name.as_str(), recorded.as_str()?, given))
        });
        both.collect()
    }
}

fn events(text: &str) -> Content {
    let events = text.split_inclusive("\n\n").map(str::to_owned);
    let events: Vec<String> = events.collect();
    Content::Stream(Box::new(move |mut writer| {
        Box::pin(async move {
            writer.send_events(&events, || {}).await;
        })
    }))
}

/// A recorded body with what the request says in the place of what the recorded one said.
fn with_request(
    value: &Value,
    replacements: &[(&str, &str)],
    members: &[(&str, &str, &str)],
) -> Value {
    match value {
        Value::String(text) => replaced(text, replacements).into(),
        Value::Array(items) => items
            .iter()
            .map(|item| with_request(item, replacements, members))
            .collect(),
        Value::Object(map) => {
            let member = |(key, value): (&String, &Value)| {
                let same = |(name, recorded, _): &&(&str, &str, &str)| {
                    name == key && value.as_str() == Some(recorded)
                };
                let value = match members.iter().find(same) {
                    Some((.., given)) => Value::from(*given),
                    None => with_request(value, replacements, members),
                };
                (key.clone(), value)
            };
            map.iter().map(member).collect::<Map<_, _>>().into()
        }
        other => other.clone(),
    }
}

/// A text with ids replaced where they stand as whole words.
fn replaced(text: &str, replacements: &[(&str, &str)]) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(next) = rest.chars().next() {
        let starts_word = !done.ends_with(is_word);
        let found = replacements.iter().find(|(recorded, _)| {
            let after = rest.strip_prefix(recorded);
            starts_word && after.is_some_and(|after| !after.starts_with(is_word))
        });
        let (length, new) = match found {
            Some((recorded, given)) => (recorded.len(), *given),
            None => (next.len_utf8(), &rest[..next.len_utf8()]),
        };
        done.push_str(new);
        rest = &rest[length..];
    }
    done
}

fn is_word(character: char) -> bool {
    character.is_alphanumeric() || matches!(character, '_' | '-')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn example(name: &str, request: Value) -> Example {
        let example = json!({
            "name": name, "method": "POST", "path": "/", "status": 200, "request": request,
        });
        serde_json::from_value(example).unwrap()
    }

    #[test]
    fn the_most_similar_request_is_answered() {
        let examples = [
            example(
                "upsert_full_200",
                json!({ "text": "a", "title": "b", "tags": [] }),
            ),
            example("upsert_light_200", json!({ "text": "a", "light": true })),
            example("upsert_async_200", json!({ "text": "a", "async": true })),
        ];
        for (body, expected) in [
            (json!({ "text": "x" }), "upsert_full_200"),
            (
                json!({ "text": "x", "title": "y", "light": true }),
                "upsert_light_200",
            ),
            (json!({ "text": "x", "async": true }), "upsert_async_200"),
        ] {
            let asked = Asked {
                workspace: "w",
                parameters: &[],
                query: &[],
                body: &body,
            };
            let nearest = examples
                .iter()
                .min_by_key(|example| example.distance(&asked));
            assert_eq!(nearest.unwrap().name, expected, "{body}");
        }
    }

    #[test]
    fn ids_are_replaced_as_whole_words() {
        let replacements = [("c-1", "row 7"), ("a", "b")];
        for (text, expected) in [
            ("c-1", "row 7"),
            ("/rows/c-1?x=c-1", "/rows/row 7?x=row 7"),
            ("ac-1 c-12 c-1", "ac-1 c-12 row 7"),
            ("a é a", "b é b"),
        ] {
            assert_eq!(replaced(text, &replacements), expected);
        }
    }

    #[test]
    fn members_of_the_request_come_back() {
        let body = json!({ "table": { "name": "Leads", "title": "Leads", "count": 2 } });
        let got = with_request(&body, &[], &[("name", "Leads", "Contracts")]);
        let expected = json!({ "table": { "name": "Contracts", "title": "Leads", "count": 2 } });
        assert_eq!(got, expected);
    }
}
