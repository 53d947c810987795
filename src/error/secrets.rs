//! Secrets, and finding them in what a server says.
//!
//! Nothing in this crate writes a key into an error. A server, or a proxy that explains what it received, may: whole or in
//! part, since what repeats it may be cut anywhere, and as it is or escaped. So what is looked for are eight characters of the
//! key in a row, wherever they stand.

use std::fmt;
use std::ops::Range;

use super::escapes::{Unit, layers, without_half_escape};
use super::keys::{find_keys, tail_of_key};

/// What stands in the place of a secret.
pub(super) const REDACTED: &str = "[redacted]";

/// As many characters of a secret in a row are not shown.
const PART: usize = 8;

/// What is shorter is no secret, and would be found in every other word.
const SHORTEST: usize = 4;

/// The keys and tokens that a server was sent.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Vec<Box<[u8]>>);

impl Secrets {
    pub(crate) fn of<'a>(secrets: impl IntoIterator<Item = &'a str>) -> Self {
        let mut all = Self::default();
        secrets.into_iter().for_each(|secret| all.add(secret));
        all
    }

    pub(crate) fn add(&mut self, secret: &str) {
        let secret: Box<[u8]> = secret.to_ascii_lowercase().into_bytes().into();
        if secret.len() >= SHORTEST && !self.0.contains(&secret) {
            self.0.push(secret);
        }
    }

    /// A text without the secrets in it, and without all else that looks like a key.
    ///
    /// What comes before a `…` may have been cut, and loses the beginning of a secret at its end. `sk-…` stays: it gives
    /// nothing away, and is how people write of keys.
    pub(crate) fn redact(&self, text: &str) -> String {
        let parts = self.parts();
        let pieces: Vec<&str> = text.split('…').collect();
        let last = pieces.len().saturating_sub(1);
        let clean = pieces.into_iter().enumerate().map(|(at, piece)| {
            let tail = (at < last).then_some(SHORTEST);
            match self.without(piece.as_bytes(), &parts, tail) {
                // No secret has half a character in it.
                Some(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
                None => piece.to_owned(),
            }
        });
        clean.collect::<Vec<_>>().join("…")
    }

    /// The bytes without the secrets in them; nothing if there are none.
    ///
    /// If they were cut, `tail` is how short a beginning of a secret may be to be dropped from their end.
    pub(super) fn redact_bytes(&self, bytes: &[u8], tail: Option<usize>) -> Option<Vec<u8>> {
        self.without(bytes, &self.parts(), tail)
    }

    fn without(&self, bytes: &[u8], parts: &[Parts], tail: Option<usize>) -> Option<Vec<u8>> {
        let mut found = Vec::new();
        let mut end = bytes.len();
        for units in layers(bytes) {
            parts
                .iter()
                .for_each(|parts| parts.find(&units, &mut found));
            find_keys(&units, &mut found);
            if let Some(shortest) = tail {
                let units = without_half_escape(&units);
                let tails = [self.tail(units, shortest), tail_of_key(units, shortest)];
                end = tails.into_iter().flatten().fold(end, usize::min);
            }
        }
        found.retain(|range| range.start < end);
        (end < bytes.len() || !found.is_empty()).then(|| replaced(&bytes[..end], found))
    }

    /// The parts of all secrets, by their length.
    fn parts(&self) -> Vec<Parts> {
        let of_length = |length: usize| {
            let secrets = self
                .0
                .iter()
                .filter(|secret| secret.len().min(PART) == length);
            let parts = secrets.flat_map(|secret| secret.windows(length).map(packed));
            let mut sorted: Vec<u64> = parts.collect();
            sorted.sort_unstable();
            Parts { length, sorted }
        };
        let parts = (SHORTEST..=PART).map(of_length);
        parts.filter(|parts| !parts.sorted.is_empty()).collect()
    }

    /// Where the longest end of a text begins that is the beginning of a secret, and too short to be found as a part of it.
    fn tail(&self, units: &[Unit], shortest: usize) -> Option<usize> {
        let tails = self.0.iter().filter_map(|secret| {
            let longest = (secret.len().min(PART) - 1).min(units.len());
            let begins = |length: &usize| {
                let tail = units[units.len() - length..].iter();
                tail.map(|unit| unit.byte.to_ascii_lowercase())
                    .eq(secret[..*length].iter().copied())
            };
            (shortest..=longest).rev().find(begins)
        });
        tails.max().map(|length| units[units.len() - length].start)
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secrets(..)")
    }
}

/// Parts of secrets that have the same length, each as a number.
struct Parts {
    length: usize,
    sorted: Vec<u64>,
}

impl Parts {
    /// Finds every one of them.
    fn find(&self, units: &[Unit], found: &mut Vec<Range<usize>>) {
        let mut window = 0;
        for (at, unit) in units.iter().enumerate() {
            window = shifted(window, unit.byte.to_ascii_lowercase(), self.length);
            let start = (at + 1).checked_sub(self.length);
            if let Some(start) = start.filter(|_| self.sorted.binary_search(&window).is_ok()) {
                found.push(units[start].start..unit.end);
            }
        }
    }
}

/// Up to eight bytes as one number.
fn packed(part: &[u8]) -> u64 {
    part.iter()
        .fold(0, |window, &byte| shifted(window, byte, part.len()))
}

