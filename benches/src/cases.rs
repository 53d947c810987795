//! What is measured: each case once with this crate and once with what a user would write without it.

use std::hint::black_box;

use dust_sdk::types::{MessagesRow, RunRequest};
use dust_sdk::{AnalyticsTable, Client, Config, Export, RunEvent};
use futures_util::StreamExt;
use memchr::memmem;
use serde_json::{Map, Value, json};

use crate::{BenchResult, bulk, calls};

pub fn run(case: &str, address: &str, size: u64) -> BenchResult {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        match case {
            "idle" => bytes(address, 1).await,
            "small" => calls::small(address, size, 1).await,
            "small-floor" => calls::small_floor(address, size, 1).await,
            "small-32" => calls::small(address, size, 32).await,
            "small-32-floor" => calls::small_floor(address, size, 32).await,
            "list" => calls::list(address, size).await,
            "list-floor" => calls::list_floor(address, size).await,
            "events" => events(address, &format!("many{size}"), size).await,
            "single-events" => events(address, &format!("single{size}"), size).await,
            "events-floor" => events_floor(address, &format!("many{size}"), size).await,
            "single-events-floor" => events_floor(address, &format!("single{size}"), size).await,
            "bytes" => bytes(address, size).await,
            "bytes-floor" => bytes_floor(address, size).await,
            "save" => save(address, size).await,
            "rows" => rows(address, size).await,
            "upsert-rows" => bulk::rows(address, size).await,
            "upsert-rows-floor" => bulk::rows_floor(address, size).await,
            "upsert-documents" => bulk::documents(address, size).await,
            other => Err(format!("there is no case {other}").into()),
        }
    })
}

pub fn client(address: &str) -> BenchResult<Client> {
    Ok(Client::new(
        Config::new("w1", "sk-test").base_url(format!("http://{address}")),
    )?)
}

pub fn expect(want: u64, got: u64) -> BenchResult {
    match got >= want {
        true => Ok(()),
        false => Err(format!("{got} came, {want} were expected").into()),
    }
}

async fn events(address: &str, space: &str, count: u64) -> BenchResult {
    let request = RunRequest::new("latest", Map::new(), [json!({})]);
    let mut events = client(address)?
        .space(space)
        .app("app")
        .run(&request)
        .stream()
        .await?;
    let mut tokens = 0;
    while let Some(event) = events.next().await {
        if let RunEvent::Tokens(event) = event? {
            black_box(&event.tokens.text);
            tokens += 1;
        }
    }
    expect(count, tokens)
}

/// Splits at blank lines and parses each event into a `Value`.
async fn events_floor(address: &str, space: &str, count: u64) -> BenchResult {
    let url = format!("http://{address}/api/v1/w/w1/spaces/{space}/apps/app/runs");
    let body =
        json!({"specification_hash": "latest", "config": {}, "inputs": [{}], "stream": true});
    let response = reqwest::Client::new()
        .post(url)
        .bearer_auth("sk-test")
        .json(&body)
        .send()
        .await?;
    let mut chunks = response.bytes_stream();
    let mut buffer = Vec::new();
    let mut tokens = 0;
    while let Some(chunk) = chunks.next().await {
        buffer.extend_from_slice(&chunk?);
        let mut start = 0;
        while let Some(end) = memmem::find(&buffer[start..], b"\n\n") {
            let event = &buffer[start..start + end];
            start += end + 2;
            let Some(data) = event.strip_prefix(b"data: ") else {
                continue;
            };
            let event: Value = serde_json::from_slice(data)?;
            if event["type"] == "tokens" {
                black_box(event["content"]["tokens"]["text"].as_str());
                tokens += 1;
            }
        }
        buffer.drain(..start);
    }
    expect(count, tokens)
}

/// The size goes to the server as the time zone, which it takes for that.
async fn export(address: &str, size: u64) -> BenchResult<Export> {
    let workspace = client(address)?.workspace();
    let analytics = workspace.analytics(AnalyticsTable::Messages, "2026-05-01", "2026-05-31");
    Ok(analytics.timezone(size.to_string()).csv().await?)
}

async fn bytes(address: &str, size: u64) -> BenchResult {
    let mut export = export(address, size).await?;
    let mut received = 0;
    while let Some(chunk) = export.chunk().await? {
        received += black_box(chunk).len() as u64;
    }
    expect(size, received)
}

async fn bytes_floor(address: &str, size: u64) -> BenchResult {
    let url =
        format!("http://{address}/api/v1/w/w1/analytics/export?table=messages&timezone={size}");
    let response = reqwest::Client::new()
        .get(url)
        .bearer_auth("sk-test")
        .send()
        .await?;
    let mut chunks = response.bytes_stream();
    let mut received = 0;
    while let Some(chunk) = chunks.next().await {
        received += black_box(chunk?).len() as u64;
    }
    expect(size, received)
}

async fn save(address: &str, size: u64) -> BenchResult {
    let path = std::env::temp_dir().join(format!("dust-sdk-bench-{}.csv", std::process::id()));
    let saved = export(address, size).await?.save_to(&path).await;
    std::fs::remove_file(&path)?;
    expect(size, saved?)
}

async fn rows(address: &str, size: u64) -> BenchResult {
    let mut rows = export(address, size).await?.rows::<MessagesRow>();
    let mut cells = 0;
    while let Some(row) = rows.next().await {
        cells += black_box(row?).message_id.map_or(0, |id| id.len() as u64);
    }
    expect(1, cells)
}
