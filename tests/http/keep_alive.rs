//! A connection on HTTP/2 that goes silent while TCP lives is given up, and what can be sent again goes over another.
//!
//! A planted fault that turns this red, tried: no pings.

use std::time::{Duration, Instant};

use dust_sdk::{ErrorKind, Method};
use futures_util::future::join_all;

use crate::frame_server::{FrameServer, ServerAction};
use crate::h2_frames::{data, headers};

const READ_TIMEOUT: Duration = Duration::from_secs(3);

fn answer(id: u32) -> Vec<ServerAction> {
    let fields = [("content-type", "application/json")];
    let head = headers(id, 200, &fields, false);
    [head, data(id, b"{}", true)]
        .map(ServerAction::Send)
        .to_vec()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_silent_connection_takes_no_call_that_can_be_repeated() {
    let server = FrameServer::start(|number, id| match number {
        1 => vec![ServerAction::Stall],
        _ => answer(id),
    })
    .await;
    let config = server.tls.config().read_timeout(READ_TIMEOUT);
    let dust = dust_sdk::Client::new(config).unwrap();
    dust.request(Method::GET, "spaces").await.unwrap();
    let started = Instant::now();
    let reads = (0..5).map(|_| {
        dust.request(Method::GET, "spaces")
            .max_retries(1)
            .into_future()
    });
    let change = dust.request(Method::POST, "spaces").into_future();
    let (reads, change) = tokio::join!(join_all(reads), change);
    for read in reads {
        read.unwrap();
    }
    // It may have been done, so it is not sent again.
    let error = change.unwrap_err();
    assert!(
        matches!(error.kind(), ErrorKind::Timeout | ErrorKind::Transport),
        "{error:?}"
    );
    assert_eq!((error.attempts(), error.is_retryable()), (1, false));
    assert!(started.elapsed() < READ_TIMEOUT + Duration::from_secs(1));
    dust.request(Method::POST, "spaces").await.unwrap();
    assert_eq!(server.tls.accepted(), 2);
}

#[tokio::test]
async fn a_slow_answer_on_a_connection_that_lives_is_waited_for() {
    let server = FrameServer::start(|_, id| {
        let mut steps = vec![ServerAction::Pause; 60];
        steps.extend(answer(id));
        steps
    })
    .await;
    let config = server.tls.config().read_timeout(Duration::from_secs(3));
    let dust = dust_sdk::Client::new(config).unwrap();
    dust.request(Method::GET, "spaces")
        .max_retries(0)
        .await
        .unwrap();
}
