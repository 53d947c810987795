//! Frames of HTTP/2 as bytes (RFC 9113), with header blocks that hold nothing but literals (RFC 7541).

const DATA: u8 = 0;
const HEADERS: u8 = 1;
const RST_STREAM: u8 = 3;
const SETTINGS: u8 = 4;
const PING: u8 = 6;
const GOAWAY: u8 = 7;
const CONTINUATION: u8 = 9;

const END_STREAM: u8 = 1;
const ACK: u8 = 1;
const END_HEADERS: u8 = 4;

/// The largest frame that a client takes unless it says otherwise.
const MAX_FRAME: usize = 16 * 1024;

/// What a client sends before its first frame.
pub(crate) const PREFACE: &[u8] = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

/// Reasons of `RST_STREAM` and `GOAWAY`.
pub(crate) const NO_ERROR: u32 = 0;
pub(crate) const INTERNAL_ERROR: u32 = 2;
pub(crate) const REFUSED_STREAM: u32 = 7;
pub(crate) const CANCEL: u32 = 8;
pub(crate) const ENHANCE_YOUR_CALM: u32 = 11;

/// What the client sent, as far as it matters here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Received {
    /// A request is whole.
    Request(u32),
    /// The client is to be answered so before it goes on.
    Reply([u8; 17], usize),
    Other,
}

/// Takes one frame off a buffer; nothing if it is not whole yet.
pub(crate) fn take_frame(buffer: &mut Vec<u8>) -> Option<Received> {
    let head: [u8; 9] = buffer.get(..9)?.try_into().unwrap();
    let length = usize::from(head[0]) << 16 | usize::from(head[1]) << 8 | usize::from(head[2]);
    let frame: Vec<u8> = match buffer.len() < 9 + length {
        true => return None,
        false => buffer.drain(..9 + length).collect(),
    };
    let (kind, flags) = (head[3], head[4]);
    let stream = u32::from_be_bytes([head[5] & 0x7F, head[6], head[7], head[8]]);
    let reply = |bytes: &[u8]| {
        let mut reply = [0; 17];
        reply[..bytes.len()].copy_from_slice(bytes);
        Received::Reply(reply, bytes.len())
    };
    Some(match kind {
        // The requests of these tests fit into one HEADERS frame, which may be followed by DATA.
        CONTINUATION => panic!("a request is too large for this server"),
        HEADERS | DATA if flags & END_STREAM != 0 => Received::Request(stream),
        SETTINGS if flags & ACK == 0 => reply(&frame_of(SETTINGS, ACK, 0, &[])),
        PING if flags & ACK == 0 => reply(&frame_of(PING, ACK, 0, &frame[9..])),
        _ => Received::Other,
    })
}

fn frame_of(kind: u8, flags: u8, stream: u32, payload: &[u8]) -> Vec<u8> {
    let length = u32::try_from(payload.len()).unwrap().to_be_bytes();
    let mut frame = length[1..].to_vec();
    frame.extend([kind, flags]);
    frame.extend(stream.to_be_bytes());
    frame.extend(payload);
    frame
}

/// How many streams the client may have open at once.
pub(crate) const MAX_CONCURRENT_STREAMS: u16 = 3;

pub(crate) fn settings(settings: &[(u16, u32)]) -> Vec<u8> {
    let mut payload = Vec::new();
    for (name, value) in settings {
        payload.extend(name.to_be_bytes());
        payload.extend(value.to_be_bytes());
    }
    frame_of(SETTINGS, 0, 0, &payload)
}

pub(crate) fn headers(stream: u32, status: u16, headers: &[(&str, &str)], is_end: bool) -> Vec<u8> {
    let mut block = Vec::new();
    let status = status.to_string();
    for &(name, value) in [(":status", status.as_str())].iter().chain(headers) {
        block.push(0); // A literal that goes into no table, with its name.
        push_text(&mut block, name);
        push_text(&mut block, value);
    }
    let mut parts: Vec<&[u8]> = block.chunks(MAX_FRAME).collect();
    let last = parts.pop().unwrap_or_default();
    let mut frames = Vec::new();
    for (at, part) in parts.iter().chain([&last]).enumerate() {
        let is_last = at == parts.len();
        let ends = if is_last { END_HEADERS } else { 0 };
        let (kind, flags) = match at {
            0 => (HEADERS, ends | u8::from(is_end)),
            _ => (CONTINUATION, ends),
        };
        frames.extend(frame_of(kind, flags, stream, part));
    }
    frames
}

/// A trailer, which ends its stream.
pub(crate) fn trailers(stream: u32) -> Vec<u8> {
    let mut block = vec![0];
    push_text(&mut block, "x-checked");
    push_text(&mut block, "yes");
    frame_of(HEADERS, END_HEADERS | END_STREAM, stream, &block)
}

fn push_text(block: &mut Vec<u8>, text: &str) {
    // An integer in seven bits, or what is more than these hold in bytes of seven bits each.
    match u8::try_from(text.len()) {
        Ok(length @ 0..127) => block.push(length),
        _ => {
            block.push(127);
            let mut rest = text.len() - 127;
            while rest >= 128 {
                block.push((rest % 128) as u8 | 128);
                rest /= 128;
            }
            block.push(rest as u8);
        }
    }
    block.extend(text.as_bytes());
}

pub(crate) fn data(stream: u32, bytes: &[u8], is_end: bool) -> Vec<u8> {
    frame_of(DATA, u8::from(is_end), stream, bytes)
}

pub(crate) fn reset(stream: u32, reason: u32) -> Vec<u8> {
    frame_of(RST_STREAM, 0, stream, &reason.to_be_bytes())
}

pub(crate) fn go_away(last_stream: u32, reason: u32) -> Vec<u8> {
    go_away_saying(last_stream, reason, "")
}

/// The same with a text for the log of the client.
pub(crate) fn go_away_saying(last_stream: u32, reason: u32, text: &str) -> Vec<u8> {
    let mut payload = last_stream.to_be_bytes().to_vec();
    payload.extend(reason.to_be_bytes());
    payload.extend(text.as_bytes());
    frame_of(GOAWAY, 0, 0, &payload)
}
