//! Uploads: both steps, to whom the key goes, progress, and files that are not what they were announced to be.
//!
//! Planted faults that turn these red, each tried: the key sent to any address, and no key at all.

use std::io;
use std::sync::{Arc, Mutex};

use bytes::Bytes;
use dust_sdk::sandbox::{Fault, Sandbox};
use dust_sdk::types::{Fragment, Message, UploadedFile};
use dust_sdk::{Client, Config, Error, ErrorKind, File};
use futures_util::stream;
use serde_json::{Value, json};

use crate::raw::json as answer;
use crate::raw::{Act, Seen, Server};
use crate::support::{bodies, ending_in, poet, posts, requests, start};

const KEY: &str = "sk-MARKER0123456789abcdef";
const CONTENT: &[u8] = b"a\r\n--b\0\xff";

/// A server that announces files to be sent to this address, and takes what is sent to it.
async fn announcing(address: Option<String>) -> Server {
    let own = Arc::new(Mutex::new(String::new()));
    let known = own.clone();
    let server = Server::start(move |_, seen: &Seen| {
        if !seen.target.ends_with("/files") {
            return Act::Send(answer(
                "200 OK",
                &json!({ "file": { "sId": "fil_1", "status": "ready" } }),
            ));
        }
        let own = known.lock().unwrap().clone();
        let address = address
            .clone()
            .unwrap_or(format!("{own}/upload/here?signed=1"));
        let file = json!({ "sId": "fil_1", "status": "created", "uploadUrl": address });
        Act::Send(answer("200 OK", &json!({ "file": file })))
    })
    .await;
    *own.lock().unwrap() = server.url();
    server
}

async fn upload(server: &Server) -> Result<UploadedFile, Error> {
    let config = Config::new("w1", KEY).base_url(server.url());
    let dust = Client::new(config).unwrap();
    let file = File::new("a \"b\"\n.txt", "text/plain", CONTENT);
    dust.conversations()
        .upload_file(file)
        .conversation("cnv_1")
        .await
}

/// The form that a request holds: the head of its one part, and the content.
fn form(seen: &Seen) -> (String, Vec<u8>) {
    let boundary = seen.header("content-type").unwrap();
    let boundary = boundary
        .strip_prefix("multipart/form-data; boundary=")
        .unwrap();
    let tail = format!("\r\n--{boundary}--\r\n");
    let part = seen.body.strip_suffix(tail.as_bytes()).unwrap();
    let start = format!("--{boundary}\r\n");
    let part = part.strip_prefix(start.as_bytes()).unwrap();
    let end = part
        .windows(4)
        .position(|bytes| bytes == b"\r\n\r\n")
        .unwrap();
    let head = String::from_utf8(part[..end].to_vec()).unwrap();
    (head, part[end + 4..].to_vec())
}

#[tokio::test]
async fn the_key_goes_along_to_the_own_origin() {
    let server = announcing(None).await;
    let file = upload(&server).await.unwrap();
    assert_eq!(file.status.as_deref(), Some("ready"));
    let seen = server.seen();
    assert_eq!(seen.len(), 2);
    assert_eq!(seen[1].target, "/upload/here?signed=1");
    for seen in &seen {
        assert_eq!(
            seen.header("authorization"),
            Some(format!("Bearer {KEY}").as_str())
        );
    }
    let announced: Value = serde_json::from_slice(&seen[0].body).unwrap();
    let wanted = json!({
        "contentType": "text/plain", "fileName": "a \"b\"\n.txt", "fileSize": CONTENT.len(),
        "useCase": "conversation", "useCaseMetadata": { "conversationId": "cnv_1" },
    });
    assert_eq!(announced, wanted);
    let (head, content) = form(&seen[1]);
    let wanted = "Content-Disposition: form-data; name=\"file\"; filename=\"a %22b%22%0A.txt\"\r\nContent-Type: text/plain";
    assert_eq!((head.as_str(), content.as_slice()), (wanted, CONTENT));
}

