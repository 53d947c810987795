//! The runtime interface of the generated code: what a call is made of, and what a request is built with.

use std::collections::VecDeque;
use std::fmt::{self, Display, Write};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// The requests that were made, and the responses to give.
#[derive(Default)]
pub struct Transport {
    pub(crate) requests: Vec<String>,
    pub(crate) responses: VecDeque<String>,
}

/// An operation: its name, and what may be done again.
#[derive(Clone, Copy, Debug)]
pub struct Operation {
    pub(crate) id: &'static str,
    pub(crate) idempotency: Idempotency,
    of_persons: bool,
}

impl Operation {
    pub(crate) const fn new(
        id: &'static str,
        idempotency: Idempotency,
        _path: &'static str,
    ) -> Self {
        Self {
            id,
            idempotency,
            of_persons: false,
        }
    }

    /// An operation for which an API key is refused.
    pub(crate) const fn of_persons(
        id: &'static str,
        idempotency: Idempotency,
        _path: &'static str,
    ) -> Self {
        Self {
            id,
            idempotency,
            of_persons: true,
        }
    }
}

/// What may be done again.
#[derive(Clone, Copy, Debug)]
pub enum Idempotency {
    /// It only reads.
    Safe,
    /// Twice is as once.
    Idempotent,
    /// Neither.
    Unsafe,
}

/// The methods.
#[derive(Clone, Copy, Debug)]
pub struct Method(&'static str);

#[allow(missing_docs)]
impl Method {
    pub const GET: Self = Self("GET");
    pub const POST: Self = Self("POST");
    pub const PUT: Self = Self("PUT");
    pub const PATCH: Self = Self("PATCH");
    pub const DELETE: Self = Self("DELETE");
}

/// A request, as text.
#[derive(Debug)]
pub struct Request(String);

/// A body.
pub struct Body(String);

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(text)
    }
}

/// A file that is a part of a form.
#[derive(Debug)]
pub struct Part(pub(crate) &'static str);

/// A form, `multipart/form-data`.
pub(crate) struct Form(Vec<String>);

impl Form {
    pub(crate) fn new() -> Self {
        Self(Vec::new())
    }

    pub(crate) fn text(mut self, name: &str, value: &dyn Display) -> Self {
        self.0.push(format!("{name}={value}"));
        self
    }

    pub(crate) fn text_if_set<T: Display>(self, name: &str, value: Option<T>) -> Self {
        self.text_each(name, value)
    }

    pub(crate) fn text_each<T: Display>(
        self,
        name: &str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        let mut values = values.into_iter();
        values.by_ref().fold(self, |form, value| form.text(name, &value))
    }

    pub(crate) fn file(mut self, name: &str, file: Part) -> Self {
        self.0.push(format!("{name}: file {}", file.0));
        self
    }

    pub(crate) fn file_if_set(self, name: &str, file: Option<Part>) -> Self {
        self.file_each(name, file)
    }

    pub(crate) fn file_each(self, name: &str, files: impl IntoIterator<Item = Part>) -> Self {
        let mut files = files.into_iter();
        files.by_ref().fold(self, |form, file| form.file(name, file))
    }
}

/// A segment of a path, to be encoded.
pub(crate) struct Segment<'a>(pub(crate) &'a str);

impl Display for Segment<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        encode(self.0, f)
    }
}

fn encode(text: &str, to: &mut dyn Write) -> fmt::Result {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            to.write_char(char::from(byte))?;
        } else {
            write!(to, "%{byte:02X}")?;
        }
    }
    Ok(())
}

/// Where requests go.
pub(crate) struct Base;

impl Base {
    pub(crate) fn request(&self, method: Method, path: fmt::Arguments<'_>) -> RequestParts {
        RequestParts {
            line: format!("{} {path}", method.0),
            query: String::new(),
            headers: String::new(),
            body: String::new(),
            error: None,
        }
    }
}

/// A request that is being built.
pub(crate) struct RequestParts {
    line: String,
    query: String,
    headers: String,
    body: String,
    error: Option<Error>,
}

