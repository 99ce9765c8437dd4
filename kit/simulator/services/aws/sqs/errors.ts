import { CloudError } from "../../../contract.ts";

/**
 * Names of errors in the query protocol, where they differ: older clients read them from a header.
 * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html
 */
const queryNames: Readonly<Record<string, string>> = {
  AccessDeniedException: "AccessDenied",
  BatchEntryIdsNotDistinct: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
  EmptyBatchRequest: "AWS.SimpleQueueService.EmptyBatchRequest",
  InvalidBatchEntryId: "AWS.SimpleQueueService.InvalidBatchEntryId",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
  PurgeQueueInProgress: "AWS.SimpleQueueService.PurgeQueueInProgress",
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  TooManyEntriesInBatchRequest: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
  BatchRequestTooLong: "AWS.SimpleQueueService.BatchRequestTooLong",
};

/** The name of an error for SDKs that use SQS's older query protocol. */
export function queryNameOf(code: string): string {
  return queryNames[code] ?? code;
}

export function noSuchQueue(): CloudError {
  return new CloudError("QueueDoesNotExist", "The specified queue does not exist.");
}

export function invalid(parameter: string, value: unknown, reason: string): CloudError {
  const message = `Value ${value} for parameter ${parameter} is invalid. Reason: ${reason}`;
  return new CloudError("InvalidParameterValue", message);
}

export function missing(parameter: string): CloudError {
  return new CloudError("MissingParameter", `The request must contain the parameter ${parameter}.`);
}
