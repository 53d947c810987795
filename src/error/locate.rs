//! Which value of a JSON text an error of `serde_json` is about.
//!
//! Such an error knows its line and column: the end of the value that did not fit, or the start of one that was not even
//! read. From there the path follows by reading the text once more. A decoder that keeps track of the path would be built a
//! second time for every type, which was a third of what this crate takes to compile.

use std::collections::VecDeque;

use super::one_line::one_line;

/// The longest key that a path shows, in bytes.
const KEY: usize = 64;

/// The longest path; of a longer one the end is shown.
const PATH: usize = 200;

/// The path of the value at a line and column, such as `items[1].name`; `.` is the whole text.
///
/// The text is JSON up to there, or the error would not be about a value.
pub(super) fn path_at(json: &[u8], line: usize, column: usize) -> String {
    let mut path = Path::default();
    let json = &json[..offset(json, line, column)];
    Scanner { json, at: 0 }.for_each(|token| {
        path.advance(token);
    });
    path.shown()
}

/// The path of a field: where in the lists around it a value stands does not matter.
pub(super) struct Field<'a>(Path<'a>);

impl<'a> Field<'a> {
    /// The field of the text, number or word that ends at a line and column, and the value.
    pub(super) fn at(json: &'a [u8], line: usize, column: usize) -> Option<(Self, &'a [u8])> {
        let end = offset(json, line, column);
        let mut path = Path::default();
        let mut found = None;
        let mut scanner = Scanner { json, at: 0 };
        while let Some(token) = scanner.next() {
            let is_key = path.advance(token);
            if let (Token::Text(value) | Token::Word(value), false) = (token, is_key) {
                if scanner.at - value.len() >= end {
                    break;
                }
                found = Some((path.0.len(), value, scanner.at));
            }
            if scanner.at >= end {
                break;
            }
        }
        // Of a container that ends there, the value was not the last that was read.
        let (depth, value, at) = found?;
        (depth == path.0.len() && at.abs_diff(end) <= 1).then_some((Self(path), value))
    }

    /// Tells whether a path is one of this field.
    pub(super) fn is(&self, path: &Path<'_>) -> bool {
        let (mine, others) = (&self.0.0, &path.0);
        mine.len() == others.len()
            && mine.iter().zip(others).all(|levels| match levels {
                (Level::Object(mine), Level::Object(other)) => mine == other,
                (Level::List(_), Level::List(_)) => true,
                _ => false,
            })
    }
}

/// The texts, numbers and words of a JSON text whose path is of interest, each with the place where it begins.
pub(super) fn scalars(
    json: &[u8],
    is_wanted: impl Fn(&Path<'_>) -> bool,
) -> impl Iterator<Item = (usize, &[u8])> {
    let mut path = Path::default();
    let mut scanner = Scanner { json, at: 0 };
    std::iter::from_fn(move || {
        loop {
            let token = scanner.next()?;
            let is_key = path.advance(token);
            if let (Token::Text(value) | Token::Word(value), false) = (token, is_key)
                && is_wanted(&path)
            {
                return Some((scanner.at - value.len(), value));
            }
        }
    })
}

/// How many bytes come before the end of a column; lines and columns count from 1, and columns count bytes.
fn offset(json: &[u8], line: usize, column: usize) -> usize {
    let lines = json.split_inclusive(|byte| *byte == b'\n');
    let before: usize = lines.take(line.saturating_sub(1)).map(<[u8]>::len).sum();
    json.len().min(before + column)
}

/// The containers around a place, from the outermost.
#[derive(Default)]
pub(super) struct Path<'a>(Vec<Level<'a>>);

#[derive(Clone, Copy)]
enum Level<'a> {
    /// An object, with the key that was read last, as it is written.
    Object(Option<&'a [u8]>),
    /// A list, with the index of the item that is next or was last.
    List(usize),
}

impl<'a> Path<'a> {
    /// Goes on behind a token; tells whether that is a key.
    fn advance(&mut self, token: Token<'a>) -> bool {
        match token {
            Token::Open(level) => self.0.push(level),
            Token::Close => drop(self.0.pop()),
            Token::Comma => match self.0.last_mut() {
                Some(Level::List(index)) => *index += 1,
                Some(Level::Object(key)) => *key = None,
                None => {}
            },
            Token::Text(text) => {
                // A text that is no key is a value of the key before it.
                if let Some(Level::Object(key @ None)) = self.0.last_mut() {
                    *key = Some(text);
                    return true;
                }
            }
            Token::Word(_) => {}
        }
        false
    }
}

impl Path<'_> {
    fn shown(&self) -> String {
        let mut steps = VecDeque::new();
        let mut length = 0;
        // From its end, which says more.
        for (at, level) in self.0.iter().enumerate().rev() {
            let step = match level {
                Level::Object(None) => continue,
                Level::Object(Some(key)) if at == 0 => shown_key(key),
                Level::Object(Some(key)) => format!(".{}", shown_key(key)),
                Level::List(index) => format!("[{index}]"),
            };
            length += step.len();
            if length > PATH {
                steps.push_front("…".to_owned());
                break;
            }
            steps.push_front(step);
        }
        match steps.is_empty() {
            true => ".".to_owned(),
            false => Vec::from(steps).concat(),
        }
    }
}

