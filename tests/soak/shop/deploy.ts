import { symlinkSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "fourfold";
import { deploy, FunctionSet, type QueueTransform } from "fourfold/components";
import * as v from "valibot";
import { shop } from "../../../functions/shop.ts";
import { shipping, taxes } from "../../../functions/terms.ts";
import { localAddress } from "../../../kit/cli/checks/addresses.ts";
import type { Deployed } from "../../../kit/cli/deployed.ts";
import { type DeployedFunction, functionsIn } from "../../../kit/cli/deployed-functions.ts";
import { queuesIn } from "../../../kit/cli/deployed-queues.ts";
import { foundationOn, openStack } from "../../conformance/deployment.ts";

/** Whoever knows it registers as staff. */
export const invitation = "for-the-staff-of-soaked-shops";

/** The shop on one cloud. */
export interface Shop {
  readonly cloud: Cloud;
  /** Where its API is reached from here. */
  readonly url: string;
  /** What tidies up at night. */
  readonly audit: DeployedFunction;
  /** The queue of orders that wait to be fulfilled. */
  readonly placed: Deployed;
  /** The queue of everything that has happened. */
  readonly ledger: Deployed;
}

const Outputs = v.record(v.string(), v.object({ api: v.string() }));

/** The shop's queue is as patient as customers are; here a message that failed, or whose function was killed, comes again soon. */
const delivery = { timeLimit: "5 seconds", backoff: { from: "1 second", to: "2 seconds" } };
const impatient: QueueTransform = {
  aws: { queue: { visibilityTimeoutSeconds: 12 } },
  azure: { queue: { lockDuration: "PT10S" } },
};

function deployOn(cloud: Cloud) {
  const args = deploy(shop, {
    ...{ cloud, on: foundationOn(cloud, { messages: true }), protection: "destroy" },
    bind: { taxes, shipping, invitation },
  });
  const { placed, ...others } = args.queues ?? {};
  const queues = { ...others, placed: { ...placed, ...delivery } };
  return new FunctionSet(`shop-${cloud}`, { ...args, queues }, { transform: { queues: { placed: impatient } } }).urls;
}

function only<T extends Deployed>(all: readonly T[], cloud: Cloud, name: string): T {
  const found = all.find((one) => one.cloud === cloud && one.name === name);
  if (found !== undefined) return found;
  throw new RangeError(`The shop on ${cloud} has no ${name}.`);
}

/**
 * Deploys the shop to some clouds, for a simulator of its own to go on.
 * @param folder - Where its code is built: below the project, it would overwrite that of other tests, which run at the same time.
 */
export async function deployShops(
  clouds: readonly Cloud[],
  { data, folder }: { readonly data: string; readonly folder: string },
): Promise<readonly Shop[]> {
  const project = process.cwd();
  symlinkSync(join(project, "node_modules"), join(folder, "node_modules"), "dir");
  process.chdir(folder);
  const { simulator, deploy: up, resources } = await openStack({ data, live: true });
  try {
    const urls = v.parse(Outputs, await up(() => Object.fromEntries(clouds.map((cloud) => [cloud, deployOn(cloud)]))));
    const [functions, queues] = [functionsIn(await resources()), queuesIn(await resources())];
    return clouds.map((cloud) => ({
      cloud,
      url: localAddress(urls[cloud]?.api ?? "", simulator.world.endpoints.list()),
      audit: only(functions, cloud, "audit"),
      placed: only(queues, cloud, "placed"),
      ledger: only(queues, cloud, "ledger"),
    }));
  } finally {
    process.chdir(project);
    await simulator.stop();
  }
}
