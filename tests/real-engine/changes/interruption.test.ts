import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import { elsewhere } from "../support/elsewhere.ts";
import { type ExportedResource, parseExport } from "../support/exported.ts";
import { childOf } from "../support/processes.ts";
import { buildTime, openProject, type TestProject } from "../support/project.ts";

const minutes = 60_000;
const up = ["up", "--yes", "--skip-preview"];

/** What takes longest. It is about to begin when the text shows. */
const underWay = /cloudfunctionsv2:Function \S+ creating/;

describe("an up that is killed in the middle", function () {
  this.timeout(3 * minutes);
  let project: TestProject;

  before(async function () {
    this.timeout(buildTime);
    project = await openProject("interruption");
    project.use("index.ts");
    // So that the simulated clouds are not children of the command that is killed.
    await project.clone.run(["start"], { cwd: project.folder });
  });
  after(() => project.close());
  afterEach(() => project.pulumi.run("destroy", "--yes", "--skip-preview"));

  /** Everything is there once, and the engine knows all of it. */
  const assertWhole = async (): Promise<void> => {
    const { resources, endpoints } = await project.pulumi.status();
    assert.deepEqual(resources, { gcp: 10 });
    assert.deepEqual(await project.pulumi.countInState(), resources);
    assert.deepEqual(await Promise.all(endpoints.map(async ({ url }) => (await fetch(url)).text())), ["hello"]);
  };

  /** Takes over what a cloud has made of a create whose end the engine has not seen. */
  const adopt = async ({ urn, type, parent, inputs }: ExportedResource): Promise<void> => {
    // A user looks it up in the cloud's console.
    const made = await elsewhere(project, "gcp", (gcp) => gcp.read({ urn, id: "", inputs }));
    assert.ok(made);
    const what = [type, urn.split("::").at(-1) ?? "", made.id, "--parent", `its=${parent}`];
    await project.pulumi.run("import", ...what, "--yes", "--skip-preview", "--generate-code=false", "--protect=false");
  };

  /** Waits until the engine has noted what it is about to make, which it does after it has said so. */
  const noted = async (): Promise<void> => {
    const file = join(project.folder, ".fourfold/pulumi/state/.pulumi/stacks/interruption/dev.json");
    while (!/"pending_operations":\s*\[\s*\{/.test(readFileSync(file, "utf8"))) await setTimeout(10);
  };

  it("goes on where it was after the simulated clouds were killed", async () => {
    const { pid } = await project.pulumi.status();
    const command = project.pulumi.start(...up);
    await command.until(underWay);
    process.kill(pid, "SIGKILL");

    const { code } = await command.finished;

    assert.notEqual(code, 0);
    assert.match(command.text(), /error: .*(?:EOF|connection|unavailable)/i);
    await project.pulumi.run(...up);
    await assertWhole();
  });

  it("goes on where it was after the CLI was killed, once its lock and what it had under way are seen to", async () => {
    const { pid: clouds } = await project.pulumi.status();
    const command = project.pulumi.start(...up);
    await command.until(underWay);
    // So that it stays under way until the CLI is killed.
    process.kill(clouds, "SIGSTOP");
    await noted();
    process.kill(childOf(command.process.pid, /\/pulumi /), "SIGKILL");
    process.kill(clouds, "SIGCONT");
    await command.finished;

    assert.match(await project.pulumi.refuse(...up), /locked by 1 lock.*`pulumi cancel`/);
    await project.pulumi.run("cancel", "--yes");
    const [pending, ...others] = parseExport(await project.pulumi.run("stack", "export")).pending_operations;
    assert.ok(pending);
    assert.deepEqual(
      [pending.type, pending.resource.type, others],
      ["creating", "gcp:cloudfunctionsv2/function:Function", []],
    );
    await adopt(pending.resource);
    await project.pulumi.run("refresh", "--yes", "--skip-preview", "--clear-pending-creates");
    await project.pulumi.run(...up);
    await assertWhole();
  });
});
