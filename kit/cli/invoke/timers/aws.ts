import * as v from "valibot";
import { type ApiAnswer, type Environment, openAws } from "../../credentials/index.ts";
import { requireAttribute } from "../../deployed.ts";
import type { DeployedFunction } from "../../deployed-functions.ts";
import type { Outcome } from "../outcome.ts";
import type { HandCaller, HandRun, RunOrder } from "./contract.ts";
import { timeOf } from "./state.ts";

const reference = "https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html";

/** The event of EventBridge Scheduler, whose times are precise to the second. */
function eventOf(order: RunOrder): string {
  const scheduledTime = timeOf(order)
    .toISOString()
    .replace(/\.\d+Z$/, "Z");
  return order.event ?? JSON.stringify({ scheduledTime });
}

const FunctionError = v.pipe(v.string(), v.parseJson(), v.object({ errorMessage: v.string() }));

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html#API_Invoke_ResponseSyntax */
function outcomeOf({ headers, body }: ApiAnswer): Outcome {
  const tail = Buffer.from(headers["x-amz-log-result"] ?? "", "base64").toString();
  const log = tail.split("\n").filter((line) => line !== "");
  if (headers["x-amz-function-error"] === undefined) return { ok: true, text: "has run", log };
  const error = v.safeParse(FunctionError, body);
  return { ok: false, text: `failed: ${error.success ? error.output.errorMessage : body}`, log };
}

/** Lambda's Invoke, which waits for the result. By ARN, so that the function is that of the stack's own account. */
export const aws = {
  call: { text: "Lambda's `Invoke`, with what its schedule would send", source: reference },
  outcome: { text: "waited for, with the last 4 KB of its log", source: reference },
  at: true,
  event: true,
  async open(fn: DeployedFunction, environment: Environment): Promise<HandRun> {
    const arn = requireAttribute(fn, "arn");
    const access = await openAws(environment, arn.split(":")[3] ?? "");
    const path = `/2015-03-31/functions/${encodeURIComponent(arn)}/invocations`;
    const headers = { "content-type": "application/json", "x-amz-log-type": "Tail" };
    return {
      actor: access.actor,
      async run(order: RunOrder) {
        const call = { service: "lambda", method: "POST", path, headers, body: eventOf(order) };
        return outcomeOf(await access.send(call));
      },
    };
  },
} satisfies HandCaller;