/// What a key says, on one line; as it is written, if it says nothing or far too much.
fn shown_key(key: &[u8]) -> String {
    // An escape has up to six bytes.
    let key = match key.get(..8 * KEY) {
        Some(start) => String::from_utf8_lossy(&start[1..]).into_owned(),
        None => serde_json::from_slice(key)
            .unwrap_or_else(|_| String::from_utf8_lossy(key).into_owned()),
    };
    one_line(&key, KEY)
}

#[derive(Clone, Copy)]
enum Token<'a> {
    Open(Level<'a>),
    Close,
    Comma,
    /// With its quotes.
    Text(&'a [u8]),
    /// A number, or one of the three words.
    Word(&'a [u8]),
}

/// Reads what matters for a path.
struct Scanner<'a> {
    json: &'a [u8],
    at: usize,
}

impl<'a> Iterator for Scanner<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        loop {
            let begin = self.at;
            self.at += 1;
            return Some(match self.json.get(begin)? {
                b'{' => Token::Open(Level::Object(None)),
                b'[' => Token::Open(Level::List(0)),
                b'}' | b']' => Token::Close,
                b',' => Token::Comma,
                b'"' => {
                    self.skip_text();
                    Token::Text(&self.json[begin..self.at])
                }
                b' ' | b'\t' | b'\r' | b'\n' | b':' => continue,
                _ => {
                    self.skip_word();
                    Token::Word(&self.json[begin..self.at])
                }
            });
        }
    }
}

impl Scanner<'_> {
    fn skip_word(&mut self) {
        let rest = &self.json[self.at..];
        let ends = |byte: &u8| {
            matches!(byte, b',' | b':' | b']' | b'}' | b'[' | b'{' | b'"')
                || byte.is_ascii_whitespace()
        };
        self.at += rest.iter().position(ends).unwrap_or(rest.len());
    }

    /// Goes behind the quote that ends a text, or to the end where there is none.
    fn skip_text(&mut self) {
        while let Some(byte) = self.json.get(self.at) {
            self.at += match byte {
                b'\\' => 2,
                _ => 1,
            };
            if *byte == b'"' {
                break;
            }
        }
        self.at = self.at.min(self.json.len());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The path where the text has a `^`, which is taken out.
    fn path(marked: &str) -> String {
        let at = marked.find('^').unwrap();
        let json = marked.replacen('^', "", 1);
        let line = marked[..at].matches('\n').count() + 1;
        let column = at - marked[..at].rfind('\n').map_or(0, |end| end + 1);
        path_at(json.as_bytes(), line, column)
    }

    #[test]
    fn a_value_is_found_by_its_end() {
        for (json, expected) in [
            (r#"{"a":1^,"b":2}"#, "a"),
            (r#"{"a":[1,{"b":"x"^}]}"#, "a[1].b"),
            (r#"{"a":[1,{"b":"x"}^]}"#, "a[1]"),
            (r#"{"a":[1,{"b":"x"}]^}"#, "a"),
            (r#"[[],[[]^]]"#, "[1][0]"),
            ("{\"a\":\n [1,\n  true^]}", "a[1]"),
            (r#"{"a":1}^"#, "."),
            (r#""text"^"#, "."),
        ] {
            assert_eq!(path(json), expected, "{json}");
        }
    }

    #[test]
    fn a_value_that_was_not_read_is_found_by_its_start() {
        for (json, expected) in [
            (r#"{"a": ^{"b":1}}"#, "a"),
            (r#"{"a":[^[1]]}"#, "a[0]"),
            (r#"[0, ^{}]"#, "[1]"),
            (r#"^[]"#, "."),
        ] {
            assert_eq!(path(json), expected, "{json}");
        }
    }

    #[test]
    fn texts_are_not_taken_for_structure() {
        for (json, expected) in [
            (r#"{"a":"},]\"{[","b":1^}"#, "b"),
            (r#"{"\u0061\\":[",",2^]}"#, r"a\[1]"),
            (r#"{"a.b":{"":1^}}"#, "a.b."),
        ] {
            assert_eq!(path(json), expected, "{json}");
        }
    }

    #[test]
    fn a_long_path_shows_its_end() {
        let long = "k".repeat(100);
        let deep = format!("{}1^", "[".repeat(100));
        for (json, expected) in [
            (
                format!("{{\"{long}\":1^}}"),
                format!("{}…", "k".repeat(KEY)),
            ),
            ("{\"a\\nb\":1^}".to_owned(), "a b".to_owned()),
            (deep, format!("…{}", "[0]".repeat(PATH / 3))),
            (
                format!("{{\"{long}\":{{\"{long}\":{{\"{long}\":{{\"b\":1^}}}}}}}}"),
                {
                    let key = format!(".{}…", "k".repeat(KEY));
                    format!("…{key}{key}.b")
                },
            ),
        ] {
            assert_eq!(path(&json), expected, "{json}");
        }
    }

    #[test]
    fn nothing_makes_it_panic() {
        for json in ["", "\"", "\"\\", "{", "}}]],", "{\"a", "[\n\n", "\u{1F600}"] {
            for (line, column) in [(0, 0), (1, 1), (1, 99), (2, 0), (9, 9)] {
                let _ = path_at(json.as_bytes(), line, column);
            }
        }
    }
}
