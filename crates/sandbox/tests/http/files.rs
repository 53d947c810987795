//! Files: announced, uploaded, put into conversations; their limits.

use dust_sandbox::Sandbox;
use serde_json::{Value, json};

use crate::conversation_support::{CONVERSATIONS, text};
use crate::support::{Answer, Dust, answer, error};

fn announcement() -> Value {
    json!({ "contentType": "text/csv", "fileName": "prices.csv", "fileSize": 7, "useCase": "conversation" })
}

async fn upload(dust: &Dust, address: &str, field: &str) -> Answer {
    let body = format!(
        "--b1\r\nContent-Disposition: form-data; name=\"{field}\"; filename=\"prices.csv\"\r\n\
         Content-Type: text/csv\r\n\r\na,b\n1,2\r\n--b1--\r\n"
    );
    let request = dust.http.post(address).bearer_auth(dust.sandbox.api_key());
    let request = request.header("content-type", "multipart/form-data; boundary=b1");
    answer(request.body(body)).await
}

#[tokio::test]
async fn a_file_is_uploaded_and_put_into_a_conversation() {
    let dust = Dust::start().await;
    let file = dust.post("files", &announcement()).await.ok()["file"].clone();
    assert_eq!(file["status"], "created");
    let address = text(&file["uploadUrl"]);
    assert!(address.starts_with(dust.sandbox.url()));
    assert_eq!(upload(&dust, &address, "other").await.status, 400);
    let uploaded = upload(&dust, &address, "file").await.ok();
    assert_eq!(uploaded["file"]["status"], "ready");
    assert_eq!(uploaded["file"]["fileSize"], 7);
    assert_eq!(upload(&dust, &address, "file").await.status, 400);
    let fragment = json!({ "title": "Prices", "fileId": file["sId"] });
    let body = json!({ "contentFragments": [fragment] });
    let created = dust.post(CONVERSATIONS, &body).await.ok();
    let shown = &created["conversation"]["content"][0][0];
    assert_eq!(
        (&shown["fileId"], &shown["contentType"]),
        (&file["sId"], &json!("text/csv"))
    );
}

#[tokio::test]
async fn files_are_limited_in_kind_size_and_number() {
    let builder = Sandbox::builder().uploads_per_minute(3).file_limit(10);
    let dust = Dust::of(builder).await;
    let mut body = announcement();
    body["contentType"] = "application/x-msdownload".into();
    assert_eq!(
        dust.post("files", &body).await.error(),
        error(400, "file_type_not_supported")
    );
    let mut body = announcement();
    body["fileSize"] = 11.into();
    assert_eq!(
        dust.post("files", &body).await.error(),
        error(400, "file_too_large")
    );
    dust.post("files", &announcement()).await.ok();
    assert_eq!(
        dust.post("files", &announcement()).await.error(),
        error(429, "rate_limit_error")
    );
}

#[tokio::test]
async fn announcements_are_checked() {
    let dust = Dust::start().await;
    for (key, value) in [
        ("fileName", json!("x".repeat(4097))),
        ("fileName", Value::Null),
        ("fileSize", json!("7")),
        ("useCase", json!("avatars")),
        ("useCaseMetadata", Value::Null),
    ] {
        let mut body = announcement();
        body[key] = value.clone();
        let got = dust.post("files", &body).await;
        assert_eq!(
            got.error(),
            error(400, "invalid_request_error"),
            "{key} {value}"
        );
    }
    let address = dust.url("files/none");
    assert_eq!(
        upload(&dust, &address, "file").await.error(),
        error(404, "file_not_found")
    );
}
