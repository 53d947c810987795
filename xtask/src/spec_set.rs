//! Which files would lie in `specs/`: new documents, known by what they contain, in the place of old ones.
//!
//! What counts are operations, not files: publishers rename a file, split it by tag, join several into one document of
//! everything, or move an operation from one to another. So each operation goes where it was, or else where its tag
//! was; the document that has the most of a file takes its place, and what others have of it moves to them. Operations
//! that the overlays do not cover are left out, and counted.

use std::collections::{BTreeMap, BTreeSet};

use dust_sdk_codegen::{NamedOperation, anonymous};
use serde_json::Value;

use crate::failure::{Failure, Result};
use crate::pipeline;
use crate::published::{Key, Published};
use crate::subset::subset;

/// A file as it would lie in `specs/`.
#[derive(Clone, Debug)]
pub(crate) struct Member {
    pub(crate) published: Published,
    /// How many operations of the published document are in no file.
    pub(crate) left_out: usize,
}

/// The files by name, and what is worth telling about how they came about.
#[derive(Clone, Debug, Default)]
pub(crate) struct SpecSet {
    pub(crate) files: BTreeMap<String, Member>,
    pub(crate) notes: Vec<String>,
}

impl SpecSet {
    /// The files as they lie in a folder.
    pub(crate) fn of(files: Vec<Published>) -> Self {
        let member = |published: Published| {
            (
                published.name.clone(),
                Member {
                    published,
                    left_out: 0,
                },
            )
        };
        Self {
            files: files.into_iter().map(member).collect(),
            notes: Vec::new(),
        }
    }

    /// Puts new documents into the place of the files that they stand for.
    pub(crate) fn assemble(
        base: Vec<Published>,
        incoming: Vec<Published>,
        named: &[NamedOperation],
    ) -> Result<Self> {
        let covered = covered_tags(base.iter().chain(&incoming), named);
        let (relevant, others): (Vec<_>, Vec<_>) = incoming
            .into_iter()
            .partition(|document| concerns_us(document, &covered, named));
        let mut set = Self::default();
        set.notes.extend(
            others
                .iter()
                .map(|other| format!("left out: {}", nothing_in_it(other))),
        );
        if relevant.is_empty() {
            let what: Vec<String> = others.iter().map(nothing_in_it).collect();
            return Err(Failure::new(format!(
                "expected a document of this API, found another: {}; if it is to be taken, name one of its operations in an \
                 overlay",
                what.join("\n")
            )));
        }
        let plan = Plan::of(&base, &relevant, &covered)?;
        for (index, document) in relevant.iter().enumerate() {
            set.place(document, &plan.shares[index], plan.left_out[index].len());
            set.notes.extend(plan.told(index, document));
        }
        set.keep_the_rest(base, &relevant);
        Ok(set)
    }

    /// Puts the shares of a document where they belong.
    fn place(
        &mut self,
        document: &Published,
        shares: &BTreeMap<String, BTreeSet<Key>>,
        left_out: usize,
    ) {
        for (name, share) in shares {
            let published = part(document, share);
            self.files.insert(
                name.clone(),
                Member {
                    published,
                    left_out,
                },
            );
        }
    }

    /// What no new document stands for stays, without the operations that are in one now.
    fn keep_the_rest(&mut self, base: Vec<Published>, incoming: &[Published]) {
        let supplied: BTreeSet<Key> = incoming
            .iter()
            .flat_map(|document| document.operations().into_keys())
            .collect();
        for published in base
            .into_iter()
            .filter(|file| !self.files.contains_key(&file.name))
            .collect::<Vec<_>>()
        {
            let name = published.name.clone();
            let operations: BTreeSet<Key> = published.operations().into_keys().collect();
            let (moved, kept): (BTreeSet<Key>, BTreeSet<Key>) = operations
                .into_iter()
                .partition(|key| supplied.contains(key));
            self.notes.push(match (moved.len(), kept.len()) {
                (0, _) => format!("{name} is unchanged: no newer version supplied"),
                (_, 0) => format!("{name} is gone: all of its operations are in the files above"),
                (moved, _) => format!(
                    "{name} stays, without the {moved} operations that are in the files above"
                ),
            });
            if !kept.is_empty() {
                let published = part(&published, &kept);
                self.files.insert(
                    name,
                    Member {
                        published,
                        left_out: 0,
                    },
                );
            }
        }
    }

