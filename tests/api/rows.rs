//! Rows: thousands against a server that fails at random, batches that are refused, and what the server queues.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use dust_sandbox::Sandbox;
use dust_sdk::tables::{Rows, RowsOutcome, StopReason};
use dust_sdk::types::{Cell, NewTable, TableRow};
use dust_sdk::{Client, ErrorKind};
use futures_util::stream;
use serde_json::{Value, json};

use crate::support::{Act, Server, config, error_body, json as response, response as raw};

type Item = Result<TableRow, String>;

/// What the server took: each batch, and the rows as they are.
#[derive(Default)]
struct Store {
    batches: Vec<Value>,
    rows: BTreeMap<String, Value>,
    requests: usize,
}

impl Store {
    fn store(&mut self, body: &Value) {
        if body["truncate"] == json!(true) {
            self.rows.clear();
        }
        for row in body["rows"].as_array().unwrap() {
            self.rows.insert(
                row["row_id"].as_str().unwrap().to_owned(),
                row["value"].clone(),
            );
        }
        self.batches.push(body.clone());
    }
}

/// A server that takes rows unless `refuse` gives another answer to a request.
async fn server(
    store: &Arc<Mutex<Store>>,
    refuse: impl Fn(usize, &Value) -> Option<Act> + Send + Sync + 'static,
) -> Server {
    let store = Arc::clone(store);
    Server::start(move |_, seen| {
        if seen.method == "GET" {
            return Act::Send(raw(
                "404 Not Found",
                &[],
                error_body("table_not_found", "m"),
            ));
        }
        let body: Value = serde_json::from_slice(&seen.body).unwrap();
        let mut store = store.lock().unwrap();
        store.requests += 1;
        if let Some(act) = refuse(store.requests - 1, &body) {
            return act;
        }
        store.store(&body);
        let table = json!({"name": "t", "table_id": "t", "description": "", "schema": null});
        Act::Send(response("200 OK", &json!({"table": table})))
    })
    .await
}

fn failure(status: &str, code: &str) -> Option<Act> {
    Some(Act::Send(raw(
        status,
        &[("retry-after", "0")],
        error_body(code, "m"),
    )))
}

fn rows(client: &Client) -> Rows {
    client.space("s").data_source("ds").table("my table").rows()
}

fn input(numbers: std::ops::Range<usize>) -> Vec<Item> {
    let row =
        |number: usize| TableRow::of(format!("r{number}"), [("n", Cell::from(number as i64))]);
    numbers.map(|number| Ok(row(number))).collect()
}

async fn outcomes<S>(
    mut run: dust_sdk::tables::UpsertAllRows<S, String>,
) -> (Vec<RowsOutcome>, dust_sdk::tables::UpsertAllRows<S, String>)
where
    S: futures_core::Stream<Item = Item>,
{
    let mut all = Vec::new();
    while let Some(outcome) = run.next().await {
        all.push(outcome);
    }
    (all, run)
}

fn failed(outcomes: &[RowsOutcome]) -> Vec<&str> {
    let failed = outcomes.iter().filter(|outcome| outcome.result.is_err());
    failed
        .flat_map(|outcome| outcome.row_ids.iter().map(String::as_str))
        .collect()
}

#[tokio::test]
async fn all_rows_are_taken_by_a_server_that_fails() {
    const COUNT: usize = 20_000;
    let store = Arc::default();
    let server = server(&store, |number, _| match number % 5 {
        1 => failure("503 Service Unavailable", "service_unavailable"),
        3 => Some(Act::SendAndReset(Vec::new())),
        _ if number % 7 == 6 => failure("429 Too Many Requests", "rate_limit_error"),
        _ => None,
    })
    .await;
    let run = rows(&server.client()).upsert_all(stream::iter(input(0..COUNT)));
    let (outcomes, run) = outcomes(run.merge_pause(90, Duration::ZERO)).await;
    assert_eq!(failed(&outcomes), [""; 0]);
    let ids: usize = outcomes.iter().map(|outcome| outcome.row_ids.len()).sum();
    assert_eq!(
        (ids, run.summary().sent, run.summary().batches),
        (COUNT, COUNT, 40)
    );
    let store = store.lock().unwrap();
    assert_eq!(store.rows.len(), COUNT);
    assert!(
        store
            .batches
            .iter()
            .all(|batch| batch["rows"].as_array().unwrap().len() == 500)
    );
    assert!(
        store
            .batches
            .iter()
            .all(|batch| batch.get("truncate").is_none())
    );
    assert_eq!(store.rows["r17"], json!({"n": 17}));
}

