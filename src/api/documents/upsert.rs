//! Writing one document.

use std::time::{Duration, SystemTime};

use tokio::time::{Instant, sleep};

use super::{DocumentHandle, UPSERT_RATE};
use crate::error::{ErrorKind, Result};
use crate::generated::requests;
use crate::http::{
    BoxFuture, Call, CallBuilder, CallFuture, Deadline, RawResponse, Request, RequestOptions,
    call_options, check_id, check_text_id,
};
use crate::types::{Document, UpsertDocument, UpsertedDocument};

/// The first pause between two looks at a document that is queued, and the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Writes a document; see [`DocumentHandle::upsert`].
#[must_use = "a call does nothing until it is awaited"]
pub struct DocumentUpsert {
    call: Call,
    document: DocumentHandle,
    body: UpsertDocument,
}

impl DocumentUpsert {
    pub(super) fn new(document: &DocumentHandle, mut body: UpsertDocument) -> Self {
        let mut call = document.client.call(requests::UPSERT_DOCUMENT);
        call.set_options(RequestOptions {
            long_poll: true,
            ..RequestOptions::default()
        });
        body.light = body.light.or(Some(true));
        Self {
            call,
            document: document.clone(),
            body,
        }
    }

    /// Sends the request and gives status, headers and undecoded body of the response.
    ///
    /// # Errors
    /// The same as awaiting the call, but for [`ErrorKind::Decode`](crate::ErrorKind::Decode).
    pub fn raw(self) -> CallFuture<RawResponse> {
        let request = self.request();
        self.record(&request);
        self.call.raw(request)
    }

    /// Writes the document, and waits until it is read as it was written, which the server only does once it is searchable.
    ///
    /// A document without a timestamp gets that of now, by which it is known again. It polls: the document is read again and
    /// again, with pauses that grow up to 5 s. Only a document that is [`queued`](UpsertDocument::queued) has to be waited for;
    /// where its writing fails later, the server does not say so, and this waits to the deadline.
    ///
    /// # Errors
    ///
    /// What the upsert can give, and reading the document; [`ErrorKind::Timeout`] at the deadline, which is for both.
    pub fn wait_until_searchable(mut self, deadline: Duration) -> BoxFuture<Result<Document>> {
        let timestamp = *self.body.timestamp.get_or_insert_with(now);
        let document = self.document.clone();
        Box::pin(async move {
            let deadline = Deadline::after(deadline);
            let written = async {
                self.await?;
                until_read(&document, timestamp).await
            };
            deadline.limit(requests::GET_DOCUMENT.id, written).await
        })
    }

    /// Counts the request in the window of the workspace, in which others may wait.
    fn record(&self, request: &Result<Request>) {
        if request.is_ok() {
            let upserts = self.document.client.upserts();
            upserts.record(UPSERT_RATE, Instant::now());
        }
    }

    /// Sends the request, whose place in the window was taken before.
    pub(super) fn send_in_turn(self) -> CallFuture<UpsertedDocument> {
        let request = self.request();
        self.call.answer_to::<_, Self>(request)
    }
}

/// Milliseconds since 1970.
fn now() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

async fn until_read(document: &DocumentHandle, timestamp: i64) -> Result<Document> {
    let mut pause = FIRST_PAUSE;
    loop {
        match document.get().await {
            Ok(read) if read.timestamp == Some(timestamp) => return Ok(read),
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::NotFound || error.is_retryable() => {}
            Err(error) => return Err(error),
        }
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

impl CallBuilder<UpsertedDocument> for DocumentUpsert {
    fn request(&self) -> Result<Request> {
        check_id("space id", &self.document.space_id)?;
        check_text_id("data source id", &self.document.data_source_id)?;
        check_text_id("document id", &self.document.document_id)?;
        self.body.validate()?;
        requests::upsert_document(
            self.call.base(),
            self.call.workspace_id(),
            &self.document.space_id,
            &self.document.data_source_id,
            &self.document.document_id,
            &self.body,
        )
    }

    fn read(call: &Call, response: RawResponse) -> Result<UpsertedDocument> {
        call.decode(&response)
    }
}

impl std::future::IntoFuture for DocumentUpsert {
    type Output = Result<UpsertedDocument>;
    type IntoFuture = CallFuture<UpsertedDocument>;

    fn into_future(self) -> Self::IntoFuture {
        let request = self.request();
        self.record(&request);
        self.call.answer_to::<_, Self>(request)
    }
}

call_options!(DocumentUpsert);
