//! What to do when an event stream of a conversation ends, and which of its events are new: pure decisions.
//!
//! The server ends every connection after about a minute, so most ends are planned and cost nothing. Others are failures,
//! which are met with a growing pause, and only so often in a row. Below all that lies the floor of [`ReconnectRate`], which
//! no server can lift.

use std::time::Duration;

use tokio::time::Instant;

use super::reconnect_rate::{Reconnect, ReconnectRate};
use super::seen_events::SeenEvents;
use crate::http::{self, Idempotency, Policy, RetryContext, Retryability};

/// Connections in a row without anything new, after which the message itself is looked at.
const MAX_EMPTY_CONNECTIONS: u32 = 3;

/// Times in a row that the stream may be missing: the server may not know a new message yet.
const MAX_MISSING: u32 = 4;

/// Failures in a row that are borne, where the caller did not set how many.
pub(crate) const MAX_RECONNECTS: u32 = 5;

/// How a connection was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Disconnect {
    /// The server said `done`: it plans to be asked again.
    Done,
    /// The server closed the body in order.
    Ended,
    /// Nothing came for as long as the client reads.
    IdleTimeout,
    /// It was opened, and cut after nothing had come for a while: proxies do that to what is idle.
    IdleCut,
    /// The stream is not there.
    Missing,
    /// Something failed that may pass.
    Failed(Option<Duration>),
    /// Something failed for good.
    Final,
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Action {
    /// Connect again after this pause.
    Reconnect(Duration),
    /// See whether the message is finished already.
    CheckStatus,
    /// Give up.
    Fail,
}

/// Where a stream stands.
#[derive(Debug)]
pub(crate) struct ReconnectPolicy {
    last: Option<String>,
    seen: SeenEvents,
    policy: Policy,
    failures: u32,
    missing: u32,
    empty_connections: u32,
    /// The last connection was lost to silence.
    idle_timeout: bool,
    /// The connection at hand gave something new.
    made_progress: bool,
    rate: ReconnectRate,
    /// How the last connection ended; absent before the first.
    reconnect: Option<Reconnect>,
}

impl ReconnectPolicy {
    pub(crate) fn new(max_reconnects: Option<u32>) -> Self {
        Self {
            last: None,
            seen: SeenEvents::default(),
            policy: Policy {
                max_retries: max_reconnects.unwrap_or(MAX_RECONNECTS),
                ..Policy::default()
            },
            failures: 0,
            missing: 0,
            empty_connections: 0,
            idle_timeout: false,
            made_progress: false,
            rate: ReconnectRate::default(),
            reconnect: None,
        }
    }

    /// Sets how many failures in a row are borne.
    pub(crate) fn set_max_reconnects(&mut self, reconnects: u32) {
        self.policy.max_retries = reconnects;
    }

    /// Takes note of a connection that is made again.
    pub(crate) fn connecting(&mut self, now: Instant) {
        if let Some(reconnect) = self.reconnect {
            self.rate.record(reconnect, now);
        }
    }

    /// The event to go on after.
    pub(crate) fn last_event_id(&self) -> Option<&str> {
        self.last.as_deref()
    }

    /// How many connections in a row were lost to failures.
    pub(crate) fn attempts(&self) -> u32 {
        self.failures.saturating_add(self.missing).max(1)
    }

    /// Takes note of an event; false if it was seen before.
    ///
    /// One without an id cannot be told from its repetition. It is new, but no progress: a server that sends nothing else would
    /// be asked for it again without a pause.
    pub(crate) fn accept(&mut self, id: Option<&str>) -> bool {
        let Some(id) = id else { return true };
        if !self.is_new(id) {
            return false;
        }
        self.made_progress = true;
        (self.failures, self.missing, self.empty_connections) = (0, 0, 0);
        true
    }

    /// Takes note of an event that says nothing. It is no progress: a server may make a new one for each connection.
    pub(crate) fn pass(&mut self, id: Option<&str>) {
        if let Some(id) = id {
            self.is_new(id);
        }
    }

    fn is_new(&mut self, id: &str) -> bool {
        let is_new = self.seen.insert(id);
        if is_new {
            self.last = Some(id.to_owned());
        }
        is_new
    }

