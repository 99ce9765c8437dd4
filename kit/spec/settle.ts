import { checkCors } from "./checks/check-cors.ts";
import type { Cloud } from "./clouds.ts";
import { FourfoldError } from "./errors.ts";
import type { FunctionSpec, HttpTrigger } from "./function-set.ts";
import { functionLimits } from "./limits.ts";
import { type SettledCors, settleCors } from "./serve-settings.ts";
import { type FeatureName, supports } from "./supports.ts";
import { type Duration, type Size, toBytes, toMegabytes, toSeconds } from "./units.ts";

/** What a function is when the spec does not say. The only place where these defaults stand. */
export const functionDefaults = { memory: "256 MB", timeout: "20 seconds", maxBody: "1 MB" } as const satisfies {
  readonly memory: Size;
  readonly timeout: Duration;
  readonly maxBody: Size;
};

/** A function's settings with every default applied, as one cloud takes them. */
export interface SettledFunction {
  /** Memory in MB as the cloud will give it, or `undefined` where it is fixed. */
  readonly memory: number | undefined;
  /** Timeout in seconds. */
  readonly timeout: number;
  /** Whether responses are streamed. */
  readonly streaming: boolean;
  /** Largest request body in bytes. */
  readonly maxBody: number;
  /** Cross-origin access, `undefined` if there is none. */
  readonly cors: SettledCors | undefined;
  /** What differs from what was asked for, as sentences to be printed at preview. */
  readonly notes: readonly string[];
}

/** The HTTP trigger with its shorthand resolved. */
export function httpOf(spec: Pick<FunctionSpec, "http">): HttpTrigger {
  return spec.http === true || spec.http === undefined ? {} : spec.http;
}

/**
 * Refuses a feature that a cloud does not have.
 * @throws FourfoldError `ERR_UNSUPPORTED` with the reason and the way out.
 */
export function requireSupport(feature: FeatureName, cloud: Cloud, where: string): void {
  const support = supports[feature].clouds[cloud];
  if (support.state !== "refused") return;
  throw new FourfoldError("ERR_UNSUPPORTED", {
    where,
    what: `${supports[feature].title} is not possible on ${cloud}: ${support.reason}.`,
    fix: support.instead,
  });
}

/** What a cloud does differently where a feature is asked for: sentences to be printed at preview. */
export function noteOn(feature: FeatureName, cloud: Cloud, where: string): readonly string[] {
  const support = supports[feature].clouds[cloud];
  if (support.state !== "adapted") return [];
  return [`${where}: ${supports[feature].title} on ${cloud}: ${support.difference} (${support.source}).`];
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

function settleTimeout(asked: Duration, streaming: boolean, cloud: Cloud, where: string): number {
  const wanted = toSeconds(asked, where);
  const limits = functionLimits[cloud];
  const { value: longest, source } = streaming ? limits.streamingTimeout : limits.timeout;
  if (Number.isInteger(wanted) && (longest === false || wanted <= longest)) return wanted;
  const most = longest === false ? "" : `, at most ${longest}`;
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `a timeout of ${asked} is not possible on ${cloud}: whole seconds${most} (${source}).`,
    fix: `Change \`timeout\`, or override it for ${cloud}.`,
  });
}

function settleBody(asked: Size, cloud: Cloud, where: string): number {
  const wanted = toBytes(asked, where);
  const { value: largest, source } = functionLimits[cloud].requestBody;
  if (wanted <= largest) return wanted;
  throw new FourfoldError("ERR_LIMIT", {
    where,
    what: `request bodies of ${asked} are not possible on ${cloud}: at most ${largest} bytes reach a function (${source}).`,
    fix: "Lower `http.maxBody`.",
  });
}

/**
 * Applies the defaults to a function and fits it to a cloud.
 *
 * @param where - The function as messages name it: `Function "api"`.
 * @throws FourfoldError `ERR_LIMIT` or `ERR_UNSUPPORTED` when the cloud cannot run it.
 */
export function settleFunction(
  spec: Pick<FunctionSpec, "http" | "memory" | "timeout" | "assets">,
  cloud: Cloud,
  where: string,
): SettledFunction {
  const http = httpOf(spec);
  const streaming = http.streaming ?? false;
  if (streaming) requireSupport("streaming", cloud, where);
  if (spec.assets !== undefined && spec.assets.length > 0) requireSupport("assets", cloud, where);
  const maxBody = settleBody(http.maxBody ?? functionDefaults.maxBody, cloud, where);
  if (http.cors !== undefined) checkCors(http.cors, where);
  const cors = http.cors && settleCors(http.cors, where);
  const asked = spec.memory ?? functionDefaults.memory;
  const memory = settleMemory(asked, cloud, where);
  const timeout = settleTimeout(spec.timeout ?? functionDefaults.timeout, streaming, cloud, where);
  const changed = spec.memory !== undefined && memory !== toMegabytes(asked);
  const notes = [
    ...(changed ? noteOn("memory", cloud, where) : []),
    ...(streaming ? noteOn("streaming", cloud, where) : []),
  ];
  return { memory, timeout, streaming, maxBody, cors, notes };
}
