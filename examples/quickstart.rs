//! A tour of the API: `cargo run --example quickstart`.
//!
//! With `DUST_API_KEY` and `DUST_WORKSPACE_ID` set it talks to Dust, and only reads unless `--write`
//! is given. Without, it talks to the sandbox in this process. `DUST_SPACE_ID` and `DUST_APP_ID` name
//! the app to run.

use std::env;
use std::error::Error;
use std::io::IsTerminal;

use dust_sandbox::Sandbox;
use dust_sdk::analytics::UsageMetrics;
use dust_sdk::types::{Agent, AgentDefinition, AgentPatch, RunRequest};
use dust_sdk::{AgentVariant, AgentView, Client, Config, ErrorKind};
use jiff::{ToSpan, Zoned};
use serde_json::json;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

#[tokio::main]
async fn main() -> Result {
    let tour = Tour::prepare().await?;
    tour.read_agents().await?;
    if tour.may_write {
        tour.write_agent().await?;
    } else {
        println!("\nSteps 4 to 7 change the workspace; give --write to see them.");
    }
    tour.run_app().await?;
    tour.show_usage().await
}

/// What the steps of the tour need.
struct Tour {
    dust: Client,
    may_write: bool,
    /// Space and app to run, where known.
    app: Option<(String, String)>,
    /// Kept, because dropping it ends it.
    _sandbox: Option<Sandbox>,
}

impl Tour {
    async fn prepare() -> Result<Self> {
        let may_write = env::args().any(|argument| argument == "--write");
        let variable = |name| env::var(name).ok().filter(|value| !value.is_empty());
        if variable("DUST_API_KEY").is_some() && variable("DUST_WORKSPACE_ID").is_some() {
            println!(
                "Talking to Dust as the environment says{}.",
                if may_write { "" } else { ", reading only" }
            );
            let app = variable("DUST_SPACE_ID").zip(variable("DUST_APP_ID"));
            return Ok(Self {
                dust: Client::from_env()?,
                may_write,
                app,
                _sandbox: None,
            });
        }
        println!(
            "DUST_API_KEY and DUST_WORKSPACE_ID are not set, so this talks to the sandbox in this process."
        );
        let sandbox = Sandbox::start().await?;
        let app = Some((sandbox.space_id().to_owned(), sandbox.app_id().to_owned()));
        Ok(Self {
            dust: Client::new(
                Config::new(sandbox.workspace_id(), sandbox.api_key()).base_url(sandbox.url()),
            )?,
            may_write: true,
            app,
            _sandbox: Some(sandbox),
        })
    }

    async fn read_agents(&self) -> Result {
        heading("1. List agents");
        let agents = self.dust.agents().list().view(AgentView::All).await?;
        for agent in agents.iter().take(10) {
            println!(
                "  {:<14} {:<24} {}",
                agent.s_id,
                agent.name,
                excerpt(agent.description.as_deref())
            );
        }
        if agents.len() > 10 {
            println!("  … and {} more", agents.len() - 10);
        }

        heading("2. Show one in full");
        match agents.first() {
            Some(first) => show(
                &self
                    .dust
                    .agent(&first.s_id)
                    .get()
                    .variant(AgentVariant::Full)
                    .await?,
            ),
            None => println!("  There is none that this key may see."),
        }

        heading("3. Search for \"re\"");
        for agent in self.dust.agents().search("re").await? {
            println!("  {}", agent.name);
        }
        Ok(())
    }

    async fn write_agent(&self) -> Result {
        heading("4. Import an agent from examples/agent.yaml");
        let definition = AgentDefinition::from_yaml(include_str!("agent.yaml"))?;
        let saved = self.dust.agents().import(&definition).await?;
        let id = saved.agent.s_id;
        println!("  {id} is {}", saved.agent.name);

        heading("5. Update it");
        let patch = AgentPatch::default().instructions("Write release notes in rhymes.");
        let saved = self.dust.agent(&id).update(&patch).await?;
        println!("  now version {}", saved.agent.version.unwrap_or_default());

        heading("6. Export it again");
        let yaml = self.dust.agent(&id).export_yaml().await?;
        println!("  {}", yaml.file_name().unwrap_or("(no file name)"));
        for line in yaml.text().lines().take(6) {
            println!("  | {line}");
        }

        heading("7. Archive it");
        self.dust.agent(&id).archive().await?;
        println!("  {id} is archived");
        Ok(())
    }

    async fn run_app(&self) -> Result {
        heading("8. List apps, and run one");
        let Some((space, app)) = &self.app else {
            println!("  Set DUST_SPACE_ID and DUST_APP_ID to see apps and a run.");
            return Ok(());
        };
        for app in self.dust.space(space).apps().list().await? {
            println!("  {:<14} {}", app.s_id, app.name);
        }
        if !self.may_write {
            println!("  A run costs money; give --write to start one.");
            return Ok(());
        }
        let request = RunRequest::latest([json!({"question": "How much is the Pro plan?"})]);
        let run = self.dust.space(space).app(app).run(&request).await?;
        println!("  run {} {}", &run.run_id, run.status());
        match run.output() {
            Some(output) => println!("  output: {output}"),
            None => println!("  no output; errors: {:?}", run.errors()),
        }
        Ok(())
    }

    async fn show_usage(&self) -> Result {
        heading("9. A week of usage");
        let today = Zoned::now().date();
        let rows = self
            .dust
            .workspace()
            .analytics_rows::<UsageMetrics>(today - 6.days(), today)
            .await;
        let rows = match rows {
            Err(error) if error.kind() == ErrorKind::Permission => {
                println!("  This key may not read analytics: {error}");
                return Ok(());
            }
            rows => rows?,
        };
        println!(
            "  {:<12} {:>9} {:>14} {:>13}",
            "date", "messages", "conversations", "active users"
        );
        for row in rows {
            println!(
                "  {:<12} {:>9} {:>14} {:>13}",
                row.date.unwrap_or_default(),
                row.messages.unwrap_or_default(),
                row.conversations.unwrap_or_default(),
                row.active_users.unwrap_or_default(),
            );
        }
        Ok(())
    }
}

fn show(agent: &Agent) {
    println!("  name          {}", agent.name);
    println!("  description   {}", excerpt(agent.description.as_deref()));
    if let Some(status) = &agent.status {
        println!("  status        {status}");
    }
    if let Some(model) = &agent.model {
        println!(
            "  model         {}",
            model.model_id.as_deref().unwrap_or("-")
        );
    }
    let skills: Vec<&str> = agent
        .skills
        .iter()
        .flatten()
        .filter_map(|skill| skill.name())
        .collect();
    println!(
        "  skills        {}",
        if skills.is_empty() {
            "-".to_owned()
        } else {
            skills.join(", ")
        }
    );
    for action in agent.actions.iter().flatten() {
        println!("  action        {}", action.name.as_deref().unwrap_or("-"));
    }
}

fn excerpt(text: Option<&str>) -> String {
    text.unwrap_or("-").chars().take(60).collect()
}

/// Colour only where a person looks at it.
fn heading(text: &str) {
    if std::io::stdout().is_terminal() {
        println!("\n\x1b[1;36m{text}\x1b[0m");
    } else {
        println!("\n{text}");
    }
}
