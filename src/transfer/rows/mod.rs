//! Reads exported tables row by row while they arrive.
//!
//! The state machine is that of the `csv` crate, `csv-core`: the crate around it reads from a blocking `Read`, and its own
//! way into serde knows neither the lists nor the guards of these tables ([`record`] does).

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::{Buf, Bytes};
use csv_core::ReadRecordResult;
use futures_core::Stream;
use serde::de::DeserializeOwned;

use crate::error::{Error, ErrorKind, Result, Secrets, excerpt};
use crate::http::media_type;
use crate::transfer::Export;
use record::Record;

mod record;

/// The most that one row may take.
const MAX_ROW: usize = 8 * 1024 * 1024;

/// The most cells that a row may have.
const MAX_CELLS: usize = 16 * 1024;

/// What the server sends, with status 200, instead of a table without rows.
const NO_DATA: &str = "No data available for the selected period";

/// The typed rows of an exported table, as they come: a `Stream` made by [`Export::rows`].
///
/// ```no_run
/// # async fn example(dust: dust_sdk::Client) -> Result<(), dust_sdk::Error> {
/// use dust_sdk::{AnalyticsTable, types::MessagesRow};
///
/// let export = dust.workspace().analytics(AnalyticsTable::Messages, "2026-10-01", "2026-10-31").csv().await?;
/// let mut rows = export.rows::<MessagesRow>();
/// while let Some(row) = rows.next().await {
///     println!("{:?}", row?);
/// }
/// # Ok(())
/// # }
/// ```
#[must_use = "a stream does nothing unless it is polled"]
pub struct Rows<T> {
    export: Export,
    chunk: Bytes,
    table: Table,
    /// What is wrong with the export as a whole, to be said first.
    refused: Option<Error>,
    over: bool,
    row: PhantomData<fn() -> T>,
}

impl<T: DeserializeOwned> Rows<T> {
    pub(crate) fn new(export: Export) -> Self {
        let refused = refuse_type(&export);
        Self {
            export,
            chunk: Bytes::new(),
            table: Table::default(),
            refused,
            over: false,
            row: PhantomData,
        }
    }

    /// Waits for the next row; `None` after the last.
    ///
    /// The same as `StreamExt::next`, for programs that do without `futures-util`.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::Decode`] for a row that does not fit, after which the others still come, and for an export that is no
    /// CSV, which ends it; [`ErrorKind::PayloadTooLarge`] for a row of more than 8 MiB, which ends it; otherwise as
    /// [`Export::chunk`].
    pub async fn next(&mut self) -> Option<Result<T>> {
        poll_fn(|cx| self.poll_row(cx)).await
    }

    /// Reads all rows into memory.
    ///
    /// # Errors
    ///
    /// The first that [`next`](Self::next) gives.
    pub async fn all(mut self) -> Result<Vec<T>> {
        let mut rows = Vec::new();
        while let Some(row) = self.next().await {
            rows.push(row?);
        }
        Ok(rows)
    }

    fn poll_row(&mut self, cx: &mut Context<'_>) -> Poll<Option<Result<T>>> {
        if let Some(error) = self.refused.take() {
            return self.end(Some(error));
        }
        while !self.over {
            match self.table.read(&mut self.chunk) {
                Ok(Progress::Row) => {
                    let row = self.table.decode();
                    return Poll::Ready(Some(row.map_err(|error| self.export.with_context(error))));
                }
                Ok(Progress::More) => match ready!(self.export.poll_chunk(cx)) {
                    Some(Ok(chunk)) => self.chunk = chunk,
                    Some(Err(error)) => return self.end(Some(error)),
                    None => self.table.input_ended = true,
                },
                Ok(Progress::End) => return self.end(None),
                Err(error) => {
                    let error = self.export.with_context(error);
                    return self.end(Some(error));
                }
            }
        }
        Poll::Ready(None)
    }

    fn end(&mut self, error: Option<Error>) -> Poll<Option<Result<T>>> {
        self.over = true;
        Poll::Ready(error.map(Err))
    }
}

impl<T: DeserializeOwned> Stream for Rows<T> {
    type Item = Result<T>;

    fn poll_next(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.get_mut().poll_row(cx)
    }
}

