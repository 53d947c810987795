//! Makes every request that this crate can make, and prints them as they arrived: one JSON object a line.
//!
//! `cargo xtask peers` replays them against mock servers of the published specs. The calls go to a sandbox, so that each
//! is made as a user would make it and is answered.

use dust_sandbox::{ReceivedRequest, Sandbox, SandboxSpace};
use dust_sdk::types::{
    AgentDefinition, AgentDetails, AgentDetailsPatch, AgentPatch, DraftScope, GenerationSettings,
    GenerationSettingsPatch, RunRequest, SkillReference, SpaceReference, Tag, ToolType,
    ToolsetItem,
};
use dust_sdk::{
    AgentVariant, AgentView, AnalyticsTable, Client, Config, Error, UsagePeriod, UsageTable,
};
use serde_json::{Map, json};

const START: &str = "2026-10-01";
const END: &str = "2026-10-31";
const AGENT: &str = "q7LxT2mRzK";

#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    // The definitions name a space that has to be there.
    let sandbox = Sandbox::builder()
        .space(SandboxSpace::new("vlt_1"))
        .start()
        .await?;
    let config = Config::new(sandbox.workspace_id(), sandbox.api_key()).base_url(sandbox.url());
    let mut calls = Calls {
        dust: Client::new(config)?,
        sandbox,
        printed: 0,
    };
    calls.read_agents().await?;
    calls.change_agents().await?;
    calls.run_apps().await?;
    Ok(calls.export().await?)
}

struct Calls {
    sandbox: Sandbox,
    dust: Client,
    printed: usize,
}

impl Calls {
    async fn read_agents(&mut self) -> Result<(), Error> {
        let agents = self.dust.agents();
        agents.list().await?;
        self.print("list_agents");
        agents.list().with_authors(true).await?;
        self.print("list_agents with_authors");
        for view in [
            AgentView::All,
            AgentView::Published,
            AgentView::Global,
            AgentView::Workspace,
        ] {
            agents.list().view(view).await?;
            self.print(&format!("list_agents view={view}"));
        }
        agents.list().view(AgentView::AllUnrestricted).await?;
        self.print("list_agents view=all_unrestricted");
        self.dust.agent("dust").get().await?;
        self.print("get_agent");
        self.dust
            .agent("dust")
            .get()
            .variant(AgentVariant::Full)
            .await?;
        self.print("get_agent variant=full");
        agents.search("a b&c").await?;
        self.print("search_agents");
        self.dust.agent(AGENT).export_yaml().await?;
        self.print("export_agent_yaml");
        Ok(())
    }

    async fn change_agents(&mut self) -> Result<(), Error> {
        let agents = self.dust.agents();
        agents.import(&definition()).await?;
        self.print("import_agent");
        let details = AgentDetailsPatch::default()
            .description("Helps more")
            .max_steps_per_run(12);
        let settings = GenerationSettingsPatch::default().temperature(0.2);
        let patch = AgentPatch::default()
            .agent(details)
            .generation_settings(settings)
            .instructions("Be brief.")
            .tags([])
            .skills([SkillReference::new("skl_1", "Refunds")])
            .toolset([]);
        self.dust.agent(AGENT).update(&patch).await?;
        self.print("update_agent");
        self.dust
            .agent(AGENT)
            .update(&AgentPatch::default().editors(["ada@example.com"]))
            .await?;
        self.print("update_agent editors");
        self.dust.agent(AGENT).archive().await?;
        self.print("archive_agent");
        Ok(())
    }

    async fn run_apps(&mut self) -> Result<(), Error> {
        let space = self.dust.space(self.sandbox.space_id());
        let app = space.app(self.sandbox.app_id());
        space.apps().list().await?;
        self.print("list_apps");
        let mut config = Map::new();
        config.insert(
            "MODEL".to_owned(),
            json!({ "provider_id": "openai", "model_id": "gpt-5-mini" }),
        );
        let request = RunRequest::new("latest", config.clone(), [json!({ "question": "?" })]);
        let run = app
            .run(&request)
            .start()
            .use_workspace_credentials(true)
            .await?;
        self.print("create_run");
        app.run_by_id(&run.run_id).get().await?;
        self.print("get_run");
        drop(app.run(&request).stream().await?);
        self.print("create_run stream");
        let request = RunRequest::new("latest", config, [json!(1)]).block_filter(["OUTPUT"]);
        app.run(&request).start().await?;
        self.print("create_run inputs=[1]");
        Ok(())
    }

    async fn export(&mut self) -> Result<(), Error> {
        let workspace = self.dust.workspace();
        for table in [
            AnalyticsTable::UsageMetrics,
            AnalyticsTable::ActiveUsers,
            AnalyticsTable::Source,
            AnalyticsTable::Agents,
            AnalyticsTable::Users,
            AnalyticsTable::SkillUsage,
            AnalyticsTable::ToolUsage,
            AnalyticsTable::Messages,
            AnalyticsTable::Skills,
            AnalyticsTable::Feedback,
        ] {
            drop(workspace.analytics(table, START, END).csv().await?);
            self.print(&format!("export_analytics table={table}"));
        }
        let analytics = workspace.analytics(AnalyticsTable::Users, START, END);
        drop(analytics.timezone("Europe/Paris").json().await?);
        self.print("export_analytics json timezone");
        self.export_usage().await
    }

    #[expect(
        deprecated,
        reason = "the operation is still there, and its requests have to be right"
    )]
    async fn export_usage(&mut self) -> Result<(), Error> {
        let workspace = self.dust.workspace();
        drop(
            workspace
                .usage(UsageTable::All, UsagePeriod::Month(2026, 5))
                .await?,
        );
        self.print("get_workspace_usage");
        let range = UsagePeriod::range(START, END)?;
        workspace
            .usage(UsageTable::Users, range)
            .include_inactive(true)
            .rows()
            .await?;
        self.print("get_workspace_usage range");
        Ok(())
    }

    /// Prints the one request that a call made.
    fn print(&mut self, name: &str) {
        let requests = self.sandbox.requests();
        let new = &requests[self.printed..];
        assert_eq!(new.len(), 1, "{name} made {} requests", new.len());
        self.printed = requests.len();
        println!("{}", json_line(name, &new[0]));
    }
}

fn json_line(name: &str, request: &ReceivedRequest) -> String {
    json!({
        "name": name,
        "method": request.method(),
        "target": request.target(),
        "accept": request.header("accept"),
        "contentType": request.header("content-type"),
        "body": request.json(),
    })
    .to_string()
}

fn definition() -> AgentDefinition {
    let agent = AgentDetails::new(
        "Helper",
        "Helps",
        DraftScope::Visible,
        8,
        false,
        "https://dust.tt/static/systemavatar/helper_avatar_full.png",
    );
    let settings = GenerationSettings::new("gpt-5-mini", "openai", 0.7, "medium");
    let mut configuration = Map::new();
    configuration.insert("mcp_server_name".to_owned(), "search".into());
    let tool = ToolsetItem::new("search", "Search", ToolType::Mcp, configuration);
    AgentDefinition::new(
        agent,
        "Be brief.",
        settings,
        [Tag::new("support", "standard")],
        ["ada@example.com"],
        [tool],
    )
    .skills([SkillReference::new("skl_1", "Refunds")])
    .spaces([SpaceReference::new("vlt_1", "Support")])
}
