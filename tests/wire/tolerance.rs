//! What becomes of every answer if one value in it is another: of another type, null, absent or empty.
//!
//! Either it decodes, and what it says is kept, or it is refused. Which of the two is decided field by field, with a reason, in
//! `tolerance.txt`; this compares that list with what really happens.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

use dust_sdk::{AnalyticsTable, Client, Config};
use serde_json::{Map, Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, Request, Respond, ResponseTemplate};

use crate::answer_events;
use crate::cases::without;
use crate::compare::{NEW, difference};
use crate::conversation_values::{agent_message, conversation, user_message};
use crate::fixtures::{decoder, fixtures, redact};
use crate::tables::full;

const LIST: &str = include_str!("tolerance.txt");

/// What is tried in place of a value; nothing where that is what it is already.
fn changes(value: &Value) -> Vec<(&'static str, Option<Value>)> {
    let mut changes = vec![("absent", None)];
    let mut put = |name, new: Value| changes.push((name, Some(new)));
    if !value.is_null() {
        put("null", Value::Null);
    }
    match value {
        Value::String(text) if !text.is_empty() => put("empty", json!("")),
        Value::Array(items) if !items.is_empty() => put("empty", json!([])),
        Value::Object(members) if !members.is_empty() => put("empty", json!({})),
        Value::Number(number) => put("digits", leveled(&json!(number), false)),
        Value::Bool(bool) => put("word", json!(bool.to_string())),
        _ => {}
    }
    for (name, new) in [
        ("text", json!("text")),
        ("number", json!(7)),
        ("bool", json!(true)),
        ("list", json!(["x"])),
        ("object", json!({"x_new": 1})),
    ] {
        if std::mem::discriminant(value) != std::mem::discriminant(&new) {
            put(name, new);
        }
    }
    changes
}

/// One segment of a path: from a value into it.
#[derive(Clone, Debug)]
enum Segment {
    Member(String),
    Item(usize),
}

/// The path of every value within a value.
fn paths(value: &Value) -> Vec<Vec<Segment>> {
    let mut paths = Vec::new();
    let mut below = |step: Segment, value: &Value| {
        paths.push(vec![step.clone()]);
        for rest in self::paths(value) {
            paths.push([vec![step.clone()], rest].concat());
        }
    };
    match value {
        Value::Object(members) => members
            .iter()
            .for_each(|(name, member)| below(Segment::Member(name.clone()), member)),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .for_each(|(index, item)| below(Segment::Item(index), item)),
        _ => {}
    }
    paths
}

fn at<'a>(value: &'a mut Value, path: &[Segment]) -> &'a mut Value {
    path.iter().fold(value, |value, step| match step {
        Segment::Member(name) => &mut value[name],
        Segment::Item(index) => &mut value[index],
    })
}

fn changed(value: &Value, path: &[Segment], new: Option<Value>) -> Value {
    let mut value = value.clone();
    let (last, parents) = path.split_last().unwrap();
    let parent = at(&mut value, parents);
    match (new, last) {
        (Some(new), _) => *at(parent, std::slice::from_ref(last)) = new,
        (None, Segment::Member(name)) => drop(parent.as_object_mut().unwrap().remove(name)),
        (None, Segment::Item(index)) => drop(parent.as_array_mut().unwrap().remove(*index)),
    }
    value
}

/// A field as the list names it: `sId` of an agent is one field, wherever agents are.
fn named(root: &str, path: &[Segment]) -> String {
    let mut name = root.to_owned();
    let mut parent = root.to_owned();
    for step in path {
        match step {
            Segment::Member(member) => {
                name = format!("{parent}.{member}");
                parent.clone_from(member);
            }
            Segment::Item(_) => {
                name += "[]";
                parent += "[]";
            }
        }
    }
    name
}

/// Equal but for what is read leniently: a number or a bool as its text and the other way round, and null as an empty list or
/// object. A list in a row of a table is one text.
fn is_kept(sent: &Value, again: &Value, is_row: bool) -> bool {
    let (sent, again) = (leveled(sent, is_row), leveled(again, is_row));
    difference(&sent, &again).is_none()
}

