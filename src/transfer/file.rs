//! Files to upload, read in pieces.

use std::fmt;
use std::io::{self, Read};
use std::path::Path;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::blocking::blocking;
use crate::error::{Error, Result, Secrets, excerpt};
use crate::http::BoxFuture;

/// Bytes that are read from a file at a time.
const PIECE: usize = 256 * 1024;

pub(super) type Content = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

/// A file to upload.
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
/// use dust_sdk::File;
///
/// let report = File::open("report.pdf", "application/pdf").await?;
/// let notes = File::new("notes.txt", "text/plain", "25 days of leave.");
/// let answer = dust.agent("dust").ask("Compare these").file(report).file(notes).await?;
/// # Ok(())
/// # }
/// ```
pub struct File {
    pub(super) name: String,
    pub(crate) content_type: String,
    pub(crate) size: u64,
    pub(super) content: Content,
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
