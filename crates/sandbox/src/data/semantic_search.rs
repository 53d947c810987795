//! The semantic search of a data source or a view: here the chunks that hold words of the query, ranked by how many.

use std::cmp::Reverse;
use std::collections::HashMap;

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::call::Call;
use crate::data::documents::source;
use crate::data::pages::number;
use crate::data::views;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::data_source::{SandboxDataSource, View};
use crate::state::document::{SandboxDocument, chunk};
use crate::state::workspace::Workspace;

/// The most chunks of an answer.
const TOP_K_LIMIT: usize = 1024;

/// What is asked for.
struct Query<'a> {
    words: Vec<String>,
    top_k: usize,
    full_text: bool,
    /// Whether chunks are grown by their neighbours.
    grows: bool,
    newer: Option<i64>,
    older: Option<i64>,
    call: &'a Call<'a>,
}

/// A chunk that was found.
struct Hit<'a> {
    document: &'a SandboxDocument,
    at: usize,
    score: Option<f64>,
}

/// `GET …/data_sources/{dsId}/search`.
pub(crate) fn in_data_source(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let source = source(workspace, call)?;
    answer(source, None, call)
}

/// `GET …/data_source_views/{dsvId}/search`.
pub(crate) fn in_view(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let (source, at) = views::find(workspace, call)?;
    answer(source, Some(&source.views[at]), call)
}

fn answer(source: &SandboxDataSource, view: Option<&View>, call: &Call<'_>) -> Answer {
    let query = Query::of(call)?;
    let shown = |document: &&SandboxDocument| view.is_none_or(|view| view.shows(&document.parents));
    let documents = source.documents.values().filter(shown);
    let documents = documents.filter(|document| query.wants(document));
    let hits = query.hits(documents);
    // Documents come in the order of their best chunk.
    let mut order: Vec<&str> = Vec::new();
    let mut found: HashMap<&str, Vec<&Hit<'_>>> = HashMap::new();
    for hit in &hits {
        let of_document = found.entry(&hit.document.id).or_default();
        if of_document.is_empty() {
            order.push(&hit.document.id);
        }
        of_document.push(hit);
    }
    let documents = order.iter().map(|id| query.shown(&source.id, &found[id]));
    let documents: Value = documents.collect();
    ok(json!({ "documents": documents }))
}

impl<'a> Query<'a> {
    fn of(call: &'a Call<'a>) -> Result<Self, ApiError> {
        let invalid = |text: &str| ApiError::invalid(format!("Invalid request query: {text}"));
        let text = call
            .query("query")
            .ok_or_else(|| invalid("query: Required"))?;
        let top_k = number(call, "top_k")?.ok_or_else(|| invalid("top_k: Required"))?;
        let moment = |name: &str| match call.query(name).map(str::parse) {
            None => Ok(None),
            Some(Ok(ms)) => Ok(Some(ms)),
            Some(Err(_)) => Err(invalid(&format!("{name}: Expected number"))),
        };
        let grows = number(call, "target_document_tokens")?.is_some();
        if top_k > TOP_K_LIMIT || (grows && text.is_empty()) {
            // Every failure of the search itself has this status.
            return Err(ApiError::new(
                StatusCode::BAD_REQUEST,
                "data_source_error",
                "There was an error performing the data source search.",
            ));
        }
        Ok(Self {
            words: text.split_whitespace().map(str::to_lowercase).collect(),
            top_k,
            // Any word is true, `false` too.
            full_text: call.query("full_text").is_some_and(|word| !word.is_empty()),
            grows,
            newer: moment("timestamp_gt")?,
            older: moment("timestamp_lt")?,
            call,
        })
    }

    fn wants(&self, document: &SandboxDocument) -> bool {
        let title = format!("title:{}", document.shown_title());
        let tags = |tag: &str| tag == title || document.tags.iter().any(|known| known == tag);
        let parents = |node: &str| document.parents.iter().any(|parent| parent == node);
        let values = |name| self.call.request.query_values(name);
        let within = |name, has: &dyn Fn(&str) -> bool| {
            values(name).next().is_none() || values(name).any(has)
        };
        self.newer.is_none_or(|ms| document.timestamp > ms)
            && self.older.is_none_or(|ms| document.timestamp < ms)
            && within("tags_in", &tags)
            && !values("tags_not").any(tags)
            && within("parents_in", &parents)
            && !values("parents_not").any(parents)
    }

    /// The best chunks, best first; without a query the first chunk of the newest documents.
    fn hits<'d>(&self, documents: impl Iterator<Item = &'d SandboxDocument>) -> Vec<Hit<'d>> {
        let mut documents: Vec<&SandboxDocument> = documents.collect();
        documents.sort_by_key(|document| Reverse(document.timestamp));
        let chunks = documents.iter().flat_map(|document| {
            let chunks = document.chunks.iter().enumerate();
            chunks.map(|(at, text)| (*document, at, text))
        });
        let mut hits: Vec<Hit<'d>> = match self.words.is_empty() {
            true => chunks
                .filter(|(_, at, _)| *at == 0)
                .map(|(document, at, _)| Hit {
                    document,
                    at,
                    score: None,
                })
                .collect(),
            false => chunks
                .filter_map(|(document, at, text)| {
                    let score = Some(self.score(document, text)?);
                    Some(Hit {
                        document,
                        at,
                        score,
                    })
                })
                .collect(),
        };
        hits.sort_by(|one, other| {
            other
                .score
                .partial_cmp(&one.score)
                .unwrap_or(std::cmp::Ordering::Equal)
        });
        hits.truncate(self.top_k);
        hits
    }

    /// The part of the words that a chunk or the title of its document holds, if any.
    fn score(&self, document: &SandboxDocument, text: &str) -> Option<f64> {
        let text = format!("{} {text}", document.shown_title()).to_lowercase();
        let found = self
            .words
            .iter()
            .filter(|word| text.contains(word.as_str()));
        let found = found.count();
        (found > 0).then(|| found as f64 / self.words.len() as f64)
    }

    /// A document with the chunks that were found.
    fn shown(&self, data_source: &str, hits: &[&Hit<'_>]) -> Value {
        let Some(first) = hits.first() else {
            return Value::Null;
        };
        let mut shown = first.document.shown(data_source);
        shown["chunks"] = hits.iter().map(|hit| self.shown_chunk(hit)).collect();
        if self.full_text {
            shown["text"] = first.document.text.clone().into();
        }
        shown
    }

    fn shown_chunk(&self, hit: &Hit<'_>) -> Value {
        let chunks = &hit.document.chunks;
        let first = hit.at.saturating_sub(1);
        let neighbours = first..(hit.at + 2).min(chunks.len());
        let mut shown = chunk(hit.at, &chunks[hit.at]);
        shown["score"] = hit.score.into();
        let others: Vec<usize> = neighbours.clone().filter(|at| *at != hit.at).collect();
        if self.grows {
            shown["text"] = chunks[neighbours].join("\n\n").into();
            shown["expanded_offsets"] = json!(others);
        }
        shown
    }
}
