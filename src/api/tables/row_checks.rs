//! What is refused of a single row, over all rows of a run, and the cleaning of the names of columns.

use std::collections::BTreeMap;

use crate::error::{Error, Result};
use crate::types::{Cell, TableRow};

/// The most rows of a table.
const ROW_LIMIT: usize = 500_000;

/// The columns and rows of a run so far.
#[derive(Default)]
pub(super) struct RowChecks {
    /// The names of columns as they are sent, and as they were given first.
    columns: BTreeMap<String, String>,
    rows: usize,
    pub(super) cleans_columns: bool,
}

impl RowChecks {
    /// Cleans the names of a row's columns, if that was asked for, and refuses what the server would refuse or drop.
    pub(super) fn check(&mut self, row: &mut TableRow) -> Result<()> {
        if self.rows == ROW_LIMIT {
            let message = format!("a table has no more than {ROW_LIMIT} rows");
            return Err(Error::invalid_argument(message));
        }
        let given = match self.cleans_columns {
            true => self.clean(row)?,
            false => BTreeMap::new(),
        };
        self.rows += 1;
        // Mostly all rows have the same columns; both are in order.
        let is_known = self.columns.keys().eq(row.value.keys());
        if is_known && row.value.values().all(Cell::can_be_sent) {
            return Ok(());
        }
        let names = row.value.keys();
        let new: Vec<&String> = names
            .filter(|name| !self.columns.contains_key(*name))
            .collect();
        row.validate_among(self.columns.len() + new.len())?;
        for name in new {
            let given = given.get(name).unwrap_or(name);
            self.columns.insert(name.clone(), given.clone());
        }
        Ok(())
    }

    /// Gives columns names that can be sent; returns the given names by those.
    fn clean(&self, row: &mut TableRow) -> Result<BTreeMap<String, String>> {
        let mut given: BTreeMap<String, String> = BTreeMap::new();
        let mut cells = BTreeMap::new();
        for (name, cell) in std::mem::take(&mut row.value) {
            let clean = clean_name(&name);
            let before = given.get(&clean).or_else(|| self.columns.get(&clean));
            if let Some(before) = before.filter(|before| **before != name) {
                let message = format!("the columns `{before}` and `{name}` are both `{clean}`");
                return Err(Error::invalid_argument(message));
            }
            cells.insert(clean.clone(), cell);
            given.insert(clean, name);
        }
        row.value = cells;
        Ok(given)
    }
}

/// Letters in lower case, digits, and `_` for all else.
fn clean_name(name: &str) -> String {
    let kept = |c: char| match c.to_ascii_lowercase() {
        c @ ('a'..='z' | '0'..='9') => c,
        _ => '_',
    };
    let name: String = name.trim().chars().map(kept).collect();
    if name.is_empty() {
        "_".to_owned()
    } else {
        name
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn checks(cleans_columns: bool) -> RowChecks {
        RowChecks {
            cleans_columns,
            ..RowChecks::default()
        }
    }

    fn row(columns: impl IntoIterator<Item = impl Into<String>>) -> TableRow {
        TableRow::of("r", columns.into_iter().map(|name| (name, Cell::from(1))))
    }

    #[test]
    fn columns_are_counted_over_all_rows() {
        let mut checks = checks(false);
        for number in 0..512 {
            checks.check(&mut row([format!("c{number}")])).unwrap();
        }
        assert!(checks.check(&mut row(["c0", "c511"])).is_ok());
        let error = checks.check(&mut row(["c512"])).unwrap_err();
        assert!(error.message().contains("513 columns"), "{error}");
        // A row that is refused leaves no column behind.
        assert!(checks.check(&mut row(["c1"])).is_ok());
    }

    #[test]
    fn rows_over_the_limit_are_refused() {
        let mut checks = checks(false);
        checks.rows = ROW_LIMIT - 1;
        assert!(checks.check(&mut row(["a"])).is_ok());
        assert!(checks.check(&mut row(["a"])).is_err());
    }

    #[test]
    fn names_are_cleaned_on_request() {
        let mut first = row([" Größe (cm)", "Prix €", "ok_1"]);
        assert!(checks(false).check(&mut first.clone()).is_err());
        let mut checks = checks(true);
        checks.check(&mut first).unwrap();
        let names: Vec<&String> = first.value.keys().collect();
        assert_eq!(names, ["gr__e__cm_", "ok_1", "prix__"]);
        for clash in [row(["A b", "a-b"]), row(["PRIX  "]), row(["Ok_1"])] {
            let is_clash = clash.value.len() > 1 || !clash.value.contains_key("PRIX  ");
            let result = checks.check(&mut clash.clone());
            assert_eq!(result.is_err(), is_clash, "{clash:?}");
        }
    }

    proptest! {
        #[test]
        fn a_cleaned_name_can_be_sent_and_stays(name in "\\PC{0,20}") {
            let clean = clean_name(&name);
            prop_assert_eq!(&clean_name(&clean), &clean);
            prop_assert!(checks(false).check(&mut row([clean])).is_ok());
        }
    }
}
