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

/** Runs what a timer runs, as it does at its own times, with the simulator's own call for that. */
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
 * How what is deployed to simulated clouds is run by hand: as at its own times, by what runs it then. Lambda's API, which the
 * simulator has too, is called where it is wanted, and where there is an event that no schedule sends.
 */
export function simulatedCallers(simulator: SimulatorClient, wanted: { readonly api: boolean }): PerCloud<HandCaller> {
  const open = (fn: DeployedFunction) => openTimer(simulator, fn);
  const openApi = async (fn: DeployedFunction): Promise<HandRun> => {
    const principal = requireAttribute(fn, "arn").split(":")[4] ?? "";
    // The simulator's credentials, with its address, in place of the environment: neither takes the other's.
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
