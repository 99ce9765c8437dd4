import { isRecord, parseJson, recordAt, textAt } from "../../../../contract/read.ts";
import type { Properties } from "../../../../contract.ts";
import type { ReceivedMessage } from "../../sqs/index.ts";

/** One message as functions receive it: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
function recordFor(message: ReceivedMessage, queue: string): Properties {
  const { id, handle, body, system, attributes, md5 } = message;
  const own = Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
    name,
    {
      ...(StringValue === undefined ? { binaryValue: BinaryValue } : { stringValue: StringValue }),
      ...{ stringListValues: [], binaryListValues: [], dataType: DataType },
    },
  ]);
  return {
    ...{ messageId: id, receiptHandle: handle, body, attributes: system, messageAttributes: Object.fromEntries(own) },
    ...{ md5OfBody: md5, eventSource: "aws:sqs", eventSourceARN: queue, awsRegion: queue.split(":")[3] },
  };
}

/** One event with one or several messages. */
export interface SqsEvent {
  readonly messages: readonly ReceivedMessage[];
  readonly payload: string;
}

const payloadOf = (records: readonly string[]): string => `{"Records":[${records.join(",")}]}`;
const emptySize = payloadOf([]).length;

/**
 * Puts messages into events: into one, unless it would exceed the maximum size of an event.
 * https://docs.aws.amazon.com/lambda/latest/dg/invocation-eventsourcemapping.html#invocation-eventsourcemapping-batching
 */
export function eventsFor(messages: readonly ReceivedMessage[], queue: string, largest: number): readonly SqsEvent[] {
  const events: SqsEvent[] = [];
  let together: ReceivedMessage[] = [];
  let records: string[] = [];
  let size = emptySize;
  const end = (): void => {
    if (together.length > 0) events.push({ messages: together, payload: payloadOf(records) });
    [together, records, size] = [[], [], emptySize];
  };
  for (const message of messages) {
    const record = JSON.stringify(recordFor(message, queue));
    const added = Buffer.byteLength(record) + ",".length;
    if (size + added > largest) end();
    together.push(message);
    records.push(record);
    size += added;
  }
  end();
  return events;
}

/**
 * The messages that a function reports as failed. `undefined`: its response is not such a report, which fails all of them.
 * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html#services-sqs-batchfailurereporting
 */
export function failuresIn(response: string, messages: readonly ReceivedMessage[]): ReadonlySet<string> | undefined {
  const value = response === "" ? null : parseJson(response);
  if (value !== null && !isRecord(value)) return undefined;
  const failures = recordAt(value).batchItemFailures ?? [];
  if (!Array.isArray(failures)) return undefined;
  const ids = failures.map((failure) => textAt(failure, "itemIdentifier") ?? "");
  const known = new Set(messages.map(({ id }) => id));
  return ids.every((id) => known.has(id)) ? new Set(ids) : undefined;
}
