//! The command line.

use std::net::{IpAddr, Ipv4Addr};
use std::path::PathBuf;
use std::str::FromStr;

use clap::{Parser, ValueEnum};
use dust_sandbox::{Fault, UnknownFault};

const EXAMPLES: &str = "\
The first five lines of standard output set what a client needs: DUST_BASE_URL, DUST_WORKSPACE_ID, DUST_API_KEY,
DUST_SPACE_ID and DUST_APP_ID. Requests are logged to standard error.

Examples:
  dust-sandbox --port 4141                     serve on http://127.0.0.1:4141
  dust-sandbox --seed world.yaml --log json    with agents and apps of your own
  dust-sandbox --fault rate-limited=2          answer the next request with 429, Retry-After: 2
  dust-sandbox --fault reset@/runs             reset each connection that asks for a path with /runs in it";

/// An unofficial mock server of the Dust API, for tests and trials without an account.
///
/// It keeps agents, apps, runs and conversations in memory and answers as the real server does, until Ctrl-C or SIGTERM.
/// It is not affiliated with Dust.
#[derive(Debug, Parser)]
#[command(name = "dust-sandbox", version, after_help = EXAMPLES)]
pub(crate) struct Arguments {
    /// Port to listen on; 0 picks a free one.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) port: u16,

    /// Address to listen on. Any but a loopback address lets other machines in, with a warning.
    #[arg(long, value_name = "ADDRESS", default_value_t = IpAddr::V4(Ipv4Addr::LOCALHOST))]
    pub(crate) host: IpAddr,

    /// YAML file that describes agents, their answers, spaces and apps.
    #[arg(long, value_name = "FILE")]
    pub(crate) seed: Option<PathBuf>,

    /// Failure for the next request, or for each whose path contains PATH; may be given several times.
    #[arg(long = "fault", value_name = "FAULT[@PATH]", long_help = fault_help())]
    pub(crate) faults: Vec<FaultRule>,

    /// Form of the request log.
    #[arg(long, value_name = "FORM", value_enum, default_value_t = LogForm::Text)]
    pub(crate) log: LogForm,
}

fn fault_help() -> String {
    format!(
        "Failure for the next request, or for each whose path contains PATH; may be given several times.\nFaults: {}",
        Fault::NAMES
    )
}

/// How requests are logged.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum LogForm {
    /// One line a request, for people.
    Text,
    /// One JSON object a line: time, method, target, status (null where no answer was sent).
    Json,
    /// No log.
    None,
}

/// A fault, and the part of the path that it is for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct FaultRule {
    pub(crate) fault: Fault,
    pub(crate) path: Option<String>,
}

impl FromStr for FaultRule {
    type Err = UnknownFault;

    fn from_str(text: &str) -> Result<Self, UnknownFault> {
        let (fault, path) = match text.split_once('@') {
            Some((fault, path)) => (fault, Some(path.to_owned())),
            None => (text, None),
        };
        Ok(Self {
            fault: fault.parse()?,
            path,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_command_line_is_well_formed() {
        Arguments::command().debug_assert();
    }

    #[test]
    fn reads_faults_with_and_without_a_path() {
        let words = [
            "dust-sandbox",
            "--fault=rate-limited=2@/runs",
            "--fault",
            "reset",
        ];
        let arguments = Arguments::try_parse_from(words).unwrap();
        assert_eq!(arguments.faults[0].path.as_deref(), Some("/runs"));
        let reset = FaultRule {
            fault: Fault::Reset,
            path: None,
        };
        assert_eq!(arguments.faults[1], reset);
    }

    #[test]
    fn refuses_what_it_does_not_know() {
        for (words, expected) in [
            (
                ["--fault", "magic"],
                "no fault is called `magic`; there are unavailable",
            ),
            (["--prot", "4141"], "a similar argument exists: '--port'"),
            (["--port", "http"], "invalid digit found"),
            (["--host", "localhost:1"], "invalid IP address"),
            (["--log", "xml"], "possible values: text, json, none"),
        ] {
            let error = Arguments::try_parse_from([&["dust-sandbox"], &words[..]].concat());
            let error = error.unwrap_err().to_string();
            assert!(error.contains(expected), "{error}");
        }
    }
}
