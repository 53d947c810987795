//! Which word was meant.

/// The word that differs least from `text`, if one differs by little enough to have been meant.
pub(super) fn nearest<'a>(text: &str, words: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let measured = words.map(|word| (distance(text, word), word));
    let (distance, word) = measured.min()?;
    (distance <= text.len() / 3).then_some(word)
}

/// How many letters have to be added, removed or replaced.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, c) in one.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = at + 1;
        for (index, d) in other.iter().enumerate() {
            let replaced = diagonal + usize::from(c != *d);
            diagonal = row[index + 1];
            row[index + 1] = replaced.min(row[index] + 1).min(diagonal + 1);
        }
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_word_that_was_meant() {
        let words = ["x-idempotency", "x-name", "x-docs"];
        let found = |text| nearest(text, words.into_iter());
        assert_eq!(found("x-idempotancy"), Some("x-idempotency"));
        assert_eq!(found("x-nam"), Some("x-name"));
        assert_eq!(found("x-internal-owner"), None);
    }

    #[test]
    fn counts_edits() {
        for (one, other, edits) in [("", "abc", 3), ("abc", "abc", 0), ("kitten", "sitting", 3)] {
            assert_eq!(distance(one, other), edits, "{one} {other}");
        }
    }
}
