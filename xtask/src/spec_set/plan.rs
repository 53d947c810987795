//! Where the operations of new documents go: to the file that they were in, or to that of their tag.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::published::{Key, Published};
use crate::subset::subset;

/// Where the operations of new documents go.
pub(super) struct Plan {
    /// For each document, the operations that go to each file.
    pub(super) shares: Vec<BTreeMap<String, BTreeSet<Key>>>,
    pub(super) left_out: Vec<BTreeSet<Key>>,
    /// The file that an operation was in, where it goes to another.
    moved: BTreeMap<Key, String>,
}

impl Plan {
    pub(super) fn of(
        base: &[Published],
        documents: &[Published],
        covered: &BTreeSet<String>,
    ) -> Result<Self> {
        let mut plan = Self {
            shares: Vec::new(),
            left_out: Vec::new(),
            moved: BTreeMap::new(),
        };
        let taken = first_with_each(base, documents)?;
        let mut homes = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            let (mut home, mut left_out) = (BTreeMap::new(), BTreeSet::new());
            let like: Vec<&Published> = base
                .iter()
                .filter(|file| overlaps(file, document))
                .collect();
            for (key, operation) in document.operations() {
                let is_covered = operation.tags.is_empty()
                    || operation.tags.iter().any(|tag| covered.contains(*tag));
                if !is_covered {
                    left_out.insert(key);
                } else if taken[&key] == index {
                    home.insert(key.clone(), file_of(&key, &operation.tags, &like));
                }
            }
            homes.push(home);
            plan.left_out.push(left_out);
        }
        let owners = owners(base, documents, &homes);
        for (index, document) in documents.iter().enumerate() {
            let owned = |home: &str| owners.get(home) == Some(&index);
            let mut sizes: BTreeMap<&str, usize> = BTreeMap::new();
            homes[index]
                .values()
                .flatten()
                .filter(|home| owned(home))
                .for_each(|home| *sizes.entry(home).or_default() += 1);
            let main = sizes
                .iter()
                .max_by_key(|(_, size)| **size)
                .map(|(name, _)| (*name).to_owned());
            let mut shares: BTreeMap<String, BTreeSet<Key>> = BTreeMap::new();
            for (key, home) in &homes[index] {
                let file = match home {
                    Some(home) if owned(home) => home.clone(),
                    Some(_) => main.clone().unwrap_or_else(|| own_name(document, base)),
                    None => own_name(document, base),
                };
                if let Some(home) = home.as_ref().filter(|home| **home != file) {
                    plan.moved.insert(key.clone(), home.clone());
                }
                shares.entry(file).or_default().insert(key.clone());
            }
            plan.shares.push(shares);
        }
        Ok(plan)
    }

    /// What went where, unless all of the document went to the file of its name.
    pub(super) fn notes(&self, index: usize, document: &Published) -> Vec<String> {
        let (origin, title) = (&document.origin, document.title());
        let mut notes = Vec::new();
        let left_out = &self.left_out[index];
        if !left_out.is_empty() {
            let (count, total) = (left_out.len(), document.operations().len());
            let tags = tags_of(document, left_out);
            notes.push(format!(
                "{origin}: {count} of {total} operations left out, because the overlay names nothing under their tags ({tags})"
            ));
        }
        let shares = &self.shares[index];
        if shares.is_empty() {
            notes.push(format!(
                "{origin} ({title}): all of its operations are in other documents"
            ));
        }
        for (file, share) in shares {
            let mut moved: BTreeMap<&String, Vec<String>> = BTreeMap::new();
            for key in share {
                if let Some(from) = self.moved.get(key) {
                    moved.entry(from).or_default().push(shown(document, key));
                }
            }
            let moved: Vec<String> = moved
                .iter()
                .map(|(from, operations)| format!("with {} from {from}", operations.join(", ")))
                .collect();
            if *file != document.name || !moved.is_empty() {
                let comma = if moved.is_empty() { "" } else { ", " };
                notes.push(format!(
                    "{origin} ({title}) is {file}{comma}{}",
                    moved.join(" and ")
                ));
            }
        }
        notes
    }
}

