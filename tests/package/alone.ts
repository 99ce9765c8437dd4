import assert from "node:assert/strict";
import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createEnvironment, createPlaces } from "../../kit/cli/pulumi/environment.ts";
import { startSimulator } from "../../kit/simulator/client.ts";
import { type Finished, startCommand } from "../support/command.ts";
import { type Project, refused, succeeded } from "./support/project.ts";

/** What only the simulator needs, and what that brings along: most of an installation's size. */
export const simulators = ["fourfold-simulator", "miniflare", "workerd", "sharp", "@google-cloud/functions-framework"];

/** A program in which only `fourfold` is installed, as for `pulumi up` in production. */
export function describeAlone(project: () => Project, pulumi: () => string): void {
  after(() => {
    for (const made of ["alone", "alone.mjs", "apart", "cli", "conformance", "providers"]) {
      rmSync(inProject(made), { recursive: true, force: true });
    }
  });
  const inProject = (...names: readonly string[]): string => join(project().folder, ...names);

  it("has no package that only the simulator needs", () => {
    const there = simulators.filter((name) => existsSync(inProject("node_modules", name)));

    assert.deepEqual(there, []);
  });

  it("previews with the Pulumi CLI alone", async () => {
    // Providers of the user's: what Pulumi would install as plugins, which are not on this machine.
    const simulator = await startSimulator({ data: inProject("providers"), root: project().folder });
    const places = createPlaces(inProject("cli"));
    const { providers } = await simulator.state();
    const env = createEnvironment({ places, pulumi: pulumi(), providers, inherited: process.env });
    const cli = (...args: readonly string[]): Promise<Finished> =>
      startCommand(pulumi(), ["--non-interactive", "--color", "never", ...args], { cwd: project().folder, env })
        .finished;
    try {
      succeeded(await cli("stack", "init", "dev"));
      const output = succeeded(await cli("preview", "--stack", "dev"));

      assert.match(output, /aws:lambda:Function greeter-api-function create/);
      assert.match(output, /\+ 15 to create/);
    } finally {
      await simulator.stop();
    }
  });

  const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
  const toldToInstall = new RegExp(
    "Simulated clouds need the package fourfold-simulator, which is not installed\\. " +
      `Run \`npm install --save-dev fourfold-simulator@${version}\`\\. \\[ERR_SIMULATOR\\]`,
  );

  for (const command of [
    "dev --once",
    "check",
    "start",
    "status",
    "logs",
    "stop",
    "pulumi preview",
    "verify --simulated",
    "invoke api",
    "dead-letters placed",
    "redrive placed",
    "secret list",
    "cost",
  ]) {
    it(`says with \`fourfold ${command}\` what to install`, async () => {
      assert.match(refused(await project().run("fourfold", ...command.split(" "))), toldToInstall);
    });
  }

  it("says in a test with `fourfold/testing` what to install, and asks handlers without it", async () => {
    project().write({
      "alone.mjs": `
        import { functionSet } from "fourfold";
        import { http } from "fourfold/runtime";
        import { evaluate, requestTo } from "fourfold/testing";
        const set = functionSet("alone", { root: import.meta.url, functions: { api: { handler: "./api.ts", http: true } } });
        const request = requestTo(http(set, "api", () => ({ fetch: () => new Response("here") })));
        console.log(await (await request("/")).text());
        await evaluate(() => undefined).catch(({ message }) => console.log(message));
      `,
    });

    const output = succeeded(await project().node("alone.mjs"));

    assert.match(output, /^here$/m);
    assert.match(output, toldToInstall);
  });

  it("looks for it in the project too, where a package manager keeps packages apart", async () => {
    project().write({ "apart/node_modules/fourfold-simulator/package.json": '{ "version": "0.0.1" }' });
    const bin = inProject("node_modules/fourfold/kit/cli/fourfold.js");

    const found = await startCommand(process.execPath, [bin, "status"], { cwd: inProject("apart") }).finished;

    assert.match(refused(found), /^fourfold-simulator has version 0\.0\.1, and fourfold \d/m);
  });

  it("helps, completes, makes projects and the program of `verify`", async () => {
    const { run } = project();

    assert.match(succeeded(await run("fourfold", "--help")), /\bdev\b/);
    assert.match(succeeded(await run("fourfold", "completion", "bash")), /fourfold/);
    succeeded(await run("fourfold", "verify", "--init", "conformance", "--cloud", "aws"));
    succeeded(await run("fourfold", "new", "alone"));
    assert.match(readFileSync(inProject("alone/package.json"), "utf8"), /"fourfold-simulator": "\^\d/);
    const outputs = await run("fourfold", "verify", "--outputs", "missing.json");
    assert.match(refused(outputs), /missing\.json.*\[ERR_(?:VERIFY|USAGE|CONFIG)\]/);
  });
}
