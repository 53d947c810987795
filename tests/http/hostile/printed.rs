//! What an error gives away, and what must not be in it.

use std::error::Error as _;

use dust_sdk::Error;

/// As many characters of a key in a row are too many.
const PART: usize = 8;

/// The longest line that an error may be.
const LINE: usize = 1024;

/// Where an error is more than a short printable line.
pub(super) fn noise(error: &Error) -> Vec<String> {
    let mut violations = Vec::new();
    let line = error.to_string();
    if line.len() > LINE {
        violations.push(format!("a line of {} bytes", line.len()));
    }
    for (what, text) in lines(error) {
        if let Some(bad) = text.chars().find(|c| is_unprintable(*c)) {
            violations.push(format!("{what} holds {bad:?}: {:?}", start(&text)));
        }
        if text.len() > 4 * LINE {
            violations.push(format!("{what} has {} bytes", text.len()));
        }
    }
    violations
}

/// Where an error quotes a part of the secret.
pub(super) fn leaks(error: &Error, secret: &str) -> Vec<String> {
    let mut violations = Vec::new();
    let others = [
        ("pretty debug", format!("{error:#?}")),
        (
            "body",
            String::from_utf8_lossy(error.body().unwrap_or_default()).into_owned(),
        ),
    ];
    for (what, text) in lines(error).into_iter().chain(others) {
        if let Some(part) = leak(&text, secret) {
            violations.push(format!("{what} holds {part:?}: {:?}", end(&text)));
        }
    }
    violations
}

/// The texts that must be one line each.
fn lines(error: &Error) -> Vec<(&'static str, String)> {
    let id = |id: Option<&str>| id.unwrap_or_default().to_owned();
    let mut lines = vec![
        ("display", error.to_string()),
        ("alternate display", format!("{error:#}")),
        ("debug", format!("{error:?}")),
        ("message", error.message().to_owned()),
        ("code", id(error.code())),
        ("run id", id(error.run_id())),
        ("conversation id", id(error.conversation_id())),
        ("message id", id(error.message_id())),
    ];
    let mut next = error.source();
    while let Some(source) = next {
        lines.push(("source", source.to_string()));
        lines.push(("debug of the source", format!("{source:?}")));
        next = source.source();
    }
    lines
}

fn start(text: &str) -> String {
    text.chars().take(120).collect()
}

fn end(text: &str) -> String {
    let length = text.chars().count();
    text.chars().skip(length.saturating_sub(120)).collect()
}

/// A part of the secret that a text holds, as it is or in an escaped form.
pub(super) fn leak(text: &str, secret: &str) -> Option<String> {
    let once = unescaped(text);
    let twice = unescaped(&once);
    let parts = secret.as_bytes().windows(PART);
    let parts = parts.map(|part| String::from_utf8_lossy(part).into_owned());
    [text, &once, &twice]
        .into_iter()
        .find_map(|text| parts.clone().find(|part| text.contains(part.as_str())))
}

/// Undoes the escapes of JSON and of URLs, wherever they stand.
fn unescaped(text: &str) -> String {
    if !text.contains(['\\', '%']) {
        return text.to_owned();
    }
    let mut rest = text;
    let mut plain = String::new();
    while let Some(c) = rest.chars().next() {
        let hex = |from: usize, to: usize| {
            let digits = rest.get(from..to)?;
            let code = u32::from_str_radix(digits, 16).ok()?;
            char::from_u32(code).filter(char::is_ascii)
        };
        let (c, length) = if rest.starts_with("\\u") && hex(2, 6).is_some() {
            (hex(2, 6).unwrap_or(c), 6)
        } else if c == '%' && hex(1, 3).is_some() {
            (hex(1, 3).unwrap_or(c), 3)
        } else if rest.starts_with("\\/") || rest.starts_with("\\\\") {
            (rest[1..].chars().next().unwrap_or(c), 2)
        } else {
            (c, c.len_utf8())
        };
        plain.push(c);
        rest = &rest[length..];
    }
    plain
}

/// What a line must not hold: control characters of both sets, marks that turn the direction of text, separators.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(
            c,
            '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{2028}' | '\u{2029}' | '\u{feff}'
        )
        || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[test]
fn parts_are_found_in_every_form() {
    let secret = "sk-0123456789abcdef";
    for text in [
        "x sk-0123456789abcdef",
        "3456789a",
        "sk-012345",
        r"\u0073k-01\u0032345",
        "%73%6B-01234",
        r"sk-0\\u0031%32%253345",
    ] {
        assert!(leak(text, secret).is_some(), "{text}");
    }
    assert!(leak("sk-0123 4567890 [redacted]", secret).is_none());
}
