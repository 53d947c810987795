// Dust's own client works against the sandbox, and its schemas accept every answer.
"use strict";

const dust = require("@dust-tt/client");
const { assert, check, report } = require("./checks");

const setting = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start this with \`cargo xtask peers\``);
  return value;
};
const url = setting("DUST_BASE_URL");
const workspaceId = setting("DUST_WORKSPACE_ID");
const apiKey = setting("DUST_API_KEY");
const spaceId = setting("DUST_SPACE_ID");
const appId = setting("DUST_APP_ID");
const failingAppId = "Ft4wQx1dWf";
const accessToken = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzYW5kYm94In0.sandbox";

const silent = { error() {}, info() {}, trace() {}, warn() {} };
const client = (credentials = {}) =>
  new dust.DustAPI({ url }, { workspaceId, apiKey, ...credentials }, silent);
const api = client();

// What a call gave, or a failure that says why the client refused it.
function value(result) {
  assert.ok(result.isOk(), `the client refused the answer: ${JSON.stringify(result.error)}`);
  return result.value;
}

function refusal(result, type) {
  assert.ok(result.isErr(), "the call succeeded");
  assert.equal(result.error.type, type, JSON.stringify(result.error));
  return result.error;
}

// A path that the client has no method for, judged by the schema that it exports for it.
async function through(schema, request) {
  return value(await api._resultFromResponse(schema, await api.request(request)));
}

const app = (id = appId, hash = "latest") => ({ workspaceId, appSpaceId: spaceId, appId: id, appHash: hash });
const inputs = [{ question: "Combien coûte le plan Pro ?" }];

async function eventsOf(target, given = inputs) {
  const { eventStream, dustRunId } = value(await api.runAppStreamed(target, {}, given));
  // There may be no handler yet when it rejects.
  dustRunId.catch(() => {});
  const events = [];
  for await (const event of eventStream) events.push(event);
  return { events, dustRunId };
}

const names = (agents) => agents.map((agent) => agent.name);
const published = ["BillingHelper", "Weekly_report", "poet", "clerk"];
const globals = ["dust", "slack"];

for (const [view, expected] of [
  [undefined, [...globals, ...published]],
  ["all", [...globals, ...published]],
  ["workspace", published],
  ["published", published],
  ["global", globals],
]) {
  check(`agents are listed, view ${view ?? "by default"}`, async () => {
    assert.deepEqual(names(value(await api.getAgentConfigurations({ view }))), expected);
  });
}

for (const [view, expected] of [
  ["list", ["dust", "BillingHelper", "Weekly_report", "ContractDraft", "poet", "clerk"]],
  ["favorites", ["Weekly_report"]],
]) {
  check(`the view ${view} needs a person`, async () => {
    refusal(await api.getAgentConfigurations({ view }), "invalid_request_error");
    const person = client({ apiKey: accessToken });
    assert.deepEqual(names(value(await person.getAgentConfigurations({ view }))), expected);
  });
}

check("agents are listed with their authors", async () => {
  const agents = value(await api.getAgentConfigurations({ view: "all", includes: ["authors"] }));
  assert.ok(agents.every((agent) => agent.lastAuthors.length > 0));
});

check("an agent is read, in both variants", async () => {
  for (const id of ["dust", "q7LxT2mRzK"]) {
    for (const variant of ["light", "full"]) {
      const path = `assistant/agent_configurations/${id}?variant=${variant}`;
      const got = await through(dust.GetOrPatchAgentConfigurationResponseSchema, { method: "GET", path });
      assert.equal(got.agentConfiguration.sId, id);
    }
  }
});

check("agents are searched", async () => {
  const query = new URLSearchParams({ q: "bill" });
  const path = "assistant/agent_configurations/search";
  const got = await through(dust.GetAgentConfigurationsResponseSchema, { method: "GET", path, query });
  assert.deepEqual(names(got.agentConfigurations), ["BillingHelper"]);
});

check("an agent is imported, updated, exported and archived", async () => {
  const body = {
    agent: {
      handle: "PeerHelper", description: "Made by a peer", scope: "visible",
      avatar_url: "https://dust.tt/static/systemavatar/helper_avatar_full.png",
      max_steps_per_run: 8, visualization_enabled: false,
    },
    instructions: "Be brief.",
    generation_settings: {
      model_id: "gpt-5-mini", provider_id: "openai", temperature: 0.7, reasoning_effort: "medium",
    },
    tags: [], editors: ["ada@example.com"],
    toolset: [{ name: "crm", description: "", type: "MCP", configuration: { mcp_server_name: "acme-crm" } }],
  };
  const root = "assistant/agent_configurations";
  const saved = await through(dust.ImportAgentConfigurationFromYAMLResponseSchema, {
    method: "POST", path: `${root}/import`, body,
  });
  assert.equal(saved.skippedActions.length, 1);
  const path = `${root}/${saved.agentConfiguration.sId}`;

  const patch = dust.PatchAgentConfigurationRequestSchema.parse({ instructions: "Be long." });
  const updated = await through(dust.GetOrPatchAgentConfigurationResponseSchema, { method: "PATCH", path, body: patch });
  assert.equal(updated.agentConfiguration.version, 1);
  assert.deepEqual(updated.skippedActions, []);

  const exported = value(await api.request({ method: "GET", path: `${path}/export/yaml` }));
  const text = dust.GetAgentConfigurationYAMLExportResponseSchema.parse(exported.response.body);
  assert.match(text, /instructions: Be long\./);

  const archived = await through(dust.DeleteAgentConfigurationResponseSchema, { method: "DELETE", path });
  assert.equal(archived.success, true);
  const again = await api._resultFromResponse(
    dust.DeleteAgentConfigurationResponseSchema, await api.request({ method: "DELETE", path }),
  );
  refusal(again, "invalid_request_error");
});

