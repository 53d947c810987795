//! Documents: written in three ways, listed, moved, deleted; their limits; views.

use std::time::Duration;

use dust_sandbox::{Sandbox, SandboxDataSource, SandboxDocument};
use serde_json::{Value, json};

use crate::support::{Dust, error};

fn source(dust: &Dust) -> String {
    let (space, source) = (dust.sandbox.space_id(), dust.sandbox.data_source_id());
    format!("spaces/{space}/data_sources/{source}")
}

fn document(dust: &Dust, id: &str) -> String {
    format!("{}/documents/{id}", source(dust))
}

async fn is_refused(dust: &Dust, body: Value) -> (u16, String) {
    dust.post(&document(dust, "d"), &body).await.error()
}

#[tokio::test]
async fn documents_are_written_and_read() {
    let dust = Dust::start().await;
    let path = document(&dust, "https%3A%2F%2Fa.b%2Fc%20d");
    let body = json!({ "text": "One.\n\nTwo.", "tags": ["x"], "source_url": "https://A.b", "timestamp": 1_761_813_000 });
    let full = dust.post(&path, &body).await.ok();
    assert_eq!(full["document"]["chunks"][1]["text"], "Two.");
    assert!(full["document"]["chunks"][1]["vector"][63].is_f64());
    assert_eq!(full["document"].get("text"), None);
    assert_eq!(full["data_source"]["sId"], dust.sandbox.data_source_id());
    let got = dust.get(&path).await.ok()["document"].clone();
    assert_eq!(
        (&got["document_id"], &got["text"], &got["timestamp"]),
        (
            &json!("https://a.b/c d"),
            &json!("One.\n\nTwo."),
            &json!(1_761_813_000_000_i64)
        )
    );
    assert_eq!(got["tags"], json!(["x", "title:https://a.b/c d"]));
    assert_eq!(got["source_url"], "https://a.b/");
    assert_eq!(
        (&got["chunk_count"], &got["chunks"]),
        (&json!(2), &json!([]))
    );
    let light = json!({ "text": "", "light_document_output": true });
    let light = dust.post(&path, &light).await.ok()["document"].clone();
    assert_eq!(
        (light.get("document_id"), &light["text_size"]),
        (None, &json!(0))
    );
}

#[tokio::test]
async fn a_queued_document_comes_later() {
    let dust = Dust::of(Sandbox::builder().merge_delay(Duration::from_millis(80))).await;
    let path = document(&dust, "later");
    let queued = dust
        .post(&path, &json!({ "text": "a", "async": true }))
        .await
        .ok();
    assert_eq!(queued, json!({ "document": { "document_id": "later" } }));
    assert_eq!(dust.get(&path).await.status, 400);
    tokio::time::sleep(Duration::from_millis(100)).await;
    assert_eq!(dust.get(&path).await.ok()["document"]["text"], "a");
}

#[tokio::test]
async fn sections_need_all_their_members() {
    let dust = Dust::start().await;
    let leaf = json!({ "prefix": null, "content": "Be kind.", "sections": [] });
    let book = json!({ "section": { "prefix": "Book\n", "content": null, "sections": [leaf] } });
    let written = dust.post(&document(&dust, "d"), &book).await.ok();
    assert_eq!(written["document"]["chunks"][0]["text"], "Book\nBe kind.");
    let partial =
        json!({ "section": { "prefix": "a", "content": "b", "sections": [{ "content": "c" }] } });
    assert_eq!(
        is_refused(&dust, partial).await,
        error(400, "invalid_request_error")
    );
    // A text, even an empty one, counts before a section.
    let both = json!({ "text": "", "section": book["section"] });
    let written = dust.post(&document(&dust, "d"), &both).await.ok();
    assert_eq!(written["document"]["chunk_count"], 0);
}

#[tokio::test]
async fn documents_that_are_not_valid_are_refused() {
    let dust = Dust::start().await;
    for (more, status, kind) in [
        (json!({ "text": null }), 400, "invalid_request_error"),
        (
            json!({ "title": "é".repeat(513) }),
            400,
            "invalid_request_error",
        ),
        (
            json!({ "source_url": "ftp://a/b" }),
            400,
            "invalid_request_error",
        ),
        (
            json!({ "source_url": "https://a/b//c" }),
            400,
            "invalid_request_error",
        ),
        (json!({ "parents": ["d"] }), 400, "invalid_request_error"),
        (
            json!({ "light_document_output": null }),
            400,
            "invalid_request_error",
        ),
        (
            json!({ "upsert_context": { "sync_type": "all" } }),
            400,
            "invalid_request_error",
        ),
        (
            json!({ "tags": ["__DUST_x"] }),
            500,
            "internal_server_error",
        ),
    ] {
        let mut body = json!({ "text": "a" });
        for (key, value) in more.as_object().unwrap() {
            body[key] = value.clone();
        }
        assert_eq!(is_refused(&dust, body).await, error(status, kind), "{more}");
    }
}

