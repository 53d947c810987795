//! The workspace as a whole: analytics and usage.
//!
//! All of it needs a key with admin scope.

pub mod analytics;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::marker::PhantomData;
use std::time::Duration;

use crate::api::workspace::analytics::Table;
use crate::client::Client;
use crate::error::{Error, Result};
use crate::http::call::{Call, OpenResponse};
use crate::http::operation::{BoxFuture, Sent, call_settings};
use crate::http::transport::RawResponse;
use crate::low_level::{self, types};
use crate::transfer::export::Export;
use crate::types::date::{self, Date, UsagePeriod, date_range};
use types::{AnalyticsTable, ExportFormat, UsageMode, UsageTable};

/// The workspace as a whole, from [`Client::workspace`].
#[derive(Clone, Debug)]
pub struct Workspace {
    client: Client,
}

impl Workspace {
    pub(crate) fn new(client: Client) -> Self {
        Self { client }
    }

    /// Exports an analytics table of the days from `start` to `end`, both included.
    ///
    /// Each is `YYYY-MM-DD` text, or a civil date of any crate that displays so. The server allows 60
    /// exports a minute.
    pub fn analytics(
        &self,
        table: AnalyticsTable,
        start: impl Display,
        end: impl Display,
    ) -> Analytics {
        Analytics {
            call: self.client.call("export_analytics"),
            table,
            days: date_range(start, end),
            timezone: None,
        }
    }

    /// Reads an analytics table as typed rows, of the days from `start` to `end`, both included.
    ///
    /// The whole table is held in memory, up to the bound on JSON answers; for large ones see
    /// [`Analytics::csv`]. The tables are in [`analytics`](crate::analytics).
    pub fn analytics_rows<T: Table>(
        &self,
        start: impl Display,
        end: impl Display,
    ) -> AnalyticsRows<T> {
        AnalyticsRows {
            analytics: self.analytics(T::TABLE, start, end),
            table: PhantomData,
        }
    }

    /// Exports a usage table of a period.
    ///
    /// The server was announced to drop this in mid-2026 and may answer `NotFound`.
    #[deprecated = "the API has deprecated it; use `analytics`"]
    pub fn usage(&self, table: UsageTable, period: UsagePeriod) -> Usage {
        Usage {
            call: self.client.call("get_workspace_usage"),
            table,
            period,
            include_inactive: None,
        }
    }
}

/// An export of an analytics table; see [`Workspace::analytics`].
#[must_use = "a call does nothing until its format is chosen"]
pub struct Analytics {
    call: Call,
    table: AnalyticsTable,
    days: Result<(Date, Date)>,
    timezone: Option<String>,
}

impl Analytics {
    /// Sets in which time zone days begin, by IANA name such as `Europe/Paris`. Unset: UTC.
    pub fn timezone(mut self, timezone: impl Into<String>) -> Self {
        self.timezone = Some(timezone.into());
        self
    }

    /// Exports the table as CSV, without holding it in memory.
    ///
    /// # Errors
    /// `InvalidArgument` for a date that is none or a start after the end, before anything is sent;
    /// `Permission` for a key without admin scope; `RateLimited` where the server says so.
    pub async fn csv(self) -> Result<Export> {
        self.export(ExportFormat::Csv).await
    }

    /// Exports the table as JSON, a list of rows, without holding it in memory.
    ///
    /// # Errors
    /// As for [`csv`](Self::csv).
    pub async fn json(self) -> Result<Export> {
        self.export(ExportFormat::Json).await
    }

    async fn export(self, format: ExportFormat) -> Result<Export> {
        let (call, query) = self.parts(format)?;
        let response = call
            .clone()
            .open(|low_level| query.send(low_level, call.clone()))
            .await?;
        Ok(export(&call, response))
    }

    async fn rows(self) -> Result<RawResponse> {
        let (call, query) = self.parts(ExportFormat::Json)?;
        call.clone()
            .raw(|low_level| query.send(low_level, call))
            .await
    }

    fn parts(self, format: ExportFormat) -> Result<(Call, AnalyticsQuery)> {
        let days = self
            .days
            .map_err(|error| error.with_operation(self.call.operation))?;
        Ok((
            self.call,
            AnalyticsQuery {
                table: self.table,
                days,
                timezone: self.timezone,
                format,
            },
        ))
    }
}

call_settings!(Analytics);

/// What has begun to arrive, with what must not be shown of it.
fn export(call: &Call, response: OpenResponse) -> Export {
    let secrets = call.client.transport().secrets();
    Export::new(call.operation, &response.headers, response.body, secrets)
}

