//! Every kind of call over a real socket, against servers that do not keep to the protocol.

mod hostile;
mod media_types;
#[path = "../support/mod.rs"]
mod support;
