import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;

/** What a stack trace looks like. */
const stackTrace = /^ +at .*(?::\d+:\d+|<anonymous>)/m;

describe("a program that is wrong, on the real engine", function () {
  this.timeout(3 * minutes);
  let project: TestProject;

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("mistakes");
  });
  after(() => project.close());

  const preview = (main: string): Promise<string> => {
    project.use(main);
    return project.pulumi.refuse("preview");
  };

  it("shows an error's own file and line", async () => {
    const lines = readFileSync(join(project.folder, "error.ts"), "utf8").split("\n");
    const line = lines.findIndex((text) => text.includes(".members.length")) + 1;

    const said = await preview("error.ts");

    assert.match(said, /TypeError: Cannot read properties of undefined \(reading 'members'\)/);
    assert.match(said, new RegExp(`error\\.ts:${line}:\\d+`));
  });

  it("shows the message of a user's mistake that is found at once, and no stack", async () => {
    const said = await preview("at-once.ts");

    assert.match(said, /Function "site-greet": .*timeout.* \[ERR_LIMIT\]/);
    assert.doesNotMatch(said, stackTrace);
  });

  it("shows the message of a user's mistake that is found in an output, and no stack", async () => {
    const said = await preview("in-output.ts");

    assert.match(said, /Function "site-greet": .*environment.* \[ERR_LIMIT\]/);
    assert.doesNotMatch(said, stackTrace);
  });

  it("shows where a handler does not compile, and no stack", async () => {
    writeFileSync(join(project.folder, "broken.ts"), "export default {\n  fetch: ) => {},\n};\n");

    const said = await preview("broken-handler.ts");

    assert.match(said, /\(broken\.ts:2:10\): it does not compile: .* \[ERR_HANDLER_COMPILE\]/);
    assert.doesNotMatch(said, stackTrace);
  });
});
