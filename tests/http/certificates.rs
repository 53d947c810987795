//! Certificates that do not hold: each is told by name, in fixed words, and never tried twice.
//!
//! Planted faults that turn these red, each tried: an I/O error that is not looked into, and a certificate that is tried
//! again.

use std::net::SocketAddr;

use dust_sdk::{Client, Config, Error, ErrorKind, Method};
use reqwest::dns::{Name, Resolve, Resolving};
use tokio::io::AsyncWriteExt;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;

use crate::authority::{Authority, H2, HOST, Validity};
use crate::tls_server::{HyperServer, KEY, TlsServer, spaces};

async fn call(config: Config) -> Result<(), Error> {
    let dust = Client::new(config).unwrap();
    dust.request(Method::GET, "spaces").await.map(drop)
}

fn assert_named(error: &Error, words: &str, attempts: u32) {
    assert_eq!(error.kind(), ErrorKind::Connect, "{error:?}");
    assert!(error.message().contains(words), "{error}");
    assert_eq!(error.attempts(), 0, "{error}");
    let told = error
        .to_string()
        .contains(&format!(" after {attempts} attempts"));
    assert_eq!(told, attempts > 1, "{error}");
    assert_eq!(error.is_retryable(), attempts > 1, "{error}");
    let shown = format!("{error} {error:?}");
    for secret in [KEY, HOST, "127.0.0.1", "other.example", "w1"] {
        assert!(!shown.contains(secret), "{shown}");
    }
}

#[tokio::test]
async fn each_flaw_is_named_and_never_tried_again() {
    let cases = [
        (HOST, Validity::Past, true, "has expired"),
        (HOST, Validity::Future, true, "is not valid yet"),
        (
            "other.example",
            Validity::Now,
            true,
            "is for another host name",
        ),
        (
            HOST,
            Validity::Now,
            false,
            "is not from an authority that is trusted here",
        ),
    ];
    for (name, validity, trusted, words) in cases {
        let authority = Authority::new();
        let acceptor = authority.serve(name, validity, H2);
        let server = TlsServer::start_with(&authority, acceptor, |_| async {}).await;
        let config = match trusted {
            true => server.config(),
            false => Config::new("w1", KEY).base_url(server.url()),
        };
        assert_named(&call(config).await.unwrap_err(), words, 1);
        assert_eq!(server.accepted(), 1, "{words}");
    }
}

#[tokio::test]
async fn root_certificate_trusts_only_its_servers() {
    let (ours, theirs) = (Authority::new(), Authority::new());
    let serve = |authority: &Authority| authority.serve(HOST, Validity::Now, H2);
    let server = HyperServer::start_with(&ours, serve(&ours), |_| spaces()).await;
    let other = HyperServer::start_with(&theirs, serve(&theirs), |_| spaces()).await;
    call(server.tls.config()).await.unwrap();
    let config = server.tls.config().base_url(other.tls.url());
    assert_named(
        &call(config.clone()).await.unwrap_err(),
        "not from an authority",
        1,
    );
    call(config.root_certificate(theirs.pem())).await.unwrap();
    let bundle = format!("# two of them\n{}\n{}", ours.pem(), theirs.pem());
    for server in [&server, &other] {
        let config = Config::new("w1", KEY).base_url(server.tls.url());
        call(config.root_certificate(bundle.as_str()))
            .await
            .unwrap();
    }
}

#[test]
fn what_is_no_certificate_is_refused_at_once() {
    let broken = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";
    for pem in [
        "",
        "no certificate",
        "-----BEGIN CERTIFICATE-----\n",
        broken,
    ] {
        let error = Client::new(Config::new("w1", KEY).root_certificate(pem)).unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Config, "{pem}: {error}");
    }
    let http = reqwest::Client::new();
    let config = Config::new("w1", KEY).http_client(http);
    let error = Client::new(config.root_certificate(Authority::new().pem())).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Config);
    assert!(error.message().contains("tls_certs_merge"), "{error}");
}

/// A resolver that knows no name.
struct NoNames;

impl Resolve for NoNames {
    fn resolve(&self, _: Name) -> Resolving {
        Box::pin(async { Err("MARKER".into()) })
    }
}

/// A server that speaks, but not TLS.
async fn plain() -> (SocketAddr, JoinHandle<()>) {
    let listener = TcpListener::bind((HOST, 0)).await.unwrap();
    let address = listener.local_addr().unwrap();
    let task = tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await;
        }
    });
    (address, task)
}

#[tokio::test]
async fn connect_errors_name_their_cause() {
    let free = TcpListener::bind((HOST, 0)).await.unwrap();
    let refusing = free.local_addr().unwrap();
    drop(free);
    let (plain, task) = plain().await;
    let nameless = reqwest::Client::builder().dns_resolver(NoNames);
    let nameless = nameless.no_proxy().build().unwrap();
    let at = |url: String| Config::new("w1", KEY).base_url(url);
    for (config, words) in [
        (
            at(format!("https://{refusing}")),
            "the server refused the connection",
        ),
        (
            at(format!("http://{refusing}")),
            "the server refused the connection",
        ),
        (
            at("https://other.example".to_owned()).http_client(nameless),
            "the host name of the server was not found",
        ),
        (
            at(format!("https://{plain}")),
            "the TLS handshake with the server failed",
        ),
    ] {
        assert_named(&call(config).await.unwrap_err(), words, 3);
    }
    task.abort();
}
