//! A few thousand calls against a server that fails every third request.
//!
//! Each call ends in the right answer or in a right error, no run is created twice, no connection stays, memory stays.

use std::collections::HashMap;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use dust_sdk::types::RunRequest;
use dust_sdk::{Client, Error, ErrorKind, Method};
use futures_util::stream::{self, StreamExt};
use serde_json::{Map, Value, json};

use crate::child;
use crate::support::{self, Act, Seen, Server, error_body, head, response};

const CALLS: usize = 4_000;
const AT_ONCE: usize = 200;

/// How often each run was created, by the name that its request carries.
type Created = Arc<Mutex<HashMap<String, usize>>>;

fn last_segment(target: &str) -> &str {
    target.rsplit('/').next().unwrap_or_default()
}

/// The right answer: what was asked for comes back.
fn answer(seen: &Seen) -> Vec<u8> {
    let body = if seen.method == "POST" {
        json!({"run": {"run_id": run_name(seen), "status": {"run": "running"}}})
    } else {
        json!({"echo": last_segment(&seen.target), "filler": "x".repeat(2_000)})
    };
    support::json("200 OK", &body)
}

fn run_name(seen: &Seen) -> String {
    let body: Value = serde_json::from_slice(&seen.body).unwrap();
    body["inputs"][0]["name"].as_str().unwrap().to_owned()
}

/// One of many failures, and whether the server has acted on the request all the same.
fn fault(number: usize, seen: &Seen) -> (Act, bool) {
    let soon = [("Retry-After", "0.01")];
    let error_response = |status, code, message| {
        let body = error_body(code, message);
        Act::Send(response(status, &soon, body))
    };
    match number / 3 % 7 {
        0 => (
            error_response("503 Service Unavailable", "service_unavailable", "m"),
            false,
        ),
        1 => (
            error_response("429 Too Many Requests", "rate_limit_error", "m"),
            false,
        ),
        2 => (
            error_response("500 Internal Server Error", "internal_server_error", "m"),
            true,
        ),
        3 => (
            Act::Send(response("502 Bad Gateway", &soon, "<html>")),
            true,
        ),
        4 => (Act::SendAndReset(Vec::new()), true),
        5 => {
            let answer = answer(seen);
            (Act::SendAndClose(answer[..answer.len() / 2].to_vec()), true)
        }
        _ => {
            let mut garbled = head("200 OK", &[("Content-Length", "9")]);
            garbled.extend_from_slice(b"\r\n{\"run\": 7");
            (Act::Send(garbled), true)
        }
    }
}

async fn server(created: Created) -> Server {
    Server::start(move |number, seen| {
        let (act, acted) = match number % 3 {
            2 => fault(number, seen),
            _ => (Act::Send(answer(seen)), true),
        };
        if acted && seen.method == "POST" {
            *created.lock().unwrap().entry(run_name(seen)).or_default() += 1;
        }
        act
    })
    .await
}

/// Makes one call; the third of them creates a run.
async fn call(dust: &Client, number: usize) -> Result<(), Error> {
    let name = format!("n{number}");
    if number.is_multiple_of(3) {
        let request = RunRequest::new("latest", Map::new(), [json!({"name": name})]);
        let run = dust.space("s").app("a").run(&request).start().await?;
        assert_eq!(run.run_id, name, "an answer to another call");
    } else {
        let value = dust.request(Method::GET, &name).await?;
        assert_eq!(value["echo"], json!(name), "an answer to another call");
    }
    Ok(())
}

fn is_right(error: &Error, number: usize) -> bool {
    match error.kind() {
        // A read fails only if three attempts did, a run whenever it may have been created.
        ErrorKind::Unavailable | ErrorKind::Server | ErrorKind::Transport => {
            error.attempts() == 3 || number.is_multiple_of(3)
        }
        ErrorKind::RateLimited => error.attempts() == 3,
        ErrorKind::Decode => error.attempts() >= 1,
        _ => false,
    }
}

/// The memory of this process in bytes, where the system tells.
fn resident() -> Option<usize> {
    let pages = std::fs::read_to_string("/proc/self/statm").ok()?;
    let pages: usize = pages.split(' ').nth(1)?.parse().ok()?;
    Some(pages * 4096)
}

async fn run_calls(dust: &Client, numbers: std::ops::Range<usize>) -> (usize, Vec<String>) {
    let results = stream::iter(numbers)
        .map(|number| async move { (number, call(dust, number).await) })
        .buffer_unordered(AT_ONCE);
    results
        .fold(
            (0, Vec::new()),
            |(mut good, mut wrong), (number, result)| async move {
                match result {
                    Ok(()) => good += 1,
                    Err(error) if is_right(&error, number) => {}
                    Err(error) => wrong.push(format!("{number}: {error:?}")),
                }
                (good, wrong)
            },
        )
        .await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn survives_a_fault_in_every_third_response() {
    if !child::is_child() {
        // The memory of this process is that of all tests.
        return child::run("soak::survives_a_fault_in_every_third_response", &[]).await;
    }
    let started = Instant::now();
    let created = Created::default();
    let server = server(created.clone()).await;
    let dust = server.client();
    // Fills pools and caches, so that what is measured after it is growth.
    let (good, wrong) = run_calls(&dust, 0..CALLS / 4).await;
    assert!(wrong.is_empty() && good > CALLS / 8, "{good}: {wrong:?}");
    let before = resident();

    let (good, wrong) = run_calls(&dust, CALLS / 4..CALLS).await;
    assert!(wrong.is_empty(), "{wrong:?}");
    assert!(good > CALLS / 2, "only {good} calls succeeded");
    if let (Some(before), Some(after)) = (before, resident()) {
        // The server keeps what it saw, under 2 KiB a request.
        let allowed = before + 2_048 * server.requests() + 32 * 1024 * 1024;
        assert!(
            after < allowed,
            "memory grew from {before} to {after} bytes"
        );
    }

    let twice: Vec<_> = created
        .lock()
        .unwrap()
        .iter()
        .filter(|(_, count)| **count > 1)
        .map(|(name, _)| name.clone())
        .collect();
    assert!(twice.is_empty(), "runs created twice: {twice:?}");

    drop(dust);
    for _ in 0..100 {
        if server.connections() == 0 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    assert_eq!(server.connections(), 0, "connections stay open");
    assert!(started.elapsed() < Duration::from_secs(60));
}
