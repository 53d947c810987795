//! What changes in texts, and in the document as a whole: servers, ways to authenticate.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use super::index::entries;
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
        let (before, after) = (text(old, key), text(new, key));
        if before != after {
            let place = place.keyword(key);
            self.document_row(&place, Class::Documentation, key, before, after);
        }
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
        let (before, after) = (side(old), side(new));
        let place = place.keyword(key);
        match word {
            _ if before == after => {}
            "annotation" => self.document_row(&place, Class::Documentation, word, before, after),
            _ => self.code_row(&place, word, before, after),
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
        let (old, new) = (servers(old), servers(new));
        for (url, description) in &old {
            match new.get(url) {
                None => {
                    self.document_row(place, Class::Breaking, "server", url.as_str(), Value::Null)
                }
                Some(now) if now != description => {
                    let (before, after) = (description.clone(), now.clone());
                    self.document_row(
                        &place.keyword("description"),
                        Class::Documentation,
                        "description",
                        before,
                        after,
                    );
                }
                Some(_) => {}
            }
        }
        for url in new.keys().filter(|url| !old.contains_key(*url)) {
            self.document_row(place, Class::Addition, "server", Value::Null, url.as_str());
        }
    }

    fn security_schemes(&mut self, place: &Location, old: &Value, new: &Value) {
        let schemes = |document: &Value| document["components"]["securitySchemes"].clone();
        let (old, new) = (schemes(old), schemes(new));
        let names: BTreeSet<&str> = entries(&old)
            .chain(entries(&new))
            .map(|(name, _)| name)
            .collect();
        for name in names {
            let place = place.part(name);
            match (old.get(name), new.get(name)) {
                (Some(before), Some(after)) => {
                    let (how_before, how_after) = (without_texts(before), without_texts(after));
                    if how_before != how_after {
                        self.document_row(
                            &place,
                            Class::Breaking,
                            "security",
                            how_before,
                            how_after,
                        );
                    }
                    self.texts(&place, before, after);
                }
                (Some(before), None) => {
                    self.document_row(
                        &place,
                        Class::Breaking,
                        "security",
                        without_texts(before),
                        Value::Null,
                    );
                }
                (None, after) => {
                    let after = after.map(without_texts);
                    self.document_row(&place, Class::Addition, "security", Value::Null, after);
                }
            }
        }
    }

    fn tag_texts(&mut self, place: &Location, old: &Value, new: &Value) {
        let texts = |tags: &Value| -> Map<String, Value> {
            let list = tags.as_array().map(Vec::as_slice).unwrap_or_default();
            let named = list
                .iter()
                .filter_map(|tag| Some((tag["name"].as_str()?, tag)));
            named
                .map(|(name, tag)| (name.to_owned(), text(tag, "description")))
                .collect()
        };
        let (old, new) = (texts(old), texts(new));
        for (name, before) in &old {
            match new.get(name) {
                Some(after) if after == before => {}
                after => {
                    let after = after.cloned();
                    self.document_row(
                        &place.part(name),
                        Class::Documentation,
                        "tag",
                        before.clone(),
                        after,
                    );
                }
            }
        }
        for (name, after) in new.iter().filter(|(name, _)| !old.contains_key(*name)) {
            self.document_row(
                &place.part(name),
                Class::Documentation,
                "tag",
                Value::Null,
                after.clone(),
            );
        }
    }
}

/// A text with every run of white space as one blank; null if there is none.
fn text(owner: &Value, key: &str) -> Value {
    match owner.get(key).and_then(Value::as_str) {
        Some(text) => text.split_whitespace().collect::<Vec<_>>().join(" ").into(),
        None => Value::Null,
    }
}

fn servers(list: &Value) -> BTreeMap<String, Value> {
    let list = list.as_array().map(Vec::as_slice).unwrap_or_default();
    list.iter()
        .filter_map(|server| {
            let url = server.get("url")?.as_str()?.trim_end_matches('/');
            Some((url.to_owned(), text(server, "description")))
        })
        .collect()
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
