//! The project's own commands.

mod diff;

fn main() {}
