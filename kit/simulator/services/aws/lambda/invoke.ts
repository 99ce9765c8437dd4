import { randomBytes, randomUUID } from "node:crypto";
import { buffer } from "node:stream/consumers";
import type { StoredResource, World } from "../../../contract.ts";
import { type LambdaHost, type LambdaResult, quotas } from "../../../hosts/lambda/index.ts";
import type { AccessRequest, Principal } from "../../../iam/aws/index.ts";
import { mayAccess } from "../iam/index.ts";
import { resourcePolicyOf } from "./permission.ts";

/** The caller of a function, and the context of the request. */
export interface Invoker {
  readonly principal: Principal;
  /** Each must be allowed in its context. */
  readonly actions: readonly { readonly action: string; readonly context: AccessRequest["context"] }[];
}

/** The result of an invocation, before the invoking service turns it into its own response. */
export type Invoked =
  | { readonly kind: "denied" }
  /** No concurrency is left: `TooManyRequestsException`. */
  | { readonly kind: "throttled" }
  /** The event is larger than 6 MB: `RequestTooLargeException`. */
  | { readonly kind: "too large" }
  | LambdaResult;

/** The same, with a streamed response read to its end. */
export type Gathered = Exclude<Invoked, { readonly kind: "stream" }>;

/** The largest event of a synchronous call, in bytes. https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html */
const largestEvent = 6 * 1_024 * 1_024;

/** An X-Ray header, as Lambda creates one for requests without one. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */
export function newTraceId(now: number): string {
  return `Root=1-${Math.floor(now / 1_000).toString(16)}-${randomBytes(12).toString("hex")}`;
}

/** Whether a caller may perform all actions that an invocation requires. */
function mayInvoke(world: World, fn: StoredResource, { principal, actions }: Invoker): boolean {
  const policy = resourcePolicyOf(world, fn);
  const resource = String(fn.outputs.arn);
  const { account: owner } = fn.scope;
  return actions.every(({ action, context }) =>
    mayAccess(world, { principal, action, resource, context }, { policy, owner }),
  );
}

/** Invokes a function for a caller that policies must allow. */
export async function invokeFunction(
  world: World,
  host: LambdaHost,
  fn: StoredResource,
  caller: Invoker,
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

/** The result of sending an event. Once it is accepted, the function's own retries apply, and its log has the request id. */
export type Accepted =
  | { readonly kind: "denied" }
  | { readonly kind: "too large" }
  | { readonly kind: "accepted"; readonly requestId: string };

/** Accepts an event for a function from a caller that policies must allow: `InvocationType: "Event"`. */
export function sendEvent(
  world: World,
  host: LambdaHost,
  fn: StoredResource,
  caller: Invoker,
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

/** Reads a streamed response to its end, for callers that do not stream. A stream that breaks off is an error. */
export async function gather(outcome: Invoked): Promise<Gathered> {
  if (outcome.kind !== "stream") return outcome;
  try {
    return { kind: "response", payload: (await buffer(outcome.body)).toString() };
  } catch (error) {
    return { kind: "error", type: "Runtime.StreamError", message: String(error), payload: "" };
  }
}