    /// Decides what to do after a connection that was lost `now`. `random` is in `0.0..1.0`.
    pub(crate) fn on_disconnect(&mut self, lost: Disconnect, now: Instant, random: f64) -> Action {
        let made_progress = std::mem::take(&mut self.made_progress);
        self.idle_timeout = matches!(lost, Disconnect::IdleTimeout | Disconnect::IdleCut);
        self.reconnect = Some(match lost {
            Disconnect::Done if made_progress => Reconnect::Planned,
            _ => Reconnect::Unplanned,
        });
        let step = self.after(lost, made_progress, random);
        self.above_floor(step, now)
    }

    /// Decides what to do `now`, after a look at a message that is not finished.
    pub(crate) fn unfinished(&self, now: Instant, random: f64) -> Action {
        self.above_floor(self.pause(random), now)
    }

    /// Decides when to look `now` again at a message whose stream cannot be read; after a look it is not finished.
    pub(crate) fn check_again(&mut self, now: Instant, random: f64) -> Action {
        self.idle_timeout = false;
        (self.failures, self.missing) = (0, 0);
        self.empty_connections = self.empty_connections.saturating_add(1);
        self.unfinished(now, random)
    }

    /// Waits at least as long as the floor under all reconnects has it.
    fn above_floor(&self, step: Action, now: Instant) -> Action {
        match (step, self.reconnect) {
            (Action::Reconnect(pause), Some(reconnect)) => {
                Action::Reconnect(pause.max(self.rate.pause(reconnect, now)))
            }
            (step, _) => step,
        }
    }

    fn after(&mut self, lost: Disconnect, made_progress: bool, random: f64) -> Action {
        match lost {
            Disconnect::Final => Action::Fail,
            Disconnect::Failed(retry_after) => {
                self.failures = self.failures.saturating_add(1);
                self.after_failure(self.failures, self.policy, retry_after, random)
            }
            Disconnect::Missing => {
                self.missing = self.missing.saturating_add(1);
                let policy = Policy {
                    max_retries: MAX_MISSING,
                    ..self.policy
                };
                self.after_failure(self.missing, policy, None, random)
            }
            Disconnect::Done
            | Disconnect::Ended
            | Disconnect::IdleTimeout
            | Disconnect::IdleCut => {
                // A connection that ended in order, or was idle, has neither failed nor lost the message.
                (self.failures, self.missing) = (0, 0);
                self.after_end(made_progress, random)
            }
        }
    }

    fn after_end(&mut self, made_progress: bool, random: f64) -> Action {
        if made_progress {
            return Action::Reconnect(Duration::ZERO);
        }
        self.empty_connections = self.empty_connections.saturating_add(1);
        match self.empty_connections {
            empty if empty % MAX_EMPTY_CONNECTIONS == 0 => Action::CheckStatus,
            // After silence, or a first end in order, there is nothing to wait for.
            empty if self.idle_timeout || empty == 1 => Action::Reconnect(Duration::ZERO),
            _ => self.pause(random),
        }
    }

    /// Waits, and the longer the more connections in a row were empty; little after silence, which took its time.
    fn pause(&self, random: f64) -> Action {
        let patient = Policy {
            max_retries: u32::MAX,
            ..self.policy
        };
        let attempt = if self.idle_timeout {
            1
        } else {
            self.empty_connections
        };
        self.after_failure(attempt, patient, None, random)
    }

