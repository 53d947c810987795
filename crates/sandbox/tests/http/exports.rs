//! Analytics and usage.

use dust_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::support::{Dust, error};

const OCTOBER: &str = "startDate=2026-10-01&endDate=2026-10-31";

#[tokio::test]
async fn analytics_come_as_csv_unless_asked_otherwise() {
    let dust = Dust::start().await;
    let csv = dust
        .get(&format!("analytics/export?table=usage_metrics&{OCTOBER}"))
        .await;
    assert_eq!(csv.header("content-type"), "text/csv");
    let file = "attachment; filename=\"dust_usage_metrics_2026-10-01_2026-10-31.csv\"";
    assert_eq!(csv.header("content-disposition"), file);
    assert!(
        csv.text()
            .starts_with("date,messages,conversations,activeUsers\n2026-10-01,")
    );
    assert_eq!(csv.text().lines().count(), 32);
    let rows = dust
        .get(&format!(
            "analytics/export?table=usage_metrics&{OCTOBER}&format=json"
        ))
        .await
        .ok();
    assert_eq!(rows.as_array().unwrap().len(), 31);
    assert!(rows[0]["messages"].is_u64());
}

#[tokio::test]
async fn cells_are_guarded_and_lists_are_joined() {
    let dust = Dust::start().await;
    let csv = dust
        .get(&format!("analytics/export?table=agents&{OCTOBER}"))
        .await;
    assert!(
        csv.text().contains(",'=SUM(A1:A9) would be a formula,"),
        "{}",
        csv.text()
    );
    assert!(csv.text().contains(",ada@example.com; noe@example.com,"));
    let rows = dust
        .get(&format!(
            "analytics/export?table=agents&{OCTOBER}&format=json"
        ))
        .await
        .ok();
    assert_eq!(
        rows[0]["editorEmails"],
        json!(["ada@example.com", "noe@example.com"])
    );
    assert!(rows[1]["description"].as_str().unwrap().starts_with('='));
}

#[tokio::test]
async fn bad_queries_are_explained_in_lines_of_json() {
    let dust = Dust::start().await;
    for (query, named) in [
        (
            "table=users&startDate=2026-13-01&endDate=2026-10-31",
            "startDate",
        ),
        ("table=users&startDate=2026-10-01", "endDate"),
        (
            "table=users&startDate=2026-10-31&endDate=2026-10-01",
            "before or equal",
        ),
        (&format!("table=people&{OCTOBER}"), "table"),
        (&format!("table=users&{OCTOBER}&format=xml"), "format"),
        (&format!("table=users&{OCTOBER}&timezone=Mars"), "timezone"),
    ] {
        let refused = dust.get(&format!("analytics/export?{query}")).await;
        assert_eq!(
            refused.error(),
            error(400, "invalid_request_error"),
            "{query}"
        );
        let message = refused.message();
        assert!(
            message.contains(named) && message.lines().count() > 3,
            "{query}: {message}"
        );
    }
    let fine = dust
        .get(&format!(
            "analytics/export?table=users&{OCTOBER}&timezone=Europe%2FParis"
        ))
        .await;
    assert_eq!(fine.status, 200);
}

#[tokio::test]
async fn exports_are_counted_by_the_minute() {
    let dust = Dust::of(Sandbox::builder().exports_per_minute(2)).await;
    let path = format!("analytics/export?table=users&{OCTOBER}");
    for _ in 0..2 {
        assert_eq!(dust.get(&path).await.status, 200);
    }
    let refused = dust.get(&path).await;
    assert_eq!(refused.error(), error(429, "rate_limit_error"));
    let wait: u64 = refused.header("retry-after").parse().unwrap();
    assert!((1..=61).contains(&wait), "{wait}");
}

#[tokio::test]
async fn rows_of_ones_own_belong_to_their_day() {
    let row =
        |date: &str| json!({ "date": date, "messages": 1, "conversations": 1, "activeUsers": 1 });
    let rows = vec![row("2026-09-30"), row("2026-10-01"), row("2026-11-01")];
    let dust = Dust::of(Sandbox::builder().analytics_rows("usage_metrics", rows)).await;
    let rows = dust
        .get(&format!(
            "analytics/export?table=usage_metrics&{OCTOBER}&format=json"
        ))
        .await
        .ok();
    assert_eq!(rows, json!([row("2026-10-01")]));
}

#[tokio::test]
async fn usage_comes_in_three_forms() {
    let dust = Dust::start().await;
    let csv = dust
        .get("workspace-usage?start=2026-05&mode=month&table=users")
        .await;
    assert_eq!(csv.header("content-type"), "text/csv");
    assert_eq!(
        csv.header("content-disposition"),
        "attachment; filename=\"users.csv\""
    );
    assert_eq!(csv.text().lines().count(), 2);
    let inactive = dust
        .get("workspace-usage?start=2026-05&mode=month&table=users&includeInactive=true")
        .await;
    assert_eq!(inactive.text().lines().count(), 3);

    let rows = dust
        .get("workspace-usage?start=2026-05&end=2026-06&mode=range&table=users&format=json")
        .await
        .ok();
    let values = rows[0].as_object().unwrap().values();
    assert!(values.into_iter().all(Value::is_string));

    let zip = dust
        .get("workspace-usage?start=2026-05&mode=month&table=all")
        .await;
    assert_eq!(zip.header("content-type"), "application/zip");
    assert_eq!(&zip.bytes[..4], b"PK\x03\x04");
    assert_eq!(
        zip.bytes
            .windows(4)
            .filter(|window| window == b"PK\x01\x02")
            .count(),
        5
    );

    let feedback = dust
        .get("workspace-usage?start=2026-05&mode=month&table=feedback")
        .await;
    let widths: Vec<usize> = feedback
        .text()
        .lines()
        .map(|line| line.split(',').count())
        .collect();
    assert!(widths[2] < widths[0], "{widths:?}");
}

#[tokio::test]
async fn an_empty_period_is_a_sentence() {
    let dust = Dust::start().await;
    let csv = dust
        .get("workspace-usage?start=2019-05&mode=month&table=users")
        .await;
    assert_eq!(
        (csv.status, csv.text()),
        (200, "No data available for the selected period.")
    );
    let json = dust
        .get("workspace-usage?start=2019-05&mode=month&table=users&format=json")
        .await
        .ok();
    assert_eq!(json, json!([]));
}

#[tokio::test]
async fn usage_keeps_its_rules() {
    let dust = Dust::start().await;
    for query in [
        "start=2026-05&mode=month&table=all&format=json",
        "start=2026-05&end=2026-06&mode=month&table=users",
        "start=2026-05&mode=range&table=users",
        "start=2026-05&table=users",
        "start=May&mode=month&table=users",
        "mode=month&table=users",
        "start=2026-05&mode=month&table=cats",
        "start=2026-05&mode=month&table=users&format=xml",
    ] {
        let refused = dust.get(&format!("workspace-usage?{query}")).await;
        assert_eq!(
            refused.error(),
            error(400, "invalid_request_error"),
            "{query}"
        );
    }
    let without = Dust::of(Sandbox::builder().without_usage_access()).await;
    assert_eq!(
        without
            .get("workspace-usage?start=2026-05&mode=month&table=users")
            .await
            .status,
        403
    );
}
