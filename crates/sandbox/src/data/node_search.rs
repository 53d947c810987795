//! The search for nodes by name, at once and as a stream, and files that tools have found.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::call::Call;
use crate::check::{Fields, Issues, Need};
use crate::data::documents::{internal_error, strings};
use crate::http::api_error::{Answer, ApiError, ok};
use crate::http::reply::Reply;
use crate::state::data_source::SandboxDataSource;
use crate::state::workspace::Workspace;

/// The most nodes of a page, and of a page of the stream.
const LIMIT: usize = 2000;
const STREAM_LIMIT: usize = 100;

/// How many nodes there are on a page unless told otherwise.
const USUAL_LIMIT: usize = 25;

/// What to search for.
struct Search {
    query: Option<String>,
    node_ids: Vec<String>,
    view_type: String,
    space_ids: Vec<String>,
    data_sources: bool,
    source_urls: bool,
}

/// A node before it is shown.
struct Node<'a> {
    space: &'a str,
    source: &'a SandboxDataSource,
    id: &'a str,
    title: &'a str,
    kind: &'static str,
    mime_type: &'a str,
    parents: &'a [String],
    source_url: Option<&'a str>,
    updated: i64,
}

/// `POST search`. The page comes from the address.
pub(crate) fn search(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
    let mut issues = Issues::default();
    let mut fields = Fields::new(&mut issues, &body);
    fields.string("query", Need::Optional);
    if body.contains_key("nodeIds") {
        fields.strings("nodeIds", Need::Optional);
    }
    fields.one_of("viewType", Need::Required, &["table", "document", "all"]);
    fields.strings("spaceIds", Need::Required);
    fields.boolean("includeDataSources", Need::Required);
    fields.check("limit", Need::Required, "number", Value::is_number);
    fields.boolean("searchSourceUrls", Need::Optional);
    if body.contains_key("query") == body.contains_key("nodeIds") {
        issues.add("query", "Expected either query or nodeIds");
    }
    issues.finish()?;
    let text = |key: &str| body.get(key).and_then(Value::as_str).map(str::to_owned);
    let flag = |key: &str| body.get(key).and_then(Value::as_bool) == Some(true);
    let search = Search {
        query: text("query"),
        node_ids: strings(body.get("nodeIds")),
        view_type: text("viewType").unwrap_or_default(),
        space_ids: strings(body.get("spaceIds")),
        data_sources: flag("includeDataSources"),
        source_urls: flag("searchSourceUrls"),
    };
    let page = page(call, 0, LIMIT)?;
    ok(search.results(workspace, page)?)
}

/// `GET search`: the nodes, then the files of each tool. A failure is an event of a 200.
pub(crate) fn stream(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let query = call.query("query");
    let query = query.ok_or_else(|| ApiError::invalid("Invalid request query: query: Required"))?;
    let page = page(call, 1, STREAM_LIMIT)?;
    let is_on = |name: &str| call.query(name).is_none_or(|word| word == "true");
    let ids = call.query("spaceIds").unwrap_or_default().split(',');
    let search = Search {
        query: Some(query.to_owned()),
        node_ids: Vec::new(),
        view_type: call.query("viewType").unwrap_or("all").to_owned(),
        space_ids: ids.filter(|id| !id.is_empty()).map(str::to_owned).collect(),
        data_sources: is_on("includeDataSources"),
        source_urls: call.query("searchSourceUrls") == Some("true"),
    };
    let mut events = Vec::new();
    match search.results(workspace, page) {
        Ok(results) => events.push(json!({ "knowledgeResults": results })),
        Err(error) => events.push(json!({ "error": error.inside() })),
    }
    let asks_tools = is_on("includeTools") && call.query("cursor").is_none();
    if asks_tools && events[0].get("error").is_none() {
        let query = query.to_lowercase();
        for (server, files) in &workspace.tool_files {
            let files = files
                .iter()
                .filter(|(_, title)| title.to_lowercase().contains(&query));
            let files: Value = files
                .map(|(id, title)| tool_file(server, id, title))
                .collect();
            events.push(json!({ "toolResults": files }));
        }
    }
    let events: Vec<String> = events
        .iter()
        .map(|event| format!("data: {event}\n\n"))
        .collect();
    Ok(Reply::events(|mut writer| async move {
        writer.send_events(&events, || {}).await;
    }))
}

fn tool_file(server: &str, id: &str, title: &str) -> Value {
    json!({
        "externalId": id, "title": title, "mimeType": "text/plain", "type": "document", "sourceUrl": null,
        "serverViewId": format!("msv_{server}"), "serverName": server, "serverIcon": "ActionDocumentTextIcon",
    })
}

/// `POST search/tools/upload`, which takes the sign-in of a person.
pub(crate) fn upload_from_tool(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let body = call.object()?;
    let mut issues = Issues::default();
    let mut fields = Fields::new(&mut issues, &body);
    for (key, need) in [
        ("serverViewId", Need::Required),
        ("externalId", Need::Required),
        ("conversationId", Need::Optional),
        ("serverName", Need::Optional),
        ("serverIcon", Need::Optional),
    ] {
        fields.string(key, need);
    }
    issues.finish()?;
    if !call.principal.is_user() {
        return Err(internal_error("Failed to upload the file of the tool."));
    }
    let wanted = body["externalId"].as_str().unwrap_or_default();
    let mut files = workspace.tool_files.iter().flat_map(|(_, files)| files);
    let title = files.find(|(id, _)| id == wanted).map(|(_, title)| title);
    let title = title
        .ok_or_else(|| internal_error("The tool does not have this file."))?
        .clone();
    let id = format!("fil_{}", workspace.ids.short());
    let file = json!({
        "id": workspace.ids.number().to_string(), "sId": id, "contentType": "text/plain", "fileName": title,
        "fileSize": title.len(), "status": "ready", "useCase": "conversation",
    });
    workspace.files.by_id.insert(id, file.clone());
    ok(json!({ "file": file }))
}

