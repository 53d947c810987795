//! Which files would lie in `specs/`: new documents, known by what they contain, in the place of old ones.
//!
//! Published files change their names, come one by one or as one document for everything. So a new document takes
//! the place of the file that shares a tag, an operation or the title with it; one that covers several files is
//! divided among them; operations that the overlay does not cover are left out, and counted.

use std::collections::{BTreeMap, BTreeSet};

use dust_sdk_codegen::NamedOperation;

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
        let mut set = Self::default();
        set.add(files);
        set
    }

    /// Adds files as they are.
    pub(crate) fn add(&mut self, files: Vec<Published>) {
        for published in files {
            let member = Member {
                published,
                left_out: 0,
            };
            self.files.insert(member.published.name.clone(), member);
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
        for other in &others {
            set.notes
                .push(format!("left out: {}", nothing_in_it(other)));
        }
        if relevant.is_empty() {
            let what: Vec<String> = others.iter().map(nothing_in_it).collect();
            return Err(Failure::new(format!(
                "a document of another API: {}",
                what.join("\n")
            )));
        }
        for document in relevant {
            set.place(document, &base, &covered, named)?;
        }
        set.keep_the_rest(base);
        Ok(set)
    }

    /// Divides a document among the files that it stands for.
    fn place(
        &mut self,
        document: Published,
        base: &[Published],
        covered: &BTreeSet<String>,
        named: &[NamedOperation],
    ) -> Result<()> {
        let counterparts: Vec<&Published> = base
            .iter()
            .filter(|file| is_same(file, &document, named))
            .collect();
        let mut shares: BTreeMap<String, BTreeSet<Key>> = BTreeMap::new();
        let mut left_out = BTreeSet::new();
        let operations = document.operations();
        for (key, operation) in &operations {
            if !operation.tags.is_empty()
                && !operation.tags.iter().any(|tag| covered.contains(*tag))
            {
                left_out.insert(key.clone());
                continue;
            }
            let name = home(key, &operation.tags, &counterparts)
                .unwrap_or_else(|| own_name(&document, base));
            shares.entry(name).or_default().insert(key.clone());
        }
        let total = operations.len();
        if !left_out.is_empty() {
            self.notes.push(format!(
                "{}: {} of {total} operations left out, because the overlay names nothing under their tags ({})",
                document.origin,
                left_out.len(),
                tags_of(&document, &left_out),
            ));
        }
        for (name, share) in shares {
            let published = part(&document, &share, total);
            if name != document.name {
                self.notes.push(format!(
                    "{} ({}) is {name}",
                    document.origin,
                    document.title()
                ));
            }
            self.insert(
                name,
                Member {
                    published,
                    left_out: left_out.len(),
                },
            )?;
        }
        Ok(())
    }

    fn insert(&mut self, name: String, member: Member) -> Result<()> {
        if let Some(other) = self.files.get(&name) {
            return Err(Failure::new(format!(
                "{} and {} both stand for {name}; give one of them",
                other.published.origin, member.published.origin
            )));
        }
        self.files.insert(name, member);
        Ok(())
    }

    fn keep_the_rest(&mut self, base: Vec<Published>) {
        for published in base {
            let name = published.name.clone();
            if !self.files.contains_key(&name) {
                self.notes
                    .push(format!("{name} is unchanged: no newer version supplied"));
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

    /// Refuses a set that lacks an operation which the overlay names, or has one which it does not.
    pub(crate) fn check_names(&self, named: &[NamedOperation]) -> Result<()> {
        let mut unnamed: BTreeMap<(String, Key), String> = BTreeMap::new();
        let mut present = BTreeSet::new();
        for (file, member) in &self.files {
            for (key, operation) in member.published.operations() {
                if !named.iter().any(|named| is(named, &key)) {
                    let action = dust_sdk_codegen::naming_action(&key.0, &key.1, operation.value);
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

fn is(named: &NamedOperation, key: &Key) -> bool {
    named.path == key.0 && named.method == key.1
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

/// Whether a document has an operation that the overlay names, or a tag that it covers.
fn concerns_us(document: &Published, covered: &BTreeSet<String>, named: &[NamedOperation]) -> bool {
    document.tags().iter().any(|tag| covered.contains(tag))
        || names_in(document, named).next().is_some()
}

fn names_in<'a>(
    document: &Published,
    named: &'a [NamedOperation],
) -> impl Iterator<Item = &'a NamedOperation> {
    let operations = document.operations();
    named
        .iter()
        .filter(move |named| operations.keys().any(|key| is(named, key)))
}

fn is_same(file: &Published, document: &Published, named: &[NamedOperation]) -> bool {
    let tags = document.tags();
    let operations = document.operations();
    file.tags().iter().any(|tag| tags.contains(tag))
        || names_in(file, named).any(|named| operations.keys().any(|key| is(named, key)))
        || file.title() == document.title()
}

/// The file that an operation belongs to: where it was, or where its tag was, or the only one there is.
fn home(key: &Key, tags: &[&str], counterparts: &[&Published]) -> Option<String> {
    let had_it = |file: &&&Published| file.operations().contains_key(key);
    let had_tag = |file: &&&Published| file.tags().iter().any(|tag| tags.contains(&tag.as_str()));
    let only = || match counterparts {
        [only] => Some(only),
        _ => None,
    };
    counterparts
        .iter()
        .find(had_it)
        .or_else(|| counterparts.iter().find(had_tag))
        .or_else(only)
        .map(|file| file.name.clone())
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
fn part(document: &Published, share: &BTreeSet<Key>, total: usize) -> Published {
    if share.len() == total {
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
        "{origin} ({title}; {tags}): the overlay names no operation in it, and none under its tags"
    )
}

fn gone_message(gone: &[&NamedOperation]) -> Failure {
    let list: Vec<String> = gone
        .iter()
        .map(|named| {
            format!(
                "  {}: {} {} (specs/{})",
                named.id,
                named.method.to_uppercase(),
                named.path,
                named.file,
            )
        })
        .collect();
    Failure::new(format!(
        "upstream no longer has what the overlays name:\n{}\n\
         If that is right, take every action on it out of that overlay and run this again: \
         the report will then say what users lose.",
        list.join("\n")
    ))
}

fn unnamed_message(unnamed: &BTreeMap<(String, Key), String>) -> Failure {
    let count = match unnamed.len() {
        1 => "1 operation has no name".to_owned(),
        many => format!("{many} operations have no name"),
    };
    let mut message = count;
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
    use serde_json::{Value, json};

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
            error.contains("2 operations have no name")
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
            error.starts_with("a document of another API: pets.yml (Pets; tags: Pets)"),
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
            error.contains("delete_b: DELETE /b (specs/overlay/some.yml)"),
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
            document("copy.yml", "Copy", &[("/a", "get", &["A"])]),
        ];
        let error = SpecSet::assemble(base(), twice, &named(&[("/a", "get")]))
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("a.yml and copy.yml both stand for a.yml"),
            "{error}"
        );
    }
}
