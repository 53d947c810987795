//! Documents: one upsert, and thousands against a server that fails at random.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use dust_sdk::documents::{StopReason, UpsertResult};
use dust_sdk::types::{Document, UpsertDocument, UpsertedDocument};
use dust_sdk::{Client, Error, ErrorKind};
use futures_util::{StreamExt, stream};
use serde_json::{Value, json};

use crate::support::{Act, Seen, Server, error_body, json as response, response as raw};

type Item = Result<(String, UpsertDocument), String>;

/// What the server was sent and took.
#[derive(Default)]
struct Store {
    /// Texts and tags by id.
    documents: BTreeMap<String, Value>,
    /// How often each id was sent after it was taken.
    after_success: Vec<String>,
    accepted: Vec<Instant>,
    sends: HashMap<String, usize>,
}

fn text_of(number: usize) -> String {
    format!("text of {number}")
}

fn input(numbers: impl IntoIterator<Item = usize>) -> Vec<Item> {
    let documents = numbers.into_iter().map(|number| {
        let document = Document::text(text_of(number)).title(format!("Title {number}"));
        Ok((format!("https://x.example/{number}?a=/ ü"), document))
    });
    documents.collect()
}

fn id_of(request: &Seen) -> Option<String> {
    let encoded = request.target.split("/documents/").nth(1)?;
    let decoded = encoded.replace('+', "%2B");
    let bytes = percent_decode(&decoded);
    Some(String::from_utf8(bytes).unwrap())
}

fn percent_decode(text: &str) -> Vec<u8> {
    let mut bytes = text.bytes();
    let mut decoded = Vec::new();
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => {
                let hex = [bytes.next().unwrap(), bytes.next().unwrap()];
                u8::from_str_radix(std::str::from_utf8(&hex).unwrap(), 16).unwrap()
            }
            other => other,
        });
    }
    decoded
}

/// A small generator of numbers, the same in each run.
struct Random(u64);

impl Random {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) % limit
    }
}

fn light() -> Act {
    let document =
        json!({"hash": "h", "text_size": 1, "chunk_count": 1, "token_count": 1, "created": 1});
    Act::Send(response(
        "200 OK",
        &json!({"document": document, "data_source": {"sId": "ds", "name": "ds"}}),
    ))
}

/// The answer to a list of documents by their ids.
fn list(request: &Seen, store: &Store) -> Act {
    let query = request.target.split('?').nth(1).unwrap_or_default();
    let ids = query
        .split('&')
        .filter_map(|pair| pair.strip_prefix("document_ids="));
    let found = ids.filter_map(|id| {
        let id = String::from_utf8(percent_decode(&id.replace('+', " "))).unwrap();
        let sent = store.documents.get(&id)?;
        Some(json!({
            "document_id": id, "data_source_id": "d", "timestamp": 1, "created": 1, "hash": "h", "text_size": 1,
            "chunk_count": 0, "chunks": [], "tags": sent["tags"],
        }))
    });
    let documents: Vec<Value> = found.collect();
    let total = documents.len();
    Act::Send(response(
        "200 OK",
        &json!({"documents": documents, "total": total}),
    ))
}

/// A server that takes documents, and fails one request in so many in one of five ways.
async fn server(one_in: Option<u64>, store: Arc<Mutex<Store>>) -> Server {
    let random = Mutex::new(Random(7));
    Server::start(move |_, request| {
        let mut store = store.lock().unwrap();
        let Some(id) = id_of(request) else {
            return list(request, &store);
        };
        *store.sends.entry(id.clone()).or_default() += 1;
        if store.documents.contains_key(&id) {
            store.after_success.push(id.clone());
        }
        if id.contains("/13?") || id.contains("/4711?") {
            let body = error_body("invalid_request_error", "No.");
            return Act::Send(raw("400 Bad Request", &[], body));
        }
        let fault = match one_in {
            Some(one_in) => {
                let mut random = random.lock().unwrap();
                (random.below(one_in) == 0).then(|| random.below(4))
            }
            None => None,
        };
        let refused = |status: &str, code: &str| {
            Act::Send(raw(status, &[("retry-after", "0")], error_body(code, "m")))
        };
        match fault {
            Some(0) => return refused("429 Too Many Requests", "rate_limit_error"),
            Some(1) => return refused("500 Internal Server Error", "internal_server_error"),
            Some(2) => return Act::SendAndReset(Vec::new()),
            Some(_) => return refused("503 Service Unavailable", "service_unavailable"),
            None => {}
        }
        store.accepted.push(Instant::now());
        let body = serde_json::from_slice(&request.body).unwrap();
        store.documents.insert(id, body);
        light()
    })
    .await
}

fn documents(client: &Client) -> dust_sdk::documents::Documents {
    client.space("s").data_source("ds").documents()
}