/// The page of the address: where it begins, and how many nodes it has. The cursor counts only beside a limit.
fn page(call: &Call<'_>, least: usize, most: usize) -> Result<(usize, usize), ApiError> {
    let invalid = || {
        ApiError::new(
            StatusCode::BAD_REQUEST,
            "invalid_pagination_parameters",
            "Invalid pagination parameters",
        )
    };
    let limit = call.query("limit").map(str::parse::<usize>).transpose();
    let limit = limit.map_err(|_| invalid())?;
    if limit.is_some_and(|limit| !(least..=most).contains(&limit)) {
        return Err(invalid());
    }
    let cursor = call.query("cursor").filter(|_| limit.is_some());
    let start = cursor.map(|cursor| cursor.strip_prefix("node-").and_then(|at| at.parse().ok()));
    let start = start.map_or(Ok(0), |start| start.ok_or_else(invalid))?;
    Ok((start, limit.unwrap_or(USUAL_LIMIT)))
}

impl Search {
    fn results(&self, workspace: &mut Workspace, page: (usize, usize)) -> Result<Value, ApiError> {
        let delay = workspace.merge_delay;
        for id in &self.space_ids {
            let space = workspace.space(id)?;
            space
                .data_sources
                .iter_mut()
                .for_each(|source| source.settle(delay));
        }
        let spaces = workspace.spaces.iter();
        let spaces = spaces.filter(|space| self.space_ids.contains(&space.id));
        let nodes = spaces.flat_map(|space| {
            let sources = space.data_sources.iter();
            sources.flat_map(|source| nodes(&space.id, source))
        });
        let nodes: Vec<Node<'_>> = nodes.filter(|node| self.wants(node)).collect();
        let (start, limit) = page;
        let shown = nodes.iter().skip(start).take(limit);
        let shown: Vec<Value> = shown.map(Node::shown).collect();
        let next = start + shown.len();
        let cursor = (next < nodes.len()).then(|| format!("node-{next}"));
        Ok(json!({
            "nodes": shown, "resultsCount": nodes.len(), "warningCode": null, "nextPageCursor": cursor,
        }))
    }

    fn wants(&self, node: &Node<'_>) -> bool {
        let fits = match &self.query {
            Some(query) => {
                let query = query.to_lowercase();
                let url = node.source_url.filter(|_| self.source_urls);
                node.title.to_lowercase().contains(&query)
                    || url.is_some_and(|url| url.to_lowercase().contains(&query))
            }
            None => self.node_ids.iter().any(|id| id == node.id),
        };
        let of_type = match (self.view_type.as_str(), node.kind) {
            ("table", "document") | ("document", "table") => false,
            (_, "folder") => self.data_sources,
            _ => true,
        };
        fits && of_type
    }
}

/// The nodes of a data source: itself, its documents and its tables.
fn nodes<'a>(space: &'a str, source: &'a SandboxDataSource) -> impl Iterator<Item = Node<'a>> {
    let itself = Node {
        space,
        source,
        id: &source.id,
        title: &source.name,
        kind: "folder",
        mime_type: "application/vnd.dust.datasource",
        parents: &[],
        source_url: None,
        updated: 0,
    };
    let documents = source.documents.values().map(move |document| Node {
        space,
        source,
        id: &document.id,
        title: document.shown_title(),
        kind: "document",
        mime_type: document.mime_type.as_deref().unwrap_or("text/plain"),
        parents: &document.parents,
        source_url: document.source_url.as_deref(),
        updated: document.timestamp,
    });
    let tables = source.tables.iter().map(move |table| Node {
        space,
        source,
        id: &table.id,
        title: &table.title,
        kind: "table",
        mime_type: "application/vnd.dust.table",
        parents: &table.parents,
        source_url: table.source_url.as_deref(),
        updated: table.timestamp,
    });
    std::iter::once(itself).chain(documents).chain(tables)
}

impl Node<'_> {
    fn shown(&self) -> Value {
        let views = self
            .source
            .views
            .iter()
            .filter(|view| view.shows(self.parents));
        let views = views.map(|view| self.source.shown_view(view, self.space));
        json!({
            "internalId": self.id,
            "parentInternalId": self.parents.get(1),
            "parentInternalIds": self.parents,
            "parentTitle": null,
            "title": self.title,
            "sourceUrl": self.source_url,
            "permission": "read",
            "lastUpdatedAt": (self.updated > 0).then_some(self.updated),
            "providerVisibility": null,
            "type": self.kind,
            "expandable": self.kind == "folder",
            "mimeType": self.mime_type,
            "preventSelection": false,
            "dataSource": self.source.shown(),
            "dataSourceViews": views.collect::<Value>(),
        })
    }
}
