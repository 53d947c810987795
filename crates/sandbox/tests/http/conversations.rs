//! The calls on conversations, their checks and what they leave behind.

use dust_sandbox::{Sandbox, SandboxAnswer};
use reqwest::Method;
use serde_json::{Value, json};

use crate::conversation_support::{CONVERSATIONS, TestConversation, message, text};
use crate::support::{Dust, answer, error};

/// An agent that never ends, so that there is something to cancel.
fn endless() -> dust_sandbox::SandboxBuilder {
    let script = SandboxAnswer::from("It begins").never_ends();
    Sandbox::builder().agent("endless").answers(script)
}

#[tokio::test]
async fn a_create_shows_the_message_and_an_unfinished_answer() {
    let dust = Dust::start().await;
    let body =
        json!({ "title": "Prices", "visibility": "workspace", "message": message("dust", "Hi") });
    let created = dust.post(CONVERSATIONS, &body).await.ok();
    let conversation = &created["conversation"];
    assert_eq!(conversation["title"], "Prices");
    assert_eq!(conversation["visibility"], "workspace");
    assert_eq!(conversation["owner"]["sId"], dust.sandbox.workspace_id());
    let said = &created["message"];
    assert_eq!(conversation["content"][0][0], *said);
    assert_eq!(
        (&said["user"], &said["context"]["origin"]),
        (&Value::Null, &json!("api"))
    );
    let answer = &conversation["content"][1][0];
    assert_eq!(
        (&answer["status"], &answer["content"]),
        (&json!("created"), &Value::Null)
    );
    assert_eq!(answer["parentMessageId"], said["sId"]);
    assert_eq!(answer["configuration"]["sId"], "dust");
}

#[tokio::test]
async fn an_empty_conversation_gets_messages_later() {
    let dust = Dust::start().await;
    let created = dust
        .post(CONVERSATIONS, &json!({ "title": null }))
        .await
        .ok();
    assert_eq!(created["conversation"]["content"], json!([]));
    assert!(created.get("message").is_none());
    let path = format!(
        "{CONVERSATIONS}/{}/messages",
        text(&created["conversation"]["sId"])
    );
    let mut body = message("dust", "Hi");
    body["blocking"] = true.into();
    let posted = dust.post(&path, &body).await.ok();
    assert_eq!(posted["message"]["content"], "Hi");
    assert_eq!(posted["agentMessages"][0]["status"], "succeeded");
}

#[tokio::test]
async fn blocking_ends_with_whatever_there_is() {
    let dust = Dust::of(endless().blocking_limit(std::time::Duration::from_millis(20))).await;
    let body = json!({ "message": message("endless", "Hi"), "blocking": true });
    let created = dust.post(CONVERSATIONS, &body).await.ok();
    assert_eq!(
        created["conversation"]["content"][1][0]["status"],
        "created"
    );
}

#[tokio::test]
async fn pages_go_from_the_newest_ranks_to_the_oldest() {
    let dust = Dust::start().await;
    let chat = TestConversation::begin(&dust, "dust").await;
    for content in ["two", "three"] {
        let mut body = message("dust", content);
        body["blocking"] = true.into();
        while dust
            .post(&format!("{}/messages", chat.path()), &body)
            .await
            .status
            != 200
        {}
    }
    let page = async |query: &str| dust.get(&format!("{}?{query}", chat.path())).await.ok();
    let newest = page("limit=4").await;
    let content = newest["conversation"]["content"].as_array().unwrap();
    assert_eq!(content.len(), 4);
    assert_eq!(content[0][0]["content"], "two");
    assert_eq!(
        (&newest["hasMore"], &newest["lastValue"]),
        (&json!(true), &json!("2"))
    );
    let oldest = page("limit=4&lastValue=2").await;
    assert_eq!(
        oldest["conversation"]["content"].as_array().unwrap().len(),
        2
    );
    assert_eq!(oldest["hasMore"], false);
    let past = page("limit=4&lastValue=0").await;
    assert_eq!(
        (&past["conversation"]["content"], &past["lastValue"]),
        (&json!([]), &Value::Null)
    );
    let all = page("").await;
    assert_eq!(all["conversation"]["content"].as_array().unwrap().len(), 6);
    assert!(all.get("hasMore").is_none());
    for query in ["limit=0", "limit=x", "lastValue=-1"] {
        assert_eq!(
            dust.get(&format!("{}?{query}", chat.path())).await.status,
            400
        );
    }
}

