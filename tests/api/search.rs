//! Searching nodes: which spaces, which pages; and as a stream.

use std::path::Path;

use dust_sdk::types::NodeViewType;
use dust_sdk::{Client, Error, ErrorKind, SearchResults, SearchStream};
use futures_util::StreamExt;
use serde_json::{Value, json};

use crate::support::{Act, Seen, Server, config, head, json as response, response as raw};

fn fixture(name: &str) -> (Value, Vec<u8>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let text = std::fs::read(folder.join(format!("{name}.json"))).unwrap();
    let fixture: Value = serde_json::from_slice(&text).unwrap();
    let file = fixture["response"]["bodyFile"].as_str().unwrap();
    let body = std::fs::read(folder.join(file)).unwrap();
    (fixture, body)
}

/// The events in one piece, in chunks.
fn events(body: &[u8]) -> Vec<u8> {
    let headers = [
        ("Content-Type", "text/event-stream"),
        ("Transfer-Encoding", "chunked"),
    ];
    let mut bytes = head("200 OK", &headers);
    bytes.extend_from_slice(format!("\r\n{:x}\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    bytes.extend_from_slice(b"\r\n0\r\n\r\n");
    bytes
}

fn query(seen: &Seen) -> Vec<(String, String)> {
    let url = reqwest::Url::parse(&format!("http://h{}", seen.target)).unwrap();
    let pairs = url.query_pairs().into_owned();
    let mut pairs: Vec<(String, String)> = pairs.collect();
    pairs.sort();
    pairs
}

fn body(seen: &Seen) -> Value {
    serde_json::from_slice(&seen.body).unwrap()
}

fn spaces() -> Act {
    let space = |id: &str| json!({"sId": id, "name": id, "kind": "regular", "groupIds": [], "isRestricted": false});
    Act::Send(response(
        "200 OK",
        &json!({"spaces": [space("vlt_a"), space("vlt_b")]}),
    ))
}

fn page(titles: &[&str], next: Value) -> Act {
    let node = |title: &&str| json!({"internalId": title, "title": title, "dataSourceViews": []});
    let nodes: Vec<Value> = titles.iter().map(node).collect();
    let page =
        json!({"nodes": nodes, "resultsCount": 3, "warningCode": null, "nextPageCursor": next});
    Act::Send(response("200 OK", &page))
}

/// What a stream gives: the events as they were sent, and the error at its end.
async fn all(mut stream: SearchStream) -> (Vec<Value>, Vec<Error>) {
    let (mut found, mut errors) = (Vec::new(), Vec::new());
    while let Some(item) = stream.next().await {
        match item {
            Ok(SearchResults::Nodes(nodes)) => found.push(json!({"knowledgeResults": nodes})),
            Ok(SearchResults::Tools(files)) => found.push(json!({"toolResults": files})),
            Ok(other) => panic!("{other:?}"),
            Err(error) => errors.push(error),
        }
    }
    (found, errors)
}

/// Absent members are null ones.
fn same(given: &Value, wanted: &Value) -> bool {
    match (given, wanted) {
        (Value::Object(given), Value::Object(wanted)) => wanted
            .iter()
            .all(|(key, wanted)| same(given.get(key).unwrap_or(&Value::Null), wanted)),
        (Value::Array(given), Value::Array(wanted)) => {
            given.len() == wanted.len()
                && given
                    .iter()
                    .zip(wanted)
                    .all(|(given, wanted)| same(given, wanted))
        }
        _ => given == wanted,
    }
}

#[tokio::test]
async fn spaces_are_listed_once_for_all_pages() {
    let server = Server::start(|number, _| match number {
        0 => spaces(),
        1 => page(&["1", "2"], json!("next")),
        _ => page(&["3"], Value::Null),
    })
    .await;
    let search = server.client().search("").header("x-gateway", "g");
    let titles: Vec<String> = search
        .items()
        .map(|node| node.unwrap().title)
        .collect()
        .await;
    assert_eq!(titles, ["1", "2", "3"]);
    let seen = server.seen();
    assert_eq!(seen.len(), 3);
    assert_eq!(
        (seen[0].method.as_str(), seen[0].target.as_str()),
        ("GET", "/api/v1/w/w1/spaces")
    );
    assert!(
        seen.iter()
            .all(|seen| seen.header("x-gateway") == Some("g"))
    );
    for (at, cursor) in [(1, None), (2, Some("next"))] {
        let wanted = json!({"query": "", "viewType": "all", "spaceIds": ["vlt_a", "vlt_b"], "includeDataSources": true, "limit": 25});
        assert!(same(&body(&seen[at]), &wanted), "{}", body(&seen[at]));
        let mut query_wanted = vec![("limit".to_owned(), "25".to_owned())];
        if let Some(cursor) = cursor {
            query_wanted.insert(0, ("cursor".to_owned(), cursor.to_owned()));
        }
        assert_eq!(query(&seen[at]), query_wanted);
    }
}

#[tokio::test]
async fn a_cursor_that_stays_ends_the_pages() {
    let server = Server::always(page(&["1"], json!("same"))).await;
    let pages = server.client().search("x").spaces(["vlt_a"]).pages();
    assert_eq!(pages.count().await, 2);
}

#[tokio::test]
async fn searches_that_mean_nothing_are_refused() {
    let server = Server::always(spaces()).await;
    let client = server.client();
    let search = || client.search("x").spaces(["vlt_a"]);
    let mut errors = vec![
        search().node_ids(["n"]).await.unwrap_err(),
        client.search("x").node_ids(["n"]).await.unwrap_err(),
        client
            .search("")
            .node_ids(["n"])
            .search_source_urls(true)
            .spaces(["v"])
            .await
            .unwrap_err(),
        search().limit(-1).await.unwrap_err(),
        search().limit(2_001).await.unwrap_err(),
        client.search("x").spaces(["a b"]).await.unwrap_err(),
    ];
    for stream in [
        search().limit(0).stream(),
        search().limit(101).stream(),
        client.search("").spaces(["vlt_a"]).node_ids(["n"]).stream(),
    ] {
        let (found, mut failed) = all(stream).await;
        assert_eq!((found.len(), failed.len()), (0, 1));
        errors.append(&mut failed);
    }
    for error in errors {
        assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{error}");
        assert!(error.operation().is_some(), "{error:?}");
    }
    assert_eq!(server.requests(), 0);
}

#[tokio::test]
async fn spaces_that_cannot_be_listed_are_the_error() {
    let error = json!({"error": {"type": "workspace_not_found", "message": "m"}});
    let server = Server::always(Act::Send(response("404 Not Found", &error))).await;
    let error = server.client().search("x").await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::NotFound, Some("list_spaces"))
    );
}

