import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { analyzeRequest, violationOf } from "../../policies/pack/requests.ts";
import { servePack } from "../../policies/pack/server.ts";
import { documentedFiles, writeDocumented } from "../../support/documented.ts";

const inJavaScript = documentedFiles("docs/policies.md", "## A pack of one's own", "### A test of it");
const inTypeScript = documentedFiles("docs/policies.md", "### The same in TypeScript");

// The document's own test, of the pack in JavaScript. `tests/package/commonjs.ts` has Pulumi's engine ask that pack.
{
  using written = writeDocumented(inJavaScript);
  await import(pathToFileURL(join(written.folder, "tests/policy.test.mjs")).href);
}

it("the pack of docs/policies.md starts in TypeScript, too, and refuses what it is about", async () => {
  using written = writeDocumented(inTypeScript);
  await using pack = await servePack(join(written.folder, "policy"));
  const [type, name] = ["aws:lambda/function:Function", "api"];
  await pack.configure({ "small-functions": { level: "MANDATORY", properties: { atMost: 256 } } });

  const answer = await pack.analyze(analyzeRequest({ urn: "urn:api", type, name, inputs: { memorySize: 512 } }));

  assert.deepEqual(
    answer.getDiagnosticsList().map((each) => violationOf(each).message.split("\n")[1]),
    ["It has 512 MB, and 256 MB are allowed."],
  );
});
