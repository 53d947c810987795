//! Names and sentences are those of the field: what an engineer of HTTP clients would search for.
//!
//! Refused are names that need a key to be understood. Common words among them are free for locals and fields; what counts
//! are definitions, since they are read far from where they stand.

use std::fs;
use std::path::{Path, PathBuf};

use crate::definitions::{Definition, definitions};

/// Names that no definition has, and what to call it instead.
const NAMES: &[(&str, &str)] = &[
    // Requests and responses.
    ("Manner", "RequestOptions"),
    ("Usual", "a policy by its name"),
    ("Anywhere", "OriginPolicy"),
    ("Redirected", "follow_same_origin"),
    ("Held", "long_poll"),
    ("Delivery", "BodyMode"),
    ("Repeat", "Retryability"),
    ("Effect", "Idempotency"),
    ("Outcome", "Result, or what it is the outcome of"),
    ("Patient", "LongPollClient"),
    ("silence", "read_timeout"),
    ("flaw", "invalid_reason"),
    ("take", "what is read or removed"),
    ("refused", "error_response"),
    // Streams.
    ("Follow", "ReconnectPolicy"),
    ("Lost", "Disconnect"),
    ("Step", "Action, or what it is a step of"),
    ("Look", "CheckStatus"),
    ("GiveUp", "Fail"),
    ("Heard", "Signal"),
    ("hear", "decode_event"),
    ("heed", "on_event"),
    ("fresh", "made_progress"),
    ("empty", "without, and what it is without"),
    ("silent", "idle_timeout"),
    ("about", "with_context"),
    ("parting", "trailing_error"),
    ("LEAKED_END", "REPLAYED_EOS"),
    // Questions and answers.
    ("Talk", "AskContext"),
    ("Place", "MessageRef, or what it is the position in"),
    ("pick", "await_agent_message, or choose"),
    ("go_on", "post_to_existing"),
    // The pipeline.
    ("polish", "postprocess"),
    ("guard", "catch_panic"),
    ("blame", "attribute_error"),
    ("culprit", "bisect"),
    ("usable", "validate"),
    ("gather", "load_specs"),
    ("narrow", "subset"),
    ("tree", "atomic_write"),
    ("judge", "validate"),
    ("facts", "assertions"),
    // The sandbox.
    ("talk", "conversations"),
    ("say", "post_message"),
    ("people", "approvals, feedback or mentions"),
    ("held", "blocking_response"),
    ("line", "connection, or what the line says"),
    ("Refusal", "ApiError"),
    ("Caller", "Principal"),
    ("Repertoire", "ScriptedAnswers"),
    ("Beat", "ScriptStep"),
    ("Performance", "GenerationTask"),
    ("signs_in", "complete_sign_in"),
    ("limited_api_key", "non_admin_api_key"),
];

/// Names that a getter has, and no setter.
const NO_SETTERS: &[(&str, &str)] = &[("is_cancelled", "cancelled")];

/// Sentences and words that stand in no text, in lower case, and what to write instead.
const SENTENCES: &[(&str, &str)] = &[
    ("a dust in your process", "an in-process mock Dust server"),
    (
        "an unseen status, a new field, an older server",
        "unknown enum values, new fields and older response formats",
    ),
    (
        "a question can bring files, and say who decides",
        "attach files to a question and set a tool-approval policy",
    ),
    (
        "calls that only read are repeated",
        "safe (read-only) requests are retried",
    ),
    (
        "the ground has moved",
        "correction `id` no longer applies: expected A, the spec has B",
    ),
    (
        "and what is made of them belong together",
        "generated files are up to date",
    ),
    (
        "nothing new stands for it",
        "unchanged: no newer version supplied",
    ),
    (
        "waits for an approval that",
        "timed out waiting for tool approval",
    ),
    (
        "what people want to know of a run",
        "accessors for run results",
    ),
    (
        "here wrote judge this crate",
        "interoperability tests with third-party clients",
    ),
    ("nobody", "the subject of the sentence"),
    ("somebody", "the subject of the sentence"),
    ("whoever", "the subject of the sentence"),
];

/// The folders whose definitions are read.
const SOURCES: &[&str] = &[
    "src", "codegen", "crates", "xtask", "tests", "benches", "examples", "fuzz",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("..")
        .canonicalize()
        .unwrap()
}

/// Calls `each` with every file below the folder that belongs to the project: not what tools write.
fn files(folder: &Path, each: &mut impl FnMut(&Path)) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap();
        if path.is_dir() {
            if !["target", ".git", "node_modules"]
                .iter()
                .any(|tool| name == *tool)
            {
                files(&path, each);
            }
        } else {
            each(&path);
        }
    }
}