#[tokio::test]
async fn rows_that_are_refused_are_found() {
    let store = Arc::default();
    let server = server(&store, |_, body| {
        let is_bad = |row: &Value| ["r13", "r900"].contains(&row["row_id"].as_str().unwrap());
        let has_bad = body["rows"].as_array().unwrap().iter().any(is_bad);
        has_bad
            .then(|| failure("400 Bad Request", "invalid_request_error"))
            .flatten()
    })
    .await;
    let mut items = input(0..1_000);
    items[20] = Ok(TableRow::of("r20", [("Not a Column", 1)]));
    let run = rows(&server.client())
        .upsert_all(stream::iter(items))
        .truncate();
    let (outcomes, run) = outcomes(run).await;
    let mut bad = failed(&outcomes);
    bad.sort_unstable();
    assert_eq!(bad, ["r13", "r20", "r900"]);
    assert_eq!((run.summary().sent, run.summary().failed), (997, 3));
    let store = store.lock().unwrap();
    assert_eq!(store.rows.len(), 997);
    // The first that was taken replaces what is there, and no other does.
    let truncating: Vec<bool> = store
        .batches
        .iter()
        .map(|batch| batch["truncate"] == json!(true))
        .collect();
    assert!(
        truncating[0] && !truncating[1..].contains(&true),
        "{truncating:?}"
    );
    // To find a row takes two requests a halving.
    assert!(store.requests <= 2 + 2 * 2 * 9, "{}", store.requests);
}

#[tokio::test]
async fn rows_of_one_id_go_one_after_the_other() {
    let store = Arc::default();
    let server = server(&store, |_, _| None).await;
    let items: Vec<Item> = (0..3)
        .map(|number| Ok(TableRow::of("same", [("n", number)])))
        .collect();
    let (outcomes, _) = outcomes(rows(&server.client()).upsert_all(stream::iter(items))).await;
    assert_eq!(outcomes.len(), 3);
    let store = store.lock().unwrap();
    assert_eq!(
        (store.batches.len(), &store.rows["same"]),
        (3, &json!({"n": 2}))
    );
}

#[tokio::test]
async fn an_empty_input_empties_only_what_it_replaces() {
    for truncate in [false, true] {
        let store = Arc::default();
        let server = server(&store, |_, _| None).await;
        let run = rows(&server.client()).upsert_all(stream::iter(Vec::<Item>::new()));
        let (outcomes, _) = outcomes(if truncate { run.truncate() } else { run }).await;
        assert_eq!(outcomes.len(), 0);
        let batches = store.lock().unwrap().batches.clone();
        let wanted = truncate.then(|| json!({"rows": [], "truncate": true}));
        assert_eq!(batches, Vec::from_iter(wanted));
    }
    // Rows that all fail replace nothing.
    let store = Arc::default();
    let server = server(&store, |_, _| None).await;
    let items: Vec<Item> = vec![Ok(TableRow::of("a", [("B", 1)]))];
    let (outcomes, _) = outcomes(
        rows(&server.client())
            .upsert_all(stream::iter(items))
            .truncate(),
    )
    .await;
    assert_eq!((failed(&outcomes), server.requests()), (vec!["a"], 0));
}