#[tokio::test]
async fn an_upsert_asks_for_the_light_answer() {
    let store = Arc::default();
    let server = server(None, Arc::clone(&store)).await;
    let client = server.client();
    let folder = client.space("s").data_source("my data");
    let document = folder.document("a/b c?");
    let answer = document.upsert(&Document::text("x")).await.unwrap();
    assert!(matches!(answer, UpsertedDocument::Light(_)));
    let seen = &server.seen()[0];
    assert_eq!(
        (seen.method.as_str(), seen.target.as_str()),
        (
            "POST",
            "/api/v1/w/w1/spaces/s/data_sources/my%20data/documents/a%2Fb%20c%3F"
        )
    );
    let body: Value = serde_json::from_slice(&seen.body).unwrap();
    assert_eq!(body, json!({"text": "x", "light_document_output": true}));
    for refused in [
        folder.document("..").upsert(&Document::text("x")),
        folder.document("x").upsert(&UpsertDocument::default()),
    ] {
        let error = refused.await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    }
    assert_eq!(server.requests(), 1);
}

#[tokio::test]
async fn all_are_taken_once_by_a_server_that_fails() {
    const COUNT: usize = 5_000;
    const WINDOW: Duration = Duration::from_millis(500);
    const RATE: usize = 125;
    let store = Arc::default();
    let server = server(Some(12), Arc::clone(&store)).await;
    let client = server.client();
    let upserts = documents(&client).upsert_all(stream::iter(input(0..COUNT)));
    // Longer than the window that is checked: on a busy machine a request arrives late.
    let mut upserts = upserts.rate(RATE, WINDOW + WINDOW / 5).concurrency(16);
    let mut seen = BTreeSet::new();
    let mut failed = Vec::new();
    while let Some(outcome) = upserts.next().await {
        assert!(seen.insert(outcome.id.clone()), "{} twice", outcome.id);
        if let UpsertResult::Failed(error) = outcome.result {
            assert_eq!(error.kind(), ErrorKind::InvalidRequest, "{error}");
            failed.push(outcome.id);
        }
    }
    let summary = upserts.summary();
    assert_eq!((summary.sent, summary.failed), (COUNT - 2, 2));
    assert_eq!((seen.len(), failed.len()), (COUNT, 2));
    assert!(upserts.stop_reason().is_none() && upserts.not_sent().is_empty());

    let store = store.lock().unwrap();
    assert_eq!(store.documents.len(), COUNT - 2);
    assert_eq!(store.after_success, [""; 0]);
    for number in (0..COUNT).filter(|number| ![13, 4711].contains(number)) {
        let id = format!("https://x.example/{number}?a=/ ü");
        assert_eq!(store.documents[&id]["text"], text_of(number), "{id}");
    }
    assert!(failed.iter().all(|id| store.sends[id] == 1));
    let most = (0..store.accepted.len()).map(|first| {
        let until = store.accepted[first] + WINDOW;
        store.accepted[first..].partition_point(|accepted| *accepted < until)
    });
    let most = most.max().unwrap();
    assert!(most <= RATE, "{most} in a window");
}

#[tokio::test]
async fn a_run_goes_on_where_it_was_broken_off() {
    let store = Arc::default();
    let server = server(None, Arc::clone(&store)).await;
    let client = server.client();
    let run = |numbers: std::ops::Range<usize>| {
        let input = stream::iter(input(numbers));
        documents(&client)
            .upsert_all(input)
            .rate(100_000, Duration::from_secs(1))
            .skip_unchanged()
    };
    let mut first = run(1_000..1_300);
    for _ in 0..100 {
        first.next().await.unwrap();
    }
    drop(first);
    let taken = store.lock().unwrap().documents.len();
    assert!((100..=104).contains(&taken), "{taken}");
    let mut second = run(1_000..1_300);
    while second.next().await.is_some() {}
    let summary = second.summary();
    assert_eq!((summary.sent + summary.unchanged, summary.failed), (300, 0));
    // What was on its way when the first run was dropped may have been taken or not.
    assert!((96..=104).contains(&summary.unchanged), "{summary:?}");
    let mut third = run(1_000..1_300);
    while third.next().await.is_some() {}
    assert_eq!(third.summary().unchanged, 300);
    assert_eq!(store.lock().unwrap().documents.len(), 300);
}

