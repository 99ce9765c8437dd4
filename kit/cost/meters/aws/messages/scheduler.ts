import { runsOf } from "../../../flows/aws.ts";
import type { MeteredType } from "../../contract.ts";
import { notWhere } from "../../guards.ts";

/** Each attempt to invoke what is scheduled counts: https://aws.amazon.com/eventbridge/pricing/ */
export const schedule: MeteredType = {
  type: "aws:scheduler/schedule:Schedule",
  source: "https://aws.amazon.com/eventbridge/pricing/",
  guards: {
    scheduleExpression: notWhere(
      ({ inputs }, property) => runsOf(inputs.text(property)) === undefined,
      "is not a schedule",
    ),
  },
  meters: [{ price: "aws.scheduler.invocations", quantity: ({ use }) => use("requests") * use("attempts") }],
};
