//! One call of an operation: its settings, and the three ways to take its answer.

use std::future::Future;
use std::time::Duration;

use serde::de::DeserializeOwned;

use crate::client::Client;
use crate::error::Result;
use crate::low_level::{self, ResponseValue};
use crate::transport::{self, Answer, CallContext, Delivery, RawResponse, Settings};

pub(crate) use crate::transport::{ByteStream, Manner, OpenResponse};

#[derive(Clone)]
/// One call. `send` of its methods calls one method of the generated client, which builds the request.
pub(crate) struct Call {
    pub(crate) client: Client,
    pub(crate) operation: &'static str,
    pub(crate) timeout: Option<Duration>,
    pub(crate) max_retries: Option<u32>,
    pub(crate) manner: Manner,
}

impl Call {
    /// The workspace that is called.
    pub(crate) fn workspace_id(&self) -> &str {
        self.client.workspace_id()
    }

    /// Decodes the answer of this call.
    pub(crate) fn decode<T: DeserializeOwned>(&self, response: &RawResponse) -> Result<T> {
        self.client.decode(self.operation, response)
    }

    /// Reads the answer to its end, and leaves it undecoded.
    pub(crate) async fn raw<T, F, Fut>(&self, send: F) -> Result<RawResponse>
    where
        F: FnOnce(low_level::Client) -> Fut,
        Fut: Future<Output = Result<ResponseValue<T>, low_level::Error<()>>>,
    {
        match self.deliver(Delivery::Whole, send).await? {
            Answer::Whole(response) => Ok(response),
            Answer::Open(..) => Err(transport::misdelivered()),
        }
    }

    /// Leaves the body of the answer to be read as a stream.
    pub(crate) async fn open<T, F, Fut>(self, send: F) -> Result<OpenResponse>
    where
        F: FnOnce(low_level::Client) -> Fut,
        Fut: Future<Output = Result<ResponseValue<T>, low_level::Error<()>>>,
    {
        match self.deliver(Delivery::Open, send).await? {
            Answer::Open(response, origin) => Ok(OpenResponse::new(response, origin)),
            Answer::Whole(_) => Err(transport::misdelivered()),
        }
    }

    /// Sends a request that was built by hand, and reads the answer to its end.
    pub(crate) async fn send(self, request: reqwest::Request) -> Result<RawResponse> {
        let settings = self.settings(Delivery::Whole);
        match transport::send(self.client.transport(), settings, request).await? {
            Answer::Whole(response) => Ok(response),
            Answer::Open(..) => Err(transport::misdelivered()),
        }
    }

    /// Sends a request to an address that the server gave; the key goes along only to the client's own origin.
    pub(crate) async fn send_anywhere(self, request: reqwest::Request) -> Result<RawResponse> {
        let settings = Settings {
            manner: Manner::Anywhere,
            ..self.settings(Delivery::Whole)
        };
        match transport::send(self.client.transport(), settings, request).await? {
            Answer::Whole(response) => Ok(response),
            Answer::Open(..) => Err(transport::misdelivered()),
        }
    }

    async fn deliver<T, F, Fut>(&self, delivery: Delivery, send: F) -> Result<Answer>
    where
        F: FnOnce(low_level::Client) -> Fut,
        Fut: Future<Output = Result<ResponseValue<T>, low_level::Error<()>>>,
    {
        let settings = self.settings(delivery);
        let context = CallContext::new(self.client.transport().clone(), settings);
        let result = send(context.client()).await;
        match context.take_outcome() {
            Some(outcome) => outcome,
            // The generated code gave up before it had a request to send.
            None => Err(transport::not_sent(
                self.operation,
                match result {
                    Err(low_level::Error::CommunicationError(source)) => Some(source),
                    _ => None,
                },
            )),
        }
    }

    fn settings(&self, delivery: Delivery) -> Settings {
        Settings {
            operation: Some(self.operation),
            delivery,
            timeout: self.timeout,
            max_retries: self.max_retries,
            manner: self.manner,
        }
    }
}
