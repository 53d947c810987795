//! What the server says when something is wrong with data sources, documents, tables, views and searches: each row of
//! `data_errors.json` is answered to the call of its operation, and gives a kind, a code and a number of requests.

use dust_sdk::types::{DataSourceViewPatch, Document, NewTable, TableRow};
use dust_sdk::{Client, Error, Method};
use futures_util::future::BoxFuture;
use serde_json::{Value, from_value, json};

use crate::support::{Act, Server, response};

/// Makes the call of an operation; gives its error.
fn call(dust: Client, operation: &str) -> BoxFuture<'static, Option<Error>> {
    let source = dust.space("vlt_a").data_source("dts_1");
    let view = dust.space("vlt_a").data_source_view("dsv_1");
    let table = source.table("t");
    macro_rules! error_of {
        ($call:expr) => {{
            let call = $call;
            Box::pin(async move { call.await.err() })
        }};
    }
    match operation {
        "*" => error_of!(dust.request(
            Method::GET,
            "spaces/vlt_a/data_sources/dts_1/check_upsert_queue"
        )),
        "get_document" => error_of!(source.document("d").get()),
        "upsert_document" => error_of!(source.document("d").upsert(&Document::text("x"))),
        "list_data_sources" => error_of!(dust.space("vlt_a").data_sources().list()),
        "search_data_source" => error_of!(source.search("x")),
        "tokenize" => error_of!(source.tokenize("x")),
        "get_table" => error_of!(table.get()),
        "delete_table" => error_of!(table.delete()),
        "upsert_table" => error_of!(source.tables().create(&NewTable::new("d", "t", "T"))),
        "delete_row" => error_of!(table.row("r").delete()),
        "get_row" => error_of!(table.row("r").get()),
        "list_rows" => error_of!(table.rows().list()),
        "upsert_rows" => error_of!(table.rows().upsert([TableRow::of("r", [("a", 1)])])),
        "get_data_source_view" => error_of!(view.get()),
        "update_data_source_view" => {
            let patch: DataSourceViewPatch =
                from_value(json!({"parentsToAdd": ["a"], "parentsToRemove": []})).unwrap();
            error_of!(view.update(&patch))
        }
        "search_nodes" => error_of!(dust.search("x").spaces(["vlt_a"])),
        "upload_tool_file" => {
            let file = from_value(json!({"serverViewId": "msv_1", "externalId": "f"})).unwrap();
            error_of!(dust.files().upload_from_tool(&file))
        }
        other => panic!("no call of {other}"),
    }
}

/// What is wrong with the error of a row.
async fn wrong(row: &Value) -> Option<String> {
    let status = row["status"].as_u64().unwrap();
    let kind = row["contentType"].as_str().unwrap();
    let body = row["body"].to_string();
    // The wait between attempts is no part of the row.
    let headers = [("Content-Type", kind), ("Retry-After", "0")];
    let answer = response(&format!("{status} X"), &headers, body);
    let server = Server::always(Act::Send(answer)).await;
    let error = call(server.client(), row["operation"].as_str().unwrap()).await;
    let Some(error) = error else {
        return Some("no error".to_owned());
    };
    let requests = match row["repeat"].as_str().unwrap() {
        text if text.starts_with("no") => 1,
        _ => 3,
    };
    let inner = &row["body"]["error"]["data_source_error"]["code"];
    let got = json!([
        error.kind().as_str(),
        error.status().unwrap().as_u16(),
        error.code(),
        error.inner_code(),
        server.requests()
    ]);
    let kind = snake(row["kind"].as_str().unwrap());
    let wanted = json!([kind, status, row["body"]["error"]["type"], inner, requests]);
    let message = row["body"]["error"]["message"].as_str().unwrap();
    if got != wanted {
        return Some(format!("gave {got}, not {wanted}"));
    }
    let start = message.trim_end_matches('.');
    (!error.message().starts_with(start)).then(|| format!("said {:?}", error.message()))
}

/// A kind as its label.
fn snake(kind: &str) -> String {
    let mut label = String::new();
    for c in kind.chars() {
        if c.is_uppercase() && !label.is_empty() {
            label.push('_');
        }
        label.extend(c.to_lowercase());
    }
    label
}

#[tokio::test]
async fn every_refusal_has_a_kind_and_a_number_of_requests() {
    let rows: Vec<Value> = serde_json::from_str(include_str!("data_errors.json")).unwrap();
    assert!(rows.len() >= 29, "{} rows", rows.len());
    let mut found = Vec::new();
    for row in &rows {
        if let Some(wrong) = wrong(row).await {
            found.push(format!("{}: {wrong}", row["case"]));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}