/// What is asked of the analytics export, checked.
struct AnalyticsQuery {
    table: AnalyticsTable,
    days: (Date, Date),
    timezone: Option<String>,
    format: ExportFormat,
}

impl AnalyticsQuery {
    async fn send(self, low_level: low_level::Client, call: Call) -> Sent {
        let (start, end) = &self.days;
        let timezone = self.timezone.as_deref();
        low_level
            .export_analytics(
                call.workspace_id(),
                end,
                Some(self.format),
                start,
                self.table,
                timezone,
            )
            .await
            .map(drop)
    }
}

/// The typed rows of an analytics table; see [`Workspace::analytics_rows`].
#[must_use = "a call does nothing until it is awaited"]
pub struct AnalyticsRows<T> {
    analytics: Analytics,
    table: PhantomData<fn() -> T>,
}

impl<T: Table> AnalyticsRows<T> {
    /// Sets in which time zone days begin, by IANA name such as `Europe/Paris`. Unset: UTC.
    pub fn timezone(mut self, timezone: impl Into<String>) -> Self {
        self.analytics = self.analytics.timezone(timezone);
        self
    }

    /// Sets how long the call may take in all, its retries included.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.analytics = self.analytics.timeout(timeout);
        self
    }

    /// Sets how often the request may be sent again if it fails.
    pub fn max_retries(mut self, retries: u32) -> Self {
        self.analytics = self.analytics.max_retries(retries);
        self
    }

    /// Sends the request and gives status, headers and undecoded body of the answer.
    ///
    /// # Errors
    /// The same as awaiting the call, but for `Decode`.
    pub async fn raw(self) -> Result<RawResponse> {
        self.analytics.rows().await
    }
}

impl<T: Table> IntoFuture for AnalyticsRows<T> {
    type Output = Result<Vec<T::Row>>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(async move {
            let call = self.analytics.call.clone();
            call.decode(&self.raw().await?)
        })
    }
}

impl<T> std::fmt::Debug for AnalyticsRows<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("AnalyticsRows").finish_non_exhaustive()
    }
}

/// An export of a usage table; see [`Workspace::usage`].
///
/// Awaited, it exports CSV, or a ZIP of several CSV files for `UsageTable::All`.
#[must_use = "a call does nothing until it is awaited"]
pub struct Usage {
    call: Call,
    table: UsageTable,
    period: UsagePeriod,
    include_inactive: Option<bool>,
}

impl Usage {
    /// Sets whether users and agents without a message are in the table. Unset: they are not.
    pub fn include_inactive(mut self, include: bool) -> Self {
        self.include_inactive = Some(include);
        self
    }

    /// Reads the table as rows: maps of text, since the columns differ by table and over time.
    ///
    /// # Errors
    /// `InvalidArgument` for `UsageTable::All`, which only comes as a ZIP; otherwise as for the export.
    pub async fn rows(self) -> Result<Vec<BTreeMap<String, String>>> {
        let call = self.call.clone();
        if self.table == UsageTable::All {
            let cause = "all usage tables at once come as a ZIP only: ask for one table, or await the export";
            return Err(Error::invalid_argument(cause).with_operation(call.operation));
        }
        let query = self.query(ExportFormat::Json)?;
        let response = call
            .clone()
            .raw(|low_level| query.send(low_level, call.clone()))
            .await?;
        call.decode(&response)
    }

    async fn export(self) -> Result<Export> {
        let call = self.call.clone();
        let query = self.query(ExportFormat::Csv)?;
        let response = call
            .clone()
            .open(|low_level| query.send(low_level, call.clone()))
            .await?;
        Ok(export(&call, response))
    }

    fn query(self, format: ExportFormat) -> Result<UsageQuery> {
        let period = self
            .period
            .query()
            .map_err(|error| error.with_operation(self.call.operation))?;
        Ok(UsageQuery {
            table: self.table,
            period,
            include_inactive: self.include_inactive,
            format,
        })
    }
}

call_settings!(Usage);

impl IntoFuture for Usage {
    type Output = Result<Export>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.export())
    }
}

/// What is asked of the usage export, checked.
struct UsageQuery {
    table: UsageTable,
    period: date::UsageQuery,
    include_inactive: Option<bool>,
    format: ExportFormat,
}

impl UsageQuery {
    async fn send(self, low_level: low_level::Client, call: Call) -> Sent {
        let end = self.period.end.as_deref();
        let mode = if end.is_some() {
            UsageMode::Range
        } else {
            UsageMode::Month
        };
        let format = Some(self.format);
        let start = &self.period.start;
        low_level
            .get_workspace_usage(
                call.workspace_id(),
                end,
                format,
                self.include_inactive,
                mode,
                start,
                self.table,
            )
            .await
            .map(drop)
    }
}
