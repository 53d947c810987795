//! The errors below ours: foreign ones, which may quote what a server said.
//!
//! A foreign error cannot be rewritten. One that quotes a secret, or says more than a line, is replaced by its own text.

use std::error::Error as StdError;
use std::fmt::{self, Write as _};

use super::one_line::{is_unprintable, one_line};
use super::secrets::Secrets;

pub(super) type Source = Box<dyn StdError + Send + Sync>;

/// The longest line of a source, in bytes.
const LINE: usize = 500;

/// What `Debug` of a source may say, in bytes; it may hold a backtrace.
const DEBUG: usize = 64 * 1024;

/// Errors below each other that are looked at.
const LEVELS: usize = 16;

/// The source itself, if all that it says may be printed, or its text, redacted and cut.
pub(super) fn sanitize(source: Source, secrets: &Secrets) -> Source {
    let levels = chain(&*source).take(LEVELS + 1);
    let (count, is_safe) = levels.fold((0, true), |(count, is_safe), error| {
        (count + 1, is_safe && may_be_printed(error, secrets))
    });
    match is_safe && count <= LEVELS {
        true => source,
        false => texts(&*source, secrets),
    }
}

fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |&error: &&'a (dyn StdError + 'static)| {
        error.source()
    })
}

fn may_be_printed(error: &(dyn StdError + 'static), secrets: &Secrets) -> bool {
    let line = Start::of(format_args!("{error}"), LINE);
    let debug = Start::of(format_args!("{error:?}"), DEBUG);
    let quotes = |text: &Start| secrets.redact_bytes(text.text.as_bytes(), None).is_some();
    line.is_whole
        && debug.is_whole
        && !line.text.contains(is_unprintable)
        && !quotes(&line)
        && !quotes(&debug)
}

fn texts(error: &(dyn StdError + 'static), secrets: &Secrets) -> Source {
    let levels: Vec<_> = chain(error).take(LEVELS).collect();
    let mut texts: Option<Box<SourceText>> = None;
    for error in levels.into_iter().rev() {
        // Cut where it is far too long, and then to a line without secrets.
        let start = Start::of(format_args!("{error}"), DEBUG);
        let mark = if start.is_whole { "" } else { "…" };
        let clean = secrets.redact(&one_line(&(start.text + mark), DEBUG));
        texts = Some(Box::new(SourceText {
            text: one_line(&clean, LINE),
            source: texts,
        }));
    }
    match texts {
        Some(texts) => texts,
        // There is one level at least.
        None => "an error without words".into(),
    }
}

/// What a foreign error says.
struct SourceText {
    text: String,
    source: Option<Box<SourceText>>,
}

impl fmt::Display for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl fmt::Debug for SourceText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.text, f)
    }
}

impl StdError for SourceText {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// The start of what is formatted; more is not even made.
struct Start {
    text: String,
    limit: usize,
    is_whole: bool,
}

impl Start {
    fn of(arguments: fmt::Arguments<'_>, limit: usize) -> Self {
        let mut start = Self {
            text: String::new(),
            limit,
            is_whole: true,
        };
        // Fails where it is cut, which `is_whole` tells.
        let _ = start.write_fmt(arguments);
        start
    }
}

impl fmt::Write for Start {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = self.limit - self.text.len();
        let end = (0..=room.min(text.len()))
            .rev()
            .find(|&end| text.is_char_boundary(end));
        self.text.push_str(&text[..end.unwrap_or(0)]);
        self.is_whole = text.len() <= room;
        if self.is_whole {
            Ok(())
        } else {
            Err(fmt::Error)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io;

    fn told(source: &Source) -> Vec<String> {
        chain(&**source)
            .map(|error| format!("{error} {error:?}"))
            .collect()
    }

    #[test]
    fn a_source_that_may_be_printed_stays_what_it_is() {
        let source = sanitize(Box::new(io::Error::other("cut")), &Secrets::of(["sk-0123"]));
        assert!(source.is::<io::Error>());
    }

    #[test]
    fn another_is_replaced_by_its_text() {
        let inner = io::Error::other("key sk-0123");
        let source = sanitize(Box::new(io::Error::other(inner)), &Secrets::of(["sk-0123"]));
        let told = told(&source);
        assert!(
            told.iter().all(|text| text.contains("key [redacted]")),
            "{told:?}"
        );
        for (text, words) in [
            ("a\nb\u{1b}".to_owned(), "a b".to_owned()),
            ("é".repeat(1 << 20), "é".repeat(LINE / 2) + "…"),
        ] {
            let source = sanitize(text.into(), &Secrets::default());
            assert_eq!(source.to_string(), words);
        }
    }

    #[test]
    fn a_chain_without_end_is_cut() {
        #[derive(Debug)]
        struct Endless;
        impl fmt::Display for Endless {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("again")
            }
        }
        impl StdError for Endless {
            fn source(&self) -> Option<&(dyn StdError + 'static)> {
                Some(&Endless)
            }
        }
        assert_eq!(
            told(&sanitize(Box::new(Endless), &Secrets::default())).len(),
            LEVELS
        );
    }
}
