//! One call: its options, and the ways to take its response.
//!
//! A call is a struct with a field `call` that implements [`CallBuilder`]; [`call_builder!`] adds to it what every call
//! has, so that none can lack an option that the others have.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use http::{HeaderMap, StatusCode};
use reqwest::Request;
use serde::de::DeserializeOwned;

use super::attempts::Attempts;
use super::error_response::from_response;
use super::extra_headers::ExtraHeaders;
use super::failure::Failure;
use super::operation::Operation;
use super::options::{BodyMode, CallOptions, RequestOptions};
use super::request::Base;
use super::response::{CallResponse, OpenResponse, RawResponse};
use super::trace::CallSpan;
use super::transport::Transport;
use crate::error::{self, BodyStart, Error, ErrorKind, Result, Secrets};

/// The future of a call, so that a call can be spawned.
pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send + 'static>>;

/// One call of an operation.
#[derive(Clone)]
pub(crate) struct Call {
    transport: Arc<Transport>,
    operation: Operation,
    timeout: Option<Duration>,
    max_retries: Option<u32>,
    headers: ExtraHeaders,
    options: RequestOptions,
}

impl Call {
    pub(crate) fn new(transport: Arc<Transport>, operation: Operation) -> Self {
        Self {
            transport,
            operation,
            timeout: None,
            max_retries: None,
            headers: ExtraHeaders::default(),
            options: RequestOptions::default(),
        }
    }

    /// A call of another operation with the same options.
    pub(crate) fn of(&self, operation: Operation) -> Self {
        Self {
            operation,
            ..self.clone()
        }
    }

    pub(crate) fn base(&self) -> &Base {
        &self.transport.base
    }

    pub(crate) fn workspace_id(&self) -> &str {
        &self.transport.workspace_id
    }

