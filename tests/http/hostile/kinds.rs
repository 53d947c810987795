//! One call of every kind.

use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use dust_sdk::types::{
    AgentMention, AnalyticsTable, MessageContext, NewConversation, NewMessage, RunRequest,
    UsageMetricsRow,
};
use dust_sdk::{Client, Error, Export, File, Method, Result};
use futures_util::{Stream, StreamExt};
use serde_json::{Map, json};

/// The workspace whose first request is answered as it should be.
pub(super) const PRELUDE: &str = "prelude";

/// How long what has a deadline of its own may take.
const A_WHILE: Duration = Duration::from_secs(4);

/// No stream of errors is read beyond this many.
const MOST_ERRORS: usize = 20;

type Errors = Pin<Box<dyn Future<Output = Vec<Error>> + Send>>;

/// A kind of call.
#[derive(Clone, Copy)]
pub(super) struct Kind {
    pub(super) name: &'static str,
    pub(super) workspace: &'static str,
    /// It tries again after failures that pass, up to a deadline of its own.
    pub(super) reconnects: bool,
    /// Its answer is read to the end before anything is given out.
    pub(super) is_read_whole: bool,
    pub(super) call: fn(Client) -> Errors,
}

fn kind(name: &'static str, call: fn(Client) -> Errors) -> Kind {
    Kind {
        name,
        workspace: "w1",
        reconnects: false,
        is_read_whole: false,
        call,
    }
}

fn whole(name: &'static str, call: fn(Client) -> Errors) -> Kind {
    Kind {
        is_read_whole: true,
        ..kind(name, call)
    }
}

fn stream(name: &'static str, call: fn(Client) -> Errors) -> Kind {
    Kind {
        reconnects: true,
        ..kind(name, call)
    }
}

fn of<T>(result: Result<T>) -> Vec<Error> {
    result.err().into_iter().collect()
}

async fn items<T>(stream: impl Stream<Item = Result<T>>) -> Vec<Error> {
    let errors = stream.filter_map(|item| async { item.err() });
    errors.take(MOST_ERRORS).collect().await
}

async fn export(dust: &Client) -> Result<Export> {
    let (start, end) = ("2026-10-01", "2026-10-02");
    let table = AnalyticsTable::UsageMetrics;
    dust.workspace().analytics(table, start, end).csv().await
}

fn conversation() -> NewConversation {
    let context = MessageContext::new("ada", "UTC");
    let message = NewMessage::new("hello", [AgentMention::new("dust")], context);
    NewConversation::default().message(message)
}

fn request() -> RunRequest {
    RunRequest::new("latest", Map::new(), [json!({"question": "How much?"})])
}

fn file() -> File {
    File::new("a.txt", "text/plain", "hello")
}

fn target() -> std::path::PathBuf {
    std::env::temp_dir().join(format!("dust-sdk-hostile-{}.csv", std::process::id()))
}

fn plain() -> Vec<Kind> {
    vec![
        whole("safe", |dust| {
            Box::pin(async move { of(dust.agents().list().await) })
        }),
        whole("idempotent", |dust| {
            Box::pin(async move { of(dust.agent("a").archive().await) })
        }),
        whole("unsafe", |dust| {
            Box::pin(async move { of(dust.conversations().create(&conversation()).await) })
        }),
        whole("run started", |dust| {
            Box::pin(async move { of(dust.space("s").app("a").run(&request()).start().await) })
        }),
        whole("request", |dust| {
            Box::pin(async move {
                let request = dust.request(Method::POST, "spaces").json(&json!({"a": 1}));
                of(request.decode::<Vec<UsageMetricsRow>>().await)
            })
        }),
        whole("definition", |dust| {
            Box::pin(async move {
                let exported = dust.agent("a").export_yaml().await;
                #[cfg(feature = "yaml")]
                let exported = exported.and_then(|yaml| yaml.parse());
                of(exported)
            })
        }),
        whole("rows of JSON", |dust| {
            Box::pin(async move {
                let workspace = dust.workspace();
                let rows = workspace.analytics_rows::<dust_sdk::analytics::UsageMetrics>(
                    "2026-10-01",
                    "2026-10-02",
                );
                of(rows.await)
            })
        }),
        whole("run through", |dust| {
            Box::pin(async move { of(dust.space("s").app("a").run(&request()).await) })
        }),
    ]
}

