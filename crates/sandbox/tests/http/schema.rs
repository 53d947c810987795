//! Every operation of the document is called, and its answers are as the document says. [`answer`](crate::support::answer)
//! validates each of them.

use std::collections::BTreeSet;

use reqwest::Method;
use serde_json::{Value, json};

use crate::conversation_support::{CONVERSATIONS, TestConversation, message};
use crate::document_validator::document_validator;
use crate::support::{Answer, Dust, answer, definition};

#[tokio::test]
async fn traces_are_pairs_of_results() {
    let (dust, validator) = (Dust::start().await, document_validator());
    let run = dust.run(json!({ "blocking": true })).await.ok();
    for trace in run["run"]["traces"].as_array().unwrap() {
        assert!(
            trace[0][0].is_string() && trace[0][1].is_string(),
            "{trace}"
        );
        for result in trace[1]
            .as_array()
            .unwrap()
            .iter()
            .flat_map(|input| input.as_array().unwrap())
        {
            validator.check_named("BlockResult", result);
        }
    }
}

#[tokio::test]
async fn events_are_as_described() {
    use dust_sandbox::{Sandbox, SandboxApp, SandboxBlock};
    let talker = SandboxApp::new("talker").block(
        SandboxBlock::chat("MODEL", |_| "ok".to_owned())
            .event("reasoning_tokens", json!({ "tokens": { "text": "hm" } }))
            .event("reasoning_item", json!({ "item": { "id": "rs_1" } }))
            .event(
                "function_call",
                json!({ "function_call": { "name": "lookup" } }),
            )
            .event(
                "function_call_arguments_tokens",
                json!({ "tokens": { "text": "{}" } }),
            ),
    );
    let map = SandboxBlock::new("llm", "MODEL")
        .maps("EACH", |_| vec![Ok(json!(1)), Ok(json!(2))])
        .tokens(["a"]);
    let builder = Sandbox::builder()
        .app(talker)
        .app(SandboxApp::new("mapper").block(map));
    let dust = Dust::of(builder).await;
    let mut seen = std::collections::BTreeSet::new();
    let mut events = dust
        .run(json!({ "stream": true, "specification_hash": "none" }))
        .await
        .events();
    for app in [
        dust.sandbox.app_id(),
        dust.sandbox.failing_app_id(),
        "talker",
        "mapper",
    ] {
        events.extend(dust.run_app(app, json!({ "stream": true })).await.events());
    }
    for event in events {
        let name = event["type"].as_str().unwrap().to_owned();
        seen.insert(name);
    }
    assert_eq!(seen.len(), 10, "{seen:?}");
}

#[tokio::test]
async fn exports_are_as_described() {
    let (dust, validator) = (Dust::start().await, document_validator());
    for (table, row) in [
        ("usage_metrics", "UsageMetricsRow"),
        ("active_users", "ActiveUsersRow"),
        ("source", "SourceRow"),
        ("skill_usage", "SkillUsageRow"),
        ("tool_usage", "ToolUsageRow"),
        ("skills", "SkillsRow"),
        ("agents", "AgentsRow"),
        ("users", "UsersRow"),
        ("messages", "MessagesRow"),
        ("feedback", "FeedbackRow"),
    ] {
        let query = format!("table={table}&startDate=2026-10-01&endDate=2026-10-07&format=json");
        let rows = dust.get(&format!("analytics/export?{query}")).await.ok();
        assert!(!rows.as_array().unwrap().is_empty(), "{table}");
        for item in rows.as_array().unwrap() {
            validator.check_named(row, item);
            let lacking = validator
                .properties(row)
                .filter(|key| item.get(key).is_none());
            let lacking: Vec<_> = lacking.collect();
            assert!(lacking.is_empty(), "{table} lacks {lacking:?}");
        }
    }
    for table in [
        "users",
        "assistant_messages",
        "builders",
        "assistants",
        "feedback",
    ] {
        let query = format!("start=2026-05&mode=month&format=json&table={table}");
        let rows = dust.get(&format!("workspace-usage?{query}")).await.ok();
        assert!(!rows.as_array().unwrap().is_empty(), "{table}");
    }
}

/// Calls of the operations that keep state, by operation: the usual ones, and one that is refused where there is one.
struct Scenario {
    dust: Dust,
    called: BTreeSet<String>,
}

