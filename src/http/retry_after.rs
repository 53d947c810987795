//! The `Retry-After` header: seconds, fractions of a second, or an HTTP date.

use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

/// Longer than any honest server asks for, and short enough to add to any clock.
const LONGEST: Duration = Duration::from_secs(366 * 24 * 60 * 60);

/// Reads the header; one that makes no sense is as good as none.
pub(crate) fn parse(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?;
    parse_value(text, now)
}

/// Reads the value of the header. A date that has passed means now.
pub(crate) fn parse_value(text: &str, now: SystemTime) -> Option<Duration> {
    let text = text.trim();
    let delay = match seconds(text) {
        Some(delay) => delay,
        None => {
            let date = httpdate::parse_http_date(text).ok()?;
            date.duration_since(now).unwrap_or(Duration::ZERO)
        }
    };
    Some(delay.min(LONGEST))
}

fn seconds(text: &str) -> Option<Duration> {
    // `f64` also reads signs, exponents, `inf` and `nan`, which no server means.
    let plain = text
        .bytes()
        .all(|byte| byte.is_ascii_digit() || byte == b'.');
    if !plain {
        return None;
    }
    let seconds: f64 = text.parse().ok()?;
    Some(Duration::try_from_secs_f64(seconds).unwrap_or(LONGEST))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(seconds: u64) -> SystemTime {
        SystemTime::UNIX_EPOCH + Duration::from_secs(seconds)
    }

    #[test]
    fn reads_seconds_fractions_and_dates() {
        // 1994-11-06 08:49:37 UTC
        let now = at(784_111_777);
        for (text, expected) in [
            ("0", Some(0)),
            ("7", Some(7_000)),
            (" 7 ", Some(7_000)),
            ("1.5", Some(1_500)),
            (".25", Some(250)),
            ("Sun, 06 Nov 1994 08:49:47 GMT", Some(10_000)),
            ("Sunday, 06-Nov-94 08:49:47 GMT", Some(10_000)),
            ("Sun Nov  6 08:49:47 1994", Some(10_000)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("", None),
            (".", None),
            ("-1", None),
            ("+1", None),
            ("1e3", None),
            ("inf", None),
            ("nan", None),
            ("1.2.3", None),
            ("soon", None),
        ] {
            let got = parse_value(text, now).map(|delay| delay.as_millis() as u64);
            assert_eq!(got, expected, "{text:?}");
        }
    }

    #[test]
    fn bounds_what_no_clock_can_hold() {
        let huge = "9".repeat(400);
        assert_eq!(parse_value(&huge, at(0)), Some(LONGEST));
        assert_eq!(
            parse_value("Fri, 31 Dec 9999 23:59:59 GMT", at(0)),
            Some(LONGEST)
        );
    }

    proptest! {
        #[test]
        fn never_panics_nor_exceeds_the_bound(text in ".{0,40}", now in 0_u64..10_000_000_000) {
            if let Some(delay) = parse_value(&text, at(now)) {
                prop_assert!(delay <= LONGEST);
            }
        }

        #[test]
        fn whole_seconds_come_back(seconds in 0_u64..100_000) {
            prop_assert_eq!(parse_value(&seconds.to_string(), at(0)), Some(Duration::from_secs(seconds)));
        }
    }
}
