//! The one error of this crate: opaque, one pointer wide, with a kind to match on.
//!
//! Every fallible call returns [`Error`]. A program decides by [`Error::kind`] and the other accessors, a person reads
//! the [`Display`](fmt::Display) line. Neither that line nor `Debug` holds a key, a response body or the text of a
//! source: what a server or a library says about a request may repeat what was in it. Whatever a server says, the line is
//! one, has at most 1 KiB and holds nothing but printable text.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::{ErrorKind, Method};
//!
//! match dust.request(Method::GET, "spaces").await {
//!     Ok(spaces) => println!("{spaces}"),
//!     Err(error) if error.kind() == ErrorKind::RateLimited => println!("wait {:?}", error.retry_after()),
//!     Err(error) => return Err(error),
//! }
//! # Ok(())
//! # }
//! ```

mod body;
mod decode;
mod escapes;
mod keys;
mod lenient;
mod locate;
mod one_line;
mod redact;
mod secrets;
mod source;
mod surrogates;
mod text;

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use source::{Source, sanitize};
use text::Text;

pub(crate) use body::{BODY_LIMIT, BodyStart};
#[cfg(feature = "yaml")]
pub(crate) use decode::cause;
pub(crate) use decode::decode;
pub(crate) use keys::{is_key, looks_like_key};
pub(crate) use lenient::{from_text, from_value};
pub(crate) use one_line::one_line;
pub(crate) use secrets::Secrets;
pub(crate) use surrogates::mend;
pub(crate) use text::{WHOLE, excerpt};

/// What every fallible call of this crate returns.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// The longest message, in bytes: longer ones hold dumps, not words. With all that stands beside it, a line has at most 1 KiB.
const MESSAGE_LIMIT: usize = 560;

/// The longest type of an error that is shown, of which there may be two; the server's own have up to 50.
const CODE_LIMIT: usize = 60;

/// The longest hint, which is of our own words.
const HINT_LIMIT: usize = 240;

/// What went wrong, as coarse as a program needs it to decide what to do.
///
/// [The guide to errors](crate::guide::errors) says what helps against each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ErrorKind {
    /// The configuration cannot work: a variable is missing, a key cannot be one.
    Config,
    /// An argument cannot be sent: an empty id, a start after the end.
    InvalidArgument,
    /// The server does not know who is asking.
    Authentication,
    /// The server knows who is asking, and refuses.
    Permission,
    /// What was asked for is not there.
    NotFound,
    /// Too many requests for now.
    RateLimited,
    /// A quota, a credit or a spending cap is used up; waiting a moment does not help.
    QuotaExhausted,
    /// The server refuses what the request says.
    InvalidRequest,
    /// The body is over a limit, the server's for a request or ours for a response.
    PayloadTooLarge,
    /// The server failed.
    Server,
    /// The server, or a proxy before it, is away for now.
    Unavailable,
    /// A time limit passed.
    Timeout,
    /// No connection could be made: nothing was sent.
    Connect,
    /// The connection failed after it was made.
    Transport,
    /// The response is not what it should be.
    Decode,
    /// An event stream broke off.
    Stream,
    /// The agent, or the run, says that it failed.
    AgentFailed,
    /// The agent waits for a person: to approve a tool, to sign in, or to answer a question.
    ActionRequired,
}

impl ErrorKind {
    /// Returns the name for logs and metrics, such as `rate_limited`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Config => "config",
            Self::InvalidArgument => "invalid_argument",
            Self::Authentication => "authentication",
            Self::Permission => "permission",
            Self::NotFound => "not_found",
            Self::RateLimited => "rate_limited",
            Self::QuotaExhausted => "quota_exhausted",
            Self::InvalidRequest => "invalid_request",
            Self::PayloadTooLarge => "payload_too_large",
            Self::Server => "server",
            Self::Unavailable => "unavailable",
            Self::Timeout => "timeout",
            Self::Connect => "connect",
            Self::Transport => "transport",
            Self::Decode => "decode",
            Self::Stream => "stream",
            Self::AgentFailed => "agent_failed",
            Self::ActionRequired => "action_required",
        }
    }
}

