//! Cutting a document that is too large into parts.

use crate::types::UpsertDocument;

/// What stands between the id of a document and the number of a part.
const PART: &str = "#part-";

impl UpsertDocument {
    /// Cuts a document whose text has more than `limit` UTF-16 units, as the server counts them, into parts: at ends of
    /// paragraphs, else of lines, else of words. The texts of the parts are the text.
    ///
    /// The first part has the id of the document, the others `<id>#part-2` and so on, so a document that is split again has the
    /// same parts; parts of a text that has become shorter stay, and are for you to delete. All have the same tags and URL;
    /// titles get the number of the part. A document of sections is not cut.
    ///
    /// ```
    /// let document = dust_sdk::types::Document::text("One.\n\nTwo.\n\nThree.");
    /// let parts = document.split("d", 8);
    /// assert_eq!(parts[1].0, "d#part-2");
    /// assert_eq!(parts[1].1.text.as_deref(), Some("Two.\n\n"));
    /// ```
    pub fn split(mut self, id: impl Into<String>, limit: usize) -> Vec<(String, Self)> {
        let id = id.into();
        let Some(text) = self.text.take() else {
            return vec![(id, self)];
        };
        let mut parts = Vec::new();
        let mut rest = text.as_str();
        while !rest.is_empty() || parts.is_empty() {
            let (part, after) = rest.split_at(cut(rest, limit));
            rest = after;
            parts.push(self.part(&id, parts.len() + 1, part));
        }
        parts
    }

    fn part(&self, id: &str, number: usize, text: &str) -> (String, Self) {
        let mut part = self.clone();
        part.text = Some(text.to_owned());
        if number == 1 {
            return (id.to_owned(), part);
        }
        part.title = self
            .title
            .as_ref()
            .map(|title| format!("{title} ({number})"));
        (format!("{id}{PART}{number}"), part)
    }
}

/// Where a text that is too long is cut.
fn cut(text: &str, limit: usize) -> usize {
    let mut units = 0;
    let fits = text.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        // One character at least, so that it comes to an end.
        units > limit.max(2)
    });
    let Some((end, _)) = fits else {
        return text.len();
    };
    let fitting = &text[..end];
    let after = |found: Option<usize>, length: usize| found.map(|at| at + length);
    let last_space = fitting.char_indices().rfind(|(_, c)| c.is_whitespace());
    after(fitting.rfind("\n\n"), 2)
        .or_else(|| after(fitting.rfind('\n'), 1))
        .or_else(|| last_space.map(|(at, space)| at + space.len_utf8()))
        .unwrap_or(end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::types::{Document, DocumentSection};

    #[test]
    fn parts_have_ids_and_titles_of_their_own() {
        let parts = Document::text("a\n\nb\n\nc").title("T").split("id", 3);
        let names: Vec<_> = parts
            .iter()
            .map(|(id, part)| {
                (
                    id.as_str(),
                    part.title.as_deref().unwrap(),
                    part.text.as_deref().unwrap(),
                )
            })
            .collect();
        assert_eq!(
            names,
            [
                ("id", "T", "a\n\n"),
                ("id#part-2", "T (2)", "b\n\n"),
                ("id#part-3", "T (3)", "c")
            ]
        );
        assert_eq!(Document::text("").split("id", 3).len(), 1);
        let sections = Document::sections([DocumentSection::default().content("abcdef")]);
        assert_eq!(
            sections.clone().split("id", 3),
            [("id".to_owned(), sections)]
        );
    }

    proptest! {
        #[test]
        fn the_parts_are_the_text(text in "(\\PC|\n|\n\n| |😀){0,60}", limit in 0_usize..30) {
            let parts = Document::text(text.clone()).split("id", limit);
            let joined: String = parts.iter().filter_map(|(_, part)| part.text.clone()).collect();
            prop_assert_eq!(joined, text);
            for (_, part) in parts {
                prop_assert!(part.text.unwrap().encode_utf16().count() <= limit.max(2));
            }
        }
    }
}