#[tokio::test]
async fn a_run_stops_where_no_row_can_succeed() {
    for (status, code, kind) in [
        (
            "401 Unauthorized",
            "invalid_api_key_error",
            ErrorKind::Authentication,
        ),
        (
            "403 Forbidden",
            "data_source_auth_error",
            ErrorKind::Permission,
        ),
        // The server says no more of an unknown table; the table is looked up.
        (
            "500 Internal Server Error",
            "internal_server_error",
            ErrorKind::NotFound,
        ),
    ] {
        let store = Arc::default();
        let server = server(&store, move |_, _| failure(status, code)).await;
        let run = rows(&server.client()).upsert_all(stream::iter(input(0..5_000)));
        let (outcomes, run) = outcomes(run).await;
        let stop = run.stop_reason();
        assert!(
            matches!(stop, Some(StopReason::Refused(got)) if *got == kind),
            "{stop:?}"
        );
        assert_eq!((outcomes.len(), outcomes[0].row_ids.len()), (1, 500));
        assert_eq!(store.lock().unwrap().requests, 1);
        let told = 500 + run.not_sent().len();
        assert!(told <= 1_500, "{told}");
        let rest = run.into_rest();
        assert_eq!(told + futures_util::StreamExt::count(rest).await, 5_000);
    }
}

#[tokio::test]
async fn an_error_of_the_input_ends_the_run() {
    let store = Arc::default();
    let server = server(&store, |_, _| None).await;
    let mut items = input(0..600);
    items.push(Err("the disk is gone".to_owned()));
    let (_, run) = outcomes(rows(&server.client()).upsert_all(stream::iter(items))).await;
    assert!(
        matches!(run.stop_reason(), Some(StopReason::Input(text)) if text == "the disk is gone")
    );
    assert_eq!(run.summary().sent + run.not_sent().len(), 600);
}

#[tokio::test]
async fn the_server_is_left_to_merge_its_queue() {
    let sandbox = Sandbox::builder()
        .merge_delay(Duration::from_millis(200))
        .start()
        .await
        .unwrap();
    let client = Client::new(config(&sandbox)).unwrap();
    let folder = client
        .space(sandbox.space_id())
        .data_source(sandbox.data_source_id());
    let table = folder.table("bulk");
    table
        .upsert(&NewTable::new("d", "bulk", "Bulk"))
        .await
        .unwrap();
    let run = table.rows().upsert_all(stream::iter(input(0..60_000)));
    let start = Instant::now();
    let (outcomes, run) = outcomes(run.merge_pause(50, Duration::from_millis(400))).await;
    assert_eq!((failed(&outcomes), run.summary().batches), (vec![], 120));
    assert!(
        start.elapsed() >= Duration::from_millis(800),
        "{:?}",
        start.elapsed()
    );
    // More than 100 batches, and none was refused.
    let refused = sandbox
        .requests()
        .iter()
        .filter(|request| request.method() == "POST")
        .count();
    assert_eq!(refused, 121);
    let last = TableRow::of("r59999", [("n", Cell::from("59999"))]);
    let deadline = Duration::from_secs(20);
    table
        .rows()
        .wait_until_merged(&last, deadline)
        .await
        .unwrap();
    assert_eq!(
        table.rows().list().limit(1).await.unwrap().total,
        Some(60_000)
    );
    let never = TableRow::of("r1", [("n", 2)]);
    let error = table
        .rows()
        .wait_until_merged(&never, Duration::from_millis(300))
        .await
        .unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
}

#[derive(serde::Serialize)]
struct Lead {
    name: &'static str,
    seats: Option<u32>,
    since: Cell,
}

#[test]
fn rows_from_structs_keep_their_types() {
    let lead = Lead {
        name: "Acme",
        seats: None,
        since: Cell::date_time(5),
    };
    let row = TableRow::from_struct("acme", &lead).unwrap();
    let wanted = TableRow::of(
        "acme",
        [
            ("name", Cell::from("Acme")),
            ("seats", Cell::Null),
            ("since", Cell::date_time(5)),
        ],
    );
    assert_eq!(row, wanted);
    let error = TableRow::from_struct("x", &[1]).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::InvalidArgument);
}
