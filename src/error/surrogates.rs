//! Halves of characters in JSON.
//!
//! JavaScript cuts text between the two halves of a character such as an emoji, and writes the half that is left as an escape that
//! is no character: `"\ud83d"`. One such text must not cost a whole list of agents, so it is mended where decoding has failed.

/// What stands for a character that is none.
const REPLACEMENT: &[u8] = b"\\ufffd";

/// The length of `\uXXXX`.
const ESCAPE: usize = 6;

/// The JSON with the halves replaced, if there are any.
pub(crate) fn mend(json: &[u8]) -> Option<Vec<u8>> {
    let mut mended = Vec::new();
    let (mut at, mut kept) = (0, 0);
    while let Some(&byte) = json.get(at) {
        at += match (byte, escaped(&json[at..])) {
            (b'\\', Some(0xD800..=0xDBFF))
                if matches!(escaped(&json[at + ESCAPE..]), Some(0xDC00..=0xDFFF)) =>
            {
                2 * ESCAPE
            }
            (b'\\', Some(0xD800..=0xDFFF)) => {
                mended.extend_from_slice(&json[kept..at]);
                mended.extend_from_slice(REPLACEMENT);
                kept = at + ESCAPE;
                ESCAPE
            }
            // Whatever is escaped, such as a backslash, does not begin an escape.
            (b'\\', _) => 2,
            _ => 1,
        };
    }
    if kept == 0 {
        return None;
    }
    mended.extend_from_slice(&json[kept..]);
    Some(mended)
}

/// The code unit that an escape at the start says.
fn escaped(json: &[u8]) -> Option<u16> {
    let digits = json.strip_prefix(b"\\u")?.get(..4)?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_replaced_and_nothing_else() {
        for (json, wanted) in [
            (r#""a\ud83d""#, Some(r#""a\ufffd""#)),
            (r#""\uDCC8b""#, Some(r#""\ufffdb""#)),
            (r#""\ud83d\ud83d\udcc8""#, Some(r#""\ufffd\ud83d\udcc8""#)),
            (r#""\udcc8\ud83d""#, Some(r#""\ufffd\ufffd""#)),
            (r#""\ud83d\n""#, Some(r#""\ufffd\n""#)),
            (r#""\ud83d\udcc8""#, None),
            (r#""\\ud83d""#, None),
            (r#""\u00e9""#, None),
            (r#""\ud8"#, None),
            ("\\", None),
            ("", None),
        ] {
            let mended = mend(json.as_bytes()).map(|bytes| String::from_utf8(bytes).unwrap());
            assert_eq!(mended.as_deref(), wanted, "{json}");
        }
    }
}
