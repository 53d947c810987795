//! A sliding window: at most so many calls in any span of time.

use std::collections::VecDeque;
use std::time::{Duration, Instant};

/// Calls that were accepted in the last span of time.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    pub(crate) limit: usize,
    pub(crate) span: Duration,
    accepted: VecDeque<Instant>,
}

impl Window {
    pub(crate) fn new(limit: usize, span: Duration) -> Self {
        Self {
            limit,
            span,
            accepted: VecDeque::new(),
        }
    }

    /// Counts a call, if there is room for it. One that is refused does not count.
    pub(crate) fn accept(&mut self, now: Instant) -> bool {
        while let Some(oldest) = self.accepted.front()
            && now.duration_since(*oldest) >= self.span
        {
            self.accepted.pop_front();
        }
        let accepted = self.accepted.len() < self.limit;
        if accepted {
            self.accepted.push_back(now);
        }
        accepted
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slides_and_counts_what_it_accepts() {
        let start = Instant::now();
        let at = |ms| start + Duration::from_millis(ms);
        let mut window = Window::new(2, Duration::from_millis(100));
        let accepted = [0, 50, 99, 100, 149, 150].map(|ms| window.accept(at(ms)));
        assert_eq!(accepted, [true, true, false, true, false, true]);
    }
}