impl Scenario {
    /// Notes which operation an answer is of, and that it is a success.
    fn ok(&mut self, operation: &str, answer: &Answer) {
        assert!(answer.status < 300, "{operation}: {}", answer.text());
        self.called.insert(operation.to_owned());
    }

    async fn get(&mut self, operation: &str, path: &str) -> Value {
        let got = self.dust.get(path).await;
        self.ok(operation, &got);
        serde_json::from_slice(&got.bytes).unwrap_or_default()
    }

    async fn send(&mut self, operation: &str, method: Method, path: &str, body: Value) -> Value {
        let got = answer(self.dust.request(method, path).json(&body)).await;
        self.ok(operation, &got);
        got.json()
    }

    async fn as_person(&mut self, operation: &str, method: Method, path: &str, body: Value) {
        let request = self.dust.http.request(method, self.dust.url(path));
        let token = self.dust.sandbox.access_token();
        let got = answer(request.bearer_auth(token).json(&body)).await;
        self.ok(operation, &got);
    }

    async fn agents(&mut self) {
        let agents = "assistant/agent_configurations";
        for query in ["", "?withAuthors=true", "?view=all_unrestricted"] {
            self.get("list_agents", &format!("{agents}{query}")).await;
        }
        self.get("search_agents", &format!("{agents}/search?q=b"))
            .await;
        for id in ["dust", "slack", "q7LxT2mRzK", "w0PfD6sYjH", "h3NqV8cJtS"] {
            for variant in ["light", "full"] {
                self.get("get_agent", &format!("{agents}/{id}?variant={variant}"))
                    .await;
            }
        }
        let mut import = definition();
        import["toolset"] =
            json!([{ "name": "x", "description": "", "type": "MCP", "configuration": {} }]);
        self.send(
            "import_agent",
            Method::POST,
            &format!("{agents}/import"),
            import,
        )
        .await;
        let path = format!("{agents}/q7LxT2mRzK");
        self.get("export_agent_yaml", &format!("{path}/export/yaml"))
            .await;
        for patch in [json!({ "tags": [] }), json!({ "userFavorite": true })] {
            self.send("update_agent", Method::PATCH, &path, patch).await;
        }
        self.send("archive_agent", Method::DELETE, &path, Value::Null)
            .await;
        let older = Dust::of(dust_sandbox::Sandbox::builder().older_server()).await;
        older.get(agents).await.ok();
    }

    async fn apps(&mut self) {
        self.get("list_spaces", "spaces?kinds=global").await;
        let space = self.dust.sandbox.space_id().to_owned();
        self.get("list_apps", &format!("spaces/{space}/apps")).await;
        for more in [
            json!({}),
            json!({ "blocking": true }),
            json!({ "blocking": true, "block_filter": [] }),
            json!({ "blocking": true, "inputs": [1, null] }),
            json!({ "stream": true }),
        ] {
            let got = self.dust.run(more).await;
            self.ok("create_run", &got);
        }
        let failing = self.dust.sandbox.failing_app_id();
        self.dust
            .run_app(failing, json!({ "blocking": true }))
            .await
            .ok();
        let started = self.dust.run(json!({})).await.ok();
        let id = started["run"]["run_id"].as_str().unwrap();
        for _ in 0..3 {
            let path = format!("{}/{id}", self.dust.runs(self.dust.sandbox.app_id()));
            self.get("get_run", &path).await;
        }
    }

