import { performance } from "node:perf_hooks";
import { packedSizeOf } from "../../bundler/index.ts";
import { type Cloud, clouds } from "../../spec/index.ts";
import type { SmokeCheck } from "../../testing/smoke-check.ts";
import type { Evaluation } from "../dev/evaluate.ts";
import type { Address } from "./addresses.ts";
import type { AskedAddress, CloudReport } from "./report.ts";
import { runSmoke } from "./smoke.ts";

/** How long the first response may take, in milliseconds. */
const patience = 20_000;

/** Sends the first request to an address. No answer is a finding, and not a failure of ours. */
async function ask(address: Address): Promise<AskedAddress> {
  const start = performance.now();
  try {
    const response = await fetch(address.local, { redirect: "manual", signal: AbortSignal.timeout(patience) });
    await response.arrayBuffer();
    return { ...address, answer: { status: response.status, milliseconds: performance.now() - start } };
  } catch (error) {
    const isSilent = error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError");
    if (isSilent) return { ...address, answer: undefined };
    throw error;
  }
}

/** One after the other, so that first responses do not wait for each other. */
async function askAll(addresses: readonly Address[]): Promise<readonly AskedAddress[]> {
  const asked: AskedAddress[] = [];
  for (const address of addresses) asked.push(await ask(address));
  return asked;
}

function sizeBundles({ bundled }: Evaluation, cloud: Cloud): CloudReport["bundles"] {
  const artifacts = bundled.flatMap(({ artifact }) => (artifact.cloud === cloud ? [artifact] : []));
  return {
    raw: artifacts.reduce((sum, { rawBytes }) => sum + rawBytes, 0),
    packed: artifacts.reduce((sum, artifact) => sum + packedSizeOf(artifact), 0),
  };
}

/** Calls the addresses of what a program has deployed and reports, cloud by cloud, what it is and how it behaves. */
export async function inspect(
  evaluation: Evaluation,
  addresses: readonly Address[],
  checks: readonly SmokeCheck[],
): Promise<readonly CloudReport[]> {
  const deployed = clouds.filter((cloud) => evaluation.resources.has(cloud));
  const reportOf = async (cloud: Cloud): Promise<CloudReport> => {
    const own = await askAll(addresses.filter((address) => address.cloud === cloud));
    const [first] = own;
    return {
      cloud,
      resources: evaluation.resources.get(cloud) ?? 0,
      addresses: own,
      bundles: sizeBundles(evaluation, cloud),
      smoke: first === undefined || checks.length === 0 ? undefined : await runSmoke(checks, first.local),
    };
  };
  return await Promise.all(deployed.map(reportOf));
}
