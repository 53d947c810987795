//! What looks like a key or a token of any owner.

use std::ops::Range;

use super::escapes::Unit;

/// The least of an API key in running text, beside its `sk-`; Dust's own have 32 characters there.
const KEY: usize = 16;

/// The least of an access token in running text.
const TOKEN: usize = 24;

/// The least of an access token that is no longer whole.
const LONG: usize = 32;

/// As much of a word is looked at to tell whether it is a key.
const LOOKED_AT: usize = 256;

/// Tells whether an id is a key or a token in the wrong place: no id looks so.
pub(crate) fn looks_like_key(id: &str) -> bool {
    let id = id.trim();
    let id = id.strip_prefix("Bearer ").unwrap_or(id);
    id.get(..3)
        .is_some_and(|start| start.eq_ignore_ascii_case("sk-"))
        || is_token(id)
        || is_key(id.as_bytes())
}

/// Three parts of base64, of which the first is a JSON object: `{"` begins with `eyJ`.
fn is_token(text: &str) -> bool {
    text.starts_with("eyJ") && (text.contains('.') || text.len() >= LONG)
}

/// Tells whether a word of running text is a key or a token.
pub(crate) fn is_key(word: &[u8]) -> bool {
    let word = &word[..word.len().min(LOOKED_AT)];
    let is_api_key = |rest: &[u8]| rest.len() >= KEY && rest.iter().any(u8::is_ascii_digit);
    match word.split_first_chunk() {
        Some((b"sk-", rest)) => is_api_key(rest),
        Some((b"eyJ", _)) => word.len() >= TOKEN && word.contains(&b'.'),
        _ => false,
    }
}

/// Finds words that look like keys of any owner.
pub(super) fn find_keys(units: &[Unit], found: &mut Vec<Range<usize>>) {
    let mut at = 0;
    while at < units.len() {
        at += match key_at(units, at) {
            Some(key) => {
                found.extend(
                    key.first()
                        .zip(key.last())
                        .map(|(first, last)| first.start..last.end),
                );
                key.len()
            }
            None => 1,
        };
    }
}

/// The word that begins there, if it looks like a key.
fn key_at(units: &[Unit], at: usize) -> Option<&[Unit]> {
    let (before, rest) = units.split_at(at);
    let is_inside = before
        .last()
        .is_some_and(|unit| unit.byte.is_ascii_alphanumeric());
    if is_inside || !begins_key(rest) {
        return None;
    }
    let word = rest.iter().take_while(|unit| is_in_word(unit));
    let start: Vec<u8> = word.clone().take(LOOKED_AT).map(|unit| unit.byte).collect();
    if !is_key(&start) {
        return None;
    }
    let word = &rest[..word.count()];
    // The dot behind a word ends the sentence.
    let last = word.iter().rposition(|unit| unit.byte != b'.')?;
    Some(&word[..=last])
}

fn begins_key(units: &[Unit]) -> bool {
    match units {
        [a, b, c, ..] => matches!(&[a.byte, b.byte, c.byte], b"sk-" | b"eyJ"),
        _ => false,
    }
}

/// Where the last word begins, if it is the beginning of a key, and too short to be found as one.
pub(super) fn tail_of_key(units: &[Unit], shortest: usize) -> Option<usize> {
    let length = units
        .iter()
        .rev()
        .take_while(|unit| is_in_word(unit))
        .count();
    let word = &units[units.len() - length..];
    word.first()
        .filter(|_| {
            length >= shortest && begins_key(word) && key_at(units, units.len() - length).is_none()
        })
        .map(|first| first.start)
}

fn is_in_word(unit: &Unit) -> bool {
    unit.byte.is_ascii_alphanumeric() || matches!(unit.byte, b'-' | b'_' | b'.')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Secrets;

    #[test]
    fn a_key_is_told_by_its_looks() {
        for (text, want) in [
            ("bad key sk-0123456789abcdef0123.", "bad key [redacted]."),
            ("(\"sk-proj-0123456789abcdef0123\")", "(\"[redacted]\")"),
            ("k=eyJhbGciOi.eyJzdWIiOiIx.c2lnbmF0", "k=[redacted]"),
            ("x_sk-0123456789abcdef0123", "x_[redacted]"),
            (
                "sk-learn-documentation-of-pipelines",
                "sk-learn-documentation-of-pipelines",
            ),
            ("risk-0123456789abcdef0123", "risk-0123456789abcdef0123"),
            ("eyJabcdefg", "eyJabcdefg"),
        ] {
            assert_eq!(Secrets::default().redact(text), want);
        }
    }

    #[test]
    fn an_id_is_told_from_a_key() {
        for key in [
            "sk-1",
            "SK-1",
            " sk-0123",
            "Bearer sk-01",
            "eyJhbGciOi.x.y",
            "eyJ0123456789abcdef0123456789abcdef",
        ] {
            assert!(looks_like_key(key), "{key}");
        }
        for id in [
            "",
            "h9p9uyOJxmD",
            "vlt_rZ8mT4qLxW",
            "eyJabcdefg",
            "dust",
            "sk",
            "é-1",
        ] {
            assert!(!looks_like_key(id), "{id}");
        }
    }
}
