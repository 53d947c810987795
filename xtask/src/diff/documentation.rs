//! What changes in texts, and in the document as a whole: servers, ways to authenticate.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::index::{entries, paired, paired_members};
use super::rows::Class;
use super::{Comparison, Location};

impl Comparison<'_> {
    /// Descriptions, summaries and examples. Where a line breaks says nothing.
    pub(super) fn texts(&mut self, place: &Location, old: &Value, new: &Value) {
        for key in ["summary", "description"] {
            self.text(place, key, old, new);
        }
        for key in ["example", "examples", "externalDocs"] {
            self.keyword(place, "annotation", key, old, new);
        }
    }

    fn text(&mut self, place: &Location, key: &'static str, old: &Value, new: &Value) {
        self.reworded(&place.keyword(key), key, text(old, key), text(new, key));
    }

    /// A keyword that is compared as it is.
    pub(super) fn keyword(
        &mut self,
        place: &Location,
        word: &'static str,
        key: &str,
        old: &Value,
        new: &Value,
    ) {
        let side = |value: &Value| value.get(key).cloned().unwrap_or_default();
        let (place, before, after) = (place.keyword(key), side(old), side(new));
        match word {
            "annotation" => self.reworded(&place, word, before, after),
            _ => self.changed(&place, word, before, after),
        }
    }

    /// What belongs to no operation alone.
    pub(super) fn document(&mut self) {
        let (old, new) = (self.old.document, self.new.document);
        let place = Location::operation("*");
        self.servers(&place.part("servers"), &old["servers"], &new["servers"]);
        self.security_schemes(&place.part("securitySchemes"), old, new);
        self.texts(&place.part("info"), &old["info"], &new["info"]);
        self.text(&place.part("info"), "title", &old["info"], &new["info"]);
        self.tag_texts(&place.part("tags"), &old["tags"], &new["tags"]);
    }

    /// A server that goes away takes a region with it.
    pub(super) fn servers(&mut self, place: &Location, old: &Value, new: &Value) {
        let described = |list| {
            by_name(list, |server| {
                server["url"].as_str().map(|url| url.trim_end_matches('/'))
            })
        };
        for (url, before, after) in paired(&described(old), &described(new)) {
            match (before, after) {
                (Some(before), Some(after)) => {
                    let place = place.keyword("description");
                    self.reworded(&place, "description", before.clone(), after.clone());
                }
                _ => {
                    let (class, url) = (Class::of_one_sided(before.is_some()), url.as_str());
                    let (before, after) = (before.map(|_| url), after.map(|_| url));
                    self.document_row(place, class, "server", before, after);
                }
            }
        }
    }

    fn security_schemes(&mut self, place: &Location, old: &Value, new: &Value) {
        let key = "securitySchemes";
        let (old, new) = (&old["components"][key], &new["components"][key]);
        for (name, before, after) in paired_members(old, new) {
            let place = place.part(name);
            if let (Some(before), Some(after)) = (before, after) {
                self.texts(&place, before, after);
            }
            let class = Class::of_one_sided(before.is_some());
            let (before, after) = (before.map(without_texts), after.map(without_texts));
            if before != after {
                self.document_row(&place, class, "security", before, after);
            }
        }
    }

    fn tag_texts(&mut self, place: &Location, old: &Value, new: &Value) {
        let described = |list| by_name(list, |tag| tag["name"].as_str());
        for (name, before, after) in paired(&described(old), &described(new)) {
            self.reworded(&place.part(name), "tag", before.cloned(), after.cloned());
        }
    }
}

/// The descriptions of what a list has, by name.
fn by_name(list: &Value, name: impl Fn(&Value) -> Option<&str>) -> BTreeMap<String, Value> {
    let list = list.as_array().into_iter().flatten();
    list.filter_map(|item| Some((name(item)?.to_owned(), text(item, "description"))))
        .collect()
}

/// A text with every run of white space as one blank; null if there is none.
fn text(owner: &Value, key: &str) -> Value {
    match owner.get(key).and_then(Value::as_str) {
        Some(text) => text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
        None => Value::Null,
    }
}

/// How a scheme works, without what is said about it.
fn without_texts(scheme: &Value) -> Value {
    let keep =
        |key: &&str| *key != "description" && *key != "bearerFormat" && !key.starts_with("x-");
    entries(scheme)
        .filter(|(key, _)| keep(key))
        .map(|(key, value)| (key.to_owned(), value.clone()))
        .collect::<Map<_, _>>()
        .into()
}
