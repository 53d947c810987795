//! Cuts the bytes of an event stream into server-sent events, without copying the usual ones.
//!
//! Own code rather than a crate, because two things decide here and neither can be added from outside: an event that
//! lies whole in one chunk is handed out as a slice of that chunk (decoding JSON from it needs no `String` in between),
//! and what a server makes us hold is bounded while it arrives. Lines are cut as the WHATWG's specification says, with
//! one difference: an event that the end of the body leaves unterminated is not thrown away, [`Parser::finish`] gives it.
//! Nothing here looks at UTF-8; decoding the data does.

use std::ops::Range;

use bytes::Bytes;
use memchr::memchr2;

use crate::error::{Error, ErrorKind};

/// The most that one event may take, its unfinished lines included.
pub(crate) const MAX_EVENT: usize = 8 * 1024 * 1024;

/// Buffers above this size are given back after the event that needed them.
const KEEP: usize = 64 * 1024;

const BOM: &[u8] = b"\xEF\xBB\xBF";

/// One event, as long as the parser is not asked for the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Event<'a> {
    /// The last `event:` line, empty where there is none.
    pub(crate) name: &'a [u8],
    /// The `data:` lines, joined by LF.
    pub(crate) data: &'a [u8],
}

/// An event is longer than the bound: nothing after it can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct TooLong;

impl TooLong {
    /// The error of an event that is beyond [`MAX_EVENT`].
    pub(crate) fn into_error(self, operation: &'static str) -> Error {
        let message = format!("an event of the stream is longer than {MAX_EVENT} bytes");
        Error::new(ErrorKind::PayloadTooLarge, message).with_operation(operation)
    }
}

/// The state between two chunks.
#[derive(Debug)]
pub(crate) struct Parser {
    chunk: Bytes,
    /// Where the unread part of `chunk` begins.
    at: usize,
    /// The beginning of a line whose end has not arrived yet.
    line: Vec<u8>,
    fields: Fields,
    /// The fields were given out and belong to the past.
    given: bool,
    /// A CR ended the last line: an LF that follows belongs to it.
    after_cr: bool,
    before_first_line: bool,
    max_event: usize,
}

/// Where the data of a complete event is.
enum DataLocation {
    Chunk(Range<usize>),
    Fields,
}

impl Parser {
    pub(crate) fn new(max_event: usize) -> Self {
        Self {
            chunk: Bytes::new(),
            at: 0,
            line: Vec::new(),
            fields: Fields::default(),
            given: false,
            after_cr: false,
            before_first_line: true,
            max_event,
        }
    }

    /// Takes the next chunk; the one before must have been read to its end.
    pub(crate) fn push(&mut self, chunk: Bytes) {
        debug_assert!(
            self.at == self.chunk.len(),
            "a chunk was not read to its end"
        );
        self.chunk = chunk;
        self.at = 0;
    }

