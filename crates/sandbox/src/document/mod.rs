//! What the API looks like.

pub(crate) mod path;
