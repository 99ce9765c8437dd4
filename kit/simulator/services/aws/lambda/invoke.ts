import { randomBytes, randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import type { StoredResource, World } from "../../../contract.ts";
import { type LambdaHost, type Outcome, quotas } from "../../../hosts/lambda/index.ts";
import type { AccessRequest, Principal } from "../../../iam/aws/index.ts";
import { mayAccess } from "../iam/index.ts";
import { resourcePolicyOf } from "./permission.ts";

/** Somebody who wants to invoke a function, and what is known of the request. */
export interface Caller {
  readonly principal: Principal;
  /** Each must be allowed, with the context at its side. */
  readonly actions: readonly { readonly action: string; readonly context: AccessRequest["context"] }[];
}

/** What an invocation came to, before the vendor's service that made it puts it in its own words. */
export type Invoked =
  | { readonly kind: "denied" }
  /** No concurrency left: `TooManyRequestsException`. */
  | { readonly kind: "throttled" }
  /** The event is larger than 6 MB: `RequestTooLargeException`. */
  | { readonly kind: "too large" }
  | Outcome;

/** The same, with a streamed answer read to its end. */
export type Gathered = Exclude<Invoked, { readonly kind: "stream" }>;

/** The largest event of a synchronous call, in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestEvent = 6 * 1_024 * 1_024;

/** An X-Ray header, as Lambda makes one where the request has none. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export function newTraceId(now: number): string {
  return `Root=1-${Math.floor(now / 1_000).toString(16)}-${randomBytes(12).toString("hex")}`;
}

/** Whether a caller may do all that an invocation takes. */
function mayInvoke(world: World, fn: StoredResource, { principal, actions }: Caller): boolean {
  const policy = resourcePolicyOf(world, fn);
  const resource = String(fn.outputs.arn);
  const { account: owner } = fn.scope;
  return actions.every(({ action, context }) =>
    mayAccess(world, { principal, action, resource, context }, { policy, owner }),
  );
}

/** Invokes a function for a caller that policies must let in. */
export async function invokeFunction(
  world: World,
  host: LambdaHost,
  fn: StoredResource,
  caller: Caller,
  event: unknown,
  traceId: string,
): Promise<Invoked> {
  if (!mayInvoke(world, fn, caller)) return { kind: "denied" };
  const payload = JSON.stringify(event);
  if (Buffer.byteLength(payload) > largestEvent) return { kind: "too large" };
  const arn = String(fn.outputs.arn);
  const outcome = await host.invoke(arn, { payload, requestId: randomUUID(), invokedArn: arn, traceId });
  return outcome ?? { kind: "throttled" };
}

/** What an event for later comes to: once accepted, it is for the function's own retries, and its log has the request id. */
export type Accepted =
  | { readonly kind: "denied" }
  | { readonly kind: "too large" }
  | { readonly kind: "accepted"; readonly requestId: string };

/** Takes an event for a function, which runs later, from a caller that policies must let in: `InvocationType: "Event"`. */
export function sendEvent(
  world: World,
  host: LambdaHost,
  fn: StoredResource,
  caller: Caller,
  payload: string,
  traceId: string,
): Accepted {
  if (!mayInvoke(world, fn, caller)) return { kind: "denied" };
  if (Buffer.byteLength(payload) > quotas.event) return { kind: "too large" };
  const arn = String(fn.outputs.arn);
  const requestId = randomUUID();
  host.send(arn, { payload, requestId, invokedArn: arn, traceId });
  return { kind: "accepted", requestId };
}

/** The whole of a streamed answer, for callers that do not stream. A stream that breaks off is an error. */
export async function gather(outcome: Invoked): Promise<Gathered> {
  if (outcome.kind !== "stream") return outcome;
  try {
    return { kind: "response", payload: (await buffer(outcome.body)).toString() };
  } catch (error) {
    return { kind: "error", type: "Runtime.StreamError", message: String(error), payload: "" };
  }
}
