//! Operations that this package knows nothing of: a document and examples of them are all that it needs.

use reqwest::Method;
use serde_json::{Value, json};

use super::*;
use crate::defaults;

const WORKSPACE: &str = "/api/v1/w/aB3kD9xQ2m";

/// What `cargo xtask regen` would write for operations that are described and have fixtures.
fn made_up() -> Document {
    let path = |name: &str| json!({ "in": "path", "name": name, "required": true, "schema": { "type": "string" } });
    let answers = |types: Value| json!({ "200": {}, "401": { "x-error-types": types } });
    let board = |more: Value| {
        let mut operation = json!({
            "operationId": "x", "parameters": [path("wId"), path("boardId")], "responses": answers(json!([])),
        });
        for (key, value) in more.as_object().unwrap() {
            operation[key] = value.clone();
        }
        operation
    };
    let word = |name: &str, schema: Value| json!({ "in": "query", "name": name, "schema": schema });
    let document = json!({
        "components": { "schemas": {
            "Colour": { "type": "string", "x-extensible-enum": ["red", "green"] },
            "NewBook": {
                "type": "object", "required": ["title"],
                "properties": { "title": { "type": "string", "minLength": 1 }, "pages": { "type": "integer" } },
            },
        } },
        "paths": {
            "/api/v1/w/{wId}/boards/{boardId}/books": {
                "get": board(json!({ "operationId": "list_books", "parameters": [
                    path("wId"), path("boardId"),
                    word("limit", json!({ "type": "integer", "minimum": 1 })),
                    word("colours", json!({ "type": "array", "items": { "$ref": "#/components/schemas/Colour" } })),
                ] })),
                "post": board(json!({
                    "operationId": "add_book", "x-requires": "admin",
                    "requestBody": { "required": true, "content": { "application/json": {
                        "schema": { "$ref": "#/components/schemas/NewBook" },
                    } } },
                })),
            },
            "/api/v1/w/{wId}/boards/{boardId}/events": {
                "get": board(json!({ "operationId": "watch", "x-requires": "person", "responses": {
                    "200": { "content": { "text/event-stream": {} } },
                    "401": { "x-error-types": ["not_authenticated"] },
                } })),
            },
            "/api/v1/w/{wId}/boards/{boardId}/cover": {
                "get": board(json!({ "operationId": "get_cover" })),
                "delete": board(json!({ "operationId": "delete_cover", "security": [] })),
                "patch": board(json!({ "operationId": "without_fixture" })),
            },
        },
    });
    let path = |rest: &str| format!("{WORKSPACE}/boards/brd_1/{rest}");
    let json = json!({ "content-type": "application/json" });
    let examples = json!([
        { "name": "books_list_200", "method": "GET", "path": path("books"), "status": 200, "headers": json,
          "body": { "books": [{ "title": "A", "board": "brd_1", "url": format!("https://dust.tt{}", path("books/A")) }] } },
        { "name": "book_add_200", "method": "POST", "path": path("books"), "request": { "title": "A" }, "status": 201,
          "headers": json, "body": { "book": { "title": "A", "board": "brd_1" } } },
        { "name": "watch_200", "method": "GET", "path": path("events"), "status": 200,
          "headers": { "content-type": "text/event-stream" }, "text": "data: {\"board\": \"brd_1\"}\n\ndata: done\n\n" },
        { "name": "cover_200", "method": "GET", "path": path("cover"), "status": 200,
          "headers": { "content-type": "image/png" }, "bytes": [137, 80] },
        { "name": "cover_delete_204", "method": "DELETE", "path": path("cover"), "status": 204 },
    ]);
    Document::read(&document.to_string(), &examples.to_string()).unwrap()
}

struct Running {
    server: Server,
    http: reqwest::Client,
}

fn start() -> Running {
    let settings = Settings {
        pace: Pace {
            event_delay: Duration::ZERO,
            keep_alive: Duration::from_secs(15),
            piece: 7,
        },
        latency: Duration::ZERO,
        body_limit: 1 << 20,
        observer: None,
        document: Arc::new(made_up()),
    };
    let address = SocketAddr::from(([127, 0, 0, 1], 0));
    let server =
        Server::start(defaults::workspace(), Routes::default(), settings, address).unwrap();
    let http = reqwest::Client::builder().no_proxy().build().unwrap();
    Running { server, http }
}

impl Running {
    async fn send(
        &self,
        method: Method,
        path: &str,
        key: Option<&str>,
        body: Option<Value>,
    ) -> (u16, String, Vec<u8>) {
        let url = format!("http://{}{WORKSPACE}/boards/{path}", self.server.address);
        let mut request = self.http.request(method, url);
        if let Some(key) = key {
            request = request.bearer_auth(key);
        }
        if let Some(body) = body {
            request = request.json(&body);
        }
        let response = request.send().await.unwrap();
        let status = response.status().as_u16();
        let media_type = response.headers().get("content-type");
        let media_type = media_type.map(|value| value.to_str().unwrap().to_owned());
        (
            status,
            media_type.unwrap_or_default(),
            response.bytes().await.unwrap().to_vec(),
        )
    }

