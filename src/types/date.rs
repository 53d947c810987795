//! Civil dates as the server takes them, and the periods made of them.
//!
//! A date is checked here, before anything is sent, because the server answers a bad one with several lines of JSON.
//! Arguments are `impl Display`, so that `"2026-05-01"` does as well as the civil dates of jiff, chrono and time, none of
//! which this crate then depends on.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result, Secrets, excerpt};

/// A day of the calendar, without time or zone.
///
/// ```
/// let date: dust_sdk::Date = "2026-05-01".parse()?;
/// assert_eq!(date.to_string(), "2026-05-01");
/// assert!("2026-02-29".parse::<dust_sdk::Date>().is_err());
/// # Ok::<(), dust_sdk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date {
    // The order of the fields is the order of dates.
    year: u16,
    month: u8,
    day: u8,
}

impl Date {
    /// Makes a date of a year (1 to 9999), a month (1 to 12) and a day of that month.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if the calendar has no such day.
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self> {
        let checked = checked_year(year, month)?;
        let days = days_in(checked, month);
        if day == 0 || day > days {
            return Err(invalid(format!("{year:04}-{month:02} has no day {day}")));
        }
        Ok(Self {
            year: checked,
            month,
            day,
        })
    }

    /// Reads `YYYY-MM-DD` from whatever displays so.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if the text has another form or the calendar has no such day.
    pub fn parse(date: impl fmt::Display) -> Result<Self> {
        date.to_string().parse()
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.year.into()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u8 {
        self.month
    }

    /// The day of the month, from 1.
    pub fn day(self) -> u8 {
        self.day
    }
}

impl FromStr for Date {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        let misshapen = || {
            invalid(format!(
                "{:?} is not a date of the form YYYY-MM-DD",
                excerpt(text, &Secrets::default())
            ))
        };
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(misshapen());
        };
        let number = |digits: &[u8]| {
            let add = |number: u16, digit: &u8| {
                digit
                    .is_ascii_digit()
                    .then(|| number * 10 + u16::from(digit - b'0'))
            };
            digits.iter().try_fold(0, add).ok_or_else(misshapen)
        };
        let year = number(&[y1, y2, y3, y4])?;
        // Two digits are at most 99.
        Self::new(
            year.into(),
            number(&[m1, m2])? as u8,
            number(&[d1, d2])? as u8,
        )
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

/// The period of a workspace usage export.
///
/// ```
/// use dust_sdk::UsagePeriod;
///
/// let may = UsagePeriod::Month(2026, 5);
/// let spring = UsagePeriod::range("2026-03-20", "2026-06-21")?;
/// # Ok::<(), dust_sdk::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum UsagePeriod {
    /// A whole month: the year, and the month from 1 to 12.
    Month(i32, u8),
    /// The days from `start` to `end`, both included.
    Range {
        /// The first day.
        start: Date,
        /// The last day.
        end: Date,
    },
}

impl UsagePeriod {
    /// The days from `start` to `end`, both included; each a civil date or `YYYY-MM-DD` text.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument) if one of them is no date, or `start` is after `end`.
    pub fn range(start: impl fmt::Display, end: impl fmt::Display) -> Result<Self> {
        let (start, end) = date_range(start, end)?;
        Ok(Self::Range { start, end })
    }

    /// The query parameters that say this period.
    pub(crate) fn query(self) -> Result<UsageQuery> {
        match self {
            Self::Month(year, month) => Ok(UsageQuery {
                start: format!("{:04}-{month:02}", checked_year(year, month)?),
                end: None,
            }),
            Self::Range { start, end } => {
                in_order(start, end)?;
                Ok(UsageQuery {
                    start: start.to_string(),
                    end: Some(end.to_string()),
                })
            }
        }
    }
}

/// A period as the server takes it. The server refuses a month with an end and a range without one.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct UsageQuery {
    pub(crate) start: String,
    /// There for `mode=range`, absent for `mode=month`.
    pub(crate) end: Option<String>,
}

