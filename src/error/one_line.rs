//! Text of others as one printable line: the one function through which every text of a server goes into an error.

/// Folds a text into one line: white space and all that does not print becomes single spaces. It is cut after `limit` bytes,
/// and then ends with `…`.
pub(crate) fn one_line(text: &str, limit: usize) -> String {
    let mut line = String::new();
    let words = text.split(|c: char| c.is_whitespace() || is_unprintable(c));
    for word in words.filter(|word| !word.is_empty()) {
        if !line.is_empty() {
            line.push(' ');
        }
        // One character more than fits is enough to know that it does not.
        line.push_str(start(word, limit + 4));
        if line.len() > limit {
            return cut(&line, limit);
        }
    }
    line
}

/// The start of a text with `…` after it, where it is longer than `limit` bytes.
pub(super) fn cut(text: &str, limit: usize) -> String {
    match start(text, limit) {
        whole if whole.len() == text.len() => whole.to_owned(),
        start => format!("{start}…"),
    }
}

fn start(text: &str, limit: usize) -> &str {
    let mut end = limit.min(text.len());
    // Ends, because 0 is always a boundary.
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Tells what a terminal or a log takes for more than text: control characters of both sets, marks that turn the direction
/// of what follows, separators of lines and paragraphs, and signs that are not seen at all.
pub(super) fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{61c}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_what_does_not_print() {
        for (text, line) in [
            ("a\r\n  b\u{1b}[31m\tc\n", "a b [31m c"),
            ("\u{0}\u{7f}a\u{85}b\u{9b}", "a b"),
            ("a\u{202e}b\u{2066}\u{2028}c\u{2029}", "a b c"),
            ("\u{feff}a\u{e0041}\u{200f}", "a"),
            ("Élan 日本 👨\u{200d}👩", "Élan 日本 👨\u{200d}👩"),
            (" \n ", ""),
            ("", ""),
        ] {
            assert_eq!(one_line(text, 500), line, "{text:?}");
        }
    }

    #[test]
    fn a_long_text_is_cut_between_characters() {
        for (text, line) in [
            ("abcdef".to_owned(), "abcd…"),
            ("abcd".to_owned(), "abcd"),
            ("ab cd".to_owned(), "ab c…"),
            ("aéééé".to_owned(), "aé…"),
            ("é".repeat(1 << 20), "éé…"),
            (" ".repeat(1 << 20), ""),
            ("😀😀".to_owned(), "😀…"),
        ] {
            assert_eq!(one_line(&text, 4), line);
        }
    }
}
