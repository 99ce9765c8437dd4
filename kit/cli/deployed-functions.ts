import * as v from "valibot";
import type { ResourceState } from "../engine/index.ts";
import { open } from "../engine/state/values.ts";
import { type Cloud, clouds, type HttpSettings, type PerCloud, type SettledCors } from "../spec/index.ts";

/** What runs a scheduled function on a simulated cloud: what the cloud's own timer is, or the app that has it in its code. */
const timers: PerCloud<{ readonly type: string; readonly of: "Schedule" | "Function" }> = {
  aws: { type: "aws:scheduler/schedule:Schedule", of: "Schedule" },
  gcp: { type: "gcp:cloudscheduler/job:Job", of: "Schedule" },
  azure: { type: "azure-native:web:WebApp", of: "Function" },
  cloudflare: { type: "cloudflare:index/workersCronTrigger:WorkersCronTrigger", of: "Schedule" },
};

const Handle = v.object({ cloud: v.picklist(clouds) });
const Addressed = v.object({ attributes: v.object({ url: v.string() }) });
/** What `Function`, `Schedule` and `FunctionSet` say of themselves. */
const Settings = v.object({
  streaming: v.boolean(),
  maxBody: v.number(),
  cors: v.exactOptional(
    v.custom<SettledCors>((value) => typeof value === "object" && value !== null && "origins" in value),
  ),
});
const FunctionOutputs = v.object({
  ...{ set: v.string(), function: v.string(), trigger: v.string(), handle: Handle },
  http: v.optional(v.unknown()),
});
const ScheduleOutputs = v.object({ set: v.string(), function: v.string(), handle: Handle });
const Texts = v.record(v.string(), v.string());
const SetOutputs = v.object({ urls: Texts });
const GatewayOutputs = v.object({ routes: Texts });

/** What is needed of a resource, which `pulumi stack export` says too. */
export type KnownResource = Pick<ResourceState, "urn" | "type" | "id" | "parent" | "outputs">;

/** A function that is deployed to one cloud, and how it is called by hand. */
export interface DeployedFunction {
  readonly cloud: Cloud;
  readonly set: string;
  readonly name: string;
  /** `"http"`, `"schedule"`. */
  readonly trigger: string;
  /** Of an HTTP function: its address, as its set has it. */
  readonly url?: string;
  /** Of an HTTP function: the address below which all its paths are. */
  readonly base?: string;
  /** Of an HTTP function: what it was deployed with, by a version of Fourfold that says so. */
  readonly http?: HttpSettings;
  /** Of an HTTP function: the routes of its set. @default {}: every path leads to it */
  readonly routes?: { readonly [path: string]: string };
  /** Of a scheduled one: the resource that runs it. */
  readonly timer?: { readonly type: string; readonly id: string };
}

const componentsOf = (resources: readonly KnownResource[], name: string) =>
  resources.filter(({ type }) => type === `fourfold:index:${name}`);

type Known = v.InferOutput<typeof FunctionOutputs>;

function findTimer(resources: readonly KnownResource[], own: KnownResource, fn: Known): DeployedFunction["timer"] {
  const { type, of } = timers[fn.handle.cloud];
  const isSame = (each: KnownResource): boolean => {
    const outputs = open(each.outputs);
    if (!v.is(ScheduleOutputs, outputs)) return false;
    return outputs.set === fn.set && outputs.function === fn.function && outputs.handle.cloud === fn.handle.cloud;
  };
  const owner = of === "Function" ? own : componentsOf(resources, of).find(isSame);
  const timer = resources.find((each) => each.type === type && each.parent === owner?.urn);
  return timer === undefined ? undefined : { type, id: timer.id };
}

/** The outputs of the set of a function, and those of what gives the set its addresses. */
function findAround(resources: readonly KnownResource[], { parent }: KnownResource) {
  const set = componentsOf(resources, "FunctionSet").find(({ urn }) => urn === parent);
  const gateway = componentsOf(resources, "Gateway").find((each) => set !== undefined && each.parent === set.urn);
  return { set: set && open(set.outputs), gateway: gateway && open(gateway.outputs) };
}

function readHttp(resources: readonly KnownResource[], fn: KnownResource, { function: name, http }: Known) {
  const { set, gateway } = findAround(resources, fn);
  const own = v.safeParse(Addressed, Object(open(fn.outputs)).handle);
  const url = v.is(SetOutputs, set) ? set.urls[name] : undefined;
  const settings = v.safeParse(Settings, http);
  return {
    // Where each function has an address of its own, its handle says it; elsewhere a route may have paths below it.
    ...(url === undefined ? {} : { url, base: own.success ? own.output.attributes.url : new URL(url).origin }),
    ...(settings.success ? { http: settings.output } : {}),
    ...(v.is(GatewayOutputs, gateway) ? { routes: gateway.routes } : {}),
  };
}

/** The functions among the resources of a stack. */
export function functionsIn(resources: readonly KnownResource[]): readonly DeployedFunction[] {
  return componentsOf(resources, "Function").flatMap((own) => {
    const outputs = open(own.outputs);
    if (!v.is(FunctionOutputs, outputs)) return [];
    const { set, function: name, trigger, handle } = outputs;
    const timer = trigger === "schedule" ? findTimer(resources, own, outputs) : undefined;
    const http = trigger === "http" ? readHttp(resources, own, outputs) : {};
    return [{ cloud: handle.cloud, set, name, trigger, ...http, ...(timer === undefined ? {} : { timer }) }];
  });
}

/** As people name it: `shop/api`. */
export const titleOf = ({ set, name }: DeployedFunction): string => `${set}/${name}`;