#[tokio::test]
async fn window_counts_what_it_accepts() {
    let builder = Sandbox::builder().upsert_window(3, Duration::from_millis(300));
    let dust = Dust::of(builder).await;
    let put = async |body: Value| dust.post(&document(&dust, "d"), &body).await.status;
    // Refused before the window, so it does not count; then one after it, which does.
    assert_eq!(put(json!({ "text": 7 })).await, 400);
    assert_eq!(put(json!({})).await, 400);
    for _ in 0..2 {
        assert_eq!(put(json!({ "text": "a" })).await, 200);
    }
    for _ in 0..3 {
        assert_eq!(put(json!({ "text": "a" })).await, 429);
    }
    tokio::time::sleep(Duration::from_millis(320)).await;
    assert_eq!(put(json!({ "text": "a" })).await, 200);
}

#[tokio::test]
async fn sizes_are_limited() {
    let dust = Dust::of(Sandbox::builder().document_limit(4).data_limit(200)).await;
    assert_eq!(
        is_refused(&dust, json!({ "text": "📈📈a" })).await,
        error(403, "data_source_quota_error")
    );
    dust.post(&document(&dust, "d"), &json!({ "text": "📈📈" }))
        .await
        .ok();
    let full = Dust::of(Sandbox::builder().data_limit(20)).await;
    assert_eq!(
        is_refused(&full, json!({ "text": "a" })).await,
        error(403, "workspace_quota_error")
    );
}

#[tokio::test]
async fn unknown_documents_have_statuses_of_their_own() {
    let dust = Dust::start().await;
    let path = document(&dust, "none");
    let got = dust.get(&path).await;
    assert_eq!(got.error(), error(400, "data_source_error"));
    let inner = &got.json()["error"]["data_source_error"]["code"];
    assert_eq!(inner, "data_source_document_not_found");
    let deleted = dust.delete(&path).await.ok();
    assert_eq!(deleted, json!({ "document": { "document_id": "none" } }));
    let parents = json!({ "parents": ["none", "up"], "parent_id": "up" });
    let moved = dust.post(&format!("{path}/parents"), &parents).await.ok();
    assert_eq!(moved, json!({ "updated": true }));
    let unknown = format!(
        "spaces/{}/data_sources/none/documents",
        dust.sandbox.space_id()
    );
    assert_eq!(
        dust.get(&unknown).await.error(),
        error(404, "data_source_not_found")
    );
    assert_eq!(
        dust.get("spaces/none/data_sources").await.error(),
        error(404, "space_not_found")
    );
}

#[tokio::test]
async fn parents_have_to_agree() {
    let dust = Dust::start().await;
    let path = format!("{}/parents", document(&dust, "refund-policy"));
    for wrong in [
        json!({ "parents": [] }),
        json!({ "parents": ["other"] }),
        json!({ "parents": ["refund-policy", "a"], "parent_id": "b" }),
        json!({ "parents": ["refund-policy", "a"] }),
        json!({ "parents": ["refund-policy"], "parent_id": "a" }),
    ] {
        let got = dust.post(&path, &wrong).await;
        assert_eq!(got.error(), error(400, "invalid_request_error"), "{wrong}");
    }
    for (parents, parent) in [
        (json!(["refund-policy", "a"]), json!("a")),
        (json!(["refund-policy"]), Value::Null),
    ] {
        dust.post(&path, &json!({ "parents": parents, "parent_id": parent }))
            .await
            .ok();
        let got = dust.get(&document(&dust, "refund-policy")).await.ok();
        assert_eq!(got["document"]["parents"], parents);
        assert_eq!(got["document"]["parent_id"], parent);
    }
}

