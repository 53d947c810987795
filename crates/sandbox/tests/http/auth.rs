//! Who may do what.

use dust_sandbox::{Credential, Sandbox};
use serde_json::json;

use crate::support::{Dust, answer, definition, error};

const AGENTS: &str = "assistant/agent_configurations";
const EXPORT: &str = "analytics/export?table=users&startDate=2026-10-01&endDate=2026-10-31";

#[tokio::test]
async fn every_wrong_credential_has_its_own_401() {
    let builder = Sandbox::builder()
        .credential(Credential::disabled_key("sk-disabled"))
        .credential(Credential::foreign_key("sk-foreign"))
        .credential(Credential::expired_access_token("eyJ.old.token"));
    let dust = Dust::of(builder).await;
    for (authorization, kind) in [
        (None, "not_authenticated"),
        (Some("Basic abc"), "malformed_authorization_header_error"),
        (
            Some("Bearer xoxb-1"),
            "malformed_authorization_header_error",
        ),
        (Some("Bearer sk-unknown"), "invalid_api_key_error"),
        (Some("Bearer sk-disabled"), "invalid_api_key_error"),
        (Some("Bearer sk-foreign"), "workspace_auth_error"),
        (Some("Bearer eyJ.old.token"), "expired_oauth_token_error"),
    ] {
        let mut request = dust.http.get(dust.url(AGENTS));
        if let Some(value) = authorization {
            request = request.header("authorization", value);
        }
        let got = answer(request).await;
        assert_eq!(got.error(), error(401, kind), "{authorization:?}");
        if kind == "malformed_authorization_header_error" {
            assert_eq!(got.message(), "Missing Authorization header");
        }
    }
}

#[tokio::test]
async fn an_unknown_workspace_is_not_found() {
    let dust = Dust::start().await;
    let url = format!("{}/api/v1/w/nowhere/{AGENTS}", dust.sandbox.url());
    let got = answer(dust.http.get(url).bearer_auth(dust.sandbox.api_key())).await;
    assert_eq!(got.error(), error(404, "workspace_not_found"));
}

#[tokio::test]
async fn a_key_without_the_admin_scope_may_not_change_or_export() {
    let dust = Dust::start().await;
    let key = dust.sandbox.non_admin_api_key();
    let agent = dust.url(&format!("{AGENTS}/q7LxT2mRzK"));
    let update = dust
        .http
        .patch(&agent)
        .bearer_auth(key)
        .json(&json!({ "instructions": "x" }));
    assert_eq!(answer(update).await.error(), error(403, "app_auth_error"));
    let archive = dust.http.delete(&agent).bearer_auth(key);
    assert_eq!(
        answer(archive).await.error(),
        error(403, "workspace_auth_error")
    );
    assert_eq!(
        dust.get_as(key, EXPORT).await.error(),
        error(403, "insufficient_key_scope")
    );
    let usage = "workspace-usage?start=2026-05&mode=month&table=users";
    assert_eq!(
        dust.get_as(key, usage).await.error(),
        error(403, "workspace_auth_error")
    );
    let import = dust
        .http
        .post(dust.url(&format!("{AGENTS}/import")))
        .bearer_auth(key);
    assert_eq!(answer(import.json(&definition())).await.status, 200);
    assert_eq!(
        dust.get_as(dust.sandbox.access_token(), EXPORT)
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn a_plan_may_lack_the_api() {
    let dust = Dust::of(Sandbox::builder().without_api_access()).await;
    let got = dust.get(AGENTS).await;
    assert_eq!(
        got.error(),
        error(403, "workspace_can_use_product_required_error")
    );
}

#[tokio::test]
async fn a_key_of_ones_own_replaces_the_default() {
    let dust = Dust::of(Sandbox::builder().api_key("sk-mine").workspace_id("w2")).await;
    assert_eq!(dust.sandbox.workspace_id(), "w2");
    assert_eq!(dust.get(AGENTS).await.status, 200);
    let got = dust.get_as("sk-sandbox-admin-key", AGENTS).await;
    assert_eq!(got.error(), error(401, "invalid_api_key_error"));
}

#[tokio::test]
async fn other_origins_are_refused() {
    let dust = Dust::start().await;
    for (origin, status) in [("https://evil.example", 403), ("https://dust.tt", 200)] {
        let request = dust
            .request(reqwest::Method::GET, AGENTS)
            .header("origin", origin);
        assert_eq!(answer(request).await.status, status, "{origin}");
    }
}
