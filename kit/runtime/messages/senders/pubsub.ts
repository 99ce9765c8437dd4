import { googleTokens } from "../../platform/access-token.ts";
import { packed } from "../envelope.ts";
import type { MessageErrorCode } from "../errors.ts";
import type { Sender } from "../sender.ts";
import { errorOf } from "./answers.ts";

/** https://cloud.google.com/pubsub/docs/reference/error-codes */
const codes: ReadonlyMap<string, MessageErrorCode> = new Map([
  ["RESOURCE_EXHAUSTED", "Throttled"],
  ["PERMISSION_DENIED", "Denied"],
  ["UNAUTHENTICATED", "Denied"],
  ["NOT_FOUND", "NotFound"],
  ["INVALID_ARGUMENT", "Invalid"],
  ["ABORTED", "Unavailable"],
  ["CANCELLED", "Unavailable"],
  ["INTERNAL", "Unavailable"],
  ["UNAVAILABLE", "Unavailable"],
  ["UNKNOWN", "Unavailable"],
  ["DEADLINE_EXCEEDED", "Unavailable"],
]);

/** How long Pub/Sub has to answer, in milliseconds. */
const patience = 5_000;

const statusIn = (text: string): string => /"status"\s*:\s*"([A-Z_]+)"/.exec(text)?.[1] ?? "";

/** Where Pub/Sub is, which SDKs are told by the same variable. https://cloud.google.com/pubsub/docs/emulator */
function endpoint(): string {
  const { PUBSUB_EMULATOR_HOST: host } = process.env;
  return host === undefined ? "https://pubsub.googleapis.com" : `http://${host}`;
}

/** Publishes to a topic of Pub/Sub, which takes all of a batch or nothing. https://cloud.google.com/pubsub/docs/reference/rest/v1/projects.topics/publish */
export function pubsubSender(topic: string): Sender {
  const token = googleTokens();
  const url = `${endpoint()}/v1/${topic}:publish`;
  return {
    most: 1_000,
    bytes: 7_000_000, // Of 10 MB, with data in Base64: https://cloud.google.com/pubsub/quotas
    async send(messages) {
      const body = messages.map((message) => {
        return { data: Buffer.from(message.body).toString("base64"), attributes: packed(message) };
      });
      const response = await fetch(url, {
        method: "POST",
        headers: { authorization: `Bearer ${await token()}`, "content-type": "application/json" },
        body: JSON.stringify({ messages: body }),
        signal: AbortSignal.timeout(patience),
      });
      const text = await response.text();
      if (!response.ok) throw errorOf(response.status, text, codes.get(statusIn(text)));
      return messages.map(() => undefined);
    },
  };
}
