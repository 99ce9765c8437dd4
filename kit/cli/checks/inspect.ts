import { performance } from "node:perf_hooks";
import { packedSizeOf } from "../../bundler/index.ts";
import type { Cloud } from "../../spec/index.ts";
import { clouds } from "../../spec/index.ts";
import type { Evaluation } from "../dev/evaluate.ts";
import { type Address, findAddresses, type HostMapping } from "./addresses.ts";
import type { CloudReport } from "./report.ts";
import { runSmoke, type SmokeCheck } from "./smoke.ts";

/** How long the first response may take, in milliseconds. */
const patience = 20_000;

/** Milliseconds until an address answers anything at all. Undefined when it does not. */
async function measureFirstResponse({ local }: Address): Promise<number | undefined> {
  const start = performance.now();
  try {
    const response = await fetch(local, { signal: AbortSignal.timeout(patience) });
    await response.arrayBuffer();
    return performance.now() - start;
  } catch (error) {
    // Not answering is a finding, which the table shows and the smoke checks explain.
    if (error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError"))
      return undefined;
    throw error;
  }
}

function sizeBundles({ bundled }: Evaluation, cloud: Cloud): CloudReport["bundles"] {
  const artifacts = bundled.flatMap(({ artifact }) => (artifact.cloud === cloud ? [artifact] : []));
  return {
    raw: artifacts.reduce((sum, { rawBytes }) => sum + rawBytes, 0),
    packed: artifacts.reduce((sum, artifact) => sum + packedSizeOf(artifact), 0),
  };
}

/** Calls what a program has deployed and says, cloud by cloud, what there is and how it behaves. */
export async function inspect(
  evaluation: Evaluation,
  endpoints: readonly HostMapping[],
  checks: readonly SmokeCheck[],
): Promise<readonly CloudReport[]> {
  const addresses = findAddresses(evaluation.outputs, endpoints);
  const deployed = clouds.filter((cloud) => evaluation.resources.has(cloud));
  const reportOf = async (cloud: Cloud): Promise<CloudReport> => {
    const own = addresses.filter((address) => address.cloud === cloud);
    const [first] = own;
    return {
      cloud,
      resources: evaluation.resources.get(cloud) ?? 0,
      addresses: own,
      bundles: sizeBundles(evaluation, cloud),
      firstResponse: first === undefined ? undefined : await measureFirstResponse(first),
      smoke: first === undefined || checks.length === 0 ? undefined : await runSmoke(checks, first.local),
    };
  };
  return await Promise.all(deployed.map(reportOf));
}
