//! The older usage export: five tables of strings, as CSV, as JSON, or all of them in a ZIP.

use jiff::civil::Date;
use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::clock;
use crate::exports::csv;
use crate::exports::zip;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::http::reply::Reply;
use crate::http::request::ReceivedRequest;
use crate::state::workspace::Workspace;

const EMPTY: &str = "No data available for the selected period.";
/// No workspace has usage before Dust.
const FIRST_DAY: Date = jiff::civil::date(2023, 1, 1);

const TABLES: [(&str, &[&str]); 5] = [
    (
        "users",
        &[
            "userId",
            "userName",
            "userEmail",
            "messageCount",
            "lastMessageSent",
            "activeDaysCount",
            "groups",
        ],
    ),
    (
        "assistant_messages",
        &[
            "message_id",
            "created_at",
            "assistant_id",
            "assistant_name",
            "assistant_settings",
            "conversation_id",
            "user_id",
            "user_email",
            "source",
        ],
    ),
    (
        "builders",
        &[
            "userEmail",
            "userFirstName",
            "userLastName",
            "agentsEditionsCount",
            "lastEditAt",
        ],
    ),
    (
        "assistants",
        &[
            "name",
            "description",
            "settings",
            "modelId",
            "providerId",
            "authorEmails",
            "messages",
            "distinctUsersReached",
            "distinctConversations",
            "lastEdit",
        ],
    ),
    (
        "feedback",
        &[
            "id",
            "createdAt",
            "userName",
            "userEmail",
            "agentConfigurationId",
            "thumb",
            "content",
            "conversationUrl",
        ],
    ),
];

/// `GET workspace-usage`.
pub(crate) fn export(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let request = call.request;
    call.principal.require_admin(
        "workspace_auth_error",
        "This endpoint requires an API key with the admin scope.",
    )?;
    if !workspace.usage_access {
        return Err(ApiError::forbidden(
            "workspace_auth_error",
            "The workspace does not have access to the usage data API.",
        ));
    }
    let start = check_period(request)?;
    let table = one_of(
        request,
        "table",
        &[
            "users",
            "assistant_messages",
            "builders",
            "assistants",
            "feedback",
            "all",
        ],
    )?;
    let format = match request.query_value("format") {
        None => "csv",
        Some(_) => one_of(request, "format", &["csv", "json"])?,
    };
    let inactive = request.query_value("includeInactive") == Some("true");
    let empty = start < FIRST_DAY || start > clock::today();
    let rows = |table: &str| {
        if empty {
            Vec::new()
        } else {
            rows(workspace, table, inactive)
        }
    };
    match (table, format) {
        ("all", "json") => Err(ApiError::invalid(
            "The format json is not available for the table all.",
        )),
        ("all", _) => archive(rows),
        (table, "json") => ok(Value::Array(rows(table))),
        (table, _) => {
            let text = text(table, &rows(table));
            Ok(Reply::attachment("text/csv", &format!("{table}.csv"), text))
        }
    }
}

/// The rules of the two modes; gives the first day.
fn check_period(request: &ReceivedRequest) -> Result<Date, ApiError> {
    let mode = one_of(request, "mode", &["month", "range"])?;
    let day = |name: &str| {
        let text = request.query_value(name);
        let day = text.and_then(|text| clock::date(text).or_else(|| clock::month(text)));
        day.ok_or_else(|| {
            ApiError::invalid(format!(
                "Invalid request query: {name}: YYYY-MM or YYYY-MM-DD"
            ))
        })
    };
    let start = day("start")?;
    match (mode, request.query_value("end")) {
        ("month", Some(_)) => Err(ApiError::invalid(
            "Invalid request query: end: must not be given with mode=month",
        )),
        ("range", _) => day("end").map(|_| start),
        _ => Ok(start),
    }
}

fn one_of<'a>(
    request: &'a ReceivedRequest,
    name: &str,
    allowed: &[&str],
) -> Result<&'a str, ApiError> {
    let value = request.query_value(name).unwrap_or_default();
    if allowed.contains(&value) {
        return Ok(value);
    }
    Err(ApiError::invalid(format!(
        "Invalid request query: {name}: expected one of {}",
        allowed.join(", ")
    )))
}

