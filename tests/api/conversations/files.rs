//! Files on their way: progress, a length that is not the announced one, refusals, and what a message is attached to.
//!
//! Planted fault that turns these red, tried: a length that is not checked before the end, which lets the connection below
//! cut a file off.

use std::io;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use dust_sandbox::{Fault, Sandbox};
use dust_sdk::types::{Fragment, Message};
use dust_sdk::{ErrorKind, File};
use futures_util::stream;
use serde_json::json;

use crate::sandbox::{bodies, ending_in, poet, posts, requests, start};

#[tokio::test]
async fn progress_is_told_piece_by_piece() {
    let (sandbox, dust) = poet("Read.").await;
    let path = std::env::temp_dir().join(format!("dust-sdk-upload-{}.txt", std::process::id()));
    std::fs::write(&path, vec![b'x'; 600_000]).unwrap();
    let file = File::open(&path, "text/plain").await.unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = told.clone();
    let upload = dust.files().upload(file);
    let upload = upload.on_progress(move |sent, size| tell.lock().unwrap().push((sent, size)));
    let uploaded = upload.await.unwrap();
    std::fs::remove_file(&path).unwrap();
    assert_eq!(uploaded.file_size, Some(600_000));
    assert_eq!(uploaded.status.as_deref(), Some("ready"));
    let told = told.lock().unwrap().clone();
    assert_eq!(
        told,
        [(262_144, 600_000), (524_288, 600_000), (600_000, 600_000)]
    );
    let announced = &bodies(&sandbox, "/files")[0];
    assert_eq!(
        announced["fileName"],
        path.file_name().unwrap().to_str().unwrap()
    );
    let missing = File::open("/nowhere/at-all", "text/plain")
        .await
        .unwrap_err();
    assert_eq!(missing.kind(), ErrorKind::InvalidArgument);
}

fn pieces(size: u64, pieces: &[&'static [u8]]) -> File {
    let pieces: Vec<io::Result<Bytes>> = pieces
        .iter()
        .map(|piece| Ok(Bytes::from_static(piece)))
        .collect();
    File::from_stream("a.txt", "text/plain", size, stream::iter(pieces))
}

#[tokio::test]
async fn a_file_in_pieces_arrives_whole() {
    let (sandbox, dust) = poet("Read.").await;
    let file = pieces(5, &[b"ab", b"", b"cde"]);
    let uploaded = dust.files().upload(file).await.unwrap();
    assert_eq!(uploaded.file_size, Some(5));
    assert_eq!(requests(&sandbox), ["POST files", "POST files/*"]);
    let empty = dust.files().upload(pieces(0, &[])).await.unwrap();
    assert_eq!(empty.file_size, Some(0));
}

/// Neither half a file nor one that is cut off may pass for the whole.
#[tokio::test]
async fn a_file_of_another_length_than_announced_fails() {
    let broken: Vec<io::Result<Bytes>> = vec![
        Ok(Bytes::from_static(b"ab")),
        Err(io::Error::other("the disk is gone")),
    ];
    for (what, file, why) in [
        (
            "shorter",
            pieces(6, &[b"ab", b"cd"]),
            "not as long as it was announced",
        ),
        (
            "longer",
            pieces(3, &[b"ab", b"cd"]),
            "not as long as it was announced",
        ),
        (
            "much longer",
            pieces(3, &[b"ab", &[b'c'; 4096], b"d"]),
            "not as long as it was announced",
        ),
        (
            "longer by a piece",
            pieces(2, &[b"ab", b"cd"]),
            "not as long as it was announced",
        ),
        (
            "broken",
            File::from_stream("a.txt", "text/plain", 4, stream::iter(broken)),
            "the disk is gone",
        ),
    ] {
        let (sandbox, dust) = poet("Read.").await;
        let error = dust.files().upload(file).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Transport, "{what}: {error:?}");
        assert_eq!(error.operation(), Some("upload_file"), "{what}");
        let mut causes = Vec::new();
        let mut next = std::error::Error::source(&error);
        while let Some(cause) = next {
            causes.push(cause.to_string());
            next = cause.source();
        }
        assert!(
            causes.iter().any(|cause| cause.contains(why)),
            "{what}: {causes:?}"
        );
        let taken = ending_in(&sandbox, "")
            .into_iter()
            .filter(|request| request.status() == Some(200));
        assert_eq!(taken.count(), 1, "{what}: only the announcement");
    }
}

