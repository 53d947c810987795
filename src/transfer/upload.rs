//! Uploads of files: announced first, then sent as a form with one field, in pieces.
//!
//! The form is written here: it is two lines before the file and one after, and saves a crate that guesses media types.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::io::{self, Read};
use std::path::Path;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use tokio::time::timeout;

use crate::client::Client;
use crate::error::{Error, ErrorKind, Result, Secrets, excerpt};
use crate::http::call::Manner;
use crate::http::operation::BoxFuture;
use crate::low_level::types::{FileEnvelope, FileUse, NewFile, UploadedFile};
use crate::transfer::blocking::blocking;

/// Bytes that are read from a file at a time.
const PIECE: usize = 256 * 1024;

const OPERATION: &str = "upload_file";

type Content = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;
type OnProgress = Box<dyn FnMut(u64, u64) + Send>;

/// A file to upload.
pub struct File {
    name: String,
    content_type: String,
    size: u64,
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
    /// [`ErrorKind::InvalidArgument`] for a file that cannot be opened.
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
                .with_operation(OPERATION)
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

/// Uploads a file; see [`Conversations::upload_file`](crate::conversations::Conversations::upload_file).
#[must_use = "nothing is sent until it is awaited"]
pub struct UploadFile {
    client: Client,
    file: File,
    conversation_id: Option<String>,
    on_progress: Option<OnProgress>,
    timeout: Option<Duration>,
}

impl UploadFile {
    pub(crate) fn new(client: Client, file: File) -> Self {
        Self {
            client,
            file,
            conversation_id: None,
            on_progress: None,
            timeout: None,
        }
    }

    /// Sets how long the upload may take in all.
    ///
    /// Unset, there is no such limit, since a large file may take its time: only one on how long nothing moves,
    /// [`Config::read_timeout`](crate::Config::read_timeout).
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.timeout = Some(timeout);
        self
    }

    /// Sets the conversation that the file is for.
    pub fn conversation(mut self, conversation_id: impl Into<String>) -> Self {
        self.conversation_id = Some(conversation_id.into());
        self
    }

    /// Calls back with the bytes that were sent so far, and with all that there are.
    pub fn on_progress(mut self, report: impl FnMut(u64, u64) + Send + 'static) -> Self {
        self.on_progress = Some(Box::new(report));
        self
    }

    async fn upload(self) -> Result<UploadedFile> {
        let announcement = self.announcement()?;
        let file = Self::announce(&self.client, announcement).await?;
        let Some(url) = file.upload_url.clone() else {
            let error = Error::new(
                ErrorKind::Decode,
                "the server says no address to send the file to",
            );
            return Err(error.with_operation("create_file"));
        };
        let pieces = Arc::new(AtomicU64::new(0));
        let form = form(self.file, self.on_progress, pieces.clone());
        let request = self
            .client
            .transport()
            .http
            .post(url)
            .header(CONTENT_TYPE, form.content_type)
            .header(CONTENT_LENGTH, form.length)
            .body(reqwest::Body::wrap_stream(form.content))
            .build()
            .map_err(|error| no_address().with_source(error.without_url()))?;
        if !matches!(request.url().scheme(), "http" | "https") {
            return Err(no_address());
        }
        let mut call = self.client.call(OPERATION);
        call.manner = Manner::Anywhere;
        let silence = self.client.transport().silence;
        let response = unless_silent(silence, &pieces, call.clone().send(request)).await?;
        // What is told of the file now is newer; a storage says nothing.
        let newer = call.decode::<FileEnvelope>(&response).ok();
        let newer = newer.filter(|newer| newer.file.s_id == file.s_id);
        Ok(newer.map_or(file, |envelope| envelope.file))
    }

    async fn announce(client: &Client, body: NewFile) -> Result<UploadedFile> {
        let call = client.call("create_file");
        let workspace = call.workspace_id().to_owned();
        let response = call
            .clone()
            .raw(|api| async move { api.create_file(&workspace, &body).await.map(drop) })
            .await?;
        Ok(call.decode::<FileEnvelope>(&response)?.file)
    }

    fn announcement(&self) -> Result<NewFile> {
        let size = i64::try_from(self.file.size)
            .map_err(|_| Error::invalid_argument("the file is too large"))?;
        let mut body = NewFile::new(
            &self.file.content_type,
            &self.file.name,
            size,
            "conversation",
        );
        if let Some(id) = &self.conversation_id {
            body = body.use_case_metadata(FileUse::default().conversation_id(id));
        }
        Ok(body)
    }
}

impl IntoFuture for UploadFile {
    type Output = Result<UploadedFile>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let Some(limit) = self.timeout else {
                return self.upload().await;
            };
            let late = |_| {
                Err(timed_out(format!(
                    "the upload was not done within {limit:?}"
                )))
            };
            timeout(limit, self.upload()).await.unwrap_or_else(late)
        })
    }
}

impl fmt::Debug for UploadFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("UploadFile")
            .field("file", &self.file)
            .finish_non_exhaustive()
    }
}

/// A form as it goes over the wire.
/// Waits for an answer as long as pieces are sent, and then as long as silence may last.
async fn unless_silent<T>(
    silence: Duration,
    pieces: &AtomicU64,
    sending: impl Future<Output = Result<T>>,
) -> Result<T> {
    let mut sending = pin!(sending);
    loop {
        let before = pieces.load(Ordering::Relaxed);
        match timeout(silence, sending.as_mut()).await {
            Ok(result) => return result,
            Err(_) if pieces.load(Ordering::Relaxed) != before => {}
            Err(_) => return Err(timed_out(format!("nothing moved for {silence:?}"))),
        }
    }
}

fn no_address() -> Error {
    let message = "the server gave no address that a file can be sent to";
    Error::new(ErrorKind::Decode, message).with_operation(OPERATION)
}

fn timed_out(message: String) -> Error {
    Error::new(ErrorKind::Timeout, message).with_operation(OPERATION)
}

struct Form {
    content_type: String,
    length: u64,
    content: Multipart,
}

fn form(file: File, on_progress: Option<OnProgress>, pieces: Arc<AtomicU64>) -> Form {
    // Sixteen random bytes do not occur in the file by accident.
    let random = || (crate::http::retry::random() * 1e16) as u64;
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

struct Multipart {
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
