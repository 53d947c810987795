//! Export, parse, import against the sandbox: the new agent equals the first.

use dust_sandbox::Sandbox;
use dust_sdk::types::{Agent, AgentPatch, AgentVariant};
use dust_sdk::{Client, Config, ErrorKind};

fn client(sandbox: &Sandbox) -> Client {
    let config = Config::new(sandbox.workspace_id(), sandbox.api_key()).base_url(sandbox.url());
    Client::new(config).unwrap()
}

/// What no two agents share.
fn without_identity(agent: &Agent) -> serde_json::Value {
    let mut value = serde_json::to_value(agent).unwrap();
    for field in [
        "id",
        "sId",
        "name",
        "version",
        "versionCreatedAt",
        "versionAuthorId",
        "userFavorite",
    ] {
        value.as_object_mut().unwrap().remove(field);
    }
    for action in value["actions"].as_array_mut().into_iter().flatten() {
        for field in ["id", "sId"] {
            action.as_object_mut().unwrap().remove(field);
        }
    }
    value
}

#[tokio::test]
async fn an_exported_agent_imports_as_an_equal_one() {
    let sandbox = Sandbox::start().await.unwrap();
    let dust = client(&sandbox);
    let mut tried = 0;
    for agent in dust.agents().list().await.unwrap() {
        if agent.id == Some(-1) {
            continue;
        }
        let first = dust
            .agent(&agent.s_id)
            .get()
            .variant(AgentVariant::Full)
            .await
            .unwrap();
        let yaml = dust.agent(&agent.s_id).export_yaml().await.unwrap();
        let mut definition = yaml.parse().unwrap();
        // Names are unique in a workspace.
        definition.agent.handle += "Copy";
        let saved = dust.agents().import(&definition).await.unwrap();
        assert_eq!(saved.skipped_actions.as_deref(), Some(&[][..]));
        let second = dust
            .agent(&saved_agent(&saved).s_id)
            .get()
            .variant(AgentVariant::Full)
            .await
            .unwrap();
        assert_eq!(without_identity(&second), without_identity(&first));
        // And so does the export of it, but for the name.
        let mut again = dust
            .agent(&second.s_id)
            .export_yaml()
            .await
            .unwrap()
            .parse()
            .unwrap();
        assert_eq!(again.agent.handle, definition.agent.handle);
        again.agent.handle = definition.agent.handle.clone();
        assert_eq!(again, definition);
        tried += 1;
    }
    assert!(tried > 0);
}

fn saved_agent(saved: &dust_sdk::types::SavedAgent) -> &Agent {
    &saved.agent
}

#[tokio::test]
async fn what_is_known_to_be_refused_is_not_sent() {
    let sandbox = Sandbox::start().await.unwrap();
    let dust = client(&sandbox);
    let mut definition = crate::fetch::definition();
    definition.editors.clear();
    definition.agent.handle.clear();
    let error = dust.agents().import(&definition).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::InvalidArgument, Some("import_agent"))
    );
    assert!(
        error.message().contains("`agent.handle`") && error.message().contains("`editors`"),
        "{error}"
    );
    let patch = AgentPatch::default().editors(["no address"]);
    let error = dust.agent("q7LxT2mRzK").update(&patch).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::InvalidArgument, Some("update_agent"))
    );
    assert!(sandbox.requests().is_empty());
}