/// The document that each operation is taken from: the first that has it, and rather one with the name of a file. Another
/// may have the same operation, and nothing else under its path.
fn first_with_each(base: &[Published], documents: &[Published]) -> Result<BTreeMap<Key, usize>> {
    let is_known = |document: &Published| base.iter().any(|file| file.name == document.name);
    let (known, unknown): (Vec<_>, Vec<_>) = documents
        .iter()
        .enumerate()
        .partition(|(_, document)| is_known(document));
    let mut first: BTreeMap<Key, usize> = BTreeMap::new();
    for (index, document) in known.into_iter().chain(unknown) {
        for key in document.operations().into_keys() {
            let known = *first.entry(key.clone()).or_insert(index);
            let other = &documents[known];
            if known != index && alone(other, &key) != alone(document, &key) {
                let shown = shown(document, &key);
                return Err(Failure::new(format!(
                    "{}: {shown}: expected the operation as {} has it, found another; give one of the two documents",
                    document.origin, other.origin
                )));
            }
        }
    }
    Ok(first)
}

/// An operation with all that it refers to.
fn alone(document: &Published, key: &Key) -> [Value; 2] {
    let mut part = subset(&document.document, &BTreeSet::from([key.clone()]));
    // All ways to authenticate stay, whether the operation has them or not.
    if let Some(components) = part["components"].as_object_mut() {
        components.remove("securitySchemes");
    }
    ["paths", "components"].map(|section| part[section].take())
}

/// For each file the document that has the most of it, or else its name. A document takes the place of the file that it
/// has the most of, and of others of which it has more than half: a few operations have only moved.
fn owners(
    base: &[Published],
    documents: &[Published],
    homes: &[BTreeMap<Key, Option<String>>],
) -> BTreeMap<String, usize> {
    let mut owners: BTreeMap<String, (usize, bool, usize)> = BTreeMap::new();
    for (index, home) in homes.iter().enumerate() {
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        home.values()
            .flatten()
            .for_each(|file| *counts.entry(file).or_default() += 1);
        let most = counts.values().max().copied();
        for file in base.iter().filter(|file| counts.contains_key(&file.name)) {
            let count = counts[&file.name];
            let claim = (count, documents[index].name == file.name, index);
            if Some(count) == most || count * 2 > file.operations().len() {
                let best = owners.entry(file.name.clone()).or_insert(claim);
                if (claim.0, claim.1) > (best.0, best.1) {
                    *best = claim;
                }
            }
        }
    }
    owners
        .into_iter()
        .map(|(file, (.., index))| (file, index))
        .collect()
}

/// The file that an operation belongs to: where it was, or where its tag was, or the only one that its document is like.
fn file_of(key: &Key, tags: &[&str], like: &[&Published]) -> Option<String> {
    let had_it = |file: &&&Published| file.operations().contains_key(key);
    let had_tag = |file: &&&Published| file.tags().iter().any(|tag| tags.contains(&tag.as_str()));
    let only = || match like {
        [only] => Some(only),
        _ => None,
    };
    let found = like
        .iter()
        .find(had_it)
        .or_else(|| like.iter().find(had_tag))
        .or_else(only);
    found.map(|file| file.name.clone())
}

fn overlaps(file: &Published, document: &Published) -> bool {
    let (tags, operations) = (document.tags(), document.operations());
    file.tags().iter().any(|tag| tags.contains(tag))
        || file
            .operations()
            .keys()
            .any(|key| operations.contains_key(key))
        || file.title() == document.title()
}

/// The name of a file that is new here: its own, or one made of its title.
fn own_name(document: &Published, base: &[Published]) -> String {
    let taken = |name: &str| base.iter().any(|file| file.name == name);
    if document.name.ends_with(".yml") && !taken(&document.name) {
        return document.name.clone();
    }
    let title = document.title().to_ascii_lowercase();
    let words = title
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<&str> = words.filter(|word| *word != "openapi").collect();
    format!("{}-openapi.yml", words.join("-"))
}

/// An operation as messages name it.
fn shown(document: &Published, key: &Key) -> String {
    let operations = document.operations();
    let path = operations
        .get(key)
        .map_or(key.0.as_str(), |operation| operation.path);
    format!("{} {path}", key.1.to_uppercase())
}

fn tags_of(document: &Published, keys: &BTreeSet<Key>) -> String {
    let operations = document.operations();
    let tags: BTreeSet<&str> = keys
        .iter()
        .filter_map(|key| operations.get(key))
        .flat_map(|op| op.tags.clone())
        .collect();
    tags.into_iter().collect::<Vec<_>>().join(", ")
}
