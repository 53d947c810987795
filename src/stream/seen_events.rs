//! Which events of a stream were seen before: each is given once, whatever a server sends again.
//!
//! What came since the last event comes again on the next connection, and now and then what came before it does too, up to
//! the whole history. Ids are `<milliseconds>-<number>`, and usually grow. One that is smaller than the last may still be of
//! an event that is new, so ids are remembered and not just the largest of them.

use std::collections::{BTreeSet, VecDeque};

/// Ids that are remembered; of more, the smallest are forgotten. Some 2 MB at most, for an answer of 64,000 pieces.
const REMEMBERED: usize = 65_536;

/// Ids without an order that are remembered; of more, the first are forgotten.
const UNORDERED: usize = 4096;

/// The milliseconds and the number of an id.
type Order = (u64, u64);

/// The ids of events that were seen.
#[derive(Debug, Default)]
pub(crate) struct SeenEvents {
    ordered: BTreeSet<Order>,
    /// The largest id that was forgotten: all up to it count as seen.
    forgotten: Option<Order>,
    unordered: VecDeque<String>,
}

impl SeenEvents {
    /// Takes note of an id; false if it was seen before.
    pub(crate) fn insert(&mut self, id: &str) -> bool {
        match order(id) {
            Some(order) => self.insert_ordered(order),
            None if self.unordered.iter().any(|seen| seen == id) => false,
            None => {
                if self.unordered.len() == UNORDERED {
                    self.unordered.pop_front();
                }
                self.unordered.push_back(id.to_owned());
                true
            }
        }
    }

    fn insert_ordered(&mut self, order: Order) -> bool {
        if self.forgotten.is_some_and(|forgotten| order <= forgotten) || !self.ordered.insert(order)
        {
            return false;
        }
        if self.ordered.len() > REMEMBERED {
            // Larger than what was forgotten before, or it would not have been inserted.
            self.forgotten = self.ordered.pop_first();
        }
        true
    }
}

fn order(id: &str) -> Option<Order> {
    let (millis, number) = id.split_once('-')?;
    Some((millis.parse().ok()?, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn inserted(ids: &[&str]) -> Vec<bool> {
        let mut seen = SeenEvents::default();
        ids.iter().map(|id| seen.insert(id)).collect()
    }

    #[test]
    fn an_id_is_new_once_wherever_it_stands() {
        let ids = [
            "9-1", "10-0", "9-9", "10-0", "9-9", "9-0", "x", "y", "x", "1", "-", "1-", "1",
        ];
        let new = [
            true, true, true, false, false, true, true, true, false, true, true, true, false,
        ];
        assert_eq!(inserted(&ids), new);
    }

    #[test]
    fn one_large_id_does_not_hide_the_others() {
        let largest = format!("{0}-{0}", u64::MAX);
        assert_eq!(
            inserted(&[&largest, "1-0", "2-0", &largest]),
            [true, true, true, false]
        );
    }

    #[test]
    fn a_whole_history_that_comes_again_is_told_from_what_is_new() {
        let mut seen = SeenEvents::default();
        let count = REMEMBERED as u64 + 1000;
        let ids = || (0..count).map(|number| format!("{}-{}", number / 7, number % 7));
        assert!(ids().all(|id| seen.insert(&id)));
        assert!(!ids().any(|id| seen.insert(&id)));
        assert!(seen.insert(&format!("{count}-0")));
        assert_eq!(seen.ordered.len(), REMEMBERED);
    }

    #[test]
    fn ids_without_an_order_are_bounded_too() {
        let mut seen = SeenEvents::default();
        for number in 0..UNORDERED + 10 {
            assert!(seen.insert(&format!("x{number}")));
        }
        assert_eq!(seen.unordered.len(), UNORDERED);
        assert!(!seen.insert("x4000") && seen.insert("x0"));
    }
}
