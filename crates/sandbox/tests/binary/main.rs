//! The binary as users start it: its output, its signals, its errors.

// Elsewhere a process may not open so many connections by default.
#[cfg(target_os = "linux")]
mod streams;

use std::io::{BufRead, BufReader, Read};
use std::process::{Child, Command, Output, Stdio};

use serde_json::{Value, json};

const NAMES: [&str; 5] = [
    "DUST_BASE_URL",
    "DUST_WORKSPACE_ID",
    "DUST_API_KEY",
    "DUST_SPACE_ID",
    "DUST_APP_ID",
];

/// A running sandbox, stopped when dropped.
struct Running {
    process: Child,
    settings: Vec<String>,
}

fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dust-sandbox"));
    command
        .args(words)
        .stderr(Stdio::piped())
        .stdout(Stdio::piped());
    command
}

fn start(words: &[&str]) -> Running {
    let mut process = command(words).spawn().unwrap();
    let lines = BufReader::new(process.stdout.take().unwrap()).lines();
    let lines: Vec<String> = lines.take(5).map(Result::unwrap).collect();
    let settings = NAMES.iter().zip(&lines).map(|(name, line)| {
        let value = line.strip_prefix(&format!("export {name}="));
        value.unwrap_or_else(|| panic!("{line}")).to_owned()
    });
    let settings = settings.collect();
    Running { process, settings }
}

fn fails(words: &[&str]) -> (Option<i32>, String) {
    let Output {
        status,
        stdout,
        stderr,
    } = command(words).output().unwrap();
    assert!(stdout.is_empty(), "{stdout:?}");
    (status.code(), String::from_utf8(stderr).unwrap())
}

impl Running {
    fn url(&self, path: &str) -> String {
        format!("{}/api/v1/w/{}/{path}", self.settings[0], self.settings[1])
    }

    async fn request(
        &self,
        method: &str,
        path: &str,
        body: Option<&Value>,
    ) -> reqwest::Result<(u16, Value)> {
        let http = reqwest::Client::builder().no_proxy().build()?;
        let request = http
            .request(method.parse().unwrap(), self.url(path))
            .bearer_auth(&self.settings[2]);
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        let response = request.send().await?;
        Ok((response.status().as_u16(), response.json().await?))
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        self.request("GET", path, None).await.unwrap()
    }

