import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Clone, createClone } from "../../support/clone.ts";
import type { Command } from "../../support/command.ts";

const platform = {
  "index.ts": `
import { Foundation } from "../components/index.ts";
export const foundation = new Foundation("acme", { cloud: "aws", protection: "destroy", logRetention: "7 days" }).handle;
`,
};

const app = {
  "set.ts": `
import { functionSet } from "../kit/spec/index.ts";
export const greetings = functionSet("greetings", {
  root: import.meta.url,
  functions: { hello: { handler: "./hello.ts", http: true } },
  routes: { "/*": "hello" },
});
`,
  "hello.ts": `
import { http } from "../kit/runtime/index.ts";
import { greetings } from "./set.ts";
export default http(greetings, "hello", () => ({ fetch: () => new Response("hello") }));
`,
  "index.ts": `
import { StackReference } from "@pulumi/pulumi";
import { deploy, FunctionSet } from "../components/index.ts";
import { greetings } from "./set.ts";
const platform = new StackReference("organization/platform/dev");
const on = platform.requireOutput("foundation");
new FunctionSet("greetings", deploy(greetings, { cloud: "aws", on, protection: "destroy" }));
`,
};

describe("teams that share simulated clouds", function () {
  this.timeout(120_000);
  let clone: Clone;
  before(() => {
    clone = createClone();
    write("platform", platform);
    write("app", app);
  });
  after(async () => {
    await run("platform", "stop");
    clone.remove();
  });
  const write = (name: string, files: Readonly<Record<string, string>>): void => {
    const folder = join(clone.folder, name);
    mkdirSync(folder);
    const all = {
      ...files,
      "Pulumi.yaml": `name: ${name}\nruntime: nodejs\n`,
      "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n",
      "package.json": JSON.stringify({ type: "module", fourfold: { shared: "../clouds" } }),
    };
    for (const [file, text] of Object.entries(all)) writeFileSync(join(folder, file), text);
  };
  const run = (name: string, ...args: readonly string[]) => clone.run(args, { cwd: join(clone.folder, name) });

  it("are told which stacks there are when one is missing", async () => {
    const { code, stdout } = await run("app", "dev", "--once");

    assert.equal(code, 1);
    assert.match(
      stdout,
      /^unknown stack "organization\/platform\/dev"\. No stack is deployed here\. .*docs\/teams\.md\.$/m,
    );
  });

  it("stand on another team's foundation, on clouds that stay until they are stopped", async () => {
    const first = await run("platform", "dev", "--once");
    const second = await run("app", "dev", "--once");
    const state = JSON.parse((await run("platform", "status", "--json")).stdout);

    assert.deepEqual([first.code, second.code], [0, 0], first.stdout + second.stdout + second.stderr);
    const [, url = ""] = /(http:\/\/127\.0\.0\.1:\d+) +greetings/.exec(second.stdout) ?? [];
    assert.equal(await (await fetch(url)).text(), "hello");
    // Only its own addresses are shown, and nothing is deployed by both.
    assert.doesNotMatch(first.stdout, /http:\/\/127/);
    assert.equal(state.running, true);
    assert.deepEqual(
      state.addresses.map(({ local }: { readonly local: string }) => local),
      [`${url}/`],
    );
  });

  it("work beside each other, and nobody stops the clouds under another team", async () => {
    const session: Command = clone.start(["dev"], { cwd: join(clone.folder, "app") });
    try {
      await session.until(/^The shared clouds go on then/m);
      const stop = await run("platform", "stop");

      assert.equal(stop.code, 1);
      assert.match(
        stop.stderr,
        /`fourfold dev` of the project "app" works on these shared clouds, as process \d+\. End it first\./,
      );
    } finally {
      session.process.kill("SIGINT");
      await session.finished;
    }
    assert.equal(JSON.parse((await run("platform", "status", "--json")).stdout).running, true);
  });
});