#[tokio::test]
async fn an_edit_adds_a_version_and_an_answer() {
    let dust = Dust::start().await;
    let chat = TestConversation::begin(&dust, "dust").await;
    chat.until(&dust, "agent_message_success").await;
    let said = chat.read(&dust).await["content"][0][0].clone();
    let path = format!("{}/messages/{}/edit", chat.path(), text(&said["sId"]));
    let body = json!({ "content": "Better", "mentions": [{ "configurationId": "dust" }] });
    let edited = dust.post(&path, &body).await.ok();
    assert_eq!(
        (&edited["message"]["version"], &edited["message"]["content"]),
        (&json!(1), &json!("Better"))
    );
    let content = chat.read(&dust).await["content"].clone();
    assert_eq!(content[0][0], said);
    assert_eq!(content[0][1], edited["message"]);
    assert_eq!(content[2][0]["parentMessageId"], edited["message"]["sId"]);
    let of_agent = dust.post(&chat.message_path("edit"), &body).await;
    assert_eq!(of_agent.error().0, 400);
}

#[tokio::test]
async fn a_cancellation_ends_the_answer() {
    let dust = Dust::of(endless()).await;
    let chat = TestConversation::begin(&dust, "endless").await;
    let again = dust
        .post(
            &format!("{}/messages", chat.path()),
            &message("endless", "More"),
        )
        .await;
    assert_eq!(again.error(), error(400, "invalid_request_error"));
    assert!(
        again
            .message()
            .starts_with("Wait for current active agent to finish")
    );
    chat.until(&dust, "generation_tokens").await;
    let body = json!({ "messageIds": [chat.message, "unknown"] });
    let cancel = format!("{}/cancel", chat.path());
    assert_eq!(
        dust.post(&cancel, &body).await.ok(),
        json!({ "success": true })
    );
    let last = chat.events(&dust).await.pop().unwrap();
    assert_eq!(last["type"], "agent_generation_cancelled");
    assert_eq!(chat.answer(&dust).await["status"], "cancelled");
    assert_eq!(dust.post(&cancel, &body).await.status, 200);
    assert_eq!(
        dust.post(&cancel, &json!({ "messageIds": "x" }))
            .await
            .status,
        400
    );
}

#[tokio::test]
async fn a_conversation_is_renamed_and_read() {
    let dust = Dust::start().await;
    let chat = TestConversation::post_message(
        &dust,
        "dust",
        "What changed in the handbook since last week?",
    )
    .await;
    chat.until(&dust, "agent_message_success").await;
    let read = chat.read(&dust).await;
    assert_eq!(read["title"], "What changed in the handbook since");
    assert_eq!(read["unread"], true);
    for body in [json!({ "read": true }), json!({ "title": "News" })] {
        assert_eq!(
            dust.patch(&chat.path(), &body).await.ok(),
            json!({ "success": true })
        );
    }
    let read = chat.read(&dust).await;
    assert_eq!(
        (&read["title"], &read["unread"]),
        (&json!("News"), &json!(false))
    );
    for body in [
        json!({}),
        json!({ "title": null }),
        json!({ "title": "x".repeat(513) }),
    ] {
        assert_eq!(dust.patch(&chat.path(), &body).await.status, 400);
    }
}