    /// Refuses a set that lacks an operation which the overlays name, or has one which they do not.
    pub(crate) fn check_names(&self, named: &[NamedOperation]) -> Result<()> {
        let mut unnamed: BTreeMap<(String, Key), String> = BTreeMap::new();
        let mut present = BTreeSet::new();
        for (file, member) in &self.files {
            for (key, operation) in member.published.operations() {
                if !named.iter().any(|named| is(named, &key)) {
                    let action =
                        dust_sdk_codegen::naming_action(operation.path, &key.1, operation.value);
                    unnamed.insert((overlay_of(file), key.clone()), action);
                }
                present.insert(key);
            }
        }
        let gone: Vec<&NamedOperation> = named
            .iter()
            .filter(|named| !present.iter().any(|key| is(named, key)))
            .collect();
        if !gone.is_empty() {
            return Err(gone_message(&gone));
        }
        if !unnamed.is_empty() {
            return Err(unnamed_message(&unnamed));
        }
        Ok(())
    }
}

/// Where the operations of new documents go.
struct Plan {
    /// For each document, the operations that go to each file.
    shares: Vec<BTreeMap<String, BTreeSet<Key>>>,
    left_out: Vec<BTreeSet<Key>>,
    /// The file that an operation was in, where it goes to another.
    moved: BTreeMap<Key, String>,
}