fn recorded(client: &Client, name: &str) -> SearchStream {
    match name {
        "sse_search_200" => {
            let spaces = ["vlt_rZ8mT4qLxW", "vlt_q2W8eR4tYu"];
            client
                .search("budget")
                .spaces(spaces)
                .limit(25)
                .view_type(NodeViewType::All)
                .stream()
        }
        "sse_search_odd_200" => {
            let search = client
                .search("")
                .spaces(["vlt_rZ8mT4qLxW"])
                .limit(1)
                .view_type(NodeViewType::Table);
            let search = search.include_data_sources(false).search_source_urls(true);
            search.stream().include_tools(true)
        }
        "sse_search_failed_200" => client.search("budget").spaces(["vlt_gone000000"]).stream(),
        _ => client.search("budget").spaces(["vlt_rZ8mT4qLxW"]).stream(),
    }
}

#[tokio::test]
async fn streams_give_what_was_recorded() {
    for name in [
        "sse_search_200",
        "sse_search_odd_200",
        "sse_search_failed_200",
        "sse_search_cut_200",
    ] {
        let (fixture, bytes) = fixture(name);
        let server = Server::always(Act::Send(events(&bytes))).await;
        let (found, errors) = all(recorded(&server.client(), name)).await;
        let seen = server.seen();
        // The end is the end: nothing is connected again.
        assert_eq!(seen.len(), 1, "{name}");
        let wanted = fixture["request"]["query"].as_object().unwrap();
        if name != "sse_search_cut_200" {
            let wanted = wanted
                .iter()
                .map(|(name, value)| (name.clone(), value.as_str().unwrap().to_owned()));
            assert_eq!(query(&seen[0]), wanted.collect::<Vec<_>>(), "{name}");
        }
        let expected = &fixture["expect"];
        let events = expected["events"].as_array().cloned().unwrap_or_default();
        assert_eq!(found.len(), events.len(), "{name}: {found:?}");
        assert!(
            found
                .iter()
                .zip(&events)
                .all(|(given, wanted)| same(given, wanted)),
            "{name}: {found:?}"
        );
        let kinds: Vec<ErrorKind> = errors.iter().map(Error::kind).collect();
        match name {
            "sse_search_failed_200" => {
                let error = &errors[0];
                assert_eq!(
                    (error.code(), error.status().unwrap().as_u16()),
                    (Some("space_not_found"), 404)
                );
                assert_eq!(
                    (kinds.as_slice(), error.operation()),
                    (&[ErrorKind::NotFound][..], Some("stream_search"))
                );
            }
            "sse_search_cut_200" => assert_eq!(kinds, [ErrorKind::Stream]),
            _ => assert_eq!(kinds, []),
        }
    }
}

