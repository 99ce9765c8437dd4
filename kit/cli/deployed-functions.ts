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

/** A function that is deployed to one cloud, and how it is called. */
export interface DeployedFunction extends Deployed {
  /** `"http"`, `"schedule"`, `"consumes"`. */
  readonly trigger: string;
  /** Whether a timer calls it, so that it can be run at any time. Nothing can be handed to what processes messages but by its queue. */
  readonly isTimed: boolean;
  /** Of an HTTP function: the address below which all its paths are. Undefined where no route leads to it. */
  readonly base?: string;
  /** Of an HTTP function that has an address: the shortest of its paths. */
  readonly path?: string;
  /** Of an HTTP function: what it was deployed with, by a version of Fourfold that says so. */
  readonly http?: HttpSettings;
  /** Of an HTTP function: the routes below its address, which may lead to others. @default {}: every path leads to it */
  readonly routes?: { readonly [path: string]: string };
  /** Of a scheduled one: the resource that runs it. */
  readonly timer?: { readonly type: string; readonly id: string };
}

/** What runs a scheduled function on a cloud: its timer, or the app that has it in its code; and below which component that is. */
const timers: PerCloud<{ readonly type: string; readonly of: "Schedule" | "Function" }> = {
  aws: { type: "aws:scheduler/schedule:Schedule", of: "Schedule" },
  gcp: { type: "gcp:cloudscheduler/job:Job", of: "Schedule" },
  azure: { type: "azure-native:web:WebApp", of: "Function" },
  cloudflare: { type: "cloudflare:index/workersCronTrigger:WorkersCronTrigger", of: "Schedule" },
};

type Known = v.InferOutput<typeof FunctionOutputs>;

/** A stack with what is looked up in it for each function. */
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
 * What gives a function its address stands beside it. Where each has one of its own, its handle says it, and whatever routes
 * say, every path there leads to it.
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
