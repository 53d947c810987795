//! The `multipart/form-data` body of an upload: one field with the file.
//!
//! It is written here: it is two lines before the file and one after, and saves a crate that guesses media types.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::file::{Content, File};
use crate::http::random;

pub(crate) type OnProgress = Box<dyn FnMut(u64, u64) + Send>;

/// A form as it goes over the wire.
pub(crate) struct Form {
    pub(crate) content_type: String,
    pub(crate) length: u64,
    pub(crate) content: Multipart,
}

/// The form of a file. `pieces` counts those that were taken.
pub(crate) fn form(file: File, on_progress: Option<OnProgress>, pieces: Arc<AtomicU64>) -> Form {
    // Sixteen random bytes do not occur in the file by accident.
    let random = || (random() * 1e16) as u64;
    let boundary = format!("dust-sdk-{:016x}{:016x}", random(), random());
    let head = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n",
        quoted(&file.name),
        quoted(&file.content_type),
    );
    let tail = format!("\r\n--{boundary}--\r\n");
    Form {
        content_type: format!("multipart/form-data; boundary={boundary}"),
        length: head.len() as u64 + file.size + tail.len() as u64,
        content: Multipart {
            head: Some(head.into()),
            file: Some(file.content),
            tail: Some(tail.into()),
            sent: 0,
            size: file.size,
            on_progress: on_progress.unwrap_or_else(|| Box::new(|_, _| {})),
            pieces,
        },
    }
}

/// Text that can stand in a header of a part, as the WHATWG's specification says.
fn quoted(text: &str) -> String {
    text.replace('"', "%22")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

pub(crate) struct Multipart {
    head: Option<Bytes>,
    file: Option<Content>,
    tail: Option<Bytes>,
    sent: u64,
    size: u64,
    on_progress: OnProgress,
    /// How many pieces of the file were taken.
    pieces: Arc<AtomicU64>,
}

impl Stream for Multipart {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Some(head) = this.head.take() {
            return Poll::Ready(Some(Ok(head)));
        }
        if let Some(file) = &mut this.file {
            match ready!(file.as_mut().poll_next(cx)) {
                Some(Ok(piece)) => {
                    this.sent += piece.len() as u64;
                    this.pieces.fetch_add(1, Ordering::Relaxed);
                    // What is over would be cut off below, and the rest taken for the whole.
                    if this.sent > this.size {
                        return Poll::Ready(Some(Err(another_length())));
                    }
                    (this.on_progress)(this.sent, this.size);
                    return Poll::Ready(Some(Ok(piece)));
                }
                Some(Err(error)) => return Poll::Ready(Some(Err(error))),
                None => this.file = None,
            }
            if this.sent != this.size {
                return Poll::Ready(Some(Err(another_length())));
            }
        }
        Poll::Ready(this.tail.take().map(Ok))
    }
}

fn another_length() -> io::Error {
    let cause = "the file is not as long as it was announced to be";
    io::Error::new(io::ErrorKind::InvalidData, cause)
}