/// The refused definitions of a file, each as a line.
fn refused_names(text: &str) -> Vec<String> {
    let file = syn::parse_file(text).unwrap();
    let mut found = Vec::new();
    for Definition {
        name,
        line,
        is_setter,
    } in definitions(&file)
    {
        let listed =
            |list: &'static [(&str, &str)]| list.iter().find(|(refused, _)| *refused == name);
        if let Some((_, better)) =
            listed(NAMES).or_else(|| listed(NO_SETTERS).filter(|_| is_setter))
        {
            found.push(format!("{line}: `{name}`; call it {better}"));
        }
    }
    found
}

/// The refused sentences of a text, however its lines are broken and marked as comments.
fn refused_sentences(text: &str) -> Vec<String> {
    let words = text
        .split_whitespace()
        .filter(|word| !["//", "///", "//!", "#", "*", ">"].contains(word));
    let text = Vec::from_iter(words).join(" ").to_lowercase();
    let refused = SENTENCES
        .iter()
        .filter(|(sentence, _)| contains_words(&text, sentence));
    refused
        .map(|(sentence, better)| format!("\"{sentence}\"; write {better}"))
        .collect()
}

/// Whether the text has these words: not as a part of longer ones.
fn contains_words(text: &str, words: &str) -> bool {
    let is_letter = |letter: Option<char>| letter.is_some_and(char::is_alphabetic);
    text.match_indices(words).any(|(start, _)| {
        !is_letter(text[..start].chars().next_back())
            && !is_letter(text[start + words.len()..].chars().next())
    })
}

#[test]
fn definitions_have_the_names_of_the_field() {
    let root = root();
    let mut found = Vec::new();
    let mut count = 0;
    for folder in SOURCES {
        files(&root.join(folder), &mut |path| {
            if path.extension().is_some_and(|end| end == "rs") {
                let text = fs::read_to_string(path).unwrap();
                let name = path.strip_prefix(&root).unwrap().display();
                found.extend(
                    refused_names(&text)
                        .into_iter()
                        .map(|line| format!("{name}:{line}")),
                );
                count += 1;
            }
        });
    }
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    assert!(count > 400, "only {count} files were read");
}

#[test]
fn texts_have_the_words_of_the_field() {
    let root = root();
    let mut found = Vec::new();
    files(&root, &mut |path| {
        let name = path.strip_prefix(&root).unwrap();
        // A file that is no text has no sentences. This file lists them.
        if let Ok(text) = fs::read_to_string(path)
            && name != Path::new("xtask").join("tests/source/vocabulary.rs")
        {
            let refused = refused_sentences(&text);
            found.extend(
                refused
                    .into_iter()
                    .map(|line| format!("{}: {line}", name.display())),
            );
        }
    });
    assert!(found.is_empty(), "\n{}", found.join("\n"));
}

#[test]
fn finds_a_name_in_every_kind_of_definition() {
    for refused in [
        "struct Manner;",
        "enum E { A, Held }",
        "mod inner { pub type Effect = u8; }",
        "fn f() { fn flaw() {} }",
        "impl S { fn take(&mut self) {} }",
        "impl Tr for S { fn f() { struct Beat; } }",
        "trait Tr { fn hear(&self); }",
        "const LEAKED_END: u8 = 0;",
        "mod talk;",
        "macro_rules! blame { () => {} }",
        "macro_rules! m { () => { pub fn narrow() {} } }",
        "#[cfg(test)] mod tests { #[test] fn silent() {} }",
        "impl S { fn is_cancelled(mut self) -> Self { self } }",
    ] {
        assert_eq!(refused_names(refused).len(), 1, "{refused}");
    }
    for free in [
        "fn f(line: &str) { let take = line; let about = |empty: u8| empty; }",
        "struct S { held: bool }",
        "impl Tr for S { fn take(&mut self) {} }",
        "fn take_all() {} struct HeldBack;",
        "impl S { fn is_cancelled(&self) -> bool { self.held } }",
        "fn f() { Some(1).take(); }",
    ] {
        assert_eq!(refused_names(free), Vec::<String>::new(), "{free}");
    }
}

#[test]
fn finds_a_sentence_over_broken_lines() {
    for refused in [
        "Whoever reads",
        "it is\n/// nobody's",
        "//! Calls that only\n//! read are repeated",
        "# the ground\n# has moved",
    ] {
        assert_eq!(refused_sentences(refused).len(), 1, "{refused}");
    }
    for free in ["a nobodyelse", "the ground", "the ground. Has moved"] {
        assert_eq!(refused_sentences(free), Vec::<String>::new(), "{free}");
    }
}