#[tokio::test]
async fn late_messages_are_missing_for_a_while() {
    let dust = Dust::of(Sandbox::builder().late_messages(1)).await;
    let body = json!({ "message": message("dust", "Hi") });
    let created = dust.post(CONVERSATIONS, &body).await.ok();
    assert_eq!(
        created["conversation"]["content"].as_array().unwrap().len(),
        1
    );
    let path = format!("{CONVERSATIONS}/{}", text(&created["conversation"]["sId"]));
    let first = dust.get(&path).await.ok();
    assert_eq!(first["conversation"]["content"][1], json!([]));
    let second = dust.get(&path).await.ok();
    assert_eq!(
        second["conversation"]["content"][1][0]["type"],
        "agent_message"
    );
}

#[tokio::test]
async fn fragments_have_three_forms() {
    let dust = Dust::start().await;
    let text_fragment = json!({ "title": "Notes", "content": "é", "contentType": "text/plain" });
    let body = json!({ "message": message("dust", "Hi"), "contentFragments": [text_fragment] });
    let created = dust.post(CONVERSATIONS, &body).await.ok();
    let content = &created["conversation"]["content"];
    assert_eq!(
        (&content[0][0]["type"], &content[0][0]["textBytes"]),
        (&json!("content_fragment"), &json!(2))
    );
    assert_eq!(content[2][0]["type"], "agent_message");
    let path = format!(
        "{CONVERSATIONS}/{}/content_fragments",
        text(&created["conversation"]["sId"])
    );
    let node = json!({ "title": "Page", "nodeId": "n", "nodeDataSourceViewId": "dsv" });
    let added = dust.post(&path, &node).await.ok();
    assert_eq!(
        added["contentFragment"]["contentFragmentType"],
        "content_node"
    );
    for body in [
        json!({ "title": "Nothing" }),
        json!({ "title": "Both", "content": "x", "contentType": "text/plain", "fileId": "f" }),
        json!({ "title": "Big", "content": "x".repeat((512 << 10) + 1), "contentType": "text/plain" }),
        json!({ "title": "Null", "content": "x", "contentType": "text/plain", "url": null }),
    ] {
        assert_eq!(
            dust.post(&path, &body).await.error(),
            error(400, "invalid_request_error")
        );
    }
    let with_message = json!({ "contentFragments": [{ "title": "File", "fileId": "none" }] });
    let missing = dust.post(CONVERSATIONS, &with_message).await;
    assert_eq!(missing.error(), error(404, "file_not_found"));
    let missing = dust
        .post(&path, &json!({ "title": "File", "fileId": "none" }))
        .await;
    assert_eq!(missing.error(), error(404, "file_not_found"));
}

#[tokio::test]
async fn messages_are_checked_as_the_server_does() {
    let dust = Dust::start().await;
    let chat = TestConversation::begin(&dust, "dust").await;
    let path = format!("{}/messages", chat.path());
    for (key, value) in [
        ("content", json!("")),
        ("content", Value::Null),
        ("mentions", json!([{ "id": "dust" }])),
        ("mentions", json!("dust")),
        ("context", json!({ "username": "ada" })),
        (
            "context",
            json!({ "username": "", "timezone": "Europe/Paris" }),
        ),
        ("context", json!({ "username": "ada", "timezone": "CET+1" })),
        (
            "context",
            json!({ "username": "ada", "timezone": "UTC", "email": null }),
        ),
        ("blocking", Value::Null),
    ] {
        let mut body = message("dust", "Hi");
        body[key] = value.clone();
        let got = dust.post(&path, &body).await;
        assert_eq!(
            got.error(),
            error(400, "invalid_request_error"),
            "{key} {value}"
        );
        let got = dust.post(CONVERSATIONS, &json!({ "message": body })).await;
        assert_eq!(got.status == 400, key != "blocking", "{key} {value}");
    }
    for body in [
        json!({ "message": null }),
        json!({ "visibility": "private" }),
    ] {
        assert_eq!(dust.post(CONVERSATIONS, &body).await.status, 400);
    }
}