#[tokio::test]
async fn a_stream_that_is_cut_loses_nothing_before() {
    let nodes = "data: {\"knowledgeResults\": {\"nodes\": []}}\n\n";
    for (rest, items, kinds) in [
        ("", 1, vec![]),
        ("data: {\"toolResults\": []}", 2, vec![]),
        ("data: {\"toolResults\": [", 1, vec![ErrorKind::Stream]),
        (
            "data: {\"toolResults\": 7}\n\ndata: {\"toolResults\": []}\n\n",
            2,
            vec![ErrorKind::Decode],
        ),
    ] {
        let server = Server::always(Act::Send(events(format!("{nodes}{rest}").as_bytes()))).await;
        let (found, errors) = all(server.client().search("x").spaces(["v"]).stream()).await;
        let found_kinds: Vec<ErrorKind> = errors.iter().map(Error::kind).collect();
        assert_eq!((found.len(), found_kinds), (items, kinds), "{rest}");
    }
    // The connection is lost while tools still work.
    let mut lost = events(nodes.as_bytes());
    lost.truncate(lost.len() - 5);
    let server = Server::always(Act::SendAndReset(lost)).await;
    let (found, errors) = all(server.client().search("x").spaces(["v"]).stream()).await;
    assert_eq!((found.len(), errors.len(), server.requests()), (1, 1, 1));
}

#[tokio::test]
async fn what_is_no_event_stream_is_refused() {
    let server = Server::always(Act::Send(raw(
        "200 OK",
        &[("Content-Type", "application/json")],
        "{}",
    )))
    .await;
    let (_, errors) = all(server.client().search("x").spaces(["v"]).stream()).await;
    assert_eq!(errors[0].kind(), ErrorKind::Decode);
}

#[tokio::test]
async fn the_sandbox_finds_by_name_and_by_tool() {
    let sandbox = dust_sandbox::Sandbox::start().await.unwrap();
    let client = Client::new(config(&sandbox)).unwrap();
    let all_nodes = client.search("").limit(2).items().count().await;
    let paged: usize = client
        .search("")
        .limit(2)
        .pages()
        .map(|page| page.unwrap().nodes.len())
        .collect::<Vec<_>>()
        .await
        .iter()
        .sum();
    assert!(all_nodes > 2, "{all_nodes}");
    assert_eq!(paged, all_nodes);
    assert_eq!(
        client.search("").spaces([""; 0]).await.unwrap().nodes.len(),
        0
    );
    let (found, errors) = all(client.search("").stream()).await;
    assert!(errors.is_empty() && !found.is_empty(), "{errors:?}");
}
