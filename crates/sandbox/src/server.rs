//! The HTTP server: one thread with a runtime of its own, so that dropping a sandbox ends every connection and task at once
//! and frees the port, whatever runtime the test uses.

use std::future::{pending, poll_fn};
use std::net::SocketAddr;
use std::pin::pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

use axum::Router as HttpRouter;
use axum::body::{Body, Bytes};
use axum::extract::{ConnectInfo, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header, request::Parts};
use axum::response::Response;
use futures_core::Stream;
use tokio::net::TcpSocket;
use tokio::sync::oneshot;
use tokio::time::sleep;

use crate::document::Document;
use crate::faults::{Fault, Faults};
use crate::http::api_error::ApiError;
use crate::http::body::{Damage, Pace, channel};
use crate::http::connection::{Busy, ConnectionHandle, ConnectionListener};
use crate::http::form;
use crate::http::reply::{Content, Reply};
use crate::http::request::ReceivedRequest;
use crate::router::{Incoming, Router};
use crate::routes::Routes;
use crate::state::workspace::Workspace;

/// Looks at each request when its answer is known.
pub(crate) type Observer = Arc<dyn Fn(&ReceivedRequest) + Send + Sync>;

/// How requests are read and answers sent.
pub(crate) struct Settings {
    pub(crate) pace: Pace,
    pub(crate) latency: Duration,
    pub(crate) body_limit: usize,
    pub(crate) observer: Option<Observer>,
    pub(crate) document: Arc<Document>,
}

/// What the connections of a sandbox share.
struct Context {
    router: Router,
    routes: Mutex<Routes>,
    workspace: Mutex<Workspace>,
    faults: Mutex<Faults>,
    log: Mutex<Vec<ReceivedRequest>>,
    settings: Settings,
}

