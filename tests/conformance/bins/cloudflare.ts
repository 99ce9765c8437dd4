import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import type { KeptMessage } from "../../../kit/conformance/consumes/target.ts";
import type { Simulator } from "../../../kit/simulator/index.ts";
import { addressesOf, type Bins } from "./index.ts";

const account = "0123456789abcdef0123456789abcdef";

interface Peeked {
  readonly id: string;
  readonly ref: string;
  readonly body: string;
}

function toKept({ id, body }: Peeked): KeptMessage {
  if (!body.startsWith('{"fourfold"')) return { id, body, attributes: {} };
  const { fourfold: envelope, attributes, item, text = JSON.stringify(item) } = JSON.parse(body);
  return { body: text, attributes, id: envelope.id, reason: envelope.reason };
}

/** By Cloudflare's API: https://developers.cloudflare.com/api/resources/queues/subresources/messages/ */
export async function openCloudflareBins(simulator: Simulator): Promise<Bins> {
  const variables = await (await simulator.services("cloudflare")).credentials?.({ principal: account });
  const { CLOUDFLARE_BASE_URL: base = "", CLOUDFLARE_API_TOKEN: token = "" } = variables ?? {};
  const call = async (queue: string, path: string, body: object): Promise<{ readonly messages: readonly Peeked[] }> => {
    const response = await fetch(`${base}/accounts/${account}/queues/${queue}/messages${path}`, {
      method: "POST",
      headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    const answer: { readonly success: boolean; readonly result: { readonly messages: readonly Peeked[] } } = JSON.parse(
      await response.text(),
    );
    assert.ok(answer.success, JSON.stringify(answer));
    return answer.result;
  };
  const peek = (queue = "") => call(queue, "/peek", { batch_size: 100 });
  return {
    async list(attributes, where) {
      const { messages } = await peek(where === "itself" ? attributes.id : attributes.deadLettersId);
      return messages.map(toKept);
    },
    async redrive({ id = "", deadLettersId = "" }) {
      const { messages } = await peek(deadLettersId);
      for (const { ref, body } of messages) {
        await call(id, "", { body, content_type: "text" });
        await call(deadLettersId, "/purge", { refs: [{ ref }] });
      }
      return messages.length;
    },
    async put({ id = "" }, text) {
      await call(id, "", { body: text, content_type: "text" });
    },
    request(verb, { id = "", deadLettersId = "" }, where) {
      const url = `${base}/accounts/${account}/queues/${where === "itself" ? id : deadLettersId}/messages`;
      return {
        ...{ cloud: "cloudflare", method: "POST", url: verb === "send" ? url : `${url}/peek` },
        headers: { "content-type": "application/json" },
        body: JSON.stringify(verb === "send" ? { body: "{}", content_type: "text" } : { batch_size: 1 }),
      };
    },
    calls: (name, item) =>
      addressesOf(simulator, name).map((url) => ({
        ...{ cloud: "cloudflare", method: "POST", url, headers: { "content-type": "application/json" } },
        body: JSON.stringify(item),
      })),
    // Of the form that tokens have: https://developers.cloudflare.com/fundamentals/api/get-started/create-token/
    forge: () => ({ authorization: `Bearer ${randomBytes(30).toString("base64url")}` }),
  };
}
