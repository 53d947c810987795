//! HTTP as users have it: over TLS, on HTTP/2 and HTTP/1.1, through proxies and redirects, on real sockets, and every kind
//! of call against servers that do not keep to the protocol.
//!
//! The servers are of three kinds: hyper's, which keeps to it, frames of HTTP/2 written by hand, and bytes of HTTP/1.1.
//!
//! Planted faults that turn these red, each tried: see the head of each module.

#![cfg(any(feature = "rustls-no-provider", feature = "native-tls"))]

mod authority;
mod certificates;
mod child;
mod connections;
mod data_errors;
mod errors;
mod event_slots;
mod faults;
mod flow_control;
mod frame_server;
mod h2_frames;
mod header_limits;
mod hostile;
mod keep_alive;
mod leaks;
mod media_types;
mod middleware;
mod plain_http;
mod proxies;
mod redirects;
mod refused_streams;
mod retries;
mod soak;
#[path = "../support/mod.rs"]
mod support;
mod tls_server;
mod tracing;
mod truncation;
mod user_headers;
