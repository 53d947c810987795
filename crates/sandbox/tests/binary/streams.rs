//! A thousand answers are streamed at once.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::task::JoinSet;

use crate::{Running, start};

const STREAMS: usize = 1000;

/// Each answer is silent long enough that all streams are open at the same time.
const SEED: &str = "
agents:
  - name: poet
    answers:
      - - text: \"Roses are red, \"
        - pause_ms: 6000
        - text: violets are blue.
";

/// What one stream gave.
struct Streamed {
    text: String,
    first_event: Instant,
    end: Instant,
}

async fn stream(
    http: reqwest::Client,
    create: String,
    key: String,
    open: Arc<AtomicUsize>,
) -> reqwest::Result<Streamed> {
    let message = json!({
        "content": "A poem, please", "mentions": [{ "configurationId": "poet" }],
        "context": { "username": "ada", "timezone": "UTC" },
    });
    let request = http.post(&create).bearer_auth(&key);
    let created = request.json(&json!({ "message": message })).send().await?;
    let created: Value = created.error_for_status()?.json().await?;
    let id = |value: &Value| value["sId"].as_str().unwrap().to_owned();
    let conversation = &created["conversation"];
    let message = &conversation["content"][1][0];
    let events = format!(
        "{create}/{}/messages/{}/events",
        id(conversation),
        id(message)
    );
    let mut response = http
        .get(events)
        .bearer_auth(&key)
        .send()
        .await?
        .error_for_status()?;
    let (mut body, mut first_event) = (Vec::new(), None);
    while let Some(piece) = response.chunk().await? {
        body.extend_from_slice(&piece);
        if first_event.is_none() && body.ends_with(b"\n\n") {
            first_event = Some(Instant::now());
            open.fetch_add(1, Ordering::Relaxed);
        }
    }
    Ok(Streamed {
        text: text(&String::from_utf8(body).unwrap()),
        first_event: first_event.unwrap(),
        end: Instant::now(),
    })
}

/// The text of a stream that ends as it should.
fn text(body: &str) -> String {
    assert!(body.ends_with("data: done\n\n"), "{body}");
    let mut text = String::new();
    for event in body.split("\n\n") {
        let data = event
            .strip_prefix("data: ")
            .and_then(|data| serde_json::from_str(data).ok());
        let event: Value = data.unwrap_or_default();
        if event["data"]["classification"] == "tokens" {
            text += event["data"]["text"].as_str().unwrap();
        }
    }
    text
}

/// Streams that wait do not wake the sandbox.
async fn silence_costs_nothing(sandbox: &Running) {
    let Some(before) = processor_time(sandbox.process.id()) else {
        return;
    };
    tokio::time::sleep(Duration::from_secs(2)).await;
    let after = processor_time(sandbox.process.id()).unwrap();
    let used = after - before;
    assert!(used < 20, "{used} hundredths of a second in 2 s of silence");
}

/// Processor time of a process in hundredths of a second, where the system tells.
fn processor_time(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    let fields: Vec<&str> = fields.split(' ').collect();
    let ticks = |at: usize| fields.get(at)?.parse::<u64>().ok();
    Some(ticks(11)? + ticks(12)?)
}

#[tokio::test]
async fn a_thousand_answers_stream_at_once() {
    let seed =
        std::env::temp_dir().join(format!("dust-sandbox-{}-streams.yaml", std::process::id()));
    std::fs::write(&seed, SEED).unwrap();
    let sandbox: Running = start(&["--seed", seed.to_str().unwrap(), "--log", "none"]);
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    let (mut tasks, open) = (JoinSet::new(), Arc::<AtomicUsize>::default());
    for _ in 0..STREAMS {
        let create = sandbox.url("assistant/conversations");
        let key = sandbox.settings[2].clone();
        tasks.spawn(stream(http.clone(), create, key, open.clone()));
    }
    let started = Instant::now();
    // Streams that fail are found below.
    while open.load(Ordering::Relaxed) < STREAMS && started.elapsed() < Duration::from_secs(30) {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    silence_costs_nothing(&sandbox).await;
    let (mut texts, mut errors) = (BTreeMap::new(), Vec::new());
    let (mut last_start, mut first_end) = (None, None);
    while let Some(streamed) = tasks.join_next().await {
        match streamed.unwrap() {
            Ok(streamed) => {
                *texts.entry(streamed.text).or_insert(0) += 1;
                last_start = last_start.max(Some(streamed.first_event));
                first_end = first_end.or(Some(streamed.end)).min(Some(streamed.end));
            }
            Err(error) => errors.push(error.to_string()),
        }
    }
    std::fs::remove_file(seed).unwrap();
    assert!(errors.is_empty(), "{} errors: {}", errors.len(), errors[0]);
    let expected = "Roses are red, violets are blue.".to_owned();
    assert_eq!(texts, BTreeMap::from([(expected, STREAMS)]));
    // All were open together for a while.
    let together = first_end
        .unwrap()
        .saturating_duration_since(last_start.unwrap());
    assert!(
        together > Duration::ZERO,
        "the last stream began after the first had ended"
    );
    eprintln!("{STREAMS} streams, all of them open for {together:?}");
}
