//! The analytics export: ten tables, as CSV or as typed JSON.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::call::Call;
use crate::clock;
use crate::exports::analytics_rows::{TABLES, made_up};
use crate::exports::csv;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::http::reply::Reply;
use crate::http::request::ReceivedRequest;
use crate::state::workspace::Workspace;

const MINUTE: Duration = Duration::from_secs(60);

/// What was asked for.
struct Query<'a> {
    table: &'a str,
    columns: &'static [&'static str],
    start: &'a str,
    end: &'a str,
    json: bool,
}

/// `GET analytics/export`.
pub(crate) fn export(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    call.principal.require_admin(
        "insufficient_key_scope",
        "This endpoint requires an API key with the admin scope.",
    )?;
    let query = check(call.request)?;
    refuse_over_limit(workspace)?;
    let rows = match workspace.analytics_rows.get(query.table) {
        Some(rows) => rows
            .iter()
            .filter(|row| within(row, &query))
            .cloned()
            .collect(),
        None => made_up(query.table, query.start, query.end),
    };
    if query.json {
        return ok(Value::Array(rows));
    }
    let cells = |row: &Value| {
        query
            .columns
            .iter()
            .map(|&column| row[column].clone())
            .collect()
    };
    let rows: Vec<Vec<Value>> = rows.iter().map(cells).collect();
    let file_name = format!("dust_{}_{}_{}.csv", query.table, query.start, query.end);
    let text = csv::write(query.columns, &rows);
    Ok(Reply::attachment("text/csv", &file_name, text))
}

fn check(request: &ReceivedRequest) -> Result<Query<'_>, ApiError> {
    let mut issues = Vec::new();
    let mut issue = |name: &str, message: &str| {
        issues.push(json!({ "code": "custom", "message": message, "path": [name] }));
    };
    let mut date = |name: &str| {
        let text = request.query_value(name).unwrap_or_default();
        if clock::date(text).is_none() {
            issue(name, "Date must be in YYYY-MM-DD format");
        }
        text
    };
    let (start, end) = (date("startDate"), date("endDate"));
    let asked = request.query_value("table").unwrap_or_default();
    let table = TABLES.iter().find(|(name, _)| *name == asked);
    if table.is_none() {
        issue("table", "Invalid enum value");
    }
    let format = request.query_value("format").unwrap_or("csv");
    if !["csv", "json"].contains(&format) {
        issue("format", "Invalid enum value");
    }
    if !request
        .query_value("timezone")
        .is_none_or(clock::is_time_zone)
    {
        issue("timezone", "Invalid timezone");
    }
    if issues.is_empty() && start > end {
        issues.push(json!({
            "code": "custom", "message": "startDate must be before or equal to endDate", "path": [],
        }));
    }
    match table {
        Some(&(table, columns)) if issues.is_empty() => Ok(Query {
            table,
            columns,
            start,
            end,
            json: format == "json",
        }),
        _ => Err(ApiError::invalid(format!(
            "Invalid request query: {:#}",
            Value::Array(issues)
        ))),
    }
}

fn refuse_over_limit(workspace: &mut Workspace) -> Result<(), ApiError> {
    let now = Instant::now();
    while let Some(oldest) = workspace.exports.front()
        && now.duration_since(*oldest) >= MINUTE
    {
        workspace.exports.pop_front();
    }
    if workspace.exports.len() < workspace.exports_per_minute {
        workspace.exports.push_back(now);
        return Ok(());
    }
    let oldest = workspace.exports.front().copied().unwrap_or(now);
    let wait = MINUTE.saturating_sub(now.duration_since(oldest));
    let error = ApiError::too_many(format!(
        "You have reached the limit of {} exports per minute.",
        workspace.exports_per_minute
    ));
    Err(error.retry_after(wait.as_secs() + 1))
}

/// Rows that carry a day belong to it; others to every period.
fn within(row: &Value, query: &Query<'_>) -> bool {
    let stamp = row["date"].as_str().or_else(|| row["createdAt"].as_str());
    let day = stamp.and_then(|stamp| stamp.get(..10));
    day.is_none_or(|day| query.start <= day && day <= query.end)
}
