//! The analytics export: ten tables, as CSV or as typed JSON.

use std::time::{Duration, Instant};

use axum::http::StatusCode;
use serde_json::{Value, json};

use super::auth::Caller;
use super::clock;
use super::csv;
use super::log::ReceivedRequest;
use super::respond::{Answer, Refusal, Reply, ok};
use super::state::{State, mixed};

const MINUTE: Duration = Duration::from_secs(60);
/// Longer periods show their first days only, so that no request makes the sandbox work for minutes.
const MOST_DAYS: i64 = 4000;

/// The tables and their columns.
const TABLES: [(&str, &[&str]); 10] = [
    (
        "usage_metrics",
        &["date", "messages", "conversations", "activeUsers"],
    ),
    ("active_users", &["date", "dau", "wau", "mau"]),
    ("source", &["date", "source", "messageCount"]),
    (
        "skill_usage",
        &["date", "skillName", "executions", "uniqueUsers"],
    ),
    (
        "tool_usage",
        &["date", "toolName", "executions", "uniqueUsers"],
    ),
    (
        "skills",
        &[
            "skillId",
            "name",
            "description",
            "editedByEmail",
            "createdAt",
            "lastEdit",
        ],
    ),
    (
        "agents",
        &[
            "agentId",
            "name",
            "description",
            "settings",
            "modelId",
            "providerId",
            "authorEmails",
            "editorEmails",
            "messages",
            "distinctUsersReached",
            "distinctConversations",
            "lastEdit",
            "credits",
        ],
    ),
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
            "credits",
        ],
    ),
    (
        "messages",
        &[
            "messageId",
            "createdAt",
            "assistantId",
            "assistantName",
            "assistantSettings",
            "assistantTags",
            "conversationId",
            "parentMessageId",
            "userId",
            "userEmail",
            "source",
            "toolsUsed",
            "skillsUsed",
            "modelId",
            "modelProviderId",
            "modelResolutionMethod",
            "credits",
        ],
    ),
    (
        "feedback",
        &[
            "feedbackId",
            "createdAt",
            "assistantId",
            "assistantName",
            "conversationId",
            "conversationUrl",
            "userId",
            "userEmail",
            "thumb",
            "content",
            "dismissed",
        ],
    ),
];

const REGIONS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Etc",
    "Europe",
    "Pacific",
];

/// What was asked for.
struct Query<'a> {
    table: &'a str,
    columns: &'static [&'static str],
    start: &'a str,
    end: &'a str,
    json: bool,
}