#[tokio::test]
async fn what_is_not_there_is_named() {
    let dust = Dust::start().await;
    let got = dust.get(&format!("{CONVERSATIONS}/none")).await;
    assert_eq!(got.error(), error(404, "conversation_not_found"));
    let body = json!({ "message": message("unknown", "Hi") });
    let got = dust.post(CONVERSATIONS, &body).await;
    assert_eq!(got.error(), error(404, "agent_configuration_not_found"));
    let body = json!({ "message": message("slack", "Hi") });
    assert_eq!(
        dust.post(CONVERSATIONS, &body).await.error(),
        error(400, "invalid_request_error")
    );
    let chat = TestConversation::begin(&dust, "dust").await;
    let body = json!({ "actionId": "a", "approved": "approved" });
    let got = dust
        .post(&chat.message_path("validate-action"), &body)
        .await;
    assert_eq!(got.error(), error(404, "action_not_found"));
}

#[tokio::test]
async fn feedback_is_for_people_and_ones_own() {
    let noe = dust_sandbox::Credential::access_token("token-of-noe", "noe@example.com");
    let dust = Dust::of(Sandbox::builder().credential(noe)).await;
    let chat = TestConversation::begin(&dust, "dust").await;
    let path = chat.message_path("feedbacks");
    let body = json!({ "thumbDirection": "up", "feedbackContent": "Nice" });
    let all = format!("{}/feedbacks", chat.path());
    for (got, kind) in [
        (dust.post(&path, &body).await, "not_authenticated"),
        (dust.delete(&path).await, "not_authenticated"),
        (dust.get(&all).await, "user_authentication_required"),
    ] {
        assert_eq!(got.error(), error(401, kind));
    }
    let as_ada = |method: Method, path: &str| {
        let request = dust.http.request(method, dust.url(path));
        request.bearer_auth(dust.sandbox.access_token())
    };
    answer(as_ada(Method::POST, &path).json(&body)).await.ok();
    let got = answer(as_ada(Method::GET, &all)).await.ok();
    assert_eq!(got["feedbacks"][0]["content"], "Nice");
    let others = dust.get_as("token-of-noe", &all).await.ok();
    assert_eq!(others, json!({ "feedbacks": [] }));
    answer(as_ada(Method::DELETE, &path)).await.ok();
    assert_eq!(
        answer(as_ada(Method::GET, &all)).await.ok(),
        json!({ "feedbacks": [] })
    );
    // It succeeds where there is none, too.
    answer(as_ada(Method::DELETE, &path)).await.ok();
}

#[tokio::test]
async fn mentions_are_suggested_and_parsed() {
    let dust = Dust::start().await;
    let got = dust
        .get("assistant/mentions/suggestions?query=bill&select=agents")
        .await
        .ok();
    assert_eq!(got["suggestions"][0]["id"], "q7LxT2mRzK");
    let got = dust
        .get("assistant/mentions/suggestions?query=ada&select=agents&select=users")
        .await
        .ok();
    assert_eq!(got["suggestions"][0]["type"], "user");
    let chat = TestConversation::begin(&dust, "dust").await;
    let got = dust
        .get(&format!("{}/mentions/suggestions?query=dust", chat.path()))
        .await
        .ok();
    assert_eq!(got["suggestions"][0]["label"], "dust");
    let got = dust
        .post(
            "assistant/mentions/parse",
            &json!({ "markdown": "Hi @dust!" }),
        )
        .await
        .ok();
    assert_eq!(got["markdown"], "Hi :mention[dust]{sId=dust}!");
}

#[tokio::test]
async fn the_longest_name_of_an_agent_is_found_first() {
    let builder = Sandbox::builder().agent("Report").agent("Report_weekly");
    let dust = Dust::of(builder).await;
    let body = json!({ "markdown": "`@Report_weekly`, @Report, @Ada" });
    let got = dust.post("assistant/mentions/parse", &body).await.ok();
    let wanted = "`:mention[Report_weekly]{sId=Report_weekly}`, :mention[Report]{sId=Report}, @Ada";
    assert_eq!(got["markdown"], wanted);
}