impl Plan {
    fn of(base: &[Published], documents: &[Published], covered: &BTreeSet<String>) -> Result<Self> {
        let mut plan = Self {
            shares: Vec::new(),
            left_out: Vec::new(),
            moved: BTreeMap::new(),
        };
        let taken = first_with_each(base, documents)?;
        let mut homes = Vec::new();
        for (index, document) in documents.iter().enumerate() {
            let (mut home, mut left_out) = (BTreeMap::new(), BTreeSet::new());
            let like: Vec<&Published> =
                base.iter().filter(|file| is_like(file, document)).collect();
            for (key, operation) in document.operations() {
                let is_covered = operation.tags.is_empty()
                    || operation.tags.iter().any(|tag| covered.contains(*tag));
                if !is_covered {
                    left_out.insert(key);
                } else if taken[&key] == index {
                    home.insert(key.clone(), home_of(&key, &operation.tags, &like));
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
    fn told(&self, index: usize, document: &Published) -> Vec<String> {
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
    let part = subset(&document.document, &BTreeSet::from([key.clone()]));
    ["paths", "components"].map(|section| part[section].clone())
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
fn home_of(key: &Key, tags: &[&str], like: &[&Published]) -> Option<String> {
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

fn is_like(file: &Published, document: &Published) -> bool {
    let (tags, operations) = (document.tags(), document.operations());
    file.tags().iter().any(|tag| tags.contains(tag))
        || file
            .operations()
            .keys()
            .any(|key| operations.contains_key(key))
        || file.title() == document.title()
}

fn is(named: &NamedOperation, key: &Key) -> bool {
    anonymous(&named.path) == key.0 && named.method == key.1
}

fn covered_tags<'a>(
    documents: impl Iterator<Item = &'a Published>,
    named: &[NamedOperation],
) -> BTreeSet<String> {
    let mut covered = BTreeSet::new();
    for document in documents {
        for (key, operation) in document.operations() {
            if named.iter().any(|named| is(named, &key)) {
                covered.extend(operation.tags.iter().map(|tag| (*tag).to_owned()));
            }
        }
    }
    covered
}

/// Whether a document has an operation that the overlays name, or a tag that they cover.
fn concerns_us(document: &Published, covered: &BTreeSet<String>, named: &[NamedOperation]) -> bool {
    let mut operations = document.operations().into_keys();
    document.tags().iter().any(|tag| covered.contains(tag))
        || operations.any(|key| named.iter().any(|named| is(named, &key)))
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

/// A share of a document: its very bytes, if the share is all of it.
fn part(document: &Published, share: &BTreeSet<Key>) -> Published {
    if share.len() == document.operations().len() {
        return document.clone();
    }
    let part = subset(&document.document, share);
    let text = pipeline::to_yaml(&part);
    Published {
        text,
        document: part,
        ..document.clone()
    }
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

fn nothing_in_it(document: &Published) -> String {
    let tags: Vec<String> = document.tags().into_iter().collect();
    let tags = match tags.as_slice() {
        [] => "no tags".to_owned(),
        tags => format!("tags: {}", tags.join(", ")),
    };
    let (origin, title) = (&document.origin, document.title());
    format!(
        "{origin} ({title}; {tags}), in which the overlays name no operation, and none under its tags"
    )
}

fn gone_message(gone: &[&NamedOperation]) -> Failure {
    let mut message = "expected every operation that the overlays name, found none of these; if that is right, take every \
                       action on them out of the overlay and run this again: the report will then say what users lose"
        .to_owned();
    for named in gone {
        let (id, method, path, file) = (
            &named.id,
            named.method.to_uppercase(),
            &named.path,
            &named.file,
        );
        message += &format!("\n  specs/{file}: {id}: {method} {path}");
    }
    Failure::new(message)
}

fn unnamed_message(unnamed: &BTreeMap<(String, Key), String>) -> Failure {
    let count = match unnamed.len() {
        1 => "one without".to_owned(),
        many => format!("{many} without"),
    };
    let mut message = format!("expected operations that overlays name, found {count}");
    let mut last = None;
    for ((overlay, _), action) in unnamed {
        if last != Some(overlay) {
            message += &format!("; add this to the actions of {overlay}:\n\n");
            last = Some(overlay);
        }
        message += action;
    }
    Failure::new(message)
}

/// The overlay of a published file, by their names: `dust-apps-api-openapi.yml` has `apps.yml`.
fn overlay_of(file: &str) -> String {
    let stem = file.split('.').next().unwrap_or(file);
    let words = stem
        .split('-')
        .filter(|word| !matches!(*word, "dust" | "api" | "openapi"));
    format!("specs/overlay/{}.yml", words.collect::<Vec<_>>().join("-"))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn document(origin: &str, title: &str, operations: &[(&str, &str, &[&str])]) -> Published {
        let mut paths = json!({});
        for (path, method, tags) in operations {
            paths[*path][*method] = json!({"tags": tags, "summary": "Do It"});
        }
        let document =
            json!({"openapi": "3.0.0", "info": {"title": title, "version": "1"}, "paths": paths});
        Published::read(origin, document.to_string()).unwrap()
    }

    fn named(list: &[(&str, &str)]) -> Vec<NamedOperation> {
        let name = |(path, method): &(&str, &str)| NamedOperation {
            id: format!("{method}_{}", path.trim_matches('/')),
            path: (*path).to_owned(),
            method: (*method).to_owned(),
            file: "overlay/some.yml".to_owned(),
        };
        list.iter().map(name).collect()
    }

    fn paths(set: &SpecSet, name: &str) -> Vec<String> {
        let document: &Value = &set.files[name].published.document;
        document["paths"]
            .as_object()
            .unwrap()
            .keys()
            .cloned()
            .collect()
    }

    fn base() -> Vec<Published> {
        vec![
            document("a.yml", "A", &[("/a", "get", &["A"])]),
            document("b.yml", "B", &[("/b", "get", &["B"])]),
        ]
    }

    #[test]
    fn a_file_under_another_name_is_known_by_its_tags() {
        let new = document("/tmp/v2.yml", "New title", &[("/a", "get", &["A"])]);
        let set =
            SpecSet::assemble(base(), vec![new], &named(&[("/a", "get"), ("/b", "get")])).unwrap();
        assert_eq!(set.files.keys().collect::<Vec<_>>(), ["a.yml", "b.yml"]);
        assert_eq!(set.files["a.yml"].published.title(), "New title");
        assert_eq!(set.notes.len(), 2, "{:?}", set.notes);
    }

    #[test]
    fn one_document_of_everything_is_divided() {
        let all = document(
            "swagger.json",
            "All",
            &[
                ("/a", "get", &["A"]),
                ("/a2", "get", &["A"]),
                ("/b", "get", &["B"]),
                ("/c", "get", &["C"]),
                ("/d", "get", &[]),
            ],
        );
        let names = named(&[("/a", "get"), ("/b", "get")]);
        let set = SpecSet::assemble(base(), vec![all], &names).unwrap();
        assert_eq!(paths(&set, "a.yml"), ["/a", "/a2"]);
        assert_eq!(paths(&set, "b.yml"), ["/b"]);
        assert_eq!(paths(&set, "all-openapi.yml"), ["/d"]);
        assert!(
            set.notes[0].contains("1 of 5 operations left out") && set.notes[0].contains("(C)"),
            "{:?}",
            set.notes
        );
        let error = set.check_names(&names).unwrap_err().to_string();
        assert!(
            error.contains("expected operations that overlays name, found 2 without")
                && error.contains("/a2")
                && error.contains("/d"),
            "{error}"
        );
    }

    #[test]
    fn a_file_with_a_new_name_is_a_further_file() {
        let new = document("dir/c.yml", "C", &[("/c", "get", &["C"])]);
        let names = named(&[("/a", "get"), ("/b", "get"), ("/c", "get")]);
        let set = SpecSet::assemble(base(), vec![new], &names).unwrap();
        assert_eq!(set.files.len(), 3);
        set.check_names(&names).unwrap();
    }

    #[test]
    fn another_api_is_refused_alone_and_left_out_in_company() {
        let names = named(&[("/a", "get"), ("/b", "get")]);
        let other = document("pets.yml", "Pets", &[("/pets", "get", &["Pets"])]);
        let error = SpecSet::assemble(base(), vec![other.clone()], &names)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("found another: pets.yml (Pets; tags: Pets)"),
            "{error}"
        );
        let set = SpecSet::assemble(base(), vec![base().remove(0), other], &names).unwrap();
        assert!(
            set.notes[0].starts_with("left out: pets.yml"),
            "{:?}",
            set.notes
        );
        assert_eq!(set.files.len(), 2);
    }

    #[test]
    fn an_operation_that_went_away_is_named() {
        let names = named(&[("/a", "get"), ("/b", "get"), ("/b", "delete")]);
        let set = SpecSet::assemble(base(), base(), &names).unwrap();
        let error = set.check_names(&names).unwrap_err().to_string();
        assert!(
            error.contains("specs/overlay/some.yml: delete_b: DELETE /b"),
            "{error}"
        );
    }

    #[test]
    fn a_published_file_has_an_overlay_of_its_name() {
        for (file, overlay) in [
            ("dust-apps-api-openapi.yml", "specs/overlay/apps.yml"),
            ("dust-data-sources.v2.yml", "specs/overlay/data-sources.yml"),
        ] {
            assert_eq!(overlay_of(file), overlay);
        }
    }

    #[test]
    fn two_documents_for_one_file_are_refused() {
        let twice = vec![
            base().remove(0),
            document("copy.yml", "Copy", &[("/a", "get", &["A", "B"])]),
        ];
        let error = SpecSet::assemble(base(), twice, &named(&[("/a", "get")]))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("copy.yml: GET /a: expected the operation as a.yml has it"),
            "{error}"
        );
    }
}
