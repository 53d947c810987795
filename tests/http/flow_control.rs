//! Exports that are not read hold up nothing else on their connection.
//!
//! Planted faults that turn this red, each tried: the HTTP client's own windows, and adaptive ones.

use std::time::Duration;

use dust_sdk::{AnalyticsTable, Method};

use crate::authority::H2;
use crate::tls_server::{HyperServer, answer, spaces};

const EXPORTS: usize = 90;
/// More than any window, and than reqwest's own.
const SIZE: usize = 4 * 1024 * 1024;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn unread_exports_do_not_hold_up_other_calls() {
    let table = bytes::Bytes::from(vec![b'x'; SIZE]);
    let server = HyperServer::start(H2, move |request| match request.uri().path() {
        path if path.ends_with("/spaces") => spaces(),
        _ => answer(200, "text/csv", table.clone()),
    })
    .await;
    let dust = server.tls.client();
    let mut exports = Vec::new();
    for _ in 0..EXPORTS {
        let export = dust.workspace();
        let export = export.analytics(AnalyticsTable::Messages, "2026-01-01", "2026-01-31");
        exports.push(export.csv().await.unwrap());
        // As long as it takes to fill what may be filled.
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    for _ in 0..3 {
        let call = dust.request(Method::GET, "spaces").max_retries(0);
        let call = call.timeout(Duration::from_secs(10));
        call.await.expect("a small call is held up");
    }
    assert_eq!(server.tls.accepted(), 1, "all share one connection");
    for export in exports.into_iter().take(5) {
        assert_eq!(export.bytes(SIZE).await.unwrap().len(), SIZE);
    }
}
