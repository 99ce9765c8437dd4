import assert from "node:assert/strict";
import { type AnySet, type Cloud, from, functionSet, queue, topic, type } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { evaluate } from "fourfold/testing";
import { deploySet, places } from "../deployment.ts";
import { mail, pair } from "../fixtures/sample.ts";
import { deployMessages } from "./deployment.ts";

/** What every set needs: a function. */
const others = { root: pair.root, functions: { site: pair.functions.site } };

/** Why a set is refused at preview. */
async function refusal(cloud: Cloud, set: AnySet): Promise<string> {
  const stack = await deployMessages(cloud, set, { preview: true });
  assert.ok(stack.error !== undefined, "nothing was refused");
  return stack.error.message;
}

/** A topic with a queue that wants any of so many values of an attribute. */
function wanting(values: readonly string[]) {
  const [first = "", ...rest] = values;
  return functionSet("pair", {
    ...others,
    resources: {
      sent: topic(type<{ readonly kind: string }>(), { attributes: ["kind"] }),
      copies: queue(type<{ readonly kind: string }>(), {
        from: { topic: "sent", where: { kind: [first, ...rest] } },
      }),
    },
  });
}

const values = (count: number, length: number) =>
  Array.from({ length: count }, (_, index) => String(index).padStart(length, "x"));

describe("queues and topics are refused at preview", () => {
  const shared = {
    gcp: "account that Pub/Sub itself acts as",
    azure: "namespace of Service Bus",
  } as const satisfies Partial<Record<Cloud, string>>;
  for (const cloud of ["gcp", "azure"] as const) {
    it(`on a foundation that has nothing for them on ${cloud}, with the way out`, async () => {
      const stack = await deploySet(mail, cloud);

      const message = stack.error?.message ?? "";
      assert.match(message, new RegExp(`Set "mail": its foundation has no ${shared[cloud]}`));
      assert.match(message, /Give the Foundation `messages: true`\. \[ERR_BIND\]/);
      assert.equal(message.split("its foundation has no").length, 2, "it is said more than once");
    });

    it(`on a foundation of another stack that has nothing for them on ${cloud}`, async () => {
      const stack = await evaluate(() => {
        const { handle } = new Foundation("acme", { cloud, ...places });
        new FunctionSet("mail", deploy(mail, { cloud, on: handle, protection: "destroy" }));
      });

      assert.match(
        stack.error?.message ?? "",
        new RegExp(`Queue "mail-letters": its foundation has no ${shared[cloud]}`),
      );
    });
  }

  for (const cloud of ["aws", "cloudflare"] as const) {
    it(`on none of the foundations of ${cloud}, where they share nothing`, async () => {
      assert.equal((await deploySet(mail, cloud)).error, undefined);
    });
  }

  it("with a topic of another set on Cloudflare, whose publishers know the queues of their own set alone", async () => {
    const owner = functionSet("owner", {
      ...others,
      resources: { sent: topic(type<{ readonly kind: string }>()) },
      exports: { sent: ["subscribe"] },
    });
    const set = functionSet("pair", {
      ...others,
      resources: {
        sent: from(owner, "sent"),
        copies: queue(type<{ readonly kind: string }>(), { from: { topic: "sent" } }),
      },
    });
    const handle = {
      kind: "topic",
      cloud: "cloudflare",
      id: "owner/sent",
      attributes: { feeds: "[]", attributes: "[]" },
    };

    const stack = await deploySet(set, "cloudflare", { bind: { sent: handle } });

    assert.match(
      stack.error?.message ?? "",
      /topic "sent": Subscribing to a topic of another set is not possible on cloudflare.*\[ERR_UNSUPPORTED\]/s,
    );
  });

  it("with delays on Google Cloud, which has none, and on no other cloud", async () => {
    const set = functionSet("pair", {
      ...others,
      resources: { letters: queue(type<{ readonly to: string }>(), { delays: true }) },
    });

    assert.match(await refusal("gcp", set), /Pub\/Sub delivers a message at once.*Remove `delays`.*ERR_UNSUPPORTED/s);
    for (const cloud of ["aws", "azure", "cloudflare"] as const) {
      assert.equal((await deployMessages(cloud, set, { preview: true })).error, undefined, cloud);
    }
  });

  // The sizes: https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html,
  // https://cloud.google.com/pubsub/docs/subscription-message-filter, https://learn.microsoft.com/azure/service-bus-messaging/service-bus-quotas
  const sizes: readonly [cloud: Cloud, most: number, over: number, length: number, said: RegExp][] = [
    ["aws", 150, 151, 3, /its filter has 151 combinations of values, and aws takes 150/],
    ["gcp", 9, 10, 3, /its filter has \d+ bytes, and gcp takes 256/],
    ["azure", 101, 102, 6, /its filter has [\d,]+ characters, and azure takes 1,024/],
  ];
  for (const [cloud, most, over, length, said] of sizes) {
    it(`with a filter that is too large for ${cloud}, and not with the largest`, async () => {
      assert.equal((await deployMessages(cloud, wanting(values(most, length)), { preview: true })).error, undefined);
      const message = await refusal(cloud, wanting(values(over, length)));
      assert.match(message, said);
      assert.match(message, /\(https:.*Ask for fewer or shorter values.*ERR_LIMIT/);
    });
  }

  it("on Cloudflare, whose publishers filter themselves, with no filter for its size", async () => {
    assert.equal((await deployMessages("cloudflare", wanting(values(200, 30)), { preview: true })).error, undefined);
  });

  it("with a timeout of the consumer, whose time follows from the queue", async () => {
    const { functions } = mail;
    const set = { ...mail, functions: { ...functions, carrier: { ...functions.carrier, timeout: "1 minute" } } };

    assert.match(
      await refusal("aws", set),
      /it has a `timeout`, which a consumer does not take.*Remove `timeout`.*ERR_SPEC/,
    );
  });
});
