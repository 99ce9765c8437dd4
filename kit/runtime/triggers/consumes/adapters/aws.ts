import type { ServeSettings, StandardSchema } from "../../../../spec/index.ts";
import { ownVariables } from "../../../../spec/messages/variables.ts";
import type { Drivers } from "../../../links.ts";
import { unpacked } from "../../../messages/envelope.ts";
import type { Delivered } from "../../../messages/process.ts";
import { callSqs, sqsSender } from "../../../messages/senders/sqs.ts";
import { createSettler } from "../../../messages/settle.ts";
import { begin, type LambdaContext } from "../../../platform/aws.ts";
import { requireVariable } from "../../../platform/variable.ts";
import type { ConsumerDefinition } from "../definition.ts";
import { start } from "../start.ts";

/** One message of a batch: https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html#example-standard-queue-message-event */
interface SqsRecord {
  readonly messageId: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: { readonly ApproximateReceiveCount: string; readonly SentTimestamp: string };
  readonly messageAttributes: Readonly<Record<string, { readonly stringValue?: string }>>;
}

interface SqsEvent {
  readonly Records: readonly SqsRecord[];
}

/** The messages that were not processed: https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html */
interface Failures {
  readonly batchItemFailures: readonly { readonly itemIdentifier: string }[];
}

/** What Lambda calls. */
export type LambdaHandler = (event: SqsEvent, context: LambdaContext) => Promise<Failures>;

function toDelivered({ messageId, body, attributes: system, messageAttributes }: SqsRecord): Delivered {
  const texts = Object.entries(messageAttributes).flatMap(([name, { stringValue }]) =>
    stringValue === undefined ? [] : [[name, stringValue] as const],
  );
  const others = { id: messageId, sent: Number(system.SentTimestamp) };
  return { ...unpacked(Object.fromEntries(texts), others), body, attempt: Number(system.ApproximateReceiveCount) };
}

/** Makes the handler that Lambda calls. */
export function serve(
  definition: ConsumerDefinition,
  settings: ServeSettings<"consumes">,
  drivers: Drivers = {},
  schema?: StandardSchema<unknown>,
): LambdaHandler {
  const processOne = start(definition, settings, drivers, { cloud: "aws", environment: process.env }, schema);
  const queue = requireVariable(process.env, ownVariables.queue, definition);
  const settle = createSettler(
    processOne,
    sqsSender(requireVariable(process.env, ownVariables.deadLetters, definition)),
  );
  /**
   * Hides a message until it is to be tried again:
   * https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ChangeMessageVisibility.html
   */
  const hide = ({ receiptHandle: ReceiptHandle }: SqsRecord, VisibilityTimeout: number) =>
    callSqs("ChangeMessageVisibility", queue, { ReceiptHandle, VisibilityTimeout });
  return async ({ Records }, context) => {
    const { settled, ...invocation } = begin(context);
    const failed = await Promise.all(
      Records.map(async (record) => {
        const { outcome, log } = await settle(toDelivered(record), invocation);
        if (outcome.is === "done") return [];
        await hide(record, outcome.after).catch((error) =>
          log.warn("The message comes again only when the visibility timeout of the queue is over.", { error }),
        );
        return [{ itemIdentifier: record.messageId }];
      }),
    );
    await settled();
    return { batchItemFailures: failed.flat() };
  };
}