fn leveled(value: &Value, is_row: bool) -> Value {
    let below = |value: &Value| leveled(value, is_row);
    match value {
        Value::Number(number) => match number.as_f64() {
            Some(float) if number.as_i64().is_none() && float.fract() == 0.0 => {
                json!((float as i64).to_string())
            }
            _ => json!(number.to_string()),
        },
        Value::Bool(bool) => json!(bool.to_string()),
        Value::String(text) if is_row && text.is_empty() => Value::Null,
        Value::Array(items) if items.is_empty() => Value::Null,
        Value::Array(items) if is_row => {
            let texts = items.iter().map(|item| {
                item.as_str()
                    .map_or_else(|| item.to_string(), str::to_owned)
            });
            match texts.collect::<Vec<_>>().join("; ") {
                text if text.is_empty() => Value::Null,
                text => text.into(),
            }
        }
        Value::Array(items) => items.iter().map(below).collect(),
        Value::Object(members) => {
            let members = members.iter().filter(|(name, _)| !name.starts_with(NEW));
            let members = members.map(|(name, member)| (name.clone(), below(member)));
            let members: Map<String, Value> =
                members.filter(|(_, member)| !member.is_null()).collect();
            match members.is_empty() {
                true => Value::Null,
                false => members.into(),
            }
        }
        Value::Null | Value::String(_) => value.clone(),
    }
}

/// Whole answers by the type that reads them.
fn answers() -> Vec<(String, Value)> {
    let mut answers = Vec::new();
    for fixture in fixtures() {
        let body = fixture.value["response"].get("body");
        if let (Some(body), Some(name)) = (body, fixture.answer_type()) {
            answers.push((name.to_owned(), body.clone()));
        }
    }
    let mut add = |name: &str, body: Value| answers.push((name.to_owned(), body));
    add("Conversation", conversation());
    add(
        "PostedMessage",
        json!({"message": without(&user_message(), "type"), "agentMessages": [without(&agent_message(), "type")]}),
    );
    add(
        "FeedbackList",
        json!({"feedbacks": [{
            "messageId": "m", "thumbDirection": "up", "content": "Good.", "isConversationShared": true,
            "agentConfigurationId": "dust", "createdAt": 1_763_802_461_337_i64
        }]}),
    );
    add(
        "MentionSuggestions",
        json!({"suggestions": [{"type": "agent", "id": "dust", "label": "Dust", "description": "d",
            "pictureUrl": "https://dust.tt/a.png"}]}),
    );
    for (variant, event) in answer_events::full() {
        let name = match variant {
            "started" => "ToolCallEvent",
            "params" | "finished" => "ToolActionEvent",
            "progress" => "ToolNotificationEvent",
            "approval" => "ToolApprovalEvent",
            "sign in" => "ToolAuthEvent",
            "question" => "ToolQuestionEvent",
            "error" => "AgentErrorEvent",
            _ => continue,
        };
        // Which event it is, the type says.
        add(name, without(&event, "type"));
    }
    macro_rules! rows {
        ($($table:ident $row:ident),*) => { $(add(stringify!($row), full(AnalyticsTable::$table));)* };
    }
    rows!(
        UsageMetrics UsageMetricsRow, ActiveUsers ActiveUsersRow, Source SourceRow, SkillUsage SkillUsageRow,
        ToolUsage ToolUsageRow, Skills SkillsRow, Agents AgentsRow, Users UsersRow, Messages MessagesRow,
        Feedback FeedbackRow
    );
    answers
}

/// A server that gives what it is told to.
#[derive(Clone, Default)]
struct Told(Arc<Mutex<Value>>);

impl Respond for Told {
    fn respond(&self, _: &Request) -> ResponseTemplate {
        ResponseTemplate::new(200).set_body_json(&*self.0.lock().unwrap())
    }
}

/// What is tried with a field, and what comes of it.
#[derive(Default)]
struct FieldReadings {
    tried: BTreeSet<&'static str>,
    refused: BTreeSet<&'static str>,
    /// Read, but encoded again as something else.
    misread: BTreeSet<&'static str>,
}

impl FieldReadings {
    /// Tells whether this is what a decision says.
    fn is(&self, words: &str) -> bool {
        let decision = Decision::of(words).unwrap_or_else(|| panic!("{words}"));
        let refused: BTreeSet<_> = decision.refused.intersection(&self.tried).collect();
        refused.iter().copied().eq(&self.refused) && self.misread.is_empty()
    }
}

async fn outcomes() -> (BTreeMap<String, FieldReadings>, usize) {
    let told = Told::default();
    let server = MockServer::builder()
        .disable_request_recording()
        .start()
        .await;
    Mock::given(any())
        .respond_with(told.clone())
        .mount(&server)
        .await;
    let config = Config::new("w1", "sk-test")
        .base_url(server.uri())
        .max_retries(0);
    let dust = Client::new(config).unwrap();
    let (mut fields, mut count) = (BTreeMap::<_, FieldReadings>::new(), 0);
    for (name, body) in answers() {
        let decode = decoder(&name).unwrap();
        for path in paths(&body) {
            let outcome = fields.entry(named(&name, &path)).or_default();
            for (change, new) in changes(at(&mut body.clone(), &path)) {
                let mut sent = changed(&body, &path, new);
                count += 1;
                outcome.tried.insert(change);
                told.0.lock().unwrap().clone_from(&sent);
                let set = match decode(dust.clone()).await {
                    Err(_) => &mut outcome.refused,
                    Ok((again, _)) => {
                        redact(&mut sent);
                        match is_kept(&sent, &again, name.ends_with("Row")) {
                            true => continue,
                            false => &mut outcome.misread,
                        }
                    }
                };
                set.insert(change);
            }
        }
    }
    (fields, count)
}

