//! What one sandbox remembers.

use std::collections::{HashMap, VecDeque};
use std::time::Instant;

use serde_json::Value;

use super::agent::SandboxAgent;
use super::auth::Credential;
use super::runs::Run;
use super::space::SandboxSpace;
use super::talk::Talks;

/// The whole of a workspace.
pub(super) struct State {
    pub(super) workspace_id: String,
    pub(super) credentials: Vec<Credential>,
    pub(super) api_access: bool,
    pub(super) usage_access: bool,
    /// Answers in the forms that older servers use.
    pub(super) older: bool,
    /// E-mail addresses of the members.
    pub(super) members: Vec<String>,
    /// Names that a toolset item may give as its `mcp_server_name`.
    pub(super) tool_servers: Vec<String>,
    pub(super) agents: Vec<SandboxAgent>,
    pub(super) spaces: Vec<SandboxSpace>,
    pub(super) runs: HashMap<String, Run>,
    pub(super) runs_per_day: usize,
    pub(super) exports_per_minute: usize,
    /// When the analytics exports of the last minute came.
    pub(super) exports: VecDeque<Instant>,
    /// Rows in place of the made-up ones, by table.
    pub(super) analytics_rows: HashMap<String, Vec<Value>>,
    pub(super) usage_rows: HashMap<String, Vec<Value>>,
    pub(super) talks: Talks,
    pub(super) ids: Ids,
}

/// Makes identifiers: each sandbox counts for itself, so that the same program sees the same ids.
#[derive(Debug, Default)]
pub(super) struct Ids(u64);

impl Ids {
    /// A numeric id; larger than 32 bits can hold, as the real ones may be.
    pub(super) fn number(&mut self) -> i64 {
        self.0 += 1;
        5_000_000_000 + i64::try_from(self.0).unwrap_or(0)
    }

    /// Ten letters and digits.
    pub(super) fn short(&mut self) -> String {
        const ALPHABET: &[u8; 62] =
            b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        let mut rest = self.next();
        let letters = (0..10).map(|_| {
            let letter = ALPHABET[(rest % 62) as usize];
            rest /= 62;
            char::from(letter)
        });
        letters.collect()
    }

    /// 64 hexadecimal digits, as runs have.
    pub(super) fn long(&mut self) -> String {
        let parts: Vec<String> = (0..4).map(|_| format!("{:016x}", self.next())).collect();
        parts.concat()
    }

    /// The next number of a well-mixed sequence (splitmix64).
    fn next(&mut self) -> u64 {
        self.0 += 1;
        mixed(self.0)
    }
}

/// A well-mixed number for each number.
pub(super) fn mixed(seed: u64) -> u64 {
    let mut mix = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    mix = (mix ^ (mix >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    mix = (mix ^ (mix >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mix ^ (mix >> 31)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn never_repeats_an_id() {
        let mut ids = Ids::default();
        let made: std::collections::HashSet<_> = (0..1000).map(|_| ids.short()).collect();
        assert_eq!(made.len(), 1000);
        assert_eq!(ids.long().len(), 64);
    }
}
