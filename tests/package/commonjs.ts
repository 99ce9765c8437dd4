import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startCommand } from "../support/command.ts";
import { documentedFiles } from "../support/documented.ts";
import { assertNothingLeft } from "../support/leftovers.ts";
import { simulators } from "./alone.ts";
import { forgetDeployed, type Project, refused, succeeded } from "./support/project.ts";

/** The pack that the documentation shows. */
const policyPack = documentedFiles("docs/policies.md", "## A pack of one's own");

const preview = ["pulumi", "--non-interactive", "--color", "never", "preview"];

export function describeCommonJs(project: () => Project): void {
  after(async () => {
    await project().run("fourfold", "stop");
    await assertNothingLeft(project().folder, []);
  });

  it("says its version and its commands", async () => {
    const manifest = readFileSync(join(project().folder, "node_modules/fourfold/package.json"), "utf8");

    const version = await project().run("fourfold", "--version");
    const help = await project().run("fourfold", "--help");

    assert.equal(succeeded(version).trim(), JSON.parse(manifest).version);
    assert.match(succeeded(help), /Usage: fourfold .*\n.*\bdev\b.*\bpulumi\b/s);
  });

  it("is told of a simulator of another version, with the command that corrects it", async () => {
    const file = join(project().folder, "node_modules/fourfold-simulator/package.json");
    const text = readFileSync(file, "utf8");
    const { version } = JSON.parse(text);
    writeFileSync(file, text.replace(`"version": "${version}"`, '"version": "0.0.1"'));

    const output = refused(await project().run("fourfold", "status"));
    writeFileSync(file, text);

    assert.match(output, /^fourfold-simulator has version 0\.0\.1, and fourfold \d+\.\d+\.\d+: .*\[ERR_SIMULATOR\]/m);
    assert.match(output, new RegExp(`Run \`npm install --save-dev fourfold-simulator@${version}\``));
  });

  it("is installed without the simulator and all that only it needs by `npm ci --omit=dev`", async () => {
    const flags = ["--all", "--parseable", "--omit=dev"];
    const listed = await startCommand("npm", ["ls", ...flags], { cwd: project().folder }).finished;

    const paths = succeeded(listed).trim().split("\n");
    const names = paths.map((path) => path.split(/node_modules[\\/]/).at(-1) ?? "");
    assert.ok(names.includes("fourfold") && names.includes("esbuild"), names.join(", "));
    assert.deepEqual(
      simulators.filter((name) => names.includes(name)),
      [],
    );
  });

  it("installs without running a compiler", () => {
    const lock = JSON.parse(readFileSync(join(project().folder, "package-lock.json"), "utf8"));
    const packages = Object.entries<{ readonly hasInstallScript?: boolean }>(lock.packages);
    const scripts = packages.flatMap(([path, { hasInstallScript }]) => (hasInstallScript ? [path] : []));

    // They look whether npm has installed the program for this platform. protobufjs warns about version ranges.
    const harmless = ["esbuild", "protobufjs", "sharp", "workerd"];
    assert.deepEqual(
      scripts.filter((path) => !harmless.includes(path.replace("node_modules/", ""))),
      [],
    );
  });

  it("deploys to the simulated clouds and runs the project's own checks, though it is no TypeScript for Node", async () => {
    const output = succeeded(await project().run("fourfold", "dev", "--once"));
    await forgetDeployed(project());

    assert.match(output, /^aws +\d+ .* 1\/1 +http:\/\/127\.0\.0\.1:\d+ /m);
    assert.match(output, /^Ready after/m);
  });

  it("previews on the real engine with ts-node and all checks of types", async () => {
    const output = succeeded(await project().run("fourfold", ...preview));

    assert.match(output, /aws:lambda:Function greeter-api-function create/);
    assert.match(output, /\+ 15 to create/);
  });

  it("names the package to install for a cloud whose SDK is not there", async () => {
    const expected =
      /deploys to gcp, and the package @pulumi\/gcp is not installed\. Run `npm install @pulumi\/gcp`\. \[ERR_SDK\]/;

    const engine = refused(await project().run("fourfold", "dev", "--once", "--stack", "other"));
    const cli = refused(await project().run("fourfold", ...preview, "--stack", "other"));

    assert.match(engine, expected);
    assert.match(cli, expected);
  });

  it("is held to the policies in the package, and to a pack of its own beside them", async () => {
    const ours = ["--policy-pack", "node_modules/fourfold/policies", "--policy-pack-config", "ours.json"];
    const own = ["--policy-pack", "policy", "--policy-pack-config", "own.json"];
    project().write({ ...policyPack, "ours.json": "", "own.json": '{ "small-functions": { "atMost": 128 } }' });

    const output = refused(await project().run("fourfold", ...preview, "--stack", "dev", ...ours, ...own));

    assert.match(
      output,
      /\[mandatory\] \[severity: high\] {2}declared-public {2}\(aws:apigatewayv2:Route: greeter-\S+\)/,
    );
    assert.match(output, /\[mandatory\] {2}cost-budget[\s\S]*It is estimated at \$\d+\.\d\d a month/);
    assert.match(output, /\[mandatory\] {2}small-functions[\s\S]*It has 256 MB, and 128 MB are allowed\./);
  });

  it("is checked against settings, which are refused where they are wrong", async () => {
    const output = refused(await project().run("fourfold", "check", "--stack", "dev", "--policies", "none.yaml"));

    assert.match(output, /none\.yaml: it cannot be read\. .*\[ERR_CONFIG\]/);
  });

  it("tells where to get the Pulumi CLI, and not the way that only our repository has", async () => {
    const bin = "node_modules/fourfold/kit/cli/fourfold.js";
    const options = { cwd: project().folder, env: { PATH: "" } };

    const output = refused(await startCommand(process.execPath, [bin, "pulumi", "preview"], options).finished);

    assert.match(output, /is not installed\. Install it: https:\/\/www\.pulumi\.com\/\S+ \[ERR_PULUMI\]/);
  });
}
