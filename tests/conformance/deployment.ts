import assert from "node:assert/strict";
import type { Output } from "@pulumi/pulumi";
import type { Cloud, Handle } from "fourfold";
import { Foundation, type FoundationArgs } from "fourfold/components";
import { type ConformanceArgs, deployConformance } from "fourfold/conformance";
import * as v from "valibot";
import { localAddress } from "../../kit/cli/checks/addresses.ts";
import { packageOf } from "../../kit/cli/clouds.ts";
import { type Access, type NamedTarget, openTarget } from "../../kit/cli/verify/targets.ts";
import { ConformanceOutput } from "../../kit/conformance/http/output.ts";
import { entriesOf } from "../../kit/conformance/log.ts";
import { createMemoryCheckpoints, type ResourceState, unwrapSecret, up } from "../../kit/engine/index.ts";
import { parseCheckpoint } from "../../kit/engine/state/checkpoint.ts";
import { createSimulator, type Simulator, type SimulatorOptions } from "../../kit/simulator/index.ts";

/** What providers are configured with. */
export const config = {
  "aws:region": "eu-west-1",
  "gcp:project": "conformance",
  "gcp:region": "europe-west1",
  "azure-native:location": "westeurope",
};

/** The app on one cloud. */
export interface ConformanceDeployment extends AsyncDisposable {
  readonly targets: readonly NamedTarget[];
  /** The type of each resource that is there. */
  readonly types: readonly string[];
}

export const accountId = "0123456789abcdef0123456789abcdef";

/** What everything stands on. */
export function foundationOn(cloud: Cloud, more: Pick<FoundationArgs, "messages"> = {}): Foundation {
  return new Foundation(cloud, {
    cloud,
    protection: "destroy",
    ...more,
    gcp: { project: "conformance", region: "europe-west1" },
    azure: { location: "westeurope" },
    cloudflare: { accountId, workersSubdomain: "simulated" },
  });
}

function program(cloud: Cloud, more: Partial<ConformanceArgs>) {
  return { conformance: deployConformance({ cloud, on: foundationOn(cloud), ...more }) };
}

/** Starts simulated clouds on which programs can be deployed one after the other, as versions of the same stack. */
export async function openStack(options: SimulatorOptions = { data: ":memory:", live: true }) {
  const simulator = await createSimulator(options);
  const checkpoints = createMemoryCheckpoints();
  const deploy = async (program: () => object): Promise<Record<string, unknown>> => {
    const { errors, outputs } = await up({
      project: "conformance",
      stack: "test",
      program: () => ({ ...program() }),
      folder: process.cwd(),
      config: { values: config, secretKeys: [] },
      providers: simulator.providers,
      checkpoints,
    });
    if (errors.length > 0) {
      assert.fail(`It could not be deployed:\n${errors.map(({ message }) => message).join("\n")}`);
    }
    return Object.fromEntries(Object.entries(outputs).map(([name, value]) => [name, unwrapSecret(value)] as const));
  };
  /** What is in the state of the stack. */
  const resources = async (): Promise<readonly ResourceState[]> => {
    const checkpoint = await checkpoints.load();
    return checkpoint === undefined ? [] : parseCheckpoint(checkpoint).resources;
  };
  return { simulator, deploy, resources };
}

/** What components say of themselves to others, as outputs of a stack. */
export const handlesOf = (components: Readonly<Record<string, { readonly handle: Output<Handle> }>>) =>
  Object.fromEntries(Object.entries(components).map(([name, { handle }]) => [name, handle]));

/** What of that is read back from the outputs. */
export const Handles = v.record(v.string(), v.object({ attributes: v.record(v.string(), v.string()) }));

/** The way to what is deployed to simulated clouds in this process. */
export function accessTo({ world }: Simulator): Required<Access> {
  const logs = (cloud: Cloud) => {
    const read = async () => entriesOf(world.logs.recent({ cloud: packageOf[cloud] }).map(({ text }) => text));
    return { patience: 10_000, read };
  };
  return { endpoints: world.endpoints.list(), logs };
}

/** Where routes cannot tell functions apart, each has an address of its own, and the set says that it may: docs/routes.md */
export const apart = { gcp: { ownAddresses: true }, azure: { ownAddresses: true } } as const;

/** Asks a function of a simulated cloud, whose answer it expects to be JSON. @param body - Is posted. @default it is got */
export async function askFunction<T>({ world }: Simulator, url: string, body?: object): Promise<T> {
  const headers = { "content-type": "application/json" };
  const posted = body === undefined ? {} : { method: "POST", headers, body: JSON.stringify(body) };
  const response = await fetch(localAddress(url, world.endpoints.list()), posted);
  const text = await response.text();
  // A host that fails says nothing of it in its answer.
  const logged = () =>
    world.logs
      .recent({})
      .slice(-10)
      .map((entry) => entry.text);
  assert.equal(
    response.status,
    200,
    response.status === 200 ? text : [`${response.status} ${text}`, ...logged()].join("\n"),
  );
  return JSON.parse(text);
}

/** Deploys a program to simulated clouds, and lets what it deploys answer. */
export async function deployProgram(program: () => object) {
  const { simulator, deploy } = await openStack();
  try {
    return { simulator, outputs: await deploy(program) };
  } catch (error) {
    await simulator.stop();
    throw error;
  }
}

/** Deploys the app, as a team does it, to one simulated cloud, and lets it answer. */
export async function deployTo(cloud: Cloud, more: Partial<ConformanceArgs> = {}): Promise<ConformanceDeployment> {
  const { simulator, outputs } = await deployProgram(() => program(cloud, more));
  const { targets } = v.parse(ConformanceOutput, outputs.conformance);
  const access = accessTo(simulator);
  const opened = targets.map((target) => openTarget(target, access));
  return {
    targets: opened,
    types: simulator.world.store.all().map(({ type }) => type),
    [Symbol.asyncDispose]: () => simulator.stop(),
  };
}
