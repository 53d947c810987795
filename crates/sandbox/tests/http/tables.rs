//! Tables and rows: written, queued and merged, listed, deleted.

use std::time::Duration;

use dust_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::support::{Dust, answer, error};

fn tables(dust: &Dust) -> String {
    let (space, source) = (dust.sandbox.space_id(), dust.sandbox.data_source_id());
    format!("spaces/{space}/data_sources/{source}/tables")
}

fn rows(dust: &Dust) -> String {
    format!("{}/contracts-2026/rows", tables(dust))
}

fn table(name: &str) -> Value {
    json!({ "name": name, "title": "", "description": "" })
}

fn row(id: &str, value: Value) -> Value {
    json!({ "rows": [{ "row_id": id, "value": value }] })
}

/// A server that merges rows soon.
async fn soon() -> Dust {
    Dust::of(Sandbox::builder().merge_delay(Duration::from_millis(80))).await
}

#[tokio::test]
async fn tables_are_written_by_their_id_or_get_one() {
    let dust = Dust::start().await;
    let mut named = table("leads");
    named["table_id"] = "my leads".into();
    named["id"] = "ignored".into();
    let written = dust.post(&tables(&dust), &named).await.ok()["table"].clone();
    assert_eq!(
        (&written["table_id"], written.get("parent_id")),
        (&json!("my leads"), None)
    );
    let path = format!("{}/my%20leads", tables(&dust));
    let got = dust.get(&path).await.ok()["table"].clone();
    assert_eq!(
        (&got["parent_id"], &got["schema"]),
        (&Value::Null, &Value::Null)
    );
    named["title"] = "Leads".into();
    dust.post(&tables(&dust), &named).await.ok();
    assert_eq!(dust.get(&path).await.ok()["table"]["title"], "Leads");
    let mut ids = Vec::new();
    for name in ["a", "b"] {
        let made = dust.post(&tables(&dust), &table(name)).await.ok();
        ids.push(made["table"]["table_id"].clone());
    }
    assert_ne!(ids[0], ids[1]);
    // A name that is taken is a failure of the server.
    assert_eq!(
        dust.post(&tables(&dust), &table("leads")).await.error(),
        error(500, "internal_server_error")
    );
}

#[tokio::test]
async fn tables_that_are_not_valid_are_refused() {
    let dust = Dust::start().await;
    let mut remote = table("a");
    remote["mime_type"] = "text/csv".into();
    for body in [json!({ "name": "a" }), remote] {
        let got = dust.post(&tables(&dust), &body).await;
        assert_eq!(got.error(), error(400, "invalid_request_error"), "{body}");
    }
}

#[tokio::test]
async fn a_delete_answers_nothing_and_needs_a_builder() {
    let dust = Dust::start().await;
    for id in ["contracts-2026", "none"] {
        let deleted = dust.delete(&format!("{}/{id}", tables(&dust))).await;
        assert_eq!((deleted.status, deleted.bytes.len()), (200, 0));
    }
    let got = dust.get(&format!("{}/contracts-2026", tables(&dust))).await;
    assert_eq!(got.error(), error(404, "table_not_found"));
    for (builder, wanted) in [
        (Sandbox::builder(), error(403, "workspace_auth_error")),
        (
            Sandbox::builder().older_server(),
            error(404, "data_source_not_found"),
        ),
    ] {
        let dust = Dust::of(builder).await;
        let url = dust.url(&format!("{}/none", tables(&dust)));
        let request = dust
            .http
            .delete(url)
            .bearer_auth(dust.sandbox.non_admin_api_key());
        assert_eq!(answer(request).await.error(), wanted);
    }
}

#[tokio::test]
async fn older_servers_list_tables_bare() {
    let dust = Dust::of(Sandbox::builder().older_server()).await;
    assert_eq!(
        dust.get(&tables(&dust)).await.ok()[0]["table_id"],
        "contracts-2026"
    );
}

