//! The file name that a server suggests, made safe.
//!
//! A `Content-Disposition` header is the server's word. What comes out of here is one name without any path in it, fit to
//! be shown or to be joined to a directory that the user chose; nothing in this crate writes to it by itself.

use http::HeaderMap;
use http::header::CONTENT_DISPOSITION;

/// The longest name most file systems take, in bytes.
const MAX_LEN: usize = 255;

/// The name in `Content-Disposition`, if there is one and something of it is left without its path.
pub(crate) fn suggested(headers: &HeaderMap) -> Option<String> {
    let value = headers.get(CONTENT_DISPOSITION)?;
    let parameters = parameters(&text(value.as_bytes()));
    let of = |name: &str| {
        parameters
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value)
    };
    let extended = of("filename*").and_then(|value| decode_extended(value));
    safe(&extended.or_else(|| of("filename").cloned())?)
}

/// Header bytes as text: UTF-8, or else the Latin-1 that HTTP once said.
fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => bytes.iter().copied().map(char::from).collect(),
    }
}

/// The `name=value` pairs after the disposition type; names in lower case, quotes taken off.
fn parameters(header: &str) -> Vec<(String, String)> {
    split_unquoted(header)
        .into_iter()
        .skip(1)
        .filter_map(|part| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim().to_ascii_lowercase(), unquote(value.trim())))
        })
        .collect()
}

/// Splits at `;` outside of quotes.
fn split_unquoted(header: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let (mut quoted, mut escaped) = (false, false);
    for c in header.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                parts.push(String::new());
                continue;
            }
            _ => {}
        }
        if let Some(part) = parts.last_mut() {
            part.push(c);
        }
    }
    parts
}

fn unquote(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"') else {
        return value.to_owned();
    };
    let inner = inner.strip_suffix('"').unwrap_or(inner);
    let mut chars = inner.chars();
    let mut plain = String::with_capacity(inner.len());
    while let Some(c) = chars.next() {
        // A backslash stands for the character after it (RFC 9110), so a Windows path loses its separators here
        // and cannot be told from a name; it is harmless either way.
        plain.extend(if c == '\\' { chars.next() } else { Some(c) });
    }
    plain
}

/// `UTF-8'en'na%C3%AFve.csv` (RFC 5987), or `None` where it is another charset or broken.
fn decode_extended(value: &str) -> Option<String> {
    let mut parts = value.splitn(3, '\'');
    let (charset, _language, encoded) = (parts.next()?, parts.next()?, parts.next()?);
    let bytes = percent_decode(encoded)?;
    match charset.to_ascii_lowercase().as_str() {
        "utf-8" => String::from_utf8(bytes).ok(),
        "iso-8859-1" => Some(bytes.into_iter().map(char::from).collect()),
        _ => None,
    }
}

fn percent_decode(encoded: &str) -> Option<Vec<u8>> {
    let mut bytes = encoded.bytes();
    let mut decoded = Vec::with_capacity(encoded.len());
    while let Some(byte) = bytes.next() {
        decoded.push(match byte {
            b'%' => hex(bytes.next()?)? << 4 | hex(bytes.next()?)?,
            byte => byte,
        });
    }
    Some(decoded)
}

fn hex(digit: u8) -> Option<u8> {
    // A hexadecimal digit is below 16.
    char::from(digit).to_digit(16).map(|value| value as u8)
}

/// The last part of a path, without what a file system or a terminal could take for more than a name.
fn safe(name: &str) -> Option<String> {
    let last = name.rsplit(['/', '\\']).next()?;
    let plain: String = last
        .chars()
        .filter(|c| !c.is_control() && !is_direction_mark(*c))
        .map(|c| {
            if matches!(c, '<' | '>' | ':' | '"' | '|' | '?' | '*') {
                '_'
            } else {
                c
            }
        })
        .collect();
    let mut safe = plain.trim().to_owned();
    if is_windows_device(&safe) {
        safe.insert(0, '_');
    }
    let end = (0..=MAX_LEN.min(safe.len()))
        .rev()
        .find(|&end| safe.is_char_boundary(end));
    safe.truncate(end?);
    // Windows drops trailing dots and spaces; this also takes `.` and `..`.
    let safe = safe.trim_end_matches(['.', ' ']).trim_end();
    (!safe.is_empty()).then(|| safe.to_owned())
}

