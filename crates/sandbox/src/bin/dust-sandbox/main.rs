//! `dust-sandbox`: serves a sandbox until Ctrl-C or SIGTERM.
//!
//! The settings of a client go to standard output as lines for a shell; the requests and everything else go to standard error.

mod arguments;
mod log;

use std::error::Error;
use std::future::Future;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;
use dust_sandbox::{ReceivedRequest, Sandbox};

use crate::arguments::Arguments;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match serve(Arguments::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

async fn serve(arguments: Arguments) -> Result<(), Box<dyn Error>> {
    // From here on, a signal ends the sandbox in order.
    let stopped = stop_signal()?;
    let log = log::printer(arguments.log);
    let mut builder = Sandbox::builder()
        .host(arguments.host)
        .port(arguments.port)
        .on_request(move |request: &ReceivedRequest| log(request));
    if let Some(file) = &arguments.seed {
        builder = builder.seed_file(file)?;
    }
    let sandbox = builder.start().await?;
    for rule in arguments.faults {
        match rule.path {
            Some(path) => {
                sandbox.fail_when(move |request| request.path().contains(&path), rule.fault);
            }
            None => sandbox.fail_next(rule.fault),
        }
    }
    if !arguments.host.is_loopback() {
        eprintln!(
            "warning: the sandbox listens on {}: everyone who reaches this machine can use it, and its keys are no secret",
            arguments.host
        );
    }
    announce(&sandbox)?;
    eprintln!(
        "The sandbox is listening on {}; Ctrl-C stops it.",
        sandbox.url()
    );
    stopped.await?;
    eprintln!("The sandbox has stopped.");
    Ok(())
}

/// What a client needs, as lines for a shell.
fn announce(sandbox: &Sandbox) -> io::Result<()> {
    let mut out = io::stdout().lock();
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

/// Listens for Ctrl-C and SIGTERM at once, and is done when one comes.
#[cfg(unix)]
fn stop_signal() -> io::Result<impl Future<Output = io::Result<()>>> {
    use tokio::signal::unix::{SignalKind, signal};

    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    Ok(async move {
        tokio::select! {
            _ = interrupt.recv() => {}
            _ = terminate.recv() => {}
        }
        Ok(())
    })
}

/// Is done when Ctrl-C comes.
#[cfg(not(unix))]
fn stop_signal() -> io::Result<impl Future<Output = io::Result<()>>> {
    Ok(tokio::signal::ctrl_c())
}
