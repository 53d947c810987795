//! The property: an answer of any number of events, cut after any of them in any way, arrives whole, once and in order.
//! What turns it red is at the head of `cuts`.
//!
//! Cases run side by side, because each waits most of its time: for a silence to count as one, or for a back-off.

use std::time::Duration;

use dust_sandbox::{Sandbox, SandboxAnswer, SandboxTool, StreamCut};
use dust_sdk::AnswerEvent;
use futures_util::{StreamExt, stream};
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::json;

use super::cuts::{WAYS, receive};
use crate::sandbox::{http, member_with};

/// Batches, and cases in each.
const BATCHES: u32 = 4;
const BATCH: usize = 40;

/// One thing that the agent does.
#[derive(Clone, Debug)]
enum AgentAction {
    Text(String),
    Thought(String),
    Tool { notifications: usize },
    ToolError,
    Unknown(u32),
    NextStep,
}

#[derive(Clone, Debug)]
struct Case {
    actions: Vec<AgentAction>,
    /// Where, as a share of all places, and how.
    cuts: Vec<(f64, StreamCut)>,
    /// Between events: the client is connected while they are written, or connects afterwards.
    delay: u64,
    piece: usize,
    handshake: bool,
    leaks: bool,
}

impl Case {
    fn script(&self) -> SandboxAnswer {
        self.actions
            .iter()
            .fold(SandboxAnswer::new(), |answer, action| match action {
                AgentAction::Text(text) => answer.tokens([text]),
                AgentAction::Thought(text) => answer.thinks(text),
                AgentAction::Tool { notifications } => {
                    let tool = SandboxTool::new("search").param("q", "é").output("x");
                    let number = *notifications as u64;
                    answer.tool((0..number).fold(tool, |tool, at| tool.notifies(at, number, "on")))
                }
                AgentAction::ToolError => answer.tool_error("slow", "The tool was slow."),
                AgentAction::Unknown(number) => answer
                    .event(json!({ "type": "agent_dreams", "number": number, "eventId": "9-9" })),
                AgentAction::NextStep => answer.step(),
            })
    }

    /// What a user is to see, in short.
    fn expected(&self) -> Vec<String> {
        let mut seen = Vec::new();
        for action in &self.actions {
            match action {
                AgentAction::Text(text) => seen.push(format!("text {text}")),
                AgentAction::Thought(text) => {
                    let words = text.split_inclusive(char::is_whitespace);
                    seen.extend(words.map(|word| format!("thought {word}")));
                }
                AgentAction::Tool { notifications } => {
                    seen.extend(["started".to_owned(), "params".to_owned()]);
                    seen.extend((0..*notifications).map(|at| format!("progress {at}")));
                    seen.push("finished".to_owned());
                }
                AgentAction::ToolError => seen.push("error slow".to_owned()),
                AgentAction::Unknown(number) => seen.push(format!("agent_dreams {number}")),
                AgentAction::NextStep => {}
            }
        }
        seen
    }

    /// The text of the last step.
    fn text(&self) -> String {
        let last = self
            .actions
            .rsplit(|action| matches!(action, AgentAction::NextStep))
            .next();
        let texts = last
            .unwrap_or_default()
            .iter()
            .filter_map(|action| match action {
                AgentAction::Text(text) => Some(text.as_str()),
                _ => None,
            });
        texts.collect()
    }

    /// Each place is cut at most twice: after three empty connections a finished message is read, and not received. Nor does a
    /// token expire twice there, because one that was renewed and is refused is no good.
    fn places(&self, events: usize) -> Vec<(usize, StreamCut)> {
        let mut places: Vec<(usize, StreamCut)> = Vec::new();
        for (share, by) in &self.cuts {
            let place = ((events as f64) * share) as usize;
            let mut here = places.iter().filter(|(known, _)| *known == place);
            let again = here.next().is_some_and(|(_, known)| {
                (*known, *by) == (StreamCut::ExpiredToken, StreamCut::ExpiredToken)
            });
            if !again && here.next().is_none() {
                places.push((place, *by));
            }
        }
        places
    }