/// The number of the last `length` bytes, at most eight, once another byte has come.
fn shifted(window: u64, byte: u8, length: usize) -> u64 {
    let mask = u64::MAX >> (64 - 8 * length);
    (window << 8 | u64::from(byte)) & mask
}

/// The bytes with something else in the place of the ranges.
fn replaced(bytes: &[u8], mut ranges: Vec<Range<usize>>) -> Vec<u8> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut clean = Vec::with_capacity(bytes.len());
    let mut ranges = ranges.into_iter().peekable();
    let mut kept = 0;
    while let Some(Range { start, mut end }) = ranges.next() {
        // Parts of one secret overlap; secrets that follow each other do not.
        while let Some(next) = ranges.next_if(|next| next.start < end) {
            end = end.max(next.end);
        }
        clean.extend_from_slice(&bytes[kept..start]);
        clean.extend_from_slice(REDACTED.as_bytes());
        kept = end.min(bytes.len());
    }
    clean.extend_from_slice(&bytes[kept..]);
    clean
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const SECRET: &str = "Qw7/Zx2+Rt9=Mn4.Kp8";

    fn clean(text: &str) -> String {
        Secrets::of([SECRET]).redact(text)
    }

    fn cut(text: &str) -> String {
        let clean = Secrets::of([SECRET]).redact_bytes(text.as_bytes(), Some(1));
        clean.map_or(text.to_owned(), |bytes| String::from_utf8(bytes).unwrap())
    }

    #[test]
    fn a_secret_is_found_in_every_form() {
        let json: String = SECRET
            .bytes()
            .map(|byte| format!("\\u{byte:04x}"))
            .collect();
        let url: String = SECRET.bytes().map(|byte| format!("%{byte:02X}")).collect();
        for form in [
            SECRET,
            &SECRET.to_ascii_lowercase(),
            &SECRET.to_ascii_uppercase(),
            &SECRET.replace('/', "\\/"),
            &SECRET
                .replace('/', "%2F")
                .replace('+', "%2b")
                .replace('=', "%3D"),
            &json,
            &url,
            &json.replace('\\', "\\\\"),
            &url.replace('%', "%25"),
            &url.replace('%', "\\u0025"),
            &SECRET[..PART],
            &SECRET[5..],
        ] {
            assert_eq!(
                clean(&format!("é <{form}> é")),
                "é <[redacted]> é",
                "{form}"
            );
        }
    }

    #[test]
    fn what_is_no_secret_stays() {
        for text in [
            "",
            "Qw7/Zx2",
            "Qw7/Zx2 +Rt9=Mn",
            "100 % of \\u00e9 &amp; a…",
            "task-management-service-2026",
        ] {
            assert_eq!(clean(text), text);
        }
        assert_eq!(Secrets::of(["", "abc"]).redact("abc"), "abc");
    }

    #[test]
    fn secrets_that_follow_each_other_are_told_apart() {
        assert_eq!(clean(&format!("{SECRET}{SECRET}")), "[redacted][redacted]");
        assert_eq!(
            Secrets::of(["sk-abc"]).redact("sk-abcsk-abc sk-abc"),
            "[redacted][redacted] [redacted]"
        );
    }

    #[test]
    fn a_cut_text_loses_the_beginning_of_a_secret() {
        for (text, want) in [
            ("you sent Qw7/", "you sent "),
            ("you sent Qw7/Zx2", "you sent "),
            ("you sent Qw7/Zx2+", "you sent [redacted]"),
            ("you sent Qw7%2F%5", "you sent "),
            ("you sent \\u0051w7\\/Zx\\u00", "you sent "),
            ("you sent Qw7\\\\u002F\\\\u0", "you sent "),
            ("you sent sk-ab", "you sent "),
            ("you sent eyJab", "you sent "),
            ("you sent %7", "you sent %7"),
            ("you sent w7", "you sent w7"),
        ] {
            assert_eq!(cut(text), want, "{text}");
            assert_eq!(clean(&format!("{text}… Qw7/")), format!("{want}… Qw7/"));
        }
        assert_eq!(cut("you sent Q"), "you sent ");
        assert_eq!(clean("you sent Q…"), "you sent Q…");
        assert_eq!(
            Secrets::of(["sk-0123456"]).redact("a key (sk-…)"),
            "a key (sk-…)"
        );
    }

    proptest! {
        #[test]
        fn no_part_of_a_secret_is_left(
            pieces in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>(), "[ a-zé…]{0,3}"), 0..6),
            is_cut in any::<bool>(),
        ) {
            let mut text = String::new();
            for (from, to, between) in pieces {
                let (from, to) = (from.index(SECRET.len()), to.index(SECRET.len() + 1));
                text += &SECRET[from.min(to)..to.max(from)];
                text += &between;
            }
            let cleaned = Secrets::of([SECRET]).redact_bytes(text.as_bytes(), is_cut.then_some(1));
            let cleaned = cleaned.map_or(text, |bytes| String::from_utf8(bytes).unwrap());
            let parts = SECRET.as_bytes().windows(PART);
            for part in parts.map(|part| std::str::from_utf8(part).unwrap()) {
                prop_assert!(!cleaned.contains(part), "{} in {}", part, cleaned);
            }
        }
    }
}
