//! What the fuzz targets in `fuzz/` call: the readers of what a server sends, with what must hold for any input.
//!
//! It is compiled for fuzzing alone.

use std::time::{Duration, SystemTime};

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::error::{BodyStart, Secrets};
use crate::http::{Region, from_response, parse_retry_after};
use crate::stream::Parser;
use crate::types::run_event::Frame;

/// The first two bytes are the status, the rest is the body of an error.
pub fn error_body(data: &[u8]) {
    let Some((status, body)) = data.split_first_chunk::<2>() else {
        return;
    };
    let status = 300 + u16::from_le_bytes(*status) % 700;
    let Ok(status) = StatusCode::from_u16(status) else {
        return;
    };
    let body = BodyStart::of(body);
    let (error, _) = from_response(status, &HeaderMap::new(), body, Some(Region::Us));
    let shown = format!("{error} {error:?}");
    assert!(!error.message().is_empty());
    assert!(
        shown.len() < 10_000
            && error.to_string().len() <= 1024
            && !shown.contains(char::is_control)
    );
    // Cannot be made of the replacement and what is beside it.
    let secret = "sk-1";
    let clean = error.redacted(&Secrets::of([secret]));
    assert!(!format!("{clean} {clean:?}").contains(secret));
}

/// The value of a `Retry-After` header, read at the time in the first four bytes.
pub fn retry_after(data: &[u8]) {
    let Some((now, text)) = data.split_first_chunk::<4>() else {
        return;
    };
    let now = SystemTime::UNIX_EPOCH + Duration::from_secs(u32::from_le_bytes(*now).into());
    if let Ok(text) = std::str::from_utf8(text)
        && let Some(delay) = parse_retry_after(text, now)
    {
        assert!(now.checked_add(delay).is_some());
    }
}

/// An event stream: it reads the same however it is cut into chunks, whose length is the first byte.
pub fn event_stream(data: &[u8]) {
    let Some((&length, stream)) = data.split_first() else {
        return;
    };
    let cut = read(stream.chunks(usize::from(length).max(1)));
    let whole = read([stream]);
    assert_eq!(cut, whole);
}

/// Small, so that inputs of a fuzzer reach it.
const MAX_EVENT: usize = 512;

/// All events, and whether one was too long.
type Read = (Vec<(Vec<u8>, Vec<u8>)>, bool);

fn read<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Read {
    let mut parser = Parser::new(MAX_EVENT);
    let mut events = Vec::new();
    let mut note = |name: &[u8], data: &[u8]| {
        let _ = serde_json::from_slice::<Frame>(data);
        events.push((name.to_vec(), data.to_vec()));
    };
    for chunk in chunks {
        parser.push(Bytes::copy_from_slice(chunk));
        loop {
            match parser.next_event() {
                Ok(Some(event)) => note(event.name, event.data),
                Ok(None) => break,
                Err(_) => return (events, true),
            }
        }
    }
    if let Some(event) = parser.finish() {
        note(event.name, event.data);
    }
    (events, false)
}
