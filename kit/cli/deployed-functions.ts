import type * as v from "valibot";
import type { HttpSettings, PerCloud } from "../spec/index.ts";
import {
  CallerOutputs,
  componentsIn,
  FunctionOutputs,
  GatewayOutputs,
  type KnownResource,
} from "./component-outputs.ts";
import type { Deployed } from "./deployed.ts";

/** A function on one cloud, and how to call it. */
export interface DeployedFunction extends Deployed {
  /** `"http"`, `"schedule"`, `"consumes"`. */
  readonly trigger: string;
  /** Whether a timer calls it, so that it can be run by hand. A function that processes messages can only be called through its queue. */
  readonly isTimed: boolean;
  /** For an HTTP function: the address that its paths are relative to. `undefined` if no route leads to it. */
  readonly base?: string;
  /** For an HTTP function that has an address: the shortest of its paths. */
  readonly path?: string;
  /** For an HTTP function: its settings, if it was deployed with a version of Fourfold that registers them. */
  readonly http?: HttpSettings;
  /** For an HTTP function: the routes below its address, which may lead to others. @default {}: every path leads to it */
  readonly routes?: { readonly [path: string]: string };
  /** For a scheduled function: the resource that runs it. */
  readonly timer?: { readonly type: string; readonly id: string };
}

/** The resource that runs a scheduled function: its timer, or the app that contains it; and the component it belongs to. */
const timers: PerCloud<{ readonly type: string; readonly of: "Schedule" | "Function" }> = {
  aws: { type: "aws:scheduler/schedule:Schedule", of: "Schedule" },
  gcp: { type: "gcp:cloudscheduler/job:Job", of: "Schedule" },
  azure: { type: "azure-native:web:WebApp", of: "Function" },
  cloudflare: { type: "cloudflare:index/workersCronTrigger:WorkersCronTrigger", of: "Schedule" },
};

type Known = v.InferOutput<typeof FunctionOutputs>;

/** The components of a stack that are looked up for each function. */
interface Stack {
  readonly resources: readonly KnownResource[];
  readonly schedules: ReturnType<typeof componentsIn<typeof CallerOutputs>>;
  readonly gateways: ReturnType<typeof componentsIn<typeof GatewayOutputs>>;
}

function findTimer({ resources, schedules }: Stack, fn: KnownResource, { set, function: name, handle }: Known) {
  const { type, of } = timers[handle.cloud];
  const schedule = schedules.find(
    ({ at, says }) =>
      at.parent === fn.parent && says.set === set && says.function === name && says.handle.cloud === handle.cloud,
  );
  const owner = of === "Function" ? fn : schedule?.at;
  const timer = resources.find((each) => each.type === type && each.parent === owner?.urn);
  return timer === undefined ? {} : { timer: { type, id: timer.id } };
}

/**
 * A function's address is among the outputs of its gateway. If functions have addresses of their own, they are in their handles,
 * and every path there leads to the function, whatever the routes are.
 */
function readHttp({ gateways }: Stack, fn: KnownResource, { set, function: name, http, handle }: Known) {
  const gateway = gateways.find(
    ({ at, says: { cloud = handle.cloud, ...says } }) =>
      at.parent === fn.parent && says.set === set && cloud === handle.cloud && name in says.urls,
  );
  const url = gateway?.says.urls[name];
  const settings = http === undefined ? {} : { http };
  if (gateway === undefined || url === undefined) return settings;
  const { url: own } = handle.attributes;
  const base = own ?? new URL(url).origin;
  const path = url.slice(base.length) || "/";
  return { ...settings, base, path, ...(own === undefined ? { routes: gateway.says.routes } : {}) };
}

/** The functions among the resources of a stack. */
export function functionsIn(resources: readonly KnownResource[]): readonly DeployedFunction[] {
  const stack: Stack = {
    resources,
    schedules: componentsIn(resources, "Schedule", CallerOutputs),
    gateways: componentsIn(resources, "Gateway", GatewayOutputs),
  };
  return componentsIn(resources, "Function", FunctionOutputs).map(({ at, says }) => {
    const { set, function: name, trigger, handle } = says;
    const isTimed = trigger === "schedule";
    const called = trigger === "http" ? readHttp(stack, at, says) : isTimed ? findTimer(stack, at, says) : {};
    const { cloud, attributes } = handle;
    return { cloud, set, name, trigger, isTimed, attributes, ...called };
  });
}
