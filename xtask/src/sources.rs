//! `specs/sources.toml`: where each published file comes from, and which edition of it is checked in.
//!
//! The addresses belong to the maintainers; version, date and digest are kept by `cargo xtask regen`. The digest
//! is of the file as it lies in `specs/`, so that an edited copy of a published file is found.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use sha2::{Digest, Sha256};
use toml_edit::{ArrayOfTables, DocumentMut, Item, Table, value};

use crate::failure::{Failure, Result};

/// The file's place below the root.
pub(crate) const PATH: &str = "specs/sources.toml";

const HEADER: &str = "\
# Where the published files come from, and which edition of each is checked in.
# The addresses are yours to change; `cargo xtask regen` keeps the rest.
";

/// What is known of one checked-in file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Source {
    /// The address that `regen` takes it from; none for a file that only comes by hand.
    pub(crate) url: Option<String>,
    /// What the file calls its version.
    pub(crate) version: String,
    /// The day on which this edition was taken.
    pub(crate) date: String,
    /// The digest of the checked-in file.
    pub(crate) sha256: String,
    /// How many operations of the published document were left out of the checked-in file.
    pub(crate) left_out: usize,
}

/// All files by name, and the text that they were read from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Sources {
    pub(crate) files: BTreeMap<String, Source>,
    text: String,
}

impl Sources {
    /// Reads the file; if there is none, nothing is known.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let path = root.join(PATH);
        match fs::read_to_string(&path) {
            Ok(text) => Self::parse(text),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => Ok(Self::default()),
            Err(cause) => Err(Failure::file(&path, "read", &cause)),
        }
    }

    fn parse(text: String) -> Result<Self> {
        let document: DocumentMut = text.parse().map_err(not_toml)?;
        let mut files = BTreeMap::new();
        for table in tables(&document)? {
            let text = |key: &str| table.get(key).and_then(Item::as_str).map(str::to_owned);
            let name = text("name").ok_or_else(|| {
                Failure::expected(PATH, "a `name` of each [[file]]", "none", "give it one")
            })?;
            let left_out = table.get("left-out").and_then(Item::as_integer);
            let source = Source {
                url: text("url"),
                version: text("version").unwrap_or_default(),
                date: text("date").unwrap_or_default(),
                sha256: text("sha256").unwrap_or_default(),
                left_out: left_out
                    .and_then(|count| count.try_into().ok())
                    .unwrap_or_default(),
            };
            files.insert(name, source);
        }
        Ok(Self { files, text })
    }

    /// The text of the file for what is known now; comments, order and unknown keys stay.
    pub(crate) fn render(&self) -> Result<String> {
        let start = if self.text.is_empty() {
            HEADER
        } else {
            &self.text
        };
        let mut document: DocumentMut = start.parse().map_err(not_toml)?;
        let mut seen = Vec::new();
        let list = document
            .entry("file")
            .or_insert(Item::ArrayOfTables(ArrayOfTables::new()));
        let list = list.as_array_of_tables_mut().ok_or_else(not_a_list)?;
        list.retain(|table| {
            let name = table.get("name").and_then(Item::as_str);
            name.is_some_and(|name| self.files.contains_key(name))
        });
        for table in list.iter_mut() {
            let name = table
                .get("name")
                .and_then(Item::as_str)
                .unwrap_or_default()
                .to_owned();
            if let Some(source) = self.files.get(&name) {
                source.write(table);
            }
            seen.push(name);
        }
        for (name, source) in self.files.iter().filter(|(name, _)| !seen.contains(name)) {
            let mut table = Table::new();
            table.insert("name", value(name));
            source.write(&mut table);
            list.push(table);
        }
        let text = document.to_string();
        // With no table of its own, the header hangs at the end of the document: all of it is kept.
        Ok(if self.text.is_empty() && !text.starts_with('#') {
            format!("{HEADER}{}", text.replace(HEADER, ""))
        } else {
            text
        })
    }

    /// Notes that a file of this text is checked in; of an edition that was there already, all is known.
    pub(crate) fn record(&mut self, name: &str, text: &str, version: &str, left_out: usize) {
        let source = self.files.entry(name.to_owned()).or_default();
        let sha256 = digest(text);
        if source.sha256 != sha256 {
            source.date = today();
            source.sha256 = sha256;
            source.left_out = left_out;
        }
        source.version = version.to_owned();
    }
}

impl Source {
    fn write(&self, table: &mut Table) {
        if let Some(url) = &self.url {
            put(table, "url", url);
        }
        put(table, "version", &self.version);
        put(table, "date", &self.date);
        put(table, "sha256", &self.sha256);
        if self.left_out == 0 {
            table.remove("left-out");
        } else {
            // A document with more operations than an i64 counts does not fit into memory.
            table["left-out"] = value(i64::try_from(self.left_out).unwrap_or(i64::MAX));
        }
    }
}

