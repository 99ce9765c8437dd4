import { type AwsJsonResponse, awsEndpoint, callAwsJson } from "../../../platform/aws-request.ts";
import { errorOf, TableError, type TableErrorCode } from "../../errors.ts";
import type { Attributes } from "./values.ts";

/**
 * What types of errors mean, without the `Exception` that they end with, and codes of writes of a transaction that were not made, which are alike:
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html,
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html
 */
const codes: ReadonlyMap<string, TableErrorCode> = new Map([
  ["AccessDenied", "Denied"],
  ["ConditionalCheckFailed", "Conflict"],
  ["ItemCollectionSizeLimitExceeded", "TooLarge"],
  ["LimitExceeded", "Throttled"],
  ["ProvisionedThroughputExceeded", "Throttled"],
  ["RequestLimitExceeded", "Throttled"],
  ["ResourceNotFound", "NotFound"],
  ["Throttling", "Throttled"],
  ["ThrottlingError", "Throttled"],
  ["TransactionConflict", "Throttled"],
  ["TransactionInProgress", "Throttled"],
  ["ValidationError", "Invalid"],
]);

const reads: ReadonlySet<string> = new Set(["GetItem", "BatchGetItem", "Query"]);

/** What answers say that are read here. */
export interface DynamoAnswer {
  readonly Item?: Attributes;
  readonly Items?: readonly Attributes[];
  readonly Attributes?: Attributes;
  readonly LastEvaluatedKey?: Attributes;
  readonly Responses?: Readonly<Record<string, readonly Attributes[]>>;
  readonly UnprocessedKeys?: Readonly<Record<string, { readonly Keys: readonly Attributes[] }>>;
}

/** What an answer says that is not a success. */
interface Failure {
  readonly message?: string;
  readonly Message?: string;
  readonly CancellationReasons?: readonly { readonly Code?: string; readonly Message?: string }[];
}

function cancelled({ CancellationReasons = [], message = "" }: Failure, owners: readonly number[]): TableError {
  const action = CancellationReasons.findIndex(({ Code = "None" }) => Code !== "None");
  const { Code = "", Message = message } = CancellationReasons[action] ?? {};
  const index = owners[action];
  return new TableError(codes.get(Code) ?? "Unavailable", Message, { index });
}

function toError({ status, text, content, type }: AwsJsonResponse<Failure>, owners: readonly number[]): TableError {
  const { message = text, Message = message } = content;
  if (type === "TransactionCanceledException") return cancelled(content, owners);
  const isLarge = type === "ValidationException" && /Item size|item size/.test(Message);
  return errorOf(status, `${type}: ${Message}`, isLarge ? "TooLarge" : codes.get(type.replace(/Exception$/, "")));
}

/**
 * Calls DynamoDB as the function's role: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.LowLevelAPI.html
 * @param owners - For each action of a transaction, the place of the write that it belongs to. @default it is not a transaction
 */
export async function callDynamo(
  operation: string,
  input: object,
  owners: readonly number[] = [],
): Promise<DynamoAnswer> {
  const response = await callAwsJson<DynamoAnswer & Failure>({
    service: "dynamodb",
    url: awsEndpoint("dynamodb"),
    version: "1.0",
    target: `DynamoDB_20120810.${operation}`,
    input,
    once: !reads.has(operation),
  });
  if (response.isOk) return response.content;
  throw toError(response, owners);
}
