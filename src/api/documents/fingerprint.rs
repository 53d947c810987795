//! A fingerprint of a document, kept in one of its tags, which tells whether it has changed since it was written.

use crate::types::UpsertDocument;

/// What the tag begins with; the rest is the fingerprint in hexadecimal.
const TAG: &str = "dust-sdk-fingerprint:";

/// The tag of a document: a hash over every field that is sent, but for the tag itself, which is taken out.
pub(super) fn tag(document: &mut UpsertDocument) -> String {
    remove(document);
    // What cannot be written as JSON cannot be sent, which is told then.
    let bytes = serde_json::to_vec(document).unwrap_or_default();
    format!("{TAG}{:032x}", fnv(&bytes))
}

/// FNV-1a with 128 bits: it has to be the same in every version of this crate, and a collision gains an attacker nothing.
fn fnv(bytes: &[u8]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(OFFSET, |hash, byte| {
        (hash ^ u128::from(*byte)).wrapping_mul(PRIME)
    })
}

/// Puts the tag into the document.
pub(super) fn mark(document: &mut UpsertDocument, tag: String) {
    remove(document);
    document.tags.get_or_insert_default().push(tag);
}

fn remove(document: &mut UpsertDocument) {
    if let Some(tags) = &mut document.tags {
        tags.retain(|tag| !tag.starts_with(TAG));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::types::Document;

    #[test]
    fn every_field_counts_and_the_tag_itself_does_not() {
        let tag = |document: &UpsertDocument| tag(&mut document.clone());
        let text = Document::text("a");
        let mut marked = text.clone();
        mark(&mut marked, tag(&text));
        mark(&mut marked, tag(&text));
        assert_eq!(marked.tags.as_ref().unwrap().len(), 1);
        let empty = text.clone().tags([""; 0]);
        assert_eq!(tag(&marked), tag(&empty));
        let others = [
            Document::text("b"),
            text.clone().title("t"),
            text.clone().tags(["x"]),
            text.clone().timestamp(1_700_000_000_000),
            text.clone().source_url("https://a.example"),
        ];
        for other in others {
            assert_ne!(tag(&other), tag(&text), "{other:?}");
        }
    }

    #[test]
    fn it_is_the_known_hash() {
        // The published test vector of FNV-1a with 128 bits for "a".
        assert_eq!(fnv(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}
