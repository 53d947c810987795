//! The HTTP side: one thread with a runtime of its own, so that dropping a sandbox ends every connection and task at once
//! and frees the port, whatever runtime the test uses.

use std::future::{pending, poll_fn};
use std::net::{SocketAddr, TcpListener};
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Query, Request, State as Extracted};
use axum::http::{StatusCode, header, request::Parts};
use axum::response::Response;
use futures_core::Stream;
use tokio::sync::oneshot;
use tokio::time::{sleep, timeout};

use super::deliver::{Pace, deliver};
use super::faults::{Fault, Faults};
use super::line::{Line, Lines};
use super::log::ReceivedRequest;
use super::respond::{Content, Refusal, Reply};
use super::router;
use super::state::State;
use super::talk::{self, Held};

/// Looks at each request when its answer is known.
pub(super) type Observer = Arc<dyn Fn(&ReceivedRequest) + Send + Sync>;

/// What the sandbox and its connections share.
pub(super) struct Shared {
    state: Mutex<State>,
    faults: Mutex<Faults>,
    log: Mutex<Vec<ReceivedRequest>>,
    pub(super) pace: Pace,
    pub(super) latency: Duration,
    pub(super) body_limit: usize,
    pub(super) observer: Option<Observer>,
}

impl Shared {
    pub(super) fn new(
        state: State,
        pace: Pace,
        latency: Duration,
        body_limit: usize,
        observer: Option<Observer>,
    ) -> Self {
        Self {
            state: Mutex::new(state),
            faults: Mutex::default(),
            log: Mutex::default(),
            pace,
            latency,
            body_limit,
            observer,
        }
    }

    pub(super) fn state(&self) -> MutexGuard<'_, State> {
        lock(&self.state)
    }

    pub(super) fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.faults)
    }

    pub(super) fn log(&self) -> MutexGuard<'_, Vec<ReceivedRequest>> {
        lock(&self.log)
    }

    pub(super) fn finish_run(&self, run: &str) {
        if let Some(run) = self.state().runs.get_mut(run) {
            run.finish();
        }
    }
}

/// A script that panicked in one test leaves the sandbox usable.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A server that runs until it is dropped.
pub(super) struct Server {
    pub(super) address: SocketAddr,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(super) fn start(shared: Arc<Shared>, address: SocketAddr) -> std::io::Result<Self> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let lines = {
            let _inside = runtime.enter();
            Lines(tokio::net::TcpListener::from_std(listener)?)
        };
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("dust-sandbox".to_owned())
            .spawn(move || {
                runtime.spawn(serve(lines, shared));
                // An error means that the sandbox is gone, which is the signal too.
                let _ = runtime.block_on(stopped);
            })?;
        Ok(Self {
            address,
            stop: Some(stop),
            thread: Some(thread),
        })
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(stop) = self.stop.take() {
            // It fails only if the thread has ended already.
            let _ = stop.send(());
        }
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

async fn serve(lines: Lines, shared: Arc<Shared>) {
    let app = Router::new().fallback(handle).with_state(shared);
    let service = app.into_make_service_with_connect_info::<Line>();
    // It never ends: `accept` deals with its own errors.
    let _ = axum::serve(lines, service).await;
}

async fn handle(
    Extracted(shared): Extracted<Arc<Shared>>,
    ConnectInfo(line): ConnectInfo<Line>,
    request: Request,
) -> Response {
    let busy = line.busy();
    let (parts, body) = request.into_parts();
    let (body, complete) = read(body, shared.body_limit).await;
    let authorization = authorization(&parts);
    let request = received(parts, body);
    let at = {
        let mut log = shared.log();
        log.push(request.clone());
        log.len() - 1
    };
    let fault = shared.faults().take(&request);
    sleep(shared.latency).await;
    let reply = match &fault {
        Some(Fault::Stall) => pending().await,
        Some(Fault::Reset) => None,
        Some(fault) if fault.answer().is_some() => fault.answer(),
        _ if !complete => Some(too_large()),
        _ => Some(act(&shared, &request, authorization.as_deref()).await),
    };
    let reply = reply.filter(|_| fault != Some(Fault::ResetAfterActing));
    answered(&shared, at, request, reply.as_ref());
    match reply {
        Some(reply) => deliver(&shared, reply, fault.and_then(|fault| fault.damage()), busy),
        None => {
            line.reset();
            Response::new(Body::empty())
        }
    }
}

/// Does what is asked; agents begin to speak when the answer is made, and calls that wait for them wait here.
async fn act(
    shared: &Arc<Shared>,
    request: &ReceivedRequest,
    authorization: Option<&str>,
) -> Reply {
    let (mut reply, started, limit) = {
        let mut state = shared.state();
        let reply = router::answer(&mut state, request, authorization);
        let started = std::mem::take(&mut state.talks.started);
        (reply, started, state.talks.rules.blocking_limit)
    };
    for performance in started {
        tokio::spawn(talk::perform(shared.clone(), performance));
    }
    if let Content::Held(held) = reply.content {
        // When the time is over, the answer is whatever there is.
        let _ = timeout(limit, finished(shared, &held)).await;
        reply = held.reply(&shared.state(), true);
    }
    reply
}

async fn finished(shared: &Shared, held: &Held) {
    loop {
        let waits = held.waits(&shared.state());
        let Some(mut changes) = waits else { return };
        if changes.changed().await.is_err() {
            return;
        }
    }
}

/// The body up to the limit, and whether that was all. The rest is read and forgotten, so that the client gets to the answer.
async fn read(body: Body, limit: usize) -> (Bytes, bool) {
    let mut stream = pin!(body.into_data_stream());
    let mut kept = Vec::new();
    let mut complete = true;
    while let Some(Ok(piece)) = poll_fn(|cx| stream.as_mut().poll_next(cx)).await {
        complete = complete && kept.len() + piece.len() <= limit;
        if complete {
            kept.extend_from_slice(&piece);
        }
    }
    (kept.into(), complete)
}

fn authorization(parts: &Parts) -> Option<String> {
    let value = parts.headers.get(header::AUTHORIZATION)?;
    Some(value.to_str().unwrap_or_default().to_owned())
}

fn received(parts: Parts, body: Bytes) -> ReceivedRequest {
    let query = Query::<Vec<(String, String)>>::try_from_uri(&parts.uri);
    let query = query.map_or_else(|_| Vec::new(), |Query(pairs)| pairs);
    ReceivedRequest::new(parts.method, parts.uri, query, parts.headers, body)
}

fn too_large() -> Reply {
    Refusal::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "content_too_large",
        "The request body is too large.",
    )
    .into()
}

/// Notes the status in the log and tells the observer.
fn answered(shared: &Shared, at: usize, mut request: ReceivedRequest, reply: Option<&Reply>) {
    if let Some(reply) = reply {
        request.set_status(reply.status.as_u16());
    }
    if let Some(observer) = &shared.observer {
        observer(&request);
    }
    if let Some(kept) = shared.log().get_mut(at) {
        *kept = request;
    }
}
