//! One call of an operation: its settings, and the three ways to take its answer.

use std::future::{Future, poll_fn};
use std::task::Poll;
use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::client::Client;
use crate::error::{Error, Result};
use crate::http::operation::{BoxFuture, Sent};
use crate::http::transport::{self, Answer, CallContext, Delivery, RawResponse, Settings};
use crate::low_level;

pub(crate) use crate::http::transport::{ByteStream, Manner, OpenResponse};

/// One call. `send` of its methods calls one method of the generated client, which builds the request.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) client: Client,
    pub(crate) operation: &'static str,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) manner: Manner,
    pub(crate) idempotent: bool,
}

impl Call {
    /// Says that the call has the same effect however often it is made, so that it may be repeated like one that only reads.
    pub(crate) fn idempotent(mut self) -> Self {
        self.idempotent = true;
        self
    }

    /// The workspace that is called.
    pub(crate) fn workspace_id(&self) -> &str {
        self.client.workspace_id()
    }

    /// Decodes the answer of this call.
    pub(crate) fn decode<T: DeserializeOwned>(&self, response: &RawResponse) -> Result<T> {
        self.client.decode(self.operation, response)
    }

    /// Reads the answer to its end, and leaves it undecoded.
    pub(crate) fn raw<F, Fut>(
        &self,
        send: F,
    ) -> impl Future<Output = Result<RawResponse>> + Send + use<F, Fut>
    where
        F: FnOnce(low_level::Client) -> Fut,
        Fut: Future<Output = Sent> + Send + 'static,
    {
        self.begin(Delivery::Whole, send).whole()
    }

    /// Leaves the body of the answer to be read as a stream.
    pub(crate) fn open<F, Fut>(
        &self,
        send: F,
    ) -> impl Future<Output = Result<OpenResponse>> + Send + use<F, Fut>
    where
        F: FnOnce(low_level::Client) -> Fut,
        Fut: Future<Output = Sent> + Send + 'static,
    {
        self.begin(Delivery::Open, send).open()
    }

    /// Sends a request that was built by hand, and reads the answer to its end.
    pub(crate) async fn send(self, request: reqwest::Request) -> Result<RawResponse> {
        let settings = self.settings(Delivery::Whole);
        let answer = transport::send(self.client.transport(), settings, request).await?;
        answer.into_whole()
    }

    fn begin<F, Fut>(&self, delivery: Delivery, send: F) -> Begun
    where
        F: FnOnce(low_level::Client) -> Fut,
        Fut: Future<Output = Sent> + Send + 'static,
    {
        let settings = self.settings(delivery);
        let context = CallContext::new(self.client.transport().clone(), settings);
        let sending = Box::pin(send(context.client()));
        Begun {
            operation: self.operation,
            context,
            sending,
        }
    }

    fn settings(&self, delivery: Delivery) -> Settings {
        Settings {
            operation: Some(self.operation),
            delivery,
            timeout: self.timeout,
            max_retries: self.max_retries,
            manner: self.manner,
            idempotent: self.idempotent,
        }
    }
}

/// A call of the generated client that is under way; one type for all operations, so that what follows is compiled once.
struct Begun {
    operation: &'static str,
    context: CallContext,
    sending: BoxFuture<Sent>,
}

impl Begun {
    async fn whole(self) -> Result<RawResponse> {
        self.outcome().await?.into_whole()
    }

    async fn open(self) -> Result<OpenResponse> {
        match self.outcome().await? {
            Answer::Open(response, origin) => Ok(OpenResponse::new(response, origin)),
            Answer::Whole(_) => Err(transport::misdelivered()),
        }
    }

    async fn outcome(mut self) -> Result<Answer> {
        poll_fn(|cx| {
            let sent = self.sending.as_mut().poll(cx);
            match (self.context.take_outcome(), sent) {
                (Some(outcome), _) => Poll::Ready(outcome),
                (None, Poll::Ready(sent)) => Poll::Ready(Err(self.not_sent(sent))),
                (None, Poll::Pending) => Poll::Pending,
            }
        })
        .await
    }

    /// The generated code gave up before it had a request to send.
    fn not_sent(&self, sent: Sent) -> Error {
        let source = match sent {
            Err(low_level::Error::CommunicationError(source)) => Some(source),
            _ => None,
        };
        transport::not_sent(self.operation, source)
    }
}
