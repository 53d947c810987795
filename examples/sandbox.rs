//! Serves a sandbox until Ctrl-C: `cargo xtask sandbox [--port N] [--fault FAULT[@PATH]]…`.
//!
//! The settings of a client go to standard output as lines for a shell, the requests to standard error.

use std::error::Error;
use std::io::{IsTerminal, Write};
use std::process::ExitCode;
use std::time::Duration;

use dust_sandbox::{
    Fault, ReceivedRequest, Sandbox, SandboxAnswer, SandboxBuilder, SandboxQuestion, SandboxTool,
};

#[derive(Default)]
struct Options {
    port: u16,
    /// Each with a part of the path that it is for; without one it meets the next request.
    faults: Vec<(Fault, Option<String>)>,
}

#[tokio::main]
async fn main() -> ExitCode {
    match serve().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve() -> Result<(), Box<dyn Error>> {
    let options = parse(std::env::args().skip(1))?;
    let colour = std::io::stderr().is_terminal();
    let sandbox = talkers(Sandbox::builder())
        .port(options.port)
        .on_request(move |request| eprintln!("{}", line(request, colour)))
        .start()
        .await?;
    for (fault, path) in options.faults {
        match path {
            Some(path) => sandbox.fail_when(move |request| request.path().contains(&path), fault),
            None => sandbox.fail_next(fault),
        }
    }
    announce(&sandbox)?;
    eprintln!(
        "The sandbox is listening on {}; Ctrl-C ends it.",
        sandbox.url()
    );
    tokio::signal::ctrl_c().await?;
    eprintln!("The sandbox ends.");
    Ok(())
}

/// Agents to talk to, besides `dust` that says what it was told: one that is slow enough to be stopped, and one that asks.
fn talkers(builder: SandboxBuilder) -> SandboxBuilder {
    let poem = "Roses are red,\nviolets are blue,\nthis agent is slow,\nso stop it, please do.";
    let lines = poem.split_inclusive('\n').cycle().take(400);
    let slowly = lines.fold(SandboxAnswer::new(), |answer, line| {
        answer.text(line).pause(Duration::from_millis(250))
    });
    let file = SandboxTool::new("file_report")
        .param("title", "Prices")
        .labels("Filing the report", "Filed the report")
        .notifies(1, 2, "Looking for the drawer")
        .generates("fil_report", "report.csv", "text/csv")
        .needs_approval()
        .output("Filed as number 12.");
    let year = SandboxQuestion::new("Which year?")
        .option("2025", None)
        .option("2026", Some("This one"));
    let clerk = SandboxAnswer::new()
        .thinks("A report is to be filed.")
        .text("One moment. ")
        .asks(year)
        .step()
        .tool(file)
        .tool_error("slow_drawer", "The drawer was slow.")
        .step()
        .text("The report is filed.");
    builder
        .agent("poet")
        .answers(slowly)
        .agent("clerk")
        .answers(clerk)
}

/// What a client needs, as lines for a shell.
fn announce(sandbox: &Sandbox) -> std::io::Result<()> {
    let mut out = std::io::stdout().lock();
    for (name, value) in [
        ("DUST_BASE_URL", sandbox.url()),
        ("DUST_WORKSPACE_ID", sandbox.workspace_id()),
        ("DUST_API_KEY", sandbox.api_key()),
        ("DUST_SPACE_ID", sandbox.space_id()),
        ("DUST_APP_ID", sandbox.app_id()),
    ] {
        writeln!(out, "export {name}={value}")?;
    }
    out.flush()
}

fn parse(mut words: impl Iterator<Item = String>) -> Result<Options, Box<dyn Error>> {
    let mut options = Options::default();
    while let Some(word) = words.next() {
        let (name, value) = match word.split_once('=') {
            Some((name, value)) => (name.to_owned(), Some(value.to_owned())),
            None => (word, words.next()),
        };
        let value = value.ok_or_else(|| format!("{name} needs a value"))?;
        match name.as_str() {
            "--port" => options.port = value.parse().map_err(|_| format!("{value} is no port"))?,
            "--fault" => options.faults.push(fault(&value)?),
            _ => {
                return Err(format!(
                    "{name} is not understood; there are --port N and --fault FAULT[@PATH]"
                )
                .into());
            }
        }
    }
    Ok(options)
}

fn fault(text: &str) -> Result<(Fault, Option<String>), Box<dyn Error>> {
    let (fault, path) = match text.split_once('@') {
        Some((fault, path)) => (fault, Some(path.to_owned())),
        None => (text, None),
    };
    Ok((fault.parse()?, path))
}

/// `200 GET /api/v1/w/…`, the status coloured on a terminal.
fn line(request: &ReceivedRequest, colour: bool) -> String {
    let status = request.status();
    let shown = status.map_or_else(|| "---".to_owned(), |status| status.to_string());
    let shown = match (colour, status) {
        (false, _) => shown,
        (true, Some(200..=299)) => format!("\x1b[32m{shown}\x1b[0m"),
        (true, _) => format!("\x1b[31m{shown}\x1b[0m"),
    };
    format!("{shown} {:6} {}", request.method(), request.target())
}
