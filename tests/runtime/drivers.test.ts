import assert from "node:assert/strict";
import type { Publishes, Sends } from "fourfold";
import * as queueAws from "../../kit/runtime/drivers/queue/aws.ts";
import * as queueAzure from "../../kit/runtime/drivers/queue/azure.ts";
import * as queueCloudflare from "../../kit/runtime/drivers/queue/cloudflare.ts";
import * as queueGcp from "../../kit/runtime/drivers/queue/gcp.ts";
import * as topicAws from "../../kit/runtime/drivers/topic/aws.ts";
import * as topicAzure from "../../kit/runtime/drivers/topic/azure.ts";
import * as topicCloudflare from "../../kit/runtime/drivers/topic/cloudflare.ts";
import * as topicGcp from "../../kit/runtime/drivers/topic/gcp.ts";
import { type Driver, type Environment, openLinks } from "../../kit/runtime/links.ts";
import { openCloud } from "./support/cloud.ts";

function open<T>(kind: "queue" | "topic", driver: Driver, environment: Environment): T {
  const link = { kind, verbs: [kind === "queue" ? "send" : "publish"] };
  return openLinks('Function "api"', { placed: link }, { [kind]: driver }, environment).handed.placed as T;
}

/** A Worker's binding, which keeps what it is sent, or refuses it. */
function createBinding(refusals: readonly string[] = []) {
  const left = [...refusals];
  const sent: Readonly<Record<string, unknown>>[] = [];
  const sendBatch = async (batch: readonly { readonly body: string }[]) => {
    const refusal = left.shift();
    if (refusal !== undefined) throw new Error(refusal);
    sent.push(...batch.map(({ body }) => JSON.parse(body)));
  };
  return { sent, binding: { sendBatch } };
}

describe("the drivers of queues and topics", () => {
  const addresses: Readonly<Record<string, readonly [driver: Driver, address: (url: string) => string, path: string]>> =
    {
      aws: [queueAws.open, (url) => `${url}/123456789012/placed`, "/"],
      gcp: [queueGcp.open, () => "projects/p/topics/placed", "/v1/projects/p/topics/placed:publish"],
      azure: [queueAzure.open, (url) => `${url}/placed`, "/placed/messages"],
    };
  for (const [cloud, [driver, address, path]] of Object.entries(addresses)) {
    it(`send to the address of their queue on ${cloud}`, async () => {
      await using server = await openCloud({ status: 200, body: "{}" });
      const placed = open<Sends<string>>("queue", driver, { FOURFOLD_PLACED: address(server.url) });

      const { id } = await placed.send("an order");

      assert.deepEqual(
        server.calls.map((call) => call.path),
        [path],
      );
      assert.ok(server.calls[0]?.body.includes(id));
    });
  }

  const topics: Readonly<Record<string, readonly [driver: Driver, address: (url: string) => string, kind: RegExp]>> = {
    aws: [topicAws.open, () => "arn:aws:sns:eu-west-1:123456789012:placed", /entry\.1\.Name=kind&.*StringValue=paid/],
    gcp: [topicGcp.open, () => "projects/p/topics/placed", /"attributes":\{"kind":"paid"/],
    azure: [topicAzure.open, (url) => `${url}/placed`, /"UserProperties":\{"kind":"paid"/],
  };
  for (const [cloud, [driver, address, kind]] of Object.entries(topics)) {
    it(`publish to the address of their topic, with the attributes that it declares, on ${cloud}`, async () => {
      await using server = await openCloud({ status: 200, body: "{}" });
      const value = JSON.stringify({ address: address(server.url), attributes: ["kind"] });
      const placed = open<Publishes<object>>("topic", driver, { FOURFOLD_PLACED: value });

      await placed.publish({ kind: "paid", note: "none" });

      assert.match(server.calls[0]?.body ?? "", kind);
    });
  }

  it("send to the binding of their queue on cloudflare", async () => {
    const { sent, binding } = createBinding();

    await open<Sends<string>>("queue", queueCloudflare.open, { FOURFOLD_PLACED: binding }).send("an order");

    assert.partialDeepStrictEqual(sent, [{ item: "an order" }]);
  });

  it("publish on cloudflare to each queue that wants a message, and not again to one that has it", async () => {
    const [all, paid, other] = [createBinding(), createBinding(["No. (10251)"]), createBinding()];
    const feeds = [
      { binding: "ALL", where: {} },
      { binding: "PAID", where: { kind: { in: ["paid"] } } },
      { binding: "OTHER", where: { kind: { not: ["paid"] } } },
    ];
    const bindings = {
      ...{ ALL: all.binding, PAID: paid.binding, OTHER: other.binding },
      FOURFOLD_PLACED: JSON.stringify({ feeds, attributes: ["kind"] }),
    };

    await open<Publishes<object>>("topic", topicCloudflare.open, bindings).publish({ kind: "paid" });

    const item = { item: { kind: "paid" }, attributes: { kind: "paid" } };
    assert.deepEqual([all.sent.length, paid.sent.length, other.sent.length], [1, 1, 0]);
    assert.partialDeepStrictEqual([...all.sent, ...paid.sent], [item, item]);
  });

  const wrong: Readonly<Record<string, readonly [kind: "queue" | "topic", driver: Driver, Environment, said: RegExp]>> =
    {
      "no address": ["queue", queueAws.open, {}, /FOURFOLD_PLACED does not say where the queue "placed" is/],
      "an empty address": ["queue", queueGcp.open, { FOURFOLD_PLACED: "" }, /does not say where the queue "placed" is/],
      "text that is not JSON for a topic": ["topic", topicGcp.open, { FOURFOLD_PLACED: "{" }, /is not valid JSON/],
      "text for a binding": [
        ...(["queue", queueCloudflare.open] as const),
        { FOURFOLD_PLACED: "x" },
        /FOURFOLD_PLACED is not a binding to the queue "placed"/,
      ],
      "no binding for a queue that a topic feeds": [
        ...(["topic", topicCloudflare.open] as const),
        { FOURFOLD_PLACED: '{"feeds":[{"binding":"ALL","where":{}}],"attributes":[]}' },
        /ALL is not a binding to a queue that the topic "placed" feeds/,
      ],
    };
  for (const [what, [kind, driver, environment, message]] of Object.entries(wrong)) {
    it(`are refused ${what}`, () => {
      assert.throws(() => open(kind, driver, environment), { code: "ERR_LINK", message });
    });
  }
});