impl<T> fmt::Debug for Rows<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rows")
            .field("export", &self.export)
            .field("row", &self.table.row)
            .finish_non_exhaustive()
    }
}

/// Reads the rows of a whole table at once, as [`Export::rows`] does while it arrives.
///
/// ```
/// # use std::collections::BTreeMap;
/// let text = "date,messages\n2026-10-01,412\n";
/// let rows: Vec<BTreeMap<String, String>> = dust_sdk::rows_from_csv(text)?;
/// assert_eq!(rows[0]["messages"], "412");
/// # Ok::<(), dust_sdk::Error>(())
/// ```
///
/// Needs the feature `csv`. An error counts rows from 1, the row of names.
///
/// # Errors
///
/// [`ErrorKind::Decode`] for the first row that does not fit.
pub fn rows_from_csv<T: DeserializeOwned>(text: impl AsRef<[u8]>) -> Result<Vec<T>> {
    let mut text = text.as_ref();
    let mut table = Table::default();
    let mut rows = Vec::new();
    loop {
        match table.read(&mut text)? {
            Progress::Row => rows.push(table.decode()?),
            Progress::More => table.input_ended = true,
            Progress::End => return Ok(rows),
        }
    }
}

/// A table of another type has no rows that can be read; a missing type says nothing.
fn refuse_type(export: &Export) -> Option<Error> {
    let given = export.content_type()?;
    let essence = media_type::essence(given.as_bytes());
    let essence = String::from_utf8_lossy(essence).to_ascii_lowercase();
    let readable = essence.starts_with("text/") && essence != media_type::HTML
        || matches!(
            essence.as_str(),
            "application/csv" | "application/octet-stream"
        );
    (!readable).then(|| {
        let essence = excerpt(&essence, &Secrets::default());
        let message = format!("the export is {essence}, which has no rows to read; only CSV has");
        export.with_context(Error::new(ErrorKind::Decode, message))
    })
}

enum Progress {
    /// A row is there to be decoded.
    Row,
    /// The input is used up.
    More,
    End,
}

/// The state between two pieces of input.
struct Table {
    reader: csv_core::Reader,
    header: Vec<String>,
    has_header: bool,
    /// The cells of the row at hand, one after the other.
    cells: Vec<u8>,
    used: usize,
    ends: Vec<usize>,
    count: usize,
    /// The number of the row at hand, the header being row 1.
    row: u64,
    input_ended: bool,
    /// The row at hand was given out and belongs to the past.
    given: bool,
}

impl Default for Table {
    fn default() -> Self {
        Self {
            reader: csv_core::Reader::new(),
            header: Vec::new(),
            has_header: false,
            cells: vec![0; 1024],
            used: 0,
            ends: vec![0; 32],
            count: 0,
            row: 0,
            input_ended: false,
            given: false,
        }
    }
}

impl Table {
    /// Reads on to the end of the next row.
    fn read(&mut self, input: &mut impl Buf) -> Result<Progress> {
        loop {
            if !input.has_remaining() && !self.input_ended {
                return Ok(Progress::More);
            }
            if std::mem::take(&mut self.given) {
                (self.used, self.count) = (0, 0);
            }
            let (cells, ends) = (&mut self.cells[self.used..], &mut self.ends[self.count..]);
            let (result, read, wrote, ended) = self.reader.read_record(input.chunk(), cells, ends);
            input.advance(read);
            self.used += wrote;
            self.count += ended;
            match result {
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => grow(&mut self.cells, MAX_ROW, "8 MiB")?,
                ReadRecordResult::OutputEndsFull => {
                    grow(&mut self.ends, MAX_CELLS, "16,384 cells")?
                }
                ReadRecordResult::End => return Ok(Progress::End),
                ReadRecordResult::Record => {
                    self.given = true;
                    self.row += 1;
                    if self.has_header {
                        return Ok(Progress::Row);
                    }
                    self.read_header()?;
                    if self.header.len() == 1 && self.header[0].starts_with(NO_DATA) {
                        return Ok(Progress::End);
                    }
                }
            }
        }
    }

    fn read_header(&mut self) -> Result<()> {
        let record = self.record()?;
        let name = |cell: &str| cell.trim_start_matches('\u{feff}').trim().to_owned();
        self.header = record.cells().map(name).collect();
        self.has_header = true;
        Ok(())
    }

