//! Servers behind TLS on a loopback port: one that hands each connection to a test, and hyper's on top of it.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use dust_sdk::{Client, Config};
use http_body_util::combinators::UnsyncBoxBody;
use http_body_util::{BodyExt, Full};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper::{Request, Response};
use hyper_util::rt::{TokioExecutor, TokioIo};
use hyper_util::server::conn::auto;
use tokio::net::{TcpListener, TcpStream};
use tokio::task::{JoinHandle, JoinSet};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

use crate::authority::{Authority, HOST, Validity};

pub(crate) const KEY: &str = "sk-MARKER0123456789abcdef";

/// A server; it stops when dropped.
pub(crate) struct TlsServer {
    pub(crate) address: SocketAddr,
    root: String,
    accepted: Arc<AtomicUsize>,
    task: JoinHandle<()>,
}

impl TlsServer {
    /// Starts a server that gives each connection to `serve` once its handshake is done.
    pub(crate) async fn start<F, Fut>(protocols: &[&str], serve: F) -> Self
    where
        F: Fn(TlsStream<TcpStream>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let authority = Authority::new();
        let acceptor = authority.serve(HOST, Validity::Now, protocols);
        Self::start_with(&authority, acceptor, serve).await
    }

    /// Starts a server with a certificate that `authority` has signed, or has not.
    pub(crate) async fn start_with<F, Fut>(
        authority: &Authority,
        acceptor: TlsAcceptor,
        serve: F,
    ) -> Self
    where
        F: Fn(TlsStream<TcpStream>) -> Fut + Send + Sync + 'static,
        Fut: Future<Output = ()> + Send + 'static,
    {
        let listener = TcpListener::bind((HOST, 0)).await.unwrap();
        let address = listener.local_addr().unwrap();
        let accepted = Arc::new(AtomicUsize::new(0));
        let (count, serve) = (accepted.clone(), Arc::new(serve));
        let task = tokio::spawn(async move {
            // Dropped with this future, and the connections with it.
            let mut connections = JoinSet::new();
            while let Ok((stream, _)) = listener.accept().await {
                count.fetch_add(1, Ordering::SeqCst);
                let (acceptor, serve) = (acceptor.clone(), serve.clone());
                connections.spawn(async move {
                    if let Ok(stream) = acceptor.accept(stream).await {
                        serve(stream).await;
                    }
                });
                while connections.try_join_next().is_some() {}
            }
        });
        Self {
            address,
            root: authority.pem().to_owned(),
            accepted,
            task,
        }
    }

    pub(crate) fn url(&self) -> String {
        format!("https://{}", self.address)
    }

    /// The certificate that makes this server trusted.
    pub(crate) fn root(&self) -> &str {
        &self.root
    }

    /// How many connections were made, whatever became of them.
    pub(crate) fn accepted(&self) -> usize {
        self.accepted.load(Ordering::SeqCst)
    }

    pub(crate) fn config(&self) -> Config {
        let config = Config::new("w1", KEY).base_url(self.url());
        config.root_certificate(self.root())
    }

    pub(crate) fn client(&self) -> Client {
        Client::new(self.config()).unwrap()
    }

    /// An HTTP client as a user would make one who trusts this server.
    pub(crate) fn users_http(&self) -> reqwest::ClientBuilder {
        let root = reqwest::Certificate::from_pem(self.root.as_bytes()).unwrap();
        reqwest::Client::builder()
            .tls_certs_merge([root])
            .no_proxy()
    }
}

impl Drop for TlsServer {
    fn drop(&mut self) {
        self.task.abort();
    }
}

pub(crate) type Answer = Response<UnsyncBoxBody<Bytes, Infallible>>;

/// What hyper's server saw of a request.
#[derive(Clone, Debug)]
pub(crate) struct Seen {
    pub(crate) head: String,
    pub(crate) method: String,
}

/// A server that plays by the rules, on HTTP/2 or HTTP/1.1 as the client likes.
pub(crate) struct HyperServer {
    pub(crate) tls: TlsServer,
    seen: Arc<Mutex<Vec<Seen>>>,
}

impl HyperServer {
    pub(crate) async fn start<F>(protocols: &[&str], answer: F) -> Self
    where
        F: Fn(&Request<()>) -> Answer + Send + Sync + 'static,
    {
        let authority = Authority::new();
        let acceptor = authority.serve(HOST, Validity::Now, protocols);
        Self::start_with(&authority, acceptor, answer).await
    }

    pub(crate) async fn start_with<F>(
        authority: &Authority,
        acceptor: TlsAcceptor,
        answer: F,
    ) -> Self
    where
        F: Fn(&Request<()>) -> Answer + Send + Sync + 'static,
    {
        let seen = Arc::new(Mutex::new(Vec::new()));
        let (log, answer) = (seen.clone(), Arc::new(answer));
        let serve = move |stream| {
            let (log, answer) = (log.clone(), answer.clone());
            async move {
                let service = service_fn(move |request: Request<Incoming>| {
                    let (log, answer) = (log.clone(), answer.clone());
                    async move {
                        let (parts, body) = request.into_parts();
                        body.collect().await?;
                        log.lock().unwrap().push(Seen {
                            head: format!("{:?} {} {:?}", parts.version, parts.uri, parts.headers),
                            method: parts.method.to_string(),
                        });
                        Ok::<_, hyper::Error>(answer(&Request::from_parts(parts, ())))
                    }
                });
                let mut server = auto::Builder::new(TokioExecutor::new());
                server.http2().max_concurrent_streams(1000);
                let _ = server.serve_connection(TokioIo::new(stream), service).await;
            }
        };
        Self {
            tls: TlsServer::start_with(authority, acceptor, serve).await,
            seen,
        }
    }

    pub(crate) fn seen(&self) -> Vec<Seen> {
        self.seen.lock().unwrap().clone()
    }
}

/// An answer with a body of a known length.
pub(crate) fn answer(status: u16, media_type: &str, body: impl Into<Bytes>) -> Answer {
    let body = Full::new(body.into()).boxed_unsync();
    let response = Response::builder().status(status);
    response
        .header("content-type", media_type)
        .body(body)
        .unwrap()
}

pub(crate) fn spaces() -> Answer {
    answer(200, "application/json", r#"{"spaces":[]}"#)
}

pub(crate) fn redirect(status: u16, place: &str) -> Answer {
    let mut answer = answer(status, "text/plain", "");
    let headers = answer.headers_mut();
    headers.insert("location", place.parse().unwrap());
    answer
}
