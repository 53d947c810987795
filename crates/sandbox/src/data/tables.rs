//! Tables: list, write, get, delete.

use axum::http::StatusCode;
use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::check::{Fields, Issues, Need};
use crate::clock;
use crate::data::documents::{internal_error, source, strings};
use crate::http::api_error::{Answer, ApiError, ok};
use crate::http::reply::Reply;
use crate::state::table::SandboxTable;
use crate::state::workspace::Workspace;

/// Members that only Dust's own connectors may set.
const REFUSED: [&str; 5] = [
    "mime_type",
    "parents",
    "parent_id",
    "remote_database_table_id",
    "remote_database_secret_id",
];

/// `GET …/tables`; older servers send the bare list.
pub(crate) fn list(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let older = workspace.older;
    let source = source(workspace, call)?;
    let tables: Value = source.tables.iter().map(SandboxTable::shown).collect();
    match older {
        true => ok(tables),
        false => ok(json!({ "tables": tables })),
    }
}

/// `POST …/tables`. Any failure is a 500, such as a name that another table has.
pub(crate) fn upsert(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let made = workspace.ids.long();
    let source = source(workspace, call)?;
    source.require_writable()?;
    let body = call.object()?;
    check(&body)?;
    let text = |key: &str| body.get(key).and_then(Value::as_str);
    let id = text("table_id").map_or(made, str::to_owned);
    let name = text("name").unwrap_or_default();
    let mut tables = source.tables.iter();
    if tables.any(|table| table.name == name && table.id != id) {
        return Err(internal_error("Failed to upsert table (table is empty)"));
    }
    let at = source.table_at(&id).unwrap_or_else(|| {
        source.tables.push(SandboxTable::new(id));
        source.tables.len() - 1
    });
    let table = &mut source.tables[at];
    table.name = name.to_owned();
    table.title = text("title").unwrap_or_default().to_owned();
    table.description = text("description").unwrap_or_default().to_owned();
    table.tags = strings(body.get("tags"));
    table.source_url = text("source_url").map(str::to_owned);
    let timestamp = body.get("timestamp").and_then(Value::as_i64);
    table.timestamp = timestamp.unwrap_or_else(clock::now_ms);
    ok(json!({ "table": table.written() }))
}

fn check(body: &Map<String, Value>) -> Result<(), ApiError> {
    let mut issues = Issues::default();
    let mut fields = Fields::new(&mut issues, body);
    for key in ["name", "title", "description"] {
        fields.string(key, Need::Required);
    }
    fields.string("table_id", Need::Optional);
    fields.check("timestamp", Need::Optional, "number or null", |value| {
        value.is_i64() || value.is_null()
    });
    fields.check("source_url", Need::Optional, "string or null", |value| {
        value.is_string() || value.is_null()
    });
    if body.get("tags").is_some_and(|tags| !tags.is_null()) {
        fields.strings("tags", Need::Optional);
    }
    for key in REFUSED.into_iter().filter(|key| body.contains_key(*key)) {
        issues.add(key, "Setting it is not allowed");
    }
    issues.finish()
}

/// `GET …/tables/{tId}`.
pub(crate) fn get(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let source = source(workspace, call)?;
    let at = source.table_at(call.id("tId")).ok_or_else(not_found)?;
    ok(json!({ "table": source.tables[at].shown() }))
}

/// `DELETE …/tables/{tId}`: a 200 without a body, for an unknown table, too.
pub(crate) fn delete(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let older = workspace.older;
    let source = source(workspace, call)?;
    if !call.principal.is_admin() {
        return Err(match older {
            true => ApiError::not_found("data_source_not_found", "The data source was not found."),
            false => ApiError::forbidden(
                "workspace_auth_error",
                "Only users that are `builders` for the current workspace can delete a table.",
            ),
        });
    }
    source.require_writable()?;
    source.tables.retain(|table| table.id != call.id("tId"));
    Ok(Reply::without_body(StatusCode::OK))
}

pub(crate) fn not_found() -> ApiError {
    ApiError::not_found("table_not_found", "The table you requested was not found.")
}