#[tokio::test]
async fn files_that_the_server_refuses_are_not_sent() {
    let (sandbox, dust) = start(Sandbox::builder().agent("poet").file_limit(10)).await;
    for (file, code) in [
        (
            File::new("a.txt", "text/plain", vec![0; 11]),
            "file_too_large",
        ),
        (
            File::new("a.exe", "application/x-evil", vec![0; 1]),
            "file_type_not_supported",
        ),
    ] {
        let before = requests(&sandbox).len();
        let error = dust.files().upload(file).await.unwrap_err();
        assert_eq!(
            (error.kind(), error.code()),
            (ErrorKind::InvalidRequest, Some(code))
        );
        assert_eq!(requests(&sandbox)[before..], ["POST files"]);
    }
    // Nor is a conversation started around one.
    let file = File::new("a.txt", "text/plain", vec![0; 11]);
    let error = dust.agent("poet").ask("?").file(file).await.unwrap_err();
    assert_eq!(error.code(), Some("file_too_large"));
    assert!(
        requests(&sandbox)
            .iter()
            .all(|request| request == "POST files")
    );
    // The second step can refuse too.
    let fits = |request: &dust_sandbox::ReceivedRequest| request.path().contains("/files/");
    sandbox.fail_when(fits, Fault::error(400, "file_too_large", "No."));
    let before = requests(&sandbox).len();
    let file = File::new("a.txt", "text/plain", vec![0; 9]);
    let error = dust.files().upload(file).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::InvalidRequest, Some("file_too_large"))
    );
    assert_eq!(requests(&sandbox)[before..], ["POST files", "POST files/*"]);
}

#[tokio::test]
async fn too_many_uploads_are_a_limit_that_passes() {
    let (sandbox, dust) = start(Sandbox::builder().uploads_per_minute(1)).await;
    let upload = || dust.files().upload(File::new("a.txt", "text/plain", "a"));
    upload().await.unwrap();
    let error = upload().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::RateLimited);
    assert_eq!((error.attempts(), posts(&sandbox)), (3, 5));
}

#[tokio::test]
async fn files_and_fragments_are_attached() {
    let (sandbox, dust) = poet("Read.").await;
    let file = || File::new("notes.txt", "text/plain", vec![b'x'; 300_000]);
    let fragment = Fragment::text("note", "remember");
    let ask = dust
        .agent("poet")
        .ask("?")
        .file(file())
        .fragment(fragment.clone());
    let answer = ask.await.unwrap();
    let first = ["POST files", "POST files/*", "POST assistant/conversations"];
    assert_eq!(requests(&sandbox)[..3], first);
    let before = requests(&sandbox).len();
    answer
        .reply("And this?")
        .file(file())
        .fragment(fragment)
        .await
        .unwrap();
    let second = [
        "POST files",
        "POST files/*",
        "POST assistant/conversations/*/content_fragments",
        "POST assistant/conversations/*/content_fragments",
        "POST assistant/conversations/*/messages",
    ];
    assert_eq!(requests(&sandbox)[before..before + 5], second);
    let announced = bodies(&sandbox, "/files");
    let used = json!({ "conversationId": answer.conversation_id() });
    assert_eq!(
        (
            announced[0].get("useCaseMetadata"),
            &announced[1]["useCaseMetadata"]
        ),
        (None, &used)
    );
    let conversation = dust
        .conversation(answer.conversation_id())
        .get()
        .await
        .unwrap();
    let content = conversation.content.unwrap();
    let titles: Vec<_> = content
        .iter()
        .flatten()
        .filter_map(|message| match message {
            Message::ContentFragment(fragment) => fragment.title.as_deref(),
            _ => None,
        })
        .collect();
    let mut sorted = titles.clone();
    sorted.sort_unstable();
    assert_eq!(
        sorted,
        ["note", "note", "notes.txt", "notes.txt"],
        "{titles:?}"
    );
}
