import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import {
  buildFolder,
  isShared,
  openProject,
  pulumiFolder,
  sessionsFolder,
  simulatorFolder,
} from "../../kit/cli/project.ts";

describe("the folder of simulated clouds", () => {
  const variable = process.env.FOURFOLD_SHARED;
  let root: string;
  let folder: string;
  beforeEach(() => {
    delete process.env.FOURFOLD_SHARED;
    root = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-shared-")));
    folder = join(root, "app");
    mkdirSync(join(folder, "functions"), { recursive: true });
    writeFileSync(join(folder, "Pulumi.yaml"), "name: app\nruntime: nodejs\n");
  });
  afterEach(() => {
    if (variable === undefined) delete process.env.FOURFOLD_SHARED;
    else process.env.FOURFOLD_SHARED = variable;
    rmSync(root, { recursive: true });
  });
  const share = (shared: string) => {
    writeFileSync(join(folder, "package.json"), JSON.stringify({ type: "module", fourfold: { shared } }));
  };

  it("is the project's own unless it says otherwise", () => {
    const project = openProject(folder);

    assert.equal(isShared(project), false);
    assert.equal(simulatorFolder(project), join(folder, ".fourfold/simulator"));
  });

  it("is the one that package.json names, relative to it, wherever in the project a command runs", () => {
    share("../clouds");

    const project = openProject(join(folder, "functions"));

    assert.equal(isShared(project), true);
    for (const path of [simulatorFolder, pulumiFolder, sessionsFolder]) {
      assert.ok(path(project).startsWith(join(root, "clouds/")), path(project));
    }
    assert.ok(buildFolder(project).startsWith(folder), "Bundles are the project's own.");
  });

  it("is the one that FOURFOLD_SHARED names before that, relative to where it is used", () => {
    share("../clouds");
    process.env.FOURFOLD_SHARED = "other-clouds";

    assert.equal(simulatorFolder(openProject(folder)), resolve("other-clouds/simulator"));
  });

  it("is the one of package.json where the variable is empty", () => {
    share("../clouds");
    process.env.FOURFOLD_SHARED = "";

    assert.equal(simulatorFolder(openProject(folder)), join(root, "clouds/simulator"));
  });
});
