//! Measures this crate side by side with bare `reqwest`, against a loopback server in another process.
//!
//! `cargo run --release --manifest-path benches/Cargo.toml` prints the table. Each measurement is a process of its own, so
//! that memory and CPU are those of one case alone; the two of a pair take turns, and the medians are compared.

mod cases;
mod measure;
mod server;

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::process::{Command, Stdio};

use measure::Figures;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

/// What a case is called, what it is compared with, and what is asked of it.
struct Line {
    title: &'static str,
    case: &'static str,
    floor: &'static str,
    size: u64,
}

const EVENTS: u64 = 64_000;
const MIB: u64 = 1024 * 1024;
const ROUNDS: usize = 7;

const LINES: [Line; 5] = [
    Line {
        title: "64,000 events, many to a chunk",
        case: "events",
        floor: "events-floor",
        size: EVENTS,
    },
    Line {
        title: "64,000 events, one to a chunk",
        case: "single-events",
        floor: "single-events-floor",
        size: EVENTS,
    },
    Line {
        title: "512 MiB of CSV, to nowhere",
        case: "bytes",
        floor: "bytes-floor",
        size: 512 * MIB,
    },
    Line {
        title: "1 GiB of CSV, to a file",
        case: "save",
        floor: "bytes-floor",
        size: 1024 * MIB,
    },
    Line {
        title: "1 GiB of CSV, as typed rows",
        case: "rows",
        floor: "bytes-floor",
        size: 1024 * MIB,
    },
];

fn main() -> Outcome {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments.as_slice() {
        [] => compare(ROUNDS),
        ["--rounds", rounds] => compare(rounds.parse()?),
        ["server"] => server::run(),
        ["case", case, address, size] => {
            measure::print(|| cases::run(case, address, size.parse()?))
        }
        other => Err(format!("cannot make sense of {other:?}").into()),
    }
}

fn compare(rounds: usize) -> Outcome {
    let mut server = Command::new(std::env::current_exe()?)
        .arg("server")
        .stdout(Stdio::piped())
        .spawn()?;
    let mut address = String::new();
    let stdout = server.stdout.take().ok_or("the server has no output")?;
    BufReader::new(stdout).read_line(&mut address)?;
    let table = print_table(address.trim(), rounds);
    server.kill()?;
    server.wait()?;
    table
}

fn print_table(address: &str, rounds: usize) -> Outcome {
    let idle = median(address, &["idle"], 0, rounds)?.remove(0);
    println!("idle client: {:.1} MiB at most\n", idle.peak_mib());
    println!(
        "| | speed to the floor | CPU to the floor | CPU, floor | CPU | memory over idle, floor | memory over idle |"
    );
    println!("|---|---|---|---|---|---|---|");
    for line in LINES {
        let [ours, floor] = median(address, &[line.case, line.floor], line.size, rounds)?
            .try_into()
            .map_err(|_| "two cases give two figures")?;
        println!(
            "| {} | {:.2} | {:.2} | {:.0} ms | {:.0} ms | {:.1} MiB | {:.1} MiB |",
            line.title,
            floor.wall_ms / ours.wall_ms,
            ours.cpu_ms / floor.cpu_ms,
            floor.cpu_ms,
            ours.cpu_ms,
            floor.peak_mib() - idle.peak_mib(),
            ours.peak_mib() - idle.peak_mib(),
        );
    }
    Ok(())
}

/// Runs the cases in turn, and gives the median figures of each.
fn median(address: &str, cases: &[&str], size: u64, rounds: usize) -> Outcome<Vec<Figures>> {
    let mut figures = vec![Vec::new(); cases.len()];
    for _ in 0..rounds {
        for (case, figures) in cases.iter().zip(&mut figures) {
            figures.push(measure_apart(case, address, size)?);
        }
    }
    Ok(figures
        .iter()
        .map(|figures| Figures::median(figures))
        .collect())
}

fn measure_apart(case: &str, address: &str, size: u64) -> Outcome<Figures> {
    let size = size.to_string();
    let output = Command::new(std::env::current_exe()?)
        .args(["case", case, address, &size])
        .stderr(Stdio::inherit())
        .output()?;
    if !output.status.success() {
        return Err(format!("{case} failed").into());
    }
    Figures::parse(&String::from_utf8(output.stdout)?)
}
