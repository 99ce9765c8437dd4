import assert from "node:assert/strict";
import { output } from "@pulumi/pulumi";
import type { Cloud } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { createMemoryCheckpoints, open, up } from "../../kit/engine/index.ts";
import { createSimulator, type PackageName, type Simulator } from "../../kit/simulator/index.ts";
import { buffered, settings, streaming } from "./set.ts";
import { type LogEntry, type Target, toTarget } from "./target.ts";

/** The package whose provider stands for a cloud, and whose logs are its. */
const packages: Readonly<Record<Cloud, PackageName>> = {
  aws: "aws",
  gcp: "gcp",
  azure: "azure-native",
  cloudflare: "cloudflare",
};

const config = {
  "aws:region": "eu-west-1",
  "gcp:project": "conformance",
  "gcp:region": "europe-west1",
  "azure-native:location": "westeurope",
};

const sets = { buffered, streaming };

/** The two functions on one cloud. */
export interface ConformanceDeployment extends AsyncDisposable {
  readonly targets: Readonly<Record<keyof typeof sets, Target>>;
}

function program(cloud: Cloud) {
  const foundation = new Foundation(cloud, {
    cloud,
    protection: "destroy",
    gcp: { project: "conformance", region: "europe-west1" },
    azure: { location: "westeurope" },
    cloudflare: { accountId: "0123456789abcdef0123456789abcdef", workersSubdomain: "simulated" },
  });
  const args = { cloud, on: foundation, protection: "destroy", bind: { settings } } as const;
  const all = [
    ["buffered", new FunctionSet(`${cloud}-buffered`, deploy(buffered, args))],
    ["streaming", new FunctionSet(`${cloud}-streaming`, deploy(streaming, args))],
  ] as const;
  return Object.fromEntries(all.map(([name, { urls }]) => [name, output(urls).apply(({ app }) => app)]));
}

/** The lines that the run time wrote: each is JSON, on some clouds with something of the platform's before it. */
function entriesOf(simulator: Simulator, cloud: Cloud): readonly LogEntry[] {
  return simulator.world.logs.recent({ cloud: packages[cloud] }).flatMap(({ text }) => {
    const json = /\{.*\}/.exec(text)?.[0];
    if (json === undefined || !json.includes('"coldStart":')) return [];
    return [Object(JSON.parse(json))];
  });
}

/** Where an address that a stack gives out is reached on this machine, by plain HTTP. */
function addressHere({ world }: Simulator, url: string): string {
  const { host } = new URL(url);
  const endpoint = world.endpoints.list().find((each) => each.host === host || new URL(each.url).host === host);
  assert.ok(endpoint, `nothing answers ${url}`);
  return endpoint.url.replace(/\/$/, "");
}

/** Deploys the app with the kit's own components to one simulated cloud, and lets it answer. */
export async function deployConformance(cloud: Cloud): Promise<ConformanceDeployment> {
  const simulator = await createSimulator({ data: ":memory:", live: true });
  const { errors, outputs } = await up({
    project: "conformance",
    stack: "test",
    program: () => program(cloud),
    folder: process.cwd(),
    config: { values: config, secretKeys: [] },
    providers: simulator.providers,
    checkpoints: createMemoryCheckpoints(),
  });
  if (errors.length > 0) {
    await simulator.stop();
    assert.fail(`The app could not be deployed to ${cloud}:\n${errors.map(({ message }) => message).join("\n")}`);
  }
  const target = (name: keyof typeof sets) =>
    toTarget({
      cloud,
      streaming: name === "streaming",
      set: sets[name].name,
      url: addressHere(simulator, String(open(outputs[name]))),
      logs: async () => entriesOf(simulator, cloud),
    });
  return {
    targets: { buffered: target("buffered"), streaming: target("streaming") },
    [Symbol.asyncDispose]: () => simulator.stop(),
  };
}
