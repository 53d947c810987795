//! Exports over a socket: what comes, what is saved, and what is left behind when it fails.

use std::fs;
use std::path::PathBuf;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use dust_sdk::types::{AnalyticsTable, UsageTable};
use dust_sdk::{ErrorKind, Export, UsagePeriod};

use crate::support::{Act, Server, error_body, head, response};

const CSV: &str = include_str!("../fixtures/analytics_usage_metrics.csv");
const HEADERS: &[(&str, &str)] = &[
    ("Content-Type", "text/csv"),
    (
        "Content-Disposition",
        "attachment; filename=\"../dust_usage_metrics.csv\"",
    ),
];

/// A directory of its own for each test, removed at the end.
struct Directory(PathBuf);

impl Directory {
    fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let count = COUNT.fetch_add(1, Ordering::Relaxed);
        let path =
            std::env::temp_dir().join(format!("dust-sdk-exports-{}-{count}", std::process::id()));
        fs::create_dir(&path).unwrap();
        fs::write(path.join("table.csv"), "old").unwrap();
        Self(path)
    }

    fn file(&self) -> PathBuf {
        self.0.join("table.csv")
    }

    fn is_as_it_was(&self) -> bool {
        fs::read_dir(&self.0).unwrap().count() == 1 && fs::read(self.file()).unwrap() == b"old"
    }
}

impl Drop for Directory {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

async fn csv(server: &Server) -> dust_sdk::Result<Export> {
    let workspace = server.client().workspace();
    workspace
        .analytics(AnalyticsTable::UsageMetrics, "2026-10-01", "2026-10-31")
        .csv()
        .await
}

/// A response that announces its length and keeps its word for so many bytes.
fn announced(length: usize, body: &str) -> Vec<u8> {
    let mut bytes = head("200 OK", HEADERS);
    bytes.extend_from_slice(format!("Content-Length: {length}\r\n\r\n{body}").as_bytes());
    bytes
}

fn chunked(body: &str) -> Vec<u8> {
    let mut bytes = head("200 OK", HEADERS);
    bytes.extend_from_slice(
        format!(
            "Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{body}\r\n",
            body.len()
        )
        .as_bytes(),
    );
    bytes
}

#[tokio::test]
async fn an_export_says_what_it_is_and_gives_its_bytes() {
    let server = Server::always(Act::Send(response("200 OK", HEADERS, CSV))).await;
    let export = csv(&server).await.unwrap();
    assert_eq!(export.file_name(), Some("dust_usage_metrics.csv"));
    assert_eq!(export.content_type(), Some("text/csv"));
    assert_eq!(export.content_length(), Some(CSV.len() as u64));
    assert_eq!(export.text(1 << 20).await.unwrap(), CSV);
    let error = csv(&server).await.unwrap().bytes(10).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PayloadTooLarge);
}

#[tokio::test]
async fn a_saved_export_replaces_the_file() {
    for bytes in [
        response("200 OK", HEADERS, CSV),
        [chunked(CSV), b"0\r\n\r\n".to_vec()].concat(),
    ] {
        let server = Server::always(Act::Send(bytes)).await;
        let directory = Directory::new();
        let reports = Arc::new(Mutex::new(Vec::new()));
        let heard = reports.clone();
        let export = csv(&server).await.unwrap();
        let total = export.content_length();
        let save = export
            .save_to(directory.file())
            .on_progress(move |done, total| heard.lock().unwrap().push((done, total)));
        assert_eq!(save.await.unwrap(), CSV.len() as u64);
        assert_eq!(fs::read_to_string(directory.file()).unwrap(), CSV);
        assert_eq!(fs::read_dir(&directory.0).unwrap().count(), 1);
        let reports = reports.lock().unwrap();
        assert_eq!(
            (reports[0], *reports.last().unwrap()),
            ((0, total), (CSV.len() as u64, total))
        );
    }
}

#[tokio::test]
async fn a_cut_export_leaves_the_file_as_it_was() {
    let acts = [
        Act::SendAndClose(announced(CSV.len() + 1, CSV)),
        Act::SendAndReset(announced(CSV.len() + 1, CSV)),
        Act::SendAndClose(chunked(CSV)),
    ];
    for act in acts {
        let server = Server::always(act).await;
        let directory = Directory::new();
        let error = csv(&server)
            .await
            .unwrap()
            .save_to(directory.file())
            .await
            .unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{error:?}");
        assert_eq!(error.operation(), Some("export_analytics"));
        assert!(directory.is_as_it_was());
    }
}

