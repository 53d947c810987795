//! How large the headers of a response may be, on either protocol, and what an error says of larger ones.
//!
//! A planted fault that turns these red, tried: HTTP/2's own bound of 16 KB, with its own error.

use dust_sdk::{Error, ErrorKind, Method};

use crate::frame_server::{FrameServer, ServerAction};
use crate::h2_frames::{data, headers};
use crate::support::{Act, Server, response};

const VALUE: usize = 4000;

fn fields(number: usize) -> Vec<(String, String)> {
    let field = |at| (format!("x-large-{at}"), "v".repeat(VALUE));
    (0..number).map(field).collect()
}

fn borrowed(fields: &[(String, String)]) -> Vec<(&str, &str)> {
    let pairs = fields.iter();
    pairs.map(|(name, value)| (&**name, &**value)).collect()
}

async fn h2(number: usize) -> FrameServer {
    FrameServer::start(move |_, id| {
        let fields = fields(number);
        let head = headers(id, 200, &borrowed(&fields), false);
        let body = data(id, b"{}", true);
        [head, body].map(ServerAction::Send).to_vec()
    })
    .await
}

async fn h1(number: usize) -> Server {
    let fields = fields(number);
    Server::always(Act::Send(response("200 OK", &borrowed(&fields), "{}"))).await
}

#[tokio::test]
async fn large_headers_come_on_either_protocol() {
    for number in [1, 5, 20, 60] {
        let (h2, h1) = (h2(number).await, h1(number).await);
        for dust in [h2.tls.client(), h1.client()] {
            let raw = dust.request(Method::GET, "spaces").raw().await;
            let raw = raw.unwrap_or_else(|error| panic!("{number}: {error:?}"));
            let large = |name: &&http::HeaderName| name.as_str().starts_with("x-large-");
            assert_eq!(raw.headers().keys().filter(large).count(), number);
            assert_eq!(raw.headers()["x-large-0"].len(), VALUE);
        }
    }
}

/// That the error names the headers, and that only a call that reads was sent again for it.
fn check(error: &Error, method: &Method, requests: usize, case: &str) {
    assert_eq!(error.kind(), ErrorKind::Transport, "{case}: {error:?}");
    assert!(error.message().contains("headers"), "{case}: {error}");
    assert!(error.message().contains("256 KiB"), "{case}: {error}");
    let expected = if method == Method::GET { 3 } else { 1 };
    assert_eq!(requests, expected, "{case}: {error:?}");
    assert_eq!(error.attempts() as usize, requests, "{case}: {error:?}");
    assert_eq!(error.is_retryable(), method == Method::GET, "{case}");
}

#[tokio::test]
async fn larger_headers_are_an_error_that_names_them() {
    for method in [Method::GET, Method::POST] {
        // The second is so many that HTTP/2 has another bound for it.
        for number in [75, 600] {
            let (h2, h1) = (h2(number).await, h1(2 * number).await);
            let case = format!("{method} {number}");
            let call = h2.tls.client().request(method.clone(), "spaces");
            let error = call.await.unwrap_err();
            check(&error, &method, h2.requests(), &format!("{case} h2"));
            let call = h1.client().request(method.clone(), "spaces");
            let error = call.await.unwrap_err();
            check(&error, &method, h1.requests(), &format!("{case} h1"));
        }
    }
}
