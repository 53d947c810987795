//! Undoing the escapes of JSON, URLs and HTML without losing where a character stands.
//!
//! A server that repeats a key may write it as `sk\u002d…`, `sk%2D…` or `sk&#45;…`, and what is escaped may be escaped again.

/// How often escapes are undone.
const LAYERS: usize = 4;

/// The longest beginning of an escape, such as `&#x2d` without its end.
const LONGEST_HALF: usize = 6;

/// A byte that a text says, and the bytes that say it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unit {
    pub(super) byte: u8,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// The text as it stands, and then with its escapes undone while there are any.
pub(super) fn layers(text: &[u8]) -> impl Iterator<Item = Vec<Unit>> + use<> {
    let unit = |(start, &byte)| Unit {
        byte,
        start,
        // A text is in memory, so its length fits.
        end: start + 1,
    };
    let plain = text.iter().enumerate().map(unit).collect();
    std::iter::successors(Some(plain), |units: &Vec<Unit>| undone(units)).take(LAYERS)
}

/// The units with their escapes undone once, if there are any.
fn undone(units: &[Unit]) -> Option<Vec<Unit>> {
    let mut undone = Vec::with_capacity(units.len());
    let mut rest = units;
    while let [first, ..] = rest {
        let (byte, length) = escape(rest).unwrap_or((first.byte, 1));
        let (escape, after) = rest.split_at(length);
        undone.push(Unit {
            byte,
            start: first.start,
            end: escape.last().unwrap_or(first).end,
        });
        rest = after;
    }
    (undone.len() < units.len()).then_some(undone)
}

/// The byte that an escape at the start says, and the length of that escape. What is no ASCII is left alone: no key has it.
fn escape(units: &[Unit]) -> Option<(u8, usize)> {
    match (units.first()?.byte, units.get(1)?.byte) {
        (b'%', _) => Some((number(units.get(1..3)?, 16)?, 3)),
        (b'\\', b'u') => Some((number(units.get(2..6)?, 16)?, 6)),
        (b'\\', b'x') => Some((number(units.get(2..4)?, 16)?, 4)),
        (b'\\', byte) if byte.is_ascii_punctuation() => Some((byte, 2)),
        (b'&', b'#') => reference(units),
        _ => None,
    }
}

/// A reference of HTML: `&#45;` or `&#x2d;`.
fn reference(units: &[Unit]) -> Option<(u8, usize)> {
    let end = units
        .iter()
        .take(LONGEST_HALF + 1)
        .position(|unit| unit.byte == b';')?;
    let byte = match units.get(2)?.byte {
        b'x' | b'X' => number(units.get(3..end)?, 16)?,
        _ => number(units.get(2..end)?, 10)?,
    };
    Some((byte, end + 1))
}

/// The ASCII character with the number that the digits say.
fn number(digits: &[Unit], radix: u32) -> Option<u8> {
    let mut number = 0_u32;
    for digit in digits {
        // At most five digits are read.
        number = number * radix + char::from(digit.byte).to_digit(radix)?;
    }
    let byte = u8::try_from(number).ok().filter(u8::is_ascii);
    byte.filter(|_| !digits.is_empty())
}

/// The units without the beginning of an escape at their end, which a cut may have left.
pub(super) fn without_half_escape(units: &[Unit]) -> &[Unit] {
    let is_half = |half: &[Unit]| {
        let [first, rest @ ..] = half else {
            return false;
        };
        let fits = |unit: &Unit| unit.byte.is_ascii_alphanumeric() || unit.byte == b'#';
        matches!(first.byte, b'%' | b'\\' | b'&') && rest.iter().all(fits) && escape(half).is_none()
    };
    let longest = units.len().saturating_sub(LONGEST_HALF);
    let half = (longest..units.len()).find(|&start| is_half(&units[start..]));
    &units[..half.unwrap_or(units.len())]
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(units: &[Unit]) -> String {
        units.iter().map(|unit| char::from(unit.byte)).collect()
    }

    #[test]
    fn every_escape_is_undone() {
        for (text, plain) in [
            (r"sk-1", "sk-1"),
            (r"\u0073\u006B\u002d1", "sk-1"),
            (r"s\x6b-1\/", "sk-1/"),
            ("%73k%2D1", "sk-1"),
            ("&#115;k&#45;&#x31;", "sk-1"),
            (r"sk\-1", "sk-1"),
            (r"\\u0073k-1", "sk-1"),
            ("%2573k-1", "sk-1"),
            (r"%5Cu0073k-1", "sk-1"),
            (r"%5C%5Cu0073k-1", "sk-1"),
            ("%zz &#; &#x; \\u00 %", "%zz &#; &#x; \\u00 %"),
            ("\\ud83d%FF&#8364;", "\\ud83d%FF&#8364;"),
        ] {
            let last = layers(text.as_bytes()).last().unwrap();
            assert_eq!(said(&last), plain, "{text}");
        }
    }

    #[test]
    fn a_unit_knows_where_it_stands() {
        let layers: Vec<_> = layers(b"a%2525b").collect();
        let places =
            |units: &[Unit]| Vec::from_iter(units.iter().map(|unit| (unit.start, unit.end)));
        assert_eq!(said(&layers[2]), "a%b");
        assert_eq!(places(&layers[2]), [(0, 1), (1, 6), (6, 7)]);
    }

    #[test]
    fn half_an_escape_at_the_end_is_told() {
        for (text, whole) in [
            ("ab", "ab"),
            ("ab%", "ab"),
            ("ab%7", "ab"),
            ("ab%73", "ab%73"),
            (r"ab\", "ab"),
            (r"ab\u", "ab"),
            (r"ab\u007", "ab"),
            (r"ab\u0073", r"ab\u0073"),
            ("ab&#x7", "ab"),
            ("ab&", "ab"),
            ("ab & cd", "ab & cd"),
            ("", ""),
        ] {
            let units = layers(text.as_bytes()).next().unwrap();
            assert_eq!(said(without_half_escape(&units)), whole, "{text}");
        }
    }

    proptest! {
        #[test]
        fn units_cover_the_text_in_order(text in prop::collection::vec(prop::sample::select(b"\\u0073%&#x;2dD ".to_vec()), 0..60)) {
            for units in layers(&text) {
                let mut at = 0;
                for unit in &units {
                    prop_assert_eq!(unit.start, at);
                    prop_assert!(unit.end > at);
                    at = unit.end;
                }
                prop_assert_eq!(at, text.len());
                prop_assert!(without_half_escape(&units).len() <= units.len());
            }
        }
    }
}
