//! Who calls, whether the workspace is there, and its triggers, against the sandbox.

use dust_sandbox::Sandbox;
use dust_sdk::types::{TriggerKind, TriggerStatus};
use dust_sdk::{Client, Config, ErrorKind};
use futures_util::TryStreamExt;
use serde_json::json;

use crate::sandbox::{member, start};

#[tokio::test]
async fn a_person_learns_who_they_are() {
    let sandbox = Sandbox::start().await.unwrap();
    let me = member(&sandbox).account().me().await.unwrap();
    assert_eq!(me.email.as_deref(), Some("ada@example.com"));
    assert_eq!(me.workspaces[0].s_id, sandbox.workspace_id());
    // It is outside of a workspace, and the credential goes there nevertheless.
    let request = sandbox.requests().pop().unwrap();
    assert_eq!(request.path(), "/api/v1/me");
    assert_eq!(request.header("authorization"), Some("Bearer [redacted]"));
}

#[tokio::test]
async fn a_key_is_told_that_a_person_is_needed() {
    let (_sandbox, dust) = start(Sandbox::builder()).await;
    let error = dust.account().me().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Authentication);
    assert_eq!(error.code(), Some("not_authenticated"));
    assert!(
        error.to_string().contains("a person's access token"),
        "{error}"
    );
}

#[tokio::test]
async fn a_workspace_exists_or_not() {
    let (sandbox, dust) = start(Sandbox::builder()).await;
    dust.workspace().exists().await.unwrap();
    let config = Config::new("w0", sandbox.api_key()).base_url(sandbox.url());
    let error = Client::new(config)
        .unwrap()
        .workspace()
        .exists()
        .await
        .unwrap_err();
    assert_eq!(error.code(), Some("workspace_not_found"));
}

#[tokio::test]
async fn triggers_are_read_by_admins_page_by_page() {
    let mut builder = Sandbox::builder();
    for number in 0..5 {
        builder = builder.trigger(json!({ "name": format!("t{number}") }));
    }
    let (sandbox, dust) = start(builder).await;
    let all: Vec<_> = dust
        .triggers()
        .list()
        .limit(3)
        .items()
        .try_collect()
        .await
        .unwrap();
    // Two of its own are enabled.
    assert_eq!(all.len(), 7);
    let hooks = dust
        .triggers()
        .list()
        .kind(TriggerKind::Webhook)
        .await
        .unwrap();
    assert_eq!(hooks.len(), 1);
    let again = dust.trigger(&hooks[0].s_id).get().await.unwrap();
    assert_eq!(
        again.webhook_source.unwrap().name.as_deref(),
        Some("GitHub")
    );
    let off = dust
        .triggers()
        .list()
        .status(TriggerStatus::Disabled)
        .await
        .unwrap();
    assert_eq!(off[0].name, "Friday report");
    let missing = dust.trigger("trg_0").get().await.unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::NotFound);

    let config = Config::new(sandbox.workspace_id(), sandbox.non_admin_api_key());
    let other = Client::new(config.base_url(sandbox.url())).unwrap();
    let error = other.triggers().list().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Permission);
    assert!(error.to_string().contains("admin scope"), "{error}");
}
