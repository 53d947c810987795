//! The calls that meet the faults.

use std::time::Duration;

use dust_sdk::types::{
    AgentMention, AgentPatch, Fragment, MessageContext, MessageEdit, NewConversation, NewMessage,
    RunRequest,
};
use dust_sdk::{AnalyticsTable, Client, Error, File};
use serde_json::{Map, json};

use super::LARGEST;
use crate::support::{self, Act, Seen};

/// The kinds of calls; all after the exports change something of a conversation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Read,
    Change,
    CreateRun,
    Export,
    Create,
    Post,
    Ask,
    Reply,
    Edit,
    Cancel,
    AddFragment,
    Decide,
    AnswerQuestion,
    Announce,
    Upload,
    Listen,
}

pub(crate) const KINDS: [Kind; 16] = [
    Kind::Read,
    Kind::Change,
    Kind::CreateRun,
    Kind::Export,
    Kind::Create,
    Kind::Post,
    Kind::Ask,
    Kind::Reply,
    Kind::Edit,
    Kind::Cancel,
    Kind::AddFragment,
    Kind::Decide,
    Kind::AnswerQuestion,
    Kind::Announce,
    Kind::Upload,
    Kind::Listen,
];

pub(crate) async fn call(kind: Kind, dust: &Client, limit: Duration) -> Result<(), Error> {
    match kind {
        Kind::Read => drop(dust.agents().list().timeout(limit).await?),
        Kind::Change => {
            let patch = AgentPatch::default();
            drop(dust.agent("a").update(&patch).timeout(limit).await?);
        }
        Kind::CreateRun => {
            let request = RunRequest::new("latest", Map::new(), [json!({})]);
            drop(
                dust.space("s")
                    .app("a")
                    .run(&request)
                    .start()
                    .timeout(limit)
                    .await?,
            );
        }
        Kind::Export => {
            let table = AnalyticsTable::Messages;
            let days = ("2026-01-01", "2026-01-31");
            let export = dust.workspace().analytics(table, days.0, days.1);
            drop(export.timeout(limit).csv().await?.bytes(LARGEST).await?);
        }
        _ => Box::pin(converse(kind, dust, limit)).await?,
    }
    Ok(())
}

async fn converse(kind: Kind, dust: &Client, limit: Duration) -> Result<(), Error> {
    let agent = dust.agent("a");
    let mention = || [AgentMention::new("a")];
    let message = NewMessage::new("?", mention(), MessageContext::new("u", "UTC"));
    match kind {
        Kind::Create => {
            let body = NewConversation::default().message(message);
            drop(dust.conversations().create(&body).timeout(limit).await?);
        }
        Kind::Post => drop(dust.conversation("c").post(&message).timeout(limit).await?),
        Kind::Ask => drop(agent.ask("?").timeout(limit).await?),
        Kind::Reply => drop(agent.ask("?").conversation("c").timeout(limit).await?),
        Kind::Edit => {
            let edit = MessageEdit::new("?", mention());
            drop(
                dust.conversation("c")
                    .message("m")
                    .edit(&edit)
                    .timeout(limit)
                    .await?,
            );
        }
        Kind::Cancel => dust.conversation("c").cancel(["m"]).timeout(limit).await?,
        Kind::AddFragment => {
            let fragment = Fragment::text("t", "c");
            drop(
                dust.conversation("c")
                    .add_fragment(&fragment)
                    .timeout(limit)
                    .await?,
            );
        }
        Kind::Decide => {
            dust.conversation("c")
                .message("m")
                .approve("x")
                .timeout(limit)
                .await?
        }
        Kind::AnswerQuestion => {
            let answer = dust
                .conversation("c")
                .message("m")
                .answer_question("x", [0]);
            answer.timeout(limit).await?;
        }
        Kind::Listen => {
            let ask = agent.ask("?").timeout(limit).max_reconnects(2);
            drop(ask.await?);
        }
        _ => drop(
            dust.files()
                .upload(File::new("f", "text/plain", "x"))
                .await?,
        ),
    }
    Ok(())
}

impl Kind {
    /// What goes before that is not met by the fault.
    pub(crate) fn prelude(self, seen: &Seen, url: &str) -> Option<Act> {
        let message = json!({ "type": "agent_message", "sId": "m", "configuration": { "sId": "a", "name": "a" } });
        let answer = match self {
            Self::Upload if seen.target.ends_with("/files") => {
                json!({ "file": { "sId": "f", "uploadUrl": format!("{url}/upload") } })
            }
            Self::Listen if seen.method == "POST" => {
                json!({ "conversation": { "sId": "c", "content": [[message]] } })
            }
            _ => return None,
        };
        Some(Act::Send(support::json("200 OK", &answer)))
    }
}
