//! The wire: requests as they arrived, replies before they are sent, bodies that are written piece by piece, connections.

pub(crate) mod api_error;
pub(crate) mod body;
pub(crate) mod connection;
pub(crate) mod form;
pub(crate) mod reply;
pub(crate) mod request;
