import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Clone, createClone } from "../../support/clone.ts";
import type { Command } from "../../support/command.ts";
import { addressesIn } from "../addresses-in.ts";

const health = "functions/routes/health.ts";

describe("a session of fourfold dev, while files change", function () {
  this.timeout(120_000);
  let clone: Clone;
  let session: Command;
  let url: string;
  let kept: Readonly<Record<string, string>>;
  const read = async (): Promise<string> => (await fetch(`${url}/health`)).text();

  before(async () => {
    clone = createClone();
    const files = [health, "functions/api.ts", "functions/shop.ts"];
    kept = Object.fromEntries(files.map((file) => [file, readFileSync(join(clone.folder, file), "utf8")]));
    session = clone.start(["dev", "--only", "aws"]);
    await session.until(/^Serving/m);
    url = addressesIn(session.text())[0] ?? "";
  });
  beforeEach(() => session.turnPage());
  afterEach(async () => {
    session.turnPage();
    for (const [file, text] of Object.entries(kept)) {
      const path = join(clone.folder, file);
      if (readFileSync(path, "utf8") === text) continue;
      writeFileSync(path, text);
      await session.until(/ → /);
    }
  });
  after(async () => {
    session.process.kill("SIGINT");
    await session.finished;
    clone.remove();
  });

  it("keeps serving the old code while the new one does not compile, and says where; then recovers", async () => {
    const good = readFileSync(join(clone.folder, health), "utf8");

    clone.edit(health, "export function", "export functoin");
    await session.until(/health\.ts:\d+:\d+.*ERR_HANDLER_COMPILE/);
    const meanwhile = await read();
    writeFileSync(join(clone.folder, health), good.replace('state: "up" }', 'state: "up", reason: "fixed" }'));
    await session.until(/health\.ts → aws in /);

    assert.match(meanwhile, /"state":"up"/);
    assert.match(await read(), /"reason":"fixed"/);
  });

  it("says what esbuild finds odd in a change, and leads stacks of what it has changed to the source", async () => {
    const odd = 'state: typeof url === "strin" ? "up" : "down" }';
    clone.edit(health, 'state: "up" }', odd);
    await session.until(/^Warning: functions\/routes\/health\.ts:\d+:\d+: .*"typeof".*"strin"/m);

    clone.edit(health, odd, 'state: (() => { throw new RangeError("on purpose"); })() }');
    await session.until(/health\.ts → aws in .*\n[\s\S]*health\.ts → aws in /);

    const at = readFileSync(join(clone.folder, health), "utf8").split("\n");
    const line = at.findIndex((text) => text.includes("on purpose")) + 1;
    const place = `${health}:${line}:`;
    const logs = async () => {
      await read();
      return (await clone.run(["logs", "--function", "api"])).stdout;
    };
    // The map is made when the program has run again, some time after the change.
    let shown = await logs();
    for (let left = 20; left > 0 && !shown.includes(place); left -= 1) shown = await logs();
    assert.ok(shown.includes(place), shown);
    assert.match((await clone.run(["logs", "--json"])).stdout, /on purpose.*index\.mjs:\d+:\d+/);
  });

  it("recovers when the file that an import missed appears", async () => {
    clone.edit("functions/api.ts", "./routes/health.ts", "./routes/moved.ts");
    await session.until(/moved\.ts.*ERR_HANDLER_COMPILE/);
    const text = readFileSync(join(clone.folder, health), "utf8");
    writeFileSync(
      join(clone.folder, "functions/routes/moved.ts"),
      text.replace('state: "up" }', 'state: "up", reason: "moved" }'),
    );
    await session.until(/moved\.ts → aws in /);

    assert.match(await read(), /"reason":"moved"/);
  });

  it("serves a file that is added to a folder which an import takes as a whole", async () => {
    mkdirSync(join(clone.folder, "functions/states"));
    writeFileSync(join(clone.folder, "functions/states/up.json"), '{ "seen": "at the start" }');
    const route = `.get("/:name", async (c) => c.json((await import("../states/" + c.req.param("name") + ".json")).default))`;
    clone.edit(health, "new Hono()", `new Hono()${route}`);
    await session.until(/health\.ts → aws in /);
    const stateOf = async (name: string) => (await fetch(`${url}/health/${name}`)).text();
    const before = [await stateOf("up"), await stateOf("sideways")];

    writeFileSync(join(clone.folder, "functions/states/sideways.json"), '{ "seen": "later" }');
    await session.until(/states → aws in /);

    assert.match(before.join(), /"at the start".*internal_error/);
    assert.match(await stateOf("sideways"), /"later"/);
  });

  it("deploys again when the set changes, and a mistake in it leaves what runs", async () => {
    const good = readFileSync(join(clone.folder, "functions/shop.ts"), "utf8");

    clone.edit("functions/shop.ts", "handler:", "handlr: 1, handler:");
    await session.until(/"handlr".*ERR_SPEC/);
    const meanwhile = await read();
    writeFileSync(join(clone.folder, "functions/shop.ts"), good.replace("20 seconds", "21 seconds"));
    await session.until(/shop\.ts → .*1 updated/);

    assert.match(meanwhile, /"state":"up"/);
    assert.match(await read(), /"state":"up"/);
  });

  it("refuses a second session in the same folder, naming the first one's process", async () => {
    const { code, stderr } = await clone.run(["dev"]);

    assert.equal(code, 1);
    assert.match(stderr, new RegExp(`process ${session.process.pid}\\..*\\[ERR_BUSY\\]\\n$`));
    assert.match(await read(), /"state":"up"/);
  });
});
