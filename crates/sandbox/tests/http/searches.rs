//! The semantic search of data sources and views, and the search for nodes, at once and as a stream.

use dust_sandbox::{Sandbox, SandboxSpace};
use serde_json::{Value, json};

use crate::support::{Dust, error};

fn search(dust: &Dust) -> String {
    let (space, source) = (dust.sandbox.space_id(), dust.sandbox.data_source_id());
    format!("spaces/{space}/data_sources/{source}/search")
}

fn ids(answer: &Value, list: &str, id: &str) -> Vec<String> {
    let items = answer[list].as_array().unwrap().iter();
    items
        .map(|item| item[id].as_str().unwrap().to_owned())
        .collect()
}

async fn found(dust: &Dust, query: &str) -> Vec<String> {
    let answer = dust.get(&format!("{}?{query}", search(dust))).await.ok();
    ids(&answer, "documents", "document_id")
}

const SHIPPING: &str = "https://help.example.com/livraison 1";

#[tokio::test]
async fn chunks_are_found_by_their_words_best_first() {
    let dust = Dust::start().await;
    let path = search(&dust);
    let answer = dust
        .get(&format!("{path}?query=exchanges%20days&top_k=8"))
        .await
        .ok();
    let chunks = &answer["documents"][0]["chunks"];
    assert_eq!(
        (&chunks[0]["text"], &chunks[0]["score"]),
        (&json!("Exchanges take 5 days."), &json!(1.0))
    );
    assert_eq!(
        (&chunks[1]["offset"], &chunks[1]["score"]),
        (&json!(0), &json!(0.5))
    );
    assert_eq!(answer["documents"][0].get("text"), None);
    // The limit counts chunks.
    let one = dust.get(&format!("{path}?query=days&top_k=1")).await.ok();
    assert_eq!(one["documents"][0]["chunks"].as_array().unwrap().len(), 1);
    assert!(found(&dust, "query=zebra&top_k=8").await.is_empty());
}

#[tokio::test]
async fn any_word_asks_for_the_full_text() {
    let dust = Dust::start().await;
    for (word, wanted) in [("true", true), ("false", true), ("", false)] {
        let path = format!("{}?query=refund&top_k=1&full_text={word}", search(&dust));
        let answer = dust.get(&path).await.ok();
        assert_eq!(
            answer["documents"][0].get("text").is_some(),
            wanted,
            "{word}"
        );
    }
}

#[tokio::test]
async fn an_empty_query_gives_the_newest_without_scores() {
    let dust = Dust::start().await;
    let answer = dust
        .get(&format!("{}?query=&top_k=8", search(&dust)))
        .await
        .ok();
    assert_eq!(
        ids(&answer, "documents", "document_id"),
        ["refund-policy", SHIPPING]
    );
    assert_eq!(answer["documents"][0]["chunks"][0]["score"], Value::Null);
}

#[tokio::test]
async fn documents_are_chosen_by_tags_parents_and_time() {
    let dust = Dust::start().await;
    for (filter, wanted) in [
        ("tags_in=lang:fr", &[SHIPPING][..]),
        (
            "tags_in=lang:fr&tags_in=lang:en",
            &["refund-policy", SHIPPING],
        ),
        ("tags_in=title:Refund%20policy", &["refund-policy"]),
        ("tags_not=lang:fr", &["refund-policy"]),
        ("parents_in=refund-policy", &["refund-policy"]),
        ("parents_not=refund-policy", &[SHIPPING]),
        ("timestamp_gt=1760000000000", &["refund-policy"]),
        ("timestamp_lt=1761813000000", &[SHIPPING]),
        ("tags_in=lang:fr,lang:en", &[]),
    ] {
        assert_eq!(
            found(&dust, &format!("query=&top_k=8&{filter}")).await,
            wanted,
            "{filter}"
        );
    }
}

