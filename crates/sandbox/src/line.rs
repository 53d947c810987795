//! The sandbox's own connections: they can be reset on request, and close when idle as the real server's do.

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

/// A handler's hold on the connection that its request came on.
#[derive(Clone, Default)]
pub(super) struct Line(Arc<Flags>);

#[derive(Default)]
struct Flags {
    reset: AtomicBool,
    busy: AtomicUsize,
}

/// Keeps a line from being idle.
pub(super) struct Busy(Line);

impl Line {
    /// Resets the connection in place of the next thing that would be written.
    pub(super) fn reset(&self) {
        self.0.reset.store(true, Ordering::Release);
    }

    pub(super) fn busy(&self) -> Busy {
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

impl fmt::Debug for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Line")
    }
}

impl Connected<IncomingStream<'_, Lines>> for Line {
    fn connect_info(stream: IncomingStream<'_, Lines>) -> Self {
        stream.remote_addr().clone()
    }
}

/// A listener whose connections are [`Line`]s.
pub(super) struct Lines(pub(super) TcpListener);

impl Listener for Lines {
    type Io = Connection;
    type Addr = Line;

    async fn accept(&mut self) -> (Connection, Line) {
        let (stream, _) = Listener::accept(&mut self.0).await;
        // Events are small and have to leave at once; a socket that cannot do that still works.
        let _ = stream.set_nodelay(true);
        let line = Line::default();
        let connection = Connection {
            stream,
            line: line.clone(),
            idle: Box::pin(sleep(IDLE)),
        };
        (connection, line)
    }

    fn local_addr(&self) -> io::Result<Line> {
        Ok(Line::default())
    }
}

/// One connection.
pub(super) struct Connection {
    stream: TcpStream,
    line: Line,
    idle: Pin<Box<Sleep>>,
}

impl Connection {
    fn used(&mut self) {
        self.idle.as_mut().reset(Instant::now() + IDLE);
    }

    fn refuse_if_reset(&self) -> io::Result<()> {
        match self.line.is_reset() {
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
            if !self.line.is_busy() {
                // Nothing read: the end of the connection, as far as the server above can see.
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
        if self.line.is_reset() {
            // Without it the client sees an orderly end instead; there is nothing else to do here.
            let _ = self.stream.set_zero_linger();
        }
    }
}