#[tokio::test]
async fn a_cancelled_save_leaves_the_file_as_it_was() {
    let server = Server::always(Act::SendAndStall(announced(CSV.len() + 1, CSV))).await;
    let directory = Directory::new();
    let save = csv(&server).await.unwrap().save_to(directory.file());
    let saved = tokio::time::timeout(Duration::from_millis(200), save.into_future()).await;
    assert!(saved.is_err());
    tokio::time::timeout(Duration::from_secs(10), async {
        // A file that is being made at that moment is removed right after.
        while !directory.is_as_it_was() || server.connections() > 0 {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await
    .unwrap();
}

#[tokio::test]
async fn a_path_that_cannot_be_written_is_an_argument() {
    let server = Server::always(Act::Send(response("200 OK", HEADERS, CSV))).await;
    let directory = Directory::new();
    for path in [directory.0.join("none/table.csv"), directory.0.clone()] {
        let error = csv(&server).await.unwrap().save_to(path).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidArgument);
    }
    assert!(directory.is_as_it_was());
}

#[tokio::test]
async fn what_is_refused_is_the_normal_error() {
    let refused = response(
        "403 Forbidden",
        &[("Content-Type", "application/json")],
        error_body("insufficient_key_scope", "no"),
    );
    let server = Server::always(Act::Send(refused)).await;
    let error = csv(&server).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::Permission, Some("insufficient_key_scope"))
    );
}

#[tokio::test]
#[allow(deprecated)]
async fn several_tables_come_as_a_zip() {
    let zip = response(
        "200 OK",
        &[("Content-Type", "application/zip")],
        b"PK\x05\x06",
    );
    let server = Server::always(Act::Send(zip)).await;
    let export = server
        .client()
        .workspace()
        .usage(UsageTable::All, UsagePeriod::Month(2026, 5))
        .await
        .unwrap();
    assert_eq!(export.content_type(), Some("application/zip"));
    assert_eq!(&export.bytes(100).await.unwrap()[..], b"PK\x05\x06");
}

/// The time limit of a call holds for what it streams too, and is named wherever in the call it passes.
#[tokio::test]
#[allow(deprecated)]
async fn a_time_limit_that_passes_in_a_stream_is_named() {
    const LIMIT: Duration = Duration::from_millis(300);
    let begun = chunked(CSV);
    for (place, bytes) in [("headers", Vec::new()), ("body", begun)] {
        let server = Server::always(Act::SendAndStall(bytes)).await;
        let workspace = server.client().workspace();
        let days = ("2026-10-01", "2026-10-31");
        let analytics = || {
            let table = AnalyticsTable::UsageMetrics;
            workspace.analytics(table, days.0, days.1).timeout(LIMIT)
        };
        let usage = || {
            let month = UsagePeriod::Month(2026, 5);
            workspace.usage(UsageTable::Users, month).timeout(LIMIT)
        };
        let directory = Directory::new();
        let text = async |export: dust_sdk::Result<Export>| export?.text(1 << 20).await.map(drop);
        let rows = async |export: dust_sdk::Result<Export>| {
            type Row = std::collections::BTreeMap<String, String>;
            export?.rows::<Row>().all().await.map(drop)
        };
        let file = directory.file();
        let save = async |export: dust_sdk::Result<Export>| export?.save_to(file).await.map(drop);
        for (kind, ended) in [
            ("csv", text(analytics().csv().await).await),
            ("json", text(analytics().json().await).await),
            ("usage", text(usage().await).await),
            ("rows", rows(analytics().csv().await).await),
            ("file", save(analytics().csv().await).await),
        ] {
            let error = ended.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::Timeout, "{place} {kind}: {error}");
            let message = "the call took longer than its time limit of 300ms";
            assert_eq!(error.message(), message, "{place} {kind}");
        }
    }
}

#[tokio::test]
async fn silence_in_a_stream_is_not_taken_for_its_time_limit() {
    let server = Server::always(Act::SendAndStall(chunked(CSV))).await;
    let config = server.config().read_timeout(Duration::from_millis(200));
    let workspace = dust_sdk::Client::new(config).unwrap().workspace();
    let export = workspace.analytics(AnalyticsTable::UsageMetrics, "2026-10-01", "2026-10-31");
    let export = export.timeout(Duration::from_secs(60)).csv().await.unwrap();
    let error = export.text(1 << 20).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.message(), "the response stopped arriving");
}

#[tokio::test]
#[allow(deprecated)]
async fn usage_that_the_server_no_longer_has_points_to_analytics() {
    for (body, points) in [
        ("404 Not Found".to_owned(), true),
        (error_body("invalid_request_error", "Not there."), true),
        (
            error_body("workspace_not_found", "No such workspace."),
            false,
        ),
    ] {
        let server = Server::always(Act::Send(response("404 Not Found", &[], &body))).await;
        let workspace = server.client().workspace();
        let usage = || workspace.usage(UsageTable::Users, UsagePeriod::Month(2026, 5));
        for error in [usage().await.map(drop), usage().rows().await.map(drop)] {
            let error = error.unwrap_err();
            assert!(error.is_not_found(), "{error}");
            assert_eq!(error.to_string().contains("`analytics`"), points, "{error}");
        }
        let analytics = csv(&server).await.unwrap_err().to_string();
        assert!(!analytics.contains("`analytics`"), "{analytics}");
    }
}
