import assert from "node:assert/strict";
import { once } from "node:events";
import { rm } from "node:fs/promises";
import { createServer, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { type Cloud, clouds, functionSet } from "fourfold";
import { deploy, FunctionSet } from "fourfold/components";
import { localAddress } from "../../kit/cli/checks/addresses.ts";
import { packageOf } from "../../kit/cli/clouds.ts";
import { createSourceLines } from "../../kit/cli/terminal/source-lines.ts";
import { createProject, type Project } from "../bundler/project.ts";
import { until } from "../support/until.ts";
import { foundationOn, openStack } from "./deployment.ts";

const builds = join(process.cwd(), ".fourfold", "build");

/** A handler that fails when it is told to. */
const handler = (version: string, linesBefore: number): string => `
import { http } from "fourfold/runtime";
import { stacks } from "./stacks.ts";
${"\n".repeat(linesBefore)}
export default http(stacks, "late", () => ({
  async fetch() {
    await fetch(String(process.env.GATE));
    throw new RangeError("${version}");
  },
}));
`;

const set = (root: string) =>
  functionSet("stacks", { root, functions: { late: { handler: "./late.ts", http: true, timeout: "30 seconds" } } });

/** Deploys the function of a project to one cloud. */
function deployLate(cloud: Cloud, root: string, gate: string) {
  const functions = { late: { environment: { GATE: gate } } };
  const args = deploy(set(root), { cloud, on: foundationOn(cloud), protection: "destroy", functions });
  return { urls: new FunctionSet(`stacks-${cloud}`, args).urls };
}

/** A server that lets whoever asks wait. */
async function openGate(): Promise<{ server: Server; url: string; waiting: ServerResponse[] }> {
  const waiting: ServerResponse[] = [];
  const server = createServer((_, response) => waiting.push(response)).listen(0, "127.0.0.1");
  await once(server, "listening");
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`, waiting };
}

/** What is deployed one after the other, and how many empty lines stand before the handler. */
const versions = [
  ["older", 0],
  ["newer", 20],
] as const;

describe("a stack of code that has been replaced meanwhile", () => {
  let project: Project;
  before(async () => {
    // Maps of earlier runs would be found as well.
    await rm(join(builds, "stacks"), { recursive: true, force: true });
    project = await createProject({ "src/stacks.ts": "", "src/late.ts": "" });
    const text = 'functions: { late: { handler: "./late.ts", http: true, timeout: "30 seconds" } }';
    await project.write(
      "src/stacks.ts",
      `import { functionSet } from "fourfold";\nexport const stacks = functionSet("stacks", { root: import.meta.url, ${text} });\n`,
    );
  });
  after(() => project[Symbol.asyncDispose]());

  for (const cloud of clouds) {
    it(`leads to the lines that the older sources had on ${cloud}, and a new one to the newer`, async function () {
      this.timeout(90_000);
      const root = pathToFileURL(join(project.folder, "src/stacks.ts")).href;
      const gate = await openGate();
      const { simulator, deploy: up } = await openStack();
      const deployVersion = async (version: string, linesBefore: number): Promise<string> => {
        await project.write("src/late.ts", handler(version, linesBefore));
        const { urls } = await up(() => deployLate(cloud, root, gate.url));
        return localAddress(String(Object(urls).late), simulator.world.endpoints.list());
      };
      try {
        const responses: Promise<Response>[] = [];
        for (const [version, linesBefore] of versions) {
          responses.push(fetch(await deployVersion(version, linesBefore)));
          await until(() => gate.waiting[responses.length - 1]);
        }
        for (const response of gate.waiting) response.end();
        assert.deepEqual(
          (await Promise.all(responses)).map(({ status }) => status),
          [500, 500],
        );

        const toSources = createSourceLines(builds);
        for (const [version, linesBefore] of versions) {
          const at =
            handler(version, linesBefore)
              .split("\n")
              .findIndex((line) => line.includes("RangeError")) + 1;
          const written = await until(() =>
            simulator.world.logs
              .recent({ cloud: packageOf[cloud] })
              .find(({ text }) => text.startsWith("{") && text.includes(`RangeError: ${version}`)),
          );
          assert.match(toSources(written).text, new RegExp(`late\\.ts:${at}:11`));
        }
      } finally {
        gate.server.close();
        gate.server.closeAllConnections();
        await simulator.stop();
      }
    });
  }
});
