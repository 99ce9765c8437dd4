import assert from "node:assert/strict";
import { PublishCommand, SNSClient } from "@aws-sdk/client-sns";
import { SendMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { SimulatorClient } from "../../kit/simulator/client.ts";
import { type FaultPlan, PlannedFaults, readFaultPlan } from "../../kit/simulator/faults.ts";
import { CloudError, createSimulator } from "../../kit/simulator/index.ts";
import { openControlApi } from "../../kit/simulator/process/control-api.ts";
import { openAws } from "./aws/shop.ts";
import { deployTopic, subscribeQueue } from "./aws/sns/topics.ts";
import { configurationFor, deployQueue } from "./aws/sqs/client.ts";
import { Bus } from "./azure/servicebus/client.ts";
import { deployWorker, workersDev } from "./cloudflare/account.ts";
import { Queues } from "./cloudflare/queues/queues.ts";
import type { Deployment } from "./deployment.ts";
import { call, createClerk, createSubscription, createTopic } from "./gcp/pubsub/client.ts";
import { openGcp } from "./gcp/shop.ts";

const always = (fault: keyof FaultPlan["shares"]): FaultPlan => {
  return { seed: "any", shares: { throttled: 0, lost: 0, doubled: 0, [fault]: 1 } };
};

/** Something that sends to one queue, and answers what is not well about it. */
interface Door {
  readonly on: Deployment;
  send(): Promise<string | undefined>;
}

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : String(error));

/** An official client, without its retries. */
async function openOfficial(on: Deployment) {
  return { ...(await configurationFor(on)), maxAttempts: 1 };
}

const doors: Readonly<Record<string, { readonly throttled: string; readonly source: string; open(): Promise<Door> }>> =
  {
    SQS: {
      throttled: "ThrottlingException",
      source: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/CommonErrors.html",
      async open() {
        const on = await openAws();
        const queue = await deployQueue(on);
        const client = new SQSClient(await openOfficial(on));
        const command = new SendMessageCommand({ QueueUrl: queue.id, MessageBody: "x" });
        return { on, send: () => client.send(command).then(() => undefined, nameOf) };
      },
    },
    SNS: {
      throttled: "ThrottlingException",
      source: "https://repost.aws/knowledge-center/sns-throttling-exception-errors",
      async open() {
        const on = await openAws();
        const topic = await deployTopic(on);
        await subscribeQueue(on, topic, "first");
        const client = new SNSClient(await openOfficial(on));
        const command = new PublishCommand({ TopicArn: topic.id, Message: "x" });
        return { on, send: () => client.send(command).then(() => undefined, nameOf) };
      },
    },
    "Pub/Sub": {
      throttled: "429 RESOURCE_EXHAUSTED",
      source: "https://cloud.google.com/pubsub/docs/reference/error-codes",
      async open() {
        const on = await openGcp();
        await createClerk(on);
        await createTopic(on);
        await createSubscription(on, "first");
        const send = async () => {
          const { status, body } = await call(on, "topics/orders:publish", { messages: [{ data: "eA==" }] });
          return status === 200 ? undefined : `${status} ${body.error.status}`;
        };
        return { on, send: () => send().catch(nameOf) };
      },
    },
    "Service Bus": {
      throttled: "503 50009",
      source: "https://learn.microsoft.com/azure/service-bus-messaging/service-bus-throttling",
      async open() {
        const bus = await Bus.open();
        await bus.queue("orders");
        const send = async () => {
          const response = await bus.send("orders", "x");
          const [code = ""] = /\b\d{5}\b/.exec(await response.text()) ?? [];
          return response.ok ? undefined : `${response.status} ${code}`;
        };
        return { on: bus.azure, send: () => send().catch(nameOf) };
      },
    },
    "the API of queues": {
      throttled: "429 10250",
      source: "https://developers.cloudflare.com/queues/reference/error-codes/",
      async open() {
        const queues = await Queues.open();
        const { id } = await queues.createQueue("orders");
        const send = async () => {
          const { status, success, errors } = await queues.call(`/queues/${id}/messages`, { body: "x" });
          return success ? undefined : `${status} ${errors[0]?.code}`;
        };
        return { on: queues.cloudflare, send: () => send().catch(nameOf) };
      },
    },
    "a binding to a queue": {
      throttled: "Queue overloaded (10250)",
      source: "https://developers.cloudflare.com/queues/reference/error-codes/",
      async open() {
        const queues = await Queues.open();
        await queues.createQueue("orders");
        const on = queues.cloudflare;
        const text = `export default { fetch: (_request, env) =>
          env.ORDERS.send("x").then(() => new Response(""), (error) => new Response(error.message)) };`;
        await deployWorker(on, text, {
          compatibilityFlags: ["queue_expose_error_codes"],
          bindings: [{ type: "queue", name: "ORDERS", queueName: "orders" }],
        });
        const send = async () => (await fetch(workersDev(on, "api"))).text();
        return { on, send: async () => (await send()) || undefined };
      },
    },
  };

