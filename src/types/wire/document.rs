//! Documents to write: sections, constructors, and what is refused before anything is sent.

use reqwest::Url;
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::types::definition::Problems;
use crate::types::{Document, UpsertDocument};

/// The most characters of a title, counted as the server counts them.
const TITLE_LIMIT: usize = 512;

/// Below this the server takes a timestamp for seconds.
const SECONDS_BELOW: i64 = 10_000_000_000;

/// Tags that begin so are the server's own.
const RESERVED: &str = "__DUST";

/// A part of a document to write.
///
/// ```
/// use dust_sdk::types::DocumentSection;
///
/// let handbook = DocumentSection::default()
///     .prefix("Handbook\n")
///     .section(DocumentSection::default().prefix("Leave\n").content("30 days.\n"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct DocumentSection {
    // The server wants all three at every level, so that none is left out when it is empty.
    /// Text that is repeated at the head of every chunk below this section. Nothing is put between the parts, so line ends
    /// are yours.
    #[serde(default)]
    pub prefix: Option<String>,
    /// The text of the section.
    #[serde(default)]
    pub content: Option<String>,
    /// Sections below this one.
    #[serde(default)]
    pub sections: Vec<DocumentSection>,
}

impl DocumentSection {
    /// Sets [`prefix`](Self#structfield.prefix).
    #[must_use]
    pub fn prefix(mut self, prefix: impl Into<String>) -> Self {
        self.prefix = Some(prefix.into());
        self
    }

    /// Sets [`content`](Self#structfield.content).
    #[must_use]
    pub fn content(mut self, content: impl Into<String>) -> Self {
        self.content = Some(content.into());
        self
    }

    /// Adds a section below this one.
    #[must_use]
    pub fn section(mut self, section: Self) -> Self {
        self.sections.push(section);
        self
    }
}

impl Document {
    /// Makes a document of a text, to write it.
    ///
    /// ```
    /// let policy = dust_sdk::types::Document::text("30 days to return.").title("Refunds").tags(["lang:en"]);
    /// ```
    pub fn text(text: impl Into<String>) -> UpsertDocument {
        UpsertDocument::default().text(text)
    }

    /// Makes a document of sections, to write it.
    pub fn sections(sections: impl IntoIterator<Item = DocumentSection>) -> UpsertDocument {
        UpsertDocument::default().section(DocumentSection {
            sections: sections.into_iter().collect(),
            ..DocumentSection::default()
        })
    }
}

impl UpsertDocument {
    /// Checks what the server is known to refuse or to misunderstand; an upsert does this before anything is sent.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::InvalidArgument`](crate::ErrorKind::InvalidArgument), which names every problem at once: neither text nor a
    /// section, or both; a title over 512 characters; a timestamp in seconds or before 1970; a `source_url` that is not
    /// http or https, or has `//` in its path; a tag that begins with `__DUST`.
    pub fn validate(&self) -> Result<()> {
        let mut problems = Problems::default();
        match (&self.text, &self.section) {
            (None, None) => problems.add("neither `text` nor `section` is set".into()),
            (Some(_), Some(_)) => {
                problems.add("`text` and `section` are both set; the section would be lost".into());
            }
            _ => {}
        }
        let title = self.title.as_deref().unwrap_or_default();
        let length = title.encode_utf16().count();
        if length > TITLE_LIMIT {
            problems.add(format!(
                "`title` has {length} characters, over {TITLE_LIMIT}"
            ));
        }
        match self.timestamp {
            Some(ms) if ms < 0 => problems.add(format!("`timestamp` is {ms}, before 1970")),
            Some(ms) if ms < SECONDS_BELOW => problems.add(format!(
                "`timestamp` is {ms}, which the server takes for seconds; give milliseconds"
            )),
            _ => {}
        }
        let source_url = self.source_url.as_deref().unwrap_or_default();
        if let Some(problem) = source_url_problem(source_url) {
            problems.add(format!("`source_url` {problem}"));
        }
        let reserved = |tag: &&String| tag.starts_with(RESERVED);
        if self.tags.iter().flatten().any(|tag| reserved(&tag)) {
            problems.add(format!("a tag begins with `{RESERVED}`, which is reserved"));
        }
        problems.into_result("the document cannot be written")
    }
}

/// What is wrong with a source URL, as the end of a sentence. An empty one is none.
fn source_url_problem(text: &str) -> Option<&'static str> {
    if text.is_empty() {
        return None;
    }
    let Ok(url) = Url::parse(text) else {
        return Some("is no URL");
    };
    if !matches!(url.scheme(), "http" | "https") {
        return Some("is neither http nor https");
    }
    url.path().contains("//").then_some("has `//` in its path")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value, json};

    use super::*;
    use crate::error::ErrorKind;

    fn section() -> impl Strategy<Value = DocumentSection> {
        let leaf = (
            proptest::option::of(".{0,4}"),
            proptest::option::of(".{0,4}"),
        )
            .prop_map(|(prefix, content)| DocumentSection {
                prefix,
                content,
                sections: Vec::new(),
            });
        leaf.prop_recursive(4, 16, 3, |inner| {
            proptest::collection::vec(inner, 0..3)
                .prop_map(|sections| Document::sections(sections).section.unwrap())
        })
    }

    fn has_all_keys(value: &Value) -> bool {
        let keys = ["prefix", "content", "sections"];
        keys.iter().all(|key| value.get(key).is_some())
            && value["sections"]
                .as_array()
                .unwrap()
                .iter()
                .all(has_all_keys)
    }

    proptest! {
        #[test]
        fn sections_send_all_keys(section in section()) {
            let sent = serde_json::to_value(&section).unwrap();
            prop_assert!(has_all_keys(&sent), "{}", sent);
            prop_assert_eq!(serde_json::from_value::<DocumentSection>(sent).unwrap(), section);
        }
    }

    #[test]
    fn what_fits_passes() {
        let longest = "é".repeat(512);
        for document in [
            Document::text("a"),
            Document::text(""),
            Document::sections([]),
            Document::text("a").title(longest).timestamp(SECONDS_BELOW),
            Document::text("a").source_url(""),
            Document::text("a").source_url("https://help.example.com/a?u=http://b//c"),
            Document::text("a").tags(["title:x", "DUST"]),
        ] {
            assert!(document.validate().is_ok(), "{document:?}");
        }
    }

    #[test]
    fn what_would_be_refused_or_lost_is_refused() {
        // Each of these characters counts twice.
        let long = "📈".repeat(257);
        let document = Document::text("a");
        for (document, word) in [
            (UpsertDocument::default(), "neither"),
            (
                document.clone().section(DocumentSection::default()),
                "both set",
            ),
            (document.clone().title(long), "514 characters"),
            (document.clone().timestamp(-1), "before 1970"),
            (document.clone().timestamp(1_761_813_000), "seconds"),
            (document.clone().source_url("help"), "no URL"),
            (document.clone().source_url("ftp://a/b"), "neither http"),
            (document.clone().source_url("https://a/b//c"), "`//`"),
            (document.tags(["a", "__DUST_x"]), "`__DUST`"),
        ] {
            let error = document.validate().unwrap_err();
            assert_eq!(error.kind(), ErrorKind::InvalidArgument);
            assert!(error.message().contains(word), "{error}");
        }
    }

    #[test]
    fn only_what_was_set_is_sent() {
        let sent = serde_json::to_value(Document::text("a").light(true)).unwrap();
        assert_eq!(sent, json!({"text": "a", "light_document_output": true}));
    }
}
