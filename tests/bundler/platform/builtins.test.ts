import assert from "node:assert/strict";
import { builtinModules } from "node:module";
import { Miniflare } from "miniflare";
import { workersBuiltins, workersCompatibility, workersModules } from "../../../kit/bundler/workers/builtins.ts";

/** The newest date that the installed runtime knows: each of these modules came before it. */
const compatibilityDate = "2026-04-26";

/** What a Worker says of each module: the names that it exports, or that there is none. */
async function namesIn(modules: readonly string[]): Promise<Readonly<Record<string, readonly string[] | null>>> {
  const contents = `
    const namesOf = async (name) => {
      try { return Object.keys(await import(name)); }
      catch (error) { if (/No such module/.test(error.message)) return null; throw error; }
    };
    export default {
      async fetch() {
        const found = {};
        for (const name of ${JSON.stringify(modules)}) found[name] = await namesOf(name);
        return Response.json({ found, address: String(import.meta.url), require: typeof require });
      }
    };`;
  const { compatibilityFlags } = workersCompatibility;
  const worker = new Miniflare({
    modules: [{ type: "ESModule", path: "index.mjs", contents }],
    compatibilityDate,
    compatibilityFlags,
  });
  try {
    const answer: unknown = await (await worker.dispatchFetch("http://worker/")).json();
    assert.ok(typeof answer === "object" && answer !== null && "found" in answer && "address" in answer);
    // What the options for Workers say in its place: that there is none.
    assert.equal(answer.address, "undefined");
    return answer.found as Readonly<Record<string, readonly string[] | null>>;
  } finally {
    await worker.dispose();
  }
}

describe("the table of Node's modules on Workers", () => {
  const nodes = new Set([...builtinModules.map((name) => name.replace(/^node:/, "")), ...workersBuiltins.keys()]);

  it("says of each of them what the runtime says", async () => {
    const found = await namesIn([...nodes].map((name) => `node:${name}`));

    const resolved = [...nodes].filter((name) => found[`node:${name}`] !== null);
    assert.deepEqual(resolved.sort(), [...workersBuiltins.keys()].sort());
  });

  it("says what the runtime's own modules export", async () => {
    const found = await namesIn(Object.keys(workersModules));

    for (const [name, exported] of Object.entries(workersModules)) {
      const missing = exported.filter((each) => found[name]?.includes(each) !== true);
      assert.deepEqual(missing, [], name);
    }
  });
});