    async fn data_sources(&mut self) {
        let space = format!("spaces/{}", self.dust.sandbox.space_id());
        let source = format!(
            "{space}/data_sources/{}",
            self.dust.sandbox.data_source_id()
        );
        self.get("list_data_sources", &format!("{space}/data_sources"))
            .await;
        let document = format!("{source}/documents/a%20b");
        for body in [
            json!({ "text": "One.\n\nTwo." }),
            json!({ "text": "One.", "light_document_output": true }),
            json!({ "text": "One.", "async": true }),
        ] {
            self.send("upsert_document", Method::POST, &document, body)
                .await;
        }
        self.get("list_documents", &format!("{source}/documents?limit=1"))
            .await;
        self.get("get_document", &document).await;
        let parents = json!({ "parents": ["a b"] });
        self.send(
            "set_document_parents",
            Method::POST,
            &format!("{document}/parents"),
            parents,
        )
        .await;
        self.send("delete_document", Method::DELETE, &document, Value::Null)
            .await;
        let text = json!({ "text": "Bonjour le monde" });
        self.send(
            "tokenize",
            Method::POST,
            &format!("{source}/tokenize"),
            text,
        )
        .await;
        let query = "search?query=refund&top_k=3&full_text=true&target_document_tokens=9";
        self.get("search_data_source", &format!("{source}/{query}"))
            .await;
        self.tables(&source).await;
        let views = format!("{space}/data_source_views");
        self.get("list_data_source_views", &views).await;
        let view = format!("{views}/dsv_p0L1cYv13w");
        self.get("get_data_source_view", &view).await;
        self.get("search_data_source_view", &format!("{view}/{query}"))
            .await;
        let patch = json!({ "parentsToAdd": [], "parentsToRemove": ["refund-policy"] });
        self.send("update_data_source_view", Method::PATCH, &view, patch)
            .await;
        self.node_searches().await;
    }

    async fn tables(&mut self, source: &str) {
        let tables = format!("{source}/tables");
        self.get("list_tables", &tables).await;
        let table = json!({ "name": "leads", "title": "", "description": "" });
        let made = self
            .send("upsert_table", Method::POST, &tables, table)
            .await;
        let table = format!("{tables}/{}", made["table"]["table_id"].as_str().unwrap());
        self.get("get_table", &table).await;
        let rows = json!({ "rows": [{ "row_id": "r", "value": { "a": 1 } }], "truncate": true });
        self.send("upsert_rows", Method::POST, &format!("{table}/rows"), rows)
            .await;
        self.get("list_rows", &format!("{table}/rows")).await;
        self.get("get_row", &format!("{table}/rows/r")).await;
        self.send(
            "delete_row",
            Method::DELETE,
            &format!("{table}/rows/r"),
            Value::Null,
        )
        .await;
        let deleted = self.dust.delete(&table).await;
        self.ok("delete_table", &deleted);
    }

    async fn node_searches(&mut self) {
        let space = self.dust.sandbox.space_id().to_owned();
        let body = json!({
            "query": "", "viewType": "all", "spaceIds": [space], "includeDataSources": true, "limit": 10,
        });
        self.send("search_nodes", Method::POST, "search?limit=2", body)
            .await;
        let streamed = self
            .dust
            .get(&format!("search?query=budget&spaceIds={space}"))
            .await;
        self.ok("stream_search", &streamed);
        let file = json!({ "serverViewId": "msv_google_drive", "externalId": "1AbC" });
        self.as_person(
            "upload_tool_file",
            Method::POST,
            "search/tools/upload",
            file,
        )
        .await;
    }

    async fn exports(&mut self) {
        for format in ["csv", "json"] {
            let period = "startDate=2026-10-01&endDate=2026-10-07";
            let path = format!("analytics/export?table=users&{period}&format={format}");
            self.get("export_analytics", &path).await;
            let path =
                format!("workspace-usage?start=2026-05&mode=month&format={format}&table=users");
            self.get("get_workspace_usage", &path).await;
        }
        self.get(
            "get_workspace_usage",
            "workspace-usage?start=2026-05&mode=month&table=all",
        )
        .await;
    }

    async fn conversations(&mut self) {
        let create = json!({ "message": message("dust", "Hi"), "blocking": true });
        self.send("create_conversation", Method::POST, CONVERSATIONS, create)
            .await;
        let chat = TestConversation::post_message(&self.dust, "dust", "Hello there").await;
        chat.receive(&self.dust, None).await;
        let path = chat.path();
        let events = self.dust.get(&chat.message_path("events")).await;
        self.ok("message_events", &events);
        self.get("get_conversation", &path).await;
        let page = self
            .get("get_conversation", &format!("{path}?limit=1"))
            .await;
        assert_eq!(page["hasMore"], true);
        let read = json!({ "read": true });
        self.send("update_conversation", Method::PATCH, &path, read)
            .await;
        let ids = json!({ "messageIds": [chat.message] });
        self.send(
            "cancel_messages",
            Method::POST,
            &format!("{path}/cancel"),
            ids,
        )
        .await;
        let fragment = json!({ "title": "Notes", "content": "12", "contentType": "text/plain" });
        let fragments = format!("{path}/content_fragments");
        self.send("add_fragment", Method::POST, &fragments, fragment)
            .await;
        let mut post = message("dust", "And now?");
        post["blocking"] = true.into();
        let messages = format!("{path}/messages");
        let posted = self
            .send("post_message", Method::POST, &messages, post)
            .await;
        let edit = json!({ "content": "What now?", "mentions": [] });
        let edit_path = format!(
            "{messages}/{}/edit",
            posted["message"]["sId"].as_str().unwrap()
        );
        self.send("edit_message", Method::POST, &edit_path, edit)
            .await;
        self.feedback(&chat).await;
        self.decisions().await;
        self.conversation_events().await;
    }