    /// The name of the operation.
    pub(crate) fn operation(&self) -> &'static str {
        self.operation.id
    }

    pub(crate) fn transport(&self) -> &Transport {
        &self.transport
    }

    /// What the server was sent and must not be shown.
    pub(crate) fn secrets(&self) -> Secrets {
        self.transport.secrets()
    }

    /// How long the call may take, if that was set.
    pub(crate) fn timeout(&self) -> Option<Duration> {
        self.timeout
    }

    pub(crate) fn set_timeout(&mut self, timeout: Duration) {
        self.timeout = Some(timeout);
    }

    pub(crate) fn set_max_retries(&mut self, retries: u32) {
        self.max_retries = Some(retries);
    }

    pub(crate) fn set_options(&mut self, options: RequestOptions) {
        self.options = options;
    }

    /// Adds a header; what is wrong with it is told when the call is sent.
    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        self.headers.add(name, value, false);
    }

    /// Sends the request and reads the response to its end.
    pub(crate) fn raw(self, request: Result<Request>) -> CallFuture<RawResponse> {
        self.answer(request, |_, response| Ok(response))
    }

    /// Sends the request, reads the response to its end, and takes something out of it.
    pub(crate) fn answer<T>(
        self,
        request: Result<Request>,
        read: fn(&Call, RawResponse) -> Result<T>,
    ) -> CallFuture<T> {
        let span = self.span(&request);
        CallFuture {
            response: self.clone().buffered_in(request, span.clone()),
            call: self,
            span,
            read,
            recover: Err,
        }
    }

    /// Sends the request of a builder, and gives what that takes out of the response or the error.
    pub(crate) fn answer_to<T, B: CallBuilder<T>>(self, request: Result<Request>) -> CallFuture<T> {
        CallFuture {
            recover: B::recover,
            ..self.answer(request, B::read)
        }
    }

    /// Waits for a call and its request, which may take requests of their own, and takes something out of its response.
    pub(crate) fn answer_to_prepared<T>(
        self,
        prepared: impl Future<Output = Result<(Self, Request)>> + Send + 'static,
        read: fn(&Call, RawResponse) -> Result<T>,
    ) -> CallFuture<T> {
        let span = CallSpan::new(self.operation, None, &self.transport.server);
        let request_span = span.clone();
        let response = async move {
            let (call, request) = prepared.await?;
            call.buffered_in(Ok(request), request_span).await
        };
        CallFuture {
            response: Box::pin(response),
            call: self,
            span,
            read,
            recover: Err,
        }
    }

    /// Sends the request, and leaves the body of the response to be read as a stream.
    pub(crate) fn open(self, request: Result<Request>) -> BoxFuture<Result<OpenResponse>> {
        Box::pin(async move {
            let span = self.span(&request);
            let sent = self.send(request, BodyMode::Streaming, &span);
            let streaming = match span.within(sent).await {
                Ok(CallResponse::Streaming(streaming)) => Ok(streaming),
                Ok(CallResponse::Buffered(_)) => Err(super::failure::misdelivered()),
                Err(error) => Err(error),
            };
            let streaming = streaming.inspect_err(|error| span.fail(error))?;
            let response = OpenResponse::new(streaming, span.clone());
            span.respond(response.status, response.attempts);
            Ok(response)
        })
    }

    /// Opens a stream of events, with one attempt, because every failure is for the reconnect policy to count. The server may
    /// send it elsewhere on its own origin.
    pub(crate) fn open_events(
        mut self,
        request: Result<Request>,
    ) -> BoxFuture<Result<OpenResponse>> {
        self.max_retries = Some(0);
        self.options.follow_same_origin = true;
        self.options.event_stream = true;
        self.open(request)
    }

    /// Sends the request and reads the response to its end.
    pub(crate) fn buffered(self, request: Result<Request>) -> BoxFuture<Result<RawResponse>> {
        Box::pin(async move {
            let span = self.span(&request);
            let response = self.buffered_in(request, span.clone()).await;
            response.inspect_err(|error| span.fail(error))
        })
    }

    /// One future for all operations, so that what follows is compiled once. The caller, who made the span, notes a failure in it.
    fn buffered_in(
        self,
        request: Result<Request>,
        span: CallSpan,
    ) -> BoxFuture<Result<RawResponse>> {
        Box::pin(async move {
            let sent = self.send(request, BodyMode::Buffered, &span);
            let response = span.within(sent).await?.into_buffered()?;
            span.respond(response.status, response.attempts);
            Ok(response)
        })
    }

    fn span(&self, request: &Result<Request>) -> CallSpan {
        let method = request.as_ref().ok().map(Request::method);
        CallSpan::new(self.operation, method, &self.transport.server)
    }

    async fn send(
        self,
        request: Result<Request>,
        body_mode: BodyMode,
        span: &CallSpan,
    ) -> Result<CallResponse> {
        let operation = self.operation;
        let request = request.and_then(|request| match self.headers.invalid_reason() {
            Some(flaw) => Err(Error::invalid_argument(flaw)),
            None => Ok(request),
        });
        let request = request.map_err(|error| error.with_operation(operation.id))?;
        let options = CallOptions {
            operation,
            body_mode,
            timeout: self.timeout,
            max_retries: self.max_retries,
            headers: self.headers,
            request: self.options,
        };
        Attempts::new(&self.transport, options, request)
            .run(span)
            .await
            .map_err(Failure::into_error)
    }

    /// Decodes the response; the error tells the status, and never the key.
    pub(crate) fn decode<T: DeserializeOwned>(&self, response: &RawResponse) -> Result<T> {
        error::decode(self.operation.id, &response.body)
            .map_err(|error| self.with_context(error, response))
    }

    /// Refuses a success that says of itself that it is none; a server that says nothing is believed.
    pub(crate) fn confirm(&self, member: &str, value: impl Into<Option<bool>>) -> Result<()> {
        match value.into() {
            Some(false) => {
                let message = format!("the server answered with `{member}: false`");
                let error = Error::new(ErrorKind::Server, message);
                Err(error.with_operation(self.operation.id))
            }
            _ => Ok(()),
        }
    }

    /// The error of a failure that came inside a success, as a response of this status and body would be.
    pub(crate) fn error_of(&self, status: u16, body: &[u8]) -> Error {
        let status = StatusCode::from_u16(status).ok();
        let status = status.filter(|status| status.is_client_error() || status.is_server_error());
        let status = status.unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let transport = &self.transport;
        let (error, retryability) = from_response(
            status,
            &HeaderMap::new(),
            BodyStart::of(body),
            transport.region,
        );
        error
            .with_operation(self.operation.id)
            .with_retryable(retryability.allows(self.operation.idempotency))
    }

    fn with_context(&self, error: Error, response: &RawResponse) -> Error {
        self.transport.redact(
            error
                .with_status(response.status)
                .with_attempts(response.attempts),
        )
    }
}

