//! Writing many rows and documents, as a stream that is made while it is sent.

use std::convert::Infallible;
use std::time::Duration;

use dust_sdk::types::{Cell, Document, RowBatch, TableRow};
use futures_util::stream;

use crate::BenchResult;
use crate::cases::{client, expect};

/// Rows of a batch of this crate.
const BATCH: u64 = 500;

fn row(number: u64) -> TableRow {
    let cells = [
        ("company", Cell::from("Globex Corporation, Incorporated")),
        ("city", Cell::from("Springfield")),
        ("seats", Cell::from(number as i64)),
        ("score", Cell::from(0.25)),
        ("won", Cell::from(true)),
    ];
    TableRow::of(format!("row-{number}"), cells)
}

pub async fn rows(address: &str, size: u64) -> BenchResult {
    let table = client(address)?.space("s").data_source("d").table("t");
    let input = stream::iter((0..size).map(|number| Ok::<_, Infallible>(row(number))));
    let upserts = table.rows().upsert_all(input);
    let mut upserts = upserts.merge_pause(usize::MAX, Duration::ZERO);
    while let Some(outcome) = upserts.next().await {
        outcome.result?;
    }
    expect(size, upserts.summary().sent as u64)
}

pub async fn rows_floor(address: &str, size: u64) -> BenchResult {
    let url = format!("http://{address}/api/v1/w/w1/spaces/s/data_sources/d/tables/t/rows");
    let http = reqwest::Client::new();
    for start in (0..size).step_by(BATCH as usize) {
        let batch = RowBatch::new((start..size.min(start + BATCH)).map(row));
        let request = http.post(&url).bearer_auth("sk-test").json(&batch);
        request.send().await?.error_for_status()?.bytes().await?;
    }
    Ok(())
}

/// Documents of 8 KiB.
pub async fn documents(address: &str, size: u64) -> BenchResult {
    let folder = client(address)?.space("s").data_source("d");
    let input = stream::iter((0..size).map(|number| {
        let text = format!("{number} {}", "x".repeat(8 * 1024));
        Ok::<_, Infallible>((format!("doc-{number}"), Document::text(text)))
    }));
    let upserts = folder.documents().upsert_all(input);
    let mut upserts = upserts.rate(100_000, Duration::from_secs(1));
    while upserts.next().await.is_some() {}
    expect(size, upserts.summary().sent as u64)
}