fn archive(rows: impl Fn(&str) -> Vec<Value>) -> Answer {
    let files: Vec<(String, String)> = TABLES
        .iter()
        .map(|(table, _)| (format!("{table}.csv"), text(table, &rows(table))))
        .collect();
    let files: Vec<(&str, &[u8])> = files
        .iter()
        .map(|(name, text)| (name.as_str(), text.as_bytes()))
        .collect();
    let bytes = zip::archive(&files)
        .map_err(|error| ApiError::invalid(format!("The archive cannot be written: {error}")))?;
    Ok(Reply::attachment("application/zip", "usage.zip", bytes))
}

/// A table as CSV; a row without its last columns is shorter than the header.
fn text(table: &str, rows: &[Value]) -> String {
    if rows.is_empty() {
        return EMPTY.to_owned();
    }
    let known = TABLES.iter().find(|(name, _)| *name == table);
    let columns = known.map_or::<&[&str], _>(&[], |(_, columns)| columns);
    let cells = |row: &Value| {
        let present = columns
            .iter()
            .rposition(|&column| row.get(column).is_some());
        let columns = &columns[..present.map_or(0, |last| last + 1)];
        columns.iter().map(|&column| row[column].clone()).collect()
    };
    let rows: Vec<Vec<Value>> = rows.iter().map(cells).collect();
    csv::write(columns, &rows)
}

fn rows(workspace: &Workspace, table: &str, inactive: bool) -> Vec<Value> {
    if let Some(rows) = workspace.usage_rows.get(table) {
        return rows.iter().map(strings).collect();
    }
    let mut rows = made_up(table);
    if !inactive {
        let idle = |row: &Value| row["messageCount"] == "0" || row["messages"] == "0";
        rows.retain(|row| !idle(row));
    }
    rows
}

/// All values as strings, as the server sends them.
fn strings(row: &Value) -> Value {
    let text = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    let map = row.as_object().into_iter().flatten();
    map.map(|(key, value)| (key.clone(), text(value).into()))
        .collect::<Map<_, _>>()
        .into()
}

fn made_up(table: &str) -> Vec<Value> {
    match table {
        "users" => vec![
            json!({
                "userId": "90417", "userName": "Ada Martin", "userEmail": "ada@example.com", "messageCount": "77",
                "lastMessageSent": "2026-05-30", "activeDaysCount": "19", "groups": "Support, Sales",
            }),
            json!({
                "userId": "90588", "userName": "Noé Petit", "userEmail": "noe@example.com", "messageCount": "0",
                "lastMessageSent": "", "activeDaysCount": "0", "groups": "",
            }),
        ],
        "assistant_messages" => vec![json!({
            "message_id": "901", "created_at": "2026-05-30 09:12:44", "assistant_id": "q7LxT2mRzK",
            "assistant_name": "BillingHelper", "assistant_settings": "published", "conversation_id": "701",
            "user_id": "90417", "user_email": "ada@example.com", "source": "web",
        })],
        "builders" => vec![json!({
            "userEmail": "ada@example.com", "userFirstName": "Ada", "userLastName": "Martin",
            "agentsEditionsCount": "7", "lastEditAt": "2026-05-28",
        })],
        "assistants" => vec![
            json!({
                "name": "BillingHelper", "description": "Answers billing questions", "settings": "published",
                "modelId": "claude-sonnet-4-6", "providerId": "anthropic", "authorEmails": "ada@example.com",
                "messages": "412", "distinctUsersReached": "31", "distinctConversations": "96",
                "lastEdit": "2026-05-28",
            }),
            json!({
                "name": "Weekly_report", "description": "Writes the weekly report", "settings": "published",
                "modelId": "gpt-5-mini", "providerId": "openai", "authorEmails": "noe@example.com", "messages": "0",
                "distinctUsersReached": "0", "distinctConversations": "0", "lastEdit": "2026-05-02",
            }),
        ],
        _ => vec![
            json!({
                "id": "31", "createdAt": "2026-05-30", "userName": "Ada Martin", "userEmail": "ada@example.com",
                "agentConfigurationId": "q7LxT2mRzK", "thumb": "up", "content": "+1",
                "conversationUrl": "https://dust.tt/w/sandbox/conversation/cnv_1",
            }),
            json!({
                "id": "32", "createdAt": "2026-05-30", "userName": "Noé Petit", "userEmail": "noe@example.com",
                "agentConfigurationId": "dust", "thumb": "down",
            }),
        ],
    }
}
