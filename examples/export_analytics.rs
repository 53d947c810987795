//! Saves an analytics table as a CSV file, with a progress bar, and reads the file's first rows:
//! `cargo run --example export_analytics -- messages 2026-05-01 2026-05-31`.
//!
//! With `DUST_API_KEY` and `DUST_WORKSPACE_ID` set it asks Dust, which takes a key with admin scope. Without a key it asks the
//! sandbox in this process. The file goes to the directory for temporary files, or to the path given as fourth argument.

use std::collections::BTreeMap;
use std::env;
use std::error::Error;
use std::path::PathBuf;

use dust_sandbox::Sandbox;
use dust_sdk::{AnalyticsTable, Client, Config, rows_from_csv};
use indicatif::{ProgressBar, ProgressStyle};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // Kept, because dropping it ends it.
    let sandbox = match env::var("DUST_API_KEY") {
        Ok(_) => None,
        Err(_) => Some(Sandbox::start().await?),
    };
    let dust = match &sandbox {
        Some(sandbox) => Client::new(
            Config::new(sandbox.workspace_id(), sandbox.api_key()).base_url(sandbox.url()),
        )?,
        None => Client::from_env()?,
    };
    if sandbox.is_some() {
        println!("DUST_API_KEY is not set, so this asks the sandbox.");
    }

    let argument = |number| env::args().nth(number);
    let table: AnalyticsTable = argument(1).as_deref().unwrap_or("messages").parse()?;
    let start = argument(2).unwrap_or_else(|| "2026-05-01".to_owned());
    let end = argument(3).unwrap_or_else(|| "2026-05-31".to_owned());

    let export = dust.workspace().analytics(table, start, end).csv().await?;
    // The name is a suggestion without a path; where it goes is decided here.
    let name = export.file_name().unwrap_or("analytics.csv");
    let path = argument(4).map_or_else(|| env::temp_dir().join(name), PathBuf::from);

    let bar = ProgressBar::new_spinner().with_style(ProgressStyle::with_template(
        "{wide_bar} {bytes} of {total_bytes}, {bytes_per_sec}",
    )?);
    let shown = bar.clone();
    let saved = export
        .save_to(&path)
        .on_progress(move |done, total| {
            shown.set_length(total.unwrap_or(done));
            shown.set_position(done);
        })
        .await?;
    bar.finish();
    println!("{saved} bytes are in {}", path.display());

    let rows: Vec<BTreeMap<String, String>> = rows_from_csv(std::fs::read(&path)?)?;
    println!("{} rows, of which the first are:", rows.len());
    for row in rows.iter().take(3) {
        println!("  {row:?}");
    }
    Ok(())
}
