import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Finished, repository, startCommand } from "../support/command.ts";

const bin = join(repository, "kit/cli/fourfold.js");

describe("a mistake on the command line", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "fourfold-usage-"));
    writeFileSync(join(folder, "Pulumi.yaml"), "name: empty\nruntime: nodejs\n");
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = (args: readonly string[], flags: readonly string[] = []): Promise<Finished> =>
    startCommand(process.execPath, [...flags, bin, ...args], { cwd: folder }).finished;

  /** One message with its code and the way out, and nothing else: no stack, no half of a result. */
  const assertOneMessage = ({ code, stdout, stderr }: Finished, message: RegExp): void => {
    assert.match(stderr, message);
    assert.doesNotMatch(stderr, /\n {4}at /);
    assert.equal(stdout, "");
    assert.equal(code, 1);
  };

  for (const [args, message] of [
    ["deploy", /unknown command 'deploy'.*fourfold --help.*\[ERR_USAGE\]/],
    ["dev --watch", /unknown option '--watch'.*\[ERR_USAGE\]/],
    ["dev --only aws,ibm", /"ibm" is not one of aws, gcp, azure, cloudflare.*\[ERR_USAGE\]/],
    ["start --port 80", /a number from 1024 to 65535.*\[ERR_USAGE\]/i],
    ["secret sett signing", /unknown command 'sett'.*\[ERR_USAGE\]/s],
    ["secret set signing a-key", /too many arguments for 'set'.*\[ERR_USAGE\]/],
    ["logs --cloud ibm", /Allowed choices are aws, gcp, azure, cloudflare.*\[ERR_USAGE\]/],
    // Before the program, which takes its time, and is not even there.
    ["check --policies none.yaml", /none\.yaml: it cannot be read.*\[ERR_CONFIG\]/],
    ["dev --stack prod", /--stack: Pulumi\.prod\.yaml does not exist in .*\[ERR_USAGE\]/],
    ["logs", /simulator is not running.*fourfold start.*\[ERR_SIMULATOR\]/],
  ] as const) {
    it(`\`fourfold ${args}\` is told what is wrong and what to do`, async () => {
      assertOneMessage(await run(args.split(" ")), message);
    });
  }

  for (const args of [[], ["secret"]]) {
    it(`\`${["fourfold", ...args].join(" ")}\` without a command is shown those that there are`, async () => {
      const { code, stdout, stderr } = await run(args);

      assert.match(stderr, /^Usage: fourfold .*^Commands:$/ms);
      assert.doesNotMatch(stderr, /outputHelp|ERR_/);
      assert.deepEqual([code, stdout], [1, ""]);
    });
  }

  it("outside of a project is told to go to one", async () => {
    rmSync(join(folder, "Pulumi.yaml"));

    assertOneMessage(await run(["status"]), /no Pulumi\.yaml was found.*\[ERR_CONFIG\]/);
  });

  it("with a project file that is not valid YAML is told which file", async () => {
    writeFileSync(join(folder, "Pulumi.yaml"), "name: [");

    assertOneMessage(await run(["status"]), /Pulumi\.yaml.*\[ERR_CONFIG\]/s);
  });

  it("with a Node that is too old is told which one is needed", async () => {
    const pretend = "data:text/javascript,Object.defineProperty(process,'versions',{value:{node:'22.17.1'}})";

    const finished = await run(["status"], ["--import", pretend]);

    assertOneMessage(finished, /^Node\.js 22\.17\.1 is too old.*22\.18.*nodejs\.org.*\[ERR_NODE\]\n$/);
  });

  it("with a port in use is told to take another one", async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    assert.ok(typeof address === "object" && address !== null);

    try {
      assertOneMessage(await run(["start", "--port", String(address.port)]), /is in use.*--port.*\[ERR_PORT\]/);
    } finally {
      server.close();
    }
  });

  it("with a store that cannot be written is not told to throw it away", async () => {
    mkdirSync(join(folder, ".fourfold"), { recursive: true });
    writeFileSync(join(folder, ".fourfold/simulator"), "a file where a folder should be");

    const finished = await run(["start"]);

    assertOneMessage(finished, /cannot be used .*check its permissions.*\[ERR_STORE\]/s);
    assert.doesNotMatch(finished.stderr, /reset/);
  });

  it("with a damaged store is told how to begin anew, and that way works", async () => {
    mkdirSync(join(folder, ".fourfold/simulator"), { recursive: true });
    writeFileSync(join(folder, ".fourfold/simulator/simulator.db"), "this is no database".repeat(1_000));

    assertOneMessage(await run(["start"]), /simulator\.db.*fourfold stop --reset.*\[ERR_STORE\]/s);

    await run(["stop", "--reset"]);
    const started = await run(["start"]);
    await run(["stop"]);
    assert.equal(started.code, 0, started.stderr);
  });
});