fn streams() -> Vec<Kind> {
    vec![
        stream("answer", |dust| {
            Box::pin(async move {
                let answer = dust
                    .conversation("c1")
                    .message("m1")
                    .answer()
                    .stream()
                    .await
                    .unwrap();
                items(answer.deadline(A_WHILE)).await
            })
        }),
        stream("answer to its end", |dust| {
            Box::pin(async move {
                let answer = dust
                    .conversation("c1")
                    .message("m1")
                    .answer()
                    .stream()
                    .await
                    .unwrap();
                of(answer.deadline(A_WHILE).finish().await)
            })
        }),
        stream("conversation", |dust| {
            Box::pin(async move {
                // It has no end of its own.
                let events = dust.conversation("c1").events().unwrap();
                items(events.take_until(tokio::time::sleep(Duration::from_secs(9)))).await
            })
        }),
        whole("question", |dust| {
            Box::pin(async move {
                let ask = dust.agent("a").ask("hello").max_retries(0);
                of(ask.deadline(A_WHILE).await)
            })
        }),
        whole("question in a conversation", |dust| {
            Box::pin(async move {
                let ask = dust
                    .agent("a")
                    .ask("hello")
                    .conversation("c1")
                    .max_retries(0);
                of(ask.deadline(A_WHILE).stream().await)
            })
        }),
        whole("messages", |dust| {
            Box::pin(async move { items(dust.conversation("c1").messages()).await })
        }),
        whole("run stream", |dust| {
            Box::pin(async move {
                match dust.space("s").app("a").run(&request()).stream().await {
                    Ok(events) => items(events).await,
                    Err(error) => vec![error],
                }
            })
        }),
        stream("run waited for", |dust| {
            Box::pin(async move {
                let wait = dust.space("s").app("a").run_by_id("r1").wait();
                of(wait.deadline(A_WHILE).await)
            })
        }),
    ]
}

fn transfers() -> Vec<Kind> {
    let mut kinds = vec![
        kind("export", |dust| {
            Box::pin(async move {
                match export(&dust).await {
                    Ok(export) => items(export).await,
                    Err(error) => vec![error],
                }
            })
        }),
        kind("download", |dust| {
            Box::pin(async move {
                match export(&dust).await {
                    Ok(export) => {
                        let saved = export.save_to(target()).await;
                        let _ = std::fs::remove_file(target());
                        of(saved)
                    }
                    Err(error) => vec![error],
                }
            })
        }),
        kind("text", |dust| {
            Box::pin(async move {
                match export(&dust).await {
                    Ok(export) => of(export.text(1 << 24).await),
                    Err(error) => vec![error],
                }
            })
        }),
        whole("announced upload", |dust| {
            Box::pin(async move { of(dust.files().upload(file()).await) })
        }),
        Kind {
            workspace: PRELUDE,
            ..whole("upload", |dust| {
                Box::pin(async move { of(dust.files().upload(file()).await) })
            })
        },
    ];
    #[cfg(feature = "csv")]
    kinds.push(kind("rows of CSV", |dust| {
        Box::pin(async move {
            match export(&dust).await {
                Ok(export) => items(export.rows::<UsageMetricsRow>()).await,
                Err(error) => vec![error],
            }
        })
    }));
    kinds
}

pub(super) fn all() -> Vec<Kind> {
    let mut kinds = plain();
    kinds.extend(streams());
    kinds.extend(transfers());
    kinds
}

/// What is made of an answer that quotes the key in its headers, as `Debug` shows it, and the file name.
pub(super) async fn printed_values(dust: &Client) -> Vec<String> {
    let exported = export(dust).await.unwrap();
    let name = exported.file_name().unwrap_or_default().to_owned();
    let yaml = dust.agent("a").export_yaml().await.unwrap();
    let yaml_name = yaml.file_name().unwrap_or_default().to_owned();
    let mut printed = vec![
        name,
        yaml_name,
        format!("{exported:?} {exported:#?}"),
        format!("{yaml:?}"),
    ];
    #[cfg(feature = "csv")]
    printed.push(format!("{:?}", exported.rows::<UsageMetricsRow>()));
    printed
}
