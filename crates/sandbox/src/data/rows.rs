//! Rows of tables: queued and merged later, or replaced at once.

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::check::{Fields, Issues, Need};
use crate::data::documents::{internal_error, source};
use crate::data::pages::Page;
use crate::data::tables::not_found;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::state::table::{Cells, SandboxTable};
use crate::state::workspace::Workspace;

/// `GET …/rows`.
pub(crate) fn list(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let page = Page::of(call)?;
    let table = known(workspace, call, || {
        internal_error("Failed to retrieve table rows")
    })?;
    let rows: Value = page.items_of(table.rows().iter()).map(shown).collect();
    let total = table.rows().len();
    ok(json!({ "rows": rows, "offset": page.offset, "limit": page.limit, "total": total }))
}

/// `POST …/rows`.
pub(crate) fn upsert(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    source(workspace, call)?.require_writable()?;
    let table = known(workspace, call, || internal_error("Failed to upsert rows."))?;
    let body = call.object()?;
    let rows = checked(&body)?;
    if body.get("truncate").and_then(Value::as_bool) == Some(true) {
        table.replace(rows);
    } else if !table.enqueue(rows) {
        return Err(ApiError::too_many(
            "There are too many pending updates of this table. Wait before sending more.",
        ));
    }
    ok(json!({ "table": table.brief() }))
}

/// `GET …/rows/{rId}`; an unknown row is a failure of the server.
pub(crate) fn get(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let table = known(workspace, call, not_found)?;
    let row = table.rows().get_key_value(call.id("rId"));
    let row = row.ok_or_else(|| internal_error("Failed to get row"))?;
    ok(json!({ "row": shown(row) }))
}

/// `DELETE …/rows/{rId}`, which says the same of one that is unknown.
pub(crate) fn delete(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    source(workspace, call)?.require_writable()?;
    let table = known(workspace, call, not_found)?;
    table.remove_row(call.id("rId"));
    ok(json!({ "success": true }))
}

fn known<'a>(
    workspace: &'a mut Workspace,
    call: &Call<'_>,
    unknown: impl FnOnce() -> ApiError,
) -> Result<&'a mut SandboxTable, ApiError> {
    let source = source(workspace, call)?;
    let at = source.table_at(call.id("tId")).ok_or_else(unknown)?;
    Ok(&mut source.tables[at])
}

fn shown((id, cells): (&String, &Cells)) -> Value {
    json!({ "row_id": id, "value": cells })
}

/// The rows of a body, or the error of the first one that is not valid.
fn checked(body: &Map<String, Value>) -> Result<Vec<(String, Cells)>, ApiError> {
    let mut issues = Issues::default();
    let mut fields = Fields::new(&mut issues, body);
    fields.objects("rows", Need::Required, |row| {
        row.string("row_id", Need::Required);
        row.check("value", Need::Required, "object", Value::is_object);
    });
    fields.boolean("truncate", Need::Optional);
    let rows = body.get("rows").and_then(Value::as_array);
    let mut read = Vec::new();
    for (at, row) in rows.into_iter().flatten().enumerate() {
        let cells = row["value"].as_object().cloned().unwrap_or_default();
        for (column, cell) in &cells {
            let path = format!("rows[{at}].value.{column}");
            if !is_column_name(column) {
                issues.add(&path, "Column names must be of a-z, 0-9 and _");
            }
            if !is_cell(cell) {
                issues.add(&path, "Invalid input");
            }
        }
        read.push((row["row_id"].as_str().unwrap_or_default().to_owned(), cells));
    }
    issues.finish()?;
    Ok(read)
}

fn is_column_name(name: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_';
    !name.is_empty() && name.bytes().all(known)
}

/// Nested values are none, apart from date-times.
fn is_cell(cell: &Value) -> bool {
    match cell {
        Value::Array(_) => false,
        Value::Object(map) => {
            map.get("type").is_some_and(|kind| kind == "datetime")
                && map.get("epoch").is_some_and(Value::is_i64)
        }
        _ => true,
    }
}
