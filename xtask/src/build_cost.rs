//! `cargo xtask build-cost`: what a program pays to build with this crate, beside one that uses `reqwest` itself.
//!
//! Three programs of some ten lines are built from nothing, each in a target folder of its own, with the same versions of
//! what they share, and without incremental compilation: cargo uses it for crates that are given by path, as this one is
//! here, and not for those from a registry, as it is for users.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::arguments::Arguments;
use crate::failure::{Failure, Result};

/// What `cargo xtask help` says of the command.
pub(crate) const HELP: &str = "\
build-cost [--rounds N]     build a small program from nothing with bare reqwest, with this crate, and with `codegen` off;
                            print wall time, CPU, crates and the size of the stripped release binary (some minutes)";

const REQWEST: &str = r#"#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let url = "https://dust.tt/api/v1/w/w1/assistant/agent_configurations";
    let key = std::env::var("DUST_API_KEY")?;
    let answer = reqwest::Client::new().get(url).bearer_auth(key).send().await?;
    let list: serde_json::Value = answer.error_for_status()?.json().await?;
    for agent in list["agentConfigurations"].as_array().into_iter().flatten() {
        println!("{}", agent["name"]);
    }
    Ok(())
}
"#;

const DUST: &str = r#"#[tokio::main]
async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let dust = dust_sdk::Client::from_env()?;
    for agent in dust.agents().list().await? {
        println!("{}", agent.name);
    }
    Ok(())
}
"#;

/// Runs the command.
pub(crate) fn run(mut arguments: Arguments) -> Result<()> {
    let root = arguments.root()?;
    let rounds = match arguments.option("--rounds")? {
        Some(rounds) => rounds
            .parse()
            .map_err(|_| Failure::usage("--rounds needs a number"))?,
        None => 1,
    };
    arguments.done()?;
    let root = fs::canonicalize(&root).map_err(|cause| Failure::file(&root, "found", &cause))?;
    let folder = tempfile::tempdir()
        .map_err(|cause| Failure::new(format!("no temporary folder can be made: {cause}")))?;
    let programs = programs(&root)
        .map(|(title, dependency, main)| {
            Program::write(folder.path(), &root, title, &dependency, main)
        })
        .into_iter()
        .collect::<Result<Vec<_>>>()?;
    let mut costs: Vec<Option<Cost>> = vec![None; programs.len()];
    for _ in 0..rounds.max(1_u32) {
        for (program, cost) in programs.iter().zip(&mut costs) {
            let now = program.build()?;
            eprintln!(
                "{}: {:.1} s, {:.1} s of CPU",
                program.title, now.wall, now.cpu
            );
            // What disturbs a build only makes it dearer.
            *cost = Some(cost.map_or(now, |before: Cost| before.least(now)));
        }
    }
    let costs: Vec<Cost> = costs.into_iter().flatten().collect();
    print!("{}", table(&programs, &costs)?);
    Ok(())
}

/// What each program is called, its dependency, and its code; the first is the floor.
fn programs(root: &Path) -> [(&'static str, String, &'static str); 3] {
    let root = root.display();
    [
        (
            "reqwest + serde_json + tokio",
            "reqwest = { version = \"0.13\", features = [\"json\"] }\nserde_json = \"1\""
                .to_owned(),
            REQWEST,
        ),
        (
            "this crate, `codegen` off",
            format!(
                "dust-sdk = {{ path = '{root}', default-features = false, features = [\"rustls\"] }}"
            ),
            DUST,
        ),
        (
            "this crate, default features",
            format!("dust-sdk = {{ path = '{root}' }}"),
            DUST,
        ),
    ]
}

