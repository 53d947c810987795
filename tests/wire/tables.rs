//! The analytics tables, typed, from JSON and from CSV; and usage rows, which are maps of text.

use dust_sdk::AnalyticsTable;
use serde_json::{Map, Value, json};

use crate::cases::Body;
use crate::cases::{Case, with};
use crate::fetch::{tables, usage_rows};

/// One row with every column that is known.
pub(crate) fn full(table: AnalyticsTable) -> Value {
    match table {
        AnalyticsTable::UsageMetrics => {
            json!({"date": "2026-10-01", "messages": 412, "conversations": 96, "activeUsers": 31})
        }
        AnalyticsTable::ActiveUsers => {
            json!({"date": "2026-10-01", "dau": 31, "wau": 80, "mau": 4_294_967_296_i64})
        }
        AnalyticsTable::Source => {
            json!({"date": "2026-10-01", "source": "slack", "messageCount": 7})
        }
        AnalyticsTable::SkillUsage => {
            json!({"date": "2026-10-01", "skillName": "Refund policy", "executions": 4, "uniqueUsers": 2})
        }
        AnalyticsTable::ToolUsage => {
            json!({"date": "2026-10-01", "toolName": "search", "executions": 0, "uniqueUsers": 0})
        }
        AnalyticsTable::Skills => {
            json!({"skillId": "skl_1", "name": "Refunds", "description": "How to, and when", "editedByEmail": "ada@example.com",
            "createdAt": "2026-01-02T03:04:05.678Z", "lastEdit": "2026-03-04"})
        }
        AnalyticsTable::Agents => {
            json!({"agentId": "q7", "name": "Billing", "description": "Says \"no\"", "settings": "published", "modelId": "m",
            "providerId": "p", "authorEmails": ["ada@example.com", "noe@example.com"], "editorEmails": ["ada@example.com"], "messages": 9,
            "distinctUsersReached": 2, "distinctConversations": 3, "lastEdit": "2026-03-04", "credits": 1.25})
        }
        AnalyticsTable::Users => {
            json!({"userId": "90417", "userName": "Ada Martin", "userEmail": "ada@example.com", "messageCount": 77,
            "lastMessageSent": "2026-05-30", "activeDaysCount": 19, "groups": "Support, Sales", "credits": 12.5})
        }
        AnalyticsTable::Messages => {
            json!({"messageId": "msg_1", "createdAt": "2026-05-30T10:00:00Z", "assistantId": "a1", "assistantName": "Billing",
            "assistantSettings": "published", "assistantTags": "support", "conversationId": "cnv_1", "parentMessageId": "msg_0", "userId": "007",
            "userEmail": "ada@example.com", "source": "web", "toolsUsed": "search, crm", "skillsUsed": "Refunds", "modelId": "m",
            "modelProviderId": "p", "modelResolutionMethod": "fixed", "credits": 0.1})
        }
        AnalyticsTable::Feedback => {
            json!({"feedbackId": "f1", "createdAt": "2026-05-30", "assistantId": "a1", "assistantName": "Billing",
            "conversationId": "cnv_1", "conversationUrl": "https://dust.tt/w/w1/c/cnv_1", "userId": "90417", "userEmail": "ada@example.com",
            "thumb": "up", "content": "Line one\nline two", "dismissed": "false"})
        }
        other => panic!("{other} has no row here"),
    }
}

fn each(row: &Value, change: impl Fn(&str, &Value) -> Value) -> Value {
    let cells = row.as_object().unwrap().iter();
    Value::Object(
        cells
            .map(|(name, value)| (name.clone(), change(name, value)))
            .collect(),
    )
}

/// A whole number as a float, and the other way round where it can be.
fn other_number(_: &str, value: &Value) -> Value {
    match value.as_f64() {
        Some(number) if value.is_i64() => json!(number),
        Some(_) => json!(2),
        None => value.clone(),
    }
}

/// In a row that was encoded a list is one text, as in CSV.
fn flat_cell(name: &str, value: &Value) -> Value {
    match value {
        Value::Array(_) if !name.starts_with("x_new") => text(value).into(),
        other => other.clone(),
    }
}

fn flat(rows: &Value) -> Value {
    let rows = rows.as_array().unwrap().iter();
    rows.map(|row| each(row, flat_cell)).collect()
}

