//! placeholder
use crate::error::Error;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
pub(crate) type ByteStream = Pin<Box<dyn Stream<Item = Result<Bytes, Error>> + Send>>;
