//! Calls that are answered with JSON: one agent, and a list of them.

use std::hint::black_box;

use dust_sdk::Client;
use futures_util::future::try_join_all;

use crate::floor::{Envelope, List};
use crate::{BenchResult, cases};

/// Agents in a list; the server knows it by this name.
pub const LISTED: usize = 1000;

const AGENTS: &str = "api/v1/w/w1/assistant/agent_configurations";

/// Reads `count` times one agent, with `at_once` calls under way.
pub async fn small(address: &str, count: u64, at_once: u64) -> BenchResult {
    let client = cases::client(address)?;
    let one_after_another = |_| small_in_turn(&client, count / at_once);
    try_join_all((0..at_once).map(one_after_another)).await?;
    Ok(())
}

async fn small_in_turn(client: &Client, count: u64) -> BenchResult {
    for _ in 0..count {
        black_box(client.agent("q7LxT2mRzK").get().await?.name);
    }
    Ok(())
}

/// The same with bare `reqwest`.
pub async fn small_floor(address: &str, count: u64, at_once: u64) -> BenchResult {
    let client = reqwest::Client::new();
    let one_after_another = |_| small_floor_in_turn(&client, address, count / at_once);
    try_join_all((0..at_once).map(one_after_another)).await?;
    Ok(())
}

async fn small_floor_in_turn(client: &reqwest::Client, address: &str, count: u64) -> BenchResult {
    for _ in 0..count {
        let agent: Envelope = client
            .get(format!("http://{address}/{AGENTS}/q7LxT2mRzK"))
            .bearer_auth("sk-test")
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?;
        black_box(agent.agent.name);
    }
    Ok(())
}

/// Reads `count` times a list.
pub async fn list(address: &str, count: u64) -> BenchResult {
    let client = cases::client(address)?;
    for _ in 0..count {
        let agents = client.agents().list().await?;
        cases::expect(LISTED as u64, agents.len() as u64)?;
        black_box(agents);
    }
    Ok(())
}

/// The same with bare `reqwest`.
pub async fn list_floor(address: &str, count: u64) -> BenchResult {
    let client = reqwest::Client::new();
    for _ in 0..count {
        let list: List = client
            .get(format!("http://{address}/{AGENTS}"))
            .bearer_auth("sk-test")
            .send()
            .await?
            .error_for_status()?
            .json()
            .await?;
        cases::expect(LISTED as u64, list.agents.len() as u64)?;
        black_box(list.agents.first().map(|agent| &agent.s_id));
    }
    Ok(())
}
