//! Accessors for run results: whether a run is over, its outputs and its errors.
//!
//! A run gives lists of lists: for each input, and in it for each iteration of a map, a value or an error. The helpers here
//! read the usual case out of them; [`Run::results`] and [`Run::traces`] have everything.

use serde_json::Value;

use crate::types::{BlockResult, Run, RunState, RunTrace};

impl Run {
    /// How the run as a whole stands.
    pub fn status(&self) -> &RunState {
        &self.status.run
    }

    /// Whether the run is over, be it well or badly.
    pub fn is_finished(&self) -> bool {
        matches!(self.status(), RunState::Succeeded | RunState::Errored)
    }

    /// What the last block returned for the first input.
    ///
    /// `None` while the run goes on, and where the block failed or returned null.
    pub fn output(&self) -> Option<&Value> {
        value_of(self.last_block()?.first()?)
    }

    /// What the last block returned, for each input in order.
    ///
    /// `None` stands for an input for which it failed or returned null. Of a block inside a map, this is the first iteration;
    /// the others are in [`results`](Self#structfield.results). Empty while the run goes on.
    pub fn outputs(&self) -> Vec<Option<&Value>> {
        let inputs = self.last_block().unwrap_or_default();
        inputs.iter().map(|input| value_of(input)).collect()
    }

    /// The errors of blocks, each with the name of its block, in the order of the run, its inputs and iterations.
    ///
    /// A run may have errors and succeed: a block that fails for one input goes on with the next. With a `block_filter`,
    /// only the errors of the blocks that it names are known; [`status`](Self#structfield.status) has the counts of all.
    pub fn errors(&self) -> Vec<(&str, &str)> {
        let traces = self.traces.as_deref().unwrap_or_default();
        if traces.is_empty() {
            let results = self.results.as_deref().unwrap_or_default();
            return errors_in(self.last_name(), results).collect();
        }
        let errors = traces
            .iter()
            .flat_map(|trace| errors_in(&trace.block_name, &trace.results));
        errors.collect()
    }

    /// What one block gave, by the name of the block; the latest, where it ran more than once.
    pub fn trace(&self, block: &str) -> Option<&RunTrace> {
        let traces = self.traces.as_deref().unwrap_or_default();
        traces.iter().rfind(|trace| trace.block_name == block)
    }

    /// The results of the last block. A run that was not waited for has none of its own, but the last trace holds the same.
    fn last_block(&self) -> Option<&[Vec<BlockResult>]> {
        let traced = || {
            let succeeded = *self.status() == RunState::Succeeded;
            let last = self.traces.as_deref()?.last()?;
            succeeded.then_some(last.results.as_slice())
        };
        self.results.as_deref().or_else(traced)
    }

    fn last_name(&self) -> &str {
        let blocks = self.status.blocks.as_deref().unwrap_or_default();
        blocks.last().map_or("", |block| &block.name)
    }
}

fn value_of(iterations: &[BlockResult]) -> Option<&Value> {
    iterations.first()?.value.as_ref()
}

fn errors_in<'a>(
    block: &'a str,
    results: &'a [Vec<BlockResult>],
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let errors = results.iter().flatten();
    errors.filter_map(move |result| Some((block, result.error.as_deref()?)))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn run(status: &str, traces: Value, results: Value) -> Run {
        let blocks =
            json!([{"name": "IN", "status": "succeeded"}, {"name": "OUT", "status": status}]);
        let status = json!({"run": status, "blocks": blocks});
        let run = json!({"run_id": "r", "status": status, "traces": traces, "results": results});
        serde_json::from_value(run).unwrap()
    }

    #[test]
    fn a_succeeded_run_has_an_output_for_each_input() {
        let trace =
            json!([["code", "OUT"], [[{"value": 1}], [{"error": "no"}], [{"value": null}]]]);
        let results = json!([[{"value": 1}], [{"error": "no"}], [{"value": null}]]);
        let run = run("succeeded", json!([trace]), results);
        assert!(run.is_finished());
        assert_eq!(*run.status(), RunState::Succeeded);
        assert_eq!(run.output(), Some(&json!(1)));
        assert_eq!(run.outputs(), [Some(&json!(1)), None, None]);
        assert_eq!(run.errors(), [("OUT", "no")]);
        assert_eq!(run.trace("OUT").unwrap().block_type, "code");
        assert!(run.trace("MODEL").is_none());
    }

    #[test]
    fn a_run_that_was_polled_has_its_output_in_the_last_trace() {
        let traces =
            json!([[["input", "IN"], [[{"value": 0}]]], [["code", "OUT"], [[{"value": 7}]]]]);
        assert_eq!(
            run("succeeded", traces.clone(), json!(null)).output(),
            Some(&json!(7))
        );
        for unfinished in ["running", "errored", "queued"] {
            let run = run(unfinished, traces.clone(), json!(null));
            assert_eq!(run.output(), None);
            assert!(run.outputs().is_empty());
            assert_eq!(run.is_finished(), unfinished == "errored");
        }
    }

    #[test]
    fn errors_come_in_order_with_their_block() {
        let traces = json!([
            [["code", "A"], [[{"error": "a0"}, {"error": "a1"}], [{"value": 1}]]],
            [["chat", "B"], [[{"value": 1, "error": null}], [{"error": "b"}]]]
        ]);
        assert_eq!(
            run("errored", traces, json!(null)).errors(),
            [("A", "a0"), ("A", "a1"), ("B", "b")]
        );
        let untraced = run("errored", json!([]), json!([[{"error": "late"}]]));
        assert_eq!(untraced.errors(), [("OUT", "late")]);
    }

    #[test]
    fn of_a_block_in_a_map_the_first_iteration_counts() {
        let run = run(
            "succeeded",
            json!([]),
            json!([[{"value": 1}, {"value": 2}], []]),
        );
        assert_eq!(run.outputs(), [Some(&json!(1)), None]);
    }

    #[test]
    fn nothing_there_is_nothing_and_no_panic() {
        for (traces, results) in [
            (json!(null), json!(null)),
            (json!([]), json!([])),
            (json!([]), json!([[]])),
        ] {
            let run = run("succeeded", traces, results);
            assert_eq!(run.output(), None);
            assert!(run.errors().is_empty());
        }
    }
}