    /// Sends a signal; gives the exit code and what was written to standard error.
    #[cfg(unix)]
    fn stop(mut self, signal: &str) -> (Option<i32>, String) {
        let mut kill = Command::new("kill");
        assert!(
            kill.args([signal, &self.process.id().to_string()])
                .status()
                .unwrap()
                .success()
        );
        let code = self.process.wait().unwrap().code();
        let mut text = String::new();
        self.process
            .stderr
            .take()
            .unwrap()
            .read_to_string(&mut text)
            .unwrap();
        (code, text)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It fails only if the process has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

#[cfg(unix)]
#[tokio::test]
async fn serves_until_a_signal_comes() {
    for signal in ["-TERM", "-INT"] {
        let sandbox = start(&[]);
        assert!(sandbox.settings[0].starts_with("http://127.0.0.1:"));
        let (status, agents) = sandbox.get("assistant/agent_configurations").await;
        assert_eq!(
            (status, agents["agentConfigurations"][0]["sId"].as_str()),
            (200, Some("dust"))
        );
        let address = sandbox.settings[0].trim_start_matches("http://").to_owned();
        let (code, text) = sandbox.stop(signal);
        assert_eq!(code, Some(0), "{signal}: {text}");
        assert!(text.contains("200 GET    /api/v1/w/"), "{text}");
        assert!(text.ends_with("The sandbox has stopped.\n"), "{text}");
        assert!(!text.contains("warning"), "{text}");
        assert!(std::net::TcpStream::connect(address).is_err());
    }
}

#[cfg(unix)]
#[tokio::test]
async fn other_addresses_are_warned_of() {
    let sandbox = start(&["--host", "0.0.0.0"]);
    assert!(sandbox.settings[0].starts_with("http://127.0.0.1:"));
    assert_eq!(sandbox.get("spaces").await.0, 200);
    let (_, text) = sandbox.stop("-TERM");
    assert!(
        text.starts_with("warning: the sandbox listens on 0.0.0.0: "),
        "{text}"
    );
}

#[cfg(unix)]
#[tokio::test]
async fn logs_one_json_object_a_line() {
    let sandbox = start(&[
        "--log",
        "json",
        "--fault",
        "reset@/spaces",
        "--fault=rate-limited=2",
    ]);
    assert_eq!(sandbox.get("assistant/agent_configurations").await.0, 429);
    assert!(
        sandbox
            .request("GET", "spaces?kinds=global", None)
            .await
            .is_err()
    );
    let workspace = sandbox.settings[1].clone();
    let (_, text) = sandbox.stop("-TERM");
    let lines: Vec<Value> = text
        .lines()
        .filter_map(|line| serde_json::from_str(line).ok())
        .collect();
    assert_eq!(lines.len(), 2, "{text}");
    assert_eq!(lines[0]["status"], 429);
    assert_eq!(lines[1]["method"], "GET");
    assert_eq!(
        lines[1]["target"],
        format!("/api/v1/w/{workspace}/spaces?kinds=global")
    );
    assert_eq!(lines[1]["status"], Value::Null);
    let time = lines[0]["time"].as_str().unwrap();
    assert!(time.len() == 24 && time.ends_with('Z'), "{time}");
}

#[tokio::test]
async fn a_seed_file_is_the_whole_world_if_it_says_so() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/seed.yaml");
    let sandbox = start(&["--seed", file, "--log", "none"]);
    assert_eq!(
        sandbox.settings[1..],
        ["acme", "sk-acme-admin", "vlt_main", "prices"]
    );
    let (_, agents) = sandbox.get("assistant/agent_configurations").await;
    let agents = agents["agentConfigurations"].as_array().unwrap();
    let ids: Vec<&Value> = agents.iter().map(|agent| &agent["sId"]).collect();
    assert_eq!(ids, ["dust", "support"]);
    let (_, apps) = sandbox.get("spaces/vlt_main/apps").await;
    let apps = apps["apps"].as_array().unwrap();
    let ids: Vec<&Value> = apps.iter().map(|app| &app["sId"]).collect();
    assert_eq!(ids, ["prices", "broken", "draft"]);

    let run = |inputs: Value| json!({ "specification_hash": "latest", "config": {}, "inputs": inputs, "blocking": true });
    let runs = "spaces/vlt_main/apps/prices/runs";
    let asked = run(json!([{ "question": "How much?" }]));
    let (status, run_of) = sandbox.request("POST", runs, Some(&asked)).await.unwrap();
    assert_eq!(
        (status, &run_of["run"]["results"][0][0]["value"]),
        (200, &json!({ "price": 29 }))
    );
    let refused = sandbox
        .request("POST", runs, Some(&run(json!([{}]))))
        .await
        .unwrap();
    assert_eq!(refused.0, 400);

    let message = json!({
        "content": "Hello", "mentions": [{ "configurationId": "support" }],
        "context": { "username": "ada", "timezone": "UTC" },
    });
    let create = json!({ "message": message, "blocking": true });
    let (status, created) = sandbox
        .request("POST", "assistant/conversations", Some(&create))
        .await
        .unwrap();
    assert_eq!(
        (status, &created["conversation"]["content"][1][0]["content"]),
        (200, &json!("How can I help?"))
    );
}

#[test]
fn errors_are_one_line_and_a_code() {
    let seed = std::env::temp_dir().join(format!("dust-sandbox-{}.yaml", std::process::id()));
    std::fs::write(&seed, "agents:\n  - name: a\n    anwsers: []\n").unwrap();
    let seed_path = seed.to_str().unwrap();
    let place =
        format!("error: {seed_path}:3:5: agents[0]: unknown field `anwsers`, expected one of ");
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let listen = format!("error: the sandbox cannot listen on 127.0.0.1:{port}: ");
    for (words, code, start) in [
        (["--seed", seed_path], 1, place.as_str()),
        (
            ["--seed", "/nowhere.yaml"],
            1,
            "error: /nowhere.yaml: cannot be read: ",
        ),
        (["--port", port.as_str()], 1, listen.as_str()),
        (
            ["--fault", "magic"],
            2,
            "error: invalid value 'magic' for '--fault <FAULT[@PATH]>': no fault is called",
        ),
    ] {
        let (got, text) = fails(&words);
        assert_eq!(got, Some(code), "{text}");
        assert!(text.starts_with(start), "{text}\n{start}");
    }
    std::fs::remove_file(seed).unwrap();
}

#[test]
fn the_help_explains() {
    let output = command(&["--help"]).output().unwrap();
    let text = String::from_utf8(output.stdout).unwrap();
    for part in [
        "--port <N>",
        "--host <ADDRESS>",
        "--seed <FILE>",
        "--fault <FAULT[@PATH]>",
        "cut-body=<bytes>",
        "DUST_BASE_URL",
        "Examples:",
        "not affiliated with Dust",
    ] {
        assert!(text.contains(part), "{part}: {text}");
    }
}
