//! Writing one document.

use std::sync::Arc;

use tokio::time::Instant;

use super::{DocumentHandle, UPSERT_RATE};
use crate::error::Result;
use crate::generated::requests;
use crate::http::{
    Call, CallBuilder, CallFuture, RateWindow, RawResponse, Request, RequestOptions, call_options,
    check_id, check_text_id,
};
use crate::types::{UpsertDocument, UpsertedDocument};

/// Writes a document; see [`DocumentHandle::upsert`].
#[must_use = "a call does nothing until it is awaited"]
pub struct DocumentUpsert {
    call: Call,
    space_id: Arc<str>,
    data_source_id: Arc<str>,
    document_id: Arc<str>,
    body: UpsertDocument,
    upserts: Arc<RateWindow>,
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
            space_id: document.space_id.clone(),
            data_source_id: document.data_source_id.clone(),
            document_id: document.document_id.clone(),
            body,
            upserts: document.client.upserts().clone(),
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

    /// Counts the request in the window of the workspace, in which others may wait.
    fn record(&self, request: &Result<Request>) {
        if request.is_ok() {
            self.upserts.record(UPSERT_RATE, Instant::now());
        }
    }

    /// Sends the request, whose place in the window was taken before.
    pub(super) fn send_in_turn(self) -> CallFuture<UpsertedDocument> {
        let request = self.request();
        self.call.answer_to::<_, Self>(request)
    }
}

impl CallBuilder<UpsertedDocument> for DocumentUpsert {
    fn request(&self) -> Result<Request> {
        check_id("space id", &self.space_id)?;
        check_text_id("data source id", &self.data_source_id)?;
        check_text_id("document id", &self.document_id)?;
        self.body.validate()?;
        requests::upsert_document(
            self.call.base(),
            self.call.workspace_id(),
            &self.space_id,
            &self.data_source_id,
            &self.document_id,
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
