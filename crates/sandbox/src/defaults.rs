//! What a sandbox holds from the start: enough that each operation has something to show.

use std::collections::{HashMap, HashSet, VecDeque};
use std::time::Duration;

use serde_json::{Value, json};

use crate::state::access::Access;
use crate::state::access::Credential;
use crate::state::agent::SandboxAgent;
use crate::state::app::{SandboxApp, SandboxBlock};
use crate::state::conversation::Conversations;
use crate::state::data_source::SandboxDataSource;
use crate::state::definition;
use crate::state::document::SandboxDocument;
use crate::state::ids::Ids;
use crate::state::space::SandboxSpace;
use crate::state::table::SandboxTable;
use crate::state::triggers::Triggers;
use crate::state::window::Window;
use crate::state::workspace::{Files, Workspace};

pub(crate) const WORKSPACE: &str = "aB3kD9xQ2m";
pub(crate) const ADMIN_KEY: &str = "sk-sandbox-admin-key";
pub(crate) const KEY: &str = "sk-sandbox-key-without-admin-scope";
pub(crate) const ACCESS_TOKEN: &str = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzYW5kYm94In0.sandbox";
pub(crate) const FAILING_APP: &str = "Ft4wQx1dWf";
const SPACE: &str = "vlt_rZ8mT4qLxW";
const ADA: &str = "ada@example.com";
const NOE: &str = "noe@example.com";

/// The workspace that [`Sandbox::start`](crate::Sandbox::start) serves.
pub(crate) fn workspace() -> Workspace {
    Workspace {
        access: Access {
            workspace_id: WORKSPACE.to_owned(),
            credentials: vec![
                Credential::admin_key(ADMIN_KEY),
                Credential::key(KEY),
                Credential::access_token(ACCESS_TOKEN, ADA),
            ],
            api_access: true,
        },
        usage_access: true,
        older: false,
        members: vec![ADA.to_owned(), NOE.to_owned()],
        tool_servers: [
            "search",
            "include_data",
            "query_tables",
            "run_dust_app",
            "web_search_&_browse",
        ]
        .map(str::to_owned)
        .to_vec(),
        data_source_views: HashSet::new(),
        unknown_ids: HashSet::new(),
        agents: agents(),
        spaces: spaces(),
        runs: HashMap::new(),
        runs_per_day: 10_000,
        exports_per_minute: 60,
        exports: VecDeque::new(),
        analytics_rows: HashMap::new(),
        usage_rows: HashMap::new(),
        conversations: Conversations::default(),
        files: Files::default(),
        upserts: Window::new(120, Duration::from_secs(60)),
        merge_delay: Duration::from_secs(10),
        document_limit: 5 << 20,
        data_limit: None,
        tool_files: vec![(
            "google_drive".to_owned(),
            vec![("1AbC".to_owned(), "Budget 2027".to_owned())],
        )],
        triggers: Triggers::default(),
        ids: Ids::default(),
    }
}

/// Gives numbers to what has none, and shows the tools of agents as actions.
pub(crate) fn settle(workspace: &mut Workspace) {
    let mut agents = std::mem::take(&mut workspace.agents);
    for agent in &mut agents {
        if agent.id == 0 {
            agent.id = workspace.ids.number();
        }
        for editor in &agent.editors {
            if !workspace.members.contains(editor) {
                workspace.members.push(editor.clone());
            }
        }
        let toolset = agent.toolset.clone();
        for item in &toolset {
            let server = item["configuration"]["mcp_server_name"].as_str();
            workspace.tool_servers.extend(server.map(str::to_owned));
            let views = definition::data_source_views(item).map(str::to_owned);
            workspace.data_source_views.extend(views);
        }
        definition::apply_toolset(workspace, agent, &toolset);
    }
    workspace.agents = agents;
    for space in &mut workspace.spaces {
        let views = space.data_sources.iter().flat_map(|source| &source.views);
        workspace
            .data_source_views
            .extend(views.map(|view| view.id.clone()));
        for app in &mut space.apps {
            app.id = workspace.ids.number();
        }
    }
}

fn agents() -> Vec<SandboxAgent> {
    let mut dust = SandboxAgent::global("dust")
        .description("An agent with context on your company data.")
        .skill("frames", "Create Frames");
    dust.model.insert("temperature".to_owned(), json!(0.7));
    let slack = SandboxAgent::global("slack")
        .description("An agent with context on your Slack channels.")
        .status("disabled_missing_datasource");
    vec![dust, slack, billing(), report(), draft()]
}

fn billing() -> SandboxAgent {
    let mut agent = SandboxAgent::new("BillingHelper")
        .id("q7LxT2mRzK")
        .description("Answers billing questions")
        .instructions(
            "Answer billing questions in the language of the customer.\nNever promise a refund.\n",
        )
        .editor(ADA)
        .editor(NOE)
        .tag("support")
        .skill("skl_4hQwZ1nBkT", "Refund policy")
        .tool(search_tool());
    agent.spaces = vec![json!({ "space_id": SPACE, "name": "Company Data" })];
    agent.version = 7;
    agent
}

