//! What to do when an event stream of a conversation ends, and which of its events are new: pure decisions.
//!
//! The server ends every connection after about a minute, so most ends are planned and cost nothing. Others are failures,
//! which are met with a growing pause, and only so often in a row. Below all that lies the floor of [`ReconnectRate`], which
//! no server can lift.

use std::time::Duration;

use tokio::time::Instant;

use crate::http::classify::Repeat;
use crate::http::retry::{self, Effect, Outcome, Policy};
use crate::stream::reconnect_rate::{Reconnect, ReconnectRate};
use crate::stream::seen_events::SeenEvents;

/// Connections in a row without anything new, after which the message itself is looked at.
const EMPTY: u32 = 3;

/// Times in a row that the stream may be missing: the server may not know a new message yet.
const MISSING: u32 = 4;

/// Failures in a row that are borne, where the caller did not set how many.
pub(crate) const MAX_RECONNECTS: u32 = 5;

/// How a connection was lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lost {
    /// The server said `done`: it plans to be asked again.
    Done,
    /// The server closed the body in order.
    Ended,
    /// Nothing came for as long as the client reads.
    Silent,
    /// It was opened, and cut after nothing had come for a while: proxies do that to what is idle.
    Idle,
    /// The stream is not there.
    Missing,
    /// Something failed that may pass.
    Failed(Option<Duration>),
    /// Something failed for good.
    Final,
}

/// What to do about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    /// Connect again after this pause.
    Reconnect(Duration),
    /// See whether the message is finished already.
    Look,
    /// Give up.
    GiveUp,
}

/// Where a stream stands.
#[derive(Debug)]
pub(crate) struct Follow {
    last: Option<String>,
    seen: SeenEvents,
    policy: Policy,
    failures: u32,
    missing: u32,
    empty: u32,
    /// The last connection was lost to silence.
    silent: bool,
    /// The connection at hand gave something new.
    fresh: bool,
    rate: ReconnectRate,
    /// How the last connection ended; absent before the first.
    reconnect: Option<Reconnect>,
}

