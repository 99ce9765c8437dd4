import { request as send } from "node:http";
import type { Clock, InvocationResult } from "../../contract.ts";
import type { QueueMetrics } from "./producers.ts";

/** An event of a cron trigger. https://developers.cloudflare.com/workers/runtime-apis/handlers/scheduled/ */
export interface ScheduledEvent {
  readonly type: "scheduled";
  /** The cron expression, as it was deployed. */
  readonly cron: string;
  /** When it was due, in epoch milliseconds. */
  readonly scheduledTime: number;
}

/** A batch of messages. https://developers.cloudflare.com/queues/configuration/javascript-apis/#messagebatch */
export interface QueueEvent {
  readonly type: "queue";
  /** The queue's name. */
  readonly queue: string;
  readonly messages: readonly DeliveredMessage[];
  readonly metadata: { readonly metrics: QueueMetrics };
}

export interface DeliveredMessage {
  readonly id: string;
  /** When it was sent, in epoch milliseconds. */
  readonly timestamp: number;
  /** How often it has been delivered, from 1. */
  readonly attempts: number;
  readonly contentType: string;
  /** Base64. */
  readonly body: string;
}

/** An event of a Worker other than a request. */
export type WorkerEvent = ScheduledEvent | QueueEvent;

/** What a `queue` handler decided about its messages, as the runtime returns it. */
export interface BatchSettlement {
  /** `ackAll()` was called. */
  readonly ackAll: boolean;
  /** `retryAll()` was called. */
  readonly retryBatch: { readonly retry: boolean; readonly delaySeconds?: number };
  readonly explicitAcks: readonly string[];
  readonly retryMessages: readonly { readonly msgId: string; readonly delaySeconds?: number }[];
}

/** How an event was handled. Invocations of Workers have no ids. */
export type DispatchResult = InvocationResult & {
  /** Whether a failed event must not be retried: `controller.noRetry()` was called, or the Worker has no such handler. */
  readonly noRetry: boolean;
  /** For messages, even if the handler threw in the end. @default the runtime ended before it could report it */
  readonly settlement?: BatchSettlement;
};

/** The target of an event: the port of a runtime for events, and one of its Workers. */
export interface DispatchTarget {
  readonly port: number;
  readonly worker: string;
}

/** The longest run of an event, in milliseconds. https://developers.cloudflare.com/workers/platform/limits/#duration */
const longestRun = 15 * 60_000;

/**
 * Passes an event to a Worker. Resolves when its handler has returned and everything it passed to `waitUntil` has ended; the
 * first failure of these counts.
 * https://developers.cloudflare.com/workers/runtime-apis/handlers/scheduled/#methods
 */
export function dispatch(event: WorkerEvent, target: DispatchTarget, clock: Clock): Promise<DispatchResult> {
  const failed = (failure: string): DispatchResult => ({ ok: false, failure, noRetry: false });
  return new Promise((resolve) => {
    // A connection of its own: workerd might close a kept-alive one just when it is used again.
    const options = { host: "127.0.0.1", port: target.port, agent: false, method: "POST" } as const;
    const request = send(options, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part: Buffer) => parts.push(part));
      response.once("close", () => finish(response.complete ? toResult(Buffer.concat(parts)) : failed(broken)));
    });
    const finish = (result: DispatchResult): void => {
      cancel();
      request.destroy();
      resolve(result);
    };
    const cancel = clock.after(longestRun, () => finish(failed("The invocation took longer than 15 minutes.")));
    request.once("error", () => finish(failed(broken)));
    request.end(JSON.stringify({ worker: target.worker, event }));
  });
}

const broken = "The runtime ended before the invocation did.";

/** The edge's response: the runtime's outcome of the invocation, and what belongs to the kind of event. */
type EdgeAnswer = { readonly outcome: string } & ({ readonly noRetry: boolean } | BatchSettlement);

function toResult(body: Buffer): DispatchResult {
  const { outcome, ...rest }: EdgeAnswer = JSON.parse(body.toString());
  const told = "noRetry" in rest ? rest : { noRetry: false, settlement: rest };
  return outcome === "ok" ? { ok: true, ...told } : { ok: false, failure: outcome, ...told };
}