impl fmt::Display for ErrorKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl serde::Serialize for ErrorKind {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// An error of this crate.
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
/// use dust_sdk::ErrorKind;
///
/// match dust.agent("q7LxT2mRzK").get().await {
///     Ok(agent) => println!("{}", agent.name),
///     Err(error) if error.is_not_found() => println!("no such agent"),
///     Err(error) if error.kind() == ErrorKind::RateLimited => println!("again in {:?}", error.retry_after()),
///     Err(error) => {
///         eprintln!("{error}"); // one line: what happened, where, and what to do
///         eprintln!("{:?} {:?}", error.status(), error.code());
///         return Err(error);
///     }
/// }
/// # Ok(())
/// # }
/// ```
pub struct Error(Box<Inner>);

struct Inner {
    kind: ErrorKind,
    message: Text,
    hint: Option<Text>,
    operation: Option<&'static str>,
    status: Option<StatusCode>,
    code: Option<Text>,
    inner_code: Option<Text>,
    retry_after: Option<Duration>,
    attempts: u32,
    /// Attempts in all, also those in which nothing was sent.
    tries: u32,
    retryable: bool,
    run_id: Option<Text>,
    conversation_id: Option<Text>,
    message_id: Option<Text>,
    action_id: Option<Text>,
    headers: Option<Box<HeaderMap>>,
    body: Option<BodyStart>,
    source: Option<Source>,
}

impl Error {
    /// Returns what went wrong.
    pub fn kind(&self) -> ErrorKind {
        self.0.kind
    }

    /// Returns the status of the response, if there was one.
    pub fn status(&self) -> Option<StatusCode> {
        self.0.status
    }

    /// Returns the server's own type of the error, such as `invalid_api_key_error`.
    ///
    /// The set is open: some 130 are known, and new ones appear.
    pub fn code(&self) -> Option<&str> {
        self.0.code.as_ref().map(Text::as_str)
    }

    /// Returns the type that the part of the server gives that failed, where it is said beside [`Error::code`].
    ///
    /// Of a `run_error` it may be `run_not_found`, of a `data_source_error` `data_source_document_not_found`. What that part
    /// says is in [`Error::message`].
    pub fn inner_code(&self) -> Option<&str> {
        self.0.inner_code.as_ref().map(Text::as_str)
    }

    /// Returns what happened in one line: the server's own words, where it said something.
    ///
    /// It is cut after 560 bytes, and then ends with `…`.
    pub fn message(&self) -> &str {
        self.0.message.as_str()
    }

    /// Returns the operation that failed, such as `list_agents`.
    pub fn operation(&self) -> Option<&str> {
        self.0.operation
    }

    /// Returns how long the server asks to wait before the next request.
    pub fn retry_after(&self) -> Option<Duration> {
        self.0.retry_after
    }

    /// Returns how many requests were sent for the call; 0 if nothing was sent.
    ///
    /// A connection that could not be made is no request. The line of an error counts these attempts too: `after 3 attempts`.
    pub fn attempts(&self) -> u32 {
        self.0.attempts
    }

    /// Returns the id of the run that the error is about, once it is known.
    pub fn run_id(&self) -> Option<&str> {
        self.0.run_id.as_ref().map(Text::as_str)
    }

    /// Returns the id of the conversation that the error is about, once it is known.
    pub fn conversation_id(&self) -> Option<&str> {
        self.0.conversation_id.as_ref().map(Text::as_str)
    }

    /// Returns the id of the agent's message that the error is about, once it is known; until then that of the question.
    ///
    /// With it and the conversation's, [`MessageHandle::answer`](crate::conversations::MessageHandle::answer) goes on.
    pub fn message_id(&self) -> Option<&str> {
        self.0.message_id.as_ref().map(Text::as_str)
    }

    /// Returns the id of the action that waits for a person, where that is the error.
    ///
    /// [`MessageHandle::decide`](crate::conversations::MessageHandle::decide) and
    /// [`answer_question`](crate::conversations::MessageHandle::answer_question) take it.
    pub fn action_id(&self) -> Option<&str> {
        self.0.action_id.as_ref().map(Text::as_str)
    }

    /// Returns the headers of the response, if there was one, such as the request id of a proxy.
    pub fn headers(&self) -> Option<&HeaderMap> {
        self.0.headers.as_deref()
    }

    /// Returns what was read of the response body, at most 64 KiB.
    ///
    /// The key is removed from it; all else that the server sent is there, so take care before you log it.
    pub fn body(&self) -> Option<&[u8]> {
        self.0.body.as_ref().map(BodyStart::bytes)
    }

    /// Tells whether the same call may succeed later and may be repeated without doing its work twice.
    ///
    /// A call that only reads may be repeated after a failure of the network or the server; one that changes something
    /// only where the server cannot have acted on it. The client has used up its own retries when it returns this.
    pub fn is_retryable(&self) -> bool {
        self.0.retryable
    }

    /// Tells whether what was asked for is not there.
    pub fn is_not_found(&self) -> bool {
        self.kind() == ErrorKind::NotFound
    }

    /// Tells whether the server does not know who is asking.
    pub fn is_authentication(&self) -> bool {
        self.kind() == ErrorKind::Authentication
    }

    /// Tells whether the server knows who is asking, and refuses.
    pub fn is_permission(&self) -> bool {
        self.kind() == ErrorKind::Permission
    }

