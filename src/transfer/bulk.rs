//! What runs over many items share: why they stop, and when one item is sent again.

use std::time::Duration;

use crate::error::{Error, ErrorKind};
use crate::http::{Policy, backoff, random};

/// Times that an item is sent again after a failure that may pass. A server that is busy does not count.
const MAX_RETRIES: u32 = 5;

/// Times that an item waits for a server that is busy.
const MAX_BUSY: u32 = 100;

/// Why a run ended before its input did.
#[derive(Debug)]
#[non_exhaustive]
pub enum StopReason<E> {
    /// An error that everything after it would meet: the credential, its permission, the quota, or a data source or table
    /// that is not there.
    Refused(ErrorKind),
    /// The input gave an error.
    Input(E),
}

/// How often an item was sent again.
#[derive(Default)]
pub(crate) struct Repeats {
    retries: u32,
    busy: u32,
}

impl Repeats {
    /// How long to wait before the item is sent again; `None` if it is not.
    pub(crate) fn pause_after(&mut self, error: &Error) -> Option<Duration> {
        let is_busy = error.kind() == ErrorKind::RateLimited;
        let count = match is_busy {
            true => &mut self.busy,
            false => &mut self.retries,
        };
        *count += 1;
        let limit = if is_busy { MAX_BUSY } else { MAX_RETRIES };
        let again = (is_busy || error.is_retryable()) && *count <= limit;
        let least = error.retry_after().unwrap_or_default();
        again.then(|| backoff(&Policy::default(), *count, random()).max(least))
    }

    /// Whether nothing has failed yet.
    pub(crate) fn is_first(&self) -> bool {
        self.retries == 0 && self.busy == 0
    }
}

/// Whether every further item would meet the same error.
pub(crate) fn ends_all(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::Authentication
            | ErrorKind::Permission
            | ErrorKind::QuotaExhausted
            | ErrorKind::NotFound
    )
}
