import type { Invocation } from "../../invocation.ts";
import { deadlineIn } from "../deadline.ts";
import { writeLine } from "../standard-output.ts";
import { type Background, collectBackground } from "./background.ts";

/** https://docs.aws.amazon.com/lambda/latest/dg/nodejs-context.html */
export interface LambdaContext {
  readonly awsRequestId: string;
  getRemainingTimeInMillis(): number;
}

/** Begins a run, whatever has triggered it. */
export function begin(context: LambdaContext): Invocation & Background {
  const deadline = deadlineIn(context.getRemainingTimeInMillis());
  return {
    id: context.awsRequestId,
    deadline,
    // `console` would put a prefix before the line.
    write: (_level, line) => writeLine(line),
    ...collectBackground(deadline),
  };
}
