//! The lines of the table: what is compared, by which figure, and what is aimed at.

use crate::measure::Figures;

const EVENTS: u64 = 64_000;
const MIB: u64 = 1024 * 1024;

/// What a case is called, what it is compared with, and what is asked of it.
pub struct Line {
    pub title: &'static str,
    pub case: &'static str,
    pub size: u64,
    pub figure: Figure,
    pub goal: Option<f64>,
    /// Whether the official JavaScript client can do it too.
    pub official: bool,
}

/// What is compared; the floor of a case is the case with `-floor` behind its name.
#[derive(Clone, Copy, PartialEq)]
pub enum Figure {
    /// More is better.
    Speed,
    /// Less is better.
    Peak,
}

impl Figure {
    pub fn name(self) -> &'static str {
        match self {
            Self::Speed => "speed",
            Self::Peak => "peak memory",
        }
    }

    pub fn ratio(self, figures: &Figures, floor: &Figures) -> f64 {
        match self {
            Self::Speed => floor.wall_ms / figures.wall_ms,
            Self::Peak => figures.peak_kib / floor.peak_kib,
        }
    }

    pub fn goal(self, goal: f64) -> String {
        match self {
            Self::Speed => format!("≥ {goal:.2}"),
            Self::Peak => format!("≤ {goal:.2}"),
        }
    }

    pub fn show(self, figures: &Figures) -> String {
        match self {
            Self::Speed => format!("{:.0} ms", figures.wall_ms),
            Self::Peak => format!("{:.1} MiB", figures.peak_mib()),
        }
    }
}

const fn table_line(title: &'static str, case: &'static str, size: u64) -> Line {
    Line {
        title,
        case,
        size,
        figure: Figure::Speed,
        goal: None,
        official: false,
    }
}

/// All lines, in the order of the table.
pub const LINES: [Line; 10] = [
    Line {
        official: true,
        ..table_line("4,000 small calls, one after another", "small", 4_000)
    },
    Line {
        goal: Some(0.95),
        official: true,
        ..table_line("16,000 small calls, 32 at once", "small-32", 16_000)
    },
    Line {
        goal: Some(0.95),
        official: true,
        ..table_line("60 lists of 1,000 agents", "list", 60)
    },
    Line {
        goal: Some(0.95),
        ..table_line("100,000 rows, upserted", "upsert-rows", 100_000)
    },
    Line {
        goal: Some(1.5),
        official: true,
        ..table_line("64,000 events, many to a chunk", "events", EVENTS)
    },
    table_line("64,000 events, one to a chunk", "single-events", EVENTS),
    Line {
        goal: Some(0.95),
        ..table_line("512 MiB of CSV, to nowhere", "bytes", 512 * MIB)
    },
    Line {
        goal: Some(1.1),
        figure: Figure::Peak,
        ..table_line("512 MiB of CSV, to nowhere", "bytes", 512 * MIB)
    },
    table_line("1 GiB of CSV, to a file", "save", 1024 * MIB),
    table_line("1 GiB of CSV, as typed rows", "rows", 1024 * MIB),
];
