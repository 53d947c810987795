//! The current time, and dates in the forms that the API uses.

use std::time::{SystemTime, UNIX_EPOCH};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Where the places of the time zone database are.
const REGIONS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Etc",
    "Europe",
    "Pacific",
];

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

/// The current day in UTC.
pub(crate) fn today() -> Date {
    Timestamp::now().to_zoned(TimeZone::UTC).date()
}

/// `2026-10-30T09:12:44.381Z`.
pub(crate) fn iso(ms: i64) -> String {
    let moment = Timestamp::from_millisecond(ms).unwrap_or_default();
    format!("{moment:.3}")
}

/// The day of a `YYYY-MM-DD`, if it has that form. As lenient as the server: the 31st of a shorter month is its last day.
pub(crate) fn date(text: &str) -> Option<Date> {
    let [year, month, day] = numbers(text, [4, 2, 2])?;
    let first = Date::new(year, i8::try_from(month).ok()?, 1).ok()?;
    let day = i8::try_from(day)
        .ok()
        .filter(|day| (1..=31).contains(day))?;
    Date::new(year, first.month(), day.min(first.days_in_month())).ok()
}

/// The first day of a `YYYY-MM`, if it has that form.
pub(crate) fn month(text: &str) -> Option<Date> {
    let [year, month] = numbers(text, [4, 2])?;
    Date::new(year, i8::try_from(month).ok()?, 1).ok()
}

/// Numbers of so many digits, with `-` between them.
fn numbers<const N: usize>(text: &str, digits: [usize; N]) -> Option<[i16; N]> {
    let mut numbers = [0; N];
    let mut parts = text.split('-');
    for (number, digits) in numbers.iter_mut().zip(digits) {
        let part = parts.next()?;
        let all = part.len() == digits && part.bytes().all(|byte| byte.is_ascii_digit());
        *number = all.then(|| part.parse().ok())??;
    }
    parts.next().is_none().then_some(numbers)
}

/// Whether a text looks like a name of the time zone database; the sandbox does not carry the list.
pub(crate) fn is_time_zone(name: &str) -> bool {
    let place = |text: &str| {
        let known = |c: char| c.is_ascii_alphanumeric() || "/_+-".contains(c);
        !text.is_empty() && text.chars().all(known)
    };
    match name.split_once('/') {
        Some((region, rest)) => (REGIONS.contains(&region) || region == "Indian") && place(rest),
        None => [
            "UTC", "GMT", "CET", "EET", "MET", "WET", "EST", "MST", "HST",
        ]
        .contains(&name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_days_and_months() {
        assert_eq!(date("2026-05-07"), Date::new(2026, 5, 7).ok());
        assert_eq!(date("2026-02-31"), Date::new(2026, 2, 28).ok());
        assert_eq!(month("2026-05"), Date::new(2026, 5, 1).ok());
    }

    #[test]
    fn refuses_other_forms() {
        for text in [
            "",
            "2026",
            "2026-5",
            "2026-05",
            "2026-13-01",
            "2026-01-32",
            "2026-01-00",
            "26-01-01",
            "2026-01-01-01",
            "+026-01-01",
        ] {
            assert_eq!(date(text), None, "{text}");
        }
        for text in ["", "2026", "2026-5", "2026-13", "2026-05-01"] {
            assert_eq!(month(text), None, "{text}");
        }
    }

    #[test]
    fn writes_a_moment_as_the_server_does() {
        assert_eq!(iso(1_763_802_461_337), "2025-11-22T09:07:41.337Z");
        assert_eq!(iso(1_763_802_461_000), "2025-11-22T09:07:41.000Z");
    }

    #[test]
    fn tells_time_zones_from_other_texts() {
        for name in [
            "UTC",
            "CET",
            "Europe/Paris",
            "America/Argentina/Buenos_Aires",
            "Etc/GMT+3",
        ] {
            assert!(is_time_zone(name), "{name}");
        }
        for name in [
            "",
            "Paris",
            "Paris time",
            "Europe/",
            "europe/paris",
            "Mars/Olympus",
            "Europe/Par is",
            "CET+1",
            "+02:00",
        ] {
            assert!(!is_time_zone(name), "{name}");
        }
    }
}
