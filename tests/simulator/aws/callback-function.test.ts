import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import * as aws from "@pulumi/aws";
import { createMemoryCheckpoints, up } from "../../../kit/engine/index.ts";
import { createSimulator, type Simulator } from "../../../kit/simulator/index.ts";
import { until } from "../../support/until.ts";
import { createTemporaryFolder } from "../support/temporary-folder.ts";
import { linesOf } from "./shop.ts";

/** A project whose one dependency is installed: the SDK packs what `package.json` lists. */
async function fillProject(folder: string): Promise<void> {
  const dependency = join(folder, "node_modules", "greeter");
  await mkdir(dependency, { recursive: true });
  const manifest = { name: "app", version: "1.0.0", dependencies: { greeter: "1.0.0" } };
  await writeFile(join(folder, "package.json"), JSON.stringify(manifest));
  await writeFile(join(dependency, "package.json"), JSON.stringify({ name: "greeter", version: "1.0.0" }));
  await writeFile(join(dependency, "index.js"), 'exports.greet = (name) => "Hello, " + name;');
}

// https://www.pulumi.com/docs/iac/concepts/functions/function-serialization/
describe("aws: a callback as a function, with the SDK's defaults", () => {
  const here = process.cwd();
  const project = createTemporaryFolder();
  let simulator: Simulator;
  beforeEach(async () => {
    await fillProject(project.path);
    // The SDK looks for packages where the program runs.
    process.chdir(project.path);
    simulator = await createSimulator({ data: ":memory:", live: true });
  });
  afterEach(async () => {
    process.chdir(here);
    project.remove();
    await simulator.stop();
  });

  it("is deployed with its nine policies, finds its dependencies, and logs", async () => {
    const captured = "you";
    const program = async () => {
      const fn = new aws.lambda.CallbackFunction("hello", {
        callback: async () => {
          const { greet } = require("greeter");
          console.log("greeting");
          return { statusCode: 200, body: greet(captured) };
        },
      });
      const url = new aws.lambda.FunctionUrl("hello", { functionName: fn.name, authorizationType: "NONE" });
      return { url: url.functionUrl, name: fn.name };
    };

    const { errors, outputs } = await up({
      ...{ stack: "test", project: "app", folder: here, program, checkpoints: createMemoryCheckpoints() },
      config: { values: { "aws:region": "eu-central-1" }, secretKeys: [] },
      providers: simulator.providers,
    });
    assert.deepEqual(errors, []);
    const response = await fetch(String(outputs.url));

    assert.deepEqual([response.status, await response.text()], [200, "Hello, you"]);
    assert.equal(simulator.world.store.find("aws:iam/rolePolicyAttachment:RolePolicyAttachment").length, 9);
    await until(() => linesOf({ simulator }, `/aws/lambda/${outputs.name}`).some((line) => line.endsWith("greeting")));
  });
});