    async fn json(
        &self,
        method: Method,
        path: &str,
        key: &str,
        body: Option<Value>,
    ) -> (u16, Value) {
        let (status, media_type, body) = self.send(method, path, Some(key), body).await;
        assert_eq!(media_type, "application/json");
        (status, serde_json::from_slice(&body).unwrap())
    }
}

fn error(status: u16, kind: &str, message: &str) -> (u16, Value) {
    (
        status,
        json!({ "error": { "type": kind, "message": message } }),
    )
}

#[tokio::test]
async fn a_described_operation_answers_its_example() {
    let running = start();
    let key = defaults::KEY;
    let got = running
        .json(
            Method::GET,
            "my%20board/books?colours=red&colours=green",
            key,
            None,
        )
        .await;
    let url = format!("https://dust.tt{WORKSPACE}/boards/my board/books/A");
    let books = json!({ "books": [{ "title": "A", "board": "my board", "url": url }] });
    assert_eq!(got, (200, books));
    let body = json!({ "title": "B", "pages": 7 });
    let got = running
        .json(Method::POST, "s/books", defaults::ADMIN_KEY, Some(body))
        .await;
    assert_eq!(
        got,
        (201, json!({ "book": { "title": "B", "board": "s" } }))
    );
    let got = running
        .send(Method::GET, "s/events", Some(defaults::ACCESS_TOKEN), None)
        .await;
    let events = b"data: {\"board\": \"s\"}\n\ndata: done\n\n";
    assert_eq!(got, (200, "text/event-stream".to_owned(), events.to_vec()));
    let got = running.send(Method::GET, "s/cover", Some(key), None).await;
    assert_eq!(got, (200, "image/png".to_owned(), vec![137, 80]));
    let got = running.send(Method::DELETE, "s/cover", None, None).await;
    assert_eq!(got, (204, String::new(), Vec::new()));
}

#[tokio::test]
async fn credentials_are_refused_as_documented() {
    let running = start();
    let got = running.send(Method::GET, "s/books", None, None).await;
    assert_eq!(got.0, 401);
    let admin = error(
        403,
        "workspace_auth_error",
        "This endpoint requires an API key with the admin scope.",
    );
    let body = Some(json!({ "title": "B" }));
    assert_eq!(
        running
            .json(Method::POST, "s/books", defaults::KEY, body.clone())
            .await,
        admin
    );
    assert_eq!(
        running
            .json(Method::POST, "s/books", defaults::ACCESS_TOKEN, body)
            .await
            .0,
        201
    );
    let person = error(
        401,
        "not_authenticated",
        "This endpoint needs a signed-in user.",
    );
    assert_eq!(
        running
            .json(Method::GET, "s/events", defaults::ADMIN_KEY, None)
            .await,
        person
    );
}

#[tokio::test]
async fn what_the_document_refuses_is_a_400() {
    let running = start();
    let key = defaults::ADMIN_KEY;
    for (path, message) in [
        (
            "s/books?limit=many",
            "Invalid request query: limit: Expected integer, received string",
        ),
        (
            "s/books?limit=0",
            "Invalid request query: limit: Number must be greater than or equal to 1",
        ),
        (
            "s/books?colours=red&colours=blue",
            "Invalid request query: colours[1]: Invalid enum value. Expected 'red' | 'green', received 'blue'",
        ),
    ] {
        let got = running.json(Method::GET, path, key, None).await;
        assert_eq!(got, error(400, "invalid_request_error", message));
    }
    for (body, message) in [
        (Some(json!({})), "Invalid request body: title: Required"),
        (
            Some(json!({ "title": null })),
            "Invalid request body: title: Expected string, received null",
        ),
        (
            Some(json!({ "title": "", "pages": 1.5 })),
            "Invalid request body: pages: Expected integer, received float; title: String must contain at least 1 character(s)",
        ),
        (None, "Invalid request body: Required"),
    ] {
        let got = running.json(Method::POST, "s/books", key, body).await;
        assert_eq!(got, error(400, "invalid_request_error", message));
    }
}

#[tokio::test]
async fn ids_that_are_marked_unknown_are_not_found() {
    let running = start();
    running
        .server
        .workspace()
        .unknown_ids
        .insert("gone".to_owned());
    let got = running
        .json(Method::GET, "gone/books", defaults::KEY, None)
        .await;
    assert_eq!(
        got,
        error(404, "board_not_found", "The board was not found.")
    );
}

#[tokio::test]
async fn an_operation_without_a_fixture_says_so() {
    let running = start();
    let (status, body) = running
        .json(Method::PATCH, "s/cover", defaults::KEY, None)
        .await;
    assert_eq!(status, 501);
    let message = body["error"]["message"].as_str().unwrap();
    assert!(
        message.contains("without_fixture") && message.contains("Sandbox::route"),
        "{message}"
    );
}

#[tokio::test]
async fn a_path_without_an_operation_is_the_plain_404() {
    let running = start();
    for (method, path) in [
        (Method::PUT, "s/books"),
        (Method::GET, "s/nothing"),
        (Method::GET, ""),
    ] {
        let (status, media_type, body) =
            running.send(method, path, Some(defaults::KEY), None).await;
        assert_eq!(
            (status, media_type.as_str()),
            (404, "text/plain; charset=UTF-8")
        );
        assert_eq!(body, b"404 Not Found");
    }
}
