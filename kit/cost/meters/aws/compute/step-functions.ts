import type { MeteredType, Reading } from "../../contract.ts";
import { onlyWhere } from "../../only-where.ts";
import { sampledTraces } from "../operations/traces.ts";

const isExpress = ({ inputs }: Reading): boolean => inputs.text("type", "STANDARD") === "EXPRESS";

/** The memory of a run is billed in pieces of 64 MB, of which a small one takes one. In GB. */
const leastMemory = 64 / 1_024;

/** The hours of a run, whose time is rounded up to 100 ms. */
const hours = (milliseconds: number): number => (Math.ceil(milliseconds / 100) * 100) / 3_600_000;

/** Runs take `requests` and `duration`. The start of a run is a transition, too: https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html */
export const stateMachine: MeteredType = {
  type: "aws:sfn/stateMachine:StateMachine",
  source: "https://aws.amazon.com/step-functions/pricing/",
  meters: [
    onlyWhere((reading) => !isExpress(reading), {
      price: "aws.stepfunctions.transitions",
      quantity: ({ use }) => use("requests") * (use("steps") + 1),
    }),
    onlyWhere(isExpress, { price: "aws.stepfunctions.express.requests", quantity: ({ use }) => use("requests") }),
    onlyWhere(isExpress, {
      price: "aws.stepfunctions.express.duration",
      quantity: ({ use }) => use("requests") * hours(use("duration")) * leastMemory,
    }),
    sampledTraces(({ inputs }) => inputs.flag("tracingConfiguration.enabled")),
  ],
};