#[tokio::test]
async fn chunks_grow_by_their_neighbours() {
    let dust = Dust::start().await;
    let path = format!(
        "{}?query=exchanges&top_k=8&target_document_tokens=512",
        search(&dust)
    );
    let answer = dust.get(&path).await.ok();
    let chunk = &answer["documents"][0]["chunks"][0];
    assert_eq!(chunk["expanded_offsets"], json!([0]));
    assert!(chunk["text"].as_str().unwrap().starts_with("Customers"));
    let without = format!(
        "{}?query=&top_k=8&target_document_tokens=512",
        search(&dust)
    );
    assert_eq!(
        dust.get(&without).await.error(),
        error(400, "data_source_error")
    );
}

#[tokio::test]
async fn searches_that_are_not_valid_are_refused() {
    let dust = Dust::start().await;
    for (query, kind) in [
        ("top_k=8", "invalid_request_error"),
        ("query=a", "invalid_request_error"),
        ("query=a&top_k=x", "invalid_request_error"),
        ("query=a&top_k=1025", "data_source_error"),
        ("query=a&top_k=8&timestamp_gt=x", "invalid_request_error"),
    ] {
        let got = dust.get(&format!("{}?{query}", search(&dust))).await;
        assert_eq!(got.error(), error(400, kind), "{query}");
    }
}

#[tokio::test]
async fn a_view_searches_what_it_shows() {
    let dust = Dust::start().await;
    let views = format!("spaces/{}/data_source_views", dust.sandbox.space_id());
    for (view, wanted) in [("dsv_pK7vN2cYhQ", 2), ("dsv_p0L1cYv13w", 1)] {
        let answer = dust
            .get(&format!("{views}/{view}/search?query=&top_k=8"))
            .await
            .ok();
        assert_eq!(
            answer["documents"].as_array().unwrap().len(),
            wanted,
            "{view}"
        );
    }
}

fn nodes(dust: &Dust, more: &Value) -> Value {
    let mut body = json!({
        "query": "", "viewType": "all", "spaceIds": [dust.sandbox.space_id()], "includeDataSources": false, "limit": 7,
    });
    for (key, value) in more.as_object().unwrap() {
        match value {
            Value::Null => drop(body.as_object_mut().unwrap().remove(key)),
            value => body[key] = value.clone(),
        }
    }
    body
}

#[tokio::test]
async fn nodes_are_found_by_title_type_and_url() {
    let dust = Dust::start().await;
    for (more, wanted) in [
        (json!({ "query": "refund" }), &["refund-policy"][..]),
        (json!({ "viewType": "table" }), &["contracts-2026"]),
        (json!({ "query": "RACT", "viewType": "document" }), &[]),
        (json!({ "query": "help" }), &[]),
        (
            json!({ "query": "help", "includeDataSources": true }),
            &["dts_pK7vN2cYhQ"],
        ),
        (
            json!({ "query": "/refunds", "searchSourceUrls": true }),
            &["refund-policy"],
        ),
        (
            json!({ "query": null, "nodeIds": ["contracts-2026", "none"] }),
            &["contracts-2026"],
        ),
        (json!({ "spaceIds": [] }), &[]),
    ] {
        let answer = dust.post("search", &nodes(&dust, &more)).await.ok();
        assert_eq!(ids(&answer, "nodes", "internalId"), wanted, "{more}");
        assert_eq!(answer["resultsCount"], wanted.len());
    }
}

#[tokio::test]
async fn empty_query_lists_all_in_pages_of_the_address() {
    let dust = Dust::start().await;
    let body = nodes(&dust, &json!({}));
    let mut seen = Vec::new();
    let mut path = "search?limit=3".to_owned();
    loop {
        let page = dust.post(&path, &body).await.ok();
        seen.extend(ids(&page, "nodes", "internalId"));
        let Some(cursor) = page["nextPageCursor"].as_str() else {
            break;
        };
        path = format!("search?limit=3&cursor={cursor}");
    }
    assert_eq!(seen.len(), 4, "{seen:?}");
    // Without a limit the cursor is ignored.
    let all = dust.post("search?cursor=node-3", &body).await.ok();
    assert_eq!(all["nodes"].as_array().unwrap().len(), 4);
    for query in ["limit=2001", "limit=x", "limit=2&cursor=none"] {
        let got = dust.post(&format!("search?{query}"), &body).await;
        assert_eq!(
            got.error(),
            error(400, "invalid_pagination_parameters"),
            "{query}"
        );
    }
}

