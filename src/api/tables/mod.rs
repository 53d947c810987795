//! Tables of a data source, and their rows.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::types::{Cell, NewTable, TableRow};
//!
//! let folder = dust.space("vlt_rZ8mT4qLxW").data_source("dts_1");
//! let table = folder.table("leads");
//! table.upsert(&NewTable::new("Open leads of the sales team", "leads", "Leads")).await?;
//! table.rows().upsert([TableRow::of("acme", [("name", Cell::from("Acme")), ("seats", 7.into())])]).await?;
//! # Ok(())
//! # }
//! ```

mod write;

pub use crate::generated::calls::tables::*;
pub use write::{ListTables, WriteTable};

use crate::types::NewTable;

impl Tables {
    /// Lists the tables, all at once.
    pub fn list(&self) -> ListTables {
        ListTables::new(self)
    }

    /// Makes a table whose id the server makes, unless the table has one.
    ///
    /// A repeat would make a second table, so it is never sent again unless the server cannot have acted on it. Names of
    /// tables are unique in a data source: a clash is a [`Server`](crate::ErrorKind::Server) error.
    pub fn create(&self, table: &NewTable) -> WriteTable {
        WriteTable::create(self, table.clone())
    }
}

impl TableHandle {
    /// Writes the table, new or not, under its own id. The same table twice leaves the same state.
    pub fn upsert(&self, table: &NewTable) -> WriteTable {
        WriteTable::upsert(self, table.clone())
    }
}
