import type { SimulatorClient } from "../../../simulator/client.ts";
import type { PerCloud } from "../../../spec/index.ts";
import { requireAttribute } from "../../deployed.ts";
import type { DeployedFunction } from "../../deployed-functions.ts";
import { aws } from "./aws.ts";
import { azure } from "./azure.ts";
import { cloudflare } from "./cloudflare.ts";
import type { HandCaller, HandRun } from "./contract.ts";
import { gcp } from "./gcp.ts";
import { requireTimer, timeOf } from "./state.ts";

/** Runs what a timer runs, as on its schedule, through the simulator's own API. */
async function openTimer(simulator: SimulatorClient, fn: DeployedFunction): Promise<HandRun> {
  const timer = requireTimer(fn);
  return {
    async run(order) {
      const run = await simulator.run({ ...timer, name: fn.name, scheduledTime: timeOf(order).getTime() });
      return run.ok ? { ok: true, text: "has run" } : { ok: false, text: `failed: ${run.failure}` };
    },
  };
}

/**
 * How functions on simulated clouds are run by hand: as on their schedule, by what runs them then. With `wanted.api`, or with an
 * event that differs from the schedule's, through Lambda's API, which the simulator has too.
 */
export function simulatedCallers(simulator: SimulatorClient, wanted: { readonly api: boolean }): PerCloud<HandCaller> {
  const open = (fn: DeployedFunction) => openTimer(simulator, fn);
  const openApi = async (fn: DeployedFunction): Promise<HandRun> => {
    const principal = requireAttribute(fn, "arn").split(":")[4] ?? "";
    // The simulator's credentials, with its address, instead of the environment: the two must not mix.
    return aws.open(fn, await simulator.credentials({ package: "aws", principal }));
  };
  const openEither = async (fn: DeployedFunction): Promise<HandRun> => {
    const timer = await open(fn);
    return { run: async (order) => (order.event === undefined ? timer : await openApi(fn)).run(order) };
  };
  return {
    aws: { ...aws, open: wanted.api ? openApi : openEither },
    gcp: { ...gcp, at: true, open },
    azure: { ...azure, open },
    cloudflare: { ...cloudflare, at: true, open },
  };
}
