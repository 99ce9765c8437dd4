import type { Cloud } from "fourfold";
import { deploy, FunctionSet, type QueueTransform } from "fourfold/components";
import * as v from "valibot";
import { localAddress } from "../../kit/cli/checks/addresses.ts";
import type { Deployed } from "../../kit/cli/deployed.ts";
import { foundationOn, Handles, handlesOf, openStack } from "../conformance/deployment.ts";
import { soak } from "./fixtures/set.ts";

/** The functions and queues of the soak on one cloud. */
export interface Place {
  readonly cloud: Cloud;
  /** Where the function that sends is reached from here. */
  readonly url: string;
  readonly queues: readonly Deployed[];
}

const Output = v.object({ urls: v.object({ api: v.string() }), queues: Handles });
const Outputs = v.record(v.string(), Output);

/**
 * What was at work on a message when it was killed keeps it until its time is over. Here that is less than a minute, and still more
 * than a function may take.
 */
const impatient: QueueTransform = {
  aws: { queue: { visibilityTimeoutSeconds: 12 } },
  azure: { queue: { lockDuration: "PT10S" } },
};

function deployOn(cloud: Cloud) {
  const args = deploy(soak, { cloud, on: foundationOn(cloud, { messages: true }), protection: "destroy" });
  const transform = { queues: { work: impatient, listenerQueue: impatient } };
  const set = new FunctionSet(`soak-${cloud}`, args, { transform });
  return { urls: set.urls, queues: handlesOf(set.nodes.queues) };
}

/** Deploys the soak to some clouds, into a folder from which a simulator of its own goes on. */
export async function deployTo(clouds: readonly Cloud[], data: string): Promise<readonly Place[]> {
  const { simulator, deploy: up } = await openStack({ data, live: true });
  try {
    const program = () => Object.fromEntries(clouds.map((cloud) => [cloud, deployOn(cloud)]));
    const outputs = v.parse(Outputs, await up(program));
    return clouds.map((cloud) => {
      const { urls, queues } = v.parse(Output, outputs[cloud]);
      const deployed = Object.entries(queues).map(([name, { attributes }]) => {
        return { cloud, set: soak.name, name, attributes };
      });
      return { cloud, url: localAddress(urls.api, simulator.world.endpoints.list()), queues: deployed };
    });
  } finally {
    await simulator.stop();
  }
}
