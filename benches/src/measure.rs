//! What a process took: time, CPU and memory.

use std::time::Instant;

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

use crate::Outcome;

/// What one case took.
#[derive(Clone, Copy, Debug)]
pub struct Figures {
    pub wall_ms: f64,
    /// User and system time.
    pub cpu_ms: f64,
    pub peak_kib: f64,
}

impl Figures {
    pub fn peak_mib(&self) -> f64 {
        self.peak_kib / 1024.0
    }

    pub fn parse(text: &str) -> Outcome<Self> {
        let numbers: Vec<f64> = text
            .split_whitespace()
            .map(str::parse)
            .collect::<Result<_, _>>()?;
        match numbers[..] {
            [wall_ms, cpu_ms, peak_kib] => Ok(Self {
                wall_ms,
                cpu_ms,
                peak_kib,
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
        }
    }
}

/// Runs a case and prints what this process took for it.
pub fn print(case: impl FnOnce() -> Outcome) -> Outcome {
    let start = Instant::now();
    case()?;
    let wall_ms = start.elapsed().as_secs_f64() * 1e3;
    let usage = getrusage(UsageWho::RUSAGE_SELF)?;
    let cpu = usage.user_time() + usage.system_time();
    println!(
        "{wall_ms} {} {}",
        cpu.num_microseconds() as f64 / 1e3,
        usage.max_rss()
    );
    Ok(())
}
