//! A text in an error.
//!
//! It is kept whole until it is shown, so that a secret in it is found before it is cut.

use std::sync::OnceLock;

use super::keys::looks_like_key;
use super::one_line::{cut, one_line};
use super::secrets::{REDACTED, Secrets};

/// What is kept of a text until it is shown, in bytes.
pub(crate) const WHOLE: usize = 16 * 1024;

/// The longest id that is shown, in bytes.
const ID: usize = 256;

/// The longest of other texts within a line, in bytes.
const EXCERPT: usize = 200;

/// One printable line without secrets, bounded where it is shown.
pub(super) struct Text {
    whole: String,
    /// How much of it is shown, in bytes.
    limit: usize,
    /// Made where there is more.
    shown: OnceLock<String>,
}

impl Text {
    pub(super) fn new(text: &str, limit: usize) -> Self {
        Self {
            whole: Secrets::default().redact(&one_line(text, WHOLE)),
            limit,
            shown: OnceLock::new(),
        }
    }

    /// An id, which is none where it looks like a key.
    pub(super) fn id(text: &str) -> Self {
        match looks_like_key(text) {
            true => Self::new(REDACTED, ID),
            false => Self::new(text, ID),
        }
    }

    pub(super) fn redact(&mut self, secrets: &Secrets) {
        self.whole = secrets.redact(&self.whole);
        self.shown = OnceLock::new();
    }

    pub(super) fn as_str(&self) -> &str {
        match self.whole.len() <= self.limit {
            true => &self.whole,
            false => self.shown.get_or_init(|| cut(&self.whole, self.limit)),
        }
    }
}

/// An id, a name or a path as it may be printed anywhere: one short line without the secrets, and nothing of what looks like
/// a key.
pub(crate) fn excerpt(text: &str, secrets: &Secrets) -> String {
    match looks_like_key(text) {
        true => REDACTED.to_owned(),
        false => cut(&secrets.redact(&one_line(text, WHOLE)), EXCERPT),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECRET: &str = "Qw7Zx2Rt9Mn4Kp8Lb3";

    #[test]
    fn a_secret_is_found_before_the_text_is_cut() {
        for before in 0..40 {
            let told = format!("{} {SECRET} and more", "x".repeat(before));
            let mut text = Text::new(&told, 30);
            text.redact(&Secrets::of([SECRET]));
            let whole = format!("{} [redacted] and more", "x".repeat(before));
            assert_eq!(text.as_str(), cut(whole.trim_start(), 30));
        }
    }

    #[test]
    fn what_is_not_even_kept_leaves_no_beginning_of_a_secret() {
        for inside in 1..SECRET.len() {
            let told = format!("{}{SECRET}", "x".repeat(WHOLE - inside));
            let mut text = Text::new(&told, usize::MAX);
            text.redact(&Secrets::of([SECRET]));
            let left = text.as_str().trim_start_matches('x');
            let want = match inside {
                // Those are the first characters of any word.
                0..4 => format!("{}…", &SECRET[..inside]),
                4..8 => "…".to_owned(),
                _ => "[redacted]…".to_owned(),
            };
            assert_eq!(left, want, "{inside}");
        }
    }

    #[test]
    fn an_id_that_looks_like_a_key_is_not_shown() {
        for (id, shown) in [
            ("sk-1", REDACTED),
            ("eyJhbGciOi.eyJzdWIi.c2ln", REDACTED),
            ("h9p9uyOJxmD", "h9p9uyOJxmD"),
            ("eyJabcdefg", "eyJabcdefg"),
        ] {
            assert_eq!(Text::id(id).as_str(), shown, "{id}");
            assert_eq!(excerpt(id, &Secrets::default()), shown, "{id}");
        }
    }
}