#[tokio::test]
async fn a_foreign_origin_gets_the_file_and_no_key() {
    // A storage answers with nothing, or with something of its own.
    for body in ["", "<ok/>"] {
        let storage = Server::always(Act::Send(crate::raw::response("200 OK", &[], body))).await;
        let server = announcing(Some(format!("{}/bucket/fil_1?signature=x", storage.url()))).await;
        let file = upload(&server).await.unwrap();
        assert_eq!(
            (file.s_id.as_deref(), file.status.as_deref()),
            (Some("fil_1"), Some("created"))
        );
        assert_eq!((server.requests(), storage.requests()), (1, 1));
        let seen = &storage.seen()[0];
        assert_eq!(
            (seen.method.as_str(), seen.target.as_str()),
            ("POST", "/bucket/fil_1?signature=x")
        );
        assert_eq!(seen.header("authorization"), None);
        assert_eq!(form(seen).1, CONTENT);
        let all = format!("{:?} {}", seen.headers, String::from_utf8_lossy(&seen.body));
        assert!(!all.contains("MARKER"), "{all}");
    }
}

#[tokio::test]
async fn a_storage_that_refuses_is_an_error_without_its_address() {
    let denied = crate::raw::response(
        "403 Forbidden",
        &[("Content-Type", "application/xml")],
        "<Error/>",
    );
    let storage = Server::always(Act::Send(denied)).await;
    let server = announcing(Some(format!("{}/bucket?signature=secret", storage.url()))).await;
    let error = upload(&server).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Permission, Some("upload_file"))
    );
    assert!(
        !format!("{error} {error:?} {error:#}").contains("signature"),
        "{error:?}"
    );
    assert_eq!((server.requests(), storage.requests()), (1, 1));
}

#[tokio::test]
async fn no_address_or_a_wrong_one_is_an_error() {
    let none = Server::always(Act::Send(answer(
        "200 OK",
        &json!({ "file": { "sId": "fil_1" } }),
    )))
    .await;
    let error = upload(&none).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.operation()),
        (ErrorKind::Decode, Some("create_file"))
    );
    for address in ["not an address", "ftp://127.0.0.1/x"] {
        let server = announcing(Some(address.to_owned())).await;
        let error = upload(&server).await.unwrap_err();
        assert_eq!(error.operation(), Some("upload_file"), "{error:?}");
        assert_eq!(server.requests(), 1);
    }
}

#[tokio::test]
async fn progress_is_told_piece_by_piece() {
    let (sandbox, dust) = poet("Read.").await;
    let path = std::env::temp_dir().join(format!("dust-sdk-upload-{}.txt", std::process::id()));
    std::fs::write(&path, vec![b'x'; 600_000]).unwrap();
    let file = File::open(&path, "text/plain").await.unwrap();
    let told = Arc::new(Mutex::new(Vec::new()));
    let tell = told.clone();
    let upload = dust.conversations().upload_file(file);
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
    let uploaded = dust.conversations().upload_file(file).await.unwrap();
    assert_eq!(uploaded.file_size, Some(5));
    assert_eq!(requests(&sandbox), ["POST files", "POST files/*"]);
    let empty = dust
        .conversations()
        .upload_file(pieces(0, &[]))
        .await
        .unwrap();
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
        let error = dust.conversations().upload_file(file).await.unwrap_err();
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
        let error = dust.conversations().upload_file(file).await.unwrap_err();
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
    let fits = |request: &dust_sdk::sandbox::ReceivedRequest| request.path().contains("/files/");
    sandbox.fail_when(fits, Fault::error(400, "file_too_large", "No."));
    let before = requests(&sandbox).len();
    let file = File::new("a.txt", "text/plain", vec![0; 9]);
    let error = dust.conversations().upload_file(file).await.unwrap_err();
    assert_eq!(
        (error.kind(), error.code()),
        (ErrorKind::InvalidRequest, Some("file_too_large"))
    );
    assert_eq!(requests(&sandbox)[before..], ["POST files", "POST files/*"]);
}

#[tokio::test]
async fn too_many_uploads_are_a_limit_that_passes() {
    let (sandbox, dust) = start(Sandbox::builder().uploads_per_minute(1)).await;
    let upload = || {
        dust.conversations()
            .upload_file(File::new("a.txt", "text/plain", "a"))
    };
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
        .conversations()
        .get(answer.conversation_id())
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
