import * as v from "valibot";
import { packed, unpacked } from "../../runtime/messages/envelope.ts";
import { type CloudAccess, readAnswer } from "../credentials/index.ts";
import { requireAttribute } from "../deployed.ts";
import { type DeadLetterBox, type DeadLetterCloud, hiding } from "./contract.ts";
import { type Letter, toLetter, toMessage } from "./letter.ts";

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_Message.html */
const Message = v.object({
  MessageId: v.string(),
  ReceiptHandle: v.string(),
  Body: v.string(),
  Attributes: v.object({ SentTimestamp: v.string() }),
  MessageAttributes: v.optional(v.record(v.string(), v.object({ StringValue: v.optional(v.string()) })), {}),
});
const Received = v.object({ Messages: v.optional(v.array(Message), []) });

/** "1 to 10": https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_ReceiveMessage.html */
const mostAtOnce = 10;

/** With a wait, all of SQS's servers are queried; without one, only some of them: https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-short-and-long-polling.html */
const wait = 1;

function read({
  MessageId,
  ReceiptHandle,
  Body,
  Attributes,
  MessageAttributes,
}: v.InferOutput<typeof Message>): Letter {
  const texts = Object.entries(MessageAttributes).flatMap(([name, { StringValue }]) =>
    StringValue === undefined ? [] : [[name, StringValue] as const],
  );
  const others = { id: MessageId, sent: Number(Attributes.SentTimestamp) };
  // SQS records neither the reason nor the attempts: its count increases each time a letter is looked at.
  return toLetter({ ...unpacked(Object.fromEntries(texts), others), body: Body }, { handle: ReceiptHandle });
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
function toInput(letter: Letter) {
  const message = toMessage(letter);
  const attributes = Object.entries(packed(message)).map(([name, StringValue]) => {
    return [name, { DataType: "String", StringValue }] as const;
  });
  return { MessageBody: message.body, MessageAttributes: Object.fromEntries(attributes) };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-making-api-requests-json.html */
async function call({ send }: CloudAccess, action: string, QueueUrl: string, input: object): Promise<string> {
  const headers = { "content-type": "application/x-amz-json-1.0", "x-amz-target": `AmazonSQS.${action}` };
  const body = JSON.stringify({ QueueUrl, ...input });
  return (await send({ service: "sqs", method: "POST", path: "/", headers, body, isPatient: true })).body;
}

/** Dead letters in an SQS queue. Receiving a message hides it for the requested time. */
export const aws: DeadLetterCloud = {
  async access(queue, doors) {
    const [, , , region = "", account = ""] = requireAttribute(queue, "arn").split(":");
    return doors.aws(account, region);
  },
  open(queue, access): DeadLetterBox {
    const [own, deadLetters] = [requireAttribute(queue, "url"), requireAttribute(queue, "deadLetters")];
    return {
      async take(most) {
        const answer = await call(access, "ReceiveMessage", deadLetters, {
          MaxNumberOfMessages: Math.min(most, mostAtOnce),
          WaitTimeSeconds: wait,
          VisibilityTimeout: hiding,
          MessageAttributeNames: ["All"],
          MessageSystemAttributeNames: ["SentTimestamp"],
        });
        return readAnswer("AWS, sqs", answer, Received).Messages.map(read);
      },
      async release(letters) {
        await Promise.all(
          letters.map(({ handle: ReceiptHandle }) =>
            call(access, "ChangeMessageVisibility", deadLetters, { ReceiptHandle, VisibilityTimeout: 0 }),
          ),
        );
      },
      async send(letter) {
        await call(access, "SendMessage", own, toInput(letter));
      },
      async remove({ handle: ReceiptHandle }) {
        await call(access, "DeleteMessage", deadLetters, { ReceiptHandle });
      },
    };
  },
};
