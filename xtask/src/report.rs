//! Prints what a change means: a table for people, JSON Lines for programs.

use std::io::{self, Write};

use serde_json::Value;

use crate::diff::{Class, Row, next_version, weightiest};
use crate::failure::{Failure, Result};

/// The form of a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    /// Lines to read.
    Table,
    /// One JSON object a line.
    Json,
}

impl Format {
    pub(crate) fn parse(name: Option<&str>) -> Result<Self> {
        match name {
            None | Some("table") => Ok(Self::Table),
            Some("json") => Ok(Self::Json),
            Some(other) => Err(Failure::usage(format!(
                "--report is `table` or `json`, not `{other}`"
            ))),
        }
    }
}

const VALUE_WIDTH: usize = 60;

/// Prints the report on standard output, if there was something to compare with. Of a JSON report, the summary goes to
/// standard error.
pub(crate) fn print(rows: Option<&[Row]>, format: Format, version: Option<&str>) -> Result<()> {
    let Some(rows) = rows else { return Ok(()) };
    let summary = summary(rows, version);
    let text = match format {
        Format::Table => format!("{}{summary}\n", table(rows)),
        Format::Json => json_lines(rows),
    };
    if format == Format::Json {
        eprintln!("{summary}");
    }
    match io::stdout().write_all(text.as_bytes()) {
        // A reader such as `head` may close the pipe early.
        Err(cause) if cause.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        outcome => outcome.map_err(|cause| Failure::new(format!("standard output: {cause}"))),
    }
}

fn json_lines(rows: &[Row]) -> String {
    rows.iter()
        .map(|row| format!("{}\n", row.to_json()))
        .collect()
}

/// The rows in groups, the weightiest first; the columns as wide as they need to be.
fn table(rows: &[Row]) -> String {
    let mut text = String::new();
    for class in [
        Class::Breaking,
        Class::Addition,
        Class::Documentation,
        Class::Redundant,
    ] {
        let cells: Vec<[String; 4]> = rows
            .iter()
            .filter(|row| row.class == class)
            .map(cells)
            .collect();
        if cells.is_empty() {
            continue;
        }
        let width = |column: usize| {
            cells
                .iter()
                .map(|row| row[column].chars().count())
                .max()
                .unwrap_or(0)
        };
        let (place, direction, change) = (width(0), width(1), width(2));
        text.push_str(class.name());
        text.push_str(match class {
            Class::Redundant => {
                " (upstream has made these corrections: take them out of specs/overlay/)\n"
            }
            _ => "\n",
        });
        for [a, b, c, d] in &cells {
            let line = format!("  {a:place$}  {b:direction$}  {c:change$}  {d}");
            text.push_str(line.trim_end());
            text.push('\n');
        }
        text.push('\n');
    }
    text
}

fn cells(row: &Row) -> [String; 4] {
    let (_, name) = row.subject.parts();
    if row.class == Class::Redundant {
        return [
            short(&row.before),
            row.path.clone(),
            String::new(),
            String::new(),
        ];
    }
    let place = match row.path.as_str() {
        "" => name.to_owned(),
        path if path.starts_with(['#', '[', '{', '|']) => format!("{name}{path}"),
        path => format!("{name}.{path}"),
    };
    let direction = row.direction.map_or("", |direction| direction.name());
    let change = match (&row.before, &row.after) {
        (Value::Null, after) => format!("+ {}", short(after)),
        (before, Value::Null) => format!("- {}", short(before)),
        (before, after) => format!("{} → {}", short(before), short(after)),
    };
    [place, direction.to_owned(), row.change.to_owned(), change]
}

fn short(value: &Value) -> String {
    let text = value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned);
    if text.chars().count() <= VALUE_WIDTH {
        return text;
    }
    let start: String = text.chars().take(VALUE_WIDTH - 1).collect();
    format!("{start}…")
}

fn summary(rows: &[Row], version: Option<&str>) -> String {
    let count = |class, one: &str, many: &str| {
        let count = rows.iter().filter(|row| row.class == class).count();
        format!("{count} {}", if count == 1 { one } else { many })
    };
    let counts = format!(
        "{}, {}, {}, {}.",
        count(Class::Breaking, "breaking", "breaking"),
        count(Class::Addition, "addition", "additions"),
        count(Class::Documentation, "documentation", "documentation"),
        count(
            Class::Redundant,
            "redundant correction",
            "redundant corrections"
        ),
    );
    let Some(class) = weightiest(rows) else {
        return format!("No change of the API; no release is needed. {counts}");
    };
    let next = version.and_then(|version| Some((version, next_version(version, class)?)));
    match next {
        Some((version, next)) => format!("{counts} After {version}, this asks for {next}."),
        None => counts,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::diff::{Direction, Subject};

    fn row(class: Class, path: &str, before: Value, after: Value) -> Row {
        Row {
            class,
            subject: Subject::Schema("Agent".into()),
            direction: Some(Direction::Response),
            change: "type",
            path: path.into(),
            before,
            after,
        }
    }

    #[test]
    fn a_table_groups_by_class_and_lines_up() {
        let rows = [
            row(Class::Breaking, "model", json!("string"), json!("integer")),
            row(Class::Breaking, "", json!("x".repeat(80)), Value::Null),
            row(Class::Addition, "tags[]", Value::Null, json!(1)),
            Row::redundant(Subject::Schema("Run".into()), "run-results", "$.a"),
        ];
        let expected = format!(
            "breaking\n  Agent.model  response  type  string → integer\n  Agent        response  type  - {}…\n\n\
             addition\n  Agent.tags[]  response  type  + 1\n\nredundant (upstream has made these corrections: take them out of specs/overlay/)\n  run-results  $.a\n\n",
            "x".repeat(59)
        );
        assert_eq!(table(&rows), expected);
        assert_eq!(
            summary(&rows, Some("0.1.0")),
            "2 breaking, 1 addition, 0 documentation, 1 redundant correction. After 0.1.0, this asks for 0.2.0."
        );
    }

    #[test]
    fn no_rows_ask_for_nothing() {
        assert!(summary(&[], Some("0.1.0")).starts_with("No change of the API"));
        assert_eq!(json_lines(&[]), "");
    }
}
