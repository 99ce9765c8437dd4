import assert from "node:assert/strict";
import type { KeptMessage } from "../../../kit/conformance/consumes/target.ts";
import type { Simulator } from "../../../kit/simulator/index.ts";
import { config } from "../deployment.ts";
import { addressesOf, type Bins, forgedToken } from "./index.ts";

interface Received {
  readonly ackId: string;
  readonly message: {
    readonly messageId: string;
    readonly data?: string;
    readonly attributes?: Readonly<Record<string, string>>;
  };
}

const own = (attributes: Readonly<Record<string, string>>) =>
  Object.fromEntries(
    Object.entries(attributes).filter(([name]) => name !== "fourfold" && !name.startsWith("CloudPubSub")),
  );

function toKept({ message: { messageId, data = "", attributes = {} } }: Received): KeptMessage {
  const { id = messageId, reason } = JSON.parse(attributes.fourfold ?? "{}");
  return { body: Buffer.from(data, "base64").toString(), attributes: own(attributes), id, reason };
}

/** By Pub/Sub's REST API: https://cloud.google.com/pubsub/docs/reference/rest */
export async function openGcpBins(simulator: Simulator): Promise<Bins> {
  const principal = config["gcp:project"];
  const variables = await (await simulator.services("gcp")).credentials?.({ principal });
  const { STORAGE_EMULATOR_HOST: base = "", GOOGLE_OAUTH_ACCESS_TOKEN: token = "" } = variables ?? {};
  const request: Bins["request"] = (verb, queue, where) => {
    const { topic, subscription, fed } = queue;
    const [to, from] = where === "itself" ? [topic, subscription ?? fed] : [queue.deadLetters, queue.deadLettersKept];
    const [path, body] =
      verb === "send"
        ? [`${to}:publish`, { messages: [{ data: Buffer.from("{}").toString("base64") }] }]
        : [`${from}:pull`, { maxMessages: 1, returnImmediately: true }];
    return {
      ...{ cloud: "gcp", method: "POST", url: `${base}/v1/${path}` },
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
    };
  };
  const call = async (path: string, body: object): Promise<{ readonly receivedMessages?: readonly Received[] }> => {
    const response = await fetch(`${base}/v1/${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const text = await response.text();
    assert.ok(response.ok, text);
    return JSON.parse(text);
  };
  const pull = async (subscription: string): Promise<readonly Received[]> => {
    const { receivedMessages = [] } = await call(`${subscription}:pull`, {
      maxMessages: 1_000,
      returnImmediately: true,
    });
    return receivedMessages;
  };
  const peek = async (from: string): Promise<readonly KeptMessage[]> => {
    const received = await pull(from);
    const ackIds = received.map(({ ackId }) => ackId);
    if (ackIds.length > 0) await call(`${from}:modifyAckDeadline`, { ackIds, ackDeadlineSeconds: 0 });
    return received.map(toKept);
  };
  return {
    async list({ subscription = "", fed = "", deadLettersKept = "" }, where) {
      const all = where === "itself" ? [subscription, fed].filter((name) => name !== "") : [deadLettersKept];
      return (await Promise.all(all.map(peek))).flat();
    },
    async redrive({ topic = "", deadLettersKept = "" }) {
      const received = await pull(deadLettersKept);
      for (const { ackId, message } of received) {
        const { data, attributes } = message;
        await call(`${topic}:publish`, { messages: [{ data, attributes }] });
        await call(`${deadLettersKept}:acknowledge`, { ackIds: [ackId] });
      }
      return received.length;
    },
    async put({ topic = "" }, text) {
      await call(`${topic}:publish`, { messages: [{ data: Buffer.from(text).toString("base64") }] });
    },
    request,
    // https://cloud.google.com/pubsub/docs/push#receive_push
    calls(name, item) {
      const data = Buffer.from(JSON.stringify(item)).toString("base64");
      const message = { data, messageId: "1", publishTime: new Date().toJSON() };
      return addressesOf(simulator, name).map((url) => ({
        ...{ cloud: "gcp", method: "POST", url },
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ message, subscription: "projects/conformance/subscriptions/own" }),
      }));
    },
    // https://cloud.google.com/pubsub/docs/authenticate-push-subscriptions#authentication-format
    forge: ({ url }) => {
      const email = `pusher@${principal}.iam.gserviceaccount.com`;
      const claims = { iss: "https://accounts.google.com", aud: new URL(url).origin, email, email_verified: true };
      return { authorization: `Bearer ${forgedToken(claims)}` };
    },
  };
}
