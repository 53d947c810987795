//! Writes a folder of Markdown into a data source: `cargo run --example ingest_folder -- docs`.
//!
//! With `DUST_API_KEY`, `DUST_WORKSPACE_ID`, `DUST_SPACE_ID` and `DUST_DATA_SOURCE_ID` set it writes to Dust. Without, it writes
//! to the sandbox in this process, twice, to show that the second run has nothing to send. After Ctrl-C, run it again: it sends
//! only what is missing or has changed.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use dust_sandbox::Sandbox;
use dust_sdk::data_sources::DataSourceHandle;
use dust_sdk::documents::UpsertResult;
use dust_sdk::types::{Document, UpsertDocument};
use dust_sdk::{Client, Config};
use futures_util::stream;
use indicatif::{ProgressBar, ProgressStyle};

type Result<T = ()> = std::result::Result<T, Box<dyn Error>>;

/// Texts that are longer, in UTF-16 units, are written in parts.
const LARGEST_TEXT: usize = 1_000_000;

#[tokio::main]
async fn main() -> Result {
    let folder = env::args().nth(1).unwrap_or_else(|| "docs".to_owned());
    let folder = PathBuf::from(folder);
    let mut files = Vec::new();
    find(&folder, &mut files)?;
    match target()? {
        Some(target) => ingest(&target, &folder, &files).await,
        None => {
            println!("DUST_API_KEY is not set, so this writes to the sandbox in this process.");
            let sandbox = Sandbox::start().await?;
            let config = Config::new(sandbox.workspace_id(), sandbox.api_key());
            let dust = Client::new(config.base_url(sandbox.url()))?;
            let space = dust.space(sandbox.space_id());
            let target = space.data_source(sandbox.data_source_id());
            ingest(&target, &folder, &files).await?;
            println!("Once more:");
            ingest(&target, &folder, &files).await
        }
    }
}

/// The data source that the environment names, if there is a key.
fn target() -> Result<Option<DataSourceHandle>> {
    if env::var_os("DUST_API_KEY").is_none() {
        return Ok(None);
    }
    let variable = |name| env::var(name).map_err(|_| format!("{name} is not set"));
    let space = Client::from_env()?.space(variable("DUST_SPACE_ID")?);
    Ok(Some(space.data_source(variable("DUST_DATA_SOURCE_ID")?)))
}

/// Finds the Markdown files of a folder, in order.
fn find(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    let entries = fs::read_dir(folder)?.collect::<io::Result<Vec<_>>>()?;
    let mut paths: Vec<PathBuf> = entries.iter().map(fs::DirEntry::path).collect();
    paths.sort();
    for path in paths {
        if path.is_dir() {
            find(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "md") {
            files.push(path);
        }
    }
    Ok(())
}

async fn ingest(target: &DataSourceHandle, folder: &Path, files: &[PathBuf]) -> Result {
    // Files are read one by one, as they are sent.
    let documents = stream::iter(files.iter().map(|file| read(folder, file)));
    let upserts = target.documents().upsert_all(documents);
    let mut upserts = upserts.skip_unchanged().split_over(LARGEST_TEXT);
    let bar = ProgressBar::new(files.len() as u64);
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}")?);
    loop {
        let outcome = tokio::select! {
            outcome = upserts.next() => outcome,
            _ = tokio::signal::ctrl_c() => {
                bar.abandon_with_message("stopped; run it again to go on");
                return Ok(());
            }
        };
        let Some(outcome) = outcome else { break };
        if let UpsertResult::Failed(error) = outcome.result {
            bar.suspend(|| eprintln!("{}: {error}", outcome.id));
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    let done = upserts.summary();
    println!(
        "{} sent, {} unchanged, {} failed",
        done.sent, done.unchanged, done.failed
    );
    if let Some(reason) = upserts.stop_reason() {
        let left = upserts.not_sent().len();
        return Err(format!("stopped: {reason:?}; {left} were read and not sent").into());
    }
    Ok(())
}

/// A file as a document, whose id is its path within the folder.
fn read(folder: &Path, file: &Path) -> io::Result<(String, UpsertDocument)> {
    let text = fs::read_to_string(file)?;
    let id = file
        .strip_prefix(folder)
        .unwrap_or(file)
        .to_string_lossy()
        .into_owned();
    let heading = text.lines().find_map(|line| line.strip_prefix("# "));
    let title = heading.unwrap_or(&id).to_owned();
    // The server keeps the time of writing otherwise, which is another one in each run.
    let document = Document::text(text).title(title).mime_type("text/markdown");
    Ok((id, document))
}
