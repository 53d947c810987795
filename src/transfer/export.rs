//! An exported table while it arrives: its name, its type and its bytes.
//!
//! Exports have no upper size, so nothing here holds more than a chunk unless the caller says how much it may be. The length
//! that the server announced is checked against what came, whatever the protocol below does about it.

use std::fmt;
use std::future::poll_fn;
use std::path::PathBuf;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::HeaderMap;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};

use super::file_name;
#[cfg(feature = "csv")]
use super::rows::Rows;
use super::save::SaveTo;
use crate::error::{Error, ErrorKind, Result, Secrets};
use crate::http::ByteStream;

/// An export that has begun to arrive: a `Stream` of its bytes, and what the server says about it.
///
/// Dropping it closes the connection.
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
/// use dust_sdk::AnalyticsTable;
///
/// let mut export = dust.workspace().analytics(AnalyticsTable::Messages, "2026-10-01", "2026-10-31").csv().await?;
/// while let Some(bytes) = export.chunk().await? {
///     println!("{} bytes more", bytes.len());
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "an export is not read unless its bytes are asked for"]
pub struct Export {
    operation: &'static str,
    /// The file name that the server suggests, without any path in it.
    pub file_name: Option<String>,
    /// What the server says the bytes are.
    pub content_type: Option<String>,
    /// How many bytes the server has announced, if it has.
    pub content_length: Option<u64>,
    /// Absent once nothing more can come.
    body: Option<ByteStream>,
    received: u64,
    /// What must not be shown of what the server says.
    secrets: Secrets,
}

impl Export {
    pub(crate) fn new(
        operation: &'static str,
        headers: &HeaderMap,
        body: ByteStream,
        secrets: Secrets,
    ) -> Self {
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
        Self {
            operation,
            file_name: file_name::suggested(headers).map(|name| secrets.redact(&name)),
            content_type: text(CONTENT_TYPE).map(|name| secrets.redact(name)),
            content_length: text(CONTENT_LENGTH).and_then(|value| value.parse().ok()),
            body: Some(body),
            received: 0,
            secrets,
        }
    }

    /// The file name that the server suggests, without any path in it.
    ///
    /// It is for showing, or for joining to a directory of your choice; [`save_to`](Self::save_to) never uses it.
    pub fn file_name(&self) -> Option<&str> {
        self.file_name.as_deref()
    }

    /// What the server says the bytes are: usually `text/csv`, for several tables at once `application/zip`.
    pub fn content_type(&self) -> Option<&str> {
        self.content_type.as_deref()
    }

    /// How many bytes the server has announced, if it has.
    pub fn content_length(&self) -> Option<u64> {
        self.content_length
    }

    /// Waits for the next bytes; `None` at the end.
    ///
    /// The same as `StreamExt::next` with the error outside, for programs that do without `futures-util`.
    ///
    /// # Errors
    ///
    /// What became of the connection, and [`ErrorKind::Transport`] if the length is not the announced one.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>> {
        poll_fn(|cx| self.poll_chunk(cx)).await.transpose()
    }

    /// Reads everything, up to `limit` bytes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::PayloadTooLarge`] if there is more, and what [`chunk`](Self::chunk) gives.
    pub async fn bytes(mut self, limit: usize) -> Result<Bytes> {
        let fits = |length: u64| length <= limit as u64;
        if !self.content_length.is_none_or(fits) {
            return Err(self.too_large(limit));
        }
        let mut all = Vec::new();
        while let Some(chunk) = self.chunk().await? {
            if !fits(self.received) {
                return Err(self.too_large(limit));
            }
            all.extend_from_slice(&chunk);
        }
        Ok(all.into())
    }

    /// Reads everything as text, up to `limit` bytes.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] if it is not UTF-8, and what [`bytes`](Self::bytes) gives.
    pub async fn text(self, limit: usize) -> Result<String> {
        let operation = self.operation;
        let bytes = self.bytes(limit).await?;
        String::from_utf8(bytes.into()).map_err(|error| {
            Error::new(ErrorKind::Decode, "the export is not text in UTF-8")
                .with_operation(operation)
                .with_source(error.utf8_error())
        })
    }

    /// Reads the table row by row, each decoded into `T` by the names of its columns.
    ///
    /// Columns that `T` does not have are passed over, and columns or cells that are not there are absent: make fields
    /// `Option`. An empty cell is `None`, a cell that lists several things (`"a; b"`) fills a `Vec`, and the `'` that guards a
    /// cell against being taken for a formula is removed. A map of strings takes any table. A row that does not fit is an
    /// error item, and the rows after it still come. No more than one row and one chunk are held. Needs the feature `csv`.
    #[cfg(feature = "csv")]
    pub fn rows<T: serde::de::DeserializeOwned>(self) -> Rows<T> {
        Rows::new(self)
    }

    /// Writes everything to a file: await what this gives, or ask it for progress first.
    ///
    /// The bytes go to a temporary file beside `path`, which takes its place when all of them are on the disk. Whatever goes
    /// wrong before that, `path` stays as it was and the temporary file is removed. Gives the number of bytes.
    ///
    /// A symbolic link stays, and what it leads to is replaced; a file that is replaced keeps its mode. A character device
    /// such as `/dev/null` is written to as the bytes come. A pipe or a socket is refused.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`] if the file cannot be written, with the `std::io::Error` as its source, and what
    /// [`chunk`](Self::chunk) gives.
    pub fn save_to(self, path: impl Into<PathBuf>) -> SaveTo {
        SaveTo::new(self, path.into())
    }

    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    /// Completes an error about what came.
    pub(crate) fn with_context(&self, error: Error) -> Error {
        error.with_operation(self.operation).redacted(&self.secrets)
    }

    pub(crate) fn received(&self) -> u64 {
        self.received
    }

    pub(crate) fn poll_chunk(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<Bytes>>> {
        let Some(body) = &mut self.body else {
            return Poll::Ready(None);
        };
        let item = match ready!(body.as_mut().poll_next(cx)) {
            Some(Ok(chunk)) => {
                // A chunk is in memory, so its length fits; a u64 is not filled in the life of a connection.
                self.received += chunk.len() as u64;
                let over = self
                    .content_length
                    .is_some_and(|announced| self.received > announced);
                Some(if over {
                    Err(self.wrong_length())
                } else {
                    Ok(chunk)
                })
            }
            Some(Err(error)) => Some(Err(error)),
            None if self
                .content_length
                .is_some_and(|announced| self.received != announced) =>
            {
                Some(Err(self.wrong_length()))
            }
            None => None,
        };
        if !matches!(item, Some(Ok(_))) {
            self.body = None;
        }
        Poll::Ready(item)
    }

    fn wrong_length(&self) -> Error {
        let (announced, received) = (self.content_length.unwrap_or_default(), self.received);
        let message = format!("the export should have {announced} bytes, and {received} came");
        self.with_context(Error::new(ErrorKind::Transport, message))
    }

    fn too_large(&self, limit: usize) -> Error {
        let message = format!("the export is larger than the limit of {limit} bytes");
        self.with_context(Error::new(ErrorKind::PayloadTooLarge, message))
    }
}

