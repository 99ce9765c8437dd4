import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Finished, startCommand } from "../support/command.ts";
import type { Project } from "./support/project.ts";
import { succeeded } from "./support/project.ts";

/** Projects that `fourfold new` makes, inside of one where everything is installed that they need. */
export function describeNew(project: () => Project): void {
  const folder = (): string => join(project().folder, "made");
  const inside = (...args: readonly string[]): Promise<Finished> => {
    const bin = join(project().folder, "node_modules/fourfold/kit/cli/fourfold.js");
    return startCommand(process.execPath, [bin, ...args], { cwd: folder() }).finished;
  };

  before(async () => {
    succeeded(await project().run("fourfold", "new", "made"));
  });
  after(async () => {
    succeeded(await inside("stop", "--reset"));
  });

  it("deploy to the simulated clouds, and say so as JSON where that is asked for", async () => {
    const { code, stdout, stderr } = await inside("dev", "--once", "--json");

    assert.equal(code, 0, stdout + stderr);
    const [deployed, ...others] = stdout
      .trim()
      .split("\n")
      .map((line): object => JSON.parse(line));
    assert.ok(deployed !== undefined && "clouds" in deployed && "event" in deployed);
    assert.equal(deployed.event, "deployed");
    assert.match(JSON.stringify(deployed.clouds), /"cloud":"aws".*"local":"http:\/\/127\.0\.0\.1:\d+".*"status":200/);
    assert.ok(others.every((other) => "event" in other));
  });

  it("are checked as right: types, bundles and preview", async () => {
    assert.match(succeeded(await inside("check")), /^Types, bundles \(1\) and the preview are right\.$/m);
  });

  /** Changes a file for the time of one check. */
  const checkWith = async (file: string, change: (text: string) => string): Promise<Finished> => {
    const path = join(folder(), file);
    const before = readFileSync(path, "utf8");
    writeFileSync(path, change(before));
    try {
      return await inside("check");
    } finally {
      writeFileSync(path, before);
    }
  };

  it("are told of a type error in a handler, which the program does not import", async () => {
    const mistake = '\nexport const count: number = "one";\n';

    const { code, stdout, stderr } = await checkWith("functions/api.ts", (text) => text + mistake);

    assert.equal(code, 1, stderr);
    assert.match(stdout, /^functions\/api\.ts\(\d+,14\): error TS2322/m);
  });

  it("are told what preview refuses", async () => {
    const tooLong = (text: string): string => text.replace("http: true,", 'http: true, timeout: "2 hours",');

    const { code, stdout, stderr } = await checkWith("functions/hello.ts", tooLong);

    assert.equal(code, 1, stderr);
    assert.match(stdout, /a timeout of 2 hours is not possible on aws.*\[ERR_LIMIT\]/);
  });

  it("are told of it by `dev --check` while they are served, and when it is corrected", async () => {
    const bin = join(project().folder, "node_modules/fourfold/kit/cli/fourfold.js");
    const handler = join(folder(), "functions/api.ts");
    const before = readFileSync(handler, "utf8");
    const session = startCommand(process.execPath, [bin, "dev", "--check"], { cwd: folder() });
    await session.until(/^Serving/m);

    writeFileSync(handler, `${before}\nexport const count: number = "one";\n`);
    await session.until(/^functions\/api\.ts\(\d+,14\): error TS2322/m);
    writeFileSync(handler, before);
    await session.until(/^The types are right again\.$/m);

    session.process.kill("SIGINT");
    assert.equal((await session.finished).code, 0);
  });
}
