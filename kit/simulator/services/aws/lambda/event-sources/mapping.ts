import { listAt, numberAt, textAt } from "../../../../contract/read.ts";
import {
  CloudError,
  type Constraint,
  type Limit,
  type ResourceDraft,
  type ResourceType,
  type StoredResource,
  type World,
} from "../../../../contract.ts";
import { between, matches, simulated } from "../../../rules.ts";
import { arnOf, idFor, isTakenIn } from "../../names.ts";
import { allTags, regionLimit, tagRules } from "../../rules.ts";
import { queueWithArn, type SqsService } from "../../sqs/index.ts";
import { functionArn, functionNameOf, toFunction, types } from "../functions.ts";
import type { EventSources } from "./sources.ts";

const source = "https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html";
const scaling = "https://docs.aws.amazon.com/lambda/latest/api/API_ScalingConfig.html";
const guide = "https://docs.aws.amazon.com/lambda/latest/dg";

/** The permissions that the function's role needs: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html#events-sqs-permissions */
const permissions = ["ReceiveMessage", "DeleteMessage", "GetQueueAttributes"] as const;

const invalid = (message: string): CloudError => new CloudError("InvalidParameterValueException", message);

function requireReadable({ inputs, found }: ResourceDraft, world: World, sqs: SqsService): void {
  const arn = textAt(inputs, "eventSourceArn") ?? "";
  const [queue, fn] = [queueWithArn(world, arn), found("functionName")];
  if (queue === undefined) throw invalid(`The event source ${arn} does not exist.`);
  for (const action of permissions) {
    if (sqs.may(String(fn.inputs.role), `sqs:${action}`, arn)) continue;
    throw invalid(`The provided execution role does not have permissions to call ${action} on SQS`);
  }
  const visibility = numberAt(queue.outputs, "visibilityTimeoutSeconds") ?? 0;
  const timeout = numberAt(fn.outputs, "timeout") ?? 0;
  if (visibility >= timeout) return;
  throw invalid(`Queue visibility timeout: ${visibility} seconds is less than Function timeout: ${timeout} seconds`);
}

const windowRule: Constraint = {
  property: "batchSize",
  rule: "must be at most 10 without a batching window of at least 1 second",
  source: `${guide}/services-sqs-configure.html`,
  accepts: (value, { maximumBatchingWindowInSeconds: window = 0 }) => Number(value) <= 10 || Number(window) >= 1,
  refused: { batchSize: 11 },
  accepted: { batchSize: 10 },
};

const responseRule: Constraint = {
  property: "functionResponseTypes",
  rule: "must be a list of ReportBatchItemFailures",
  source,
  accepts: (value) => listAt(value).length <= 1 && listAt(value).every((type) => type === "ReportBatchItemFailures"),
  refused: { functionResponseTypes: ["ReportNothing"] },
};

const constraints: readonly Constraint[] = [
  between("batchSize", 1, 10_000, source, (batchSize) => ({ batchSize, maximumBatchingWindowInSeconds: 1 })),
  between("maximumBatchingWindowInSeconds", 0, 300, source),
  matches("eventSourceArn", /^arn:[\w-]+:[\w-]+:\S+$/, "must be an ARN", source, "orders"),
  between("scalingConfig.maximumConcurrency", 2, 1_000, scaling),
  ...[windowRule, responseRule, tagRules],
];

const limits: readonly Limit[] = [
  regionLimit,
  {
    property: "eventSourceArn",
    only: "event sources that are standard queues",
    runs: (value) => /^arn:[\w-]+:sqs:[\w-]+:\d{12}:[\w-]+$/.test(String(value)),
    refused: { eventSourceArn: "arn:aws:kinesis:us-east-1:123456789012:stream/orders" },
  },
];

function taken(_draft: ResourceDraft, { id }: StoredResource): CloudError {
  const message = `An event source mapping with this SQS queue and function already exists. Please update or delete the existing mapping with UUID ${id}`;
  return new CloudError("ResourceConflictException", message, 409);
}

/** Formats 32 characters as a UUID. */
function dashed(id: string): string {
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
}

/** Calls a function for the messages of a queue. Known gap: queues are the only sources, and `filterCriteria` is refused. */
export function eventSourceMappingType(sources: EventSources, sqs: SqsService): ResourceType {
  const functionOf = ({ inputs, scope }: Pick<StoredResource, "inputs" | "scope">): string =>
    functionArn(functionNameOf(String(inputs.functionName)), scope);
  return {
    token: types.eventSourceMapping,
    source,
    replaceOn: ["eventSourceArn"],
    properties: simulated(
      ...["batchSize", "enabled", "eventSourceArn", "functionName", "functionResponseTypes", "region", "tags"],
      ...["maximumBatchingWindowInSeconds", "scalingConfig.maximumConcurrency"],
    ),
    constraints,
    limits,
    example: { functionName: "worker", eventSourceArn: "arn:aws:sqs:us-east-1:123456789012:orders" },
    refers: { functionName: toFunction },
    once: {
      uuid: (request, world) => {
        const isTaken = isTakenIn(world, types.eventSourceMapping);
        return dashed(idFor(request, 32, (id) => isTaken(dashed(id))));
      },
    },
    id: ({ once }) => String(once.uuid),
    unique: [{ key: (mapping) => `${functionOf(mapping)} ${mapping.inputs.eventSourceArn}`, taken }],
    check: (draft, world) => requireReadable(draft, world, sqs),
    defaults: { batchSize: 10, enabled: true, maximumBatchingWindowInSeconds: 0 },
    outputs: ({ inputs, scope, id }, { clock }) => ({
      arn: arnOf("lambda", scope, `event-source-mapping:${id}`),
      functionArn: functionOf({ inputs, scope }),
      lastModified: new Date(clock.now()).toISOString(),
      state: inputs.enabled === false ? "Disabled" : "Enabled",
      stateTransitionReason: "USER_INITIATED",
    }),
    configured: allTags,
    apply: (mapping) => sources.set(mapping),
    remove: (mapping) => sources.drop(mapping),
  };
}