    fn after_failure(
        &self,
        attempt: u32,
        policy: Policy,
        retry_after: Option<Duration>,
        random: f64,
    ) -> Action {
        let outcome = RetryContext {
            retryability: Retryability::Always,
            retry_after,
        };
        http::decide(&policy, Idempotency::Safe, attempt.max(1), outcome, random)
            .map_or(Action::Fail, Action::Reconnect)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Action = Action::Reconnect(Duration::ZERO);

    /// A policy, and the clock that it is asked at.
    struct Asked {
        follow: ReconnectPolicy,
        now: Instant,
    }

    impl Asked {
        fn new(max_reconnects: Option<u32>) -> Self {
            Self {
                follow: ReconnectPolicy::new(max_reconnects),
                now: Instant::now(),
            }
        }

        /// A connection that lasts a minute, so that the floor under all reconnects is far below.
        fn on_disconnect(&mut self, lost: Disconnect, random: f64) -> Action {
            self.lost_after(Duration::from_secs(60), lost, random)
        }

        fn lost_after(&mut self, lasted: Duration, lost: Disconnect, random: f64) -> Action {
            self.now += lasted;
            let step = self.follow.on_disconnect(lost, self.now, random);
            self.go(step)
        }

        fn unfinished(&mut self, random: f64) -> Action {
            let step = self.follow.unfinished(self.now, random);
            self.go(step)
        }

        fn go(&mut self, step: Action) -> Action {
            if let Action::Reconnect(pause) = step {
                self.now += pause;
                self.follow.connecting(self.now);
            }
            step
        }
    }

    #[test]
    fn planned_ends_cost_nothing() {
        let mut asked = Asked::new(None);
        for number in 0..100 {
            assert!(asked.follow.accept(Some(&format!("1700-{number}"))));
            let lost = [
                Disconnect::Done,
                Disconnect::Ended,
                Disconnect::IdleTimeout,
                Disconnect::IdleCut,
            ][number % 4];
            assert_eq!(asked.on_disconnect(lost, 0.5), NOW);
        }
        assert_eq!(asked.follow.last_event_id(), Some("1700-99"));
    }

    #[test]
    fn ends_that_follow_at_once_meet_the_floor() {
        for (lost, at_once) in [
            (Disconnect::Done, 10),
            (Disconnect::Ended, 4),
            (Disconnect::IdleTimeout, 4),
            (Disconnect::IdleCut, 4),
        ] {
            let mut asked = Asked::new(None);
            for number in 0..=at_once {
                assert!(asked.follow.accept(Some(&format!("1700-{number}"))));
                let step = asked.lost_after(Duration::ZERO, lost, 0.5);
                assert_eq!(step == NOW, number < at_once, "{lost:?} {number}: {step:?}");
            }
        }
    }

    #[test]
    fn a_planned_end_without_anything_new_is_not_planned() {
        let mut asked = Asked::new(None);
        let steps: Vec<Action> = (0..6)
            .map(
                |_| match asked.lost_after(Duration::ZERO, Disconnect::Done, 0.0) {
                    Action::CheckStatus => asked.unfinished(0.0),
                    step => step,
                },
            )
            .collect();
        assert_eq!(steps.iter().filter(|step| **step == NOW).count(), 1);
    }

    #[test]
    fn no_retry_after_goes_below_the_floor() {
        let mut asked = Asked::new(Some(u32::MAX));
        let at_once = Disconnect::Failed(Some(Duration::ZERO));
        let steps = (0..5).map(|_| asked.lost_after(Duration::ZERO, at_once, 0.5));
        assert_eq!(steps.filter(|step| *step == NOW).count(), 4);
    }

    #[test]
    fn a_stream_goes_on_after_the_event_that_came_last() {
        let mut follow = ReconnectPolicy::new(None);
        for (id, is_new) in [
            ("9-1", true),
            ("10-0", true),
            ("9-9", true),
            ("10-0", false),
        ] {
            assert_eq!(follow.accept(Some(id)), is_new, "{id}");
        }
        assert_eq!(follow.last_event_id(), Some("9-9"));
        assert!(follow.accept(None) && follow.accept(None));
        assert_eq!(follow.last_event_id(), Some("9-9"));
    }

    #[test]
    fn an_event_without_an_id_is_no_progress() {
        let mut asked = Asked::new(None);
        let mut steps = (0..3).map(|_| {
            assert!(asked.follow.accept(None));
            asked.on_disconnect(Disconnect::Ended, 1.0)
        });
        assert_eq!(steps.next(), Some(NOW));
        assert!(matches!(steps.next(), Some(Action::Reconnect(pause)) if !pause.is_zero()));
        assert_eq!(steps.next(), Some(Action::CheckStatus));
    }

    #[test]
    fn silence_of_twenty_minutes_takes_twenty_connections_and_six_looks() {
        // Whether it ends here or at a proxy, and with no failure allowed.
        for silence in [Disconnect::IdleTimeout, Disconnect::IdleCut] {
            let mut asked = Asked::new(Some(0));
            let mut looks = 0;
            for _ in 0..20 {
                match asked.on_disconnect(silence, 1.0) {
                    Action::CheckStatus => {
                        looks += 1;
                        let short = Action::Reconnect(Duration::from_millis(500));
                        assert_eq!(asked.unfinished(1.0), short);
                    }
                    step => assert_eq!(step, NOW),
                }
            }
            assert_eq!(looks, 6);
        }
    }

    #[test]
    fn an_end_in_order_makes_up_for_failures() {
        let mut asked = Asked::new(Some(2));
        for _ in 0..10 {
            for lost in [Disconnect::Failed(None), Disconnect::Missing] {
                assert!(matches!(
                    asked.on_disconnect(lost, 0.5),
                    Action::Reconnect(_)
                ));
            }
            assert_eq!(asked.follow.attempts(), 2);
            assert_ne!(asked.on_disconnect(Disconnect::Ended, 0.5), Action::Fail);
        }
    }

    #[test]
    fn failures_and_absence_are_borne_a_few_times_in_a_row() {
        for (lost, times) in [
            (Disconnect::Failed(None), MAX_RECONNECTS),
            (Disconnect::Missing, MAX_MISSING),
        ] {
            let mut asked = Asked::new(None);
            for _ in 0..times {
                assert!(matches!(
                    asked.on_disconnect(lost, 0.5),
                    Action::Reconnect(_)
                ));
            }
            assert_eq!(asked.on_disconnect(lost, 0.5), Action::Fail, "{lost:?}");
        }
        assert_eq!(
            Asked::new(Some(0)).on_disconnect(Disconnect::Failed(None), 0.5),
            Action::Fail
        );
        assert_eq!(
            Asked::new(None).on_disconnect(Disconnect::Final, 0.5),
            Action::Fail
        );
        let asked = Disconnect::Failed(Some(Duration::from_secs(7)));
        let pause = Action::Reconnect(Duration::from_secs(7));
        assert_eq!(Asked::new(None).on_disconnect(asked, 0.5), pause);
    }

    #[test]
    fn empty_connections_lead_to_a_look_and_never_to_a_loop_without_pause() {
        let mut asked = Asked::new(None);
        let steps: Vec<Action> = (0..6)
            .map(|_| asked.on_disconnect(Disconnect::Ended, 1.0))
            .collect();
        assert_eq!(steps[0], NOW);
        assert_eq!(
            (steps[2], steps[5]),
            (Action::CheckStatus, Action::CheckStatus)
        );
        for step in [steps[1], steps[3], steps[4], asked.unfinished(1.0)] {
            assert!(
                matches!(step, Action::Reconnect(pause) if !pause.is_zero()),
                "{step:?}"
            );
        }
    }

    #[test]
    fn a_stream_that_cannot_be_read_is_replaced_by_looks_with_growing_pauses() {
        let mut asked = Asked::new(Some(0));
        let pauses: Vec<Action> = (0..6)
            .map(|_| {
                let step = asked.follow.check_again(asked.now, 1.0);
                asked.go(step)
            })
            .collect();
        let wanted = [500, 1000, 2000, 4000, 8000, 8000];
        assert_eq!(
            pauses,
            wanted.map(|millis| Action::Reconnect(Duration::from_millis(millis)))
        );
    }

    /// What a server of the given number of events may do to a connection, after it sent some of them.
    fn cuts() -> impl Strategy<Value = Vec<(usize, Disconnect, bool)>> {
        let lost = prop::sample::select(vec![
            Disconnect::Done,
            Disconnect::Ended,
            Disconnect::IdleTimeout,
            Disconnect::IdleCut,
            Disconnect::Missing,
            Disconnect::Failed(None),
        ]);
        prop::collection::vec((1_usize..6, lost, any::<bool>()), 0..40)
    }

    proptest! {
        #[test]
        fn every_event_comes_once_and_in_order(count in 1_usize..60, cuts in cuts(), random in 0.0_f64..1.0) {
            let ids: Vec<String> = (0..count).map(|n| format!("{}-{}", 1700 + n / 7, n % 7)).collect();
            let mut follow = ReconnectPolicy::new(None);
            let mut got = Vec::new();
            let mut cuts = cuts.into_iter();
            while got.len() < count {
                let (sent, lost, replays) = cuts.next().unwrap_or((count, Disconnect::Ended, false));
                let resume = follow.last_event_id().and_then(|last| ids.iter().position(|id| id == last));
                let next = resume.map_or(0, |at| at + 1);
                // Some servers begin again before the place that was asked for.
                let begin = if replays { next.saturating_sub(3) } else { next };
                for id in &ids[begin..(next + sent).min(count)] {
                    if follow.accept(Some(id)) {
                        got.push(id.clone());
                    }
                }
                if got.len() < count {
                    let step = follow.on_disconnect(lost, Instant::now(), random);
                    prop_assert!(matches!(step, Action::Reconnect(_)), "{:?}", step);
                }
            }
            prop_assert_eq!(got, ids);
        }
    }
}
