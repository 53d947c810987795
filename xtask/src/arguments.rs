//! Reads the words after `cargo xtask <command>`.

use std::collections::VecDeque;
use std::env;
use std::path::PathBuf;

use crate::failure::{Failure, Result};

/// What is left to read of a command line.
pub(crate) struct Arguments {
    words: VecDeque<String>,
}

impl Arguments {
    pub(crate) fn new(words: impl IntoIterator<Item = String>) -> Self {
        let mut split = VecDeque::new();
        for word in words {
            // `--from=x` is `--from x`.
            match word.split_once('=') {
                Some((name, value)) if name.starts_with("--") => {
                    split.extend([name.to_owned(), value.to_owned()]);
                }
                _ => split.push_back(word),
            }
        }
        Self { words: split }
    }

    /// Takes the next word, whatever it is.
    pub(crate) fn next(&mut self) -> Option<String> {
        self.words.pop_front()
    }

    /// Takes a switch out, wherever it stands.
    pub(crate) fn switch(&mut self, name: &str) -> bool {
        let before = self.words.len();
        self.words.retain(|word| word != name);
        self.words.len() != before
    }

    /// Takes an option and its value out, wherever they stand.
    pub(crate) fn option(&mut self, name: &str) -> Result<Option<String>> {
        let Some(at) = self.words.iter().position(|word| word == name) else {
            return Ok(None);
        };
        self.words.remove(at);
        match self.words.remove(at) {
            Some(value) if !value.starts_with("--") => Ok(Some(value)),
            _ => Err(Failure::usage(format!("{name} needs a value"))),
        }
    }

    /// The folder of the project: where cargo found this tool, unless a test says otherwise.
    pub(crate) fn root(&mut self) -> Result<PathBuf> {
        if let Some(root) = self.option("--root")? {
            return Ok(PathBuf::from(root));
        }
        let manifest = env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        match manifest.as_deref().and_then(|dir| dir.parent()) {
            Some(root) => Ok(root.to_owned()),
            // Absolute, since some commands start others in folders of their own.
            None => env::current_dir()
                .map_err(|cause| Failure::new(format!("there is no folder to work in: {cause}"))),
        }
    }

    /// Fails if an argument is left that the command does not know.
    pub(crate) fn done(self) -> Result<()> {
        match self.words.front() {
            Some(word) => Err(Failure::usage(format!("`{word}` is not understood here"))),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn arguments(line: &str) -> Arguments {
        Arguments::new(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn options_and_switches_stand_anywhere() {
        let mut line = arguments("OLD --report=json NEW --strict");
        assert_eq!(line.option("--report").unwrap().as_deref(), Some("json"));
        assert!(line.switch("--strict"));
        assert!(!line.switch("--check"));
        assert_eq!(line.next().as_deref(), Some("OLD"));
        assert!(line.done().is_err());
    }

    #[test]
    fn an_option_without_its_value_is_refused() {
        assert!(arguments("--from").option("--from").is_err());
        assert!(arguments("--from --strict").option("--from").is_err());
    }
}