    /// Runs the case; says what is wrong with it.
    async fn run(&self, http: &reqwest::Client) -> Result<(), String> {
        let script = self.script();
        let places = self.places(script.event_count());
        let script = places
            .iter()
            .fold(script, |script, (after, by)| script.cut(*after, *by));
        let mut builder = Sandbox::builder()
            .agent("poet")
            .answers(script)
            .event_delay(Duration::from_millis(self.delay))
            .piece_size(self.piece);
        if !self.handshake {
            builder = builder.without_handshake();
        }
        if self.leaks {
            builder = builder.leaks_end_of_stream();
        }
        let sandbox = builder.start().await.unwrap();
        let received = receive(&sandbox, &member_with(&sandbox, http)).await;
        let short: Vec<String> = received.events.iter().map(in_short).collect();
        let wrong = |what: &str| Err(format!("{what}: {short:?}, cut at {places:?}, {self:?}"));
        if short != self.expected() {
            return wrong("other events than the agent's");
        }
        if received.events != received.uncut {
            return wrong("other values than without cuts");
        }
        if received.text != self.text() || received.text != received.content {
            return wrong("another text");
        }
        match (received.posts, received.connections) {
            (1, made) if made > places.len() => Ok(()),
            (1, made) => wrong(&format!(
                "only {made} connections, so not all cuts were met"
            )),
            (posts, _) => wrong(&format!("{posts} posts")),
        }
    }
}

fn in_short(event: &AnswerEvent) -> String {
    match event {
        AnswerEvent::Text(text) => format!("text {text}"),
        AnswerEvent::Thought(text) => format!("thought {text}"),
        AnswerEvent::ToolStarted(_) => "started".to_owned(),
        AnswerEvent::ToolParams(_) => "params".to_owned(),
        AnswerEvent::ToolProgress(event) => {
            let progress = event.notification.as_ref().and_then(|at| at.progress);
            format!("progress {}", progress.unwrap_or(-1.0))
        }
        AnswerEvent::ToolFinished(_) => "finished".to_owned(),
        AnswerEvent::ToolError(event) => {
            let error = event.error.clone().unwrap_or_default();
            format!("error {}", error.code.unwrap_or_default())
        }
        AnswerEvent::Unknown { kind, data, .. } => format!("{kind} {}", data["number"]),
        other => format!("{other:?}"),
    }
}

fn action() -> impl Strategy<Value = AgentAction> {
    prop_oneof![
        4 => "[a-zé👍 \n]{1,6}".prop_map(AgentAction::Text),
        1 => "[a-z]{1,4}( [a-z]{1,4})?".prop_map(AgentAction::Thought),
        1 => (0_usize..3).prop_map(|notifications| AgentAction::Tool { notifications }),
        1 => Just(AgentAction::ToolError),
        1 => any::<u32>().prop_map(AgentAction::Unknown),
        1 => Just(AgentAction::NextStep),
    ]
}

fn case() -> impl Strategy<Value = Case> {
    let ways: Vec<StreamCut> = WAYS.iter().map(|(by, _)| *by).collect();
    let cuts = prop::collection::vec((0.0_f64..1.0, select(ways)), 0..9);
    let actions = prop::collection::vec(action(), 1..=12);
    let pace = (
        select(vec![0_u64, 0, 3]),
        select(vec![1_usize, 7, 97, 4096]),
    );
    (actions, cuts, pace, any::<bool>(), any::<bool>()).prop_map(
        |(actions, cuts, (delay, piece), handshake, leaks)| Case {
            actions,
            cuts,
            delay,
            piece,
            handshake,
            leaks,
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: BATCHES,
        max_shrink_time: 20_000,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]
    #[test]
    fn cuts_lose_nothing_and_repeat_nothing(cases in prop::collection::vec(case(), BATCH)) {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(2)
            .enable_all()
            .build()
            .unwrap();
        let results: Vec<Result<(), String>> = runtime.block_on(async {
            let http = http();
            let runs = cases.iter().map(|case| Box::pin(case.run(&http)));
            stream::iter(runs).buffer_unordered(BATCH).collect().await
        });
        let wrong: Vec<String> = results.into_iter().filter_map(Result::err).collect();
        prop_assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }
}
