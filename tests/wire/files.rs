//! Answers about files: the announcement says where the bytes go, and what comes after them is newer.

use dust_sdk::{Client, Config, File};
use serde_json::{Value, json};
use wiremock::matchers::path_regex;
use wiremock::{Mock, MockServer, ResponseTemplate};

use crate::cases::{with, without};
use crate::compare::difference;

fn file() -> Value {
    json!({
        "sId": "fil_1", "id": "fil_1", "fileName": "a.txt", "fileSize": 3, "contentType": "text/plain", "status": "created",
        "useCase": "conversation", "downloadUrl": "https://dust.tt/d", "publicUrl": "https://dust.tt/p"
    })
}

/// What an upload gives where the two steps are answered so.
async fn uploaded(announced: &Value, taken: ResponseTemplate) -> Value {
    let server = MockServer::start().await;
    let mut announced = announced.clone();
    announced["uploadUrl"] = format!("{}/take", server.uri()).into();
    let body = json!({"file": announced, "x_new": 1});
    let answer = ResponseTemplate::new(200).set_body_json(body);
    Mock::given(path_regex("/files$"))
        .respond_with(answer)
        .mount(&server)
        .await;
    Mock::given(path_regex("^/take$"))
        .respond_with(taken)
        .mount(&server)
        .await;
    let dust = Client::new(Config::new("w1", "sk-test").base_url(server.uri())).unwrap();
    let upload = dust.files().upload(File::new("a.txt", "text/plain", "abc"));
    let mut got = serde_json::to_value(upload.await.unwrap()).unwrap();
    if got.get("uploadUrl") == Some(&announced["uploadUrl"]) {
        got.as_object_mut().unwrap().remove("uploadUrl");
    }
    got
}

#[tokio::test]
async fn every_form_of_a_file_round_trips() {
    let mut forms = vec![
        file(),
        json!({}),
        with(&file(), &json!({"x_new": [1]})),
        with(
            &file(),
            &json!({"status": "evaporated", "useCase": "unseen"}),
        ),
        with(&file(), &json!({"fileSize": 3.0})),
    ];
    let names: Vec<String> = file().as_object().unwrap().keys().cloned().collect();
    for name in &names {
        forms.push(with(&file(), &json!({name: null})));
        forms.push(without(&file(), name));
    }
    assert_eq!(forms.len(), 5 + 2 * 9);
    for form in forms {
        let empty = || ResponseTemplate::new(200);
        assert_eq!(
            difference(&form, &uploaded(&form, empty()).await),
            None,
            "announced"
        );
        let taken = ResponseTemplate::new(200).set_body_json(json!({"file": form}));
        // What is told of another file is not taken.
        let announced = json!({"sId": form["sId"], "status": "created"});
        assert_eq!(
            difference(&form, &uploaded(&announced, taken).await),
            None,
            "taken"
        );
    }
}
