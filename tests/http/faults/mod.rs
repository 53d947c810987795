//! Twelve ways for a connection to fail, under all kinds of calls: what the user is told, how many requests the server
//! saw, and that it ends in time.
//!
//! Planted faults that turn cells red, each tried: taking every method for one that only reads (96 cells of changes are
//! sent again, or nearly), no limit in `read_whole` (the 14 cells of an endless JSON body run into the time limit), and a
//! broken connection that is never sent again (16 cells of reads, exports and streams see too few requests).

mod calls;

use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use calls::{KINDS, Kind, call};
use dust_sdk::{Client, Config, ErrorKind};
use tokio::net::TcpSocket;

use crate::support::{Act, Server, head, response};

/// Silence that counts as a stall, and the limit for what never falls silent.
const SILENCE: Duration = Duration::from_secs(3);
const LIMIT: Duration = Duration::from_secs(25);
/// No cell may take longer: three stalls, two waits, and much for a busy machine.
const BOUND: Duration = Duration::from_secs(60);
pub(crate) const LARGEST: usize = 256 * 1024;

/// What each kind of call should see: the kind of error, and the requests for read, change, run and export. `listened` is
/// one post, and the connections to the stream that are given up after.
struct Row {
    fault: &'static str,
    /// None refuses the connection.
    act: Option<Act>,
    limit: Duration,
    error: ErrorKind,
    requests: [usize; 4],
    listened: usize,
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
        listened: match (error, requests) {
            (ErrorKind::Timeout, ONCE) | (ErrorKind::Decode, _) => 2,
            // The message is read where its stream cannot be.
            (ErrorKind::Timeout | ErrorKind::PayloadTooLarge, _) => 3,
            _ => 4,
        },
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
    let endless = |piece: &str, every| Act::SendEndlessly {
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
            listened: 0,
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

impl Kind {
    /// The requests of a row; a change is sent once, whatever befalls it.
    fn requests(self, row: &Row) -> usize {
        match self {
            // A decision has one effect, however often it is sent.
            Self::Read | Self::Decide | Self::AnswerQuestion | Self::Cancel => row.requests[0],
            Self::Export => row.requests[3],
            Self::Upload | Self::Listen if row.act.is_none() => 0,
            Self::Upload => 2,
            Self::Listen => row.listened,
            Self::CreateRun => row.requests[2],
            _ => row.requests[1],
        }
    }

    /// A stream that is silent is connected to anew until its deadline, so that comes halfway to the third silence.
    fn limit(self, row: &Row) -> Duration {
        match (self, row.error) {
            (Self::Listen, ErrorKind::Timeout) => SILENCE * 3 / 2,
            _ => row.limit,
        }
    }
}

/// An address without a listener: the socket holds the port, so that no other server gets it.
fn refusing() -> (TcpSocket, String) {
    let socket = TcpSocket::new_v4().unwrap();
    socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let url = format!("http://{}", socket.local_addr().unwrap());
    (socket, url)
}

/// A server that is well until the fault is due.
async fn faulty(act: Act, kind: Kind) -> Server {
    let own = Arc::new(OnceLock::new());
    let known: Arc<OnceLock<String>> = own.clone();
    let server = Server::start(move |_, seen| {
        let url = known.get().map_or("", String::as_str);
        kind.prelude(seen, url).unwrap_or_else(|| act.clone())
    })
    .await;
    own.get_or_init(|| server.url());
    server
}

/// One cell, with all that is made before its time counts.
struct Cell<'a> {
    row: &'a Row,
    kind: Kind,
    server: Option<Server>,
    dust: Client,
    _held: TcpSocket,
}

impl<'a> Cell<'a> {
    async fn new(row: &'a Row, kind: Kind) -> Self {
        let server = match &row.act {
            Some(act) => Some(faulty(act.clone(), kind).await),
            None => None,
        };
        let (held, refusing) = refusing();
        let url = server.as_ref().map_or(refusing, Server::url);
        let mut config = Config::new("w1", "sk-test")
            .base_url(url)
            .read_timeout(SILENCE)
            .max_json_bytes(LARGEST);
        if let Kind::Announce | Kind::Upload = kind {
            // They have no limit of their own.
            config = config.timeout(row.limit);
        }
        Self {
            row,
            kind,
            server,
            dust: Client::new(config).unwrap(),
            _held: held,
        }
    }

    /// Runs the cell, and says what is wrong with it.
    async fn run(&self) -> Option<String> {
        let (row, kind) = (self.row, self.kind);
        let expected_requests = kind.requests(row);
        let started = Instant::now();
        let limit = kind.limit(row);
        let result = tokio::time::timeout(BOUND, call(kind, &self.dust, limit)).await;
        let took = started.elapsed();
        let requests = self.server.as_ref().map_or(0, Server::requests);
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
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_fault_under_every_kind_of_call() {
    let rows = rows();
    let mut cells = Vec::new();
    for row in &rows {
        for kind in KINDS {
            cells.push(Cell::new(row, kind).await);
        }
    }
    let runs = cells.iter().map(|cell| Box::pin(cell.run()));
    let results = futures_util::future::join_all(runs).await;
    assert_eq!(results.len(), 12 * 16);
    let red: Vec<_> = results.into_iter().flatten().collect();
    assert!(
        red.is_empty(),
        "{} red cells:\n{}",
        red.len(),
        red.join("\n")
    );
}
