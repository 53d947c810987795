//! Runs of apps: made at once, then shown step by step, as JSON or as a stream of events that agree with each other.

use serde_json::{Map, Value, json};

use crate::clock;
use crate::state::app::{SandboxApp, SandboxBlock};

/// One run and how far it has been seen.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) id: String,
    pub(crate) app: String,
    pub(crate) created: i64,
    hash: String,
    config: Value,
    steps: Vec<BlockExecution>,
    polls: usize,
    polled: usize,
    finished: bool,
}

/// A block that ran.
#[derive(Debug)]
struct BlockExecution {
    block: SandboxBlock,
    /// For each input, for each iteration.
    results: Vec<Vec<Result<Value, String>>>,
}

impl Run {
    /// Runs the blocks in their order; the first that fails is the last that runs.
    pub(crate) fn new(
        id: String,
        app: &SandboxApp,
        config: &Map<String, Value>,
        inputs: &[Value],
    ) -> Self {
        let mut steps = Vec::new();
        for block in &app.blocks {
            let results = inputs.iter().map(|input| block.run(input)).collect();
            let step = BlockExecution {
                block: block.clone(),
                results,
            };
            let failed = step.failed();
            steps.push(step);
            if failed {
                break;
            }
        }
        Self {
            id,
            app: app.s_id.clone(),
            created: clock::now_ms(),
            hash: app.specification_hash(),
            config: app.configuration(config),
            steps,
            polls: app.polls,
            polled: 0,
            finished: false,
        }
    }

    /// Takes the run to its end.
    pub(crate) fn finish(&mut self) {
        self.finished = true;
    }

    /// Looks at the run: each look finds it further, until it is over.
    pub(crate) fn poll(&mut self) -> Value {
        if !self.finished {
            self.polled += 1;
            self.finished = self.polled > self.polls;
        }
        self.shown()
    }

    /// The run as it stands.
    pub(crate) fn shown(&self) -> Value {
        let total = self.steps.len();
        let done = if self.finished {
            total
        } else {
            // Below the total, since `polled` is at most `polls` while the run goes on.
            total * self.polled / (self.polls + 1)
        };
        let traces: Vec<Value> = self.steps[..done]
            .iter()
            .map(BlockExecution::trace)
            .collect();
        let mut blocks: Vec<Value> = self.steps[..done]
            .iter()
            .map(BlockExecution::status)
            .collect();
        if let Some(next) = self.steps.get(done)
            && self.polled > 0
        {
            blocks.push(next.running());
        }
        let results = match traces.last() {
            Some(trace) if self.finished && !self.errored() => trace[1].clone(),
            _ => Value::Null,
        };
        json!({
            "run_id": self.id,
            "created": self.created,
            "run_type": "deploy",
            "config": { "blocks": self.config },
            "status": { "run": self.status(), "blocks": blocks },
            "traces": traces,
            "specification_hash": self.hash,
            "results": results,
        })
    }

    fn status(&self) -> &'static str {
        match (self.finished, self.errored()) {
            (false, _) => "running",
            (true, true) => "errored",
            (true, false) => "succeeded",
        }
    }

    fn errored(&self) -> bool {
        self.steps.iter().any(BlockExecution::failed)
    }

    /// The whole run as events.
    pub(crate) fn events(&self) -> Vec<Value> {
        let run_status =
            |status| event("run_status", json!({ "status": status, "run_id": self.id }));
        let mut events = vec![run_status("running")];
        for step in &self.steps {
            step.add_events(&mut events);
        }
        let status = if self.errored() {
            "errored"
        } else {
            "succeeded"
        };
        events.push(run_status(status));
        events.push(event("final", Value::Null));
        events
    }
}

/// What is streamed of a run that was refused.
pub(crate) fn refused_events(code: &str, message: &str) -> Vec<Value> {
    let error = event("error", json!({ "code": code, "message": message }));
    vec![error, event("final", Value::Null)]
}

/// Leaves only the blocks of the filter; the results are those of the last block that is left.
pub(crate) fn filter(run: &mut Value, names: &[&str]) {
    let named = |name: &Value| name.as_str().is_some_and(|name| names.contains(&name));
    if let Some(traces) = run["traces"].as_array_mut() {
        traces.retain(|trace| named(&trace[0][1]));
    }
    if let Some(blocks) = run["status"]["blocks"].as_array_mut() {
        blocks.retain(|block| named(&block["name"]));
    }
    if !run["results"].is_null() {
        let last = run["traces"].as_array().and_then(|traces| traces.last());
        let results = last.map(|trace| trace[1].clone());
        run["results"] = results.into();
    }
}

impl BlockExecution {
    fn failed(&self) -> bool {
        self.results.iter().flatten().any(Result::is_err)
    }

    fn execution(&self) -> Value {
        let shown = |result: &Result<Value, String>| match result {
            Ok(value) => json!({ "value": value, "error": null, "meta": self.block.meta }),
            Err(error) => json!({ "value": null, "error": error, "meta": null }),
        };
        let inputs = self.results.iter();
        inputs
            .map(|input| input.iter().map(shown).collect::<Value>())
            .collect()
    }

    fn trace(&self) -> Value {
        json!([[self.block.kind, self.block.name], self.execution()])
    }

