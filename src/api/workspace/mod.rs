//! The workspace as a whole: analytics and usage.
//!
//! All of it needs a key with admin scope.
//!
//! ```no_run
//! # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
//! use dust_sdk::AnalyticsTable;
//!
//! let export = dust.workspace().analytics(AnalyticsTable::Agents, "2026-10-01", "2026-10-31").csv().await?;
//! export.save_to("agents.csv").await?;
//! # Ok(())
//! # }
//! ```

pub mod analytics;

use std::collections::BTreeMap;
use std::fmt::Display;
use std::marker::PhantomData;
use std::time::Duration;

pub use crate::generated::calls::workspace::*;

use analytics::Table;

use crate::error::{Error, Result};
use crate::generated::requests;
use crate::http::{BoxFuture, Call, CallFuture, OpenResponse, RawResponse, Request, call_options};
use crate::transfer::Export;
use crate::types::date::{self, date_range};
use crate::types::{AnalyticsTable, Date, ExportFormat, UsageMode, UsagePeriod, UsageTable};

impl Workspace {
    /// Exports an analytics table of the days from `start` to `end`, both included.
    ///
    /// Each is `YYYY-MM-DD` text, or a civil date of any crate that displays so. The server allows 60
    /// exports a minute.
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::AnalyticsTable;
    ///
    /// let export = dust.workspace().analytics(AnalyticsTable::Messages, "2026-10-01", "2026-10-31").csv().await?;
    /// let bytes = export.save_to("messages.csv").await?;
    /// println!("{bytes} bytes");
    /// # Ok(())
    /// # }
    /// ```
    pub fn analytics(
        &self,
        table: AnalyticsTable,
        start: impl Display,
        end: impl Display,
    ) -> Analytics {
        Analytics {
            call: self.client.call(requests::EXPORT_ANALYTICS),
            table,
            days: date_range(start, end).map_err(|error| error.message().to_owned()),
            timezone: None,
        }
    }

    /// Reads an analytics table as typed rows, of the days from `start` to `end`, both included.
    ///
    /// The whole table is held in memory, up to the bound on JSON answers; for large ones see
    /// [`Analytics::csv`]. The tables are in [`analytics`](crate::analytics).
    ///
    /// ```no_run
    /// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
    /// use dust_sdk::analytics::UsageMetrics;
    ///
    /// for row in dust.workspace().analytics_rows::<UsageMetrics>("2026-10-01", "2026-10-31").await? {
    ///     println!("{:?}: {:?} messages", row.date, row.messages);
    /// }
    /// # Ok(())
    /// # }
    /// ```
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
            call: self.client.call(requests::GET_WORKSPACE_USAGE),
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
    /// The first and the last day, or what is wrong with them.
    days: Result<(Date, Date), String>,
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
        let request = self.request(format);
        let response = self.call.clone().open(request).await?;
        Ok(export(&self.call, response))
    }

    fn request(&self, format: ExportFormat) -> Result<Request> {
        let (start, end) = match &self.days {
            Ok(days) => days,
            Err(message) => return Err(Error::invalid_argument(message)),
        };
        requests::export_analytics(
            self.call.base(),
            self.call.workspace_id(),
            end,
            Some(format),
            start,
            self.table,
            self.timezone.as_deref(),
        )
    }
}

call_options!(Analytics);

/// What has begun to arrive, with what must not be shown of it.
fn export(call: &Call, response: OpenResponse) -> Export {
    Export::new(
        call.operation(),
        &response.headers,
        response.body,
        call.secrets(),
    )
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
    pub fn raw(self) -> CallFuture<RawResponse> {
        let request = self.analytics.request(ExportFormat::Json);
        self.analytics.call.raw(request)
    }
}

impl<T: Table> IntoFuture for AnalyticsRows<T> {
    type Output = Result<Vec<T::Row>>;
    type IntoFuture = CallFuture<Vec<T::Row>>;

    fn into_future(self) -> Self::IntoFuture {
        let request = self.analytics.request(ExportFormat::Json);
        let read = |call: &Call, response: RawResponse| call.decode(&response);
        self.analytics.call.answer(request, read)
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
        let request = match self.table {
            UsageTable::All => Err(Error::invalid_argument(
                "all usage tables at once come as a ZIP only: ask for one table, or await the export",
            )),
            _ => self.request(ExportFormat::Json),
        };
        let read = |call: &Call, response: RawResponse| call.decode(&response);
        let rows = self.call.answer(request, read).await;
        rows.map_err(instead_of_usage)
    }

    async fn export(self) -> Result<Export> {
        let request = self.request(ExportFormat::Csv);
        let response = self.call.clone().open(request).await;
        Ok(export(&self.call, response.map_err(instead_of_usage)?))
    }

    fn request(&self, format: ExportFormat) -> Result<Request> {
        let date::UsageQuery { start, end } = self.period.query()?;
        let mode = match end {
            Some(_) => UsageMode::Range,
            None => UsageMode::Month,
        };
        requests::get_workspace_usage(
            self.call.base(),
            self.call.workspace_id(),
            end.as_deref(),
            Some(format),
            self.include_inactive,
            mode,
            &start,
            self.table,
        )
    }
}

call_options!(Usage);

/// Names what has taken the place of the endpoint, where the server no longer has it. What is missing may be the workspace.
fn instead_of_usage(error: Error) -> Error {
    if error.is_not_found() && error.code() != Some("workspace_not_found") {
        error.with_hint("the API may have dropped usage tables: use `analytics` instead")
    } else {
        error
    }
}

impl IntoFuture for Usage {
    type Output = Result<Export>;
    type IntoFuture = BoxFuture<Self::Output>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.export())
    }
}
