import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Clone, createClone } from "../support/clone.ts";

const files = {
  "Pulumi.yaml": "name: plain\nruntime: nodejs\nmain: index.js\n",
  "Pulumi.dev.yaml": "config:\n  aws:region: eu-west-1\n",
  "index.js": `import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { plain } from "./functions/plain.js";
const on = new Foundation("plain", { cloud: "aws" });
export const { urls } = new FunctionSet("plain", deploy(plain, { cloud: "aws", on, protection: "destroy" }));
`,
  "functions/plain.js": `import { functionSet } from "fourfold";
export const plain = functionSet("plain", { root: import.meta.url, functions: { api: { handler: "./api.js", http: true } } });
`,
  "functions/api.js": `import { http } from "fourfold/runtime";
import { plain } from "./plain.js";
export default http(plain, "api", () => ({ fetch: () => new Response("here") }));
`,
};

describe("fourfold check, of a program without TypeScript", function () {
  this.timeout(60_000);
  let clone: Clone;
  let cwd: string;
  before(() => {
    clone = createClone();
    cwd = join(clone.folder, "plain");
    mkdirSync(join(cwd, "functions"), { recursive: true });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(cwd, file), text);
  });
  after(() => clone.remove());

  it("checks the bundles and the preview, and claims nothing about types", async () => {
    const { code, stdout, stderr } = await clone.run(["check"], { cwd });

    assert.equal(code, 0, stdout + stderr);
    assert.equal(stdout, "Bundles (1) and the preview are right.\n");
  });

  it("tells what preview refuses", async () => {
    clone.edit("plain/functions/plain.js", "http: true", 'http: true, timeout: "2 hours"');

    const { code, stdout } = await clone.run(["check"], { cwd });

    assert.equal(code, 1);
    assert.match(stdout, /^Function "plain-api": a timeout of 2 hours is not possible on aws.*\[ERR_LIMIT\]$/m);
  });
});
