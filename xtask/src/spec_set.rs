//! Which files would lie in `specs/`: new documents, known by what they contain, in the place of old ones.
//!
//! What counts are operations, not files: publishers rename a file, split it by tag, join several into one document of
//! everything, or move an operation from one to another. So each operation goes where it was, or else where its tag
//! was; the document that has the most of a file takes its place, and what others have of it moves to them. Operations
//! that the overlays do not cover are left out, and counted.

mod plan;

use std::collections::{BTreeMap, BTreeSet};

use dust_sdk_codegen::{NamedOperation, anonymous};

use crate::failure::{Failure, Result};
use crate::pipeline;
use crate::published::{Key, Published};
use crate::subset::subset;
use plan::Plan;

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
        let mut set = Self::default();
        for published in files {
            set.put(published.name.clone(), published, 0);
        }
        set
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
                .map(|other| format!("left out: {}", describe_unrelated(other))),
        );
        if relevant.is_empty() {
            let what: Vec<String> = others.iter().map(describe_unrelated).collect();
            return Err(Failure::new(format!(
                "expected a document of this API, found another: {}; if it is to be taken, name one of its operations in an \
                 overlay",
                what.join("\n")
            )));
        }
        let plan = Plan::of(&base, &relevant, &covered)?;
        for (index, document) in relevant.iter().enumerate() {
            set.place(document, &plan.shares[index], plan.left_out[index].len());
            set.notes.extend(plan.notes(index, document));
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
            self.put(name.clone(), part(document, share), left_out);
        }
    }

    fn put(&mut self, name: String, published: Published, left_out: usize) {
        let member = Member {
            published,
            left_out,
        };
        self.files.insert(name, member);
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
                self.put(name, part(&published, &kept), 0);
            }
        }
    }

    /// Refuses a set that lacks an operation which the overlays name, or has one which they do not.
    pub(crate) fn check_names(&self, named: &[NamedOperation]) -> Result<()> {
        let mut unnamed: BTreeMap<(String, Key), Unnamed> = BTreeMap::new();
        let mut present = BTreeSet::new();
        for (file, member) in &self.files {
            for (key, operation) in member.published.operations() {
                if !named.iter().any(|named| is(named, &key)) {
                    let (path, method) = (operation.path, &key.1);
                    let operation = Unnamed {
                        shown: format!("{} {path}", method.to_uppercase()),
                        action: dust_sdk_codegen::naming_action(path, method, operation.value),
                    };
                    unnamed.insert((overlay_of(file), key.clone()), operation);
                }
                present.insert(key);
            }
        }
        let gone: Vec<&NamedOperation> = named
            .iter()
            .filter(|named| !present.iter().any(|key| is(named, key)))
            .collect();
        if !gone.is_empty() {
            return Err(gone_message(&gone, unnamed.values()));
        }
        if !unnamed.is_empty() {
            return Err(unnamed_message(&unnamed));
        }
        Ok(())
    }
}

/// An operation that the overlays do not name.
struct Unnamed {
    /// Method and path.
    shown: String,
    /// The action to paste.
    action: String,
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

fn describe_unrelated(document: &Published) -> String {
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

/// What the overlays name and the documents lack, and what is new: one may be the other.
fn gone_message<'a>(gone: &[&NamedOperation], new: impl Iterator<Item = &'a Unnamed>) -> Failure {
    let mut message = "expected every operation that the overlays name, found none of these; if that is right, take every \
                       action on them out of the overlay and run this again: the report will then say what users lose"
        .to_owned();
    for named in gone {
        let (id, path, file, count) = (&named.id, &named.path, &named.file, named.actions);
        let (method, s) = (
            named.method.to_uppercase(),
            if count == 1 { "" } else { "s" },
        );
        message += &format!("\n  specs/{file}: {id}: {method} {path} ({count} action{s})");
    }
    let new: Vec<String> = new
        .map(|operation| format!("\n  {}", operation.shown))
        .collect();
    if !new.is_empty() {
        message += "\nthese are new; if one of them is one of those under another address, change the targets of its actions";
        message += &new.concat();
    }
    Failure::new(message)
}

fn unnamed_message(unnamed: &BTreeMap<(String, Key), Unnamed>) -> Failure {
    let count = match unnamed.len() {
        1 => "one without".to_owned(),
        many => format!("{many} without"),
    };
    let mut message = format!("expected a name for every operation in the overlays, found {count}");
    let mut last = None;
    for ((overlay, _), operation) in unnamed {
        if last != Some(overlay) {
            message += &format!("; add this to the actions of {overlay}:\n\n");
            last = Some(overlay);
        }
        message += &operation.action;
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
    use super::*;

    #[test]
    fn a_published_file_has_an_overlay_of_its_name() {
        for (file, overlay) in [
            ("dust-apps-api-openapi.yml", "specs/overlay/apps.yml"),
            ("dust-data-sources.v2.yml", "specs/overlay/data-sources.yml"),
        ] {
            assert_eq!(overlay_of(file), overlay);
        }
    }
}
