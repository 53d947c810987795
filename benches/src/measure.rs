//! What a process took: time, CPU, memory and allocations; and instructions, which another run counts.

use std::process::{Command, Stdio};
use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::{BenchResult, allocations};

/// What one case took.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    pub wall_ms: f64,
    /// User and system time.
    pub cpu_ms: f64,
    pub peak_kib: f64,
    pub allocations: f64,
    pub allocated_bytes: f64,
}

impl Figures {
    pub fn peak_mib(&self) -> f64 {
        self.peak_kib / 1024.0
    }

    pub fn parse(text: &str) -> BenchResult<Self> {
        let numbers: Vec<f64> = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        match numbers[..] {
            [wall_ms, cpu_ms, peak_kib, allocations, allocated_bytes] => Ok(Self {
                wall_ms,
                cpu_ms,
                peak_kib,
                allocations,
                allocated_bytes,
            }),
            _ => Err(format!("{text:?} is not what a case prints").into()),
        }
    }

    /// The median of each figure; there is at least one.
    pub fn median(all: &[Self]) -> Self {
        let median = |figure: fn(&Self) -> f64| {
            let mut figures: Vec<f64> = all.iter().map(figure).collect();
            figures.sort_by(f64::total_cmp);
            figures[figures.len() / 2]
        };
        Self {
            wall_ms: median(|figures| figures.wall_ms),
            cpu_ms: median(|figures| figures.cpu_ms),
            peak_kib: median(|figures| figures.peak_kib),
            allocations: median(|figures| figures.allocations),
            allocated_bytes: median(|figures| figures.allocated_bytes),
        }
    }
}

/// Runs a case and prints what this process took for it.
pub fn print(case: impl FnOnce() -> BenchResult) -> BenchResult {
    let start = Instant::now();
    case()?;
    let wall_ms = start.elapsed().as_secs_f64() * 1e3;
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let cpu = usage.user_time() + usage.system_time();
    let (allocations, bytes) = allocations::so_far();
    println!(
        "{wall_ms} {} {} {allocations} {bytes}",
        cpu.num_microseconds() as f64 / 1e3,
        usage.max_rss()
    );
    Ok(())
}

/// Runs a case in a process of its own.
pub fn apart(case: &str, address: &str, size: u64) -> BenchResult<Figures> {
    figures_of(
        case,
        Command::new(std::env::current_exe()?).args(["case", case, address, &size.to_string()]),
    )
}

/// Runs a command that prints figures as a case does.
pub fn figures_of(what: &str, command: &mut Command) -> BenchResult<Figures> {
    let output = command.stderr(Stdio::inherit()).output()?;
    if !output.status.success() {
        return Err(format!("{what} failed").into());
    }
    Figures::parse(&String::from_utf8(output.stdout)?)
}

/// What one call of a case takes: the difference between `calls` and twice as many, so that the start does not count.
pub struct PerCall {
    pub allocations: f64,
    pub bytes: f64,
    /// Nothing without valgrind.
    pub instructions: Option<f64>,
}

impl PerCall {
    pub fn of(case: &str, address: &str, calls: u64) -> BenchResult<Self> {
        let (few, many) = (
            apart(case, address, calls)?,
            apart(case, address, calls * 2)?,
        );
        let per_call = |few: f64, many: f64| (many - few) / calls as f64;
        let few_instructions = instructions(case, address, calls)?;
        let many_instructions = instructions(case, address, calls * 2)?;
        Ok(Self {
            allocations: per_call(few.allocations, many.allocations),
            bytes: per_call(few.allocated_bytes, many.allocated_bytes),
            instructions: few_instructions
                .zip(many_instructions)
                .map(|(few, many)| per_call(few, many)),
        })
    }
}

/// The instructions of a whole process outside the kernel, as callgrind counts them.
fn instructions(case: &str, address: &str, size: u64) -> BenchResult<Option<f64>> {
    let mut valgrind = Command::new("valgrind");
    valgrind
        .args(["--tool=callgrind", "--callgrind-out-file=/dev/null"])
        .arg(std::env::current_exe()?)
        .args(["case", case, address, &size.to_string()]);
    let Ok(output) = valgrind.output() else {
        return Ok(None);
    };
    let told = String::from_utf8_lossy(&output.stderr);
    let count = told
        .lines()
        .find_map(|line| line.split_once("Collected :"))
        .ok_or_else(|| format!("callgrind did not count {case}: {told}"))?;
    Ok(Some(count.1.trim().parse()?))
}
