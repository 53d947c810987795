//! When to send a request again, and how long to wait before.
//!
//! The decision is a pure function: what happened and a random number go in, a delay or nothing comes out. So it is
//! tested without a clock and without a server.
//!
//! A call that only reads may be repeated after any failure that passes. A call that changes something may only be
//! repeated if the server cannot have acted on it: a run costs money, and an update makes a new version of an agent.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::time::Duration;

use http::Method;

use super::classify::Repeat;

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

/// What a call does to the server's state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Effect {
    Reads,
    Changes,
}

impl Effect {
    pub(crate) fn of(method: &Method) -> Self {
        match *method {
            Method::GET | Method::HEAD | Method::OPTIONS => Self::Reads,
            _ => Self::Changes,
        }
    }
}

/// How an attempt failed, as far as the decision needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Outcome {
    pub(crate) repeat: Repeat,
    pub(crate) retry_after: Option<Duration>,
}

impl Repeat {
    /// Tells whether a call may be repeated at all, now or by the caller later.
    pub(crate) fn allows(self, effect: Effect) -> bool {
        match self {
            Self::Always => true,
            Self::IfItOnlyReads => effect == Effect::Reads,
            Self::Never | Self::WithFreshToken => false,
        }
    }
}

/// Decides whether to repeat after `attempt` (1 is the first), and after which delay.
///
/// `random` is in `0.0..1.0`. Clients that failed together must not come back together, so half of the delay is random.
pub(crate) fn decide(
    policy: &Policy,
    effect: Effect,
    attempt: u32,
    outcome: Outcome,
    random: f64,
) -> Option<Duration> {
    if attempt > policy.max_retries || !outcome.repeat.allows(effect) {
        return None;
    }
    match outcome.retry_after {
        Some(asked) => (asked <= LONGEST_RETRY_AFTER).then_some(asked),
        None => Some(backoff(policy, attempt, random)),
    }
}

fn backoff(policy: &Policy, attempt: u32, random: f64) -> Duration {
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

    const CHANGES: Effect = Effect::Changes;
    const READS: Effect = Effect::Reads;

    fn failed(repeat: Repeat) -> Outcome {
        Outcome {
            repeat,
            retry_after: None,
        }
    }

    fn asked(seconds: u64) -> Outcome {
        Outcome {
            repeat: Repeat::Always,
            retry_after: Some(Duration::from_secs(seconds)),
        }
    }

    #[test]
    fn repeats_what_may_be_repeated() {
        let policy = Policy::default();
        for (repeat, reads, changes) in [
            (Repeat::Always, true, true),
            (Repeat::IfItOnlyReads, true, false),
            (Repeat::Never, false, false),
            (Repeat::WithFreshToken, false, false),
        ] {
            let got = |effect| decide(&policy, effect, 1, failed(repeat), 0.0).is_some();
            assert_eq!((got(READS), got(CHANGES)), (reads, changes), "{repeat:?}");
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
                    decide(&policy, READS, attempt, failed(Repeat::Always), 0.5).is_some()
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
            decide(&policy, READS, attempt, failed(Repeat::Always), random)
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
    fn only_get_head_and_options_read() {
        for method in [Method::GET, Method::HEAD, Method::OPTIONS] {
            assert_eq!(Effect::of(&method), READS);
        }
        for method in [Method::POST, Method::PUT, Method::PATCH, Method::DELETE] {
            assert_eq!(Effect::of(&method), CHANGES);
        }
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
