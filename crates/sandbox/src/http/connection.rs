//! The connections of the sandbox: they can be reset on request, and close when idle as the real server's do.

use std::fmt;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use axum::extract::connect_info::Connected;
use axum::serve::{IncomingStream, Listener};
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::{TcpListener, TcpStream};
use tokio::time::{Instant, Sleep, sleep};

/// The real server's limit: a client that keeps idle connections longer sends requests into dead sockets.
const IDLE: Duration = Duration::from_secs(5);

/// The server's handle of the connection that a request came on.
#[derive(Clone, Default)]
pub(crate) struct ConnectionHandle(Arc<Flags>);

#[derive(Default)]
struct Flags {
    reset: AtomicBool,
    busy: AtomicUsize,
}

/// Keeps a connection from being closed as idle while it exists.
pub(crate) struct Busy(ConnectionHandle);

impl ConnectionHandle {
    /// Resets the connection in place of the next thing that would be written.
    pub(crate) fn reset(&self) {
        self.0.reset.store(true, Ordering::Release);
    }

    pub(crate) fn busy(&self) -> Busy {
        self.0.busy.fetch_add(1, Ordering::AcqRel);
        Busy(self.clone())
    }

    fn is_reset(&self) -> bool {
        self.0.reset.load(Ordering::Acquire)
    }

    fn is_busy(&self) -> bool {
        self.0.busy.load(Ordering::Acquire) > 0
    }
}

impl Drop for Busy {
    fn drop(&mut self) {
        self.0.0.busy.fetch_sub(1, Ordering::AcqRel);
    }
}

impl fmt::Debug for ConnectionHandle {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ConnectionHandle")
    }
}

impl Connected<IncomingStream<'_, ConnectionListener>> for ConnectionHandle {
    fn connect_info(stream: IncomingStream<'_, ConnectionListener>) -> Self {
        stream.remote_addr().clone()
    }
}

/// A listener that hands out a [`ConnectionHandle`] with each connection.
pub(crate) struct ConnectionListener(pub(crate) TcpListener);

impl Listener for ConnectionListener {
    type Io = Connection;
    type Addr = ConnectionHandle;

    async fn accept(&mut self) -> (Connection, ConnectionHandle) {
        let (stream, _) = Listener::accept(&mut self.0).await;
        // Events are small and have to leave at once; a socket that cannot do that still works.
        let _ = stream.set_nodelay(true);
        let handle = ConnectionHandle::default();
        let connection = Connection {
            stream,
            handle: handle.clone(),
            idle: Box::pin(sleep(IDLE)),
        };
        (connection, handle)
    }

    fn local_addr(&self) -> io::Result<ConnectionHandle> {
        Ok(ConnectionHandle::default())
    }
}

/// One connection.
pub(crate) struct Connection {
    stream: TcpStream,
    handle: ConnectionHandle,
    idle: Pin<Box<Sleep>>,
}

impl Connection {
    fn used(&mut self) {
        self.idle.as_mut().reset(Instant::now() + IDLE);
    }

    fn refuse_if_reset(&self) -> io::Result<()> {
        match self.handle.is_reset() {
            true => Err(io::ErrorKind::ConnectionReset.into()),
            false => Ok(()),
        }
    }
}

impl AsyncRead for Connection {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if let Poll::Ready(read) = Pin::new(&mut self.stream).poll_read(cx, buf) {
            self.used();
            return Poll::Ready(read);
        }
        loop {
            ready!(self.idle.as_mut().poll(cx));
            if !self.handle.is_busy() {
                // Nothing read means to the HTTP server that the client closed the connection.
                return Poll::Ready(Ok(()));
            }
            self.used();
        }
    }
}

impl AsyncWrite for Connection {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        self.refuse_if_reset()?;
        self.used();
        Pin::new(&mut self.stream).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.refuse_if_reset()?;
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

impl Drop for Connection {
    fn drop(&mut self) {
        if self.handle.is_reset() {
            // Without it the client sees an orderly end instead; there is nothing else to do here.
            let _ = self.stream.set_zero_linger();
        }
    }
}
