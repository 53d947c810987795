//! How long an upload may take: as long as it moves, unless a limit is set.

use std::io;
use std::time::Duration;

use dust_sandbox::Sandbox;
use dust_sdk::{Client, ErrorKind, File};
use futures_util::{Stream, StreamExt, stream};

use crate::support::config;

/// Shorter than the whole upload, and longer than what lies between its pieces.
const SILENCE: Duration = Duration::from_millis(400);
const PIECES: u64 = 10;

/// Ten pieces, one each tenth of a second.
fn slow() -> impl Stream<Item = io::Result<bytes::Bytes>> + Send + 'static {
    stream::iter(0..PIECES).then(|_| async {
        tokio::time::sleep(Duration::from_millis(100)).await;
        Ok(bytes::Bytes::from_static(b"ten bytes."))
    })
}

async fn impatient() -> (Sandbox, Client) {
    let sandbox = Sandbox::start().await.unwrap();
    let config = config(&sandbox).read_timeout(SILENCE).timeout(SILENCE);
    let client = Client::new(config).unwrap();
    (sandbox, client)
}

#[tokio::test]
async fn an_upload_may_take_its_time_while_it_moves() {
    let (_sandbox, dust) = impatient().await;
    let file = File::from_stream("slow.txt", "text/plain", PIECES * 10, slow());
    let uploaded = dust.files().upload(file).await.unwrap();
    assert!(uploaded.s_id.is_some());
}

#[tokio::test]
async fn an_upload_that_stands_still_ends() {
    let (_sandbox, dust) = impatient().await;
    let content = slow().take(2).chain(stream::pending());
    let file = File::from_stream("stuck.txt", "text/plain", PIECES * 10, content);
    let uploading = dust.files().upload(file);
    let uploaded = tokio::time::timeout(Duration::from_secs(20), uploading).await;
    let error = uploaded.expect("it ends").unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert_eq!(error.operation(), Some("upload_file"));
    assert!(error.message().contains("nothing moved"), "{error}");
}

#[tokio::test]
async fn timeout_covers_the_whole_upload() {
    let (_sandbox, dust) = impatient().await;
    let file = File::from_stream("slow.txt", "text/plain", PIECES * 10, slow());
    let limit = Duration::from_millis(300);
    let uploading = dust.files().upload(file).timeout(limit);
    let error = uploading.await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Timeout);
    assert!(error.message().contains("was not done within"), "{error}");
}
