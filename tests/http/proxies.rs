//! Proxies: what goes through one, what does not, and what it may see.
//!
//! Planted faults that turn these red, each tried: a proxy for plain http on loopback, for each kind of call, and a proxy's
//! refusal that is tried again.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex};

use dust_sdk::types::NewConversation;
use dust_sdk::{AnalyticsTable, Client, Config, Error, ErrorKind, File, Method};
use futures_util::future::join_all;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt, copy_bidirectional};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

use crate::authority::{H1, H2, HOST, no_host};
use crate::child;
use crate::support::{self, Act, Server, response};
use crate::tls_server::{HyperServer, KEY, spaces};

/// A proxy that keeps what it was told before it opened a tunnel.
struct Proxy {
    address: SocketAddr,
    heads: Arc<Mutex<Vec<String>>>,
    task: JoinHandle<()>,
}

impl Proxy {
    /// Starts a proxy that opens tunnels, or answers so.
    async fn start(refusal: Option<&'static str>) -> Self {
        let listener = TcpListener::bind((HOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let heads = Arc::new(Mutex::new(Vec::new()));
        let log = heads.clone();
        let task = tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(tunnel(stream, log.clone(), refusal));
            }
        });
        Self {
            address,
            heads,
            task,
        }
    }

    fn heads(&self) -> Vec<String> {
        self.heads.lock().unwrap().clone()
    }
}

impl Drop for Proxy {
    fn drop(&mut self) {
        self.task.abort();
    }
}