impl Stream for Export {
    type Item = Result<Bytes>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_chunk(cx)
    }
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Export")
            .field("file_name", &self.file_name)
            .field("content_type", &self.content_type)
            .field("content_length", &self.content_length)
            .field("received", &self.received)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use http::HeaderValue;

    use super::*;

    /// A body of the given chunks, and then its end.
    struct Chunks(std::vec::IntoIter<Result<Bytes>>);

    impl Stream for Chunks {
        type Item = Result<Bytes>;

        fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            Poll::Ready(self.0.next())
        }
    }

    pub(crate) fn export(headers: &[(&'static str, &str)], chunks: Vec<Result<Bytes>>) -> Export {
        let pairs = headers.iter().map(|(name, value)| {
            let name = http::HeaderName::from_static(name);
            (name, HeaderValue::from_str(value).unwrap())
        });
        Export::new(
            "export_analytics",
            &pairs.collect(),
            Box::pin(Chunks(chunks.into_iter())),
            Secrets::default(),
        )
    }

    pub(crate) fn cut() -> Error {
        Error::new(ErrorKind::Transport, "cut")
    }

    fn chunks(texts: &[&'static str]) -> Vec<Result<Bytes>> {
        texts
            .iter()
            .map(|text| Ok(Bytes::from_static(text.as_bytes())))
            .collect()
    }

    #[tokio::test]
    async fn says_what_the_headers_say() {
        let headers = [
            ("content-type", "text/csv"),
            ("content-length", "5"),
            (
                "content-disposition",
                "attachment; filename=\"../users.csv\"",
            ),
        ];
        let export = export(&headers, chunks(&["ab", "cde"]));
        assert_eq!(export.file_name(), Some("users.csv"));
        assert_eq!(export.content_type(), Some("text/csv"));
        assert_eq!(export.content_length(), Some(5));
        assert_eq!(export.text(5).await.unwrap(), "abcde");
    }

    #[tokio::test]
    async fn a_wrong_length_is_a_lost_transfer() {
        for (announced, texts) in [
            ("4", &["ab"][..]),
            ("3", &["ab", "cd"]),
            ("1", &[]),
            ("0", &["a"]),
        ] {
            let mut export = export(&[("content-length", announced)], chunks(texts));
            let error = loop {
                match export.chunk().await {
                    Ok(chunk) => assert!(chunk.is_some(), "{announced}: the end came"),
                    Err(error) => break error,
                }
            };
            assert_eq!(error.kind(), ErrorKind::Transport);
            assert!(export.chunk().await.unwrap().is_none());
        }
    }

    #[tokio::test]
    async fn reads_no_more_than_the_limit() {
        let unannounced = export(&[], chunks(&["ab", "cd"]));
        let announced = export(&[("content-length", "4")], vec![Err(cut())]);
        for export in [unannounced, announced] {
            let error = export.bytes(3).await.unwrap_err();
            assert_eq!(error.kind(), ErrorKind::PayloadTooLarge);
        }
    }

    #[tokio::test]
    async fn text_is_utf_8() {
        let export = export(&[], vec![Ok(Bytes::from_static(b"\xFF"))]);
        assert_eq!(export.text(9).await.unwrap_err().kind(), ErrorKind::Decode);
    }

    #[test]
    fn can_be_spawned_and_moved() {
        fn assert<T: Send + Unpin + 'static>() {}
        assert::<Export>();
    }
}
