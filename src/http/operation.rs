//! What every call of the facade has in common: its settings, its raw form, and that it can be awaited.
//!
//! A call is a small struct that owns a clone of the client. [`Operation`] says what is its own, and
//! [`operation!`] adds the rest, so that no call can lack a setting that the others have.

use std::future::Future;
use std::pin::Pin;

use crate::error::{Error, Result};
use crate::http::call::Call;
use crate::http::transport::RawResponse;
use crate::low_level;

/// What a method of the generated client comes to, if it comes to an end: the answer goes by way of the
/// [`CallContext`](crate::http::transport::CallContext), so this is why nothing was sent.
pub(crate) type Sent = std::result::Result<(), low_level::Error<()>>;

/// The future of a call, so that a call can be spawned.
pub(crate) type BoxFuture<T> = Pin<Box<dyn Future<Output = T> + Send + 'static>>;

/// One operation of the API.
pub(crate) trait Operation: Sized {
    /// What the user gets.
    type Output;

    /// Refuses arguments that cannot be sent.
    fn check(&self) -> Result<()> {
        Ok(())
    }

    /// Calls the generated method.
    fn request(self, low_level: low_level::Client) -> impl Future<Output = Sent> + Send + 'static;

    /// Takes what the user asked for out of the answer.
    fn read(call: &Call, response: RawResponse) -> Result<Self::Output>;

    /// Gives the error of a call that failed, unless it says that an attempt before was a success.
    fn recover(error: Error) -> Result<Self::Output> {
        Err(error)
    }
}

/// Begins an operation, if its arguments can be sent; the future gives the answer, undecoded.
///
/// What depends on the operation ends here: the future has one type for all of them.
pub(crate) fn answer<O: Operation>(
    call: &Call,
    operation: O,
) -> Result<impl Future<Output = Result<RawResponse>> + Send + use<O>> {
    match operation.check() {
        Ok(()) => Ok(call.raw(|low_level| operation.request(low_level))),
        Err(error) => Err(error.with_operation(call.operation)),
    }
}

/// Adds to a struct with a field `call: Call` that is an [`Operation`] what every call has.
macro_rules! operation {
    ($name:ident => $output:ty) => {
        $crate::http::operation::call_settings!($name);

        impl $name {
            /// Sends the request and gives status, headers and undecoded body of the answer.
            ///
            /// What a typed value cannot hold, such as fields that are new to this crate, is here.
            ///
            /// # Errors
            /// The same as awaiting the call, but for [`ErrorKind::Decode`](crate::ErrorKind::Decode).
            pub async fn raw(self) -> $crate::Result<$crate::RawResponse> {
                let call = self.call.clone();
                $crate::http::operation::answer(&call, self)?.await
            }
        }

        impl ::std::future::IntoFuture for $name {
            type Output = $crate::Result<$output>;
            type IntoFuture = $crate::http::operation::BoxFuture<Self::Output>;

            fn into_future(self) -> Self::IntoFuture {
                let call = self.call.clone();
                let answer = $crate::http::operation::answer(&call, self);
                Box::pin(async move {
                    match answer?.await {
                        Ok(response) => {
                            <$name as $crate::http::operation::Operation>::read(&call, response)
                        }
                        Err(error) => <$name as $crate::http::operation::Operation>::recover(error),
                    }
                })
            }
        }
    };
}

/// Adds to a struct with a field `call: Call` the settings that every call has.
macro_rules! call_settings {
    ($name:ident) => {
        impl $name {
            /// Sets how long the call may take in all, its retries included.
            pub fn timeout(mut self, timeout: ::std::time::Duration) -> Self {
                self.call.timeout = Some(timeout);
                self
            }

            /// Sets how often the request may be sent again if it fails and that is safe.
            pub fn max_retries(mut self, retries: u32) -> Self {
                self.call.max_retries = Some(retries);
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

/// Makes a call that is nothing but its arguments: the struct, and all that an [`Operation`] needs.
macro_rules! plain_call {
    (
        $(#[$meta:meta])*
        $name:ident { $($field:ident: $type:ty),* $(,)? } => $wire:ty, $output:ty;
        check |$checked:ident| $check:expr;
        send |$sent:ident, $api:ident| $send:expr;
        read |$answer:ident| $read:expr;
        $(recover $recover:path;)?
    ) => {
        $(#[$meta])*
        #[must_use = "a call does nothing until it is awaited"]
        pub struct $name {
            pub(crate) call: Call,
            $(pub(crate) $field: $type,)*
        }

        impl Operation for $name {
            type Output = $output;

            fn check(&self) -> Result<()> {
                let $checked = self;
                $check
            }

            async fn request(self, $api: low_level::Client) -> Sent {
                let $sent = &self;
                $send.await.map(drop)
            }

            fn read(call: &Call, response: RawResponse) -> Result<$output> {
                let $answer = call.decode::<$wire>(&response)?;
                Ok($read)
            }

            $(
                fn recover(error: $crate::error::Error) -> Result<$output> {
                    $recover(error)
                }
            )?
        }

        operation!($name => $output);
    };
}

pub(crate) use {call_settings, operation, plain_call};