describe("calls that are to go wrong", function faults() {
  this.timeout(30_000);

  for (const [title, { throttled, source, open }] of Object.entries(doors)) {
    // The vendor's page says how it refuses: see `source`.
    it(`are refused by ${title} in the cloud's own form (${new URL(source).host}), get no answer, or come twice`, async () => {
      const { on, send } = await open();
      const { faults, world } = on.simulator;
      const kept = () => world.store.values("messages/").size;
      try {
        faults.follow(always("throttled"));
        assert.equal(await send(), throttled);
        assert.equal(kept(), 0);

        faults.follow(always("lost"));
        assert.notEqual(await send(), undefined);
        assert.equal(kept(), 1);

        faults.follow(always("doubled"));
        assert.equal(await send(), undefined);
        assert.equal(kept(), 3);

        faults.follow(undefined);
        assert.equal(await send(), undefined);
        assert.equal(kept(), 4);
        assert.deepEqual(Object.values(faults.counts()), [{ throttled: 1, lost: 1, doubled: 1 }]);
      } finally {
        await on.stop();
      }
    });
  }

  const refused = new CloudError("Busy", "busy", 503);
  /** What happens to so many calls. */
  const fatesOf = async (plan: FaultPlan | undefined, calls = 1_000) => {
    const planned = new PlannedFaults();
    planned.follow(plan);
    return Promise.all(
      Array.from({ length: calls }, async () => {
        let times = 0;
        const answer = await planned.around("aws", () => ++times, refused).catch(() => "throttled");
        return answer === undefined ? "lost" : typeof answer === "string" ? answer : answer === 2 ? "doubled" : "well";
      }),
    );
  };

  it("are the same ones by the same seed, and about as many as planned", async () => {
    const shares = { throttled: 0.2, lost: 0.1, doubled: 0.3 };

    const [first, again, other] = await Promise.all(["one", "one", "two"].map((seed) => fatesOf({ seed, shares })));

    assert.deepEqual(first, again);
    assert.notDeepEqual(first, other);
    const counts = Object.entries({ ...shares, well: 0.4 }).map(([fate, share]) => {
      return Math.abs((first?.filter((one) => one === fate).length ?? 0) / 1_000 - share) < 0.05;
    });
    assert.deepEqual(counts, [true, true, true, true]);
  });

  it("are over after as many calls of a cloud as are planned", async () => {
    assert.deepEqual(await fatesOf({ ...always("lost"), calls: 2 }, 4), ["lost", "lost", "well", "well"]);
  });

  it("are none where nobody has planned any", async () => {
    assert.deepEqual(new Set(await fatesOf(undefined, 10)), new Set(["well"]));
  });

  it("are planned and counted through the control address, which refuses a plan that is none", async () => {
    const simulator = await createSimulator({ data: ":memory:", live: true });
    const takeArchive = () => assert.fail("No archive was handed over.");
    const api = await openControlApi({ simulator, providers: {}, takeArchive, stop: () => undefined });
    const client = new SimulatorClient({ pid: process.pid, ...api });
    const ask = () => simulator.faults.around("aws", () => "answer", refused);
    try {
      await client.setFaults({ seed: "any", throttled: 1 });
      await assert.rejects(ask, /busy/);
      assert.deepEqual(await client.faults(), { aws: { throttled: 1, lost: 0, doubled: 0 } });
      await assert.rejects(
        client.setFaults({ seed: "any", throttled: 2 }),
        /refused PUT \/faults.*shares of all calls/,
      );
      await client.setFaults(undefined);
      assert.equal(await ask(), "answer");
    } finally {
      api.close();
      await simulator.stop();
    }
  });

  it("are read from shares that are one at most in all", () => {
    assert.deepEqual(readFaultPlan({ seed: "a", lost: 0.5 }), {
      seed: "a",
      shares: { throttled: 0, lost: 0.5, doubled: 0 },
    });
    assert.equal(readFaultPlan({ seed: "a", lost: 1, calls: 3 }).calls, 3);
    const wrong = [
      { lost: 0.5 },
      ...[{ lost: 0.6, doubled: 0.6 }, { lost: -1 }, { calls: 0 }].map((one) => ({ seed: "a", ...one })),
    ];
    for (const plan of [undefined, {}, ...wrong]) {
      assert.throws(() => readFaultPlan(plan), /Send \{ seed, throttled, lost, doubled, calls \}/);
    }
  });
});
