import type { Cloud, PerCloud } from "../../clouds.ts";
import type { Sourced } from "../../limits.ts";
import { queueLimits } from "../../messages/limits.ts";
import { callTime, settleQueue } from "../../messages/settle.ts";
import { messageSupports } from "../../messages/supports.ts";
import { noteOnFeature } from "../../support.ts";
import { toSeconds } from "../../units.ts";
import type { Settlement, Trigger } from "../trigger.ts";
import { checkConsumes, checkSubscribes, checkTransport } from "./check.ts";
import type { AskedConsumer, ConsumerSettings, Consumes, SettledConsumer, Subscribes } from "./consumes.ts";

/** The largest batch, in messages, where the spec does not say. */
const defaultBatch = 10;

/** Longest time in seconds that one call with messages may take, including what the run time itself needs. */
export const consumerTimeouts: PerCloud<Sourced<number | false>> = {
  aws: { value: 900, source: "https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html" },
  gcp: { value: 3_600, source: "https://cloud.google.com/functions/quotas" },
  azure: { value: false, source: "https://learn.microsoft.com/azure/azure-functions/functions-scale#timeout" },
  cloudflare: { value: 900, source: "https://developers.cloudflare.com/queues/platform/limits/" },
};

function settleTransport({ batch = defaultBatch, within, parallel }: Consumes, cloud: Cloud) {
  const limits = queueLimits[cloud];
  const most = limits.parallel.value;
  const asked = within === undefined ? 0 : toSeconds(within);
  // AWS waits for more than ten messages at least a second: https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
  const least = cloud === "aws" && batch > 10 ? 1 : 0;
  return {
    batch: Math.min(batch, limits.batch.value),
    within: Math.min(Math.max(asked, least), limits.within.value),
    ...(parallel === undefined || most === false ? {} : { parallel }),
  };
}

const asksForBatches = ({ batch = 1, within }: Consumes): boolean => batch > 1 || within !== undefined;

function settle(asked: AskedConsumer, cloud: Cloud, where: string): Settlement<SettledConsumer> {
  checkTransport(asked, where);
  const { attempts, timeLimit, backoff, delays } = settleQueue(asked.delivery, cloud, where);
  return {
    settled: {
      ...(asked.schema === undefined ? {} : { schema: asked.schema }),
      ...settleTransport(asked, cloud),
      ...{ queue: asked.queue, attempts, timeLimit, backoff, delays },
    },
    timeout: consumerTimeouts[cloud],
    takes: callTime({ timeLimit }),
    notes: [
      ...(asksForBatches(asked) ? noteOnFeature(messageSupports.batch, cloud, where) : []),
      ...(asked.parallel === undefined ? [] : noteOnFeature(messageSupports.parallel, cloud, where)),
    ],
  };
}

const start = ({ queue, attempts, timeLimit, backoff, delays }: SettledConsumer): ConsumerSettings => ({
  ...{ queue, attempts, timeLimit, backoff, delays },
});

/** `00:10:05`. https://learn.microsoft.com/dotnet/standard/base-types/standard-timespan-format-strings */
function timeSpan(seconds: number): string {
  const parts = [seconds / 3_600, (seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(Math.floor(part)).padStart(2, "0")).join(":");
}

/**
 * The host itself does not include Service Bus, and by default a lock is renewed for five minutes.
 * https://learn.microsoft.com/azure/azure-functions/extension-bundles
 * https://learn.microsoft.com/azure/azure-functions/functions-bindings-service-bus#hostjson-settings
 */
const hostJson = (settings: ConsumerSettings): object => ({
  extensions: { serviceBus: { maxAutoLockRenewalDuration: timeSpan(callTime(settings)) } },
  extensionBundle: { id: "Microsoft.Azure.Functions.ExtensionBundle", version: "[4.*, 5.0.0)" },
});

/** What the two have in common: a subscriber, too, processes the messages of a queue. */
const shared = {
  handler: { define: "consumer", make: "(links) => async (item, context) => { … }" },
  settle,
  start,
  hostJson,
};

/** Messages of a queue. */
export const consumesTrigger: Trigger<string | Consumes, SettledConsumer, ConsumerSettings, AskedConsumer> = {
  title: "consumer",
  check: checkConsumes,
  ...shared,
};

/** Messages of a topic. It is deployed as a queue of the function's own with a consumer: `withOwnQueues`. */
export const subscribesTrigger: Trigger<string | Subscribes, SettledConsumer, ConsumerSettings, never> = {
  title: "subscriber",
  check: checkSubscribes,
  ...shared,
};
