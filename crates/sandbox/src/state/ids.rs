//! Identifiers: each sandbox counts for itself, so that the same program sees the same ids.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Makes identifiers; clones count on together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Ids(Arc<AtomicU64>);

impl Ids {
    /// A numeric id; larger than 32 bits can hold, as the real ones may be.
    pub(crate) fn number(&self) -> i64 {
        5_000_000_000 + i64::try_from(self.next()).unwrap_or(0)
    }

    /// Ten letters and digits.
    pub(crate) fn short(&self) -> String {
        const ALPHABET: &[u8; 62] =
            b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        let mut rest = mixed(self.next());
        let letters = (0..10).map(|_| {
            let letter = ALPHABET[(rest % 62) as usize];
            rest /= 62;
            char::from(letter)
        });
        letters.collect()
    }

    /// 64 hexadecimal digits, as runs have.
    pub(crate) fn long(&self) -> String {
        let parts: Vec<String> = (0..4)
            .map(|_| format!("{:016x}", mixed(self.next())))
            .collect();
        parts.concat()
    }

    fn next(&self) -> u64 {
        self.0.fetch_add(1, Ordering::Relaxed) + 1
    }
}

/// 64 hexadecimal digits that stand for a text: the same for the same text.
pub(crate) fn digest(text: &str) -> String {
    let seed = text.bytes().fold(0xCBF2_9CE4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01B3)
    });
    let parts = (0..4).map(|part| format!("{:016x}", mixed(seed.wrapping_add(part))));
    parts.collect()
}

/// A well-mixed number for each number (splitmix64).
pub(crate) fn mixed(seed: u64) -> u64 {
    let mut mix = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mix = (mix ^ (mix >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mix = (mix ^ (mix >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mix ^ (mix >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_repeats_an_id() {
        let ids = Ids::default();
        let made: std::collections::HashSet<_> = (0..1000).map(|_| ids.clone().short()).collect();
        assert_eq!(made.len(), 1000);
        assert_eq!(ids.long().len(), 64);
    }
}
