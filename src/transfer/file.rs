//! Files to upload, and the form that they are sent in: one field, in pieces.
//!
//! The form is written here: it is two lines before the file and one after, and saves a crate that guesses media types.

use std::fmt;
use std::io::{self, Read};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::blocking::blocking;
use crate::error::{Error, Result, Secrets, excerpt};
use crate::http::{BoxFuture, random};

/// Bytes that are read from a file at a time.
const PIECE: usize = 256 * 1024;

type Content = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;
pub(crate) type OnProgress = Box<dyn FnMut(u64, u64) + Send>;

/// A file to upload.
pub struct File {
    name: String,
    pub(crate) content_type: String,
    pub(crate) size: u64,
    content: Content,
}

impl File {
    /// A file of these bytes, with a media type such as `text/plain`.
    pub fn new(
        name: impl Into<String>,
        content_type: impl Into<String>,
        bytes: impl Into<Bytes>,
    ) -> Self {
        let bytes = bytes.into();
        let size = bytes.len() as u64;
        let content = Box::pin(Slices(bytes));
        Self::from_stream(name, content_type, size, content)
    }

    /// A file of a stream, which has to give as many bytes as announced.
    pub fn from_stream(
        name: impl Into<String>,
        content_type: impl Into<String>,
        size: u64,
        content: impl Stream<Item = io::Result<Bytes>> + Send + 'static,
    ) -> Self {
        Self {
            name: name.into(),
            content_type: content_type.into(),
            size,
            content: Box::pin(content),
        }
    }

    /// A file of the file system, read in pieces while it is sent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) for a file that cannot be opened.
    pub async fn open(path: impl AsRef<Path>, content_type: impl Into<String>) -> Result<Self> {
        let path = path.as_ref().to_owned();
        let shown = excerpt(&path.display().to_string(), &Secrets::default());
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let opened = blocking(move || {
            let file = std::fs::File::open(path)?;
            let about = file.metadata()?;
            match about.is_dir() {
                // It opens, and fails once the file is announced.
                true => Err(io::ErrorKind::IsADirectory.into()),
                false => Ok((file, about.len())),
            }
        });
        let (file, size) = opened.await.map_err(|cause| {
            Error::invalid_argument(format!("cannot open {shown}: {}", cause.kind()))
                .with_operation("upload_file")
                .with_source(cause)
        })?;
        let content = Pieces(Some(Box::pin(piece(file))));
        Ok(Self::from_stream(name, content_type, size, content))
    }

    /// The name of the file.
    pub fn name(&self) -> &str {
        &self.name
    }
}

impl fmt::Debug for File {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("File")
            .field("content_type", &self.content_type)
            .field("size", &self.size)
            .finish_non_exhaustive()
    }
}

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

/// What is in memory, in pieces too, so that it can be told whether they move.
struct Slices(Bytes);

impl Stream for Slices {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let next = self.0.len().min(PIECE);
        let piece = self.0.split_to(next);
        Poll::Ready((!piece.is_empty()).then_some(Ok(piece)))
    }
}

/// The pieces of a file, each read on one of the runtime's blocking threads.
struct Pieces(Option<BoxFuture<io::Result<(std::fs::File, Bytes)>>>);

impl Stream for Pieces {
    type Item = io::Result<Bytes>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(reading) = &mut self.0 else {
            return Poll::Ready(None);
        };
        let read = ready!(reading.as_mut().poll(cx));
        self.0 = None;
        Poll::Ready(match read {
            Ok((_, bytes)) if bytes.is_empty() => None,
            Ok((file, bytes)) => {
                self.0 = Some(Box::pin(piece(file)));
                Some(Ok(bytes))
            }
            Err(error) => Some(Err(error)),
        })
    }
}

async fn piece(mut file: std::fs::File) -> io::Result<(std::fs::File, Bytes)> {
    blocking(move || {
        let mut bytes = Vec::with_capacity(PIECE);
        (&mut file).take(PIECE as u64).read_to_end(&mut bytes)?;
        Ok((file, bytes.into()))
    })
    .await
}
