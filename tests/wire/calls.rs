//! One row for each operation: its call, made from a recorded request, sends that request and reads the recorded answer.
//!
//! The document says which operations there are: one without a recorded exchange, a row or a reason fails.

use std::collections::BTreeSet;

use dust_sdk::types::{
    AgentVariant, DocumentParents, FeedbackRequest, MentionKind, NodeSearch, RowBatch, SpaceKind,
    TriggerKind, TriggerStatus,
};
use dust_sdk::{Client, Error};
use futures_util::future::BoxFuture;
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use wiremock::{Request, ResponseTemplate};

use crate::compare::difference;
use crate::fetch::serve_with;
use crate::fixtures::{ELSEWHERE, Fixture, fixtures};
use crate::schema::DOCUMENT;

/// Operations that are called by hand-written code, which has tests of its own.
const BY_HAND: [(&str, &str); 6] = [
    ("create_run", "runs, samples: a body that says how it ends"),
    ("export_agent_yaml", "samples: a text in JSON"),
    ("export_analytics", "tables, samples: JSON and CSV"),
    ("get_workspace_usage", "tables, samples: JSON and CSV"),
    ("stream_search", "api::search: events"),
    (
        "upsert_document",
        "api::documents: asks for a light answer by itself",
    ),
];

/// What was asked, as the arguments of a call.
struct Asked {
    template: &'static str,
    request: Value,
}

impl Asked {
    /// The segment of the path that stands for this parameter.
    fn id(&self, name: &str) -> String {
        let parameter = format!("{{{name}}}");
        let at = self.template.split('/').position(|one| one == parameter);
        let path = self.request["path"].as_str().unwrap();
        let segment = path.split('/').nth(at.unwrap()).unwrap();
        let url = reqwest::Url::parse(&format!("http://h/?v={}", segment.replace('+', "%2B")));
        url.unwrap().query_pairs().next().unwrap().1.into_owned()
    }

    fn text(&self, name: &str) -> Option<String> {
        match &self.request["query"][name] {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            value => Some(value.to_string()),
        }
    }

    fn number(&self, name: &str) -> Option<i64> {
        self.text(name)?.parse().ok()
    }

    fn flag(&self, name: &str) -> Option<bool> {
        self.text(name)?.parse().ok()
    }

    fn list(&self, name: &str) -> Option<Vec<String>> {
        serde_json::from_value(self.request["query"][name].clone()).ok()
    }

    fn kinds(&self, name: &str) -> Option<Vec<SpaceKind>> {
        let kinds: Vec<String> = self.text(name)?.split(',').map(str::to_owned).collect();
        serde_json::from_value(json!(kinds)).ok()
    }

    fn body<T: DeserializeOwned>(&self) -> T {
        serde_json::from_value(self.request["body"].clone()).unwrap()
    }
}

/// Values of the query that have a type of their own.
macro_rules! typed {
    ($($name:ident: $ty:ty),* $(,)?) => {
        impl Asked {
            $(fn $name(&self, name: &str) -> Option<$ty> {
                serde_json::from_value(self.request["query"][name].clone()).ok()
            })*
        }
    };
}

typed! {
    variant: AgentVariant, mention_kinds: Vec<MentionKind>, trigger_kind: TriggerKind, trigger_status: TriggerStatus,
}

type Row = fn(Client, Asked) -> BoxFuture<'static, Result<Value, Error>>;

fn json<T: Serialize>(value: T) -> Result<Value, Error> {
    Ok(json!(value))
}

/// A row awaits its call; setters are called with the members of the query that are there.
macro_rules! rows {
    ($($name:ident($dust:ident, $asked:ident) => $call:expr $(, $setter:ident($get:ident $query:literal))*;)*) => {
        const ROWS: &[(&str, Row)] = &[$((stringify!($name), |$dust, $asked| Box::pin(async move {
            let call = $call;
            $(let call = match $asked.$get($query) {
                Some(value) => call.$setter(value),
                None => call,
            };)*
            json(call.await?)
        }))),*];
    };
}

macro_rules! source {
    ($dust:ident, $asked:ident) => {
        $dust
            .space($asked.id("spaceId"))
            .data_source($asked.id("dsId"))
    };
}

macro_rules! view {
    ($dust:ident, $asked:ident) => {
        $dust
            .space($asked.id("spaceId"))
            .data_source_view($asked.id("dsvId"))
    };
}

macro_rules! conversation {
    ($dust:ident, $asked:ident) => {
        $dust.conversation($asked.id("cId"))
    };
}

