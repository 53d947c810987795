//! Changes several files of the project together, or none of them.

use std::fs;
use std::path::{Path, PathBuf};

use similar::TextDiff;

use crate::failure::{Failure, Result};

/// How much of one file's difference is shown.
const SHOWN_LINES: usize = 400;

/// What a file should be: its text, or, with none, not there.
#[derive(Clone, Debug)]
pub(crate) struct Wanted {
    /// The path below the root.
    pub(crate) path: String,
    pub(crate) text: Option<String>,
}

impl Wanted {
    pub(crate) fn text(path: impl Into<String>, text: String) -> Self {
        Self {
            path: path.into(),
            text: Some(text),
        }
    }
}

/// The files that are not as they should be, with what they are now.
pub(crate) struct Difference {
    path: String,
    full: PathBuf,
    is: Option<Vec<u8>>,
    wanted: Option<String>,
}

/// Compares files with what they should be.
pub(crate) fn differences(root: &Path, wanted: Vec<Wanted>) -> Result<Vec<Difference>> {
    let mut different = Vec::new();
    for Wanted { path, text } in wanted {
        let full = root.join(&path);
        let is = match fs::read(&full) {
            Ok(bytes) => Some(bytes),
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => None,
            Err(cause) => return Err(Failure::file(&full, "read", &cause)),
        };
        if is.as_deref() != text.as_ref().map(String::as_bytes) {
            different.push(Difference {
                path,
                full,
                is,
                wanted: text,
            });
        }
    }
    Ok(different)
}

impl Difference {
    /// The path below the root.
    pub(crate) fn path(&self) -> &str {
        &self.path
    }

    /// The difference as a unified diff, from what the file is to what it should be.
    pub(crate) fn unified(&self) -> String {
        let is = String::from_utf8_lossy(self.is.as_deref().unwrap_or_default());
        let wanted = self.wanted.as_deref().unwrap_or_default();
        let diff = TextDiff::from_lines(&*is, wanted);
        let (a, b) = (format!("a/{}", self.path), format!("b/{}", self.path));
        let text = diff
            .unified_diff()
            .context_radius(3)
            .header(&a, &b)
            .to_string();
        let lines = text.lines().count();
        if lines <= SHOWN_LINES {
            return text;
        }
        let shown: Vec<&str> = text.lines().take(SHOWN_LINES).collect();
        format!(
            "{}\n… and {} more lines\n",
            shown.join("\n"),
            lines - SHOWN_LINES
        )
    }
}

/// Makes the files what they should be. On any error, every one is what it was.
pub(crate) fn write(differences: &[Difference]) -> Result<()> {
    let prepared = differences.iter().try_for_each(prepare);
    let mut done = 0;
    let outcome = prepared.and_then(|()| {
        differences.iter().try_for_each(|difference| {
            commit(difference)?;
            done += 1;
            Ok(())
        })
    });
    let Err(failure) = outcome else {
        return Ok(());
    };
    for difference in differences {
        // It may not have been written yet; then there is nothing to remove.
        let _ = fs::remove_file(beside(&difference.full));
    }
    let lost: Vec<&str> = differences[..done]
        .iter()
        .filter(|difference| restore(difference).is_err())
        .map(Difference::path)
        .collect();
    if lost.is_empty() {
        return Err(failure);
    }
    let lost = lost.join(", ");
    Err(Failure::new(format!(
        "{failure}; and these could not be put back: {lost}"
    )))
}

/// Writes the new text beside the old one, on the same disk, where a full disk or a missing right shows.
fn prepare(difference: &Difference) -> Result<()> {
    let Some(text) = &difference.wanted else {
        return Ok(());
    };
    let path = beside(&difference.full);
    fs::write(&path, text).map_err(|cause| Failure::file(&path, "written", &cause))
}

fn commit(difference: &Difference) -> Result<()> {
    let path = &difference.full;
    let outcome = match difference.wanted {
        Some(_) => fs::rename(beside(path), path),
        None => fs::remove_file(path),
    };
    outcome.map_err(|cause| Failure::file(path, "replaced", &cause))
}

fn restore(difference: &Difference) -> std::io::Result<()> {
    match &difference.is {
        Some(bytes) => fs::write(&difference.full, bytes),
        None => fs::remove_file(&difference.full),
    }
}

fn beside(path: &Path) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    path.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wanted(path: &str, text: Option<&str>) -> Wanted {
        Wanted {
            path: path.into(),
            text: text.map(str::to_owned),
        }
    }

    fn listing(root: &Path) -> Vec<(String, String)> {
        let mut files: Vec<(String, String)> = fs::read_dir(root)
            .unwrap()
            .map(|entry| entry.unwrap().path())
            .filter(|path| path.is_file())
            .map(|path| {
                (
                    path.file_name().unwrap().to_string_lossy().into_owned(),
                    fs::read_to_string(&path).unwrap(),
                )
            })
            .collect();
        files.sort();
        files
    }

    #[test]
    fn files_are_written_changed_and_removed_together() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a"), "old").unwrap();
        fs::write(root.path().join("b"), "same").unwrap();
        fs::write(root.path().join("c"), "gone").unwrap();
        let all = vec![
            wanted("a", Some("new")),
            wanted("b", Some("same")),
            wanted("c", None),
            wanted("d", Some("d")),
        ];
        let different = differences(root.path(), all.clone()).unwrap();
        assert_eq!(
            different.iter().map(Difference::path).collect::<Vec<_>>(),
            ["a", "c", "d"]
        );
        write(&different).unwrap();
        let expected =
            [("a", "new"), ("b", "same"), ("d", "d")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(listing(root.path()), expected);
        assert!(differences(root.path(), all).unwrap().is_empty());
    }

    #[test]
    fn a_file_that_cannot_be_replaced_leaves_all_as_it_was() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a"), "old").unwrap();
        fs::write(root.path().join("b"), "old").unwrap();
        let all = vec![
            wanted("a", Some("new")),
            wanted("b", None),
            wanted("d", Some("d")),
            wanted("z", Some("z")),
        ];
        let different = differences(root.path(), all).unwrap();
        // A file cannot replace a folder that is not empty.
        fs::create_dir_all(root.path().join("z/in")).unwrap();
        let before = listing(root.path());
        let error = write(&different).unwrap_err().to_string();
        assert!(
            error.contains("z: expected what can be replaced, found"),
            "{error}"
        );
        assert_eq!(listing(root.path()), before);
    }

    #[test]
    fn a_difference_reads_as_a_unified_diff() {
        let root = tempfile::tempdir().unwrap();
        fs::write(root.path().join("a"), "one\ntwo\n").unwrap();
        let different = differences(root.path(), vec![wanted("a", Some("one\n2\n"))]).unwrap();
        assert_eq!(
            different[0].unified(),
            "--- a/a\n+++ b/a\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n"
        );
    }
}
