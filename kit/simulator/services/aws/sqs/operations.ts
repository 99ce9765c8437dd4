import type { CallerCheck, Operation } from "../../../contract.ts";

const reference = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference";
const guide = "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide";

/** What the service does besides storing resources. Operations that are not listed are not simulated. */
export const operations: readonly Operation[] = [
  {
    operation: "SendMessage, SendMessageBatch",
    source: `${reference}/API_SendMessage.html`,
    test: "sqs/messages.test.ts",
    shows: "carries bodies and attributes, which the client checks",
    gap: "Queues are standard ones, and there is no system attribute AWSTraceHeader.",
  },
  {
    operation: "ReceiveMessage, with short and long polling",
    source: `${guide}/sqs-short-and-long-polling.html`,
    test: "sqs/messages.test.ts",
    shows: "waits for a message as long as the request or the queue says",
    gap: "Messages come in order, without duplicates, and from all that there are. The limit of 120,000 messages in flight is missing.",
  },
  {
    operation: "DeleteMessage, ChangeMessageVisibility, and their batches",
    source: `${guide}/sqs-visibility-timeout.html`,
    test: "sqs/messages.test.ts",
    shows: "gives a message back when its visibility timeout is over, and not after it is deleted",
    gap: "A message can be held for longer than 12 hours.",
  },
  {
    operation: "Dead-letter queues",
    source: `${guide}/sqs-dead-letter-queues.html`,
    test: "sqs/messages.test.ts",
    shows: "moves what was received too often to the dead-letter queue",
    gap: "A redrive allow policy counts when a queue is made or changed, and not for those that name the queue already.",
  },
  {
    operation: "StartMessageMoveTask, ListMessageMoveTasks, CancelMessageMoveTask",
    source: `${guide}/sqs-configure-dead-letter-queue-redrive.html`,
    test: "sqs/redrive.test.ts",
    shows: "puts them back where they came from, as new messages, and tells how far it is",
    gap: "A task without a rate moves 500 messages a second, moves no more than were there when it started, and never waits for another one. The status CANCELLING is missing. AWS does not document all reasons of failures.",
  },
  {
    operation: "GetQueueUrl, GetQueueAttributes, PurgeQueue",
    source: `${reference}/API_GetQueueAttributes.html`,
    test: "sqs/messages.test.ts",
    shows: "tells its address and its attributes, and is emptied",
    gap: "There are no timestamps of creation and change, and a purge takes no time.",
  },
  {
    operation: "Permission by the policies of the caller and of the queue",
    source: `${guide}/sqs-overview-of-managing-access.html`,
    test: "sqs/api.test.ts",
    shows: "lets a function send with the official client and its own role",
    gap: "A QueuePolicy always counts in place of the queue's own policy; on AWS the one that was set last does.",
  },
];

export const callers: readonly CallerCheck[] = [
  {
    who: "a program or a function",
    calls: "SQS",
    shows: "a signature (Signature Version 4) with temporary credentials",
    checked: "the signature, then the policies of the caller and of the queue",
    source: `${guide}/sqs-overview-of-managing-access.html`,
    code: "services/aws/api/endpoint.ts",
    test: ["aws/sqs/api.test.ts", "lets a function send with the official client and its own role"],
  },
  {
    who: "Lambda, with the record of an event",
    calls: "SQS",
    shows: "the function's role",
    checked: "whether the role may `sqs:SendMessage` there, also when the destination is configured",
    source: "https://docs.aws.amazon.com/lambda/latest/dg/invocation-async-retain-records.html",
    code: "services/aws/sqs/index.ts",
    test: ["aws/event-records.test.ts", "needs a role that may send it, when it is configured and when it is sent"],
  },
];