impl RequestParts {
    pub(crate) fn accept_json(mut self) -> Self {
        self.headers += "accept: application/json\n";
        self
    }

    pub(crate) fn query(mut self, name: &str, value: &dyn Display) -> Self {
        self.query
            .push(if self.query.is_empty() { '?' } else { '&' });
        let _ = encode(name, &mut self.query);
        self.query.push('=');
        let _ = encode(&value.to_string(), &mut self.query);
        self
    }

    pub(crate) fn query_if_set<T: Display>(self, name: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.query(name, &value),
            None => self,
        }
    }

    pub(crate) fn query_each<T: Display>(
        self,
        name: &str,
        values: impl IntoIterator<Item = T>,
    ) -> Self {
        let mut values = values.into_iter();
        values
            .by_ref()
            .fold(self, |request, value| request.query(name, &value))
    }

    pub(crate) fn query_joined<T: Display>(
        mut self,
        name: &str,
        values: Option<impl Iterator<Item = T>>,
    ) -> Self {
        let Some(values) = values else { return self };
        let values: Vec<String> = values.map(|value| value.to_string()).collect();
        if values.iter().any(|value| value.contains(',')) {
            self.error = Some(Error(format!("an item of `{name}` has a comma")));
        }
        self.query(name, &values.join(","))
    }

    pub(crate) fn header(mut self, name: &str, value: &dyn Display) -> Self {
        self.headers += &format!("{name}: {value}\n");
        self
    }

    pub(crate) fn header_if_set<T: Display>(self, name: &str, value: Option<T>) -> Self {
        match value {
            Some(value) => self.header(name, &value),
            None => self,
        }
    }

    pub(crate) fn json<T: Serialize + ?Sized>(mut self, body: &T) -> Self {
        match serde_json::to_string(body) {
            Ok(body) => self.body = body,
            Err(cause) => self.error = Some(Error(cause.to_string())),
        }
        self
    }

    pub(crate) fn body(mut self, media: &str, body: impl Into<Body>) -> Self {
        self.headers += &format!("content-type: {media}\n");
        self.body = body.into().0;
        self
    }

    pub(crate) fn json_if_set<T: Serialize + ?Sized>(self, body: Option<&T>) -> Self {
        match body {
            Some(body) => self.json(body),
            None => self,
        }
    }

    pub(crate) fn body_if_set(self, media: &str, body: Option<impl Into<Body>>) -> Self {
        match body {
            Some(body) => self.body(media, body),
            None => self,
        }
    }

    pub(crate) fn form(mut self, form: Form) -> Self {
        self.headers += "content-type: multipart/form-data\n";
        self.body = form.0.join("\n");
        self
    }

    pub(crate) fn build(self) -> Result<Request> {
        match self.error {
            Some(error) => Err(error),
            None => Ok(Request(format!(
                "{}{}\n{}{}",
                self.line, self.query, self.headers, self.body
            ))),
        }
    }
}

/// One call: what it is of, and its options.
#[derive(Clone)]
pub struct Call {
    transport: Arc<Mutex<Transport>>,
    operation: Operation,
    options: Vec<String>,
}

impl Call {
    pub(crate) fn new(transport: Arc<Mutex<Transport>>, operation: Operation) -> Self {
        Self {
            transport,
            operation,
            options: Vec::new(),
        }
    }

    pub(crate) fn base(&self) -> &Base {
        &Base
    }

    pub(crate) fn workspace_id(&self) -> &str {
        "w 1"
    }

    pub(crate) fn set_timeout(&mut self, timeout: Duration) {
        self.options.push(format!("timeout {timeout:?}"));
    }

    pub(crate) fn set_max_retries(&mut self, retries: u32) {
        self.options.push(format!("retries {retries}"));
    }

    pub(crate) fn set_header(&mut self, name: &str, value: &str) {
        self.options.push(format!("{name}: {value}"));
    }

