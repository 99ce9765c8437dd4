import { googleTokens } from "../../platform/access-token.ts";
import { call } from "../../platform/call.ts";
import { packed } from "../envelope.ts";
import type { Sender } from "../sender.ts";
import { errorOf } from "./response-error.ts";

/** The address of Pub/Sub. SDKs read the same variable: https://cloud.google.com/pubsub/docs/emulator */
function endpoint(): string {
  const { PUBSUB_EMULATOR_HOST: host } = process.env;
  return host === undefined ? "https://pubsub.googleapis.com" : `http://${host}`;
}

/**
 * Publishes to a topic of Pub/Sub, which accepts all of a batch or nothing.
 * https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/publish
 */
export function pubsubSender(topic: string): Sender {
  const token = googleTokens();
  const url = new URL(`${endpoint()}/v1/${topic}:publish`);
  return {
    most: 1_000,
    bytes: 7_000_000, // Less than 10 MB, since Base64 makes data larger: https://cloud.google.com/pubsub/quotas
    async send(messages) {
      const body = messages.map((message) => {
        return { data: Buffer.from(message.body).toString("base64"), attributes: packed(message) };
      });
      const { isOk, status, text } = await call({
        method: "POST",
        url,
        headers: { authorization: `Bearer ${await token()}`, "content-type": "application/json" },
        body: JSON.stringify({ messages: body }),
      });
      // Its own codes say no more than the statuses: https://cloud.google.com/pubsub/docs/reference/error-codes
      if (!isOk) throw errorOf(status, text);
      return messages.map(() => undefined);
    },
  };
}