pub(crate) fn cases() -> Vec<Case> {
    let mut cases = Vec::new();
    for formats in tables() {
        let table = formats.table;
        let row = full(table);
        let variants = [
            ("full", json!([row, row])),
            ("no rows", json!([])),
            ("all null", json!([each(&row, |_, _| Value::Null)])),
            ("all absent, of an older server", json!([Map::new()])),
            (
                "numbers of the other form",
                json!([each(&row, other_number)]),
            ),
            (
                "a new column",
                json!([with(&row, &json!({"x_new": 1, "x_new_list": ["a"]}))]),
            ),
        ];
        for (name, rows) in variants {
            let case = Case::json(format!("{table} in JSON, {name}"), formats.json, rows);
            // Rows are records: a list in them is one text.
            let wanted = flat(&case.wanted);
            cases.push(Case { wanted, ..case });
        }
        for (name, text, wanted) in csv(&row) {
            let name = format!("{table} in CSV, {name}");
            cases.push(Case {
                name,
                fetch: formats.csv,
                body: Body::Csv(text),
                wanted,
            });
        }
    }
    cases.extend([
        Case::json("usage, rows", usage_rows, json!([{"userId": "90417", "messageCount": "77", "groups": "Support, Sales"}, {"userId": "1"}])),
        Case::json("usage, none", usage_rows, json!([])),
        Case::json("usage, an empty row", usage_rows, json!([{}])),
    ]);
    cases
}

/// The same rows as text, and what they encode to.
fn csv(row: &Value) -> Vec<(&'static str, String, Value)> {
    let columns: Vec<&String> = row.as_object().unwrap().keys().collect();
    let header = columns
        .iter()
        .map(|name| name.as_str())
        .collect::<Vec<_>>()
        .join(",");
    let line = |row: &Value| {
        columns
            .iter()
            .map(|name| cell(&row[name.as_str()]))
            .collect::<Vec<_>>()
            .join(",")
    };
    let wanted = each(row, flat_cell);
    let guarded = each(&wanted, |_, value| {
        value
            .as_str()
            .map_or_else(|| value.clone(), |text| format!("@{text}").into())
    });
    let guard = each(&guarded, |_, value| {
        value
            .as_str()
            .map_or_else(|| value.clone(), |text| format!("'{text}").into())
    });
    let first = &row[columns[0].as_str()];
    vec![
        (
            "full",
            format!("{header}\n{}\n{}\n", line(row), line(row)),
            json!([wanted, wanted]),
        ),
        ("no rows", format!("{header}\n"), json!([])),
        (
            "empty cells",
            format!("{header}\n{}\n", ",".repeat(columns.len() - 1)),
            json!([{}]),
        ),
        (
            "guarded cells",
            format!("{header}\n{}\n", line(&guard)),
            json!([guarded]),
        ),
        (
            "a new column, and CRLF",
            format!("{header},x_new\r\n{},1\r\n", line(row)),
            json!([wanted]),
        ),
        (
            "only the first column",
            format!("{}\n{}\n", columns[0], cell(first)),
            json!([{columns[0].as_str(): wanted[columns[0].as_str()]}]),
        ),
    ]
}

fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(text).collect::<Vec<_>>().join("; "),
        other => other.to_string(),
    }
}

fn cell(value: &Value) -> String {
    let text = text(value);
    if text.contains([',', '"', '\n']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text
    }
}

#[test]
fn both_formats_give_equal_rows() {
    use dust_sdk::{rows_from_csv, types::AgentsRow};
    let row = full(AnalyticsTable::Agents);
    let (_, text, _) = csv(&row).swap_remove(0);
    let from_csv: Vec<AgentsRow> = rows_from_csv(text).unwrap();
    assert_eq!(from_csv[0], serde_json::from_value(row).unwrap());
}

#[tokio::test]
async fn text_columns_take_other_csv_values() {
    let row = json!([{"userId": 90417, "userName": true, "groups": ["Support", "Sales"]}]);
    let answer = wiremock::ResponseTemplate::new(200).set_body_json(row);
    let (_server, dust) = crate::fetch::serve(answer).await;
    let users = tables()
        .into_iter()
        .find(|formats| formats.table == AnalyticsTable::Users);
    let again = (users.unwrap().json)(dust).await.unwrap();
    let wanted = json!([{"userId": "90417", "userName": "true", "groups": "Support; Sales"}]);
    assert_eq!(crate::compare::difference(&wanted, &again), None);
}
