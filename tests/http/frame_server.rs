//! A server that sends what a test has written down, byte by byte, and counts the requests.

use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_rustls::server::TlsStream;

use crate::authority::H2;
use crate::h2_frames::{self, PREFACE, Received};
use crate::tls_server::TlsServer;

/// What the server does about a request, one after another.
#[derive(Clone, Debug)]
pub(crate) enum ServerAction {
    Send(Vec<u8>),
    /// Lets the client read what was sent.
    Pause,
    /// Neither reads nor sends from now on, while TCP lives.
    Stall,
    /// Ends TLS and TCP in order.
    Close,
    /// Ends TCP without ending TLS.
    Cut,
    /// Resets the connection.
    Reset,
}

pub(crate) const PAUSE: Duration = Duration::from_millis(20);

pub(crate) struct FrameServer {
    pub(crate) tls: TlsServer,
    requests: Arc<AtomicUsize>,
}

impl FrameServer {
    /// Starts a server of HTTP/2 that asks `script` what to do about each request, by its number, from 0, and its stream.
    pub(crate) async fn start<F>(script: F) -> Self
    where
        F: Fn(usize, u32) -> Vec<ServerAction> + Send + Sync + 'static,
    {
        Self::start_with(h2_frames::settings(&[]), script).await
    }

    /// The same for a server that begins with these settings.
    pub(crate) async fn start_with<F>(settings: Vec<u8>, script: F) -> Self
    where
        F: Fn(usize, u32) -> Vec<ServerAction> + Send + Sync + 'static,
    {
        let requests = Arc::new(AtomicUsize::new(0));
        let (count, script) = (requests.clone(), Arc::new(script));
        let serve = move |stream| {
            let (count, script) = (count.clone(), script.clone());
            let settings = settings.clone();
            async move {
                let next = |stream| script(count.fetch_add(1, Ordering::SeqCst), stream);
                // What the client does to the connection is for the client's side of a test to say.
                let _ = serve(stream, &settings, next).await;
            }
        };
        Self {
            tls: TlsServer::start(H2, serve).await,
            requests,
        }
    }

    /// How many requests came.
    pub(crate) fn requests(&self) -> usize {
        self.requests.load(Ordering::SeqCst)
    }
}

async fn serve(
    mut stream: TlsStream<TcpStream>,
    settings: &[u8],
    next: impl Fn(u32) -> Vec<ServerAction>,
) -> io::Result<()> {
    let mut preface = [0; PREFACE.len()];
    stream.read_exact(&mut preface).await?;
    assert_eq!(preface, PREFACE, "the client does not speak HTTP/2");
    stream.write_all(settings).await?;
    let mut buffer = Vec::new();
    loop {
        while let Some(received) = h2_frames::take_frame(&mut buffer) {
            match received {
                Received::Request(id) => {
                    if !run(&mut stream, next(id)).await? {
                        return Ok(());
                    }
                }
                Received::Reply(bytes, length) => stream.write_all(&bytes[..length]).await?,
                Received::Other => {}
            }
            stream.flush().await?;
        }
        if stream.read_buf(&mut buffer).await? == 0 {
            return Ok(());
        }
    }
}

/// Takes the steps, and tells whether the connection goes on.
pub(crate) async fn run(
    stream: &mut TlsStream<TcpStream>,
    steps: Vec<ServerAction>,
) -> io::Result<bool> {
    for step in steps {
        match step {
            ServerAction::Send(bytes) => stream.write_all(&bytes).await?,
            ServerAction::Pause => {
                stream.flush().await?;
                tokio::time::sleep(PAUSE).await;
            }
            ServerAction::Stall => {
                stream.flush().await?;
                std::future::pending::<()>().await;
            }
            ServerAction::Close => {
                stream.shutdown().await?;
                return Ok(false);
            }
            ServerAction::Cut => {
                stream.flush().await?;
                stream.get_mut().0.shutdown().await?;
                return Ok(false);
            }
            ServerAction::Reset => {
                stream.flush().await?;
                // A reset overtakes what the client has not read yet.
                tokio::time::sleep(PAUSE).await;
                stream.get_ref().0.set_zero_linger()?;
                return Ok(false);
            }
        }
    }
    Ok(true)
}
