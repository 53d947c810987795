//! Waiting until the server has merged rows that it has queued.

use std::time::Duration;

use tokio::time::sleep;

use super::TableHandle;
use crate::error::{ErrorKind, Result};
use crate::http::{BoxFuture, Deadline};
use crate::types::{Cell, TableRow};

/// The first pause between two looks, and the longest.
const FIRST_PAUSE: Duration = Duration::from_millis(250);
const LONGEST_PAUSE: Duration = Duration::from_secs(5);

/// Waits until a row is read as it was written.
pub(super) fn wait(table: TableHandle, row: TableRow, deadline: Duration) -> BoxFuture<Result<()>> {
    Box::pin(async move {
        let deadline = Deadline::after(deadline);
        let merged = until_merged(&table, &row);
        deadline.limit("get_row", merged).await
    })
}

async fn until_merged(table: &TableHandle, row: &TableRow) -> Result<()> {
    let mut pause = FIRST_PAUSE;
    loop {
        match table.row(&row.row_id).get().max_retries(0).await {
            Ok(read) if is_merged(row, &read) => return Ok(()),
            Ok(_) => {}
            // It says of a row that is not there no more than that it failed.
            Err(error) if error.kind() == ErrorKind::Server || error.is_retryable() => {}
            Err(error) => return Err(error),
        }
        sleep(pause).await;
        pause = (pause * 2).min(LONGEST_PAUSE);
    }
}

fn is_merged(sent: &TableRow, read: &TableRow) -> bool {
    let mut cells = sent.value.iter();
    cells.all(|(column, cell)| is_same(cell, read.value.get(column).unwrap_or(&Cell::Null)))
}

/// Whether a cell is read as it was sent, whatever type the server has inferred.
fn is_same(sent: &Cell, read: &Cell) -> bool {
    match (sent, read) {
        (Cell::DateTime(sent), Cell::DateTime(read)) => sent.epoch == read.epoch,
        (Cell::Text(_), Cell::DateTime(_)) => true,
        (Cell::DateTime(_), Cell::Text(_)) => true,
        _ => match (number(sent), number(read)) {
            (Some(sent), Some(read)) => sent == read,
            _ => text(sent) == text(read),
        },
    }
}

fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Text(text) => text.trim().parse().ok(),
        cell => cell.as_f64(),
    }
}

fn text(cell: &Cell) -> String {
    match cell {
        Cell::Null => String::new(),
        Cell::Text(text) => text.trim().to_lowercase(),
        Cell::Bool(value) => value.to_string(),
        cell => serde_json::to_string(cell).unwrap_or_default(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_read_whatever_type_was_inferred() {
        for (sent, read, same) in [
            (Cell::from("007"), Cell::from(7), true),
            (Cell::from("True"), Cell::from(true), true),
            (Cell::from("2026-01-01"), Cell::date_time(0), true),
            (Cell::from(1), Cell::from(1.0), true),
            (Cell::from(""), Cell::Null, true),
            (Cell::from("a"), Cell::from("b"), false),
            (Cell::from(7), Cell::Null, false),
            (Cell::date_time(1), Cell::date_time(2), false),
        ] {
            assert_eq!(is_same(&sent, &read), same, "{sent:?} {read:?}");
        }
    }
}