    pub(crate) fn raw(self, request: Result<Request>) -> CallFuture<RawResponse> {
        self.answer(request, |_, response| Ok(response))
    }

    pub(crate) fn answer<T>(
        self,
        request: Result<Request>,
        read: fn(&Call, RawResponse) -> Result<T>,
    ) -> CallFuture<T> {
        let sent = request.map(|request| {
            let Operation {
                id,
                idempotency,
                of_persons,
            } = self.operation;
            let whose = if of_persons { " of persons" } else { "" };
            let mut transport = self.transport.lock().unwrap();
            let options = self.options.join(", ");
            transport
                .requests
                .push(format!("{id} {idempotency:?}{whose} [{options}]\n{}", request.0));
            RawResponse(transport.responses.pop_front().unwrap_or_default())
        });
        CallFuture {
            call: self,
            sent: Some(sent),
            read,
        }
    }

    pub(crate) fn decode<T: DeserializeOwned>(&self, response: &RawResponse) -> Result<T> {
        serde_json::from_str(&response.0).map_err(|cause| Error(cause.to_string()))
    }

    pub(crate) fn confirm(&self, name: &str, value: impl Into<Option<bool>>) -> Result<()> {
        match value.into() {
            Some(false) => Err(Error(format!("the server answered `{name}: false`"))),
            _ => Ok(()),
        }
    }
}

/// A response.
#[derive(Debug)]
pub struct RawResponse(String);

/// The future of a call.
pub struct CallFuture<T> {
    call: Call,
    sent: Option<Result<RawResponse>>,
    read: fn(&Call, RawResponse) -> Result<T>,
}

impl<T> CallFuture<T> {
    /// The outcome, for tests.
    pub fn get(mut self) -> Result<T> {
        let sent = self.sent.take().expect("a future that was not polled");
        (self.read)(&self.call, sent?)
    }
}

impl<T> Future for CallFuture<T> {
    type Output = Result<T>;

    fn poll(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Self::Output> {
        let sent = self.sent.take().expect("a future that was not polled");
        let (call, read) = (&self.call, self.read);
        Poll::Ready(sent.and_then(|response| read(call, response)))
    }
}

/// What makes a struct with a field `call` a call.
pub(crate) trait CallBuilder<T> {
    /// Checks what was given, and builds the request.
    fn request(&self) -> Result<Request>;

    /// Takes what users get out of the response.
    fn read(call: &Call, response: RawResponse) -> Result<T>;

    /// Gives the error of a call that failed, unless it says that an attempt before was a success.
    fn recover(error: crate::error::Error) -> Result<T> {
        Err(error)
    }
}

/// Gives the error of a call whose second request met what the first had done already: that is a success.
pub(crate) fn done_on_repeat(error: crate::error::Error, codes: &[&str]) -> Result<()> {
    match codes.iter().any(|code| error.0.contains(code)) {
        true => Ok(()),
        false => Err(error),
    }
}

macro_rules! call_builder {
    ($name:ident => $output:ty) => {
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

            /// Adds a header.
            pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<str>) -> Self {
                self.call.set_header(name.as_ref(), value.as_ref());
                self
            }

            /// Sends the request and gives the response undecoded.
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
                self.call
                    .answer(request, <Self as $crate::http::CallBuilder<$output>>::read)
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.debug_struct(stringify!($name)).finish_non_exhaustive()
            }
        }
    };
}

pub(crate) use call_builder;

/// Refuses an id that is no segment of a path.
pub(crate) fn check_id(what: &str, id: &str) -> Result<()> {
    if id.contains(char::is_whitespace) || id.contains('\\') {
        return Err(Error(format!(
            "the {what} holds white space or a backslash"
        )));
    }
    check_text_id(what, id)
}

/// Refuses text that is no segment of a path.
pub(crate) fn check_text_id(what: &str, id: &str) -> Result<()> {
    if id.is_empty() || id == "." || id == ".." || id.contains(char::is_control) {
        return Err(Error(format!("the {what} cannot be one")));
    }
    Ok(())
}
