//! Uploads: both steps, and to whom the key goes.
//!
//! Planted faults that turn these red, each tried: the key sent to any address, and no key at all.

use std::sync::{Arc, Mutex};

use dust_sdk::types::UploadedFile;
use dust_sdk::{Client, Config, Error, ErrorKind, File};
use serde_json::{Value, json};

use crate::support::json as answer;
use crate::support::{Act, Seen, Server};

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
    dust.files().upload(file).conversation("cnv_1").await
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
        let storage =
            Server::always(Act::Send(crate::support::response("200 OK", &[], body))).await;
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
async fn storage_error_hides_its_address() {
    let denied = crate::support::response(
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
async fn storage_cannot_replace_the_announced_file() {
    let other = json!({ "file": { "sId": "fil_2", "status": "ready" } });
    let storage = Server::always(Act::Send(answer("200 OK", &other))).await;
    let server = announcing(Some(format!("{}/bucket", storage.url()))).await;
    let file = upload(&server).await.unwrap();
    assert_eq!(file.s_id.as_deref(), Some("fil_1"));
}

#[tokio::test]
async fn a_folder_is_refused_before_it_is_announced() {
    let error = File::open(std::env::temp_dir(), "text/plain").await;
    assert_eq!(error.unwrap_err().kind(), ErrorKind::InvalidArgument);
}

#[tokio::test]
async fn invalid_upload_url_is_a_server_fault() {
    for address in ["not an address", "/relative", "file:///etc/passwd"] {
        let server = announcing(Some(address.to_owned())).await;
        let error = upload(&server).await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode, "{address}: {error}");
    }
}
