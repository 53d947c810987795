//! Measures this crate side by side with bare `reqwest`, against a loopback server in another process.
//!
//! `cargo xtask bench` prints the table. Each measurement is a process of its own, so that memory, CPU and allocations are
//! those of one case alone; the two or three of a line take turns, and the medians are compared.

mod allocations;
mod bulk;
mod calls;
mod cases;
mod floor;
mod measure;
mod server;
mod table;

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use measure::{Figures, PerCall};
use table::{LINES, Line};

type BenchResult<T = ()> = Result<T, Box<dyn Error>>;

const ROUNDS: usize = 5;
const CALLS: u64 = 200;

fn main() -> BenchResult {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        ["server"] => server::run(),
        ["case", case, address, size] => {
            measure::print(|| cases::run(case, address, size.parse()?))
        }
        options => Comparison::new(options)?.run(),
    }
}

/// What was asked for.
struct Comparison<'a> {
    rounds: usize,
    /// Where the packages of the official JavaScript client are.
    official: Option<&'a Path>,
    /// What the cases are called that are compared; all if none is named.
    only: Vec<&'a str>,
}

impl<'a> Comparison<'a> {
    fn new(options: &[&'a str]) -> BenchResult<Self> {
        let mut asked = Self {
            rounds: ROUNDS,
            official: None,
            only: Vec::new(),
        };
        let mut words = options.iter();
        while let Some(&word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            match word {
                "--rounds" => asked.rounds = value()?.parse::<usize>()?.max(1),
                "--official" => asked.official = Some(Path::new(*value()?)),
                "--only" => asked.only.extend(value()?.split(',')),
                other => return Err(format!("cannot make sense of {other:?}").into()),
            }
        }
        Ok(asked)
    }

    fn run(&self) -> BenchResult {
        let mut server = Command::new(std::env::current_exe()?)
            .arg("server")
            .stdout(Stdio::piped())
            .spawn()?;
        let mut address = String::new();
        let stdout = server.stdout.take().ok_or("the server has no output")?;
        BufReader::new(stdout).read_line(&mut address)?;
        let table = self.print_table(address.trim());
        server.kill()?;
        server.wait()?;
        table
    }

    fn asks_for(&self, case: &str) -> bool {
        self.only.is_empty() || self.only.contains(&case)
    }

    fn print_table(&self, address: &str) -> BenchResult {
        println!(
            "| | figure | ratio to the floor | goal | floor | this crate | CPU to the floor | JavaScript client to the floor |"
        );
        println!("|---|---|---|---|---|---|---|---|");
        for line in LINES.iter().filter(|line| self.asks_for(line.case)) {
            self.print_line(line, address)?;
        }
        if self.asks_for("per-call") {
            print_per_call(address)?;
        }
        Ok(())
    }

    fn print_line(&self, line: &Line, address: &str) -> BenchResult {
        let floor_case = match line.case {
            "save" | "rows" => "bytes-floor".to_owned(),
            case => format!("{case}-floor"),
        };
        let official = self.official.filter(|_| line.official);
        let (mut ours, mut floor, mut theirs) = (Vec::new(), Vec::new(), Vec::new());
        for _ in 0..self.rounds {
            ours.push(measure::apart(line.case, address, line.size)?);
            floor.push(measure::apart(&floor_case, address, line.size)?);
            if let Some(packages) = official {
                theirs.push(official_client(packages, line, address)?);
            }
        }
        let (ours, floor) = (Figures::median(&ours), Figures::median(&floor));
        let theirs = match theirs.is_empty() {
            true => String::new(),
            false => {
                let ratio = line.figure.ratio(&Figures::median(&theirs), &floor);
                format!("{ratio:.2}")
            }
        };
        println!(
            "| {} | {} | {:.2} | {} | {} | {} | {:.2} | {theirs} |",
            line.title,
            line.figure.name(),
            line.figure.ratio(&ours, &floor),
            line.goal
                .map(|goal| line.figure.goal(goal))
                .unwrap_or_default(),
            line.figure.show(&floor),
            line.figure.show(&ours),
            ours.cpu_ms / floor.cpu_ms,
        );
        Ok(())
    }
}

fn official_client(packages: &Path, line: &Line, address: &str) -> BenchResult<Figures> {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("official.js");
    let mut node = Command::new("node");
    node.arg(script)
        .args([line.case, address, &line.size.to_string()])
        .env("PACKAGES", packages)
        .env("NODE_ENV", "production");
    measure::figures_of("the official client", &mut node)
}

/// Counts that no other process can disturb.
fn print_per_call(address: &str) -> BenchResult {
    let ours = PerCall::of("small", address, CALLS)?;
    let floor = PerCall::of("small-floor", address, CALLS)?;
    let print = |figure: &str, goal: &str, floor: f64, ours: f64| {
        println!(
            "| one small call | {figure} | {:.2} | {goal} | {floor:.0} | {ours:.0} | | |",
            ours / floor
        );
    };
    match (floor.instructions, ours.instructions) {
        (Some(floor), Some(ours)) => print("instructions", "≤ 1.10", floor, ours),
        _ => println!(
            "| one small call | instructions | skipped: no valgrind here | ≤ 1.10 | | | | |"
        ),
    }
    print("allocations", "", floor.allocations, ours.allocations);
    print("bytes allocated", "", floor.bytes, ours.bytes);
    Ok(())
}
