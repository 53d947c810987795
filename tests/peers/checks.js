// One line a check: `ok …` or `FAIL …`, and the number of failures at the end.
"use strict";

const assert = require("node:assert/strict");

const checks = [];
const check = (name, run) => checks.push({ name, run });

async function report() {
  let failed = 0;
  for (const { name, run } of checks) {
    try {
      await run();
      console.log(`ok   ${name}`);
    } catch (error) {
      failed += 1;
      console.log(`FAIL ${name}\n     ${String(error.message).replaceAll("\n", "\n     ")}`);
    }
  }
  console.log(`${checks.length} checks, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}

module.exports = { assert, check, report };
