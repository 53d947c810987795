//! Listing and writing tables.

use std::sync::Arc;

use super::{TableHandle, Tables};
use crate::error::Result;
use crate::generated::requests;
use crate::http::{
    Call, CallBuilder, Idempotency, Operation, RawResponse, Request, call_builder, check_id,
    check_text_id,
};
use crate::types::{NewTable, Table, TableEnvelope, TableList};

/// Writes a table under an id of the caller's.
const UPSERT_TABLE: Operation = Operation {
    idempotency: Idempotency::Idempotent,
    ..requests::UPSERT_TABLE
};

/// Lists tables; see [`Tables::list`].
#[must_use = "a call does nothing until it is awaited"]
pub struct ListTables {
    call: Call,
    space_id: Arc<str>,
    data_source_id: Arc<str>,
}

impl ListTables {
    pub(super) fn new(tables: &Tables) -> Self {
        Self {
            call: tables.client.call(requests::LIST_TABLES),
            space_id: tables.space_id.clone(),
            data_source_id: tables.data_source_id.clone(),
        }
    }
}

impl CallBuilder<Vec<Table>> for ListTables {
    fn request(&self) -> Result<Request> {
        check_id("space id", &self.space_id)?;
        check_text_id("data source id", &self.data_source_id)?;
        requests::list_tables(
            self.call.base(),
            self.call.workspace_id(),
            &self.space_id,
            &self.data_source_id,
        )
    }

    fn read(call: &Call, response: RawResponse) -> Result<Vec<Table>> {
        Ok(call.decode::<TableList>(&response)?.tables)
    }
}

call_builder!(ListTables => Vec<Table>);

/// Writes a table; see [`Tables::create`] and [`TableHandle::upsert`].
#[must_use = "a call does nothing until it is awaited"]
pub struct WriteTable {
    call: Call,
    space_id: Arc<str>,
    data_source_id: Arc<str>,
    body: NewTable,
}

impl WriteTable {
    pub(super) fn create(tables: &Tables, body: NewTable) -> Self {
        Self {
            call: tables.client.call(requests::UPSERT_TABLE),
            space_id: tables.space_id.clone(),
            data_source_id: tables.data_source_id.clone(),
            body,
        }
    }

    pub(super) fn upsert(table: &TableHandle, mut body: NewTable) -> Self {
        body.table_id = Some(table.table_id.as_ref().to_owned());
        Self {
            call: table.client.call(UPSERT_TABLE),
            space_id: table.space_id.clone(),
            data_source_id: table.data_source_id.clone(),
            body,
        }
    }
}

impl CallBuilder<Table> for WriteTable {
    fn request(&self) -> Result<Request> {
        check_id("space id", &self.space_id)?;
        check_text_id("data source id", &self.data_source_id)?;
        if let Some(id) = &self.body.table_id {
            check_text_id("table id", id)?;
        }
        requests::upsert_table(
            self.call.base(),
            self.call.workspace_id(),
            &self.space_id,
            &self.data_source_id,
            &self.body,
        )
    }

    fn read(call: &Call, response: RawResponse) -> Result<Table> {
        Ok(call.decode::<TableEnvelope>(&response)?.table)
    }
}

call_builder!(WriteTable => Table);
