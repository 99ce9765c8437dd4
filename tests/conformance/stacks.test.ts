import assert from "node:assert/strict";
import { exec } from "node:child_process";
import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { clouds, type PerCloud } from "fourfold";
import { localAddress } from "../../kit/cli/checks/addresses.ts";
import { packageOf } from "../../kit/cli/clouds.ts";
import { formatLogLine } from "../../kit/cli/terminal/log-line.ts";
import { createSourceLines } from "../../kit/cli/terminal/source-lines.ts";
import type { LogLine } from "../../kit/simulator/contract.ts";
import { until } from "../support/until.ts";
import { deployProgram } from "./deployment.ts";
import { deployProxies } from "./fixtures/deploy-proxies.ts";

const handler = "tests/conformance/fixtures/proxy.ts";
/** Where the functions are bundled: beside the program that runs. */
const builds = join(process.cwd(), ".fourfold", "build");

/** As the platform's loader names the file. */
const inBundle: PerCloud<RegExp> = {
  aws: /index\.mjs:\d+:\d+/,
  gcp: /index\.js:\d+:\d+/,
  azure: /index\.mjs:\d+:\d+/,
  cloudflare: /index\.js:\d+:\d+/,
};

describe("a stack in the log", () => {
  for (const cloud of clouds) {
    describe(`of a function on ${cloud}`, () => {
      let line: LogLine;
      let place = "";
      let folder = "";

      before(async function throwOnce() {
        this.timeout(60_000);
        folder = await mkdtemp(join(tmpdir(), "fourfold-stacks-"));
        const lines = (await readFile(handler, "utf8")).split("\n");
        const at = lines.findIndex((text) => text.includes("new RangeError"));
        place = `${handler}:${at + 1}:${(lines[at]?.indexOf("new RangeError") ?? 0) + 1}`;
        const { simulator, outputs } = await deployProgram(() => deployProxies(cloud, "http://127.0.0.1:9"));
        try {
          const url = localAddress(String(Object(outputs.urls).proxy), simulator.world.endpoints.list());
          assert.equal((await fetch(new URL("/no-form", url))).status, 500);
          const find = () =>
            simulator.world.logs
              .recent({ cloud: packageOf[cloud] })
              .find(({ text }) => text.startsWith("{") && text.includes("no form no-form"));
          line = await until(find);
        } finally {
          await simulator.stop();
        }
        await cp(join(builds, "proxies"), join(folder, "proxies"), { recursive: true });
      });
      after(() => rm(folder, { recursive: true }));

      it("leads to the line and the column of the source, for people", () => {
        assert.match(line.text, inBundle[cloud]);

        const shown = formatLogLine(createSourceLines(builds)(line));

        assert.ok(shown.includes(place), shown);
        assert.match(shown, /kit\/runtime\/triggers\/http/);
        assert.doesNotMatch(shown, inBundle[cloud]);
      });

      it("stays as it was written where the map is of other code, or cannot be read, or is not there", async () => {
        const map = join(folder, "proxies/proxy", cloud, "index.map");
        const other: LogLine = { ...line, code: "0".repeat(64) };
        const { code: _code, ...ofNoCode } = line;
        const isSame = (it: LogLine) => createSourceLines(folder)(it) === it;

        assert.ok(!isSame(line));
        assert.ok(isSame(other));
        assert.ok(isSame(ofNoCode));
        await writeFile(map, (await readFile(map)).subarray(0, 1_000));
        assert.ok(isSame(line));
        await rm(map);
        assert.ok(isSame(line));
      });

      it("leads to the source also in what the platform writes, before the function has written anything", () => {
        const [frame = ""] = inBundle[cloud].exec(line.text) ?? [];
        const ofPlatform = { ...line, text: `RangeError: no form\n    at x (file:///var/task/${frame})\n` };

        assert.match(createSourceLines(builds)(ofPlatform).text, /at x \(\S+\.ts:\d+:\d+\)/);
      });

      it("is read by hand with the command in docs/debugging.md", async () => {
        const text = await readFile("docs/debugging.md", "utf8");
        const [, command = ""] = /```sh\n(node -e [\s\S]*?)```/.exec(text) ?? [];
        const [frame = ""] = inBundle[cloud].exec(line.text) ?? [];
        const [, atLine = "", column = ""] = frame.split(":");
        const here = command
          .replace(/\.fourfold\/build\/\S+/, join(builds, "proxies/proxy", cloud, "index.map"))
          .replace(/\b1 3405\b/, `${atLine} ${column}`);

        const { stdout } = await promisify(exec)(here);

        const [file, ...position] = place.split(":");
        assert.match(stdout, new RegExp(`fileName: '${file}'`));
        assert.deepEqual(
          [...stdout.matchAll(/(?:line|column)Number: (\d+)/g)].map(([, number]) => number),
          position,
        );
      });

      it("leaves packages of the platform alone", () => {
        const toSources = createSourceLines(builds);
        toSources(line);
        const own = {
          ...line,
          text: "at x (/srv/node_modules/a/index.js:1:5000)\nat y (node:internal/index.js:1:5000)\nat z (index.js:9999:1)",
        };

        assert.equal(toSources(own).text, own.text);
      });
    });
  }
});