    /// Tells whether there were too many requests for now.
    pub fn is_rate_limited(&self) -> bool {
        self.kind() == ErrorKind::RateLimited
    }

    /// Tells whether a time limit passed.
    pub fn is_timeout(&self) -> bool {
        self.kind() == ErrorKind::Timeout
    }
}

/// How a middleware makes errors.
impl Error {
    /// Makes the error of a [`Middleware`](crate::middleware::Middleware) that refuses a request or fails: of the kind
    /// [`ErrorKind::Transport`], with this error as its source.
    pub fn from_middleware(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::new(ErrorKind::Transport, "a middleware of the client failed").with_source(source)
    }
}

/// How the rest of the crate makes errors.
impl Error {
    pub(crate) fn new(kind: ErrorKind, message: impl AsRef<str>) -> Self {
        Self(Box::new(Inner {
            kind,
            message: Text::new(message.as_ref(), MESSAGE_LIMIT),
            hint: None,
            operation: None,
            status: None,
            code: None,
            inner_code: None,
            retry_after: None,
            attempts: 0,
            tries: 0,
            retryable: false,
            run_id: None,
            conversation_id: None,
            message_id: None,
            action_id: None,
            headers: None,
            body: None,
            source: None,
        }))
    }

    pub(crate) fn config(message: impl AsRef<str>) -> Self {
        Self::new(ErrorKind::Config, message)
    }

    pub(crate) fn invalid_argument(message: impl AsRef<str>) -> Self {
        Self::new(ErrorKind::InvalidArgument, message)
    }

    /// Adds what a person can do, shown at the end of the line.
    pub(crate) fn with_hint(mut self, hint: impl AsRef<str>) -> Self {
        self.0.hint = Some(Text::new(hint.as_ref(), HINT_LIMIT));
        self
    }

    pub(crate) fn with_operation(mut self, operation: &'static str) -> Self {
        self.0.operation = Some(operation);
        self
    }

    pub(crate) fn with_status(mut self, status: StatusCode) -> Self {
        self.0.status = Some(status);
        self
    }

    pub(crate) fn with_code(mut self, code: impl AsRef<str>) -> Self {
        self.0.code = Some(Text::new(code.as_ref(), CODE_LIMIT));
        self
    }

    pub(crate) fn with_inner_code(mut self, code: impl AsRef<str>) -> Self {
        self.0.inner_code = Some(Text::new(code.as_ref(), CODE_LIMIT));
        self
    }

    pub(crate) fn with_retry_after(mut self, delay: Duration) -> Self {
        self.0.retry_after = Some(delay);
        self
    }

    pub(crate) fn with_attempts(mut self, attempts: u32) -> Self {
        self.0.attempts = attempts;
        self.0.tries = attempts;
        self
    }

    /// Says how many attempts were made in all, where in some nothing was sent.
    pub(crate) fn with_tries(mut self, tries: u32) -> Self {
        self.0.tries = tries;
        self
    }

    pub(crate) fn tries(&self) -> u32 {
        self.0.tries
    }

    pub(crate) fn with_retryable(mut self, retryable: bool) -> Self {
        self.0.retryable = retryable;
        self
    }

    pub(crate) fn with_run_id(mut self, run_id: impl AsRef<str>) -> Self {
        self.0.run_id = Some(Text::id(run_id.as_ref()));
        self
    }

    pub(crate) fn with_conversation_id(mut self, conversation_id: impl AsRef<str>) -> Self {
        self.0.conversation_id = Some(Text::id(conversation_id.as_ref()));
        self
    }

    pub(crate) fn with_message_id(mut self, message_id: impl AsRef<str>) -> Self {
        self.0.message_id = Some(Text::id(message_id.as_ref()));
        self
    }

    pub(crate) fn with_action_id(mut self, action_id: impl AsRef<str>) -> Self {
        self.0.action_id = Some(Text::id(action_id.as_ref()));
        self
    }

    pub(crate) fn with_headers(mut self, headers: HeaderMap) -> Self {
        self.0.headers = Some(Box::new(headers));
        self
    }

    pub(crate) fn with_body(mut self, mut body: BodyStart) -> Self {
        body.redact(&Secrets::default());
        self.0.body = Some(body);
        self
    }

