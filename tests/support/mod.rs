//! A server of raw TCP on a loopback port: it misbehaves byte by byte as a test asks, and counts what it saw.

#![allow(dead_code, missing_docs, unreachable_pub)]

use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dust_sandbox::Sandbox;
use dust_sdk::{Client, Config};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

/// The configuration of a client of a sandbox, with its admin key.
pub fn config(sandbox: &Sandbox) -> Config {
    Config::new(sandbox.workspace_id(), sandbox.api_key()).base_url(sandbox.url())
}

/// A request as it arrived.
#[derive(Clone, Debug)]
pub struct Seen {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.as_str())
    }
}

/// What the server does after it has read a request.
#[derive(Clone, Debug)]
pub enum Act {
    /// Sends these bytes and waits for the next request on the connection.
    Send(Vec<u8>),
    /// Sends these bytes and closes the connection in order.
    SendAndClose(Vec<u8>),
    /// Sends these bytes and resets the connection.
    SendAndReset(Vec<u8>),
    /// Sends these bytes and then nothing, while the connection stays open.
    SendAndStall(Vec<u8>),
    /// Sends the first bytes, then one piece after another without end.
    SendEndlessly {
        head: Vec<u8>,
        piece: Vec<u8>,
        every: Duration,
    },
}

/// The server; it stops when dropped.
pub struct Server {
    pub address: SocketAddr,
    seen: Arc<Mutex<Vec<Seen>>>,
    open: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl Server {
    /// Starts a server that asks `script` what to do with each request; the first has number 0.
    pub async fn start<F>(script: F) -> Self
    where
        F: Fn(usize, &Seen) -> Act + Send + Sync + 'static,
    {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let seen = Arc::new(Mutex::new(Vec::new()));
        let open = Arc::new(AtomicUsize::new(0));
        let script: Arc<Script> = Arc::new(script);
        let task = tokio::spawn(accept(listener, seen.clone(), open.clone(), script));
        Self {
            address,
            seen,
            open,
            task,
        }
    }

    /// Starts a server that does the same with every request.
    pub async fn always(act: Act) -> Self {
        Self::start(move |_, _| act.clone()).await
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    pub fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }

    pub fn requests(&self) -> usize {
        self.seen.lock().unwrap().len()
    }

    /// How many connections are open now.
    pub fn connections(&self) -> usize {
        self.open.load(Ordering::SeqCst)
    }

    pub fn config(&self) -> Config {
        Config::new("w1", "sk-test").base_url(self.url())
    }

    pub fn client(&self) -> Client {
        Client::new(self.config()).unwrap()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.task.abort();
    }
}

type Script = dyn Fn(usize, &Seen) -> Act + Send + Sync;

async fn accept(
    listener: TcpListener,
    seen: Arc<Mutex<Vec<Seen>>>,
    open: Arc<AtomicUsize>,
    script: Arc<Script>,
) {
    // Dropped with this future, and the connections with it.
    let mut connections = tokio::task::JoinSet::new();
    while let Ok((stream, _)) = listener.accept().await {
        let (seen, script) = (seen.clone(), script.clone());
        let counted = Counted::new(open.clone());
        connections.spawn(async move {
            let _counted = counted;
            serve(stream, seen, script).await;
        });
        while connections.try_join_next().is_some() {}
    }
}

struct Counted(Arc<AtomicUsize>);

impl Counted {
    fn new(open: Arc<AtomicUsize>) -> Self {
        open.fetch_add(1, Ordering::SeqCst);
        Self(open)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

async fn serve(mut stream: TcpStream, seen: Arc<Mutex<Vec<Seen>>>, script: Arc<Script>) {
    let mut buffer = Vec::new();
    while let Some(request) = read_request(&mut stream, &mut buffer).await {
        let number = {
            let mut seen = seen.lock().unwrap();
            seen.push(request.clone());
            seen.len() - 1
        };
        match script(number, &request) {
            Act::Send(bytes) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
            Act::SendAndClose(bytes) => {
                let _ = stream.write_all(&bytes).await;
                let _ = stream.shutdown().await;
                return;
            }
            Act::SendAndReset(bytes) => {
                let _ = stream.write_all(&bytes).await;
                if !bytes.is_empty() {
                    // A reset overtakes what the client has not read yet.
                    tokio::time::sleep(Duration::from_millis(100)).await;
                }
                let _ = stream.set_zero_linger();
                return;
            }
            Act::SendAndStall(bytes) => {
                let _ = stream.write_all(&bytes).await;
                wait_for_close(&mut stream).await;
                return;
            }
            Act::SendEndlessly { head, piece, every } => {
                let _ = stream.write_all(&head).await;
                while stream.write_all(&piece).await.is_ok() {
                    tokio::time::sleep(every).await;
                }
                return;
            }
        }
    }
}

async fn wait_for_close(stream: &mut TcpStream) {
    let mut buffer = [0; 1024];
    while matches!(stream.read(&mut buffer).await, Ok(1..)) {}
}

async fn read_request(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<Seen> {
    let head_end = loop {
        if let Some(at) = buffer.windows(4).position(|part| part == b"\r\n\r\n") {
            break at;
        }
        read_more(stream, buffer).await?;
    };
    let head = String::from_utf8_lossy(&buffer[..head_end]).into_owned();
    buffer.drain(..head_end + 4);
    let mut lines = head.split("\r\n");
    let mut start = lines.next()?.split(' ');
    let mut seen = Seen {
        method: start.next()?.to_owned(),
        target: start.next()?.to_owned(),
        headers: lines
            .filter_map(|line| line.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect(),
        body: Vec::new(),
    };
    let length = seen
        .header("content-length")
        .map_or(0, |text| text.parse().unwrap());
    while buffer.len() < length {
        read_more(stream, buffer).await?;
    }
    seen.body = buffer.drain(..length).collect();
    Some(seen)
}

async fn read_more(stream: &mut TcpStream, buffer: &mut Vec<u8>) -> Option<()> {
    match stream.read_buf(buffer).await {
        Ok(0) | Err(_) => None,
        Ok(_) => Some(()),
    }
}

/// A response with a body of a known length.
pub fn response(status: &str, headers: &[(&str, &str)], body: impl AsRef<[u8]>) -> Vec<u8> {
    let body = body.as_ref();
    let mut bytes = head(status, headers);
    bytes.extend_from_slice(format!("Content-Length: {}\r\n\r\n", body.len()).as_bytes());
    bytes.extend_from_slice(body);
    bytes
}

/// Status line and headers, without the blank line that ends them.
pub fn head(status: &str, headers: &[(&str, &str)]) -> Vec<u8> {
    let mut text = format!("HTTP/1.1 {status}\r\n");
    for (name, value) in headers {
        text += &format!("{name}: {value}\r\n");
    }
    text.into_bytes()
}

pub fn json(status: &str, body: &serde_json::Value) -> Vec<u8> {
    response(
        status,
        &[("Content-Type", "application/json")],
        body.to_string(),
    )
}

/// Dust's envelope of an error.
pub fn error_body(code: &str, message: &str) -> String {
    serde_json::json!({"error": {"type": code, "message": message}}).to_string()
}

pub fn ok() -> Act {
    Act::Send(json("200 OK", &serde_json::json!({"spaces": []})))
}