check("spaces are listed", async () => {
  const spaces = value(await api.getSpaces({ kinds: ["global", "regular"] }));
  assert.equal(spaces[0].sId, spaceId);
});

check("apps are listed", async () => {
  const got = await through(dust.GetAppsResponseSchema, { method: "GET", path: `spaces/${spaceId}/apps` });
  assert.equal(got.apps[0].sId, appId);
});

check("an app runs, blocking", async () => {
  const run = value(await api.runApp(app(), {}, inputs));
  assert.equal(run.status.run, "succeeded");
  assert.match(run.results[0][0].value.answer, /Combien coûte/);
});

check("an app that fails in a block is an answer", async () => {
  const run = value(await api.runApp(app(failingAppId), {}, inputs, { useWorkspaceCredentials: true }));
  assert.equal(run.status.run, "errored");
  assert.equal(run.results, null);
});

check("a run is started and read until it is over", async () => {
  const path = `spaces/${spaceId}/apps/${appId}/runs`;
  const body = { specification_hash: "latest", config: {}, inputs };
  const { run } = await through(dust.RunAppResponseSchema, { method: "POST", path, body });
  assert.equal(run.status.run, "running");
  const seen = [];
  for (let look = 0; look < 3; look += 1) {
    const got = await through(dust.RunAppResponseSchema, { method: "GET", path: `${path}/${run.run_id}` });
    seen.push(got.run.status.run);
  }
  assert.deepEqual(seen, ["running", "succeeded", "succeeded"]);
});

check("an app runs, as a stream", async () => {
  const { events, dustRunId } = await eventsOf(app());
  const types = new Set(events.map((event) => event.type));
  for (const type of ["run_status", "block_status", "tokens", "block_execution", "final"]) {
    assert.ok(types.has(type), `no ${type}`);
  }
  assert.equal(events[0].content.run_id, await dustRunId);
  assert.equal(events.at(-1).type, "final");
  assert.equal(events.at(-2).content.status, "succeeded");
  const text = events.filter((event) => event.type === "tokens").map((event) => event.content.tokens.text).join("");
  assert.equal(text, "You asked: « Combien coûte le plan Pro ? »");
});

check("a run is refused, blocking", async () => {
  const error = refusal(await api.runApp(app(appId, "0123"), {}, inputs), "run_error");
  assert.equal(error.run_error.code, "invalid_specification_error");
});

check("a run is refused, as a stream", async () => {
  const { events, dustRunId } = await eventsOf(app(appId, "0123"));
  assert.deepEqual(events.map((event) => event.type), ["error", "final"]);
  await assert.rejects(dustRunId, /No run id/);
});

check("an unknown app is not found", async () => {
  refusal(await api.runApp(app("nothing"), {}, inputs), "app_not_found");
});

for (const [key, type] of [
  ["sk-wrong", "invalid_api_key_error"],
  ["xoxb-1", "malformed_authorization_header_error"],
]) {
  check(`a wrong key is refused: ${key}`, async () => {
    refusal(await client({ apiKey: key }).getAgentConfigurations({}), type);
  });
}

check("a wrong workspace is not found", async () => {
  refusal(await client({ workspaceId: "nowhere" }).getAgentConfigurations({}), "workspace_not_found");
});

check("analytics and usage take what the client's schemas allow", async () => {
  for (const table of [
    "usage_metrics", "active_users", "source", "agents", "users", "skills", "skill_usage", "tool_usage", "messages",
    "feedback",
  ]) {
    const query = { table, startDate: "2026-10-01", endDate: "2026-10-31", timezone: "Europe/Paris", format: "json" };
    const allowed = new URLSearchParams(dust.GetAnalyticsExportRequestSchema.parse(query));
    const got = value(await api.request({ method: "GET", path: "analytics/export", query: allowed }));
    assert.equal(got.response.status, 200, table);
    assert.ok(JSON.parse(got.response.body).length > 0, table);
  }
  for (const query of [
    { start: "2026-05", mode: "month", table: "all" },
    { start: "2026-05-01", end: "2026-05-31", mode: "range", table: "users" },
  ]) {
    const allowed = new URLSearchParams(dust.GetWorkspaceUsageRequestSchema.parse(query));
    const got = value(await api.request({ method: "GET", path: "workspace-usage", query: allowed }));
    assert.equal(got.response.status, 200, JSON.stringify(query));
  }
});

// The judge itself is judged: an answer that lost a field must not pass.
for (const field of ["sId", "version", "versionAuthorId", "model", "pictureUrl", "maxStepsPerRun", "templateId"]) {
  check(`the client sees that an agent lost ${field}`, async () => {
    const fetched = globalThis.fetch;
    globalThis.fetch = async (...request) => {
      const body = await (await fetched(...request)).json();
      for (const agent of body.agentConfigurations) delete agent[field];
      return Response.json(body);
    };
    try {
      refusal(await api.getAgentConfigurations({}), "unexpected_response_format");
    } finally {
      globalThis.fetch = fetched;
    }
  });
}

require("./conversations")({ client, api, value, refusal, accessToken, spaceId });

report();