/// The decisions that follow from the type of a field, which need no line in the list.
const PLAIN: [&str; 20] = [
    "text",
    "number",
    "bool",
    "open",
    "object",
    "whole object",
    "list",
    "items",
    "moment",
    "needed text",
    "needed number",
    "needed bool",
    "needed list",
    "needed object",
    "needed whole object",
    "listed text",
    "listed number",
    "listed object",
    "listed whole object",
    "here list",
];

/// What a decision says: the changes that are refused, and those that are misread.
#[derive(Default)]
struct Decision {
    refused: BTreeSet<&'static str>,
    misread: BTreeSet<&'static str>,
}

impl Decision {
    fn of(words: &str) -> Option<Self> {
        let mut decision = Self::default();
        for word in words.split_whitespace() {
            match word {
                "text" => decision.refused.extend(["list", "object"]),
                "cell" => decision.refused.extend(["object"]),
                "number" => decision.refused.extend(["text", "bool", "list", "object"]),
                "bool" => decision
                    .refused
                    .extend(["text", "number", "list", "object"]),
                "moment" | "id" => decision.refused.extend(["bool", "list", "object"]),
                "list" => decision
                    .refused
                    .extend(["text", "number", "bool", "object"]),
                "object" => decision.refused.extend(["text", "number", "bool", "list"]),
                "texts" => decision.refused.extend(["number", "bool", "object"]),
                "items" => {
                    let all = ["text", "number", "bool", "list", "object"];
                    decision.refused.extend(all);
                }
                "form" => decision.refused.extend(["number", "bool", "list"]),
                "open" => {}
                "needed" => decision.refused.extend(["absent", "null"]),
                "listed" => decision.refused.extend(["null"]),
                "here" => decision.refused.extend(["absent"]),
                "whole" => decision.refused.extend(["empty", "object"]),
                "positions" => {
                    decision.refused.remove("list");
                    decision.misread.insert("list");
                }
                "unsaid" => decision.misread.extend(["empty", "absent", "null"]),
                _ => return None,
            }
        }
        Some(decision)
    }
}

/// The list: each field with its decision.
fn decided() -> BTreeMap<&'static str, &'static str> {
    let lines = LIST.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| line.split_once(": ").unwrap_or_else(|| panic!("{line}")))
        .collect()
}

#[tokio::test]
async fn every_change_is_read_or_refused_as_decided() {
    let (fields, count) = outcomes().await;
    assert!(count > 15_000, "{count} changes");
    let decided = decided();
    let mut wrong = Vec::new();
    for (field, outcome) in &fields {
        let Some(words) = decided.get(field.as_str()) else {
            if !PLAIN.iter().any(|words| outcome.is(words)) {
                wrong.push(format!(
                    "{field} is not decided: {:?} refused, {:?} misread",
                    outcome.refused, outcome.misread
                ));
            }
            continue;
        };
        let decision = Decision::of(words).unwrap_or_else(|| panic!("{field}: {words}"));
        let meant = |set: &BTreeSet<&'static str>| -> BTreeSet<&'static str> {
            set.intersection(&outcome.tried).copied().collect()
        };
        let (refused, misread) = (meant(&decision.refused), meant(&decision.misread));
        if refused != outcome.refused {
            wrong.push(format!(
                "{field} ({words}): {:?} refused, not {refused:?}",
                outcome.refused
            ));
        }
        if !outcome.misread.is_subset(&misread)
            || outcome.misread.is_empty() != decision.misread.is_empty()
        {
            wrong.push(format!("{field} ({words}): {:?} misread", outcome.misread));
        }
    }
    let gone = decided.keys().filter(|field| !fields.contains_key(**field));
    wrong.extend(gone.map(|field| format!("{field} is decided, and nowhere")));
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Every word of a decision is explained at the head of the list.
#[test]
fn every_decision_has_its_reason() {
    for words in decided().values() {
        for word in words.split_whitespace() {
            assert!(LIST.contains(&format!("\n# {word}: ")), "{word}");
        }
    }
}