    fn status(&self) -> Value {
        let all = self.results.iter().flatten();
        let errors = all.clone().filter(|result| result.is_err()).count();
        let status = if errors > 0 { "errored" } else { "succeeded" };
        self.block_status(status, all.count() - errors, errors)
    }

    fn running(&self) -> Value {
        self.block_status("running", 0, 0)
    }

    fn block_status(&self, status: &str, successes: usize, errors: usize) -> Value {
        json!({
            "block_type": self.block.kind,
            "name": self.block.name,
            "status": status,
            "success_count": successes,
            "error_count": errors,
        })
    }

    fn add_events(&self, events: &mut Vec<Value>) {
        events.push(event("block_status", self.running()));
        for (input, results) in self.results.iter().enumerate() {
            for (iteration, result) in results.iter().enumerate() {
                let value = result.as_ref().unwrap_or(&Value::Null);
                self.add_partial_events(input, iteration, value, events);
            }
        }
        events.push(event(
            "block_execution",
            json!({
                "block_type": self.block.kind,
                "block_name": self.block.name,
                "execution": self.execution(),
            }),
        ));
        events.push(event("block_status", self.status()));
    }

    /// The events of a block while it works on one input.
    fn add_partial_events(
        &self,
        input: usize,
        iteration: usize,
        value: &Value,
        events: &mut Vec<Value>,
    ) {
        let map = self.block.map.as_ref();
        let map = map.map(|name| json!({ "name": name, "iteration": iteration }));
        let base = json!({
            "block_type": self.block.kind,
            "block_name": self.block.name,
            "input_index": input,
            "map": map,
        });
        let with = |more: &Value| {
            let mut content = base.clone();
            for (key, value) in more.as_object().into_iter().flatten() {
                content[key] = value.clone();
            }
            content
        };
        for (event_type, content) in &self.block.events {
            events.push(event(event_type, with(content)));
        }
        for text in self.block.texts(value) {
            events.push(event(
                "tokens",
                with(&json!({ "tokens": { "text": text } })),
            ));
        }
    }
}

fn event(event_type: &str, content: Value) -> Value {
    json!({ "type": event_type, "content": content })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(app: SandboxApp, inputs: &[Value]) -> Run {
        Run::new("r".to_owned(), &app, &Map::new(), inputs)
    }

    fn types(events: &[Value]) -> Vec<&str> {
        events
            .iter()
            .filter_map(|event| event["type"].as_str())
            .collect()
    }

    #[test]
    fn moves_from_running_to_its_end() {
        let app = SandboxApp::new("a")
            .polls(2)
            .block(SandboxBlock::input("INPUT"))
            .block(SandboxBlock::chat("MODEL", |_| "hello you".to_owned()))
            .block(SandboxBlock::code("OUTPUT", |_| Ok(json!(1))));
        let mut run = run(app, &[json!({})]);
        assert_eq!(
            run.shown()["status"],
            json!({ "run": "running", "blocks": [] })
        );
        let first = run.poll();
        assert_eq!(first["status"]["run"], "running");
        assert_eq!(first["traces"].as_array().unwrap().len(), 1);
        assert_eq!(first["status"]["blocks"][1]["status"], "running");
        assert_eq!(run.poll()["traces"].as_array().unwrap().len(), 2);
        let last = run.poll();
        assert_eq!(last["status"]["run"], "succeeded");
        assert_eq!(last["results"][0][0]["value"], 1);
    }

    #[test]
    fn streams_in_the_order_of_the_server() {
        let app = SandboxApp::new("a")
            .block(SandboxBlock::chat("MODEL", |_| "hello you".to_owned()))
            .block(SandboxBlock::new("code", "BAD").fails("no"))
            .block(SandboxBlock::new("code", "NEVER"));
        let events = run(app, &[json!({})]).events();
        let expected = [
            "run_status",
            "block_status",
            "tokens",
            "tokens",
            "block_execution",
            "block_status",
            "block_status",
            "block_execution",
            "block_status",
            "run_status",
            "final",
        ];
        assert_eq!(types(&events), expected);
        assert_eq!(events[9]["content"]["status"], "errored");
        assert_eq!(events[2]["content"]["map"], Value::Null);
    }

    #[test]
    fn filters_blocks_and_empties_results() {
        let app = SandboxApp::new("a")
            .block(SandboxBlock::input("INPUT"))
            .block(SandboxBlock::code("OUTPUT", |_| Ok(json!(1))));
        let mut run = run(app, &[json!(7)]);
        run.finish();
        let (mut input, mut none) = (run.shown(), run.shown());
        filter(&mut input, &["INPUT"]);
        assert_eq!(input["results"][0][0]["value"], 7);
        filter(&mut none, &["OTHER"]);
        assert_eq!(
            (&none["results"], &none["traces"]),
            (&Value::Null, &json!([]))
        );
    }

    #[test]
    fn names_the_iteration_inside_a_map() {
        let block = SandboxBlock::new("llm", "MODEL")
            .maps("EACH", |_| vec![Ok(json!("a")), Ok(json!("b"))])
            .tokens(["x"]);
        let events = run(SandboxApp::new("a").block(block), &[json!({})]).events();
        assert_eq!(
            events[3]["content"]["map"],
            json!({ "name": "EACH", "iteration": 1 })
        );
        assert_eq!(
            events[4]["content"]["execution"][0]
                .as_array()
                .unwrap()
                .len(),
            2
        );
    }
}