rows! {
    list_agents(dust, _asked) => dust.agents().list();
    search_agents(dust, asked) => dust.agents().search(asked.text("q").unwrap());
    get_agent(dust, asked) => dust.agent(asked.id("sId")).get(), variant(variant "variant");
    archive_agent(dust, asked) => dust.agent(asked.id("sId")).archive();
    import_agent(dust, asked) => dust.agents().import(&asked.body());
    update_agent(dust, asked) => dust.agent(asked.id("sId")).update(&asked.body());
    list_apps(dust, asked) => dust.space(asked.id("spaceId")).apps().list();
    get_run(dust, asked) => dust.space(asked.id("spaceId")).app(asked.id("aId")).run_by_id(asked.id("runId")).get();
    list_spaces(dust, asked) => dust.spaces().list(), kinds(kinds "kinds");
    list_data_sources(dust, asked) => dust.space(asked.id("spaceId")).data_sources().list();
    list_data_source_views(dust, asked) => dust.space(asked.id("spaceId")).data_source_views().list();
    get_data_source_view(dust, asked) => view!(dust, asked).get();
    update_data_source_view(dust, asked) => view!(dust, asked).update(&asked.body());
    search_data_source_view(dust, asked) => view!(dust, asked).search(asked.text("query").unwrap()), top_k(number "top_k");
    search_data_source(dust, asked) => source!(dust, asked).search(asked.text("query").unwrap()),
        top_k(number "top_k"), full_text(flag "full_text"), target_document_tokens(number "target_document_tokens"),
        timestamp_gt(number "timestamp_gt"), timestamp_lt(number "timestamp_lt"), tags_in(list "tags_in"),
        tags_not(list "tags_not"), parents_in(list "parents_in"), parents_not(list "parents_not");
    tokenize(dust, asked) => source!(dust, asked).tokenize(asked.request["body"]["text"].as_str().unwrap());
    list_documents(dust, asked) => source!(dust, asked).documents().list(),
        limit(number "limit"), offset(number "offset"), document_ids(list "document_ids");
    get_document(dust, asked) => source!(dust, asked).document(asked.id("documentId")).get();
    delete_document(dust, asked) => source!(dust, asked).document(asked.id("documentId")).delete();
    set_document_parents(dust, asked) => {
        let body: DocumentParents = asked.body();
        let call = source!(dust, asked).document(asked.id("documentId")).set_parents(body.parents);
        match body.parent_id { Some(parent) => call.parent_id(parent), None => call }
    };
    list_tables(dust, asked) => source!(dust, asked).tables().list();
    upsert_table(dust, asked) => {
        let table = asked.body();
        match asked.request["body"]["table_id"].as_str() {
            Some(id) => source!(dust, asked).table(id).upsert(&table),
            None => source!(dust, asked).tables().create(&table),
        }
    };
    get_table(dust, asked) => source!(dust, asked).table(asked.id("tId")).get();
    delete_table(dust, asked) => source!(dust, asked).table(asked.id("tId")).delete();
    list_rows(dust, asked) => source!(dust, asked).table(asked.id("tId")).rows().list(),
        limit(number "limit"), offset(number "offset");
    upsert_rows(dust, asked) => {
        let batch: RowBatch = asked.body();
        let call = source!(dust, asked).table(asked.id("tId")).rows().upsert(batch.rows);
        match batch.truncate { Some(truncate) => call.truncate(truncate), None => call }
    };
    get_row(dust, asked) => source!(dust, asked).table(asked.id("tId")).row(asked.id("rId")).get();
    delete_row(dust, asked) => source!(dust, asked).table(asked.id("tId")).row(asked.id("rId")).delete();
    search_nodes(dust, asked) => {
        let body: NodeSearch = asked.body();
        let call = dust.search(body.query.unwrap_or_default()).spaces(body.space_ids);
        let call = call.view_type(body.view_type).include_data_sources(body.include_data_sources);
        match body.node_ids { Some(ids) => call.node_ids(ids), None => call }
    }, limit(number "limit"), cursor(text "cursor");
    list_mcp_server_views(dust, asked) => dust.space(asked.id("spaceId")).tools().list(), include_auto(flag "includeAuto");
    get_me(dust, _asked) => dust.account().me();
    workspace_exists(dust, _asked) => dust.workspace().exists();
    list_triggers(dust, asked) => dust.triggers().list(), kind(trigger_kind "kind"), status(trigger_status "status"),
        agent_id(text "agentConfigurationId"), limit(number "limit"), offset(number "offset");
    get_trigger(dust, asked) => dust.trigger(asked.id("tId")).get();
    list_feedback(dust, asked) => conversation!(dust, asked).feedback();
    give_feedback(dust, asked) => {
        let body: FeedbackRequest = asked.body();
        let call = conversation!(dust, asked).message(asked.id("mId")).give_feedback(body.thumb_direction);
        let call = match body.content { Some(content) => call.content(content), None => call };
        match body.share_conversation { Some(share) => call.share_conversation(share), None => call }
    };
    withdraw_feedback(dust, asked) => conversation!(dust, asked).message(asked.id("mId")).withdraw_feedback();
    suggest_mentions(dust, asked) => dust.mentions().suggest(asked.text("query").unwrap()), select(mention_kinds "select");
    suggest_conversation_mentions(dust, asked) => conversation!(dust, asked).suggest_mentions(asked.text("query").unwrap()),
        select(mention_kinds "select");
    parse_mentions(dust, asked) => dust.mentions().parse(asked.request["body"]["markdown"].as_str().unwrap());
    upload_tool_file(dust, asked) => dust.files().upload_from_tool(&asked.body());
}

