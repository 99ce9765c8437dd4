import assert from "node:assert/strict";
import type { KeptMessage } from "../../../kit/conformance/consumes/target.ts";
import type { Simulator } from "../../../kit/simulator/index.ts";
import { config } from "../deployment.ts";
import type { Bins } from "./index.ts";

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
  };
}