impl Follow {
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
            empty: 0,
            silent: false,
            fresh: false,
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
    /// One without an id cannot be told from its repetition. It is new, but no progress: whoever sends nothing else would
    /// be asked for it again without a pause.
    pub(crate) fn accept(&mut self, id: Option<&str>) -> bool {
        let Some(id) = id else { return true };
        if !self.is_new(id) {
            return false;
        }
        self.fresh = true;
        (self.failures, self.missing, self.empty) = (0, 0, 0);
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
    pub(crate) fn lost(&mut self, lost: Lost, now: Instant, random: f64) -> Step {
        let fresh = std::mem::take(&mut self.fresh);
        self.silent = matches!(lost, Lost::Silent | Lost::Idle);
        self.reconnect = Some(match lost {
            Lost::Done if fresh => Reconnect::Planned,
            _ => Reconnect::Unplanned,
        });
        let step = self.after(lost, fresh, random);
        self.above_floor(step, now)
    }

    /// Decides what to do `now`, after a look at a message that is not finished.
    pub(crate) fn unfinished(&self, now: Instant, random: f64) -> Step {
        self.above_floor(self.pause(random), now)
    }

    /// Decides when to look `now` again at a message whose stream cannot be read; after a look it is not finished.
    pub(crate) fn look_again(&mut self, now: Instant, random: f64) -> Step {
        self.silent = false;
        (self.failures, self.missing) = (0, 0);
        self.empty = self.empty.saturating_add(1);
        self.unfinished(now, random)
    }

    /// Waits at least as long as the floor under all reconnects has it.
    fn above_floor(&self, step: Step, now: Instant) -> Step {
        match (step, self.reconnect) {
            (Step::Reconnect(pause), Some(reconnect)) => {
                Step::Reconnect(pause.max(self.rate.pause(reconnect, now)))
            }
            (step, _) => step,
        }
    }

    fn after(&mut self, lost: Lost, fresh: bool, random: f64) -> Step {
        match lost {
            Lost::Final => Step::GiveUp,
            Lost::Failed(retry_after) => {
                self.failures = self.failures.saturating_add(1);
                self.after_failure(self.failures, self.policy, retry_after, random)
            }
            Lost::Missing => {
                self.missing = self.missing.saturating_add(1);
                let policy = Policy {
                    max_retries: MISSING,
                    ..self.policy
                };
                self.after_failure(self.missing, policy, None, random)
            }
            Lost::Done | Lost::Ended | Lost::Silent | Lost::Idle => {
                // A connection that ended in order, or was idle, has neither failed nor lost the message.
                (self.failures, self.missing) = (0, 0);
                self.after_end(fresh, random)
            }
        }
    }

    fn after_end(&mut self, fresh: bool, random: f64) -> Step {
        if fresh {
            return Step::Reconnect(Duration::ZERO);
        }
        self.empty = self.empty.saturating_add(1);
        match self.empty {
            empty if empty % EMPTY == 0 => Step::Look,
            // After silence, or a first end in order, there is nothing to wait for.
            empty if self.silent || empty == 1 => Step::Reconnect(Duration::ZERO),
            _ => self.pause(random),
        }
    }

    /// Waits, and the longer the more connections in a row were empty; little after silence, which took its time.
    fn pause(&self, random: f64) -> Step {
        let patient = Policy {
            max_retries: u32::MAX,
            ..self.policy
        };
        let attempt = if self.silent { 1 } else { self.empty };
        self.after_failure(attempt, patient, None, random)
    }

    fn after_failure(
        &self,
        attempt: u32,
        policy: Policy,
        retry_after: Option<Duration>,
        random: f64,
    ) -> Step {
        let outcome = Outcome {
            repeat: Repeat::Always,
            retry_after,
        };
        retry::decide(&policy, Effect::Reads, attempt.max(1), outcome, random)
            .map_or(Step::GiveUp, Step::Reconnect)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const NOW: Step = Step::Reconnect(Duration::ZERO);

    /// A policy, and the clock that it is asked at.
    struct Asked {
        follow: Follow,
        now: Instant,
    }

    impl Asked {
        fn new(max_reconnects: Option<u32>) -> Self {
            Self {
                follow: Follow::new(max_reconnects),
                now: Instant::now(),
            }
        }

        /// A connection that lasts a minute, so that the floor under all reconnects is far below.
        fn lost(&mut self, lost: Lost, random: f64) -> Step {
            self.lost_after(Duration::from_secs(60), lost, random)
        }

        fn lost_after(&mut self, lasted: Duration, lost: Lost, random: f64) -> Step {
            self.now += lasted;
            let step = self.follow.lost(lost, self.now, random);
            self.go(step)
        }

        fn unfinished(&mut self, random: f64) -> Step {
            let step = self.follow.unfinished(self.now, random);
            self.go(step)
        }

        fn go(&mut self, step: Step) -> Step {
            if let Step::Reconnect(pause) = step {
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
            let lost = [Lost::Done, Lost::Ended, Lost::Silent, Lost::Idle][number % 4];
            assert_eq!(asked.lost(lost, 0.5), NOW);
        }
        assert_eq!(asked.follow.last_event_id(), Some("1700-99"));
    }

    #[test]
    fn ends_that_follow_at_once_meet_the_floor() {
        for (lost, at_once) in [
            (Lost::Done, 10),
            (Lost::Ended, 4),
            (Lost::Silent, 4),
            (Lost::Idle, 4),
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
        let steps: Vec<Step> = (0..6)
            .map(
                |_| match asked.lost_after(Duration::ZERO, Lost::Done, 0.0) {
                    Step::Look => asked.unfinished(0.0),
                    step => step,
                },
            )
            .collect();
        assert_eq!(steps.iter().filter(|step| **step == NOW).count(), 1);
    }

    #[test]
    fn no_retry_after_goes_below_the_floor() {
        let mut asked = Asked::new(Some(u32::MAX));
        let at_once = Lost::Failed(Some(Duration::ZERO));
        let steps = (0..5).map(|_| asked.lost_after(Duration::ZERO, at_once, 0.5));
        assert_eq!(steps.filter(|step| *step == NOW).count(), 4);
    }

    #[test]
    fn a_stream_goes_on_after_the_event_that_came_last() {
        let mut follow = Follow::new(None);
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
            asked.lost(Lost::Ended, 1.0)
        });
        assert_eq!(steps.next(), Some(NOW));
        assert!(matches!(steps.next(), Some(Step::Reconnect(pause)) if !pause.is_zero()));
        assert_eq!(steps.next(), Some(Step::Look));
    }

    #[test]
    fn silence_of_twenty_minutes_takes_twenty_connections_and_six_looks() {
        // Whether it ends here or at a proxy, and with no failure allowed.
        for silence in [Lost::Silent, Lost::Idle] {
            let mut asked = Asked::new(Some(0));
            let mut looks = 0;
            for _ in 0..20 {
                match asked.lost(silence, 1.0) {
                    Step::Look => {
                        looks += 1;
                        let short = Step::Reconnect(Duration::from_millis(500));
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
            for lost in [Lost::Failed(None), Lost::Missing] {
                assert!(matches!(asked.lost(lost, 0.5), Step::Reconnect(_)));
            }
            assert_eq!(asked.follow.attempts(), 2);
            assert_ne!(asked.lost(Lost::Ended, 0.5), Step::GiveUp);
        }
    }

    #[test]
    fn failures_and_absence_are_borne_a_few_times_in_a_row() {
        for (lost, times) in [
            (Lost::Failed(None), MAX_RECONNECTS),
            (Lost::Missing, MISSING),
        ] {
            let mut asked = Asked::new(None);
            for _ in 0..times {
                assert!(matches!(asked.lost(lost, 0.5), Step::Reconnect(_)));
            }
            assert_eq!(asked.lost(lost, 0.5), Step::GiveUp, "{lost:?}");
        }
        assert_eq!(
            Asked::new(Some(0)).lost(Lost::Failed(None), 0.5),
            Step::GiveUp
        );
        assert_eq!(Asked::new(None).lost(Lost::Final, 0.5), Step::GiveUp);
        let asked = Lost::Failed(Some(Duration::from_secs(7)));
        let pause = Step::Reconnect(Duration::from_secs(7));
        assert_eq!(Asked::new(None).lost(asked, 0.5), pause);
    }

    #[test]
    fn empty_connections_lead_to_a_look_and_never_to_a_loop_without_pause() {
        let mut asked = Asked::new(None);
        let steps: Vec<Step> = (0..6).map(|_| asked.lost(Lost::Ended, 1.0)).collect();
        assert_eq!(steps[0], NOW);
        assert_eq!((steps[2], steps[5]), (Step::Look, Step::Look));
        for step in [steps[1], steps[3], steps[4], asked.unfinished(1.0)] {
            assert!(
                matches!(step, Step::Reconnect(pause) if !pause.is_zero()),
                "{step:?}"
            );
        }
    }

    #[test]
    fn a_stream_that_cannot_be_read_is_replaced_by_looks_with_growing_pauses() {
        let mut asked = Asked::new(Some(0));
        let pauses: Vec<Step> = (0..6)
            .map(|_| {
                let step = asked.follow.look_again(asked.now, 1.0);
                asked.go(step)
            })
            .collect();
        let wanted = [500, 1000, 2000, 4000, 8000, 8000];
        assert_eq!(
            pauses,
            wanted.map(|millis| Step::Reconnect(Duration::from_millis(millis)))
        );
    }

    /// What a server of the given number of events may do to a connection, after it sent some of them.
    fn cuts() -> impl Strategy<Value = Vec<(usize, Lost, bool)>> {
        let lost = prop::sample::select(vec![
            Lost::Done,
            Lost::Ended,
            Lost::Silent,
            Lost::Idle,
            Lost::Missing,
            Lost::Failed(None),
        ]);
        prop::collection::vec((1_usize..6, lost, any::<bool>()), 0..40)
    }

    proptest! {
        #[test]
        fn every_event_comes_once_and_in_order(count in 1_usize..60, cuts in cuts(), random in 0.0_f64..1.0) {
            let ids: Vec<String> = (0..count).map(|n| format!("{}-{}", 1700 + n / 7, n % 7)).collect();
            let mut follow = Follow::new(None);
            let mut got = Vec::new();
            let mut cuts = cuts.into_iter();
            while got.len() < count {
                let (sent, lost, replays) = cuts.next().unwrap_or((count, Lost::Ended, false));
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
                    let step = follow.lost(lost, Instant::now(), random);
                    prop_assert!(matches!(step, Step::Reconnect(_)), "{:?}", step);
                }
            }
            prop_assert_eq!(got, ids);
        }
    }
}
