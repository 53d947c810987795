//! Uploads of files: announced first, then sent as a form to the address that the server gives.

use std::fmt;
use std::future::{Future, IntoFuture};
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use http::HeaderValue;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use reqwest::{Body, Url};
use tokio::time::timeout;

use crate::client::Client;
use crate::error::{Error, ErrorKind, Result};
use crate::generated::requests;
use crate::http::{
    BoxFuture, Call, Idempotency, Method, Operation, OriginPolicy, RawResponse, Request,
    RequestOptions,
};
use crate::transfer::{File, OnProgress, form};
use crate::types::{FileEnvelope, FileUse, NewFile, UploadedFile};

/// Sends the bytes; the document has only the announcement, whose answer names the address.
const UPLOAD_FILE: Operation = Operation::of_any_path("upload_file", Idempotency::Unsafe);

/// Uploads a file; see [`Files::upload`](super::Files::upload).
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
            return Err(error.with_operation(requests::CREATE_FILE.id));
        };
        let pieces = Arc::new(AtomicU64::new(0));
        let form = form(self.file, self.on_progress, pieces.clone());
        let url = Url::parse(&url).map_err(|error| no_address().with_source(error))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(no_address());
        }
        let mut request = Request::new(Method::POST, url);
        let content_type = HeaderValue::from_str(&form.content_type);
        let content_type = content_type.map_err(|error| no_address().with_source(error))?;
        request.headers_mut().insert(CONTENT_TYPE, content_type);
        request
            .headers_mut()
            .insert(CONTENT_LENGTH, form.length.into());
        *request.body_mut() = Some(Body::wrap_stream(form.content));
        let mut call = self.client.call(UPLOAD_FILE);
        call.set_options(RequestOptions {
            origin_policy: OriginPolicy::Any,
            ..RequestOptions::default()
        });
        let read_timeout = call.transport().read_timeout;
        let sending = call.clone().buffered(Ok(request));
        let response = unless_silent(read_timeout, &pieces, sending).await?;
        // What is told of the file now is newer; a storage says nothing.
        let newer = call.decode::<FileEnvelope>(&response).ok();
        let newer = newer.filter(|newer| newer.file.s_id == file.s_id);
        Ok(newer.map_or(file, |envelope| envelope.file))
    }

    async fn announce(client: &Client, body: NewFile) -> Result<UploadedFile> {
        let call = client.call(requests::CREATE_FILE);
        let request = requests::create_file(call.base(), call.workspace_id(), &body);
        let read =
            |call: &Call, response: RawResponse| Ok(call.decode::<FileEnvelope>(&response)?.file);
        call.answer(request, read).await
    }

    fn announcement(&self) -> Result<NewFile> {
        let size = i64::try_from(self.file.size)
            .map_err(|_| Error::invalid_argument("the file is too large"))?;
        let mut body = NewFile::new(
            &self.file.content_type,
            self.file.name(),
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

/// Waits for an answer as long as pieces are sent, and then as long as silence may last.
async fn unless_silent<T>(
    read_timeout: Duration,
    pieces: &AtomicU64,
    sending: impl Future<Output = Result<T>>,
) -> Result<T> {
    let mut sending = pin!(sending);
    loop {
        let before = pieces.load(Ordering::Relaxed);
        match timeout(read_timeout, sending.as_mut()).await {
            Ok(result) => return result,
            Err(_) if pieces.load(Ordering::Relaxed) != before => {}
            Err(_) => return Err(timed_out(format!("nothing moved for {read_timeout:?}"))),
        }
    }
}

fn no_address() -> Error {
    let message = "the server gave no address that a file can be sent to";
    Error::new(ErrorKind::Decode, message).with_operation(UPLOAD_FILE.id)
}

fn timed_out(message: String) -> Error {
    Error::new(ErrorKind::Timeout, message).with_operation(UPLOAD_FILE.id)
}