fn search_tool() -> Value {
    json!({
        "name": "search_handbook",
        "description": "Search the company handbook.",
        "type": "MCP",
        "configuration": {
            "mcp_server_name": "search",
            "time_frame": { "duration": 3, "unit": "month" },
            "data_sources": {
                "dsv_b6NtL0fRzM": {
                    "view_id": "dsv_b6NtL0fRzM",
                    "is_select_all": false,
                    "selected_resources": ["notion-6f1c2a"],
                    "tags_filter": null,
                },
            },
        },
    })
}

fn report() -> SandboxAgent {
    let mut agent = SandboxAgent::new("Weekly_report")
        .id("w0PfD6sYjH")
        .description("Crée le rapport hebdo – équipe 📈")
        .instructions("Write the report of the week.")
        .model("openai", "gpt-5-mini")
        .editor(NOE);
    // A whole number, as some models have, and a document inside a string.
    agent.model.insert("temperature".to_owned(), json!(1));
    let format = r#"{"type":"json_schema","json_schema":{"name":"r","schema":{"type":"object"}}}"#;
    agent
        .model
        .insert("responseFormat".to_owned(), format.into());
    agent.favorite = true;
    agent
}

fn draft() -> SandboxAgent {
    SandboxAgent::new("ContractDraft")
        .id("h3NqV8cJtS")
        .description("Not ready yet")
        .instructions("Read a contract and list its risks.")
        .editor(ADA)
        .hidden()
}

fn spaces() -> Vec<SandboxSpace> {
    let open = SandboxSpace::new(SPACE)
        .name("Company Data")
        .kind("global")
        .app(answering())
        .app(failing())
        .data_source(help_center())
        .data_source(notion())
        .app(
            SandboxApp::new("Zt6yUo2rNa")
                .name("empty-app")
                .never_saved(),
        );
    let closed = SandboxSpace::new("vlt_c7TqB1dXnE")
        .name("Board")
        .restricted()
        .app(SandboxApp::new("Bd3rPw0cVe").name("minutes"));
    vec![open, closed]
}

/// Succeeds with any configuration and any input.
fn answering() -> SandboxApp {
    let answer = |input: &Value| match input["question"].as_str() {
        Some(question) => format!("You asked: « {question} »"),
        None => format!("You sent: {input}"),
    };
    SandboxApp::new("Hn5wPz0cVe")
        .name("pricing")
        .description("Answers a question about prices")
        .block(SandboxBlock::input("INPUT"))
        .block(SandboxBlock::chat("MODEL", answer))
        .block(SandboxBlock::code("OUTPUT", move |input| {
            Ok(json!({ "answer": answer(input) }))
        }))
}

/// A folder with documents and a table.
fn help_center() -> SandboxDataSource {
    let refunds = "Customers may return a product within 30 days.\n\nExchanges take 5 days.";
    let refunds = SandboxDocument::new("refund-policy", refunds)
        .title("Refund policy")
        .tag("lang:en")
        .source_url("https://help.example.com/refunds")
        .timestamp(1_761_813_000_000);
    let shipping = SandboxDocument::new("https://help.example.com/livraison 1", "Sous 48 heures.")
        .title("Livraison – délais")
        .tag("lang:fr")
        .timestamp(1_760_000_000_000);
    let contracts = SandboxTable::new("contracts-2026")
        .name("contracts_2026")
        .title("Contracts 2026")
        .description("Signed contracts")
        .row(
            "acme",
            json!({ "customer": "Acme", "seats": 7, "price": 29.5, "active": true }),
        )
        .row(
            "globex",
            json!({ "customer": "Globex", "seats": 120, "price": 24, "active": null }),
        );
    SandboxDataSource::new("dts_pK7vN2cYhQ")
        .name("Help center")
        .description("Articles for customers")
        .document(refunds)
        .document(shipping)
        .table(contracts)
        .view("dsv_p0L1cYv13w", ["refund-policy"])
}

/// A connection that only Dust writes to.
fn notion() -> SandboxDataSource {
    SandboxDataSource::new("dts_m4nAg3dN0t")
        .name("managed-notion")
        .provider("notion")
        .document(
            SandboxDocument::new("notion-6f1c2a", "Handbook of the company.").title("Handbook"),
        )
}

/// Fails in its second block, whatever comes in.
fn failing() -> SandboxApp {
    SandboxApp::new(FAILING_APP)
        .name("broken")
        .block(SandboxBlock::input("INPUT"))
        .block(SandboxBlock::new("code", "PREP").fails("ReferenceError: price is not defined"))
        .block(SandboxBlock::code("OUTPUT", |_| Ok(Value::Null)))
}
