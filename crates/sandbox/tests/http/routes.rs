//! Routes of the user, and ids that are marked unknown.

use dust_sandbox::{RouteAnswer, Sandbox};
use reqwest::Method;
use serde_json::json;

use crate::conversation_support::{CONVERSATIONS, message};
use crate::support::{Dust, answer, error};

#[tokio::test]
async fn an_unknown_path_gets_the_given_answer() {
    let dust = Dust::start().await;
    assert_eq!(dust.get("members/emails").await.text(), "404 Not Found");
    let emails = json!({ "emails": ["ada@example.com"] });
    dust.sandbox.route("get", "members/emails", emails.clone());
    assert_eq!(dust.get("members/emails").await.ok(), emails);
    let status = dust.sandbox.requests().last().unwrap().status();
    assert_eq!(status, Some(200));
    let other = answer(dust.request(Method::POST, "members/emails")).await;
    assert_eq!((other.status, other.text()), (404, "404 Not Found"));
}

#[tokio::test]
async fn a_route_below_the_workspace_needs_its_credential() {
    let builder = Sandbox::builder().route("GET", "members/emails", "ok");
    let dust = Dust::of(builder).await;
    let got = dust.get_as("sk-no", "members/emails").await;
    assert_eq!(got.error(), error(401, "invalid_api_key_error"));
    let elsewhere = format!("{}/api/v1/w/other/members/emails", dust.sandbox.url());
    let request = dust.http.get(elsewhere).bearer_auth(dust.sandbox.api_key());
    assert_eq!(
        answer(request).await.error(),
        error(404, "workspace_not_found")
    );
}

#[tokio::test]
async fn other_paths_need_none() {
    let dust = Dust::start().await;
    let page = RouteAnswer::new(200, "text/html", "<p>Up</p>").header("x-seen", "1");
    dust.sandbox.route("GET", "/health", page);
    let got = answer(dust.http.get(format!("{}/health", dust.sandbox.url()))).await;
    assert_eq!((got.status, got.text()), (200, "<p>Up</p>"));
    assert_eq!(
        (got.header("content-type"), got.header("x-seen")),
        ("text/html", "1")
    );
}

#[tokio::test]
async fn a_route_goes_before_the_sandbox_and_a_later_one_before_it() {
    let dust = Dust::start().await;
    dust.sandbox
        .route("GET", "spaces/{id}/apps", json!({ "apps": [] }));
    let missing = RouteAnswer::error(404, "space_not_found", "The space was not found.");
    dust.sandbox.route("GET", "spaces/none/apps", missing);
    assert_eq!(
        dust.get("spaces/any/apps").await.ok(),
        json!({ "apps": [] })
    );
    let got = dust.get("spaces/none/apps").await;
    assert_eq!(got.error(), error(404, "space_not_found"));
}

#[tokio::test]
async fn an_answer_can_be_made_from_the_request() {
    let dust = Dust::start().await;
    dust.sandbox.route_with("POST", "echo", |request| {
        RouteAnswer::from(request.json().unwrap_or_default()).status(201)
    });
    let got = dust.post("echo", &json!([1, 2])).await;
    assert_eq!((got.status, got.json()), (201, json!([1, 2])));
}

#[tokio::test]
async fn an_id_that_is_marked_unknown_is_not_found_anywhere() {
    let dust = Dust::of(Sandbox::builder().unknown_id("q7LxT2mRzK")).await;
    let agents = "assistant/agent_configurations";
    for path in [
        format!("{agents}/q7LxT2mRzK"),
        format!("{agents}/q7LxT2mRzK/export/yaml"),
    ] {
        let got = dust.get(&path).await;
        assert_eq!(got.error(), error(404, "agent_configuration_not_found"));
    }
    dust.get(&format!("{agents}/dust")).await.ok();
    let body = json!({ "message": message("q7LxT2mRzK", "Hi") });
    let got = dust.post(CONVERSATIONS, &body).await;
    assert_eq!(got.error(), error(404, "agent_configuration_not_found"));
    dust.sandbox.mark_unknown(dust.sandbox.space_id());
    let apps = format!("spaces/{}/apps", dust.sandbox.space_id());
    assert_eq!(dust.get(&apps).await.error(), error(404, "space_not_found"));
}

#[tokio::test]
async fn a_seed_file_has_routes_and_unknown_ids() {
    let seed = "
routes:
  - { path: members/emails, json: { emails: [] } }
  - { method: POST, path: reports, status: 201, text: Filed., headers: { etag: \"1\" } }
unknown_ids: [dust]
";
    let dust = Dust::of(Sandbox::builder().seed(seed).unwrap()).await;
    assert_eq!(
        dust.get("members/emails").await.ok(),
        json!({ "emails": [] })
    );
    let got = dust.post("reports", &json!({})).await;
    assert_eq!(
        (got.status, got.text(), got.header("etag")),
        (201, "Filed.", "1")
    );
    let got = dust.get("assistant/agent_configurations/dust").await;
    assert_eq!(got.status, 404);
}
