//! Calls of the facade whose answer is encoded again, each under the name of what it reads.

use dust_sdk::analytics::{self, Table};
use dust_sdk::types;
use dust_sdk::types::{
    AgentDefinition, AgentDetails, AgentPatch, AgentVariant, AnalyticsTable, DraftScope,
    GenerationSettings, ReasoningEffort, RunRequest,
};
use dust_sdk::{Client, Config, Error};
use futures_util::future::BoxFuture;
use serde::Serialize;
use serde_json::{Value, json};
use wiremock::matchers::any;
use wiremock::{Mock, MockServer, ResponseTemplate};

pub(crate) const WORKSPACE: &str = "aB3kD9xQ2m";
pub(crate) const AGENT: &str = "q7LxT2mRzK";
pub(crate) const SPACE: &str = "vlt_rZ8mT4qLxW";
pub(crate) const APP: &str = "Hn5wPz0cVe";
pub(crate) const RUN: &str = "5b1e7c90a3f2d4868f0b9c2d7e6a1543b8c7d6e5f4a3b2c1d0e9f8a7b6c5d4e3";

/// One call, its answer encoded again.
pub(crate) type Fetch = fn(Client) -> BoxFuture<'static, Result<Value, Error>>;

/// A server that answers every request so, and a client for it.
pub(crate) async fn serve(answer: ResponseTemplate) -> (MockServer, Client) {
    let server = server(answer).await;
    let dust = Client::new(config(&server)).unwrap();
    (server, dust)
}

/// The same with what many clients share: to make one takes longer than a call.
pub(crate) async fn serve_with(
    http: &reqwest::Client,
    answer: ResponseTemplate,
) -> (MockServer, Client) {
    let server = server(answer).await;
    let dust = Client::new(config(&server).http_client(http.clone())).unwrap();
    (server, dust)
}

async fn server(answer: ResponseTemplate) -> MockServer {
    let server = MockServer::start().await;
    Mock::given(any()).respond_with(answer).mount(&server).await;
    server
}

fn config(server: &MockServer) -> Config {
    Config::new(WORKSPACE, "sk-test")
        .base_url(server.uri())
        .max_retries(0)
}

/// A definition that passes.
pub(crate) fn definition() -> AgentDefinition {
    AgentDefinition::new(
        AgentDetails::new(
            "BillingHelper2",
            "Answers billing questions",
            DraftScope::Visible,
            8,
            false,
            "https://dust.tt/a.png",
        ),
        "Be brief.",
        GenerationSettings::new("gpt-5-mini", "openai", 0.7, ReasoningEffort::Medium),
        [],
        ["ada@example.com"],
        [],
    )
}

fn json<T: Serialize>(value: T) -> Result<Value, Error> {
    Ok(serde_json::to_value(value).unwrap())
}

macro_rules! fetches {
    ($($name:ident($dust:ident) $body:block)*) => {$(
        pub(crate) fn $name($dust: Client) -> BoxFuture<'static, Result<Value, Error>> {
            Box::pin(async move $body)
        }
    )*};
}

fetches! {
    list_agents(dust) {
        let agents = dust.agents().list().await?;
        Ok(json!({"agentConfigurations": json(agents)?}))
    }
    search_agents(dust) {
        let agents = dust.agents().search("bill").await?;
        Ok(json!({"agentConfigurations": json(agents)?}))
    }
    get_agent(dust) {
        let agent = dust.agent(AGENT).get().variant(AgentVariant::Full).await?;
        Ok(json!({"agentConfiguration": json(agent)?}))
    }
    import_agent(dust) {
        json(dust.agents().import(&definition()).await?)
    }
    update_agent(dust) {
        json(dust.agent(AGENT).update(&AgentPatch::default().user_favorite(true)).await?)
    }
    archive_agent(dust) {
        dust.agent(AGENT).archive().await?;
        Ok(json!({"success": true}))
    }
    list_apps(dust) {
        let apps = dust.space(SPACE).apps().list().await?;
        Ok(json!({"apps": json(apps)?}))
    }
    get_run(dust) {
        let run = dust.space(SPACE).app(APP).run_by_id(RUN).get().await?;
        Ok(json!({"run": json(run)?}))
    }
    start_run(dust) {
        let request = RunRequest::latest([json!({"question": "?"})]);
        let run = dust.space(SPACE).app(APP).run(&request).start().await?;
        Ok(json!({"run": json(run)?}))
    }
    usage_rows(dust) {
        #[expect(deprecated, reason = "the API has deprecated it")]
        let usage = dust.workspace().usage(dust_sdk::UsageTable::Users, dust_sdk::UsagePeriod::Month(2026, 5));
        json(usage.rows().await?)
    }
}

async fn rows<T: Table<Row: Serialize>>(dust: Client) -> Result<Value, Error> {
    json(
        dust.workspace()
            .analytics_rows::<T>("2026-10-01", "2026-10-31")
            .await?,
    )
}

async fn csv<T: Serialize + serde::de::DeserializeOwned>(
    dust: Client,
    table: AnalyticsTable,
) -> Result<Value, Error> {
    let export = dust
        .workspace()
        .analytics(table, "2026-10-01", "2026-10-31")
        .csv()
        .await?;
    json(export.rows::<T>().all().await?)
}

/// A table in both formats.
pub(crate) struct Formats {
    pub(crate) table: AnalyticsTable,
    pub(crate) json: Fetch,
    pub(crate) csv: Fetch,
}

macro_rules! formats {
    ($($name:ident => $row:ident),*) => {
        [$(Formats {
            table: AnalyticsTable::$name,
            json: |dust| Box::pin(rows::<analytics::$name>(dust)),
            csv: |dust| Box::pin(csv::<types::$row>(dust, AnalyticsTable::$name)),
        }),*]
    };
}

/// All analytics tables.
pub(crate) fn tables() -> [Formats; 10] {
    formats![
        UsageMetrics => UsageMetricsRow, ActiveUsers => ActiveUsersRow, Source => SourceRow,
        SkillUsage => SkillUsageRow, ToolUsage => ToolUsageRow, Skills => SkillsRow,
        Agents => AgentsRow, Users => UsersRow, Messages => MessagesRow, Feedback => FeedbackRow
    ]
}
