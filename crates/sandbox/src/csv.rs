//! Writes tables as the server's CSV: a header, quoting where needed, and a guard against formulas.

use serde_json::Value;

/// A table with named columns; a row may be shorter than the header.
pub(super) fn write(columns: &[&str], rows: &[Vec<Value>]) -> String {
    let header: Vec<String> = columns.iter().map(|&column| quoted(column)).collect();
    let mut text = header.join(",");
    text.push('\n');
    for row in rows {
        let cells: Vec<String> = row.iter().map(cell).collect();
        text.push_str(&cells.join(","));
        text.push('\n');
    }
    text
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => quoted(&guarded(text)),
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().map(plain).collect();
            quoted(&guarded(&texts.join("; ")))
        }
        other => quoted(&other.to_string()),
    }
}

fn plain(value: &Value) -> String {
    value
        .as_str()
        .map_or_else(|| value.to_string(), str::to_owned)
}

/// A spreadsheet would run a cell that starts like a formula; the server puts a `'` before it.
fn guarded(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@']) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

fn quoted(text: &str) -> String {
    if text.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", text.replace('"', "\"\""))
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn quotes_guards_and_joins() {
        let rows = [
            vec![json!("a,b"), json!("say \"x\""), json!(["p", "q"])],
            vec![json!("=1+1"), json!(-3), json!(null)],
            vec![json!("short")],
        ];
        assert_eq!(
            write(&["one", "two", "three"], &rows),
            "one,two,three\n\"a,b\",\"say \"\"x\"\"\",p; q\n'=1+1,-3,\nshort\n"
        );
    }
}
