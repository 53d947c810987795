//! The operations on spaces, apps and their runs.

use serde_json::{Map, Value, json};

use crate::call::Call;
use crate::check::{Fields, Issues, Need};
use crate::clock;
use crate::http::api_error::{Answer, ApiError, ok};
use crate::http::reply::Reply;
use crate::state::app::SandboxApp;
use crate::state::run::{Run, filter, refused_events};
use crate::state::shared::Shared;
use crate::state::space::SandboxSpace;
use crate::state::workspace::Workspace;

const DAY_MS: i64 = 86_400_000;

/// Kinds of spaces that can be asked for, and those that are listed unless others are.
const KINDS: [&str; 4] = ["system", "global", "regular", "project"];
const USUAL_KINDS: &str = "system,global,regular";

/// `GET spaces`, which programs ask before they can name a space.
pub(crate) fn list_spaces(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let kinds = call.query("kinds").unwrap_or(USUAL_KINDS);
    let kinds: Vec<&str> = kinds.split(',').collect();
    if let Some(other) = kinds.iter().find(|kind| !KINDS.contains(kind)) {
        return Err(ApiError::invalid(format!(
            "Invalid request query: kinds: {other} is no kind of a space"
        )));
    }
    let wanted = |space: &&SandboxSpace| kinds.contains(&space.kind.as_str()) && !space.restricted;
    let shown: Value = workspace
        .spaces
        .iter()
        .filter(wanted)
        .map(SandboxSpace::shown)
        .collect();
    ok(json!({ "spaces": shown }))
}

/// `GET spaces/{spaceId}/apps`.
pub(crate) fn list_apps(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let found = workspace
        .spaces
        .iter()
        .find(|known| known.id == call.id("spaceId") && !known.restricted);
    let space = found.ok_or_else(no_space)?;
    let shown = space.shown();
    let apps: Value = space.apps.iter().map(|app| app.shown(&shown)).collect();
    ok(json!({ "apps": apps }))
}

/// `POST spaces/{spaceId}/apps/{aId}/runs`.
pub(crate) fn create_run(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let app = find(workspace, call)?.clone();
    let body = call.object()?;
    check(&body)?;
    refuse_over_limit(workspace, &app)?;
    let flag = |key: &str| body.get(key).and_then(Value::as_bool).unwrap_or(false);
    let stream = flag("stream");
    if let Some((code, message)) = engine_error(&app, &body) {
        return match stream {
            true => Ok(events(refused_events(code, &message), None)),
            false => Err(ApiError::run(code, &message)),
        };
    }
    let empty = Map::new();
    let config = body
        .get("config")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let mut run = Run::new(workspace.ids.long(), &app, config, inputs(&body));
    let id = run.id.clone();
    if flag("blocking") && !stream {
        run.finish();
    }
    let run = Shared::new(run);
    workspace.runs.insert(id, run.clone());
    if stream {
        let frames = run.lock().events();
        return Ok(events(frames, Some(run)));
    }
    let mut shown = run.lock().shown();
    if let Some(names) = body.get("block_filter").and_then(Value::as_array) {
        let names: Vec<&str> = names.iter().filter_map(Value::as_str).collect();
        filter(&mut shown, &names);
    }
    ok(json!({ "run": shown }))
}

/// Streams the events of a run; the run is over when its last event leaves.
fn events(events: Vec<Value>, run: Option<Shared<Run>>) -> Reply {
    let frames = events.iter().map(|event| format!("data: {event}\n\n"));
    let frames: Vec<String> = frames.collect();
    Reply::events(move |mut writer| async move {
        let finish = || {
            if let Some(run) = run {
                run.lock().finish();
            }
        };
        writer.send_events(&frames, finish).await;
    })
}

/// `GET spaces/{spaceId}/apps/{aId}/runs/{runId}`.
pub(crate) fn get_run(workspace: &mut Workspace, call: &Call<'_>) -> Answer {
    let app = find(workspace, call)?.s_id.clone();
    let run = workspace.runs.get(call.id("runId"));
    let run = run.ok_or_else(run_not_found)?;
    let mut run = run.lock();
    match run.app == app {
        true => ok(json!({ "run": run.poll() })),
        false => Err(run_not_found()),
    }
}

fn run_not_found() -> ApiError {
    ApiError::run("run_not_found", "The run was not found.")
}

fn find<'a>(workspace: &'a Workspace, call: &Call<'_>) -> Result<&'a SandboxApp, ApiError> {
    let mut spaces = workspace.spaces.iter();
    let space = spaces.find(|known| known.id == call.id("spaceId"));
    let space = space.ok_or_else(no_space)?;
    if space.restricted && !call.principal.is_user() {
        return Err(ApiError::forbidden(
            "app_not_found",
            "The app was not found.",
        ));
    }
    let mut apps = space.apps.iter();
    let found = apps.find(|known| known.s_id == call.id("aId"));
    found.ok_or_else(|| ApiError::not_found("app_not_found", "The app was not found."))
}

fn no_space() -> ApiError {
    ApiError::not_found("space_not_found", "The space was not found.")
}

fn check(body: &Map<String, Value>) -> Result<(), ApiError> {
    let mut issues = Issues::default();
    let mut fields = Fields::new(&mut issues, body);
    fields.string("specification_hash", Need::Required);
    fields.object("config", Need::Required, |_| {});
    fields.check("inputs", Need::Required, "array", Value::is_array);
    fields.boolean("stream", Need::Optional);
    fields.boolean("blocking", Need::Optional);
    fields.strings("block_filter", Need::Optional);
    issues.finish()
}

fn refuse_over_limit(workspace: &Workspace, app: &SandboxApp) -> Result<(), ApiError> {
    let since = clock::now_ms() - DAY_MS;
    let runs = workspace.runs.values();
    let recent = runs.filter(|run| {
        let run = run.lock();
        run.app == app.s_id && run.created > since
    });
    if recent.count() < workspace.runs_per_day {
        return Ok(());
    }
    Err(ApiError::too_many(format!(
        "You have reached the limit of {} runs per app in 24 hours.",
        workspace.runs_per_day
    )))
}

/// The error of the engine that would run the app, if there is one.
fn engine_error(app: &SandboxApp, body: &Map<String, Value>) -> Option<(&'static str, String)> {
    let hash = body.get("specification_hash").and_then(Value::as_str);
    if hash != Some("latest") && hash != Some(&app.specification_hash()) {
        let message = format!(
            "No specification of the app has the hash {}.",
            hash.unwrap_or("")
        );
        return Some(("invalid_specification_error", message));
    }
    let lacking = |key: &&String| inputs(body).iter().any(|input| input.get(key).is_none());
    let lacking = app.required.iter().find(lacking)?;
    Some((
        "invalid_inputs_error",
        format!("An input has no `{lacking}`."),
    ))
}

fn inputs(body: &Map<String, Value>) -> &[Value] {
    body.get("inputs")
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
