//! Rows as records: whatever holes they have, all of them have the same columns, in the order in which the server exports them.

use std::fmt::Debug;

use dust_sdk::rows_from_csv;
use dust_sdk::types::{
    ActiveUsersRow, AgentsRow, FeedbackRow, MessagesRow, SkillUsageRow, SkillsRow, SourceRow,
    ToolUsageRow, UsageMetricsRow, UsersRow,
};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use crate::tables::full;

/// What is asked of the rows of a table.
type Check = fn(name: &str, columns: &[&str], full: &Value) -> Vec<String>;

/// Each table with its columns, as the server's export has them.
fn each_table(csv: bool) -> Vec<String> {
    macro_rules! tables {
        ($($table:ident $row:ident [$columns:expr])*) => {
            [$((
                stringify!($table),
                dust_sdk::AnalyticsTable::$table,
                $columns,
                if csv { as_csv::<$row> as Check } else { as_records::<$row> as Check },
            )),*]
        };
    }
    let tables = tables! {
        UsageMetrics UsageMetricsRow ["date messages conversations activeUsers"]
        ActiveUsers ActiveUsersRow ["date dau wau mau"]
        Source SourceRow ["date source messageCount"]
        SkillUsage SkillUsageRow ["date skillName executions uniqueUsers"]
        ToolUsage ToolUsageRow ["date toolName executions uniqueUsers"]
        Skills SkillsRow ["skillId name description editedByEmail createdAt lastEdit"]
        Agents AgentsRow [
            "agentId name description settings modelId providerId authorEmails editorEmails messages distinctUsersReached \
             distinctConversations lastEdit credits"
        ]
        Users UsersRow ["userId userName userEmail messageCount lastMessageSent activeDaysCount groups credits"]
        Messages MessagesRow [
            "messageId createdAt assistantId assistantName assistantSettings assistantTags conversationId parentMessageId \
             userId userEmail source toolsUsed skillsUsed modelId modelProviderId modelResolutionMethod credits"
        ]
        Feedback FeedbackRow [
            "feedbackId createdAt assistantId assistantName conversationId conversationUrl userId userEmail thumb content \
             dismissed"
        ]
    };
    let each = tables
        .into_iter()
        .flat_map(|(name, table, columns, check)| {
            let columns: Vec<&str> = columns.split_whitespace().collect();
            check(name, &columns, &full(table))
        });
    each.collect()
}

/// Rows with every pattern of holes that one or two of them make: none, all, all but one, only one.
fn holed<R: DeserializeOwned>(columns: &[&str], full: &Value) -> Vec<R> {
    let mut rows = vec![full.clone(), json!({})];
    for &column in columns {
        rows.push(json!({column: full[column]}));
        let mut row = full.clone();
        row.as_object_mut().unwrap().remove(column);
        rows.push(row);
    }
    if !full["credits"].is_null() {
        rows.push(json!({"credits": 12}));
    }
    let rows = rows.into_iter().map(serde_json::from_value);
    rows.collect::<Result<_, _>>().unwrap()
}

/// Writes rows with the `csv` crate, and reads them again by their columns.
fn as_csv<R>(name: &str, columns: &[&str], full: &Value) -> Vec<String>
where
    R: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let rows: Vec<R> = holed(columns, full);
    let mut wrong = Vec::new();
    let mut writer = csv::Writer::from_writer(Vec::new());
    for row in &rows {
        if let Err(error) = writer.serialize(row) {
            wrong.push(format!("{name}: {error}"));
        }
    }
    let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
    let header = text.lines().next().unwrap_or_default();
    if header != columns.join(",") {
        wrong.push(format!("{name}: {header}"));
    }
    match rows_from_csv::<R>(&text) {
        Ok(again) => {
            let pairs = rows.iter().zip(&again);
            let changed = pairs.filter(|(row, again)| row != again).count();
            if changed > 0 || rows.len() != again.len() {
                wrong.push(format!("{name}: {changed} of {} rows differ", rows.len()));
            }
        }
        Err(error) => wrong.push(format!("{name}: {error}")),
    }
    wrong
}

/// Turns rows into records, as writers of Arrow and Parquet take them: the same keys in each, and one type in each column.
fn as_records<R>(name: &str, columns: &[&str], full: &Value) -> Vec<String>
where
    R: Serialize + DeserializeOwned,
{
    let rows: Vec<R> = holed(columns, full);
    let records: Vec<Map<String, Value>> = rows
        .iter()
        .map(|row| serde_json::from_str(&serde_json::to_string(row).unwrap()).unwrap())
        .collect();
    let mut wrong = Vec::new();
    let mut sorted = columns.to_vec();
    sorted.sort_unstable();
    for record in &records {
        let mut keys: Vec<&str> = record.keys().map(String::as_str).collect();
        keys.sort_unstable();
        if keys != sorted {
            wrong.push(format!("{name}: {keys:?}"));
        }
    }
    for &column in columns {
        let cells = records.iter().filter_map(|record| record.get(column));
        let mut types: Vec<&str> = cells.filter_map(type_of).collect();
        types.sort_unstable();
        types.dedup();
        if types.len() != 1 {
            wrong.push(format!("{name}.{column}: {types:?}"));
        }
    }
    wrong
}

/// The type of a cell, if it has something in it.
fn type_of(cell: &Value) -> Option<&'static str> {
    match cell {
        Value::Null => None,
        Value::String(_) => Some("text"),
        Value::Number(number) if number.is_f64() => Some("float"),
        Value::Number(_) => Some("integer"),
        Value::Bool(_) => Some("bool"),
        Value::Array(_) | Value::Object(_) => Some("nested"),
    }
}

fn assert_none(wrong: &[String]) {
    assert!(
        wrong.is_empty(),
        "{} wrong:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

#[test]
fn rows_of_every_table_are_csv() {
    assert_none(&each_table(true));
}

#[test]
fn rows_of_every_table_are_records_of_one_shape() {
    assert_none(&each_table(false));
}

#[test]
fn no_column_of_a_record_is_nested() {
    let row = full(dust_sdk::AnalyticsTable::Agents);
    let row: AgentsRow = serde_json::from_value(row).unwrap();
    let record = serde_json::to_value(row).unwrap();
    assert_eq!(record["authorEmails"], "ada@example.com; noe@example.com");
}
