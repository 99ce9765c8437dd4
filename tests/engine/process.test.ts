import assert from "node:assert/strict";
import { mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type EngineEvent, type RunRequest, startRun, unwrapSecret } from "../../kit/engine/index.ts";
import { createSimulator, type Simulator } from "../../kit/simulator/index.ts";
import { ClientValues } from "../../kit/simulator/process/client-values.ts";
import { type ControlApi, openControlApi } from "../../kit/simulator/process/control-api.ts";
import { errorsOf } from "./support/stack.ts";

const key = "app";

describe("A run in a process of its own", () => {
  let simulator: Simulator;
  let control: ControlApi;
  let request: Omit<RunRequest, "main" | "operation">;

  before(async () => {
    simulator = await createSimulator({ data: ":memory:", live: false });
    const unused = () => assert.fail("Nobody asks for it.");
    control = await openControlApi({ simulator, providers: {}, takeArchive: unused, stop: unused });
    const { url, token } = control;
    request = {
      project: "app",
      stack: "dev",
      config: { values: { "app:length": "2" }, secretKeys: [] },
      providers: await simulator.serve(),
      checkpoint: { url: `${url}/values/${key}`, token },
    };
  });

  beforeEach(() => new ClientValues(simulator.world.store).put(key, undefined));

  after(async () => {
    control.close();
    await simulator.stop();
  });

  function start(fixture: string, operation: RunRequest["operation"] = "up", events: EngineEvent[] = []) {
    const main = fileURLToPath(new URL(`fixtures/${fixture}.ts`, import.meta.url));
    return startRun({ ...request, operation, main }, { on: (event) => events.push(event) });
  }

  it("deploys to running providers, keeps its checkpoint, and goes on from it", async () => {
    const previewed = await start("pets", "preview");
    const created = await start("pets");
    const unchanged = await start("pets");
    const destroyed = await start("pets", "destroy");

    assert.deepEqual(errorsOf(previewed), []);
    assert.deepEqual(previewed.changes, { create: 2 });
    assert.match(String(created.outputs.name), /^[a-z]+-[a-z]+$/);
    assert.equal(unwrapSecret(created.outputs.hidden), "hidden");
    assert.deepEqual(unchanged.changes, { same: 2 });
    assert.deepEqual(unchanged.outputs, created.outputs);
    assert.deepEqual(destroyed.changes, { delete: 2 });
  });

  it("tells its progress, and what the program prints", async () => {
    const events: EngineEvent[] = [];

    await start("pets", "up", events);

    const [prelude] = events;
    assert.equal(prelude?.type, "prelude");
    assert.ok(events.some((event) => event.type === "diagnostic" && event.message === "printed by the program"));
    assert.ok(events.some((event) => event.type === "resOutputs" && event.step.type.includes("randomPet")));
    assert.ok(events.some((event) => event.type === "summary" && event.result === "succeeded"));
  });

  it("says nothing of what complains about being cut off, when it is ended early", async () => {
    const messages: string[] = [];
    const end = new AbortController();
    const main = fileURLToPath(new URL("fixtures/cut-off.ts", import.meta.url));

    await startRun(
      { ...request, operation: "up", main },
      {
        signal: end.signal,
        on(event) {
          if (event.type !== "diagnostic") return;
          messages.push(event.message);
          if (event.message === "before") end.abort();
        },
      },
    );

    assert.ok(messages.includes("before"));
    assert.ok(!messages.includes("deadlock"), messages.join("\n"));
  });

  for (const [fixture, expected] of Object.entries({
    mistake: /^Function "api": it is wrong\. Right it\. \[ERR_SPEC\]$/,
    broken: /^RangeError: out of range\n {4}at breakIt \(broken\.ts:6:9\)$/,
    stuck: /^The program does not end\. .*"stuck" \(random:index\/randomPet:RandomPet\) waits for its inputs$/s,
    "stuck-output": /^The program does not end\. It waits for a promise or an output that never gets a value\.$/,
    "two-kinds": /two-kinds\.ts: it has a default export and named exports\. .*\[ERR_CONFIG\]$/,
    missing: /missing\.ts: the program does not exist\. Correct `main` in Pulumi\.yaml\. \[ERR_CONFIG\]$/,
    "missing-types":
      /^The simulator does not have these .*\n {2}- aws:rds\/cluster:Cluster: "database"\n {2}- aws:redshift\/cluster:Cluster: "warehouse"\n/,
    "foreign-package": /^Package "kubernetes": it has no provider here\. Use resources of aws, .*\[ERR_ENGINE\]$/,
  })) {
    it(`ends with one clear message when its program is ${fixture}`, async () => {
      const failed = await start(fixture);

      const [message = "", ...others] = errorsOf(failed);
      assert.match(message, expected);
      assert.deepEqual(others, []);
    });
  }

  describe("whose program is broken", () => {
    let folder: string;
    before(() => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-broken-")));
      symlinkSync(fileURLToPath(new URL("../../node_modules", import.meta.url)), join(folder, "node_modules"), "dir");
    });
    after(() => rmSync(folder, { recursive: true }));

    for (const { name, type, text, expected } of [
      {
        name: "syntax",
        type: "module",
        text: "export const b = {\n  c: 2\nexport const d = 3;\n",
        expected: /^syntax\.ts:3\n(?:.*\n)*export const d = 3;\n\^+\nSyntaxError: Expected ',', got 'export'$/,
      },
      {
        name: "enum",
        type: "module",
        text: "enum A { B }\nexport const c = A.B;\n",
        expected: /^enum\.ts:1\nenum A \{ B \}\n.*\nSyntaxError: TypeScript enum is not supported in strip-only mode$/s,
      },
      {
        name: "import",
        type: "module",
        text: 'import a from "./a.ts";\nimport b from "not-there/b";\n',
        expected:
          /^import\.ts:1\nimport a from "\.\/a\.ts";\nError: Cannot find module 'a\.ts' imported from import\.ts$/,
      },
      {
        name: "package",
        type: "module",
        text: '\nimport b from "not-there/b";\n',
        expected: /^package\.ts:2\nimport b from "not-there\/b";\nError: Cannot find package 'not-there' imported/,
      },
      {
        name: "export",
        type: "module",
        text: 'import { nope } from "@pulumi/random/index.js";\nexport const a = nope;\n',
        expected: /^export\.ts:1\nimport \{ nope \}.*\n\s+\^+\nSyntaxError: .*nope/,
      },
      {
        name: "thrown",
        type: "module",
        text: "const a: any = await undefined;\nexport const b = a.b;\n",
        expected: /^TypeError: Cannot read properties of undefined \(reading 'b'\)\n {4}at thrown\.ts:2:20$/,
      },
      {
        name: "compiled",
        type: "commonjs",
        text: "export const b = {\n  c: 2\nexport const d = 3;\n",
        expected: /^TSError: .*\ncompiled\.ts\(3,1\): error TS1005: ',' expected\.(?:\ncompiled\.ts\(.*)*$/,
      },
      {
        name: "required",
        type: "commonjs",
        text: '\nimport a from "./a";\nexport const b = a;\n',
        expected: /^Error: Cannot find module '\.\/a'\n {4}at Object\.<anonymous> \(required\.ts:2:1\)$/,
      },
    ]) {
      it(`tells the file and the line: ${name}`, async () => {
        writeFileSync(join(folder, "package.json"), JSON.stringify({ type }));
        const main = join(folder, `${name}.ts`);
        writeFileSync(main, text);

        const failed = await startRun({ ...request, operation: "up", main, tsconfig: "tsconfig.json" });

        const [message = "", ...others] = errorsOf(failed);
        assert.match(message, expected);
        assert.deepEqual(others, []);
      });
    }
  });

  it("ends when it is done, whatever the program has left running", async () => {
    const deployed = await start("lasting");

    assert.deepEqual(deployed.outputs, { done: true });
  });

  it("says so when its process is killed", async () => {
    await assert.rejects(start("killed"), {
      code: "ERR_ENGINE",
      message: /process ended \(SIGKILL\) before it was done/,
    });
  });

  it("says so when the simulator that keeps its checkpoint is gone", async () => {
    const main = fileURLToPath(new URL("fixtures/pets.ts", import.meta.url));
    const gone = { url: "http://127.0.0.1:1/values/app", token: "none" };

    const failed = await startRun({ ...request, operation: "up", main, checkpoint: gone });

    assert.match(errorsOf(failed).join(), /checkpoint: the simulator that keeps it cannot be reached/);
  });

  it("can be cancelled", async () => {
    const main = fileURLToPath(new URL("fixtures/stuck.ts", import.meta.url));
    const cancel = new AbortController();
    const running = startRun({ ...request, operation: "up", main }, { signal: cancel.signal });
    cancel.abort();

    assert.deepEqual(errorsOf(await running), ["The run was cancelled."]);
  });
});
