//! `cargo xtask semver`: whether the public API keeps its promise to users, as cargo-semver-checks sees it.
//!
//! Once there is a release, the API is compared with its tag, and a break without a version step fails. Before the
//! first release it is compared with the parent revision, and breaks are only reported.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::arguments::Arguments;
use crate::failure::{Failure, Result};

/// What `cargo xtask help` says of the command.
pub(crate) const HELP: &str = "\
semver                      check the public API against the last release, or tell what changed since the parent
                            revision; without cargo-semver-checks, say so and do nothing
      --baseline REV        check against this revision
      --install             install cargo-semver-checks first, into target/tools (some minutes, once)";

const TOOL: &str = "cargo-semver-checks";
const TOOL_VERSION: &str = "0.51.0";

/// What the API is measured by.
struct Baseline {
    revision: String,
    /// Whether a break fails the command.
    binding: bool,
}

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let root = arguments.root()?;
    let asked = arguments.option("--baseline")?;
    let install = arguments.switch("--install");
    arguments.done()?;
    let tools = root.join("target/tools");
    if install {
        install_tool(&root, &tools)?;
    }
    let Some(tool) = find_tool(&tools) else {
        eprintln!(
            "skipped: {TOOL} is not installed, so the public API was compared with nothing; \
             `cargo xtask semver --install` installs it"
        );
        return Ok(());
    };
    let Some(baseline) = baseline(&root, asked) else {
        eprintln!(
            "skipped: there is no release and no parent revision to compare the public API with"
        );
        return Ok(());
    };
    check(&root, &tool, &baseline)
}

fn check(root: &Path, tool: &str, baseline: &Baseline) -> Result<()> {
    eprintln!("comparing the public API with {}", baseline.revision);
    let mut command = Command::new(tool);
    command
        .current_dir(root)
        .args(["semver-checks", "check-release", "--package", "dust-sdk"]);
    // The feature outside the promise stays out of the comparison.
    command.args([
        "--only-explicit-features",
        "--features",
        "rustls,yaml,csv,tracing",
    ]);
    command.args(["--baseline-rev", &baseline.revision]);
    let status = command
        .status()
        .map_err(|cause| Failure::new(format!("{tool}: cannot be run: {cause}")))?;
    match (status.success(), baseline.binding) {
        (true, _) => Ok(()),
        (false, false) => {
            eprintln!("not counted as a failure: nothing is released yet");
            Ok(())
        }
        (false, true) => Err(Failure::new(format!(
            "the public API broke since {} (or could not be compared); see above",
            baseline.revision
        ))),
    }
}

fn find_tool(tools: &Path) -> Option<String> {
    let own = tools.join("bin").join(TOOL).display().to_string();
    let works = |tool: &String| {
        let mut command = Command::new(tool);
        command
            .args(["semver-checks", "--version"])
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    [own, TOOL.to_owned()].into_iter().find(works)
}

fn install_tool(root: &Path, tools: &Path) -> Result<()> {
    let mut command = Command::new("cargo");
    command.current_dir(root).args([
        "install",
        TOOL,
        "--version",
        TOOL_VERSION,
        "--locked",
        "--root",
    ]);
    let status = command.arg(tools).status();
    match status {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(Failure::new(format!(
            "{TOOL} could not be installed: cargo ended with {status}"
        ))),
        Err(cause) => Err(Failure::new(format!("cargo: cannot be run: {cause}"))),
    }
}

/// What was asked for, else the last tagged version, else the parent revision.
fn baseline(root: &Path, asked: Option<String>) -> Option<Baseline> {
    let tag = ["describe", "--tags", "--abbrev=0", "--match", "v[0-9]*"];
    let parent = ["rev-parse", "--verify", "--quiet", "HEAD^"];
    let binding = asked.or_else(|| git(root, &tag));
    Some(Baseline {
        binding: binding.is_some(),
        revision: binding.or_else(|| git(root, &parent))?,
    })
}

fn git(root: &Path, arguments: &[&str]) -> Option<String> {
    let output = Command::new("git")
        .current_dir(root)
        .args(arguments)
        .output()
        .ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    Some(text.trim().to_owned()).filter(|text| output.status.success() && !text.is_empty())
}
