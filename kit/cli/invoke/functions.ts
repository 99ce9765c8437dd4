import * as v from "valibot";
import type { ResourceState } from "../../engine/index.ts";
import { open } from "../../engine/state/values.ts";
import { type Cloud, clouds, FourfoldError, type PerCloud } from "../../spec/index.ts";

/** What runs a scheduled function on a simulated cloud: what the cloud's own timer is, or the app that has it in its code. */
const timers: PerCloud<{ readonly type: string; readonly of: "Schedule" | "Function" }> = {
  aws: { type: "aws:scheduler/schedule:Schedule", of: "Schedule" },
  gcp: { type: "gcp:cloudscheduler/job:Job", of: "Schedule" },
  azure: { type: "azure-native:web:WebApp", of: "Function" },
  cloudflare: { type: "cloudflare:index/workersCronTrigger:WorkersCronTrigger", of: "Schedule" },
};

const Handle = v.object({ cloud: v.picklist(clouds) });
/** What `Function`, `Schedule` and `FunctionSet` say of themselves. */
const FunctionOutputs = v.object({ set: v.string(), function: v.string(), trigger: v.string(), handle: Handle });
const ScheduleOutputs = v.object({ set: v.string(), function: v.string(), handle: Handle });
const SetOutputs = v.object({ urls: v.record(v.string(), v.string()) });

/** A function that is deployed to one cloud, and how it is called by hand. */
export interface DeployedFunction {
  readonly cloud: Cloud;
  readonly set: string;
  readonly name: string;
  /** `"http"`, `"schedule"`. */
  readonly trigger: string;
  /** Of an HTTP function: its address, as its set has it. */
  readonly url?: string;
  /** Of a scheduled one: the resource that runs it. */
  readonly timer?: { readonly type: string; readonly id: string };
}

const componentsOf = (resources: readonly ResourceState[], name: string) =>
  resources.filter(({ type }) => type === `fourfold:index:${name}`);

type Known = v.InferOutput<typeof FunctionOutputs>;

function findTimer(resources: readonly ResourceState[], own: ResourceState, fn: Known): DeployedFunction["timer"] {
  const { type, of } = timers[fn.handle.cloud];
  const isSame = (each: ResourceState): boolean => {
    const outputs = open(each.outputs);
    if (!v.is(ScheduleOutputs, outputs)) return false;
    return outputs.set === fn.set && outputs.function === fn.function && outputs.handle.cloud === fn.handle.cloud;
  };
  const owner = of === "Function" ? own : componentsOf(resources, of).find(isSame);
  const timer = resources.find((each) => each.type === type && each.parent === owner?.urn);
  return timer === undefined ? undefined : { type, id: timer.id };
}

function findUrl(resources: readonly ResourceState[], { parent }: ResourceState, name: string): string | undefined {
  const set = componentsOf(resources, "FunctionSet").find(({ urn }) => urn === parent);
  const outputs = set && open(set.outputs);
  return v.is(SetOutputs, outputs) ? outputs.urls[name] : undefined;
}

/** The functions among the resources of a stack. */
export function functionsIn(resources: readonly ResourceState[]): readonly DeployedFunction[] {
  return componentsOf(resources, "Function").flatMap((own) => {
    const outputs = open(own.outputs);
    if (!v.is(FunctionOutputs, outputs)) return [];
    const url = findUrl(resources, own, outputs.function);
    const timer = outputs.trigger === "schedule" ? findTimer(resources, own, outputs) : undefined;
    return [
      {
        ...{ cloud: outputs.handle.cloud, set: outputs.set, name: outputs.function, trigger: outputs.trigger },
        ...(url === undefined ? {} : { url }),
        ...(timer === undefined ? {} : { timer }),
      },
    ];
  });
}

const titleOf = ({ set, name }: DeployedFunction): string => `${set}/${name}`;

/**
 * The functions that a name means: `audit`, or `shop/audit`, on each cloud that is wanted.
 * @throws FourfoldError `ERR_USAGE` with the names that there are, for none, and for those of several sets.
 */
export function chooseFunctions(
  functions: readonly DeployedFunction[],
  name: string,
  wanted: readonly Cloud[] | undefined,
): readonly DeployedFunction[] {
  const found = functions.filter((each) => titleOf(each) === name || each.name === name);
  const titles = [...new Set(found.map(titleOf))].sort();
  const chosen = found.filter(({ cloud }) => wanted?.includes(cloud) ?? true);
  if (titles.length === 1 && chosen.length > 0) return chosen;
  const all = [...new Set(functions.map(titleOf))].sort().join(", ");
  const [what, fix] =
    titles.length > 1
      ? [`several sets have a function "${name}".`, `Name one of ${titles.join(", ")}.`]
      : found.length > 0
        ? [
            `"${name}" is not deployed to ${wanted?.join(", ")}.`,
            `Choose among ${found.map(({ cloud }) => cloud).join(", ")}.`,
          ]
        : [`there is no function "${name}".`, all === "" ? "Deploy something first." : `Name one of ${all}.`];
  throw new FourfoldError("ERR_USAGE", { where: "fourfold invoke", what, fix });
}
