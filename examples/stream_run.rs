//! Runs an app and prints what its models write, as they write it: `cargo run --example stream_run`.
//!
//! With `DUST_API_KEY`, `DUST_WORKSPACE_ID`, `DUST_SPACE_ID` and `DUST_APP_ID` set it runs that app on Dust, which costs what a
//! run costs. Without a key it runs an app of the sandbox in this process. The question may be given as an argument.

use std::env;
use std::error::Error;
use std::io::{Write, stdout};
use std::time::Duration;

use dust_sandbox::Sandbox;
use dust_sdk::types::RunRequest;
use dust_sdk::{Client, Config};
use serde_json::{Map, json};

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    // Kept, because dropping it ends it.
    let sandbox = match env::var("DUST_API_KEY") {
        Ok(_) => None,
        Err(_) => Some(start_sandbox().await?),
    };
    let (dust, space, app) = match &sandbox {
        Some(sandbox) => (
            Client::new(
                Config::new(sandbox.workspace_id(), sandbox.api_key()).base_url(sandbox.url()),
            )?,
            sandbox.space_id().to_owned(),
            sandbox.app_id().to_owned(),
        ),
        None => (
            Client::from_env()?,
            env::var("DUST_SPACE_ID")?,
            env::var("DUST_APP_ID")?,
        ),
    };

    let question = env::args().nth(1);
    let question = question.as_deref().unwrap_or("How much is the Pro plan?");
    let request = RunRequest::new("latest", Map::new(), [json!({"question": question})]);

    let mut text = dust
        .space(space)
        .app(app)
        .run(&request)
        .stream()
        .await?
        .text();
    let mut writes = String::new();
    while let Some(part) = text.next().await {
        let part = part?;
        if writes != part.block_name {
            println!("\n{}:", part.block_name);
            writes.clone_from(&part.block_name);
        }
        print!("{part}");
        stdout().flush()?;
    }

    // The stream is through; the run itself says what came of it.
    let run = text.finish().await?;
    println!("\n\nrun {} {}", &run.run_id, run.status());
    for (block, error) in run.errors() {
        println!("{block} failed: {error}");
    }
    Ok(())
}

/// A sandbox whose models write as slowly as others do.
async fn start_sandbox() -> dust_sandbox::Result<Sandbox> {
    println!("DUST_API_KEY is not set, so this runs an app of the sandbox.");
    let pause = Duration::from_millis(80);
    Sandbox::builder().event_delay(pause).start().await
}