    /// The next complete event, or `None` when another chunk is needed.
    pub(crate) fn next_event(&mut self) -> Result<Option<Event<'_>>, TooLong> {
        let place = self.advance()?;
        Ok(place.map(|place| self.event_at(place)))
    }

    /// The event that the end of the body left without its blank line, if there is one.
    pub(crate) fn finish(&mut self) -> Option<Event<'_>> {
        self.forget_given();
        let line = std::mem::take(&mut self.line);
        self.fields
            .read_line(strip_bom(&line, self.before_first_line));
        self.fields
            .has_data
            .then(|| self.event_at(DataLocation::Fields))
    }

    /// Whether nothing of a further event has come, once there is no complete one left.
    pub(crate) fn is_between_events(&self) -> bool {
        self.line.is_empty() && (self.given || self.fields.is_empty())
    }

    fn advance(&mut self) -> Result<Option<DataLocation>, TooLong> {
        self.forget_given();
        loop {
            let Some(&next) = self.chunk.get(self.at) else {
                return Ok(None);
            };
            if std::mem::take(&mut self.after_cr) && next == b'\n' {
                self.at += 1;
                continue;
            }
            if let Some(range) = self.whole_event() {
                return Ok(Some(DataLocation::Chunk(range)));
            }
            let rest = &self.chunk[self.at..];
            let end = memchr2(b'\n', b'\r', rest);
            let piece = &rest[..end.unwrap_or(rest.len())];
            // Each of the three is at most the bound before this chunk, so the sum cannot overflow.
            if self.line.len() + piece.len() + self.fields.len() > self.max_event {
                return Err(TooLong);
            }
            let Some(end) = end else {
                self.line.extend_from_slice(piece);
                self.at = self.chunk.len();
                return Ok(None);
            };
            self.after_cr = rest[end] == b'\r';
            self.at += end + 1;
            if self.read_line(self.at - 1 - end..self.at - 1) {
                self.given = true;
                return Ok(Some(DataLocation::Fields));
            }
        }
    }

    /// The usual case: a single `data:` line and its blank line, both within the chunk and nothing before them.
    fn whole_event(&mut self) -> Option<Range<usize>> {
        let rest = &self.chunk[self.at..];
        if !self.line.is_empty() || !self.fields.is_empty() || !rest.starts_with(b"data:") {
            return None;
        }
        let end = memchr2(b'\n', b'\r', rest)?;
        let after = match &rest[end..] {
            [b'\n', b'\n', ..] => 2,
            [b'\r', b'\n', b'\r', b'\n', ..] => 4,
            _ => return None,
        };
        if end > self.max_event {
            return None;
        }
        let start = if rest[5] == b' ' { 6 } else { 5 };
        let range = self.at + start..self.at + end;
        self.at += end + after;
        self.before_first_line = false;
        Some(range)
    }

    /// Reads the line that ends at `piece`; true when it completes an event.
    fn read_line(&mut self, piece: Range<usize>) -> bool {
        let first = std::mem::take(&mut self.before_first_line);
        if self.line.is_empty() {
            return self.fields.read_line(strip_bom(&self.chunk[piece], first));
        }
        self.line.extend_from_slice(&self.chunk[piece]);
        let complete = self.fields.read_line(strip_bom(&self.line, first));
        recycle(&mut self.line);
        complete
    }

    fn forget_given(&mut self) {
        if std::mem::take(&mut self.given) {
            self.fields.clear();
        }
    }

    fn event_at(&self, place: DataLocation) -> Event<'_> {
        match place {
            DataLocation::Chunk(range) => Event {
                name: b"",
                data: &self.chunk[range],
            },
            DataLocation::Fields => Event {
                name: &self.fields.name,
                // Each line was followed by an LF; the last of them is not part of the data.
                data: &self.fields.data[..self.fields.data.len() - 1],
            },
        }
    }
}

/// What the lines of an unfinished event said.
#[derive(Debug, Default)]
struct Fields {
    name: Vec<u8>,
    /// Each line followed by an LF.
    data: Vec<u8>,
    has_data: bool,
}

impl Fields {
    /// Takes one line; true when it is the blank line that completes an event.
    fn read_line(&mut self, line: &[u8]) -> bool {
        if line.is_empty() {
            if !self.has_data {
                self.clear();
            }
            return self.has_data;
        }
        let (field, value) = match line.iter().position(|&byte| byte == b':') {
            Some(colon) => (&line[..colon], &line[colon + 1..]),
            None => (line, &b""[..]),
        };
        let value = value.strip_prefix(b" ").unwrap_or(value);
        match field {
            b"data" => {
                self.data.extend_from_slice(value);
                self.data.push(b'\n');
                self.has_data = true;
            }
            b"event" => {
                self.name.clear();
                self.name.extend_from_slice(value);
            }
            // Comments (no field name), `id`, `retry` and whatever comes later.
            _ => {}
        }
        false
    }

    fn is_empty(&self) -> bool {
        !self.has_data && self.name.is_empty()
    }

    fn len(&self) -> usize {
        self.data.len() + self.name.len()
    }

    fn clear(&mut self) {
        recycle(&mut self.data);
        recycle(&mut self.name);
        self.has_data = false;
    }
}

fn strip_bom(line: &[u8], first: bool) -> &[u8] {
    match first {
        true => line.strip_prefix(BOM).unwrap_or(line),
        false => line,
    }
}

