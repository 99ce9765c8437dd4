import { setTimeout as sleep } from "node:timers/promises";
import * as v from "valibot";
import { packed, unpacked } from "../../runtime/messages/envelope.ts";
import { type CloudAccess, readAnswer } from "../credentials/index.ts";
import { requireAttribute } from "../deployed.ts";
import type { DeadLetterBox, DeadLetterCloud } from "./contract.ts";
import { type Letter, toLetter, toMessage } from "./letter.ts";

/** https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions/pull#ReceivedMessage */
const Message = v.object({
  ackId: v.string(),
  message: v.object({
    data: v.optional(v.string(), ""),
    attributes: v.optional(v.record(v.string(), v.string()), {}),
    messageId: v.string(),
    publishTime: v.string(),
  }),
});
const Received = v.object({ receivedMessages: v.optional(v.array(Message), []) });

/** As many as one request of reasonable size can give back. */
const mostAtOnce = 100;

/** A response may be empty although there are letters: how often to retry, and after how many milliseconds. */
const again = { times: 3, after: 500 };

/** The prefix of attributes that Pub/Sub adds when it forwards a message: https://cloud.google.com/pubsub/docs/handling-failures#track-delivery-attempts */
const added = "CloudPubSubDeadLetterSource";

function read({ ackId: handle, message }: v.InferOutput<typeof Message>): Letter {
  const { data, attributes: all, messageId, publishTime } = message;
  const attempts = all[`${added}DeliveryCount`];
  const others = { id: messageId, sent: Date.parse(all[`${added}TopicPublishTime`] ?? publishTime) };
  const own = Object.fromEntries(Object.entries(all).filter(([name]) => !name.startsWith(added)));
  const known = {
    reason: all[`${added}DeliveryErrorMessage`],
    attempts: attempts === undefined ? undefined : Number(attempts),
    handle,
  };
  return toLetter({ ...unpacked(own, others), body: Buffer.from(data, "base64").toString() }, known);
}

async function call({ send }: CloudAccess, path: string, input: object): Promise<string> {
  const headers = { "content-type": "application/json" };
  const body = JSON.stringify(input);
  return (await send({ service: "pubsub", method: "POST", path: `/v1/${path}`, headers, body, isPatient: true })).body;
}

/** Dead letters in a Pub/Sub subscription, which hides pulled messages for its acknowledgement deadline: a minute. */
export const gcp: DeadLetterCloud = {
  access: async (queue, doors) => doors.gcp(requireAttribute(queue, "project")),
  open(queue, access): DeadLetterBox {
    const [own, deadLetters] = [requireAttribute(queue, "topic"), requireAttribute(queue, "deadLettersKept")];
    const pull = async (most: number) => {
      // Discouraged for continuous subscribers. Without it, an empty response takes minutes.
      const input = { maxMessages: Math.min(most, mostAtOnce), returnImmediately: true };
      const answer = await call(access, `${deadLetters}:pull`, input);
      return readAnswer("Google Cloud, pubsub", answer, Received).receivedMessages;
    };
    return {
      async take(most) {
        let found = await pull(most);
        for (let time = 0; time < again.times && found.length === 0; time += 1) {
          await sleep(again.after);
          found = await pull(most);
        }
        return found.map(read);
      },
      // https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions/modifyAckDeadline
      async release(letters) {
        if (letters.length === 0) return;
        const ackIds = letters.map(({ handle }) => handle);
        await call(access, `${deadLetters}:modifyAckDeadline`, { ackIds, ackDeadlineSeconds: 0 });
      },
      // https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/publish
      async send(letter) {
        const message = toMessage(letter);
        const data = Buffer.from(message.body).toString("base64");
        await call(access, `${own}:publish`, { messages: [{ data, attributes: packed(message) }] });
      },
      // https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.subscriptions/acknowledge
      async remove({ handle }) {
        await call(access, `${deadLetters}:acknowledge`, { ackIds: [handle] });
      },
    };
  },
};