    fn decode<T: DeserializeOwned>(&self) -> Result<T> {
        let record = self.record()?;
        T::deserialize(&record).map_err(|error| {
            let column = error.column.and_then(|column| self.header.get(column));
            let place =
                column.map(|name| format!(", column {:?}", excerpt(name, &Secrets::default())));
            let place = place.unwrap_or_default();
            let message = format!("row {}{place}: {}", self.row, error.expected());
            Error::new(ErrorKind::Decode, message).with_source(error)
        })
    }

    fn record(&self) -> Result<Record<'_>> {
        Record::new(
            &self.header,
            &self.cells[..self.used],
            &self.ends[..self.count],
        )
        .ok_or_else(|| {
            Error::new(
                ErrorKind::Decode,
                format!("row {} is not text in UTF-8", self.row),
            )
        })
    }
}

fn grow<T: Default + Clone>(buffer: &mut Vec<T>, most: usize, in_words: &str) -> Result<()> {
    if buffer.len() >= most {
        let message = format!("a row of the export is larger than {in_words}");
        return Err(Error::new(ErrorKind::PayloadTooLarge, message));
    }
    buffer.resize(buffer.len() * 2, T::default());
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;
    use serde::Deserialize;

    use super::super::export::tests::{cut, export};
    use super::*;

    type Map = BTreeMap<String, String>;

    #[derive(Clone, Debug, Default, PartialEq, Deserialize)]
    #[serde(rename_all = "camelCase", default)]
    struct Agent {
        agent_id: String,
        messages: Option<i64>,
        credits: Option<f64>,
        dismissed: Option<bool>,
        editor_emails: Vec<String>,
        author_emails: Option<Vec<String>>,
    }

    fn agents(text: &str) -> Vec<Agent> {
        rows_from_csv(text).unwrap()
    }

    fn briefs(rows: Vec<Result<Map>>) -> Vec<String> {
        let brief = |row| match row {
            Ok(row) => Vec::from_iter(Map::into_values(row)).join("|"),
            Err(error) => format!("{:?}", Error::kind(&error)),
        };
        rows.into_iter().map(brief).collect()
    }

    async fn read(headers: &[(&'static str, &str)], chunks: Vec<Result<Bytes>>) -> Vec<String> {
        let mut rows = export(headers, chunks).rows::<Map>();
        let mut all = Vec::new();
        while let Some(row) = rows.next().await {
            all.push(row);
        }
        assert!(rows.next().await.is_none());
        briefs(all)
    }

    fn text(text: &'static str) -> Result<Bytes> {
        Ok(Bytes::from_static(text.as_bytes()))
    }

    #[test]
    fn decodes_by_the_names_of_the_columns() {
        let full = Agent {
            agent_id: "007".to_owned(),
            messages: Some(412),
            credits: Some(-1.5),
            dismissed: Some(true),
            editor_emails: vec!["a@x.org".to_owned(), "b@x.org".to_owned()],
            author_emails: Some(vec!["c@x.org".to_owned()]),
        };
        let id = |agent_id: &str| Agent {
            agent_id: agent_id.to_owned(),
            ..Agent::default()
        };
        let header = "agentId,messages,credits,dismissed,editorEmails,authorEmails";
        let cases = [
            (format!("{header}\n007,412,-1.5,true,a@x.org; b@x.org,c@x.org\n"), full.clone()),
            (format!("\u{feff}{header}\r\n\"007\",412.0,'-1.5,TRUE,\"a@x.org; b@x.org\",c@x.org"), full.clone()),
            (
                "new,authorEmails,messages,editorEmails,credits,agentId,dismissed\nx,c@x.org,412,a@x.org; b@x.org,-1.5,007,true\n"
                    .to_owned(),
                full,
            ),
            (format!("{header}\nx,,,,,\n"), id("x")),
            (format!("{header}\nx\n"), id("x")),
            (format!("{header}\nx,,,,,,more,still more\n"), id("x")),
            ("agentId\nx\n".to_owned(), id("x")),
            ("agentId\n'=1+1\n".to_owned(), id("=1+1")),
            ("agentId\n'@a\n".to_owned(), id("@a")),
            ("agentId\n'quoted'\n".to_owned(), id("'quoted'")),
            ("agentId\n\"a, \"\"b\"\"\nc\"\n".to_owned(), id("a, \"b\"\nc")),
        ];
        for (text, want) in cases {
            assert_eq!(agents(&text), [want], "{text}");
        }
    }

    #[test]
    fn an_empty_period_has_no_rows() {
        for text in [
            "",
            "\n",
            "date,messages\n",
            "No data available for the selected period.",
            "No data available for the selected period.\n",
        ] {
            assert_eq!(rows_from_csv::<Map>(text).unwrap(), [], "{text}");
        }
    }

    #[test]
    fn a_row_may_be_a_map_a_list_or_a_pair() {
        let text = "a,b\n1,x\n";
        assert_eq!(
            rows_from_csv::<(i32, String)>(text).unwrap(),
            [(1, "x".to_owned())]
        );
        assert_eq!(rows_from_csv::<Vec<String>>(text).unwrap(), [["1", "x"]]);
        let maps = rows_from_csv::<BTreeMap<String, serde_json::Value>>("a,b\n1\n").unwrap();
        assert_eq!(
            maps,
            [BTreeMap::from([("a".to_owned(), serde_json::json!("1"))])]
        );
    }

    #[test]
    fn says_where_a_row_does_not_fit() {
        let error = rows_from_csv::<Agent>("agentId,messages\nx,1\ny,many\n").unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Decode);
        let message = error.to_string();
        assert_eq!(message, "row 3, column \"messages\": expected i64");
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains("many"), "{source}");
        for text in [
            "dismissed\nyes\n",
            "messages\n1.5\n",
            "messages\n9223372036854775808\n",
            "credits\n1;2\n",
        ] {
            assert!(rows_from_csv::<Agent>(text).is_err(), "{text}");
        }
    }

    #[tokio::test]
    async fn goes_on_after_a_row_that_does_not_fit() {
        let bad = Ok(Bytes::from_static(b"a,b\n1,2\n\xFF,4\n\xC3,\xA9\n5,6\n"));
        assert_eq!(
            read(&[], vec![bad]).await,
            ["1|2", "Decode", "Decode", "5|6"]
        );
    }

    #[tokio::test]
    async fn a_lost_transfer_ends_the_rows() {
        assert_eq!(
            read(&[], vec![text("a\n1\n2"), Err(cut()), text("\n3\n")]).await,
            ["1", "Transport"]
        );
        let announced = [("content-length", "7")];
        assert_eq!(
            read(&announced, vec![text("a\n1\n2\n")]).await,
            ["1", "2", "Transport"]
        );
    }

    #[tokio::test]
    async fn reads_csv_only() {
        let cases: [(&str, &[&str]); 5] = [
            ("text/csv; charset=utf-8", &["1"]),
            ("text/plain", &["1"]),
            ("application/zip", &["Decode"]),
            ("application/json", &["Decode"]),
            ("text/html", &["Decode"]),
        ];
        for (content_type, want) in cases {
            let rows = read(&[("content-type", content_type)], vec![text("a\n1\n")]).await;
            assert_eq!(rows, want, "{content_type}");
        }
    }

    #[test]
    fn a_row_is_bounded() {
        for row in ["x".repeat(MAX_ROW + 1), ",".repeat(MAX_CELLS + 1)] {
            let error = rows_from_csv::<Map>(format!("a\n1\n{row}\n")).unwrap_err();
            assert_eq!(error.kind(), ErrorKind::PayloadTooLarge);
        }
    }

    proptest! {
        #[test]
        fn any_cut_gives_the_same_rows(
            text in "(a,b\n)?([a\",€'=\r\n-]|; ){0,60}",
            cuts in prop::collection::vec(0usize..200, 0..20),
        ) {
            let bytes = Bytes::from(text);
            let mut cuts: Vec<usize> = cuts.into_iter().map(|cut| cut.min(bytes.len())).collect();
            cuts.extend([0, bytes.len()]);
            cuts.sort_unstable();
            let chunks = cuts.windows(2).map(|pair| Ok(bytes.slice(pair[0]..pair[1]))).collect();
            let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
            let (cut, whole) = runtime.block_on(async { (read(&[], chunks).await, read(&[], vec![Ok(bytes)]).await) });
            prop_assert_eq!(cut, whole);
        }
    }
}
