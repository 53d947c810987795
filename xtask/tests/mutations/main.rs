//! The report is held against the compiler: what it calls breaking must break a program that uses all of the generated
//! code, and what it does not must not, in both directions of every change.
//!
//! `MUTATIONS` and `MUTATION_SEED` make it longer or another one; `cargo xtask mutations` sets them.

mod mutate;
mod oracle;
mod program;

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use dust_sdk_codegen::{Generated, SpecFile, correct, generate, read_input};
use serde_json::Value;
use xtask::diff::{Class, Row, Snapshot, compare};

use mutate::{KINDS, Random};
use oracle::{Crate, Oracle};

/// How often a kind is tried at another place, where the generator refuses what comes out.
const TRIES: usize = 30;

fn setting(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).map_or(otherwise, |text| {
        text.parse().unwrap_or_else(|_| panic!("{name}={text}"))
    })
}

/// The real specs, and a made-up one that uses every mark.
fn base() -> Value {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/..");
    let mut input = read_input(format!("{root}/specs").as_ref()).unwrap();
    let text = include_str!("../../../codegen/tests/calls/vaults.yml").to_owned();
    input.written.push(SpecFile {
        name: "written/vaults.yml".to_owned(),
        text,
    });
    correct(&input).unwrap().document
}

/// One state of the API, in all its forms.
struct State {
    snapshot: Snapshot,
    code: Crate,
}

impl State {
    fn of(oracle: &Oracle, name: &str, document: &Value, generated: &Generated) -> Self {
        let snapshot = Snapshot::of(document, generated).unwrap();
        Self {
            snapshot,
            code: oracle.compile(name, document, generated),
        }
    }
}

/// The weightiest class of what is in code, apart from warnings.
fn class(rows: &[Row]) -> Class {
    let in_code = rows
        .iter()
        .filter(|row| !["server", "security", "deprecation"].contains(&row.change));
    in_code
        .map(|row| row.class)
        .min()
        .unwrap_or(Class::Documentation)
}

/// What the compiler says of a change from `old` to `new`.
fn judged(oracle: &Oracle, old: &State, new: &State, name: &str) -> (Class, String) {
    let old_on_new = oracle.accepts(&new.code, &format!("{name}_old"), &old.code.program);
    let new_on_old = oracle.accepts(&old.code, &format!("{name}_new"), &new.code.program);
    match (old_on_new, new_on_old) {
        (Err(told), _) => (Class::Breaking, told),
        (Ok(()), Err(told)) => (Class::Addition, told),
        (Ok(()), Ok(())) => (Class::Documentation, "it compiles".to_owned()),
    }
}

fn disagreement(
    oracle: &Oracle,
    base: &State,
    number: usize,
    document: &Value,
    generated: &Generated,
) -> Option<String> {
    let name = format!("m{number}");
    let changed = State::of(oracle, &name, document, generated);
    let (there, told) = judged(oracle, base, &changed, &name);
    // The way back asks the same two questions, in the other order.
    let back = match there {
        Class::Breaking => {
            match oracle.accepts(&base.code, &format!("{name}_back"), &changed.code.program) {
                Ok(()) => Class::Addition,
                Err(_) => Class::Breaking,
            }
        }
        Class::Addition => Class::Breaking,
        same => same,
    };
    if std::env::var_os("MUTATION_TRACE").is_some() {
        eprintln!("{number} {there:?} {back:?}");
    }
    let rows = [
        compare(&base.snapshot, &changed.snapshot),
        compare(&changed.snapshot, &base.snapshot),
    ];
    oracle.forget(changed.code);
    for (way, compiler, rows) in [("there", there, &rows[0]), ("back", back, &rows[1])] {
        let report = class(rows);
        if report != compiler {
            let lines: Vec<String> = rows.iter().map(|row| row.to_json().to_string()).collect();
            let told: Vec<&str> = told.lines().take(12).collect();
            return Some(format!(
                "{way}: the report says {report:?}, the compiler {compiler:?}\n{}\n{}",
                lines.join("\n"),
                told.join("\n")
            ));
        }
    }
    None
}

#[test]
fn the_report_agrees_with_the_compiler() {
    let (count, seed) = (
        setting("MUTATIONS", 64) as usize,
        setting("MUTATION_SEED", 17),
    );
    let document = base();
    let oracle = Oracle::new();
    let state = State::of(&oracle, "base", &document, &generate(&document).unwrap());
    oracle
        .accepts(&state.code, "itself", &state.code.program)
        .unwrap();
    let next = AtomicUsize::new(0);
    let (wrong, classes) = (Mutex::new(Vec::new()), Mutex::new(BTreeMap::new()));
    let work = || {
        while let number = next.fetch_add(1, Ordering::Relaxed)
            && number < count
        {
            let (kind, mutate) = KINDS[number % KINDS.len()];
            let mut random = Random(seed.wrapping_mul(1_000_003).wrapping_add(number as u64));
            let mut refused = String::new();
            let changed = (0..TRIES).find_map(|_| {
                let mut changed = document.clone();
                mutate(&mut changed, &mut random)?;
                match generate(&changed) {
                    Ok(generated) if changed != document => Some((changed, generated)),
                    Ok(_) => None,
                    Err(error) => {
                        refused = error.to_string();
                        None
                    }
                }
            });
            let Some((changed, generated)) = changed else {
                panic!("{kind}: nothing to change, or all of it is refused: {refused}");
            };
            let asked =
                AssertUnwindSafe(|| disagreement(&oracle, &state, number, &changed, &generated));
            let outcome = catch_unwind(asked).unwrap_or_else(|panic| {
                Some(
                    panic
                        .downcast_ref::<String>()
                        .cloned()
                        .unwrap_or_else(|| "a panic".to_owned()),
                )
            });
            if let Some(outcome) = outcome {
                wrong
                    .lock()
                    .unwrap()
                    .push(format!("{number} ({kind}): {outcome}"));
            }
            *classes.lock().unwrap().entry(kind).or_insert(0) += 1;
        }
    };
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(work)).collect();
        threads
            .into_iter()
            .for_each(|thread| thread.join().unwrap());
    });
    let wrong = wrong.into_inner().unwrap();
    println!(
        "{count} mutations of {} kinds, seed {seed}: {} disagreements",
        KINDS.len(),
        wrong.len()
    );
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