/// `GET analytics/export`.
pub(super) fn export(state: &mut State, caller: &Caller, request: &ReceivedRequest) -> Answer {
    caller.require_admin(
        "insufficient_key_scope",
        "This endpoint requires an API key with the admin scope.",
    )?;
    let query = check(request)?;
    refuse_over_limit(state)?;
    let rows = match state.analytics_rows.get(query.table) {
        Some(rows) => rows
            .iter()
            .filter(|row| within(row, &query))
            .cloned()
            .collect(),
        None => made_up(&query),
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

fn check(request: &ReceivedRequest) -> Result<Query<'_>, Refusal> {
    let mut issues = Vec::new();
    let mut issue = |name: &str, message: &str| {
        issues.push(json!({ "code": "custom", "message": message, "path": [name] }));
    };
    let mut date = |name: &str| {
        let text = request.query_value(name).unwrap_or_default();
        if text.len() != 10 || clock::day_of(text).is_none() {
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
    if !request.query_value("timezone").is_none_or(is_timezone) {
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
        _ => Err(Refusal::invalid(format!(
            "Invalid request query: {:#}",
            Value::Array(issues)
        ))),
    }
}

/// Whether it looks like a name of the time zone database; the sandbox does not carry the list.
fn is_timezone(name: &str) -> bool {
    let place = |text: &str| {
        let known = |c: char| c.is_ascii_alphanumeric() || "/_+-".contains(c);
        !text.is_empty() && text.chars().all(known)
    };
    match name.split_once('/') {
        Some((region, rest)) => (REGIONS.contains(&region) || region == "Indian") && place(rest),
        None => [
            "UTC", "GMT", "CET", "EET", "MET", "WET", "EST", "MST", "HST",
        ]
        .contains(&name),
    }
}

fn refuse_over_limit(state: &mut State) -> Result<(), Refusal> {
    let now = Instant::now();
    while let Some(oldest) = state.exports.front()
        && now.duration_since(*oldest) >= MINUTE
    {
        state.exports.pop_front();
    }
    if state.exports.len() < state.exports_per_minute {
        state.exports.push_back(now);
        return Ok(());
    }
    let oldest = state.exports.front().copied().unwrap_or(now);
    let wait = MINUTE.saturating_sub(now.duration_since(oldest));
    Err(Refusal::new(
        StatusCode::TOO_MANY_REQUESTS,
        "rate_limit_error",
        format!(
            "You have reached the limit of {} exports per minute.",
            state.exports_per_minute
        ),
    )
    .retry_after(wait.as_secs() + 1))
}

/// Rows that carry a day belong to it; others to every period.
fn within(row: &Value, query: &Query<'_>) -> bool {
    let stamp = row["date"].as_str().or_else(|| row["createdAt"].as_str());
    let day = stamp.and_then(|stamp| stamp.get(..10));
    day.is_none_or(|day| query.start <= day && day <= query.end)
}

/// Rows that depend on the day only, so that every period has some and the same request gives the same answer.
fn made_up(query: &Query<'_>) -> Vec<Value> {
    let day = |text| clock::day_of(text).unwrap_or_default();
    let start = day(query.start);
    let end = day(query.end).min(start + MOST_DAYS);
    match query.table {
        "agents" => agents(query.start),
        "users" => users(query.end),
        "skills" => skills(),
        "messages" => vec![message(query.start)],
        "feedback" => vec![feedback(query.start)],
        table => (start..=end).flat_map(|day| of_day(table, day)).collect(),
    }
}

fn of_day(table: &str, day: i64) -> Vec<Value> {
    let date = clock::date_of(day);
    // Week-ends are quiet: 1970-01-01 was a Thursday.
    let quiet = (day + 3).rem_euclid(7) >= 5;
    let mix = mixed(day.unsigned_abs());
    let number = |shift: u32, most: u64| if quiet { 0 } else { (mix >> shift) % most };
    match table {
        "usage_metrics" => vec![json!({
            "date": date, "messages": number(0, 500), "conversations": number(9, 120), "activeUsers": number(17, 40),
        })],
        "active_users" => vec![json!({ "date": date, "dau": number(0, 20), "wau": 40, "mau": 85 })],
        "source" => ["api", "slack", "web"]
            .iter()
            .zip([0, 8, 16])
            .map(|(source, shift)| {
                json!({ "date": date, "source": source, "messageCount": number(shift, 200) })
            })
            .collect(),
        "skill_usage" => vec![json!({
            "date": date, "skillName": "Refund policy", "executions": number(0, 30), "uniqueUsers": number(8, 9),
        })],
        _ => vec![json!({
            "date": date, "toolName": "search_handbook", "executions": number(0, 90), "uniqueUsers": number(8, 25),
        })],
    }
}

fn agents(start: &str) -> Vec<Value> {
    let agent = |id: &str, name: &str, description: &str, editors: Value| {
        json!({
            "agentId": id, "name": name, "description": description, "settings": "visible",
            "modelId": "claude-sonnet-4-6", "providerId": "anthropic", "authorEmails": ["ada@example.com"],
            "editorEmails": editors, "messages": 412, "distinctUsersReached": 31, "distinctConversations": 96,
            "lastEdit": start, "credits": 12.5,
        })
    };
    let both = json!(["ada@example.com", "noe@example.com"]);
    vec![
        agent(
            "q7LxT2mRzK",
            "BillingHelper",
            "Answers billing questions",
            both,
        ),
        agent(
            "w0PfD6sYjH",
            "Weekly_report",
            "=SUM(A1:A9) would be a formula",
            json!([]),
        ),
    ]
}

fn users(end: &str) -> Vec<Value> {
    let user = |id: &str, name: &str, email: &str, count: u32| {
        json!({
            "userId": id, "userName": name, "userEmail": email, "messageCount": count, "lastMessageSent": end,
            "activeDaysCount": 19, "groups": "Support, Sales", "credits": 3.25,
        })
    };
    vec![
        user("usr_1", "Ada Martin", "ada@example.com", 77),
        user("usr_2", "Noé \"No\" Petit", "noe@example.com", 12),
    ]
}

fn skills() -> Vec<Value> {
    vec![json!({
        "skillId": "skl_4hQwZ1nBkT", "name": "Refund policy", "description": "When a refund is due\nand when not",
        "editedByEmail": "ada@example.com", "createdAt": "2026-01-05T10:00:00.000Z",
        "lastEdit": "2026-02-11T08:30:00.000Z",
    })]
}

fn message(date: &str) -> Value {
    json!({
        "messageId": "msg_1", "createdAt": format!("{date}T09:12:44.381Z"), "assistantId": "q7LxT2mRzK",
        "assistantName": "BillingHelper", "assistantSettings": "visible", "assistantTags": "legal-reviewed, support",
        "conversationId": "cnv_1", "parentMessageId": "msg_0", "userId": "usr_1", "userEmail": "ada@example.com",
        "source": "web", "toolsUsed": "search_handbook", "skillsUsed": "", "modelId": "claude-sonnet-4-6",
        "modelProviderId": "anthropic", "modelResolutionMethod": "default", "credits": 0.5,
    })
}

fn feedback(date: &str) -> Value {
    json!({
        "feedbackId": "fbk_1", "createdAt": format!("{date}T10:00:00.000Z"), "assistantId": "q7LxT2mRzK",
        "assistantName": "BillingHelper", "conversationId": "cnv_1",
        "conversationUrl": "https://dust.tt/w/sandbox/conversation/cnv_1", "userId": "usr_1",
        "userEmail": "ada@example.com", "thumb": "up", "content": "+1, \"just right\"", "dismissed": "false",
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn has_every_column_of_every_table() {
        for (table, columns) in TABLES {
            let query = Query {
                table,
                columns,
                start: "2026-10-01",
                end: "2026-10-02",
                json: true,
            };
            for row in made_up(&query) {
                let mut keys: Vec<_> = row
                    .as_object()
                    .unwrap()
                    .keys()
                    .map(String::as_str)
                    .collect();
                let mut expected = columns.to_vec();
                keys.sort_unstable();
                expected.sort_unstable();
                assert_eq!(keys, expected, "{table}");
            }
        }
    }

    #[test]
    fn tells_time_zones_from_other_texts() {
        for name in [
            "UTC",
            "Europe/Paris",
            "America/Argentina/Buenos_Aires",
            "Etc/GMT+3",
        ] {
            assert!(is_timezone(name), "{name}");
        }
        for name in ["", "Paris", "Europe/", "Mars/Olympus", "Europe/Par is"] {
            assert!(!is_timezone(name), "{name}");
        }
    }
}
