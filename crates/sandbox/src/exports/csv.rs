//! Writes tables as the server's CSV: a header, quoting where needed, and a guard against formulas.

use csv::{QuoteStyle, WriterBuilder};
use serde_json::Value;

/// A table with named columns; a row may be shorter than the header.
pub(crate) fn write(columns: &[&str], rows: &[Vec<Value>]) -> String {
    let mut writer = WriterBuilder::new()
        .flexible(true)
        .quote_style(QuoteStyle::Necessary)
        .from_writer(Vec::new());
    // Writing into memory does not fail, and rows may be of any length.
    let _ = writer.write_record(columns);
    for row in rows {
        let _ = writer.write_record(row.iter().map(cell));
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

fn cell(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => guarded(text),
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().map(plain).collect();
            guarded(&texts.join("; "))
        }
        other => other.to_string(),
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
