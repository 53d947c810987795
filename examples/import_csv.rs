//! Writes a CSV file into a table: `cargo run --example import_csv -- leads.csv`.
//!
//! The first column is the id of a row. With `DUST_API_KEY`, `DUST_WORKSPACE_ID`, `DUST_SPACE_ID` and `DUST_DATA_SOURCE_ID` set
//! it writes to Dust, into a table with the name of the file. Without, it writes a small table to the sandbox in this process.

use std::error::Error;
use std::io::{Cursor, Read};
use std::path::Path;
use std::time::Duration;
use std::{env, fs};

use dust_sandbox::Sandbox;
use dust_sdk::data_sources::DataSourceHandle;
use dust_sdk::types::{Cell, NewTable, TableRow};
use dust_sdk::{Client, Config};
use futures_util::stream;

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

const SAMPLE: &str =
    "Id,Company Name,Seats,Won\nl1,Acme,12,true\nl2,\"Globex, Inc.\",,false\nl3,Initech,7,true\n";

#[tokio::main]
async fn main() -> Result {
    let file = env::args().nth(1);
    let input: Box<dyn Read + Send> = match &file {
        Some(file) => Box::new(fs::File::open(file)?),
        None => Box::new(Cursor::new(SAMPLE)),
    };
    let name = file
        .as_deref()
        .and_then(|file| Path::new(file).file_stem()?.to_str());
    let name = name.unwrap_or("leads");
    if env::var_os("DUST_API_KEY").is_some() {
        let variable = |name| env::var(name).map_err(|_| format!("{name} is not set"));
        let space = Client::from_env()?.space(variable("DUST_SPACE_ID")?);
        return import(
            &space.data_source(variable("DUST_DATA_SOURCE_ID")?),
            name,
            input,
        )
        .await;
    }
    println!("DUST_API_KEY is not set, so this writes to the sandbox in this process.");
    let sandbox = Sandbox::builder()
        .merge_delay(Duration::from_millis(100))
        .start()
        .await?;
    let config = Config::new(sandbox.workspace_id(), sandbox.api_key());
    let dust = Client::new(config.base_url(sandbox.url()))?;
    let space = dust.space(sandbox.space_id());
    import(&space.data_source(sandbox.data_source_id()), name, input).await
}

async fn import(folder: &DataSourceHandle, name: &str, input: impl Read) -> Result {
    let table = folder.table(name);
    table
        .upsert(&NewTable::new(format!("Imported from {name}"), name, name))
        .await?;

    let mut reader = csv::Reader::from_reader(input);
    let columns: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let rows = reader
        .into_records()
        .map(|record| record.map(|record| row(&columns, &record)));
    let mut upserts = table
        .rows()
        .upsert_all(stream::iter(rows))
        .clean_columns()
        .truncate();
    while let Some(outcome) = upserts.next().await {
        if let Err(error) = outcome.result {
            eprintln!("{}: {error}", outcome.row_ids.join(", "));
        }
    }
    let done = upserts.summary();
    println!(
        "{} rows sent in {} batches, {} failed",
        done.sent, done.batches, done.failed
    );
    if let Some(reason) = upserts.stop_reason() {
        return Err(format!("stopped: {reason:?}").into());
    }
    // A table that was replaced is there at once up to its first batch; what follows is merged later.
    for row in table.rows().list().limit(3).await?.rows {
        println!("{} {}", row.row_id, serde_json::to_string(&row.value)?);
    }
    Ok(())
}

/// A record as a row; an empty cell has no value.
fn row(columns: &[String], record: &csv::StringRecord) -> TableRow {
    let cell = |text: &str| (!text.is_empty()).then(|| Cell::from(text));
    let cells = columns.iter().zip(record).skip(1);
    let id = record.get(0).unwrap_or_default();
    TableRow::of(
        id,
        cells.map(|(column, text)| (column.as_str(), Cell::from(cell(text)))),
    )
}
