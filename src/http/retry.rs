//! When to send a request again, and how long to wait before.
//!
//! The decision is a pure function: what happened and a random number go in, a delay or nothing comes out. So it is
//! tested without a clock and without a server.
//!
//! A safe or idempotent call may be retried after any failure that passes. An unsafe one may only be retried if the server
//! cannot have acted on it: a run costs money, and an update makes a new version of an agent.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use super::error_response::Retryability;
use super::operation::Idempotency;

/// The longest `Retry-After` that is waited for; a longer one is left to the caller.
const LONGEST_RETRY_AFTER: Duration = Duration::from_secs(60);

/// How often and how slowly a call is repeated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Policy {
    pub(crate) max_retries: u32,
    pub(crate) first_delay: Duration,
    pub(crate) longest_delay: Duration,
}

impl Default for Policy {
    fn default() -> Self {
        Self {
            max_retries: 2,
            first_delay: Duration::from_millis(500),
            longest_delay: Duration::from_secs(8),
        }
    }
}

/// How an attempt failed, as far as the decision needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct RetryContext {
    pub(crate) retryability: Retryability,
    pub(crate) retry_after: Option<Duration>,
}

impl Retryability {
    /// Tells whether a call may be repeated at all, now or by the caller later.
    pub(crate) fn allows(self, idempotency: Idempotency) -> bool {
        match self {
            Self::Always => true,
            Self::IfIdempotent => idempotency.is_repeatable(),
            Self::Never | Self::WithFreshToken => false,
        }
    }
}

/// Decides whether to repeat after `attempt` (1 is the first), and after which delay.
///
/// `random` is in `0.0..1.0`. Clients that failed together must not come back together, so half of the delay is random.
pub(crate) fn decide(
    policy: &Policy,
    idempotency: Idempotency,
    attempt: u32,
    context: RetryContext,
    random: f64,
) -> Option<Duration> {
    if attempt > policy.max_retries || !context.retryability.allows(idempotency) {
        return None;
    }
    match context.retry_after {
        Some(asked) => (asked <= LONGEST_RETRY_AFTER).then_some(asked),
        None => Some(backoff(policy, attempt, random)),
    }
}

pub(crate) fn backoff(policy: &Policy, attempt: u32, random: f64) -> Duration {
    // 2^31 times any first delay is beyond the longest, so a larger exponent changes nothing.
    let doublings = attempt.saturating_sub(1).min(31);
    let full = policy
        .first_delay
        .saturating_mul(1 << doublings)
        .min(policy.longest_delay);
    // Between a half and the whole, so the product is no longer than `full`.
    full.mul_f64(0.5 + random.clamp(0.0, 1.0) / 2.0)
}

/// A number in `0.0..1.0`, good enough to spread clients in time.
///
/// The standard library seeds its hash maps with random keys; that spares a dependency for one number a retry.
pub(crate) fn random() -> f64 {
    let bits = RandomState::new().build_hasher().finish();
    // 53 bits fit a double exactly.
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHANGES: Idempotency = Idempotency::Unsafe;
    const READS: Idempotency = Idempotency::Safe;

    fn failed(retryability: Retryability) -> RetryContext {
        RetryContext {
            retryability,
            retry_after: None,
        }
    }

    fn asked(seconds: u64) -> RetryContext {
        RetryContext {
            retryability: Retryability::Always,
            retry_after: Some(Duration::from_secs(seconds)),
        }
    }

    #[test]
    fn repeats_what_may_be_repeated() {
        let policy = Policy::default();
        for (repeat, reads, changes) in [
            (Retryability::Always, true, true),
            (Retryability::IfIdempotent, true, false),
            (Retryability::Never, false, false),
            (Retryability::WithFreshToken, false, false),
        ] {
            let got = |idempotency| decide(&policy, idempotency, 1, failed(repeat), 0.0).is_some();
            assert_eq!((got(READS), got(CHANGES)), (reads, changes), "{repeat:?}");
            assert_eq!(got(Idempotency::Idempotent), reads, "{repeat:?}");
        }
    }

    #[test]
    fn stops_after_the_retries_are_used_up() {
        for max_retries in 0..5 {
            let policy = Policy {
                max_retries,
                ..Policy::default()
            };
            let requests = (1..)
                .take_while(|&attempt| {
                    decide(&policy, READS, attempt, failed(Retryability::Always), 0.5).is_some()
                })
                .count();
            assert_eq!(requests as u32, max_retries);
        }
    }

    #[test]
    fn doubles_up_to_the_longest_delay() {
        let policy = Policy {
            max_retries: u32::MAX,
            ..Policy::default()
        };
        let delay = |attempt, random| {
            decide(
                &policy,
                READS,
                attempt,
                failed(Retryability::Always),
                random,
            )
            .unwrap()
            .as_millis()
        };
        let longest: Vec<_> = (1..=7).map(|attempt| delay(attempt, 1.0)).collect();
        assert_eq!(longest, [500, 1000, 2000, 4000, 8000, 8000, 8000]);
        let shortest: Vec<_> = (1..=7).map(|attempt| delay(attempt, 0.0)).collect();
        assert_eq!(shortest, [250, 500, 1000, 2000, 4000, 4000, 4000]);
        assert_eq!(delay(u32::MAX - 1, 1.0), 8000);
    }

    #[test]
    fn honours_retry_after_up_to_a_minute() {
        let policy = Policy::default();
        let got = |seconds| decide(&policy, CHANGES, 1, asked(seconds), 0.7);
        assert_eq!(got(0), Some(Duration::ZERO));
        assert_eq!(got(60), Some(Duration::from_secs(60)));
        assert_eq!(got(61), None);
    }

    #[test]
    fn random_numbers_are_in_range_and_differ() {
        let numbers: Vec<f64> = (0..100).map(|_| random()).collect();
        assert!(
            numbers.iter().all(|n| (0.0..1.0).contains(n)),
            "{numbers:?}"
        );
        assert!(numbers.windows(2).any(|pair| pair[0] != pair[1]));
    }
}
