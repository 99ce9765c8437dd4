import type { Inputs } from "../../../resources/inputs.ts";
import type { Guards, Meter, Reading } from "../../contract.ts";
import { notWhere } from "../../guards.ts";
import { onlyWhere } from "../../only-where.ts";
import { gigabytes } from "../units.ts";

/** From this day on, logs are paid for by size and no longer by event: https://developers.cloudflare.com/observability/pricing/ */
const bySize = Date.UTC(2026, 11, 1);

/** How long they are kept: https://developers.cloudflare.com/observability/pricing/#longer-retention */
const monthsKept = 7 / 30;

const isOn = (inputs: Inputs, what: "logs" | "traces", fallback: boolean): boolean =>
  inputs.flag(`observability.${what}.enabled`, fallback);

/** What else observes a Worker, and is paid for. */
export const logGaps: Guards = {
  "observability.traces.enabled": notWhere(
    ({ inputs }) => isOn(inputs, "traces", false),
    "is true, and nobody knows how many spans a request has",
  ),
  "observability.logs.destinations": notWhere(
    ({ inputs }, property) => inputs.texts(property).length > 0,
    "are not empty, and exports have no price in the book",
  ),
};

/** The share of the requests whose logs are stored: https://developers.cloudflare.com/workers/observability/logs/workers-logs/#head-based-sampling */
function sampled(inputs: Inputs): number {
  if (!isOn(inputs, "logs", inputs.flag("observability.enabled"))) return 0;
  if (!inputs.flag("observability.logs.persist", true)) return 0;
  const rate = inputs.number("observability.headSamplingRate", 1);
  return inputs.number("observability.logs.headSamplingRate", rate);
}

/** Of each request, one about the invocation, and one that its code writes: as in the vendor's own examples. */
const events = ({ inputs, use }: Reading): number =>
  use("requests") * sampled(inputs) * (inputs.flag("observability.logs.invocationLogs", true) ? 2 : 1);

const ingested = ({ inputs, use }: Reading): number => gigabytes(use("requests") * sampled(inputs) * use("logSize"));

const isBySize = ({ at }: Reading): boolean => at.getTime() >= bySize;

/** What the logs of a Worker cost: https://developers.cloudflare.com/workers/observability/logs/workers-logs/#pricing */
export const logs: readonly Meter[] = [
  onlyWhere((reading) => !isBySize(reading), { price: "cloudflare.workers.logs", quantity: events }),
  onlyWhere(isBySize, { price: "cloudflare.observability.ingestion", quantity: ingested }),
  onlyWhere(isBySize, {
    price: "cloudflare.observability.storage",
    quantity: (reading) => ingested(reading) * monthsKept,
  }),
  // Each invocation is an event: https://developers.cloudflare.com/workers/observability/logs/logpush/
  onlyWhere(({ inputs }) => inputs.flag("logpush"), {
    price: "cloudflare.workers.logpush",
    quantity: ({ use }) => use("requests"),
  }),
];
