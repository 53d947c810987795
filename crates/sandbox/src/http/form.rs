//! `multipart/form-data` bodies.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Bytes;
use futures_core::Stream;
use multer::Multipart;

/// One part of a form.
#[derive(Clone, Debug)]
pub(crate) struct FormPart {
    pub(crate) name: String,
    pub(crate) content: Bytes,
}

/// The parts of a body, in their order; `None` if it is not a form, or one that is cut off.
pub(crate) async fn parse(content_type: &str, body: Bytes) -> Option<Vec<FormPart>> {
    let boundary = multer::parse_boundary(content_type).ok()?;
    let mut form = Multipart::new(Once(Some(body)), boundary);
    let mut parts = Vec::new();
    while let Some(field) = form.next_field().await.ok()? {
        let name = field.name().unwrap_or_default().to_owned();
        let content = field.bytes().await.ok()?;
        parts.push(FormPart { name, content });
    }
    Some(parts)
}

/// A body that is there already, as the stream that the parser wants.
struct Once(Option<Bytes>);

impl Stream for Once {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.take().map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn finds_the_parts_of_a_form() {
        let body = b"--x\r\nContent-Disposition: form-data; name=\"other\"\r\n\r\n1\r\n--x\r\n\
            Content-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\nhe\r\nllo\r\n--x--\r\n";
        let parts = parse(
            "multipart/form-data; boundary=\"x\"",
            Bytes::from_static(body),
        );
        let parts = parts.await.unwrap();
        let found: Vec<(&str, &[u8])> = parts
            .iter()
            .map(|part| (part.name.as_str(), part.content.as_ref()))
            .collect();
        assert_eq!(found, [("other", &b"1"[..]), ("file", &b"he\r\nllo"[..])]);
    }

    #[tokio::test]
    async fn refuses_what_is_no_whole_form() {
        for (content_type, body) in [
            ("application/json", "{}"),
            ("multipart/form-data", "--x--"),
            ("multipart/form-data; boundary=x", "--x\r\n"),
            ("multipart/form-data; boundary=x", "nothing"),
        ] {
            assert!(parse(content_type, body.into()).await.is_none(), "{body}");
        }
    }
}