    pub(crate) fn with_source(mut self, source: impl Into<Source>) -> Self {
        self.0.source = Some(sanitize(source.into(), &Secrets::default()));
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        if let Some(operation) = inner.operation {
            write!(f, "{operation}: ")?;
        }
        write_lower_case_first(f, self.message().trim_end_matches('.'))?;
        self.write_codes(f)?;
        if inner.tries > 1 {
            write!(f, " after {} attempts", inner.tries)?;
        }
        match &inner.hint {
            Some(hint) => write!(f, "; {}", hint.as_str()),
            None => Ok(()),
        }
    }
}

impl Error {
    /// Writes ` (400 run_error: run_not_found)`, or as much of it as there is.
    fn write_codes(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let status = self.status().map(|status| status.as_str().to_owned());
        let code = match (self.code(), self.inner_code()) {
            (Some(code), Some(inner)) => Some(format!("{code}: {inner}")),
            (code, inner) => code.or(inner).map(str::to_owned),
        };
        match (status, code) {
            (Some(status), Some(code)) => write!(f, " ({status} {code})"),
            (Some(one), None) | (None, Some(one)) => write!(f, " ({one})"),
            (None, None) => Ok(()),
        }
    }
}

/// Servers begin sentences with a capital; an acronym or a name in capitals stays as it is.
fn write_lower_case_first(f: &mut fmt::Formatter<'_>, text: &str) -> fmt::Result {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(first), Some(second))
            if first.is_ascii_uppercase() && !second.is_ascii_uppercase() =>
        {
            write!(f, "{}{}", first.to_ascii_lowercase(), &text[1..])
        }
        _ => f.write_str(text),
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let inner = &*self.0;
        f.debug_struct("Error")
            .field("kind", &inner.kind)
            .field("message", &self.message())
            .field("operation", &inner.operation)
            .field("status", &inner.status)
            .field("code", &self.code())
            .field("inner_code", &self.inner_code())
            .field("retry_after", &inner.retry_after)
            .field("attempts", &inner.attempts)
            .field("hint", &inner.hint.as_ref().map(Text::as_str))
            .finish_non_exhaustive()
    }
}

impl StdError for Error {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.0
            .source
            .as_ref()
            .map(|source| &**source as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_one_pointer_wide_and_can_cross_threads() {
        fn crosses<T: Send + Sync + 'static>() {}
        crosses::<Error>();
        assert_eq!(size_of::<Error>(), size_of::<usize>());
        assert_eq!(size_of::<Option<Error>>(), size_of::<usize>());
    }

    #[test]
    fn shows_one_line_with_what_a_person_needs() {
        let error = Error::new(ErrorKind::NotFound, "The agent was not found.")
            .with_operation("get_agent")
            .with_status(StatusCode::NOT_FOUND)
            .with_code("agent_configuration_not_found")
            .with_attempts(2)
            .with_hint("look it up with list_agents");
        assert_eq!(
            error.to_string(),
            "get_agent: the agent was not found (404 agent_configuration_not_found) after 2 attempts; \
             look it up with list_agents"
        );
    }

    #[test]
    fn keeps_names_in_capitals() {
        for (message, shown) in [
            ("API key is wrong", "API key is wrong"),
            ("Élan", "Élan"),
            ("A b", "a b"),
            ("X", "X"),
            ("", ""),
        ] {
            assert_eq!(
                Error::new(ErrorKind::Config, message).to_string(),
                shown,
                "{message}"
            );
        }
    }

    #[test]
    fn shows_neither_body_nor_source() {
        let error = Error::new(ErrorKind::Server, "it failed")
            .with_body(BodyStart::of(b"a secret body"))
            .with_source("a secret source");
        for text in [
            format!("{error}"),
            format!("{error:?}"),
            format!("{error:#?}"),
        ] {
            assert!(!text.contains("secret"), "{text}");
        }
        assert_eq!(error.body(), Some(&b"a secret body"[..]));
        assert!(error.source().is_some());
    }

    #[test]
    fn keeps_no_more_of_a_body_than_the_limit() {
        let body = vec![0; BODY_LIMIT + 1].into();
        let error = Error::new(ErrorKind::Server, "x").with_body(BodyStart::new(body, false));
        assert_eq!(error.body().map(<[u8]>::len), Some(BODY_LIMIT));
    }

    #[test]
    fn the_longest_line_is_no_longer_than_a_kibibyte() {
        for text in ["x".repeat(1 << 20), "é\u{202e}\n".repeat(1 << 18)] {
            let error = Error::new(ErrorKind::Server, &text)
                .with_operation("an_operation_with_the_longest_name")
                .with_status(StatusCode::INTERNAL_SERVER_ERROR)
                .with_code(&text)
                .with_inner_code(&text)
                .with_attempts(u32::MAX)
                .with_hint(&text)
                .with_run_id(&text);
            let line = error.to_string();
            assert!(line.len() <= 1024, "{}", line.len());
            assert!(!line.contains(one_line::is_unprintable), "{line:?}");
            assert!(error.message().len() <= MESSAGE_LIMIT + 3);
            assert!(error.run_id().is_some_and(|id| id.len() < 300));
        }
    }
}