#[tokio::test]
async fn lists_have_pages_and_know_documents_by_id() {
    let mut folder = SandboxDataSource::new("dts_many").name("Many documents");
    for at in 0..12 {
        let document = SandboxDocument::new(format!("d{at}"), "a").timestamp(10_000_000_000 + at);
        folder = folder.document(document);
    }
    let dust = Dust::of(Sandbox::builder().data_source(folder)).await;
    // The name stands for the id.
    let path = format!(
        "spaces/{}/data_sources/Many%20documents/documents",
        dust.sandbox.space_id()
    );
    let ids = async |query: &str| {
        let page = dust.get(&format!("{path}{query}")).await.ok();
        let ids = page["documents"].as_array().unwrap().iter();
        let ids: Vec<String> = ids
            .map(|document| document["document_id"].as_str().unwrap().to_owned())
            .collect();
        (ids, page["total"].clone())
    };
    let (first, total) = ids("").await;
    assert_eq!((first.len(), total), (10, json!(12)));
    assert_eq!(first[0], "d11");
    assert_eq!(ids("?limit=5&offset=10").await.0, ["d1", "d0"]);
    assert_eq!(
        ids("?document_ids=d3&document_ids=none&document_ids=d7").await,
        (vec!["d7".to_owned(), "d3".to_owned()], json!(2))
    );
    assert_eq!(dust.get(&format!("{path}?limit=x")).await.status, 400);
}

#[tokio::test]
async fn managed_data_sources_are_read_only() {
    let dust = Dust::start().await;
    let space = dust.sandbox.space_id();
    let managed = format!("spaces/{space}/data_sources/dts_m4nAg3dN0t");
    let path = format!("{managed}/documents/notion-6f1c2a");
    dust.get(&path).await.ok();
    let refused = error(403, "data_source_auth_error");
    assert_eq!(
        dust.post(&path, &json!({ "text": "a" })).await.error(),
        refused
    );
    assert_eq!(dust.delete(&path).await.error(), refused);
    let table = json!({ "name": "a", "title": "", "description": "" });
    assert_eq!(
        dust.post(&format!("{managed}/tables"), &table)
            .await
            .error(),
        refused
    );
    let queue = format!("{managed}/check_upsert_queue");
    assert_eq!(
        dust.get(&queue).await.error(),
        error(403, "invalid_oauth_token_error")
    );
}

#[tokio::test]
async fn views_show_what_was_chosen() {
    let dust = Dust::start().await;
    let views = format!("spaces/{}/data_source_views", dust.sandbox.space_id());
    let all = dust.get(&views).await.ok()["dataSourceViews"].clone();
    let [default, custom] =
        [0, 1].map(|at| format!("{views}/{}", all[at]["sId"].as_str().unwrap()));
    assert_eq!(
        (&all[0]["kind"], &all[0]["parentsIn"]),
        (&json!("default"), &Value::Null)
    );
    let patch = json!({ "parentsToAdd": [], "parentsToRemove": ["refund-policy"], "parentsIn": ["ignored"] });
    let emptied = dust.patch(&custom, &patch).await.ok();
    assert_eq!(emptied["dataSourceView"]["parentsIn"], json!([]));
    assert_eq!(
        dust.patch(&default, &patch).await.error(),
        error(500, "internal_server_error")
    );
    let unknown = json!({ "parentsToAdd": ["none"], "parentsToRemove": [] });
    assert_eq!(
        dust.patch(&custom, &unknown).await.error(),
        error(500, "internal_server_error")
    );
    let null = json!({ "parentsToAdd": null, "parentsToRemove": [] });
    assert_eq!(dust.patch(&custom, &null).await.status, 400);
    let key = dust.sandbox.non_admin_api_key();
    let request = dust
        .http
        .patch(dust.url(&custom))
        .bearer_auth(key)
        .json(&patch);
    let refused = crate::support::answer(request).await;
    assert_eq!(refused.error(), error(401, "workspace_auth_error"));
    assert_eq!(
        refused.message(),
        "Only admins can update data source views."
    );
    assert_eq!(
        dust.get(&format!("{views}/none")).await.error(),
        error(404, "data_source_view_not_found")
    );
    // No server has this route.
    let deleted = dust.delete(&custom).await;
    assert_eq!(
        (deleted.status, deleted.header("content-type")),
        (404, "text/plain; charset=UTF-8")
    );
}

#[tokio::test]
async fn tokens_make_up_the_text() {
    let dust = Dust::start().await;
    let text = "Bonjour  株 le\nmonde ";
    let body = json!({ "text": text });
    let tokens = dust
        .post(&format!("{}/tokenize", source(&dust)), &body)
        .await
        .ok();
    let texts = tokens["tokens"].as_array().unwrap().iter();
    let texts: String = texts.map(|token| token[1].as_str().unwrap()).collect();
    assert_eq!(texts, text);
}
