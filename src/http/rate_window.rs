//! A sliding window: so many requests in any time of a length, shared by all clones of a client.

use std::collections::VecDeque;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How much longer than the server's window ours is, as a part of it: requests take different times to arrive.
const MARGIN: u32 = 60;

/// No more requests than these are remembered; a rate that is higher needs no memory of older ones.
const LARGEST_COUNT: usize = 100_000;

/// When requests were made, or may be made.
#[derive(Debug, Default)]
pub(crate) struct RateWindow(Mutex<VecDeque<Instant>>);

/// So many requests in any time of this length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Rate {
    pub(crate) count: usize,
    pub(crate) window: Duration,
}

impl RateWindow {
    fn made(&self) -> MutexGuard<'_, VecDeque<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes note of a request that is made without waiting.
    pub(crate) fn record(&self, rate: Rate, now: Instant) {
        let mut made = self.made();
        insert(&mut made, rate, now, now);
    }

    /// Takes the next place in the window that is not before `earliest`: the moment from which a request may be made.
    pub(crate) fn reserve(&self, rate: Rate, earliest: Instant, now: Instant) -> Instant {
        let mut made = self.made();
        let at = next_place(&made, rate, earliest);
        insert(&mut made, rate, at, now);
        at
    }

    /// Takes note that the request of a place is made now, which may be later than its place was.
    ///
    /// # Errors
    ///
    /// Another place, where requests that were late, too, have filled the window meanwhile.
    pub(crate) fn confirm(&self, rate: Rate, place: Instant, now: Instant) -> Result<(), Instant> {
        let mut made = self.made();
        remove(&mut made, place);
        let later = made.partition_point(|made| *made <= now);
        let free = later
            .checked_sub(count(rate))
            .and_then(|at| made.get(at)?.checked_add(length(rate)))
            .is_none_or(|free| free <= now);
        let at = match free {
            true => now,
            false => next_place(&made, rate, now),
        };
        insert(&mut made, rate, at, now);
        if free { Ok(()) } else { Err(at) }
    }

    /// Gives a place back that was not used.
    pub(crate) fn release(&self, place: Instant) {
        let mut made = self.made();
        remove(&mut made, place);
    }
}

fn count(rate: Rate) -> usize {
    rate.count.clamp(1, LARGEST_COUNT)
}

fn length(rate: Rate) -> Duration {
    rate.window.saturating_add(rate.window / MARGIN)
}

fn next_place(made: &VecDeque<Instant>, rate: Rate, now: Instant) -> Instant {
    let oldest = made.len().checked_sub(count(rate));
    let free = oldest.and_then(|at| made.get(at)?.checked_add(length(rate)));
    free.map_or(now, |free| free.max(now))
}

fn remove(made: &mut VecDeque<Instant>, place: Instant) {
    if let Some(index) = made.iter().rposition(|made| *made == place) {
        made.remove(index);
    }
}

/// Keeps the moments in order, and forgets those that no window can hold any more.
fn insert(made: &mut VecDeque<Instant>, rate: Rate, at: Instant, now: Instant) {
    let length = rate.window.saturating_mul(2);
    while made.len() > LARGEST_COUNT
        || made
            .front()
            .is_some_and(|first| now.saturating_duration_since(*first) > length)
    {
        made.pop_front();
    }
    let index = made.partition_point(|made| *made <= at);
    made.insert(index, at);
}

#[cfg(test)]
mod tests {
    use super::*;

    const RATE: Rate = Rate {
        count: 3,
        window: Duration::from_secs(60),
    };

    /// Seconds at which requests that all come at once may be made.
    fn places(window: &RateWindow, number: usize, now: Instant, zero: Instant) -> Vec<f64> {
        (0..number)
            .map(|_| (window.reserve(RATE, now, now) - zero).as_secs_f64())
            .collect()
    }

    #[tokio::test]
    async fn no_window_holds_more_than_the_count() {
        let (window, zero) = (RateWindow::default(), Instant::now());
        assert_eq!(
            places(&window, 7, zero, zero),
            [0.0, 0.0, 0.0, 61.0, 61.0, 61.0, 122.0]
        );
    }

    #[tokio::test]
    async fn idle_time_saves_nothing_up() {
        let (window, zero) = (RateWindow::default(), Instant::now());
        let later = zero + Duration::from_secs(600);
        assert_eq!(places(&window, 1, zero, zero), [0.0]);
        assert_eq!(
            places(&window, 4, later, zero),
            [600.0, 600.0, 600.0, 661.0]
        );
    }

    #[tokio::test]
    async fn requests_that_are_late_fill_the_window_when_they_are_made() {
        let (window, zero) = (RateWindow::default(), Instant::now());
        let places: Vec<Instant> = (0..6).map(|_| window.reserve(RATE, zero, zero)).collect();
        for place in &places[..3] {
            assert_eq!(window.confirm(RATE, *place, zero), Ok(()));
        }
        let late = zero + Duration::from_secs(100);
        for place in &places[3..] {
            assert_eq!(window.confirm(RATE, *place, late), Ok(()));
        }
        let next = window.reserve(RATE, late, late);
        assert_eq!(next, late + Duration::from_secs(61));
        // One that was to be made before those which came late has to wait as well.
        let earlier = window.reserve(RATE, late, late);
        assert_eq!(window.confirm(RATE, earlier, late), Err(next));
    }

    #[tokio::test]
    async fn a_place_far_ahead_forgets_nothing() {
        let (window, zero) = (RateWindow::default(), Instant::now());
        assert_eq!(places(&window, 2, zero, zero), [0.0, 0.0]);
        let far = zero + Duration::from_secs(600);
        assert_eq!(window.reserve(RATE, far, zero), far);
        assert_eq!(places(&window, 1, zero, zero), [61.0]);
    }

    #[tokio::test]
    async fn requests_without_waiting_count_and_places_can_be_given_back() {
        let (window, zero) = (RateWindow::default(), Instant::now());
        window.record(RATE, zero);
        window.record(RATE, zero);
        assert_eq!(places(&window, 2, zero, zero), [0.0, 61.0]);
        window.release(zero + Duration::from_secs(61));
        assert_eq!(places(&window, 1, zero, zero), [61.0]);
    }
}
