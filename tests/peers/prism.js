// This crate's requests keep to the published specs, except where the specs are known to be wrong.
//
//   node prism.js REQUESTS.jsonl SPECS_FOLDER
"use strict";

const { spawn } = require("node:child_process");
const { readFileSync } = require("node:fs");
const net = require("node:net");
const path = require("node:path");
const { assert, check, report } = require("./checks");

const [requestsFile, specs] = process.argv.slice(2);
const requests = readFileSync(requestsFile, "utf8").trim().split("\n").map((line) => JSON.parse(line));
const cli = require.resolve("@stoplight/prism-cli/dist/index.js");

// Where the server takes what its published specs forbid: nothing else may be complained about.
const editors = "body.editors.0 type"; // The specs want objects, the server e-mail addresses.
const exceptions = {
  "list_agents view=all_unrestricted": ["query.view enum"], // Not in the specs, for keys with the admin scope.
  "import_agent": [editors],
  "update_agent editors": [editors],
  "create_run inputs=[1]": ["body.inputs.0 type"], // The server takes anything as an input.
  "export_analytics table=skills": ["query.table enum"], // A newer table.
  "export_analytics table=feedback": ["query.table enum"], // A newer table.
};

const operations = new Set([
  "list_agents", "get_agent", "search_agents", "import_agent", "update_agent", "archive_agent", "export_agent_yaml",
  "list_apps", "create_run", "get_run", "export_analytics", "get_workspace_usage",
]);

const specOf = (name) => {
  const operation = name.split(" ")[0];
  if (operation.includes("agent")) return "agents";
  return operation.includes("run") || operation.includes("app") ? "apps" : "workspace";
};

async function freePort() {
  const server = net.createServer();
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

// A mock server of one published spec; resolves when it listens.
async function mock(name) {
  const port = await freePort();
  const spec = path.join(specs, `dust-${name}-api-openapi.yml`);
  const child = spawn(process.execPath, [cli, "mock", "--host", "127.0.0.1", "--port", String(port), spec]);
  let said = "";
  await new Promise((resolve, reject) => {
    const listen = (chunk) => {
      said += chunk;
      if (said.includes("Prism is listening")) resolve();
    };
    child.stdout.on("data", listen);
    child.stderr.on("data", listen);
    child.on("exit", (code) => reject(new Error(`the mock of ${name} ended with ${code}: ${said}`)));
  });
  return { child, url: `http://127.0.0.1:${port}` };
}

// What the mock says about the request; its own answer does not matter.
async function violations(mocks, request) {
  const headers = { authorization: "Bearer sk-x" };
  if (request.accept) headers.accept = request.accept;
  if (request.contentType) headers["content-type"] = request.contentType;
  const body = request.body === null ? undefined : JSON.stringify(request.body);
  const url = mocks[specOf(request.name)].url + request.target;
  const response = await fetch(url, { method: request.method, headers, body });
  const said = JSON.parse(response.headers.get("sl-violations") ?? "[]");
  const own = said.filter((violation) => violation.location[0] === "request");
  if (own.length === 0) {
    // 406: the specs know no event stream. Any other failure means that the mock did not take the request at all.
    const taken = response.status < 400 || (response.status === 406 && request.accept.includes("event-stream"));
    assert.ok(taken, `the mock answered ${response.status} ${await response.text()}`);
  }
  return own.map(({ location, code }) => `${location.slice(1).join(".")} ${code}`);
}

async function main() {
  const names = ["agents", "apps", "workspace"];
  const started = await Promise.allSettled(names.map(mock));
  const children = started.filter((start) => start.value).map((start) => start.value.child);
  try {
    const mocks = {};
    started.forEach((start, at) => {
      if (start.reason) throw start.reason;
      mocks[names[at]] = start.value;
    });
    judge(mocks);
    await report();
  } finally {
    for (const child of children) child.kill();
  }
}

function judge(mocks) {
  for (const request of requests) {
    const expected = exceptions[request.name] ?? [];
    const note = expected.length > 0 ? `, but for ${expected.join(", ")}` : "";
    check(`${request.name} keeps to the spec${note}`, async () => {
      assert.deepEqual(await violations(mocks, request), expected);
    });
  }
  check("every operation is among the requests", () => {
    assert.deepEqual(new Set(requests.map(({ name }) => name.split(" ")[0])), operations);
  });
  check("every exception is among the requests", () => {
    const made = new Set(requests.map(({ name }) => name));
    assert.deepEqual(Object.keys(exceptions).filter((name) => !made.has(name)), []);
  });
  // The judge itself is judged: a broken request must not pass.
  const broken = (name, change) => {
    const request = structuredClone(requests.find((request) => request.name === name));
    change(request);
    return request;
  };
  for (const [what, request, complaint] of [
    [
      "a search without its text",
      broken("search_agents", (request) => (request.target = request.target.split("?")[0])),
      "query required",
    ],
    ["an update with a text for tags", broken("update_agent", ({ body }) => (body.tags = "x")), "body.tags type"],
    ["a run without inputs", broken("create_run", ({ body }) => delete body.inputs), "body required"],
  ]) {
    check(`the mock refuses ${what}`, async () => {
      assert.deepEqual(await violations(mocks, request), [complaint]);
    });
  }
}

main().catch((error) => {
  console.log(`FAIL ${error.message}`);
  process.exitCode = 1;
});
