import assert from "node:assert/strict";
import { readFileSync } from "node:fs";

const read = (path: string) => JSON.parse(readFileSync(new URL(`../../../${path}`, import.meta.url), "utf8"));

/** Pulumi shows the version of a pack beside its name, and reads it in the pack's own manifest. */
it("a policy pack has the version of the package that it comes with", () => {
  assert.equal(read("policies/package.json").version, read("package.json").version);
});
