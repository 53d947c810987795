// Dust's own JavaScript client, doing what a case of these benches does; prints what a case prints.
"use strict";

const packages = process.env.PACKAGES;
const dust = require(require.resolve("@dust-tt/client", { paths: [packages] }));

const [name, address, size] = process.argv.slice(2);
const silent = { error() {}, info() {}, trace() {}, warn() {} };
const api = new dust.DustAPI({ url: `http://${address}` }, { workspaceId: "w1", apiKey: "sk-test" }, silent);

function value(result) {
  if (!result.isOk()) throw new Error(JSON.stringify(result.error));
  return result.value;
}

async function small(count) {
  const path = "assistant/agent_configurations/q7LxT2mRzK";
  for (let made = 0; made < count; made++) {
    const answer = await api.request({ method: "GET", path });
    value(await api._resultFromResponse(dust.GetOrPatchAgentConfigurationResponseSchema, answer));
  }
}

async function events(count) {
  const app = { workspaceId: "w1", appSpaceId: `many${count}`, appId: "app", appHash: "latest" };
  const { eventStream, dustRunId } = value(await api.runAppStreamed(app, {}, [{}]));
  dustRunId.catch(() => {});
  let tokens = 0;
  for await (const event of eventStream) if (event.type === "tokens") tokens++;
  if (tokens < count) throw new Error(`${tokens} of ${count} came`);
}

const cases = {
  small,
  "small-32": (count) => Promise.all(Array.from({ length: 32 }, () => small(count / 32))),
  list: async (count) => {
    for (let made = 0; made < count; made++) {
      const agents = value(await api.getAgentConfigurations({}));
      if (agents.length !== 1000) throw new Error(`${agents.length} came`);
    }
  },
  events,
};

(async () => {
  const start = process.hrtime.bigint();
  await cases[name](Number(size));
  const wall = Number(process.hrtime.bigint() - start) / 1e6;
  const { user, system } = process.cpuUsage();
  console.log(wall, (user + system) / 1e3, process.resourceUsage().maxRSS, 0, 0);
})().catch((error) => {
  console.error(error);
  process.exit(1);
});
