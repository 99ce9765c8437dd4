import { numberAt, parseJson, textAt } from "../../../contract/read.ts";
import {
  CloudError,
  type Constraint,
  type Limit,
  type Properties,
  type ResourceDraft,
  type ResourceType,
  type StoredResource,
  type World,
} from "../../../contract.ts";
import type { EndedEvent, EventHooks } from "../../../hosts/lambda/index.ts";
import { between, fill, matches, simulated } from "../../rules.ts";
import { regionLimit } from "../rules.ts";
import type { SqsService } from "../sqs/index.ts";
import { functionArn, functionNameOf, functionWithArn, noteLoss, toFunction, types } from "./functions.ts";

const source = "https://docs.aws.amazon.com/lambda/latest/api/API_PutFunctionEventInvokeConfig.html";

const destinations = {
  failure: "destinationConfig.onFailure.destination",
  success: "destinationConfig.onSuccess.destination",
} as const;

function arnRule(property: string): Constraint {
  return matches(
    property,
    /^arn:[\w-]+:(?:sqs|sns|lambda|events|s3):/,
    "must be the ARN of a destination",
    source,
    "dead",
  );
}

function queueLimit(property: string): Limit {
  return {
    property,
    only: "destinations that are SQS queues",
    runs: (value) => /^arn:[\w-]+:sqs:/.test(String(value)),
    refused: fill(property)("arn:aws:sns:us-east-1:123456789012:failures"),
  };
}

/** Lambda checks whether the function may send there: https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function requireDestinations({ inputs, found }: ResourceDraft, sqs: SqsService): void {
  const role = String(found("functionName").inputs.role);
  for (const property of Object.values(destinations)) {
    const queue = textAt(inputs, property);
    if (queue === undefined || sqs.may(role, "sqs:SendMessage", queue)) continue;
    const message = `The function's execution role does not have permissions to call SendMessage on ${queue}`;
    throw new CloudError("InvalidParameterValueException", message);
  }
}

/** How a function's events are retried, and where records of them go. Known gap: `qualifier` is refused, since versions are not simulated. */
export function eventInvokeConfigType(sqs: SqsService): ResourceType {
  return {
    token: types.eventInvokeConfig,
    source,
    replaceOn: ["functionName"],
    properties: simulated(
      ...["functionName", "maximumEventAgeInSeconds", "maximumRetryAttempts", "region"],
      ...Object.values(destinations),
    ),
    constraints: [
      between("maximumEventAgeInSeconds", 60, 21_600, source),
      between("maximumRetryAttempts", 0, 2, source),
      ...Object.values(destinations).map(arnRule),
    ],
    limits: [regionLimit, ...Object.values(destinations).map(queueLimit)],
    example: { functionName: "worker", maximumRetryAttempts: 1 },
    refers: { functionName: toFunction },
    id: ({ inputs }) => String(inputs.functionName),
    check: (draft) => requireDestinations(draft, sqs),
    defaults: { maximumRetryAttempts: 2 },
  };
}

function configurationOf({ store }: World, arn: string): StoredResource | undefined {
  return store.find(
    types.eventInvokeConfig,
    ({ inputs, scope }) => functionArn(functionNameOf(String(inputs.functionName)), scope) === arn,
  )[0];
}

/** https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html */
function recordOf({ arn, invocation, condition, attempts, outcome }: EndedEvent, now: number): Properties {
  const { requestId, payload } = invocation;
  const requestContext = { requestId, functionArn: `${arn}:$LATEST`, condition, approximateInvokeCount: attempts };
  const record = {
    version: "1.0",
    timestamp: new Date(now).toISOString(),
    requestContext,
    requestPayload: jsonOf(payload),
  };
  if (outcome === undefined) return record;
  const functionError = outcome.kind === "error" ? { functionError: "Unhandled" } : {};
  return {
    ...record,
    responseContext: { statusCode: 200, executedVersion: "$LATEST", ...functionError },
    // A streamed response has not been read.
    ...(outcome.kind === "stream" ? {} : { responsePayload: jsonOf(outcome.payload) }),
  };
}

/** The value of a payload, or its text if it is not JSON. */
function jsonOf(text: string): unknown {
  const value = parseJson(text);
  return value === undefined ? text : value;
}

/** Handles the events of functions according to their configurations. */
export function eventHooks(world: World, sqs: SqsService): EventHooks {
  return {
    settings(arn) {
      const inputs = configurationOf(world, arn)?.inputs;
      const maximumRetryAttempts = numberAt(inputs, "maximumRetryAttempts");
      const maximumEventAge = numberAt(inputs, "maximumEventAgeInSeconds");
      return {
        ...(maximumRetryAttempts === undefined ? {} : { maximumRetryAttempts }),
        ...(maximumEventAge === undefined ? {} : { maximumEventAge }),
      };
    },
    ended(event) {
      const { arn, condition, invocation } = event;
      const property = condition === "Success" ? destinations.success : destinations.failure;
      const queue = textAt(configurationOf(world, arn)?.inputs, property);
      const role = textAt(functionWithArn(world, arn)?.inputs, "role");
      if (queue === undefined || role === undefined) return;
      try {
        sqs.deliver({ from: { role }, queue, body: JSON.stringify(recordOf(event, world.clock.now())) });
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        noteLoss(world, arn, `the record of request ${invocation.requestId} did not reach ${queue}: ${error.message}`);
      }
    },
  };
}
