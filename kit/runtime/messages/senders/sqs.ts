import { callAwsJson } from "../../platform/aws-request.ts";
import { type Outgoing, packed } from "../envelope.ts";
import { MessageError, type MessageErrorCode } from "../errors.ts";
import type { Sender } from "../sender.ts";
import { errorOf } from "./response-error.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessageBatch.html#API_SendMessageBatch_Errors */
const codes: ReadonlyMap<string, MessageErrorCode> = new Map([
  ["QueueDoesNotExist", "NotFound"],
  ["RequestThrottled", "Throttled"],
  ["ThrottlingException", "Throttled"],
  ["KmsThrottled", "Throttled"],
  ["BatchRequestTooLong", "TooLarge"],
  ["InvalidMessageContents", "Invalid"],
  ["AccessDeniedException", "Denied"],
  ["InternalError", "Unavailable"],
]);

interface Failed {
  readonly Id: string;
  readonly Code: string;
  readonly Message?: string;
}

interface SqsResponse {
  readonly Failed?: readonly Failed[];
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html */
export async function callSqs(action: string, queue: string, input: object): Promise<SqsResponse> {
  const { isOk, status, text, content, type } = await callAwsJson<SqsResponse>({
    service: "sqs",
    url: new URL("/", queue),
    version: "1.0",
    target: `AmazonSQS.${action}`,
    input: { QueueUrl: queue, ...input },
  });
  if (isOk) return content;
  throw errorOf(status, text, codes.get(type));
}

function toEntry(message: Outgoing, index: number) {
  const attributes = Object.entries(packed(message)).map(([name, StringValue]) => {
    return [name, { DataType: "String", StringValue }] as const;
  });
  return {
    Id: String(index),
    MessageBody: message.body,
    MessageAttributes: Object.fromEntries(attributes),
    ...(message.delay === undefined ? {} : { DelaySeconds: message.delay }),
  };
}

/** Sends to a queue of SQS, which may accept some of a batch and refuse the others. */
export function sqsSender(queue: string): Sender {
  return {
    most: 10,
    bytes: 1_048_576,
    async send(messages) {
      const { Failed = [] } = await callSqs("SendMessageBatch", queue, { Entries: messages.map(toEntry) });
      const failed = new Map(Failed.map(({ Id, Code, Message = "" }) => [Id, `${Code}: ${Message}`] as const));
      return messages.map((_, index) => {
        const text = failed.get(String(index));
        return text && new MessageError(codes.get(text.split(":")[0] ?? "") ?? "Unavailable", text);
      });
    },
  };
}
