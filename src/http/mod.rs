//! A request in, a response out: signed, sent, sent again where that is safe, and read within bounds.

mod attempts;
mod auth;
mod body;
pub(crate) mod call;
pub(crate) mod classify;
mod clients;
mod compression;
mod connect;
pub(crate) mod credential;
pub(crate) mod deadline;
pub(crate) mod envelope;
mod failure;
pub(crate) mod media_type;
pub(crate) mod operation;
pub(crate) mod path;
mod redirect;
pub(crate) mod region;
mod response;
pub(crate) mod retry;
pub(crate) mod retry_after;
mod roots;
mod trace;
pub(crate) mod transport;

use transport::{Delivery, Manner, Settings, Transport};