#[tokio::test]
async fn rows_are_merged_after_a_pause() {
    let dust = soon().await;
    let first = dust
        .post(&rows(&dust), &row("initech", json!({ "seats": 1.5 })))
        .await
        .ok();
    // The answer shows what is known, which lags.
    assert_eq!(first["table"]["schema"][3]["value_type"], "int");
    dust.post(&rows(&dust), &row("initech", json!({ "seats": 2.5 })))
        .await
        .ok();
    let path = format!("{}/initech", rows(&dust));
    assert_eq!(
        dust.get(&path).await.error(),
        error(500, "internal_server_error")
    );
    tokio::time::sleep(Duration::from_millis(100)).await;
    let merged = dust.get(&path).await.ok();
    assert_eq!(
        merged["row"],
        json!({ "row_id": "initech", "value": { "seats": 2.5 } })
    );
    let table = dust
        .get(&format!("{}/contracts-2026", tables(&dust)))
        .await
        .ok();
    assert_eq!(table["table"]["schema"][3]["value_type"], "float");
}

#[tokio::test]
async fn truncating_replaces_at_once_and_drops_the_queue() {
    let dust = soon().await;
    dust.post(&rows(&dust), &row("queued", json!({ "a": 1 })))
        .await
        .ok();
    let mut truncating = row("only", json!({ "a": 1 }));
    truncating["truncate"] = true.into();
    dust.post(&rows(&dust), &truncating).await.ok();
    tokio::time::sleep(Duration::from_millis(100)).await;
    let page = dust.get(&rows(&dust)).await.ok();
    assert_eq!(
        (&page["total"], &page["rows"][0]["row_id"]),
        (&json!(1), &json!("only"))
    );
    let emptying = json!({ "rows": [], "truncate": true });
    let emptied = dust.post(&rows(&dust), &emptying).await.ok();
    assert_eq!(emptied["table"]["schema"], Value::Null);
}

#[tokio::test]
async fn rows_have_pages() {
    let dust = Dust::start().await;
    let page = dust
        .get(&format!("{}?limit=1&offset=1", rows(&dust)))
        .await
        .ok();
    let row = json!({ "row_id": "globex", "value": { "customer": "Globex", "seats": 120, "price": 24, "active": null } });
    assert_eq!(
        page,
        json!({ "rows": [row], "limit": 1, "offset": 1, "total": 2 })
    );
}

#[tokio::test]
async fn rows_that_are_not_valid_are_refused() {
    let dust = Dust::start().await;
    for body in [
        json!({}),
        json!({ "rows": [], "truncate": null }),
        json!({ "rows": [{ "row_id": 1, "value": {} }] }),
        row("r", json!({ "Name": 1 })),
        row("r", json!({ "": 1 })),
        row("r", json!({ "a": { "b": 1 } })),
        row("r", json!({ "a": [1] })),
        row("r", json!({ "a": { "type": "datetime", "epoch": 1.5 } })),
    ] {
        let got = dust.post(&rows(&dust), &body).await;
        assert_eq!(got.error(), error(400, "invalid_request_error"), "{body}");
    }
}

#[tokio::test]
async fn a_hundred_batches_fill_the_queue() {
    let dust = soon().await;
    for _ in 0..100 {
        dust.post(&rows(&dust), &json!({ "rows": [] })).await.ok();
    }
    let refused = dust.post(&rows(&dust), &json!({ "rows": [] })).await;
    assert_eq!(refused.error(), error(429, "rate_limit_error"));
    assert!(!refused.headers.contains_key("retry-after"));
    tokio::time::sleep(Duration::from_millis(100)).await;
    dust.post(&rows(&dust), &json!({ "rows": [] })).await.ok();
}

#[tokio::test]
async fn unknown_tables_and_rows_have_statuses_of_their_own() {
    let dust = Dust::start().await;
    let unknown = format!("{}/none/rows", tables(&dust));
    let failure = error(500, "internal_server_error");
    assert_eq!(dust.get(&unknown).await.error(), failure);
    assert_eq!(
        dust.post(&unknown, &json!({ "rows": [] })).await.error(),
        failure
    );
    let path = format!("{unknown}/r");
    assert_eq!(
        dust.delete(&path).await.error(),
        error(404, "table_not_found")
    );
    assert_eq!(
        dust.get(&format!("{}/none", rows(&dust))).await.error(),
        failure
    );
    for id in ["acme", "none"] {
        let deleted = dust.delete(&format!("{}/{id}", rows(&dust))).await.ok();
        assert_eq!(deleted, json!({ "success": true }));
    }
    assert_eq!(dust.get(&rows(&dust)).await.ok()["total"], 1);
}
