//! A floor under the time between the connections of one stream, whatever the server does.
//!
//! Back-off alone counts failures, and one new event sets that count to zero. A server that gives one new event with each
//! connection and then ends it would be asked again without a pause, thousands of times a second. So every reconnect is
//! also held to a number in any second and in any minute, which nothing that a server sends can change.

use std::collections::VecDeque;
use std::time::Duration;

use tokio::time::Instant;

/// No more than so many in any span of this length.
#[derive(Clone, Copy, Debug)]
struct Limit {
    count: usize,
    span: Duration,
}

const fn limit(count: usize, millis: u64) -> Limit {
    Limit {
        count,
        span: Duration::from_millis(millis),
    }
}

/// After a planned end the server waits for us, about once a minute; it gets room for being tested and for bursts.
const PLANNED: [Limit; 2] = [limit(10, 1_100), limit(120, 61_000)];

/// After any other end. A bit more than a second and a minute, since requests can arrive closer together than they left.
const UNPLANNED: [Limit; 2] = [limit(4, 1_100), limit(30, 61_000)];

/// How a connection ended, as far as the floor needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reconnect {
    /// The server gave something new and said that it is to be asked again.
    Planned,
    /// Anything else.
    Unplanned,
}

/// When a stream connected again, as far back as the limits reach.
#[derive(Debug, Default)]
pub(crate) struct ReconnectRate {
    planned: VecDeque<Instant>,
    unplanned: VecDeque<Instant>,
}

impl ReconnectRate {
    /// How long the next connection has to wait from `now`.
    pub(crate) fn pause(&self, reconnect: Reconnect, now: Instant) -> Duration {
        let (made, limits) = match reconnect {
            Reconnect::Planned => (&self.planned, &PLANNED),
            Reconnect::Unplanned => (&self.unplanned, &UNPLANNED),
        };
        let pauses = limits.iter().map(|limit| limit.pause(made, now));
        pauses.max().unwrap_or_default()
    }

    /// Takes note of a connection that is being made.
    pub(crate) fn record(&mut self, reconnect: Reconnect, now: Instant) {
        let (made, limits) = match reconnect {
            Reconnect::Planned => (&mut self.planned, &PLANNED),
            Reconnect::Unplanned => (&mut self.unplanned, &UNPLANNED),
        };
        made.push_back(now);
        let kept = limits.iter().map(|limit| limit.count).max();
        // One was added, so one too many at most.
        if made.len() > kept.unwrap_or_default() {
            made.pop_front();
        }
    }
}

impl Limit {
    fn pause(self, made: &VecDeque<Instant>, now: Instant) -> Duration {
        let oldest = made
            .len()
            .checked_sub(self.count)
            .and_then(|at| made.get(at));
        oldest.map_or(Duration::ZERO, |oldest| {
            // What has passed is at most the span where there is a pause.
            self.span
                .saturating_sub(now.saturating_duration_since(*oldest))
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use Reconnect::{Planned, Unplanned};

    /// The moments at which a stream connects again, in milliseconds, where each connection lasts so long.
    fn moments(reconnects: impl IntoIterator<Item = (Reconnect, u64)>) -> Vec<(Reconnect, u64)> {
        let mut rate = ReconnectRate::default();
        let (begin, mut now) = (Instant::now(), Duration::ZERO);
        let mut moments = Vec::new();
        for (reconnect, lasted) in reconnects {
            now += Duration::from_millis(lasted);
            now += rate.pause(reconnect, begin + now);
            rate.record(reconnect, begin + now);
            moments.push((reconnect, now.as_millis() as u64));
        }
        moments
    }

    /// The most of a kind in any span of so many milliseconds.
    fn most_in(moments: &[(Reconnect, u64)], kind: Reconnect, span: u64) -> usize {
        let of_kind = moments.iter().filter(|(reconnect, _)| *reconnect == kind);
        let of_kind: Vec<u64> = of_kind.map(|(_, moment)| *moment).collect();
        let counts = of_kind.iter().map(|from| {
            let within = |moment: &&u64| (*from..=from + span).contains(*moment);
            of_kind.iter().filter(within).count()
        });
        counts.max().unwrap_or_default()
    }

    #[test]
    fn a_hot_server_is_asked_four_times_a_second_and_thirty_a_minute() {
        let moments = moments([(Unplanned, 0); 200]);
        let at: Vec<u64> = moments.iter().map(|(_, moment)| *moment).collect();
        assert_eq!(at[..9], [0, 0, 0, 0, 1100, 1100, 1100, 1100, 2200]);
        assert_eq!(at[30], 61_000);
        assert_eq!(most_in(&moments, Unplanned, 1_000), 4);
        assert_eq!(most_in(&moments, Unplanned, 60_000), 30);
    }

    #[test]
    fn a_server_that_plans_all_its_ends_at_once_is_no_busy_loop() {
        let moments = moments([(Planned, 0); 300]);
        assert_eq!(most_in(&moments, Planned, 1_000), 10);
        assert_eq!(most_in(&moments, Planned, 60_000), 120);
    }

    #[test]
    fn usual_connections_wait_for_nothing() {
        let minutes = moments([(Planned, 60_000); 300]);
        assert_eq!(minutes.last(), Some(&(Planned, 300 * 60_000)));
        let silences = moments([(Unplanned, 60_000); 300]);
        assert_eq!(silences.last(), Some(&(Unplanned, 300 * 60_000)));
    }

    #[test]
    fn planned_ends_take_nothing_from_the_others() {
        let mut rate = ReconnectRate::default();
        let now = Instant::now();
        for _ in 0..120 {
            rate.record(Planned, now);
        }
        assert_eq!(rate.pause(Unplanned, now), Duration::ZERO);
        assert!(!rate.pause(Planned, now).is_zero());
    }

    proptest! {
        #[test]
        fn nothing_exceeds_the_limits_or_the_memory(
            reconnects in prop::collection::vec((prop::sample::select(vec![Planned, Unplanned]), 0_u64..400), 0..400)
        ) {
            let moments = moments(reconnects.iter().copied());
            prop_assert!(most_in(&moments, Unplanned, 1_000) <= 4);
            prop_assert!(most_in(&moments, Unplanned, 60_000) <= 30);
            prop_assert!(most_in(&moments, Planned, 1_000) <= 10);
            prop_assert!(most_in(&moments, Planned, 60_000) <= 120);
            let mut rate = ReconnectRate::default();
            for (reconnect, _) in reconnects {
                rate.record(reconnect, Instant::now());
            }
            prop_assert!(rate.planned.len() <= 120 && rate.unplanned.len() <= 30);
        }
    }
}
