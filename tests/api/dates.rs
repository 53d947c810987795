//! Dates are checked before anything is sent.

use std::fmt;

use dust_sdk::types::{AnalyticsTable, UsageTable};
use dust_sdk::{Client, Config, Date, ErrorKind, Result, UsagePeriod};

use crate::support::{Act, Server, response};

/// A client of a server that is not there: what it sends fails in another way.
fn client() -> Client {
    Client::new(Config::new("w1", "sk-test").base_url("http://127.0.0.1:9")).unwrap()
}

fn kind<T: fmt::Debug>(result: Result<T>) -> ErrorKind {
    result.unwrap_err().kind()
}

#[tokio::test]
async fn analytics_refuse_what_is_no_range_of_dates() {
    for (start, end) in [
        ("2026-05-02", "2026-05-01"),
        ("2026-02-29", "2026-03-01"),
        ("2026-05", "2026-05"),
        ("", ""),
    ] {
        let workspace = client().workspace();
        let analytics = workspace.analytics(AnalyticsTable::Messages, start, end);
        assert_eq!(
            kind(analytics.csv().await),
            ErrorKind::InvalidArgument,
            "{start} {end}"
        );
    }
}

#[tokio::test]
#[allow(deprecated)]
async fn usage_refuses_what_is_no_period() {
    let day = |day| Date::new(2026, 5, day).unwrap();
    let turned = UsagePeriod::Range {
        start: day(2),
        end: day(1),
    };
    for period in [
        UsagePeriod::Month(2026, 13),
        UsagePeriod::Month(2026, 0),
        turned,
    ] {
        let usage = client().workspace().usage(UsageTable::Users, period);
        assert_eq!(kind(usage.await), ErrorKind::InvalidArgument, "{period:?}");
    }
}

#[tokio::test]
#[allow(deprecated)]
async fn dates_are_sent_as_the_server_takes_them() {
    let csv = response("200 OK", &[("Content-Type", "text/csv")], "a\n");
    let server = Server::always(Act::Send(csv)).await;
    let workspace = server.client().workspace();
    let range = UsagePeriod::range("2026-05-01", Date::new(2026, 6, 30).unwrap()).unwrap();
    for period in [UsagePeriod::Month(2026, 5), range] {
        drop(workspace.usage(UsageTable::Users, period).await.unwrap());
    }
    let analytics = workspace.analytics(AnalyticsTable::Users, "2026-05-01", "2026-05-31");
    drop(analytics.csv().await.unwrap());
    let targets: Vec<String> = server.seen().into_iter().map(|seen| seen.target).collect();
    let says = |number: usize, parameter: &str| targets[number].contains(parameter);
    assert!(
        says(0, "start=2026-05&") || targets[0].ends_with("start=2026-05"),
        "{targets:?}"
    );
    assert!(says(0, "mode=month") && !says(0, "end="), "{targets:?}");
    assert!(
        says(1, "start=2026-05-01") && says(1, "end=2026-06-30") && says(1, "mode=range"),
        "{targets:?}"
    );
    assert!(
        says(2, "startDate=2026-05-01") && says(2, "endDate=2026-05-31"),
        "{targets:?}"
    );
}