/// Sets a text, leaving the line alone where it says so already.
fn put(table: &mut Table, key: &str, text: &str) {
    if table.get(key).and_then(Item::as_str) != Some(text) {
        table[key] = value(text);
    }
}

fn tables(document: &DocumentMut) -> Result<impl Iterator<Item = &Table>> {
    let list = match document.get("file") {
        Some(item) => Some(item.as_array_of_tables().ok_or_else(not_a_list)?),
        None => None,
    };
    Ok(list.into_iter().flat_map(ArrayOfTables::iter))
}

fn not_a_list() -> Failure {
    let (expected, remedy) = ("tables, [[file]]", "correct the file");
    Failure::expected(PATH, expected, "another `file`", remedy)
}

fn not_toml(cause: toml_edit::TomlError) -> Failure {
    Failure::expected(PATH, "TOML", cause, "correct the file")
}

/// The SHA-256 of a text, in hexadecimal.
pub(crate) fn digest(text: &str) -> String {
    let bytes = Sha256::digest(text.as_bytes());
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Today in UTC, as year-month-day.
fn today() -> String {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    date(since.as_secs() / 86_400)
}

/// The day so many days after 1970-01-01, by counting from March so that leap days come last.
fn date(days: u64) -> String {
    let days = days + 719_468;
    let (era, day) = (days / 146_097, days % 146_097);
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day = day - (365 * year + year / 4 - year / 100);
    let month = (5 * day + 2) / 153;
    let day = day - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    let year = year + era * 400 + u64::from(month <= 2);
    format!("{year:04}-{month:02}-{day:02}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "# Ours.\n\n[[file]]\nname = \"a.yml\" # the first\nurl = \"https://one/a.yml\"\nversion = \"1\"\n\
        date = \"2026-01-02\"\nsha256 = \"00\"\n\n[[file]]\nname = \"b.yml\"\nversion = \"1\"\ndate = \"2026-01-02\"\nsha256 = \"11\"\n";

    #[test]
    fn what_did_not_change_stays_byte_for_byte() {
        let sources = Sources::parse(TEXT.to_owned()).unwrap();
        assert_eq!(
            sources.files["a.yml"].url.as_deref(),
            Some("https://one/a.yml")
        );
        assert_eq!(sources.render().unwrap(), TEXT);
    }

    #[test]
    fn a_new_edition_gets_a_date_and_the_same_one_keeps_it() {
        let mut sources = Sources::parse(TEXT.to_owned()).unwrap();
        sources.record("a.yml", "x", "2", 3);
        let first = sources.files["a.yml"].clone();
        assert_eq!(first.sha256, digest("x"));
        assert!(first.date.as_str() > "2026-01-02");
        let text = sources.render().unwrap();
        assert!(text.contains("name = \"a.yml\" # the first"), "{text}");
        assert!(text.contains("left-out = 3"), "{text}");
        sources.files.get_mut("a.yml").unwrap().date = "2026-02-03".into();
        sources.record("a.yml", "x", "2", 3);
        assert_eq!(sources.files["a.yml"].date, "2026-02-03");
    }

    #[test]
    fn files_come_and_go() {
        let mut sources = Sources::parse(TEXT.to_owned()).unwrap();
        sources.files.remove("b.yml");
        sources.record("c.yml", "x", "1", 0);
        let text = sources.render().unwrap();
        assert!(!text.contains("b.yml") && text.contains("c.yml"), "{text}");
        assert_eq!(Sources::parse(text).unwrap().files, sources.files);
    }

    #[test]
    fn a_first_file_starts_with_the_header() {
        let mut sources = Sources::default();
        sources.record("c.yml", "x", "1", 0);
        let text = sources.render().unwrap();
        assert!(text.starts_with(HEADER), "{text}");
        assert_eq!(text.matches(HEADER).count(), 1);
    }

    #[test]
    fn days_are_dates() {
        for (days, expected) in [
            (0, "1970-01-01"),
            (59, "1970-03-01"),
            (11_016, "2000-02-29"),
            (20_454, "2026-01-01"),
        ] {
            assert_eq!(date(days), expected);
        }
    }

    #[test]
    fn digests_are_sha256() {
        assert!(digest("").starts_with("e3b0c44298fc1c14"));
    }

    #[test]
    fn broken_files_are_named() {
        for text in ["file = 1", "= ", "[[file]]\nurl = \"x\""] {
            let error = Sources::parse(text.to_owned()).unwrap_err();
            assert!(error.to_string().starts_with(PATH), "{error}");
        }
    }
}
