//! The analytics tables: their columns, and the rows that a sandbox makes up for them.

use jiff::Span;
use jiff::civil::{Date, Weekday};
use serde_json::{Value, json};

use crate::clock;
use crate::state::ids::mixed;

/// Longer periods show their first days only, so that no request makes the sandbox work for minutes.
const MOST_DAYS: usize = 4000;

/// The tables and their columns.
pub(crate) const TABLES: [(&str, &[&str]); 10] = [
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

/// Rows that depend on the day only, so that every period has some and the same request gives the same answer.
pub(crate) fn made_up(table: &str, start: &str, end: &str) -> Vec<Value> {
    match table {
        "agents" => agents(start),
        "users" => users(end),
        "skills" => skills(),
        "messages" => vec![message(start)],
        "feedback" => vec![feedback(start)],
        table => days(start, end)
            .flat_map(|day| of_day(table, day))
            .collect(),
    }
}

fn days(start: &str, end: &str) -> impl Iterator<Item = Date> {
    let [start, end] = [start, end].map(|text| clock::date(text).unwrap_or_default());
    let days = start.series(Span::new().days(1));
    days.take_while(move |day| *day <= end).take(MOST_DAYS)
}

fn of_day(table: &str, day: Date) -> Vec<Value> {
    let date = day.to_string();
    let quiet = matches!(day.weekday(), Weekday::Saturday | Weekday::Sunday);
    let mix = mixed(day.duration_since(Date::ZERO).as_secs().unsigned_abs());
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
            for row in made_up(table, "2026-10-01", "2026-10-02") {
                let row = row.as_object().unwrap();
                let mut keys: Vec<_> = row.keys().map(String::as_str).collect();
                let mut expected = columns.to_vec();
                keys.sort_unstable();
                expected.sort_unstable();
                assert_eq!(keys, expected, "{table}");
            }
        }
    }
}