fn recycle(buffer: &mut Vec<u8>) {
    buffer.clear();
    buffer.shrink_to(KEEP);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Owned = (Vec<u8>, Vec<u8>);

    /// Feeds the chunks, then the end.
    fn events(chunks: &[&[u8]], max_event: usize) -> Result<Vec<Owned>, TooLong> {
        let mut parser = Parser::new(max_event);
        let mut events = Vec::new();
        let owned = |event: Event<'_>| (event.name.to_vec(), event.data.to_vec());
        for chunk in chunks {
            parser.push(Bytes::copy_from_slice(chunk));
            while let Some(event) = parser.next_event()? {
                events.push(owned(event));
            }
        }
        events.extend(parser.finish().map(owned));
        Ok(events)
    }

    fn data(stream: &str) -> Vec<String> {
        let text = |(_, data): Owned| String::from_utf8(data).unwrap();
        events(&[stream.as_bytes()], MAX_EVENT)
            .unwrap()
            .into_iter()
            .map(text)
            .collect()
    }

    #[test]
    fn cuts_events_at_blank_lines() {
        let cases: [(&str, &[&str]); 19] = [
            ("", &[]),
            ("\n\n\n", &[]),
            ("data: a\n\ndata: b\n\n", &["a", "b"]),
            ("data:a\n\n", &["a"]),
            ("data:  a\n\n", &[" a"]),
            ("data: a\r\n\r\ndata: b\r\n\r\n", &["a", "b"]),
            ("data: a\r\rdata: b\r\r", &["a", "b"]),
            ("data: a\r\n\ndata: b\n\r\n", &["a", "b"]),
            ("data: a\n\r\ndata: b\r\n\r", &["a", "b"]),
            ("\u{feff}data: a\n\n", &["a"]),
            ("\u{feff}\ndata: a\n\n", &["a"]),
            ("data: a\n\n\u{feff}data: b\n\n", &["a"]),
            (":\n\n: keep-alive\n\ndata: a\n:\n\n", &["a"]),
            ("data: a\ndata: b\ndata\n\n", &["a\nb\n"]),
            ("id: 7\nretry: 10\nother: x\ndata: a\n\n", &["a"]),
            ("id: 7\n\ndata: a\n\n", &["a"]),
            ("data\n\n", &[""]),
            ("data: a\n\ndata: unterminated", &["a", "unterminated"]),
            ("data: a\n\ndata: unterminated\n", &["a", "unterminated"]),
        ];
        for (stream, want) in cases {
            assert_eq!(data(stream), want, "{stream:?}");
        }
    }

    #[test]
    fn names_belong_to_their_own_event() {
        let stream = b"event: dust-handshake\ndata: {}\n\nevent: lost\n\ndata: x\n\nevent: a\nevent: b\ndata: y\n\n";
        let named = |name: &str, data: &str| (name.as_bytes().to_vec(), data.as_bytes().to_vec());
        assert_eq!(
            events(&[stream], MAX_EVENT),
            Ok(vec![
                named("dust-handshake", "{}"),
                named("", "x"),
                named("b", "y")
            ])
        );
    }

    #[test]
    fn refuses_an_event_over_the_bound_however_it_arrives() {
        let fits = format!("data: {}\n\n", "x".repeat(94));
        assert_eq!(
            events(&[fits.as_bytes()], 100).map(|events| events.len()),
            Ok(1)
        );
        let long_line = format!("data: {}\n\n", "x".repeat(101));
        let many_lines = format!("{}\n", "data: xxxxxxxxxx\n".repeat(10));
        let long_comment = format!(":{}\n\n", "x".repeat(101));
        for stream in [long_line, many_lines, long_comment] {
            let bytes = stream.as_bytes();
            let single: Vec<&[u8]> = bytes.chunks(1).collect();
            assert_eq!(events(&[bytes], 100), Err(TooLong), "{stream}");
            assert_eq!(events(&single, 100), Err(TooLong), "{stream}");
        }
    }

    #[test]
    fn gives_large_buffers_back() {
        let mut parser = Parser::new(MAX_EVENT);
        parser.push(Bytes::from("data: ".to_owned() + &"x".repeat(1 << 20)));
        assert_eq!(parser.next_event(), Ok(None));
        parser.push(Bytes::from_static(b"\n\ndata: y\n\n"));
        assert_eq!(parser.next_event().unwrap().unwrap().data.len(), 1 << 20);
        assert_eq!(parser.next_event().unwrap().unwrap().data, b"y");
        assert!(parser.line.capacity() <= KEEP && parser.fields.data.capacity() <= KEEP);
    }

    /// Pieces that meet at every kind of border: line ends, a BOM, characters of several bytes, broken UTF-8.
    fn stream() -> impl Strategy<Value = Vec<u8>> {
        let pieces: [&[u8]; 14] = [
            b"data: ",
            b"data:",
            b"event: a",
            b"id: 1",
            b":",
            b"\n",
            b"\n\n",
            b"\r",
            b"\r\n",
            b"\r\n\r\n",
            BOM,
            "{\"text\":\"29 €\"}".as_bytes(),
            b"\xE2\x82",
            b" ",
        ];
        let piece = prop::sample::select(pieces.to_vec());
        prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_cut_gives_the_same_events(stream in stream(), cuts in prop::collection::vec(0usize..400, 0..30)) {
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(stream.len())).collect();
            cuts.extend([0, stream.len()]);
            cuts.sort_unstable();
            let chunks: Vec<&[u8]> = cuts.windows(2).map(|pair| &stream[pair[0]..pair[1]]).collect();
            let single: Vec<&[u8]> = stream.chunks(1).collect();
            let whole = events(&[&stream], MAX_EVENT);
            prop_assert_eq!(&events(&chunks, MAX_EVENT), &whole);
            prop_assert_eq!(&events(&single, MAX_EVENT), &whole);
        }
    }
}