/// Reads the two ends of a range and checks that they are in order.
pub(crate) fn date_range(start: impl fmt::Display, end: impl fmt::Display) -> Result<(Date, Date)> {
    let (start, end) = (Date::parse(start)?, Date::parse(end)?);
    in_order(start, end)?;
    Ok((start, end))
}

fn in_order(start: Date, end: Date) -> Result<()> {
    match start <= end {
        true => Ok(()),
        false => Err(invalid(format!("the start {start} is after the end {end}"))),
    }
}

/// The year, if it and the month are of the calendar.
fn checked_year(year: i32, month: u8) -> Result<u16> {
    let checked = u16::try_from(year)
        .ok()
        .filter(|year| (1..=9999).contains(year));
    let checked =
        checked.ok_or_else(|| invalid(format!("the year {year} is not between 1 and 9999")))?;
    match month {
        1..=12 => Ok(checked),
        _ => Err(invalid(format!(
            "the month {month} is not between 1 and 12"
        ))),
    }
}

fn days_in(year: u16, month: u8) -> u8 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => {
            29
        }
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

fn invalid(message: String) -> Error {
    Error::invalid_argument(message)
}

impl serde::Serialize for Date {
    fn serialize<S: serde::Serializer>(
        &self,
        serializer: S,
    ) -> std::result::Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> serde::Deserialize<'de> for Date {
    fn deserialize<D: serde::Deserializer<'de>>(
        deserializer: D,
    ) -> std::result::Result<Self, D::Error> {
        let text = <std::borrow::Cow<'de, str>>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::ErrorKind;

    #[test]
    fn reads_days_of_the_calendar_only() {
        let cases = [
            ("2026-05-01", true),
            ("2024-02-29", true),
            ("2000-02-29", true),
            ("0001-01-01", true),
            ("9999-12-31", true),
            ("2026-02-29", false),
            ("1900-02-29", false),
            ("2026-04-31", false),
            ("2026-00-10", false),
            ("2026-13-01", false),
            ("2026-01-00", false),
            ("2026-01-32", false),
            ("0000-01-01", false),
            ("2026-5-1", false),
            ("2026-05", false),
            ("2026/05/01", false),
            ("+026-05-01", false),
            ("2026-05-01T00:00", false),
            (" 2026-05-01", false),
            ("２026-05-0", false),
            ("", false),
        ];
        for (text, valid) in cases {
            let date = Date::parse(text);
            assert_eq!(date.is_ok(), valid, "{text}: {date:?}");
            match date {
                Ok(date) => assert_eq!(date.to_string(), text),
                Err(error) => assert_eq!(error.kind(), ErrorKind::InvalidArgument),
            }
        }
    }

    #[test]
    fn takes_whatever_displays_as_a_date() {
        let date = Date::new(2026, 5, 1).unwrap();
        assert_eq!(Date::parse(date).unwrap(), date);
        assert_eq!(Date::parse(format_args!("{}-05-01", 2026)).unwrap(), date);
        assert_eq!((date.year(), date.month(), date.day()), (2026, 5, 1));
    }

    #[test]
    fn says_a_month_without_an_end() {
        let query = UsagePeriod::Month(2026, 5).query().unwrap();
        assert_eq!((query.start.as_str(), query.end), ("2026-05", None));
        for period in [(2026, 0), (2026, 13), (0, 1), (-1, 1), (10_000, 1)] {
            let error = UsagePeriod::Month(period.0, period.1).query().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument, "{period:?}");
        }
    }

    #[test]
    fn refuses_a_start_after_the_end() {
        assert!(UsagePeriod::range("2026-05-01", "2026-05-01").is_ok());
        let error = UsagePeriod::range("2026-05-02", "2026-05-01").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
        let made_by_hand = UsagePeriod::Range {
            start: Date::new(2026, 5, 2).unwrap(),
            end: Date::new(2026, 5, 1).unwrap(),
        };
        assert!(made_by_hand.query().is_err());
    }
}
