import { type Inputs, UnreadableInput } from "../../resources/inputs.ts";
import type { Meter, Reading } from "../contract.ts";
import { gigabytes } from "./units.ts";

/** From this day on, logs are paid for by size and no longer by event: https://developers.cloudflare.com/observability/pricing/ */
const bySize = Date.UTC(2026, 11, 1);

/** How long they are kept: https://developers.cloudflare.com/observability/pricing/#longer-retention */
const monthsKept = 7 / 30;

const isOn = (inputs: Inputs, what: "logs" | "traces", fallback: boolean): boolean =>
  inputs.flag(`observability.${what}.enabled`, fallback);

/** The share of the requests whose logs are stored: https://developers.cloudflare.com/workers/observability/logs/workers-logs/#head-based-sampling */
function sampled(inputs: Inputs): number {
  if (isOn(inputs, "traces", false)) {
    throw new UnreadableInput("observability.traces.enabled", "is true, and nobody knows how many spans a request has");
  }
  if (inputs.texts("observability.logs.destinations").length > 0) {
    throw new UnreadableInput(
      "observability.logs.destinations",
      "are not empty, and exports have no price in the book",
    );
  }
  if (!isOn(inputs, "logs", inputs.flag("observability.enabled"))) return 0;
  if (!inputs.flag("observability.logs.persist", true)) return 0;
  const rate = inputs.number("observability.headSamplingRate", 1);
  return inputs.number("observability.logs.headSamplingRate", rate);
}

/** Of each request, one about the invocation, and one that its code writes: as in the vendor's own examples. */
const events = ({ inputs, use }: Reading): number =>
  use("requests") * sampled(inputs) * (inputs.flag("observability.logs.invocationLogs", true) ? 2 : 1);

const ingested = ({ inputs, use }: Reading): number => gigabytes(use("requests") * sampled(inputs) * use("logSize"));

const from = ({ at }: Reading, price: string): string | undefined => (at.getTime() >= bySize ? price : undefined);

/** What the logs of a Worker cost: https://developers.cloudflare.com/workers/observability/logs/workers-logs/#pricing */
export const logs: readonly Meter[] = [
  { price: ({ at }) => (at.getTime() < bySize ? "cloudflare.workers.logs" : undefined), quantity: events },
  { price: (reading) => from(reading, "cloudflare.observability.ingestion"), quantity: ingested },
  {
    price: (reading) => from(reading, "cloudflare.observability.storage"),
    quantity: (reading) => ingested(reading) * monthsKept,
  },
  {
    // Each invocation is an event: https://developers.cloudflare.com/workers/observability/logs/logpush/
    price: ({ inputs }) => (inputs.flag("logpush") ? "cloudflare.workers.logpush" : undefined),
    quantity: ({ use }) => use("requests"),
  },
];
