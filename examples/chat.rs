//! A small chat in the terminal: `cargo run --example chat`.
//!
//! With `DUST_API_KEY` and `DUST_WORKSPACE_ID` set it talks to Dust, to the agent that is named on the command line or to
//! `dust`. Without, it talks to a mock server in this process. One line is one message; Ctrl-C stops the agent, and at the
//! prompt the chat, as does the end of the input.

use std::error::Error;
use std::io::{IsTerminal, Write};
use std::sync::Arc;

use dust_sandbox::{Sandbox, SandboxAnswer, SandboxTool};
use dust_sdk::types::{ActionDecision, MessageAction, ToolApprovalEvent};
use dust_sdk::{Answer, AnswerEvent, AnswerStream, Approvals, Client, Config};
use tokio::sync::Mutex;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// What the person types, for messages and for decisions.
type Input = Arc<Mutex<UnboundedReceiver<String>>>;

#[tokio::main]
async fn main() -> Result<()> {
    let (dust, _sandbox) = connect().await?;
    let agent = std::env::args().nth(1).unwrap_or_else(|| "dust".to_owned());
    let input = lines();
    let mut last: Option<Answer> = None;
    while let Some(line) = read(&input, "> ").await {
        if line.trim().is_empty() {
            continue;
        }
        let ask = match &last {
            Some(answer) => answer.reply(line),
            None => dust.agent(&agent).ask(line),
        };
        let asked = input.clone();
        let approvals = Approvals::ask(move |request| decide(asked.clone(), request));
        match ask.approvals(approvals).stream().await {
            Ok(events) => match show(events).await {
                Ok(answer) => last = Some(answer),
                Err(error) => eprintln!("{error}"),
            },
            Err(error) => eprintln!("{error}"),
        }
    }
    Ok(())
}

/// The lines of the standard input, from a thread that need not be joined at the end.
fn lines() -> Input {
    let (sender, receiver) = unbounded_channel();
    std::thread::spawn(move || {
        for line in std::io::stdin().lines().map_while(std::io::Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    Arc::new(Mutex::new(receiver))
}

/// The client, and the sandbox behind it where there is no key; dropping that ends it.
async fn connect() -> Result<(Client, Option<Sandbox>)> {
    if std::env::var_os("DUST_API_KEY").is_some() {
        return Ok((Client::from_env()?, None));
    }
    println!(
        "DUST_API_KEY is not set: talking to the sandbox. Ask for a poem, or to file something."
    );
    let sandbox = Sandbox::builder()
        .agent("dust")
        .answers_with(|message| match message {
            text if text.contains("file") => SandboxAnswer::new()
                .tool(
                    SandboxTool::new("archive")
                        .labels("Filing", "Filed")
                        .needs_approval()
                        .output("done"),
                )
                .step()
                .text("I have done with it what you decided."),
            text if text.contains("poem") => {
                "Roses are red,\nviolets are blue,\nthis is a sandbox,\nand I am one too.".into()
            }
            text => format!("You said: {text}").as_str().into(),
        })
        .event_delay(std::time::Duration::from_millis(20))
        .start()
        .await?;
    let config = Config::new(sandbox.workspace_id(), sandbox.api_key()).base_url(sandbox.url());
    Ok((Client::new(config)?, Some(sandbox)))
}

async fn read(input: &Input, prompt: &str) -> Option<String> {
    print!("{prompt}");
    std::io::stdout().flush().ok()?;
    let mut input = input.lock().await;
    let line = tokio::select! {
        line = input.recv() => line,
        _ = tokio::signal::ctrl_c() => None,
    };
    match &line {
        Some(line) if !std::io::stdin().is_terminal() => println!("{line}"),
        Some(_) => {}
        None => println!(),
    }
    line
}

/// Prints an answer as it comes. Ctrl-C stops the agent, and what it wrote so far stays.
async fn show(mut events: AnswerStream) -> dust_sdk::Result<Answer> {
    let (mut in_line, mut stopped) = (false, false);
    let failure = loop {
        tokio::select! {
            event = events.next() => match event {
                Some(Ok(event)) => print_event(event, &mut in_line),
                Some(Err(error)) => break Some(error),
                None => break None,
            },
            _ = tokio::signal::ctrl_c() => {
                stopped = true;
                events.cancel().await?;
            }
        }
        std::io::stdout().flush().ok();
    };
    end_line(&mut in_line);
    if stopped {
        println!("[stopped]");
    }
    match failure {
        Some(error) => Err(error),
        None => events.finish().await,
    }
}

fn print_event(event: AnswerEvent, in_line: &mut bool) {
    let note = match event {
        AnswerEvent::Text(text) => {
            print!("{text}");
            *in_line = !text.ends_with('\n') && (*in_line || !text.is_empty());
            return;
        }
        AnswerEvent::ToolParams(event) => format!("[{} …]", label(event.action, false)),
        AnswerEvent::ToolFinished(event) => format!("[{}]", label(event.action, true)),
        AnswerEvent::ToolError(event) => {
            let message = event.error.and_then(|error| error.message);
            format!("[a tool failed: {}]", message.unwrap_or_default())
        }
        // The question itself is asked by `decide`, on a line of its own.
        AnswerEvent::Approval(_) => return end_line(in_line),
        AnswerEvent::SignIn(_) => "[waits for a sign-in to a tool]".to_owned(),
        AnswerEvent::Question(_) => "[waits for an answer to its question]".to_owned(),
        _ => return,
    };
    end_line(in_line);
    println!("{note}");
}

fn end_line(in_line: &mut bool) {
    if std::mem::take(in_line) {
        println!();
    }
}

/// What to show of the use of a tool: its label, or its name where it has none.
fn label(action: Option<MessageAction>, done: bool) -> String {
    let action = action.unwrap_or_default();
    if action.status.as_deref() == Some("denied") {
        return "not allowed".to_owned();
    }
    let labels = action.display_labels.unwrap_or_default();
    let label = if done { labels.done } else { labels.running };
    label.or(action.tool_name).unwrap_or_default()
}

async fn decide(input: Input, request: ToolApprovalEvent) -> ActionDecision {
    let tool = request.metadata.tool_name;
    match read(&input, &format!("May it use {tool}? (y/n) ")).await {
        Some(answer) if answer.trim().starts_with('y') => ActionDecision::Approved,
        _ => ActionDecision::Rejected,
    }
}