fn table(programs: &[Program], costs: &[Cost]) -> Result<String> {
    const GOALS: [&str; 3] = ["", "≤ 1.05, ≤ 1.10", "≤ 1.40, ≤ 1.55"];
    let mut lines = String::from(
        "| cold build | wall | CPU | ratio: wall, CPU | goal | crates | stripped release binary | ratio (goal ≤ 1.10) |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    let mut floor: Option<(Cost, u64)> = None;
    for ((program, cost), goal) in programs.iter().zip(costs).zip(GOALS) {
        let bytes = program.release_bytes()?;
        let (least, least_bytes) = *floor.get_or_insert((*cost, bytes));
        lines += &format!(
            "| {} | {:.1} s | {:.1} s | {:.2}, {:.2} | {goal} | {} | {:.2} MiB | {:.2} |\n",
            program.title,
            cost.wall,
            cost.cpu,
            cost.wall / least.wall,
            cost.cpu / least.cpu,
            program.crates()?,
            bytes as f64 / 1_048_576.0,
            bytes as f64 / least_bytes as f64,
        );
    }
    Ok(lines)
}

/// What one build took, in seconds.
#[derive(Clone, Copy)]
struct Cost {
    wall: f64,
    cpu: f64,
}

impl Cost {
    fn least(self, other: Self) -> Self {
        Self {
            wall: self.wall.min(other.wall),
            cpu: self.cpu.min(other.cpu),
        }
    }
}

struct Program {
    title: &'static str,
    folder: PathBuf,
}

impl Program {
    fn write(
        folder: &Path,
        root: &Path,
        title: &'static str,
        dependency: &str,
        main: &str,
    ) -> Result<Self> {
        let name: String = title.chars().filter(char::is_ascii_alphabetic).collect();
        let folder = folder.join(name);
        let manifest = format!(
            "[workspace]\n\n[package]\nname = \"program\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n\
             {dependency}\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n\n\
             [profile.release]\nstrip = true\n"
        );
        write(&folder.join("Cargo.toml"), &manifest)?;
        write(&folder.join("src").join("main.rs"), main)?;
        let lock = folder.join("Cargo.lock");
        fs::copy(root.join("Cargo.lock"), &lock)
            .map_err(|cause| Failure::file(&lock, "written", &cause))?;
        let program = Self { title, folder };
        // With a network it fetches what is missing; all later steps do without.
        let fetched = program.cargo(&["fetch", "--quiet", "--offline"]);
        if fetched.is_err() {
            program.cargo(&["fetch", "--quiet"])?;
        }
        Ok(program)
    }

    /// Builds from nothing, in the profile that a user waits for.
    fn build(&self) -> Result<Cost> {
        let target = self.folder.join("target");
        if target.exists() {
            fs::remove_dir_all(&target)
                .map_err(|cause| Failure::file(&target, "removed", &cause))?;
        }
        let (start, before) = (Instant::now(), children_seconds());
        self.cargo(&["build", "--quiet", "--offline"])?;
        Ok(Cost {
            wall: start.elapsed().as_secs_f64(),
            cpu: children_seconds() - before,
        })
    }

    fn release_bytes(&self) -> Result<u64> {
        self.cargo(&["build", "--quiet", "--offline", "--release"])?;
        let name = format!("program{}", std::env::consts::EXE_SUFFIX);
        let binary = self.folder.join("target").join("release").join(name);
        let data = fs::metadata(&binary).map_err(|cause| Failure::file(&binary, "read", &cause))?;
        Ok(data.len())
    }

    /// How many crates a build compiles.
    fn crates(&self) -> Result<usize> {
        let tree = self.cargo(&[
            "tree",
            "--offline",
            "--edges",
            "normal,build",
            "--prefix",
            "none",
            "--format",
            "{p}",
        ])?;
        let crates: BTreeSet<&str> = tree
            .lines()
            .map(|line| line.trim_end_matches(" (*)"))
            .filter(|line| !line.is_empty())
            .collect();
        Ok(crates.len())
    }

    fn cargo(&self, words: &[&str]) -> Result<String> {
        let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let output = Command::new(program)
            .args(words)
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", self.folder.join("target"))
            .env("CARGO_INCREMENTAL", "0")
            .stdin(Stdio::null())
            .output()
            .map_err(|cause| Failure::new(format!("cargo cannot be started: {cause}")))?;
        if output.status.success() {
            return Ok(String::from_utf8_lossy(&output.stdout).into_owned());
        }
        let told = String::from_utf8_lossy(&output.stderr);
        Err(Failure::new(format!(
            "{}: cargo {} failed: {told}",
            self.title,
            words.join(" ")
        )))
    }
}

fn write(path: &Path, text: &str) -> Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|cause| Failure::file(folder, "made", &cause))?;
    }
    fs::write(path, text).map_err(|cause| Failure::file(path, "written", &cause))
}

/// User and system time of the children that have ended, theirs included; zero where the system does not say.
fn children_seconds() -> f64 {
    // Fields 16 and 17; the second may hold blanks, and ends with a bracket. The kernel counts in hundredths of a second.
    let told = fs::read_to_string("/proc/self/stat").unwrap_or_default();
    let after_name = told.rsplit_once(')').map_or("", |(_, rest)| rest);
    let ticks = |at: usize| -> f64 {
        let field = after_name.split_whitespace().nth(at - 3);
        field.and_then(|field| field.parse().ok()).unwrap_or(0.0)
    };
    (ticks(16) + ticks(17)) / 100.0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_of_two_builds_counts() {
        let one = Cost {
            wall: 1.0,
            cpu: 4.0,
        };
        let least = one.least(Cost {
            wall: 2.0,
            cpu: 3.0,
        });
        assert_eq!((least.wall, least.cpu), (1.0, 3.0));
    }

    #[test]
    fn only_the_floor_goes_without_this_crate() {
        let uses =
            programs(Path::new("/x")).map(|(_, dependency, _)| dependency.contains("dust-sdk"));
        assert_eq!(uses, [false, true, true]);
    }
}