async fn tunnel(
    mut stream: TcpStream,
    log: Arc<Mutex<Vec<String>>>,
    refusal: Option<&'static str>,
) {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        if !matches!(stream.read_buf(&mut head).await, Ok(1..)) {
            break;
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    log.lock().unwrap().push(head.clone());
    if let Some(refusal) = refusal {
        let _ = stream.write_all(refusal.as_bytes()).await;
        return;
    }
    let Some(target) = head.strip_prefix("CONNECT ") else {
        return;
    };
    let target = target.split(' ').next().unwrap();
    let mut server = TcpStream::connect(target).await.unwrap();
    stream.write_all(b"HTTP/1.1 200 OK\r\n\r\n").await.unwrap();
    let _ = copy_bidirectional(&mut stream, &mut server).await;
}

/// What a child is told.
const BASE_URL: &str = "DUST_SDK_TEST_BASE_URL";
const ROOT: &str = "DUST_SDK_TEST_ROOT";
const WORDS: &str = "DUST_SDK_TEST_WORDS";
const ATTEMPTS: &str = "DUST_SDK_TEST_ATTEMPTS";

/// One call of each kind; all of them go to the API.
async fn call_all(dust: &Client) -> Vec<Result<(), Error>> {
    let table = AnalyticsTable::Messages;
    let export = dust.workspace();
    let export = export.analytics(table, "2026-01-01", "2026-01-31");
    let blocking = NewConversation::default().blocking(true);
    let talks = dust.conversations();
    let file = File::new("f", "text/plain", "x");
    vec![
        dust.request(Method::GET, "spaces").await.map(drop),
        dust.request(Method::POST, "spaces").await.map(drop),
        talks.create(&blocking).await.map(drop),
        dust.files().upload(file).await.map(drop),
        export.csv().await.map(drop),
        dust.conversation("c")
            .message("m")
            .answer()
            .stream()
            .await
            .unwrap()
            .finish()
            .await
            .map(drop),
    ]
}

#[tokio::test]
async fn plain_http_on_loopback_goes_through_no_proxy() {
    if child::is_child() {
        let base_url = child::told(BASE_URL);
        let config = Config::new("w1", KEY).base_url(base_url).max_retries(0);
        let results = call_all(&Client::new(config).unwrap()).await;
        for result in results {
            // No server has the address ::1, which a proxy would not say, but the child finds out by itself.
            let kind = result.map_err(|error| error.kind());
            assert!(
                matches!(kind, Ok(()) | Err(ErrorKind::Connect | ErrorKind::Decode)),
                "{kind:?}"
            );
        }
        return;
    }
    let hosts = [("127.0.0.1", true), ("localhost", true), ("[::1]", false)];
    join_all(hosts.map(|(host, answers)| direct(host, answers))).await;
}

/// Runs the child against a server of this name, which is one that answers or that it does not find.
async fn direct(host: &'static str, answers: bool) {
    let proxy = Proxy::start(None).await;
    let server = Server::start(move |_, seen| {
        let url = format!("http://{}/upload", seen.header("host").unwrap());
        let body = json!({"file": {"sId": "f", "uploadUrl": url}});
        match seen.target.contains("/events") {
            true => Act::Send(response("200 OK", &[("Content-Type", "text/plain")], "")),
            false => Act::Send(support::json("200 OK", &body)),
        }
    })
    .await;
    let base_url = format!("http://{host}:{}", server.address.port());
    let url = format!("http://user:pass@{}", proxy.address);
    let mut variables = vec![(BASE_URL, base_url)];
    let names = [
        "http_proxy",
        "HTTP_PROXY",
        "https_proxy",
        "all_proxy",
        "ALL_PROXY",
    ];
    variables.extend(names.map(|name| (name, url.clone())));
    let test = "proxies::plain_http_on_loopback_goes_through_no_proxy";
    child::run(test, &variables).await;
    assert_eq!(server.requests(), if answers { 7 } else { 0 }, "{host}");
    assert_eq!(proxy.heads(), [""; 0], "{host}: the proxy was asked");
}

#[tokio::test]
async fn a_tunnel_never_sees_the_key() {
    if child::is_child() {
        let config = Config::new("w1", KEY).base_url(child::told(BASE_URL));
        let dust = Client::new(config.root_certificate(child::told(ROOT))).unwrap();
        dust.request(Method::GET, "spaces").await.unwrap();
        dust.request(Method::POST, "spaces").await.unwrap();
        return;
    }
    for protocols in [H2, H1] {
        let proxy = Proxy::start(None).await;
        let server = HyperServer::start(protocols, |_| spaces()).await;
        let variables = [
            (BASE_URL, server.tls.url()),
            (ROOT, server.tls.root().to_owned()),
            ("HTTPS_PROXY", format!("http://user:pass@{}", proxy.address)),
        ];
        child::run("proxies::a_tunnel_never_sees_the_key", &variables).await;
        assert_eq!(server.seen().len(), 2);
        assert!(
            server
                .seen()
                .iter()
                .all(|seen| seen.head.contains("authorization"))
        );
        let heads = proxy.heads();
        assert_eq!(heads.len(), 1, "one tunnel carries both: {heads:?}");
        assert!(
            heads[0].starts_with(&format!("CONNECT {}", server.tls.address)),
            "{heads:?}"
        );
        // user:pass
        assert!(heads[0].contains("Basic dXNlcjpwYXNz"), "{heads:?}");
        assert!(
            !heads[0].contains(KEY) && !heads[0].contains("Bearer"),
            "{heads:?}"
        );
    }
}

#[tokio::test]
async fn a_proxy_that_opens_no_tunnel_is_named() {
    if child::is_child() {
        let config = Config::new("w1", KEY).base_url(format!("https://{}", no_host()));
        let dust = Client::new(config).unwrap();
        let error = dust.request(Method::GET, "spaces").await.unwrap_err();
        let attempts: u32 = child::told(ATTEMPTS).parse().unwrap();
        assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
        assert!(error.message().contains(&child::told(WORDS)), "{error}");
        assert_eq!(error.attempts(), 0, "{error}");
        let told = error
            .to_string()
            .contains(&format!(" after {attempts} attempts"));
        assert_eq!(told, attempts > 1, "{error}");
        assert_eq!(error.is_retryable(), attempts > 1);
        let shown = format!("{error} {error:?}");
        assert!(
            !shown.contains("MARKER") && !shown.contains(HOST),
            "{shown}"
        );
        return;
    }
    let name = "proxies::a_proxy_that_opens_no_tunnel_is_named";
    let words = |proxy: String, words: &str, attempts: &str| {
        [
            ("HTTPS_PROXY", proxy),
            (WORDS, words.to_owned()),
            (ATTEMPTS, attempts.to_owned()),
        ]
    };
    for (refusal, said, attempts) in [
        (
            "HTTP/1.1 407 Proxy Authentication Required\r\nx: MARKER\r\n\r\nMARKER",
            "the proxy requires authentication (407)",
            "1",
        ),
        (
            "HTTP/1.1 502 Bad Gateway\r\nx: MARKER\r\n\r\n",
            "the proxy opened no tunnel to the server",
            "3",
        ),
        (
            "MARKER\r\n\r\n",
            "the proxy opened no tunnel to the server",
            "3",
        ),
    ] {
        let proxy = Proxy::start(Some(refusal)).await;
        let address = format!("http://MARKER:MARKER@{}", proxy.address);
        child::run(name, &words(address, said, attempts)).await;
        assert_eq!(proxy.heads().len().to_string(), attempts, "{refusal}");
    }
    let free = std::net::TcpListener::bind((HOST, 0)).unwrap();
    let refusing = format!("http://{}", free.local_addr().unwrap());
    drop(free);
    child::run(
        name,
        &words(refusing, "the proxy refused the connection", "3"),
    )
    .await;
    let nowhere = format!("http://{}:3128", no_host());
    let said = "the host name of the proxy was not found";
    child::run(name, &words(nowhere, said, "3")).await;
}
