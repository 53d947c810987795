//! Dates without a calendar library: what the sandbox needs to stamp versions and to list the days of a period.

use std::time::{SystemTime, UNIX_EPOCH};

const MILLIS_PER_DAY: i64 = 86_400_000;

/// Milliseconds since 1970.
pub(super) fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}

/// The current day, counted from 1970-01-01.
pub(super) fn today() -> i64 {
    now_ms().div_euclid(MILLIS_PER_DAY)
}

/// `2026-10-30T09:12:44.381Z`.
pub(super) fn iso(ms: i64) -> String {
    let of_day = ms.rem_euclid(MILLIS_PER_DAY);
    let (hours, minutes) = (of_day / 3_600_000, of_day / 60_000 % 60);
    let (seconds, millis) = (of_day / 1000 % 60, of_day % 1000);
    let date = date_of(ms.div_euclid(MILLIS_PER_DAY));
    format!("{date}T{hours:02}:{minutes:02}:{seconds:02}.{millis:03}Z")
}

/// The date of a day, `YYYY-MM-DD`. The usual conversion over eras of 400 years that begin in March.
pub(super) fn date_of(day: i64) -> String {
    let shifted = day + 719_468;
    let era = shifted.div_euclid(146_097);
    let of_era = shifted.rem_euclid(146_097);
    let year_of_era = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let from_march = (5 * of_year + 2) / 153;
    let date = of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 {
        from_march + 3
    } else {
        from_march - 9
    };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    format!("{year:04}-{month:02}-{date:02}")
}

/// The day of a `YYYY-MM-DD` or `YYYY-MM` (its first), if it has that form. As lenient as the server: `2026-02-31` passes.
pub(super) fn day_of(text: &str) -> Option<i64> {
    let mut parts = text.split('-');
    let year = digits(parts.next()?, 4)?;
    let month = digits(parts.next()?, 2)?;
    let date = parts.next().map_or(Some(1), |part| digits(part, 2))?;
    let fits = (1..=12).contains(&month) && (1..=31).contains(&date) && parts.next().is_none();
    fits.then(|| day_number(year, month, date))
}

fn digits(text: &str, len: usize) -> Option<i64> {
    let all = text.len() == len && text.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| text.parse().ok())?
}

fn day_number(year: i64, month: i64, date: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let from_march = (month + 9) % 12;
    let of_year = (153 * from_march + 2) / 5 + date - 1;
    era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + of_year - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_days_both_ways() {
        for (day, date) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_454, "2026-01-01"),
        ] {
            assert_eq!(date_of(day), date);
            assert_eq!(day_of(date), Some(day));
        }
        for day in (0..40_000).step_by(13) {
            assert_eq!(day_of(&date_of(day)), Some(day));
        }
    }

    #[test]
    fn takes_a_month_for_its_first_day() {
        assert_eq!(day_of("2026-05"), day_of("2026-05-01"));
    }

    #[test]
    fn refuses_other_forms() {
        for text in [
            "",
            "2026",
            "2026-5",
            "2026-13-01",
            "2026-01-32",
            "26-01-01",
            "2026-01-01-01",
        ] {
            assert_eq!(day_of(text), None, "{text}");
        }
    }

    #[test]
    fn writes_a_moment_as_the_server_does() {
        assert_eq!(iso(1_763_802_461_337), "2025-11-22T09:07:41.337Z");
    }
}