/// A script that panicked in one test leaves the sandbox usable.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A server that runs until it is dropped.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    context: Arc<Context>,
    stop: Option<oneshot::Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Server {
    pub(crate) fn start(
        workspace: Workspace,
        routes: Routes,
        settings: Settings,
        address: SocketAddr,
    ) -> std::io::Result<Self> {
        let socket = bind(address)?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()?;
        let listener = {
            let _inside = runtime.enter();
            // Many connections may come at once.
            socket.listen(1024)
        };
        let listener = match listener {
            Ok(listener) => listener,
            Err(error) => {
                // The caller may be inside of a runtime, where another one may not be waited for.
                runtime.shutdown_background();
                return Err(error);
            }
        };
        let address = listener.local_addr()?;
        let listener = ConnectionListener(listener);
        let context = Arc::new(Context {
            router: Router::new(settings.document.clone()),
            routes: Mutex::new(routes),
            workspace: Mutex::new(workspace),
            faults: Mutex::default(),
            log: Mutex::default(),
            settings,
        });
        let served = context.clone();
        let (stop, stopped) = oneshot::channel();
        let thread = std::thread::Builder::new()
            .name("dust-sandbox".to_owned())
            .spawn(move || {
                runtime.spawn(serve(listener, served));
                // An error means that the sandbox is gone, which is the signal too.
                let _ = runtime.block_on(stopped);
            })?;
        Ok(Self {
            address,
            context,
            stop: Some(stop),
            thread: Some(thread),
        })
    }

    pub(crate) fn workspace(&self) -> MutexGuard<'_, Workspace> {
        lock(&self.context.workspace)
    }

    pub(crate) fn faults(&self) -> MutexGuard<'_, Faults> {
        lock(&self.context.faults)
    }

    pub(crate) fn routes(&self) -> MutexGuard<'_, Routes> {
        lock(&self.context.routes)
    }

    /// The requests so far, oldest first.
    pub(crate) fn requests(&self) -> Vec<ReceivedRequest> {
        lock(&self.context.log).clone()
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

fn bind(address: SocketAddr) -> std::io::Result<TcpSocket> {
    let socket = match address {
        SocketAddr::V4(_) => TcpSocket::new_v4(),
        SocketAddr::V6(_) => TcpSocket::new_v6(),
    }?;
    // A sandbox that starts again can have its old port at once. On Windows the option would let two share a port.
    #[cfg(unix)]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    Ok(socket)
}

async fn serve(listener: ConnectionListener, context: Arc<Context>) {
    let app = HttpRouter::new().fallback(handle).with_state(context);
    let service = app.into_make_service_with_connect_info::<ConnectionHandle>();
    // It never ends: `accept` deals with its own errors.
    let _ = axum::serve(listener, service).await;
}

async fn handle(
    State(context): State<Arc<Context>>,
    ConnectInfo(connection): ConnectInfo<ConnectionHandle>,
    request: Request,
) -> Response {
    let busy = connection.busy();
    let (parts, body) = request.into_parts();
    let (body, complete) = read(body, context.settings.body_limit).await;
    let authorization = authorization(&parts);
    let request = received(parts, body);
    let at = {
        let mut log = lock(&context.log);
        log.push(request.clone());
        log.len() - 1
    };
    let fault = lock(&context.faults).next_for(&request);
    sleep(context.settings.latency).await;
    let reply = match &fault {
        Some(Fault::Stall) => pending().await,
        Some(Fault::Reset) => None,
        Some(fault) if fault.answer().is_some() => fault.answer(),
        _ if !complete => Some(too_large()),
        _ => Some(answer(&context, &request, authorization.as_deref()).await),
    };
    let reply = reply.filter(|_| fault != Some(Fault::ResetAfterActing));
    answered(&context, at, request, reply.as_ref());
    match reply {
        Some(reply) => {
            let damage = fault.and_then(|fault| fault.damage());
            response(reply, context.settings.pace, damage, busy)
        }
        None => {
            connection.reset();
            Response::new(Body::empty())
        }
    }
}

/// Does what is asked. A call that waits for messages waits here, without the lock on the workspace.
async fn answer(
    context: &Context,
    request: &ReceivedRequest,
    authorization: Option<&str>,
) -> Reply {
    let content_type = request.header("content-type").unwrap_or_default();
    let form = form::parse(content_type, Bytes::copy_from_slice(request.body())).await;
    let incoming = Incoming {
        request,
        authorization,
        form: form.as_deref(),
    };
    let reply = {
        let mut workspace = lock(&context.workspace);
        let routes = lock(&context.routes);
        context.router.answer(&mut workspace, &routes, &incoming)
    };
    match reply.content {
        Content::Later(reply) => reply.await,
        _ => reply,
    }
}

/// The body up to the limit, and whether that was all. The rest is read and dropped, so that the client gets to the answer.
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
    ApiError::new(
        StatusCode::PAYLOAD_TOO_LARGE,
        "content_too_large",
        "The request body is too large.",
    )
    .into()
}

/// Notes the status in the log and calls the observer.
fn answered(context: &Context, at: usize, mut request: ReceivedRequest, reply: Option<&Reply>) {
    if let Some(reply) = reply {
        request.set_status(reply.status.as_u16());
    }
    if let Some(observer) = &context.settings.observer {
        observer(&request);
    }
    if let Some(kept) = lock(&context.log).get_mut(at) {
        *kept = request;
    }
}

/// The response of a reply: whole, as a stream, or damaged by a fault.
fn response(reply: Reply, pace: Pace, damage: Option<Damage>, busy: Busy) -> Response {
    let (body, length) = match (reply.content, damage) {
        (Content::Whole(bytes), None | Some(Damage::EndAfter(_))) => (Body::from(bytes), None),
        (Content::Whole(bytes), Some(damage)) => {
            let length = bytes.len();
            let (mut writer, body) = channel(pace, Some(damage), busy);
            tokio::spawn(async move { writer.send(&bytes).await });
            (body, Some(length))
        }
        (Content::Stream(write), damage) => {
            let (writer, body) = channel(pace, damage, busy);
            tokio::spawn(write(writer));
            (body, None)
        }
        // Such a reply was awaited before it gets here.
        (Content::Later(_), _) => (Body::empty(), None),
    };
    let mut response = Response::new(body);
    *response.status_mut() = reply.status;
    let headers = response.headers_mut();
    for (name, value) in reply.headers {
        // Only a scripted answer can have a value that is none.
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.append(name, value);
        }
    }
    if let Some(length) = length {
        headers.insert(header::CONTENT_LENGTH, length.into());
    }
    response
}

#[cfg(test)]
mod tests;