fn row(operation: &str) -> Option<Row> {
    let found = ROWS.iter().find(|(name, _)| *name == operation);
    found.map(|(_, row)| *row)
}

/// The query, `name=value` in order of the names.
fn wanted_query(asked: &Value) -> Vec<String> {
    let text = |value: &Value| {
        value
            .as_str()
            .map_or_else(|| value.to_string(), str::to_owned)
    };
    let mut query = Vec::new();
    for (name, value) in asked["query"].as_object().into_iter().flatten() {
        let one = std::slice::from_ref(value);
        let values = value.as_array().map_or(one, Vec::as_slice);
        query.extend(values.iter().map(|value| format!("{name}={}", text(value))));
    }
    query.sort();
    query
}

fn sent_query(sent: &Request) -> Vec<String> {
    let pairs = sent.url.query_pairs();
    let mut query: Vec<String> = pairs
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    query.sort();
    query
}

/// Makes the call of a recorded exchange; tells what is wrong with its request or with what it gives.
async fn replay(http: &reqwest::Client, fixture: Fixture, row: Row) -> Option<String> {
    let asked = &fixture.value["request"];
    let answer = ResponseTemplate::new(200).set_body_json(&fixture.value["response"]["body"]);
    let (server, dust) = serve_with(http, answer).await;
    let template = fixture.template();
    let result = row(
        dust,
        Asked {
            template,
            request: asked.clone(),
        },
    )
    .await;
    let sent = server.received_requests().await.unwrap().pop();
    let name = &fixture.name;
    let (given, sent) = match (result, sent) {
        (Ok(given), Some(sent)) => (given, sent),
        (result, _) => return Some(format!("{name}: {result:?}")),
    };
    let line = (sent.method.as_str(), sent.url.path(), sent_query(&sent));
    let wanted = (
        asked["method"].as_str()?,
        asked["path"].as_str()?,
        wanted_query(asked),
    );
    if line != wanted {
        return Some(format!("{name}: sent {line:?}, recorded {wanted:?}"));
    }
    if sent.body_json::<Value>().ok().as_ref() != asked.get("body") {
        return Some(format!("{name}: another body"));
    }
    let wanted = match fixture.operation()["x-returns"].as_str() {
        Some(_) if given.is_null() => return None,
        // An older name of the member: `fixtures` compares it.
        Some(member) if fixture.wanted()[member].is_null() => return None,
        Some(member) => fixture.wanted()[member].clone(),
        None => fixture.wanted(),
    };
    difference(&wanted, &given).map(|wrong| format!("{name}: {wrong}"))
}

#[tokio::test]
async fn every_call_sends_what_was_recorded() {
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let (mut tried, mut wrong) = (BTreeSet::new(), Vec::new());
    for fixture in fixtures() {
        if let Some(row) = row(fixture.id()) {
            tried.insert(fixture.id());
            wrong.extend(replay(&http, fixture, row).await);
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert_eq!(tried.len(), ROWS.len(), "a row without a recorded exchange");
}

#[test]
fn every_operation_has_a_row_or_a_reason() {
    let mut wrong = Vec::new();
    let paths = DOCUMENT["paths"].as_object().unwrap().values();
    let operations = paths.flat_map(|item| item.as_object().unwrap().values());
    let ids: BTreeSet<&str> = operations
        .filter_map(|one| one["operationId"].as_str())
        .collect();
    let recorded: Vec<Fixture> = fixtures();
    for id in &ids {
        let has_fixture = recorded.iter().any(|fixture| fixture.id() == *id);
        let elsewhere = ELSEWHERE.iter().any(|(name, _)| name == id);
        let by_hand = BY_HAND.iter().any(|(name, _)| name == id);
        let tested = match (row(id).is_some(), by_hand, elsewhere) {
            (true, false, false) | (false, true, false) => has_fixture,
            (false, false, true) => !has_fixture,
            _ => false,
        };
        if !tested {
            wrong.push(*id);
        }
    }
    let known = ELSEWHERE.iter().chain(&BY_HAND).map(|(name, _)| *name);
    wrong.extend(known.filter(|name| !ids.contains(name)));
    assert!(
        wrong.is_empty(),
        "without a recorded exchange and a row, or a reason: {wrong:?}"
    );
}