/// Whether Windows takes a name for a device, in every directory and whatever follows the first dot.
fn is_windows_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or_default().trim_end();
    let stem = stem.to_uppercase();
    let numbered = |device: &str| {
        let number = stem.strip_prefix(device);
        number.is_some_and(|number| {
            let mut digits = number.chars();
            // The superscripts are taken for digits too.
            let digit = digits
                .next()
                .is_some_and(|digit| matches!(digit, '0'..='9' | '¹' | '²' | '³'));
            digit && digits.next().is_none()
        })
    };
    let fixed = ["CON", "PRN", "AUX", "NUL", "CLOCK$", "CONIN$", "CONOUT$"];
    fixed.contains(&&*stem) || numbered("COM") || numbered("LPT")
}

/// Marks that make `gpj.exe` look like `exe.jpg`.
fn is_direction_mark(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    fn suggested_by(header: &[u8]) -> Option<String> {
        let mut headers = HeaderMap::new();
        headers.insert(
            CONTENT_DISPOSITION,
            HeaderValue::from_bytes(header).unwrap(),
        );
        suggested(&headers)
    }

    #[test]
    fn reads_the_name_and_nothing_of_a_path() {
        let cases: [(&str, Option<&str>); 23] = [
            (r#"attachment; filename="users.csv""#, Some("users.csv")),
            ("attachment; filename=users.csv", Some("users.csv")),
            ("attachment;FileName = users.csv ", Some("users.csv")),
            (r#"attachment; filename="a;b.csv"; size=3"#, Some("a;b.csv")),
            (r#"attachment; filename="a \"b\".csv""#, Some("a _b_.csv")),
            (r#"attachment; filename="naïve.csv""#, Some("naïve.csv")),
            (
                "attachment; filename=a.csv; filename*=UTF-8''na%C3%AFve.csv",
                Some("naïve.csv"),
            ),
            (
                "attachment; filename*=iso-8859-1'en'na%EFve.csv",
                Some("naïve.csv"),
            ),
            (
                "attachment; filename=a.csv; filename*=UTF-8''%FF",
                Some("a.csv"),
            ),
            (
                "attachment; filename=a.csv; filename*=UTF-8''%4",
                Some("a.csv"),
            ),
            (
                "attachment; filename=a.csv; filename*=koi8-r''x",
                Some("a.csv"),
            ),
            ("attachment; filename=../../etc/passwd", Some("passwd")),
            (
                "attachment; filename*=UTF-8''..%2F..%5Cetc%5Cpasswd",
                Some("passwd"),
            ),
            (r"attachment; filename=C:\temp\x.csv", Some("x.csv")),
            ("attachment; filename=C:x.csv", Some("C_x.csv")),
            ("attachment; filename=\"a/\"", None),
            ("attachment; filename=\"..\"", None),
            ("attachment; filename=\".\"", None),
            ("attachment; filename=\"\"", None),
            ("attachment; filename*=UTF-8''a%00b%0A.csv", Some("ab.csv")),
            (
                "attachment; filename*=UTF-8''a%E2%80%AEvsc.exe",
                Some("avsc.exe"),
            ),
            ("attachment", None),
            ("attachment; filename", None),
        ];
        for (header, want) in cases {
            assert_eq!(suggested_by(header.as_bytes()).as_deref(), want, "{header}");
        }
    }

    #[test]
    fn gives_no_name_that_windows_takes_for_a_device() {
        let devices = [
            "CON",
            "con",
            "nul.csv",
            "Nul .csv",
            "COM1",
            "com9.tar.gz",
            "LPT0",
            "COM¹.csv",
            "aux",
            "prn.",
            "CONIN$",
            "conout$.txt",
            "../CON",
            " con ",
            "c\u{202e}on",
        ];
        for name in devices {
            let header = format!("attachment; filename=\"{name}\"");
            let given = suggested_by(header.as_bytes()).unwrap();
            assert!(
                given.starts_with('_') && !is_windows_device(&given),
                "{name}: {given}"
            );
        }
        for name in [
            "console.csv",
            "com10",
            "COM",
            "lpt",
            "my con.csv",
            "null",
            "x.nul",
            "_CON",
            "COMA",
        ] {
            let header = format!("attachment; filename=\"{name}\"");
            assert_eq!(suggested_by(header.as_bytes()).as_deref(), Some(name));
        }
        let long = format!("attachment; filename=nul.{}", "x".repeat(300));
        let given = suggested_by(long.as_bytes()).unwrap();
        assert!(given.starts_with("_nul.x") && given.len() == MAX_LEN);
    }

    #[test]
    fn reads_latin_1_and_cuts_what_is_too_long() {
        assert_eq!(
            suggested_by(b"attachment; filename=na\xEFve.csv").unwrap(),
            "naïve.csv"
        );
        let long = format!("attachment; filename={}", "é".repeat(200));
        assert_eq!(suggested_by(long.as_bytes()).unwrap(), "é".repeat(127));
        assert_eq!(suggested(&HeaderMap::new()), None);
    }
}