/// Takes a document after a while, the longer the sooner it came, and keeps the text that it took last.
async fn slow_server(tags: Value) -> (Server, Arc<Mutex<Vec<String>>>) {
    let taken = Arc::<Mutex<Vec<String>>>::default();
    let texts = taken.clone();
    let server = Server::start(move |number, request| {
        if id_of(request).is_none() {
            let known = json!({"document_id": "a", "data_source_id": "d", "hash": "h", "tags": tags, "chunks": []});
            let answer = json!({"documents": [known], "total": 1});
            return Act::Send(response("200 OK", &answer));
        }
        std::thread::sleep(Duration::from_millis(200_u64.saturating_sub(50 * number as u64)));
        let body: Value = serde_json::from_slice(&request.body).unwrap();
        texts.lock().unwrap().push(body["text"].as_str().unwrap().to_owned());
        light()
    })
    .await;
    (server, taken)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 6)]
async fn documents_of_one_id_go_one_after_the_other() {
    let (server, taken) = slow_server(json!([])).await;
    let input =
        ["1", "2", "3", "4"].map(|text| Ok::<_, String>(("a".to_owned(), Document::text(text))));
    let mut upserts = documents(&server.client()).upsert_all(stream::iter(input));
    while upserts.next().await.is_some() {}
    assert_eq!(upserts.summary().sent, 4);
    assert_eq!(*taken.lock().unwrap(), ["1", "2", "3", "4"]);
}

/// What the server has is compared with what it will have after the documents before.
#[tokio::test]
async fn an_earlier_document_of_the_id_makes_a_change() {
    let (server, taken) = slow_server(json!([])).await;
    let input = |texts: &[&str]| {
        let items = texts
            .iter()
            .map(|text| Ok::<_, String>(("a".to_owned(), Document::text(*text))));
        stream::iter(items.collect::<Vec<_>>())
    };
    let mut first = documents(&server.client())
        .upsert_all(input(&["old"]))
        .skip_unchanged();
    while first.next().await.is_some() {}
    let seen = server.seen();
    let sent = seen
        .iter()
        .find(|request| id_of(request).is_some())
        .unwrap();
    let body: Value = serde_json::from_slice(&sent.body).unwrap();

    let (server, taken_then) = slow_server(body["tags"].clone()).await;
    let mut second = documents(&server.client())
        .upsert_all(input(&["new", "old"]))
        .skip_unchanged();
    while second.next().await.is_some() {}
    assert_eq!(*taken.lock().unwrap(), ["old"]);
    assert_eq!(*taken_then.lock().unwrap(), ["new", "old"]);
    assert_eq!((second.summary().sent, second.summary().unchanged), (2, 0));
    // The same alone is there already.
    let mut third = documents(&server.client())
        .upsert_all(input(&["old"]))
        .skip_unchanged();
    while third.next().await.is_some() {}
    assert_eq!(third.summary().unchanged, 1);
}

#[tokio::test]
async fn a_dropped_run_gives_its_places_back() {
    let store = Arc::default();
    let server = server(None, Arc::clone(&store)).await;
    let client = server.client();
    let hour = Duration::from_secs(3600);
    let mut first = documents(&client)
        .upsert_all(stream::iter(input(0..50)))
        .rate(2, hour)
        .concurrency(50);
    first.next().await.unwrap();
    first.next().await.unwrap();
    drop(first);
    // Two more fit into a window of four, unless those that were never sent still have theirs.
    let mut second = documents(&client)
        .upsert_all(stream::iter(input(50..52)))
        .rate(4, hour);
    let both = async { while second.next().await.is_some() {} };
    tokio::time::timeout(Duration::from_secs(10), both)
        .await
        .unwrap();
    assert_eq!(store.lock().unwrap().documents.len(), 4);
}

#[tokio::test]
async fn what_no_document_can_pass_ends_the_run() {
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
        (
            "404 Not Found",
            "data_source_not_found",
            ErrorKind::NotFound,
        ),
    ] {
        let act = Act::Send(raw(status, &[], error_body(code, "m")));
        let server = Server::always(act).await;
        let client = server.client();
        let upserts = documents(&client).upsert_all(stream::iter(input(0..50)));
        let mut upserts = upserts.rate(2, Duration::from_secs(60));
        let mut outcomes = Vec::new();
        while let Some(outcome) = upserts.next().await {
            outcomes.push(outcome);
        }
        let stop = upserts.stop_reason();
        assert!(
            matches!(stop, Some(StopReason::Refused(got)) if *got == kind),
            "{stop:?}"
        );
        assert_eq!(outcomes.len(), server.requests());
        assert!(server.requests() <= 2, "{}", server.requests());
        // Each of the four that were pulled is told of, and the rest is still there.
        assert_eq!(outcomes.len() + upserts.not_sent().len(), 4);
        let rest: Vec<Item> = upserts.into_rest().collect().await;
        assert_eq!(rest.len(), 46);
    }
}