    async fn feedback(&mut self, chat: &TestConversation) {
        let feedbacks = chat.message_path("feedbacks");
        let give = json!({ "thumbDirection": "up", "feedbackContent": "Nice" });
        self.as_person("give_feedback", Method::POST, &feedbacks, give)
            .await;
        let all = format!("{}/feedbacks", chat.path());
        self.as_person("list_feedback", Method::GET, &all, Value::Null)
            .await;
        self.as_person("withdraw_feedback", Method::DELETE, &feedbacks, Value::Null)
            .await;
        for (operation, path) in [
            (
                "suggest_conversation_mentions",
                format!("{}/mentions/suggestions?query=d", chat.path()),
            ),
            (
                "suggest_mentions",
                "assistant/mentions/suggestions?query=a&select=users".to_owned(),
            ),
        ] {
            self.get(operation, &path).await;
        }
        let markdown = json!({ "markdown": "Hi @dust" });
        self.send(
            "parse_mentions",
            Method::POST,
            "assistant/mentions/parse",
            markdown,
        )
        .await;
    }

    async fn decisions(&mut self) {
        let chat = TestConversation::begin(&self.dust, "clerk").await;
        let asked = chat.until(&self.dust, "tool_approve_execution").await;
        let decision = json!({ "actionId": asked["actionId"], "approved": "approved" });
        let path = chat.message_path("validate-action");
        self.send("validate_action", Method::POST, &path, decision)
            .await;
        let asked = chat.until(&self.dust, "tool_ask_user_question").await;
        let reply = json!({ "actionId": asked["actionId"], "answer": { "selectedOptions": [0] } });
        let path = chat.message_path("answer-question");
        self.send("answer_question", Method::POST, &path, reply)
            .await;
        chat.receive(&self.dust, None).await;
        self.get("get_conversation", &chat.path()).await;
    }

    /// The stream of a conversation never ends, so that its first event has to do.
    async fn conversation_events(&mut self) {
        let chat = TestConversation::begin(&self.dust, "dust").await;
        let path = format!("{}/events", chat.path());
        let mut response = self.dust.request(Method::GET, &path).send().await.unwrap();
        assert_eq!(response.status(), 200);
        assert_eq!(response.headers()["content-type"], "text/event-stream");
        assert!(response.chunk().await.unwrap().is_some());
        self.called.insert("conversation_events".to_owned());
    }

    async fn files(&mut self) {
        let new = json!({ "contentType": "text/csv", "fileName": "a.csv", "fileSize": 4, "useCase": "conversation" });
        let created = self.send("create_file", Method::POST, "files", new).await;
        let boundary = "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\na,b\n\r\n--x--\r\n";
        let upload = self
            .dust
            .http
            .post(created["file"]["uploadUrl"].as_str().unwrap());
        let upload = upload.bearer_auth(self.dust.sandbox.api_key());
        let upload = upload.header("content-type", "multipart/form-data; boundary=x");
        let got = answer(upload.body(boundary)).await;
        self.ok("upload_file", &got);
    }
}

