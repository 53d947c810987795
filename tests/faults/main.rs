//! Twelve ways for a connection to fail, under four kinds of calls: what the user is told, how many requests the server
//! saw, and that it ends in time.
//!
//! Planted faults that turn cells red, each tried: taking every method for one that only reads (16 cells of changes and
//! runs are sent again), no limit in `read_whole` (the 3 cells of an endless JSON body run into the time limit), and a
//! broken connection that is never sent again (10 cells of reads and exports see one request).

mod support;

use std::time::{Duration, Instant};

use dust_sdk::types::{AgentPatch, RunRequest};
use dust_sdk::{AnalyticsTable, Client, Config, Error, ErrorKind};
use serde_json::{Map, json};
use support::{Act, Server, head, response};
use tokio::net::TcpSocket;

/// Silence that counts as a stall, and the limit for what never falls silent.
const SILENCE: Duration = Duration::from_secs(3);
const LIMIT: Duration = Duration::from_secs(25);
/// No cell may take longer: three stalls, two waits, and much for a busy machine.
const BOUND: Duration = Duration::from_secs(60);
const LARGEST: usize = 256 * 1024;

#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Read,
    Change,
    CreateRun,
    Export,
}

const KINDS: [Kind; 4] = [Kind::Read, Kind::Change, Kind::CreateRun, Kind::Export];

async fn call(kind: Kind, dust: &Client, limit: Duration) -> Result<(), Error> {
    match kind {
        Kind::Read => drop(dust.agents().list().timeout(limit).await?),
        Kind::Change => {
            let patch = AgentPatch::default();
            drop(dust.agents().update("a", &patch).timeout(limit).await?);
        }
        Kind::CreateRun => {
            let request = RunRequest::new("latest", Map::new(), [json!({})]);
            drop(dust.apps("s").start("a", &request).timeout(limit).await?);
        }
        Kind::Export => {
            let table = AnalyticsTable::Messages;
            let days = ("2026-01-01", "2026-01-31");
            let export = dust.workspace().analytics(table, days.0, days.1);
            drop(export.timeout(limit).csv().await?.bytes(LARGEST).await?);
        }
    }
    Ok(())
}

/// What each kind of call should see: the kind of error, and the requests for read, change, run and export.
struct Row {
    fault: &'static str,
    /// None refuses the connection.
    act: Option<Act>,
    limit: Duration,
    error: ErrorKind,
    requests: [usize; 4],
}

/// A failure before or in the headers: whatever only reads is sent again.
const EARLY: [usize; 4] = [3, 1, 1, 3];
/// A failure in the body: an export has begun to arrive, so it is the caller's to repeat.
const LATE: [usize; 4] = [3, 1, 1, 1];
const ONCE: [usize; 4] = [1; 4];

fn row(fault: &'static str, act: Act, error: ErrorKind, requests: [usize; 4]) -> Row {
    Row {
        fault,
        act: Some(act),
        limit: LIMIT,
        error,
        requests,
    }
}

fn rows() -> Vec<Row> {
    use ErrorKind::{Connect, Decode, PayloadTooLarge, Timeout, Transport};
    let begun = |headers: &[(&str, &str)], body: &[u8]| {
        let mut bytes = head("200 OK", headers);
        bytes.extend_from_slice(b"\r\n");
        bytes.extend_from_slice(body);
        bytes
    };
    let chunked = [("Transfer-Encoding", "chunked")];
    let first_chunk = begun(&chunked, b"5\r\n{\"age\r\n");
    let large_header = head("200 OK", &[("X-Large", &"x".repeat(1_000_000))]);
    let html = [("Content-Type", "text/html; charset=utf-8")];
    let page = response("200 OK", &html, "<html>sign in</html>");
    let endless = |piece: &str, every| Act::Repeat {
        head: begun(&chunked, b""),
        piece: format!("{:x}\r\n{piece}\r\n", piece.len()).into_bytes(),
        every: Duration::from_millis(every),
    };
    vec![
        Row {
            fault: "refused",
            act: None,
            limit: LIMIT,
            error: Connect,
            requests: [0; 4],
        },
        row(
            "reset before headers",
            Act::SendAndReset(vec![]),
            Transport,
            EARLY,
        ),
        row(
            "reset in headers",
            Act::SendAndReset(b"HTTP/1.1 200 OK\r\nContent-Ty".to_vec()),
            Transport,
            EARLY,
        ),
        row(
            "cut in mid-body",
            Act::SendAndClose(first_chunk.clone()),
            Transport,
            LATE,
        ),
        row(
            "stalled before headers",
            Act::SendAndStall(vec![]),
            Timeout,
            EARLY,
        ),
        row(
            "stalled in the body",
            Act::SendAndStall(first_chunk),
            Timeout,
            LATE,
        ),
        Row {
            limit: Duration::from_secs(3),
            ..row("slow drip", endless(" ", 50), Timeout, ONCE)
        },
        row(
            "garbage status line",
            Act::SendAndClose(b"\x16\x03\x01 what is this\r\n\r\n".to_vec()),
            Transport,
            EARLY,
        ),
        row(
            "oversize headers",
            Act::SendAndClose(large_header),
            Transport,
            EARLY,
        ),
        row(
            "endless body",
            endless(&" ".repeat(8192), 0),
            PayloadTooLarge,
            ONCE,
        ),
        row(
            "wrong Content-Length",
            Act::SendAndClose(begun(
                &[("Content-Length", "999")],
                b"{\"agentConfigurations\":[]}",
            )),
            Transport,
            LATE,
        ),
        row("wrong Content-Type", Act::Send(page), Decode, ONCE),
    ]
}

/// An address where nobody listens: the socket holds the port, so that no other server gets it.
fn refusing() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    (socket, url)
}

/// Runs one cell, and says what is wrong with it.
async fn cell(row: &Row, kind: Kind, expected_requests: usize) -> Option<String> {
    let server = match &row.act {
        Some(act) => Some(Server::always(act.clone()).await),
        None => None,
    };
    let (_held, refusing) = refusing();
    let url = server.as_ref().map_or(refusing, Server::url);
    let config = Config::new("w1", "sk-test")
        .base_url(url)
        .read_timeout(SILENCE)
        .max_json_bytes(LARGEST);
    let dust = Client::new(config).unwrap();
    let started = Instant::now();
    let result = tokio::time::timeout(BOUND, call(kind, &dust, row.limit)).await;
    let took = started.elapsed();
    let requests = server.as_ref().map_or(0, Server::requests);
    let what = format!("{} × {kind:?}, {took:?}", row.fault);
    match result {
        Err(_) => Some(format!("{what}: it does not end")),
        Ok(Ok(())) => Some(format!("{what}: it succeeds")),
        Ok(Err(error)) if error.kind() != row.error || requests != expected_requests => {
            Some(format!(
                "{what}: {:?} after {requests} requests, expected {:?} after {expected_requests}: {error}",
                error.kind(),
                row.error
            ))
        }
        Ok(Err(error)) if error.operation().is_none() => Some(format!(
            "{what}: it does not say which call failed: {error:?}"
        )),
        Ok(Err(_)) => None,
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_under_every_kind_of_call() {
    let rows = rows();
    let cells = rows.iter().flat_map(|row| {
        let kinds = KINDS.iter().zip(row.requests);
        kinds.map(move |(kind, requests)| cell(row, *kind, requests))
    });
    let results = futures_util::future::join_all(cells).await;
    assert_eq!(results.len(), 48);
    let red: Vec<_> = results.into_iter().flatten().collect();
    assert!(
        red.is_empty(),
        "{} red cells:\n{}",
        red.len(),
        red.join("\n")
    );
}
