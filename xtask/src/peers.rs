//! `cargo xtask peers`: interoperability tests with third-party clients and servers.
//!
//! Dust's own JavaScript client works against `dust-sandbox`, so that the sandbox is no mirror of our client's mistakes. A mock
//! server made from the published specs (Prism) takes the requests of our client. Both live in `tests/peers`.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use tempfile::NamedTempFile;

use crate::arguments::Arguments;
use crate::failure::{Failure, Result};
use crate::sandbox::cargo;

/// What `cargo xtask help` says of the command.
pub(crate) const HELP: &str = "\
peers [--no-install]        run Dust's own JavaScript client and the programs of the sandbox's README against the sandbox,
                            and this crate's requests against mock servers of the published specs; one line a check
                            (needs node, npm and curl)
      --no-install          take tests/peers/node_modules as it is";

const SETTINGS: [&str; 5] = [
    "DUST_BASE_URL",
    "DUST_WORKSPACE_ID",
    "DUST_API_KEY",
    "DUST_SPACE_ID",
    "DUST_APP_ID",
];

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let root = arguments.root()?;
    let install = !arguments.switch("--no-install");
    arguments.done()?;
    let peers = root.join("tests").join("peers");
    if install {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-audit", "--no-fund"])
            .current_dir(&peers);
        finish("npm ci", npm.stdout(Stdio::null()))?;
    }
    let mut build = cargo(&root);
    build.args(["build", "--quiet", "--package", "dust-sandbox"]);
    build.args(["--package", "dust-sdk", "--bin", "dust-sandbox"]);
    build.args(["--example", "peer-requests"]);
    finish("the build of the sandbox and the requests", &mut build)?;
    let judged = [
        official_client(&root, &peers),
        readme(&root, &peers),
        published_specs(&root, &peers),
    ];
    judged.into_iter().collect()
}

/// The programs of the sandbox's README, against a sandbox as users start it.
fn readme(root: &Path, peers: &Path) -> Result<()> {
    let path = root.join("crates/sandbox/README.md");
    let text =
        std::fs::read_to_string(&path).map_err(|cause| Failure::file(&path, "read", &cause))?;
    let sandbox = Sandbox::start(root)?;
    for (language, program, option) in [("javascript", "node", "-e"), ("sh", "sh", "-ec")] {
        let script = code(&text, language)
            .ok_or_else(|| Failure::new(format!("{}: no block of {language}", path.display())))?;
        let mut command = Command::new(program);
        command
            .args([option, &script])
            .current_dir(peers)
            .envs(sandbox.settings.iter().cloned())
            .stderr(Stdio::inherit());
        let output = command
            .output()
            .map_err(|cause| Failure::new(format!("{program} cannot be started: {cause}")))?;
        let said = String::from_utf8_lossy(&output.stdout);
        if !output.status.success() || !said.contains("What changed in the handbook?") {
            return Err(Failure::new(format!(
                "{}: the block of {language} ended with {}: {said}",
                path.display(),
                output.status
            )));
        }
        println!("ok   the README's program: {language}");
    }
    Ok(())
}

/// The first block of code of a language.
fn code(markdown: &str, language: &str) -> Option<String> {
    let (_, rest) = markdown.split_once(&format!("\n```{language}\n"))?;
    let (code, _) = rest.split_once("\n```")?;
    Some(code.to_owned())
}

/// Dust's own client against the sandbox.
fn official_client(root: &Path, peers: &Path) -> Result<()> {
    let sandbox = Sandbox::start(root)?;
    let mut node = Command::new("node");
    node.arg("official.js")
        .current_dir(peers)
        .envs(sandbox.settings.iter().cloned());
    finish("the official client", &mut node)
}

/// This crate's requests against mock servers of the published specs.
fn published_specs(root: &Path, peers: &Path) -> Result<()> {
    let program = built(root, "examples/peer-requests")?;
    let output = Command::new(&program)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|cause| Failure::file(&program, "started", &cause))?;
    if !output.status.success() {
        return Err(Failure::new("the crate's requests could not be made"));
    }
    let requests = kept(&output.stdout)?;
    let mut node = Command::new("node");
    node.arg("prism.js")
        .arg(requests.path())
        .arg(root.join("specs"))
        .current_dir(peers);
    finish("the published specs", &mut node)
}

fn finish(what: &str, command: &mut Command) -> Result<()> {
    let program = command.get_program().to_string_lossy().into_owned();
    let status = command
        .status()
        .map_err(|cause| Failure::new(format!("{program} cannot be started: {cause}")))?;
    if status.success() {
        return Ok(());
    }
    Err(Failure::new(format!(
        "{what}: {program} ended with {status}"
    )))
}

/// The requests in a file that goes away again.
fn kept(requests: &[u8]) -> Result<NamedTempFile> {
    let written = NamedTempFile::new().and_then(|mut file| {
        file.write_all(requests)?;
        Ok(file)
    });
    written.map_err(|cause| Failure::new(format!("the requests cannot be kept: {cause}")))
}

/// A sandbox in a process of its own, and what it says of itself.
struct Sandbox {
    process: Child,
    settings: Vec<(String, String)>,
}

impl Sandbox {
    fn start(root: &Path) -> Result<Self> {
        let program = built(root, "dust-sandbox")?;
        let process = Command::new(&program)
            .arg("--seed")
            .arg(root.join("tests").join("peers").join("seed.yaml"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .map_err(|cause| Failure::file(&program, "started", &cause))?;
        let mut sandbox = Self {
            process,
            settings: Vec::new(),
        };
        let lines = sandbox.process.stdout.take().map(BufReader::new);
        let lines = lines
            .into_iter()
            .flat_map(|reader| reader.lines())
            .map_while(|line| line.ok());
        sandbox.settings = lines
            .take(SETTINGS.len())
            .filter_map(|line| setting(&line))
            .collect();
        let names: Vec<&str> = sandbox
            .settings
            .iter()
            .map(|(name, _)| name.as_str())
            .collect();
        if names != SETTINGS {
            return Err(Failure::new(format!("the sandbox says only {names:?}")));
        }
        Ok(sandbox)
    }
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        // It fails only if the process has ended already.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Where cargo put a program: run directly, so that ending the process ends the sandbox and not cargo before it.
fn built(root: &Path, name: &str) -> Result<PathBuf> {
    let output = cargo(root)
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .output()
        .map_err(|cause| Failure::new(format!("cargo cannot be started: {cause}")))?;
    let metadata: serde_json::Value = serde_json::from_slice(&output.stdout)
        .map_err(|cause| Failure::new(format!("`cargo metadata` is not JSON: {cause}")))?;
    let target = metadata["target_directory"].as_str().unwrap_or("target");
    let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
    Ok(Path::new(target).join("debug").join(file))
}

/// `export NAME=value` as a pair.
fn setting(line: &str) -> Option<(String, String)> {
    let (name, value) = line.strip_prefix("export ")?.split_once('=')?;
    Some((name.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_a_block_of_code() {
        let text = "a\n```sh\necho a\necho b\n```\n```js\n1\n```\n";
        assert_eq!(code(text, "sh").as_deref(), Some("echo a\necho b"));
        assert_eq!(code(text, "js").as_deref(), Some("1"));
        assert_eq!(code(text, "py"), None);
    }

    #[test]
    fn reads_what_a_sandbox_says() {
        let pair = ("DUST_BASE_URL".to_owned(), "http://127.0.0.1:1".to_owned());
        assert_eq!(
            setting("export DUST_BASE_URL=http://127.0.0.1:1"),
            Some(pair)
        );
        assert_eq!(setting("DUST_BASE_URL=x"), None);
    }
}