#[tokio::test]
async fn node_searches_that_are_not_valid_are_refused() {
    let dust = Dust::start().await;
    for key in [
        "viewType",
        "spaceIds",
        "includeDataSources",
        "limit",
        "query",
    ] {
        let got = dust
            .post("search", &nodes(&dust, &json!({ key: null })))
            .await;
        assert_eq!(got.error(), error(400, "invalid_request_error"), "{key}");
    }
    let both = nodes(&dust, &json!({ "nodeIds": [] }));
    assert_eq!(dust.post("search", &both).await.status, 400);
    let unknown = nodes(&dust, &json!({ "spaceIds": ["none"] }));
    assert_eq!(
        dust.post("search", &unknown).await.error(),
        error(404, "space_not_found")
    );
}

#[tokio::test]
async fn a_stream_gives_nodes_and_then_the_files_of_tools() {
    let builder = Sandbox::builder().tool_file("zendesk", "z-1", "Budget talk");
    let dust = Dust::of(builder).await;
    let space = dust.sandbox.space_id();
    let events = dust
        .get(&format!("search?query=budget&spaceIds={space}"))
        .await
        .events();
    assert_eq!(events.len(), 3);
    assert_eq!(events[0]["knowledgeResults"]["resultsCount"], 0);
    assert_eq!(events[1]["toolResults"][0]["externalId"], "1AbC");
    assert_eq!(events[2]["toolResults"][0]["serverName"], "zendesk");
    for query in [
        format!("query=refund&spaceIds={space}&includeTools=false"),
        format!("query=refund&spaceIds={space}&limit=5&cursor=node-0"),
    ] {
        let events = dust.get(&format!("search?{query}")).await.events();
        assert_eq!(events.len(), 1, "{query}");
        assert_eq!(
            events[0]["knowledgeResults"]["nodes"][0]["title"],
            "Refund policy"
        );
    }
    // No space is no result.
    let none = dust
        .get("search?query=refund&includeTools=false")
        .await
        .events();
    assert_eq!(none[0]["knowledgeResults"]["nodes"], json!([]));
}

#[tokio::test]
async fn a_stream_says_inside_a_success_that_it_failed() {
    let dust = Dust::start().await;
    let events = dust.get("search?query=a&spaceIds=none").await.events();
    assert_eq!(events.len(), 1);
    assert_eq!(events[0]["error"]["status"], 404);
    assert_eq!(events[0]["error"]["error"]["type"], "space_not_found");
    for query in ["spaceIds=a", "query=a&limit=0", "query=a&limit=101"] {
        assert_eq!(
            dust.get(&format!("search?{query}")).await.status,
            400,
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_file_of_a_tool_needs_a_person() {
    let dust = Dust::start().await;
    let body = json!({ "serverViewId": "msv_google_drive", "externalId": "1AbC" });
    let path = "search/tools/upload";
    assert_eq!(
        dust.post(path, &body).await.error(),
        error(500, "internal_server_error")
    );
    let token = dust.sandbox.access_token();
    let request = dust
        .http
        .post(dust.url(path))
        .bearer_auth(token)
        .json(&body);
    let file = crate::support::answer(request).await.ok()["file"].clone();
    assert_eq!(
        (&file["fileName"], &file["status"]),
        (&json!("Budget 2027"), &json!("ready"))
    );
}

#[tokio::test]
async fn lists_default_space_kinds() {
    let project = SandboxSpace::new("vlt_project").kind("project");
    let dust = Dust::of(Sandbox::builder().space(project)).await;
    let usual = dust.get("spaces").await.ok();
    assert_eq!(ids(&usual, "spaces", "sId"), [dust.sandbox.space_id()]);
    let asked = dust.get("spaces?kinds=global,project").await.ok();
    assert_eq!(asked["spaces"].as_array().unwrap().len(), 2);
    let refused = dust.get("spaces?kinds=global,orbital").await;
    assert_eq!(refused.error(), error(400, "invalid_request_error"));
}
