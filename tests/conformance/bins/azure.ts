import assert from "node:assert/strict";
import { randomBytes, randomUUID } from "node:crypto";
import type { KeptMessage } from "../../../kit/conformance/consumes/target.ts";
import type { Simulator } from "../../../kit/simulator/index.ts";
import { addressesOf, type Bins, forgedToken } from "./index.ts";

/** What the simulator keeps of a message: REST can only receive messages, which counts deliveries. */
interface Kept {
  readonly body: string;
  readonly notes: {
    readonly broker: Readonly<Record<string, string>>;
    readonly properties: Readonly<Record<string, string>>;
  };
}

function toKept({ body, notes: { broker, properties } }: Kept): KeptMessage {
  const { fourfold = "{}", DeadLetterReason: _, DeadLetterErrorDescription: __, ...attributes } = properties;
  const { id = broker.MessageId ?? "", reason } = JSON.parse(fourfold);
  return { body: Buffer.from(body, "base64").toString(), attributes, id, reason };
}

/** https://learn.microsoft.com/rest/api/servicebus/receive-and-delete-message-destructive-read */
const request: Bins["request"] = (verb, { address = "", deadLetters = "" }, where) => {
  const url = (where === "itself" ? address : deadLetters).replace(/^https:/, "http:");
  return {
    ...{ cloud: "azure", method: verb === "send" ? "POST" : "DELETE" },
    url: verb === "send" ? `${url}/messages` : `${url}/messages/head?timeout=0`,
    headers: { "content-type": "text/plain" },
    body: "{}",
  };
};

/** By Service Bus's REST API: https://learn.microsoft.com/rest/api/servicebus/service-bus-runtime-rest */
export async function openAzureBins(simulator: Simulator): Promise<Bins> {
  const services = await simulator.services("azure-native");
  const tokenFor = async (scope: string): Promise<string> => {
    const principal = scope.split("/").slice(0, 3).join("/");
    const variables = await services.credentials?.({ principal, audience: "https://servicebus.azure.net" });
    return variables?.AZURE_ACCESS_TOKEN ?? "";
  };
  const call = async (
    scope: string,
    method: string,
    address: string,
    body?: string,
    type = "text/plain",
  ): Promise<Response> => {
    const url = address.replace(/^https:/, "http:");
    const headers = { authorization: `Bearer ${await tokenFor(scope)}`, "content-type": type };
    const response = await fetch(url, { method, headers, ...(body === undefined ? {} : { body }) });
    assert.ok(response.ok, `${response.status} ${url}`);
    return response;
  };
  const list = (name = ""): readonly Kept[] =>
    [...simulator.world.store.values("messages/")].flatMap(([key, text]) =>
      decodeURIComponent(key).includes(`/${name}/`) ? [JSON.parse(text)] : [],
    );
  return {
    list: async ({ name, deadLettersName }, where) => list(where === "itself" ? name : deadLettersName).map(toKept),
    async redrive(queue) {
      const { scope = "", address = "", deadLetters = "" } = queue;
      let moved = 0;
      // Headers have no capitals here: names are taken from what is kept.
      const letters = new Map(list(queue.deadLettersName).map((letter) => [toKept(letter).id, letter]));
      for (;;) {
        const response = await call(scope, "DELETE", `${deadLetters}/messages/head?timeout=0`);
        if (response.status === 204) return moved;
        const envelope = JSON.parse(JSON.parse(response.headers.get("fourfold") ?? '"{}"'));
        const body = await response.text();
        const clean = JSON.stringify({ id: envelope.id, sent: envelope.sent });
        const {
          DeadLetterReason: _,
          DeadLetterErrorDescription: __,
          ...properties
        } = letters.get(envelope.id)?.notes.properties ?? {};
        const entry = { Body: body, UserProperties: { ...properties, fourfold: clean } };
        const many = "application/vnd.microsoft.servicebus.json";
        await call(scope, "POST", `${address}/messages`, JSON.stringify([entry]), many);
        moved += 1;
      }
    },
    async put({ scope = "", address = "" }, text) {
      await call(scope, "POST", `${address}/messages`, text);
    },
    request,
    // https://learn.microsoft.com/azure/azure-functions/functions-manually-run-non-http
    calls: (name, item) =>
      addressesOf(simulator, name).map((url) => ({
        ...{ cloud: "azure", method: "POST", url: `${url}/admin/functions/${name}` },
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ input: JSON.stringify(item) }),
      })),
    forge: () => {
      const token = forgedToken({ aud: "https://servicebus.azure.net", oid: randomUUID() });
      return { authorization: `Bearer ${token}`, "x-functions-key": randomBytes(40).toString("base64url") };
    },
  };
}
