import type { Meter, Reading } from "../../contract.ts";
import { onlyWhere } from "../../only-where.ts";
import { secondsPerMonth } from "../../units.ts";

/** AWS samples the first request of each second, and one of twenty others: https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-sampling */
function sampled(requests: number): number {
  const first = Math.min(requests, secondsPerMonth);
  return first + (requests - first) / 20;
}

/**
 * The traces of something that records them. What a REST API or a workflow has begun goes on in a function and is one trace, but is
 * counted at both: which function that is stands nowhere in the resources.
 */
export const sampledTraces = (isTraced: (reading: Reading) => boolean): Meter =>
  onlyWhere(isTraced, { price: "aws.xray.traces", quantity: ({ use }) => sampled(use("requests")) });
