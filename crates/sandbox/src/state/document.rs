//! Documents of a data source, and the chunks that they are found by.

use serde_json::{Value, json};

use crate::clock;
use crate::state::ids::digest;

/// The most characters of a chunk.
const CHUNK: usize = 1024;

/// How many tokens a chunk counts for.
const CHUNK_TOKENS: usize = 512;

/// A document for [`SandboxDataSource::document`](crate::SandboxDataSource::document).
///
/// ```
/// use dust_sandbox::{Sandbox, SandboxDataSource, SandboxDocument};
///
/// let policy = SandboxDocument::new("refunds", "30 days to return.").title("Refund policy").tag("lang:en");
/// let builder = Sandbox::builder().data_source(SandboxDataSource::new("help").document(policy));
/// # let _ = builder;
/// ```
#[derive(Clone, Debug)]
pub struct SandboxDocument {
    pub(crate) id: String,
    pub(crate) text: String,
    /// The pieces that a search finds.
    pub(crate) chunks: Vec<String>,
    pub(crate) title: Option<String>,
    pub(crate) mime_type: Option<String>,
    pub(crate) tags: Vec<String>,
    pub(crate) timestamp: i64,
    pub(crate) created: i64,
    pub(crate) source_url: Option<String>,
    /// The document itself, then the nodes that it is below.
    pub(crate) parents: Vec<String>,
}

impl SandboxDocument {
    /// A document of a text, as of now; its title is its id.
    pub fn new(id: impl Into<String>, text: impl Into<String>) -> Self {
        let (id, text) = (id.into(), text.into());
        let now = clock::now_ms();
        Self {
            chunks: paragraphs(&text),
            parents: vec![id.clone()],
            id,
            text,
            title: None,
            mime_type: None,
            tags: Vec::new(),
            timestamp: now,
            created: now,
            source_url: None,
        }
    }

    /// Sets the title.
    #[must_use]
    pub fn title(mut self, title: impl Into<String>) -> Self {
        self.title = Some(title.into());
        self
    }

    /// Adds a tag.
    #[must_use]
    pub fn tag(mut self, tag: impl Into<String>) -> Self {
        self.tags.push(tag.into());
        self
    }

    /// Sets where the content comes from.
    #[must_use]
    pub fn source_url(mut self, url: impl Into<String>) -> Self {
        self.source_url = Some(url.into());
        self
    }

    /// Sets the date of the content, in milliseconds since 1970.
    #[must_use]
    pub fn timestamp(mut self, ms: i64) -> Self {
        self.timestamp = ms;
        self
    }

    /// Puts the document below another node, after those that were given before.
    #[must_use]
    pub fn below(mut self, parent: impl Into<String>) -> Self {
        self.parents.push(parent.into());
        self
    }

    pub(crate) fn shown_title(&self) -> &str {
        self.title.as_deref().unwrap_or(&self.id)
    }

    /// What lists show: no text and no chunks.
    pub(crate) fn shown(&self, data_source: &str) -> Value {
        let mut tags = self.tags.clone();
        tags.push(format!("title:{}", self.shown_title()));
        json!({
            "data_source_id": digest(data_source),
            "data_source_internal_id": digest(&format!("internal {data_source}")),
            "created": self.created,
            "document_id": self.id,
            "timestamp": self.timestamp,
            "title": self.shown_title(),
            "mime_type": self.mime_type.as_deref().unwrap_or("application/octet-stream"),
            "provider_visibility": null,
            "tags": tags,
            "parent_id": self.parents.get(1),
            "parents": self.parents,
            "source_url": self.source_url,
            "hash": self.hash(),
            "text_size": self.text.len(),
            "chunk_count": self.chunks.len(),
            "chunks": [],
            "token_count": self.token_count(),
        })
    }

    /// What the light answer to an upsert says.
    pub(crate) fn light(&self) -> Value {
        json!({
            "hash": self.hash(),
            "text_size": self.text.len(),
            "chunk_count": self.chunks.len(),
            "token_count": self.token_count(),
            "created": self.created,
        })
    }

    /// What the full answer says: every chunk with its embedding, and no text.
    pub(crate) fn full(&self, data_source: &str) -> Value {
        let mut shown = self.shown(data_source);
        let chunk = |(at, text): (usize, &String)| {
            let mut chunk = chunk(at, text);
            // A made-up embedding, the same for the same text.
            let digits = digest(text);
            let vector = digits.bytes().map(|digit| f64::from(digit) / 128.0 - 0.5);
            chunk["vector"] = vector.collect();
            chunk
        };
        shown["chunks"] = self.chunks.iter().enumerate().map(chunk).collect();
        shown
    }

    fn hash(&self) -> String {
        digest(&self.text)
    }

    fn token_count(&self) -> usize {
        self.chunks.len() * CHUNK_TOKENS
    }
}

/// A chunk by its place and its text.
pub(crate) fn chunk(at: usize, text: &str) -> Value {
    json!({ "text": text, "hash": digest(text), "offset": at, "vector": null, "score": null })
}

/// The paragraphs of a text, long ones in pieces.
pub(crate) fn paragraphs(text: &str) -> Vec<String> {
    let paragraphs = text.split("\n\n").map(str::trim);
    let paragraphs = paragraphs.filter(|paragraph| !paragraph.is_empty());
    let pieces = paragraphs.flat_map(|paragraph| {
        let characters: Vec<char> = paragraph.chars().collect();
        let pieces = characters.chunks(CHUNK).map(|piece| piece.iter().collect());
        pieces.collect::<Vec<String>>()
    });
    pieces.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_chunks() {
        let long = "é".repeat(CHUNK + 1);
        let chunks = paragraphs(&format!("One.\n\n\nTwo\nlines.\n\n{long}"));
        let lengths: Vec<usize> = chunks.iter().map(|text| text.chars().count()).collect();
        assert_eq!(lengths, [4, 10, CHUNK, 1]);
        assert!(paragraphs("").is_empty());
    }

    #[test]
    fn a_document_shows_its_title_as_a_tag() {
        let document = SandboxDocument::new("d", "a").tag("x").below("f");
        let shown = document.shown("dts_1");
        assert_eq!(shown["tags"], json!(["x", "title:d"]));
        assert_eq!(
            (&shown["parent_id"], &shown["chunk_count"]),
            (&json!("f"), &json!(1))
        );
        assert_eq!(
            document.full("dts_1")["chunks"][0]["vector"]
                .as_array()
                .unwrap()
                .len(),
            64
        );
    }
}