/// Operations that keep no state: the requests of their recorded examples are answered with their status.
async fn call_default_routes(dust: &Dust, called: &mut BTreeSet<String>) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/data/examples.json");
    let examples: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let stateful = called.clone();
    // A file may be kept on another host.
    let policy = reqwest::redirect::Policy::none();
    let http = reqwest::Client::builder().redirect(policy).no_proxy();
    let http = http.build().unwrap();
    for example in examples.as_array().unwrap() {
        let method: Method = example["method"].as_str().unwrap().parse().unwrap();
        let path = example["path"].as_str().unwrap();
        let operation = document_validator().operation(&method, path).unwrap();
        if stateful.contains(operation.id) {
            continue;
        }
        let url = format!("{}{path}", dust.sandbox.url());
        let request = http.request(method, url);
        let request = request.bearer_auth(dust.sandbox.access_token());
        let mut query = Vec::new();
        for (name, value) in example["query"].as_object().into_iter().flatten() {
            let one = std::slice::from_ref(value);
            for value in value.as_array().map_or(one, Vec::as_slice) {
                let text = value
                    .as_str()
                    .map_or_else(|| value.to_string(), str::to_owned);
                query.push((name, text));
            }
        }
        let request = request.query(&query);
        let request = match (example.get("request"), example["form"].as_array()) {
            (Some(body), _) => request.json(body),
            (None, Some(parts)) => request
                .header("content-type", "multipart/form-data; boundary=x")
                .body(form(parts)),
            (None, None) => request,
        };
        let got = answer(request).await;
        assert_eq!(
            got.status,
            example["status"],
            "{}: {}",
            example["name"],
            got.text()
        );
        called.insert(operation.id.to_owned());
    }
}

/// A multipart body of recorded parts; files are of the recorded size.
fn form(parts: &[Value]) -> String {
    let mut form = String::new();
    for part in parts {
        let name = part["name"].as_str().unwrap();
        let file_name = part["fileName"]
            .as_str()
            .map(|file| format!("; filename=\"{file}\""));
        let size = usize::try_from(part["size"].as_u64().unwrap_or_default()).unwrap();
        let content = part["value"]
            .as_str()
            .map_or("x".repeat(size), str::to_owned);
        form += &format!(
            "--x\r\nContent-Disposition: form-data; name=\"{name}\"{}\r\n\r\n{content}\r\n",
            file_name.unwrap_or_default()
        );
    }
    form + "--x--\r\n"
}

#[tokio::test]
async fn every_operation_answers_as_described() {
    use dust_sandbox::{Sandbox, SandboxAnswer, SandboxQuestion, SandboxTool};
    let script = SandboxAnswer::new()
        .thinks("Something is to be filed.")
        .tool(SandboxTool::new("file").needs_approval().output("Filed."))
        .asks(SandboxQuestion::new("Which one?").option("This", None))
        .text("Done.");
    let trigger = json!({ "sId": "trg_w4Kt0Zs", "name": "Morning digest" });
    let builder = Sandbox::builder()
        .trigger(trigger)
        .agent("clerk")
        .answers(script);
    let mut scenario = Scenario {
        dust: Dust::of(builder).await,
        called: BTreeSet::new(),
    };
    scenario.agents().await;
    scenario.apps().await;
    scenario.data_sources().await;
    scenario.exports().await;
    scenario.conversations().await;
    scenario.files().await;
    let mut called = scenario.called;
    call_default_routes(&scenario.dust, &mut called).await;
    let operations = document_validator().operations();
    let escaped = operations
        .iter()
        .filter(|operation| !called.contains(operation.id));
    let escaped: Vec<&str> = escaped.map(|operation| operation.id).collect();
    assert!(escaped.is_empty(), "not called: {escaped:?}");
}

#[tokio::test]
async fn errors_are_as_described() {
    let dust = Dust::start().await;
    let agents = "assistant/agent_configurations";
    let runs = dust.runs(dust.sandbox.app_id());
    for got in [
        dust.get_as("sk-no", agents).await,
        dust.get(&format!("{agents}?view=list")).await,
        dust.get(&format!("{agents}/none")).await,
        dust.post(&format!("{agents}/import"), &json!({})).await,
        dust.post(&runs, &json!({})).await,
        dust.run(json!({ "specification_hash": "none" })).await,
        dust.get(&format!("{runs}/none")).await,
        dust.get("analytics/export").await,
        dust.get("workspace-usage").await,
        dust.get(&format!("{CONVERSATIONS}/none")).await,
    ] {
        assert!(got.status >= 400);
        assert_eq!(got.header("content-type"), "application/json");
    }
}