#[tokio::test]
async fn an_error_of_the_input_ends_the_run() {
    let store = Arc::default();
    let server = server(None, Arc::clone(&store)).await;
    let mut items = input(0..3);
    items.push(Err("the disk is gone".to_owned()));
    items.extend(input(10..12));
    let mut upserts = documents(&server.client()).upsert_all(stream::iter(items));
    let mut done = 0;
    while upserts.next().await.is_some() {
        done += 1;
    }
    assert!(
        matches!(upserts.stop_reason(), Some(StopReason::Input(text)) if text == "the disk is gone")
    );
    assert_eq!(done + upserts.not_sent().len(), 3);
    assert_eq!(upserts.into_rest().count().await, 2);
}

#[tokio::test]
async fn a_single_upsert_counts_in_the_window() {
    let store = Arc::default();
    let server = server(None, Arc::clone(&store)).await;
    let client = server.client();
    let single = client
        .clone()
        .space("s")
        .data_source("ds")
        .document("single");
    single.upsert(&Document::text("x")).await.unwrap();
    let start = Instant::now();
    let upserts = documents(&client).upsert_all(stream::iter(input(0..2)));
    let mut upserts = upserts.rate(2, Duration::from_secs(1));
    while upserts.next().await.is_some() {}
    assert!(
        start.elapsed() > Duration::from_millis(700),
        "{:?}",
        start.elapsed()
    );
}

#[tokio::test]
async fn tables_are_listed_made_and_written() {
    let table = json!({"name": "t", "table_id": "t1", "description": "d", "timestamp": 1, "tags": [], "parents": []});
    let one = json!({"table": table});
    let server = Server::start(move |number, _| {
        let (one, table) = (&one, &table);
        Act::Send(match number {
            0 => response("200 OK", &json!({"tables": [table]})),
            1 => response("200 OK", &json!([table])),
            2 => raw(
                "500 Internal Server Error",
                &[],
                error_body("internal_server_error", "m"),
            ),
            3 => raw(
                "500 Internal Server Error",
                &[],
                error_body("internal_server_error", "m"),
            ),
            _ => response("200 OK", one),
        })
    })
    .await;
    let client = server.client();
    let folder = client.space("s").data_source("ds");
    for _ in 0..2 {
        assert_eq!(folder.tables().list().await.unwrap()[0].table_id, "t1");
    }
    let new = dust_sdk::types::NewTable::new("d", "t", "T");
    let error: Error = folder.tables().create(&new).await.unwrap_err();
    assert_eq!((error.kind(), error.attempts()), (ErrorKind::Server, 1));
    let written = folder.table("my/table").upsert(&new).await.unwrap();
    assert_eq!((written.name.as_str(), server.requests()), ("t", 5));
    let body: Value = serde_json::from_slice(&server.seen()[4].body).unwrap();
    assert_eq!(body["table_id"], "my/table");
}

#[tokio::test]
async fn a_large_document_is_written_in_parts() {
    let store = Arc::default();
    let server = server(None, Arc::clone(&store)).await;
    let item: Item = Ok((
        "big".to_owned(),
        Document::text("one\n\ntwo\n\nthree").title("T"),
    ));
    let run = || {
        let upserts = documents(&server.client()).upsert_all(stream::iter(vec![item.clone()]));
        upserts.split_over(6).skip_unchanged()
    };
    let ids: BTreeSet<String> = run().map(|outcome| outcome.id).collect().await;
    assert_eq!(
        ids,
        ["big", "big#part-2", "big#part-3"]
            .map(str::to_owned)
            .into()
    );
    let text = |id: &str| store.lock().unwrap().documents[id]["text"].clone();
    assert_eq!(
        (text("big"), text("big#part-3")),
        (json!("one\n\n"), json!("three"))
    );
    let mut again = run();
    while again.next().await.is_some() {}
    assert_eq!(again.summary().unchanged, 3);
}

#[tokio::test]
async fn a_queued_document_is_waited_for() {
    let sandbox = dust_sandbox::Sandbox::builder().merge_delay(Duration::from_millis(300));
    let sandbox = sandbox.start().await.unwrap();
    let client = Client::new(crate::support::config(&sandbox)).unwrap();
    let folder = client
        .space(sandbox.space_id())
        .data_source(sandbox.data_source_id());
    let queued = Document::text("later").queued(true);
    let document = folder.document("later");
    let late = document
        .upsert(&queued)
        .wait_until_searchable(Duration::from_millis(100));
    assert_eq!(late.await.unwrap_err().kind(), ErrorKind::Timeout);
    let read = document
        .upsert(&queued)
        .wait_until_searchable(Duration::from_secs(20));
    let read = read.await.unwrap();
    assert_eq!(
        (read.document_id.as_str(), read.text.as_deref()),
        ("later", Some("later"))
    );
    assert!(read.timestamp.unwrap() > 1_700_000_000_000);
}
