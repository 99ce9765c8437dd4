import * as v from "valibot";
import { toText } from "../../runtime/messages/senders/cloudflare.ts";
import { fromText } from "../../runtime/messages/text.ts";
import { FourfoldError } from "../../spec/index.ts";
import { readAnswer } from "../credentials/index.ts";
import { requireAttribute } from "../deployed.ts";
import type { DeadLetterBox, DeadLetterCloud } from "./contract.ts";
import { type Letter, toLetter, toMessage } from "./letter.ts";

/** https://developers.cloudflare.com/api/resources/queues/subresources/messages/methods/peek/ */
const Message = v.object({
  id: v.string(),
  ref: v.string(),
  body: v.optional(v.string(), ""),
  timestamp_ms: v.number(),
  metadata: v.optional(v.object({ "CF-Content-Type": v.optional(v.string()) }), {}),
});
const Peeked = v.object({ result: v.object({ messages: v.optional(v.array(Message), []) }) });

/** https://developers.cloudflare.com/api/resources/queues/subresources/messages/methods/purge/ */
const Purged = v.object({
  result: v.object({ errors: v.optional(v.array(v.object({ message: v.optional(v.string()) })), []) }),
});

const where = "Cloudflare, queues";

/** https://developers.cloudflare.com/queues/platform/limits/: messages in a batch */
const mostAtOnce = 100;

type Peek = v.InferOutput<typeof Message>;

/** Bodies that are not text are Base64: https://developers.cloudflare.com/queues/configuration/pull-consumers/#content-types */
const textOf = ({ body, metadata }: Peek): string =>
  metadata["CF-Content-Type"] === "text" ? body : Buffer.from(body, "base64").toString();

// Cloudflare records neither the reason nor the attempts.
const read = (message: Peek): Letter =>
  toLetter(fromText(textOf(message), { id: message.id, sent: message.timestamp_ms }), { handle: message.id });

/** Dead letters in a queue. Messages can be peeked at but not taken: a queue has at most one consumer. */
export const cloudflare: DeadLetterCloud = {
  access: async (queue, doors) => doors.cloudflare(requireAttribute(queue, "accountId")),
  open(queue, access): DeadLetterBox {
    const [own, deadLetters] = [requireAttribute(queue, "id"), requireAttribute(queue, "deadLettersId")];
    const account = requireAttribute(queue, "accountId");
    const call = async (id: string, action: string, input: object): Promise<string> => {
      const path = `/accounts/${account}/queues/${id}/messages${action}`;
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify(input);
      return (await access.send({ service: "queues", method: "POST", path, headers, body, isPatient: true })).body;
    };
    /** The letters that this command has taken, with the reference to remove each. */
    const taken = new Map<string, string>();
    return {
      async take(most) {
        const answer = await call(deadLetters, "/peek", { batch_size: Math.min(taken.size + most, mostAtOnce) });
        const found = readAnswer(where, answer, Peeked).result.messages.filter(({ id }) => !taken.has(id));
        for (const { id, ref } of found) taken.set(id, ref);
        return found.map(read);
      },
      async release(letters) {
        for (const { handle } of letters) taken.delete(handle);
      },
      async send(letter) {
        await call(own, "", { body: toText(toMessage(letter)), content_type: "text" });
      },
      async remove({ handle }) {
        const answer = await call(deadLetters, "/purge", { refs: [{ ref: taken.get(handle) }] });
        const [error] = readAnswer(where, answer, Purged).result.errors;
        if (error !== undefined) {
          const what = `the letter was not removed: ${error.message ?? "no reason is given"}.`;
          throw new FourfoldError("ERR_CLOUD", { where, what, fix: "Try again." });
        }
        taken.delete(handle);
      },
    };
  },
};