/// What makes a struct with a field `call` a call.
pub(crate) trait CallBuilder<T> {
    /// Checks what was given, and builds the request.
    fn request(&self) -> Result<Request>;

    /// Takes what users get out of the response.
    fn read(call: &Call, response: RawResponse) -> Result<T>;

    /// Gives the error of a call that failed, unless it says that an attempt before was a success.
    fn recover(error: Error) -> Result<T> {
        Err(error)
    }
}

/// The future of a call.
///
/// It owns all that it needs, so it can be spawned. Nothing is sent before it is polled, and dropping it cancels the call.
#[must_use = "futures do nothing unless polled"]
pub struct CallFuture<T> {
    call: Call,
    span: CallSpan,
    response: BoxFuture<Result<RawResponse>>,
    read: fn(&Call, RawResponse) -> Result<T>,
    recover: fn(Error) -> Result<T>,
}

impl<T> Future for CallFuture<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let result = match ready!(self.response.as_mut().poll(cx)) {
            Ok(response) => (self.read)(&self.call, response),
            Err(error) => (self.recover)(error),
        };
        Poll::Ready(result.inspect_err(|error| self.span.fail(error)))
    }
}

impl<T> std::fmt::Debug for CallFuture<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("CallFuture")
            .field("operation", &self.call.operation.id)
            .finish_non_exhaustive()
    }
}

/// Gives the error of a call whose second request met what the first had done already: that is a success.
pub(crate) fn done_on_repeat(error: Error, codes: &[&str]) -> Result<()> {
    match error.code() {
        Some(code) if error.attempts() > 1 && codes.contains(&code) => Ok(()),
        _ => Err(error),
    }
}

/// Adds to a struct with a field `call` the options that every call has.
macro_rules! call_options {
    ($name:ident) => {
        impl $name {
            /// Sets how long the call may take in all, its retries included.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.call.set_timeout(timeout);
                self
            }

            /// Sets how often the request may be sent again if it fails and that is safe.
            pub fn max_retries(mut self, retries: u32) -> Self {
                self.call.set_max_retries(retries);
                self
            }

            /// Adds a header, such as one that a gateway wants. It goes to the API's own origin only.
            ///
            /// It takes the place of one of the same name that [`Config::header`](crate::Config::header) sets. `Authorization`,
            /// `Host`, `User-Agent` and what frames a message are set by the client; one of these, or a name or value that no
            /// header can have, is an [`InvalidArgument`](crate::ErrorKind::InvalidArgument) when the call is sent.
            pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.call.set_header(name.as_ref(), value.as_ref());
                self
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

/// Adds to a struct with a field `call` that is a [`CallBuilder`] what every call has.
macro_rules! call_builder {
    ($name:ident => $output:ty) => {
        $crate::http::call_options!($name);

        impl $name {
            /// Sends the request and gives status, headers and undecoded body of the response.
            ///
            /// What a typed value cannot hold, such as fields that are new to this crate, is here.
            ///
            /// # Errors
            /// The same as awaiting the call, but for [`ErrorKind::Decode`](crate::ErrorKind::Decode).
            pub fn raw(self) -> $crate::http::CallFuture<$crate::http::RawResponse> {
                let request = $crate::http::CallBuilder::request(&self);
                self.call.raw(request)
            }
        }

        impl ::std::future::IntoFuture for $name {
            type Output = $crate::Result<$output>;
            type IntoFuture = $crate::http::CallFuture<$output>;

            fn into_future(self) -> Self::IntoFuture {
                let request = $crate::http::CallBuilder::request(&self);
                self.call.answer_to::<$output, Self>(request)
            }
        }
    };
}

pub(crate) use {call_builder, call_options};
