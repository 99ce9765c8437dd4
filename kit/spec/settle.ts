import type { Cloud } from "./clouds.ts";
import { FourfoldError } from "./errors.ts";
import type { FunctionSpec } from "./function-set.ts";
import { functionLimits } from "./limits.ts";
import { noteOn, requireSupport } from "./supports.ts";
import {
  type Asked,
  type SettledTriggers,
  type TriggerName,
  type TriggerSettings,
  triggers,
  triggersOf,
} from "./triggers/index.ts";
import type { Settlement } from "./triggers/trigger.ts";
import { type Duration, type Size, toMegabytes, toSeconds } from "./units.ts";

/** A function's settings where the spec leaves them out. Those of triggers are beside the triggers. */
export const functionDefaults = { memory: "256 MB", timeout: "20 seconds" } as const satisfies {
  readonly memory: Size;
  readonly timeout: Duration;
};

/** A function's settings with every default applied, as one cloud takes them. Those of its trigger have the trigger's name as their key. */
export interface SettledFunction extends Partial<SettledTriggers> {
  /** What triggers it. */
  readonly trigger: TriggerName;
  /** Memory in MB as the cloud will give it, or `undefined` where it is fixed. */
  readonly memory: number | undefined;
  /** Timeout in seconds. */
  readonly timeout: number;
  /** What differs from what was asked for, as sentences to be printed at preview. */
  readonly notes: readonly string[];
}

function settleMemory(asked: Size, cloud: Cloud, where: string): number | undefined {
  const wanted = toMegabytes(asked, where);
  const { value: sizes, source } = functionLimits[cloud].memory;
  if (sizes === false) return undefined;
  const found =
    "min" in sizes
      ? [Math.ceil(wanted)].find((size) => size >= sizes.min && size <= sizes.max)
      : sizes.find((size) => size >= wanted);
  if (found !== undefined) return found;
  const range = "min" in sizes ? `from ${sizes.min} to ${sizes.max} MB` : `of ${sizes.join(", ")} MB`;
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `memory of ${asked} is not possible on ${cloud}, which has functions ${range} (${source}).`,
    fix: `Change \`memory\`, or override it for ${cloud}.`,
  });
}

/** The longest time that both the function and its trigger allow, and which of them is the tighter one. */
function longestTime(cloud: Cloud, trigger: TriggerName, ofTrigger: Settlement<unknown>["timeout"]) {
  const ofFunction = functionLimits[cloud].timeout;
  const seconds = (limit: number | false) => (limit === false ? Number.POSITIVE_INFINITY : limit);
  return seconds(ofTrigger.value) < seconds(ofFunction.value)
    ? { ...ofTrigger, whose: `for ${triggers[trigger].title}s` }
    : { ...ofFunction, whose: "for every function" };
}

function settleTimeout(asked: Duration, longest: ReturnType<typeof longestTime>, cloud: Cloud, where: string): number {
  const wanted = toSeconds(asked, where);
  const { value, source, whose } = longest;
  if (Number.isInteger(wanted) && (value === false || wanted <= value)) return wanted;
  const most = value === false ? "" : `, at most ${value} ${whose}`;
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `a timeout of ${asked} is not possible on ${cloud}: whole seconds${most} (${source}).`,
    fix: `Change \`timeout\`, or override it for ${cloud}.`,
  });
}

/** @throws FourfoldError `ERR_SPEC` unless there is exactly one. */
export function requireTrigger(spec: { readonly [T in TriggerName]?: unknown }, where: string): TriggerName {
  const [trigger, ...others] = triggersOf(spec);
  if (trigger !== undefined && others.length === 0) return trigger;
  const names = Object.keys(triggers).join(", ");
  const what = trigger === undefined ? "it has no trigger." : `it has ${1 + others.length} triggers.`;
  throw new FourfoldError("ERR_SPEC", { where, what, fix: `Give it exactly one of ${names}.` });
}

/** What a function's one trigger becomes on a cloud. */
function settleTrigger<T extends TriggerName>(trigger: T, spec: Asked, cloud: Cloud, where: string) {
  const own = spec[trigger];
  // `requireTrigger` has found the trigger by this property.
  if (own === undefined) throw new TypeError(`${where} has no ${trigger}.`);
  return triggers[trigger].settle(own, cloud, where);
}

function requireNoTimeout(trigger: TriggerName, { timeout }: Pick<FunctionSpec, "timeout">, where: string): void {
  if (timeout === undefined) return;
  const what = `it has a \`timeout\`, which a ${triggers[trigger].title} does not take: how long one message may take decides.`;
  throw new FourfoldError("ERR_SPEC", { where, what, fix: "Remove `timeout`, and give `timeLimit` to the queue." });
}

/**
 * What a function's trigger becomes on a cloud, and how long a run may take.
 *
 * @param where - The function as errors name it: `Function "api"`.
 * @throws FourfoldError `ERR_LIMIT` or `ERR_UNSUPPORTED` when the cloud cannot do it.
 */
export function settleTriggered<T extends TriggerName>(
  trigger: T,
  spec: Asked & Pick<FunctionSpec, "timeout">,
  cloud: Cloud,
  where: string,
): Omit<Settlement<SettledTriggers[T]>, "timeout"> & Pick<SettledFunction, "timeout"> {
  const { settled, timeout: ofTrigger, takes, notes } = settleTrigger(trigger, spec, cloud, where);
  if (takes !== undefined) {
    requireNoTimeout(trigger, spec, where);
    return { settled, notes, timeout: takes };
  }
  const longest = longestTime(cloud, trigger, ofTrigger);
  return { settled, notes, timeout: settleTimeout(spec.timeout ?? functionDefaults.timeout, longest, cloud, where) };
}

/**
 * Applies the defaults to a function and fits it to a cloud.
 *
 * @param where - The function as errors name it: `Function "api"`.
 * @throws FourfoldError `ERR_LIMIT` or `ERR_UNSUPPORTED` when the cloud cannot run it, `ERR_SPEC` unless it has exactly one trigger.
 */
export function settleFunction(
  spec: Asked & Pick<FunctionSpec, "memory" | "timeout" | "assets">,
  cloud: Cloud,
  where: string,
): SettledFunction {
  const trigger = requireTrigger(spec, where);
  if (spec.assets !== undefined && spec.assets.length > 0) requireSupport("assets", cloud, where);
  const { settled, timeout, notes } = settleTriggered(trigger, spec, cloud, where);
  const asked = spec.memory ?? functionDefaults.memory;
  const memory = settleMemory(asked, cloud, where);
  const changed = spec.memory !== undefined && memory !== toMegabytes(asked);
  return {
    ...{ trigger, memory, timeout, [trigger]: settled },
    notes: [...(changed ? noteOn("memory", cloud, where) : []), ...notes],
  };
}

/** The settings that a function's trigger adds to its code, with the trigger's name as their key. */
export function startSettings({ trigger, ...settled }: SettledFunction, cloud: Cloud): Partial<TriggerSettings> {
  return { [trigger]: startOf(trigger, settled, cloud) };
}

/** What a function's trigger adds to the `host.json` of its Azure app. */
export function hostJsonOf<T extends TriggerName>(trigger: T, settings: Partial<TriggerSettings>): object {
  const own = settings[trigger];
  return own === undefined ? {} : (triggers[trigger].hostJson?.(own) ?? {});
}

function startOf<T extends TriggerName>(trigger: T, settled: Partial<SettledTriggers>, cloud: Cloud) {
  const own = settled[trigger];
  if (own === undefined) throw new TypeError(`The function was settled without its trigger, ${trigger}.`);
  return triggers[trigger].start(own, cloud);
}
