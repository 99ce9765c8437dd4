import { cpSync } from "node:fs";
import { join } from "node:path";
import { type Cloud, clouds, linkVariable, type PerCloud } from "../../kit/spec/index.ts";
import type { Clone } from "../../tests/support/clone.ts";
import { repository } from "../../tests/support/command.ts";
import type { Benchmark, Ratio, Series } from "../benchmark.ts";
import { type RunningProject, startProject, withClone } from "../project/running.ts";
import { pairedRatio } from "../statistics.ts";
import { connections, requestsPerSecond } from "./load.ts";
import { startAws } from "./vendors/aws.ts";
import { startAzure } from "./vendors/azure.ts";
import { startCloudflare } from "./vendors/cloudflare.ts";
import { startGoogle } from "./vendors/gcp.ts";
import type { Deployed, StartVendor, Vendor } from "./vendors/vendor.ts";

const vendors: PerCloud<StartVendor> = {
  aws: startAws,
  gcp: startGoogle,
  azure: startAzure,
  cloudflare: startCloudflare,
};

const names: PerCloud<string> = {
  aws: `aws-lambda-ric, ${connections} sandboxes`,
  gcp: "functions-framework",
  azure: "@azure/functions without a host",
  cloudflare: "miniflare",
};

/**
 * Adds the project that `fourfold new` writes: its function answers without asking any other service, so that hosts are compared. It
 * streams, since an HTTP API of AWS lets only so many requests through.
 */
function addGreeter(clone: Clone): string {
  const greeter = join(clone.folder, "greeter");
  cpSync(join(repository, "templates/four-clouds"), greeter, { recursive: true });
  cpSync(join(repository, "templates/common/functions"), join(greeter, "functions"), { recursive: true });
  clone.edit("greeter/functions/hello.ts", "http: true", "http: { streaming: true }");
  return greeter;
}

/** The code that `dev` has deployed to a cloud, with what the template's program binds. */
const deployedTo = (cloud: Cloud, greeter: string): Deployed => ({
  folder: join(greeter, ".fourfold/build/hello/api", cloud, "code"),
  environment: { [linkVariable("greeting")]: JSON.stringify({ word: "Hello" }) },
});

interface Compared {
  readonly series: readonly Series[];
  readonly ratio: Ratio;
}

/** Measures both in turn, so that noise affects both. */
async function compare(cloud: Cloud, simulated: string, vendor: Vendor, quick: boolean): Promise<Compared> {
  const [ours, theirs]: [number[], number[]] = [[], []];
  const once = quick ? 300 : 1_000;
  for (const url of [simulated, vendor.url]) await requestsPerSecond(`${url}/`, once);
  for (let round = 0; round < (quick ? 3 : 5); round++) {
    ours.push(await requestsPerSecond(`${simulated}/`, once));
    theirs.push(await requestsPerSecond(`${vendor.url}/`, once));
  }
  return {
    series: [
      { label: `${cloud}: simulated`, values: ours },
      { label: `${cloud}: ${names[cloud]}`, values: theirs },
    ],
    ratio: { text: `${cloud}: simulated to ${names[cloud]}`, measured: pairedRatio(ours, theirs) },
  };
}

/** Starts the vendor's runtime with the code deployed to the simulated cloud, and compares both. */
async function compareOn(cloud: Cloud, greeter: string, project: RunningProject, quick: boolean): Promise<Compared> {
  const simulated = project.addresses.get(cloud);
  if (simulated === undefined) throw new Error(`${cloud} has no address.`);
  const vendor = await vendors[cloud](deployedTo(cloud, greeter));
  try {
    return await compare(cloud, simulated, vendor, quick);
  } finally {
    await vendor.stop();
  }
}

const hostSpeed: Benchmark = {
  title: "Requests per second through each simulated host, and the vendor's runtime alone",
  unit: "requests/s",
  run: (quick) =>
    withClone(async (clone) => {
      const greeter = addGreeter(clone);
      const project = await startProject(clone, greeter);
      const compared: Compared[] = [];
      try {
        for (const cloud of clouds) compared.push(await compareOn(cloud, greeter, project, quick));
      } finally {
        await project.stop();
      }
      return {
        series: compared.flatMap(({ series }) => series),
        claims: [],
        ratios: compared.map(({ ratio }) => ratio),
        notes: [
          `\`GET /\` of the project that \`fourfold new\` writes, over ${connections} connections that are kept, on 127.0.0.1. Client, host and function share the machine.`,
          "What the simulator adds is what a cloud's front does: routes, limits, identity, logs.",
        ],
      };
    }),
};

/** The overhead of simulated hosts over the vendors' runtimes. */
export const hosts: readonly Benchmark[] = [hostSpeed];
