import assert from "node:assert/strict";
import { isListening } from "../support/leftovers.ts";
import { buildTime, openProject, type TestProject } from "./support/project.ts";

const minutes = 60_000;
const config = { "aws:region": "eu-west-1" };

describe("two projects on one machine, on the real engine", function () {
  this.timeout(3 * minutes);
  let one: TestProject;
  let two: TestProject;
  before(async function () {
    this.timeout(buildTime);
    [one, two] = [await openProject("replacement"), await openProject("replacement")];
    for (const project of [one, two]) {
      project.use("first.ts", config);
      await project.pulumi.run("up", "--yes", "--skip-preview");
    }
  });
  after(async () => {
    await one.close();
    await two.close();
  });
  const urlOf = async ({ pulumi }: TestProject): Promise<string> => String(await pulumi.output("url"));

  it("have the same names, and neither stores nor addresses in common", async () => {
    const [first, second] = [await urlOf(one), await urlOf(two)];
    one.use("renamed.ts", config);
    await one.pulumi.run("up", "--yes", "--skip-preview");
    const answers = [await (await fetch(first)).text(), await (await fetch(second)).text()];
    const providers = [await one.pulumi.status(), await two.pulumi.status()].flatMap((state) =>
      Object.values(state.providers),
    );
    await one.pulumi.stop();

    assert.deepEqual(answers, ["renamed", "first"]);
    assert.equal(new Set(providers).size, 10);
    assert.deepEqual([await isListening(first), await isListening(second)], [false, true]);
    assert.deepEqual(await two.pulumi.previewSteps(), []);
  });

  it("refuse a property without effect when their clouds were started with --strict", async () => {
    await one.clone.run(["start", "--strict"], { cwd: one.folder });

    const refusal = await one.pulumi.refuse("preview");

    assert.match(refusal, /retentionInDays.*has no effect.*`--strict` refuses/s);
  });
});
