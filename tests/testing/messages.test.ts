import assert from "node:assert/strict";
import { setTimeout } from "node:timers/promises";
import { functionSet, param, queue, topic, type } from "fourfold";
import { consumer, http, scheduled } from "fourfold/runtime";
import { messagesOf, requestTo, runOf } from "fourfold/testing";
import * as v from "valibot";

const Order = v.object({ id: v.string(), region: v.optional(v.string()) });
type Order = v.InferOutput<typeof Order>;
const big = { attempts: 5, backoff: { from: "5 minutes", to: "10 minutes" } } as const;

const shop = functionSet("shop", {
  root: import.meta.url,
  resources: {
    flags: param<{ readonly broken: boolean }>(),
    placed: queue(Order, { ...big, timeLimit: "1 second" }),
    done: topic(type<Order>(), { attributes: ["region"] }),
    european: queue(type<Order>(), { from: { topic: "done", where: { region: { prefix: "eu-" } } } }),
    later: queue(type<string>(), { delays: true }),
    echoes: queue(type<number>()),
  },
  functions: {
    api: { handler: "./x.ts", http: true, links: { placed: ["send"], later: ["send"], echoes: ["send"] } },
    nightly: { handler: "./x.ts", schedule: "every day", links: { placed: ["send"] } },
    fulfil: { handler: "./x.ts", consumes: "placed", links: { done: ["publish"], flags: ["read"] } },
    notify: { handler: "./x.ts", subscribes: "done" },
    patient: { handler: "./x.ts", consumes: "later" },
    echo: { handler: "./x.ts", consumes: "echoes", links: { echoes: ["send"] } },
  },
});

const api = http(shop, "api", ({ placed, later, echoes }) => ({
  async fetch(request) {
    const { pathname } = new URL(request.url);
    if (pathname === "/later") await later.send("wake up", { after: "10 minutes" });
    else if (pathname === "/echo") await echoes.send(1);
    else await placed.send(JSON.parse(await request.text()), { attributes: { by: "web" } });
    return new Response("accepted", { status: 202 });
  },
}));
const fulfil = consumer(shop, "fulfil", ({ done, flags }) => async (order, { message, reject }) => {
  await setTimeout(1);
  if (order.id === "bad") return reject("It is bad.");
  if (order.id === "slow" && message.attempt === 1) await setTimeout(1_500);
  if (flags.broken && message.attempt < 3) throw new Error("It is broken.");
  await done.publish(order);
});

const order = (item: unknown) => ({ method: "POST", body: JSON.stringify(item) });

function starting(broken = false) {
  const lines: string[] = [];
  const onLog = (_level: string, line: string) => void lines.push(line);
  const messages = messagesOf(shop, [fulfil], { links: { fulfil: { flags: { broken } } }, onLog });
  return { lines, messages, request: requestTo(api, { messages, onLog }) };
}

const idsIn = (kept: readonly { readonly item: unknown }[]) => kept.map(({ item }) => Object(item).id);

describe("the messages of a set in memory", () => {
  it("lie where they were sent until they are settled, and then where they were passed on", async () => {
    const { messages, request } = starting();

    await request("/orders", order({ id: "o-1", region: "eu-west" }));
    await request("/orders", order({ id: "o-2", region: "us-east" }));
    const [first] = messages.in("placed");
    await messages.settle();

    assert.deepEqual(
      { ...first, id: "" },
      {
        ...{ id: "", item: { id: "o-1", region: "eu-west" }, body: '{"id":"o-1","region":"eu-west"}' },
        ...{ attributes: { by: "web" }, attempts: 0 },
      },
    );
    assert.deepEqual(messages.in("placed"), []);
    assert.deepEqual(idsIn(messages.in("european")), ["o-1"]);
    assert.deepEqual(idsIn(messages.in("notifyQueue")), ["o-1", "o-2"]);
  });

  it("are tried again as often as the queue says, and nobody waits", async () => {
    const { messages, request, lines } = starting(true);

    await request("/orders", order({ id: "o-1" }));
    await messages.settle();

    assert.deepEqual(idsIn(messages.in("notifyQueue")), ["o-1"]);
    const outcomes = lines.map((line) => JSON.parse(line)).filter(({ message }) => message === "message");
    assert.deepEqual(
      outcomes.map(({ fields }) => [fields.attempt, fields.after]),
      [
        [1, 300],
        [2, 600],
        [3, undefined],
      ],
    );
  });

  it("become dead letters with a reason: rejected, too slow, or not what the schema says; and come back", async () => {
    const { messages, request } = starting();

    await request("/orders", order({ id: "bad" }));
    await request("/orders", order({ id: 7 }));
    messages.put("placed", "not JSON");
    await messages.settle();

    const letters = messages.deadLettersOf("placed");
    assert.deepEqual(
      letters.map(({ item, attempts, reason }) => [item, attempts, reason]).toSorted(),
      [
        [undefined, 1, "It is not valid JSON."],
        [{ id: 7 }, 1, "It does not fit the schema: id: Invalid type: Expected string but received 7."],
        [{ id: "bad" }, 1, "It is bad."],
      ].toSorted(),
    );
    const ids = letters.map(({ id }) => id);
    assert.equal(messages.redrive("placed"), 3);
    assert.deepEqual(messages.deadLettersOf("placed"), []);
    assert.deepEqual(
      messages.in("placed").map(({ id, reason }) => [id, reason]),
      ids.map((id) => [id, undefined]),
    );
  });

  it("fail when they take longer than the queue's time limit", async () => {
    const { messages, request, lines } = starting();

    await request("/orders", order({ id: "slow" }));
    await messages.settle();

    const failed = lines.map((line) => JSON.parse(line)).filter(({ level }) => level === "error");
    assert.deepEqual(
      failed.map(({ fields }) => fields.error.message),
      ["The message took longer than its time limit."],
    );
    assert.deepEqual(idsIn(messages.in("notifyQueue")), ["slow"]);
  });

  it("come for later when others are done, without a wait", async () => {
    const heard: string[] = [];
    const patient = consumer(shop, "patient", () => (text) => void heard.push(text));
    const messages = messagesOf(shop, [patient]);
    const request = requestTo(api, { messages });

    await request("/later");
    await messages.settle();

    assert.deepEqual(heard, ["wake up"]);
  });

  it("come from schedules too, and keep the id of the run", async () => {
    const seen: string[] = [];
    const nightly = scheduled(shop, "nightly", ({ placed }) => async ({ requestId }) => {
      seen.push(requestId);
      await placed.send({ id: "night" });
    });
    const other = consumer(
      shop,
      "fulfil",
      () =>
        (_, { requestId }) =>
          void seen.push(requestId),
    );
    const messages = messagesOf(shop, [other]);

    await runOf(nightly, { messages })(new Date());
    await messages.settle();

    assert.equal(seen.length, 2);
    assert.equal(seen[0], seen[1]);
  });

  it("are refused where they go round for ever", async () => {
    const echo = consumer(
      shop,
      "echo",
      ({ echoes }) =>
        async (count) =>
          void (await echoes.send(count + 1)),
    );
    const messages = messagesOf(shop, [echo]);

    await requestTo(api, { messages })("/echo");

    await assert.rejects(messages.settle(), { code: "ERR_LIMIT", message: /send to each other without end/ });
  });

  it("are not those of a queue that the set does not have, nor of a function that processes none", () => {
    const { messages } = starting();

    assert.throws(() => messages.in("plaecd"), {
      code: "ERR_SPEC",
      message: /"plaecd" is not one of its queues\. .*placed/,
    });
    const stranger = { ...fulfil, name: "api" };
    assert.throws(() => messagesOf(shop, [stranger]), {
      code: "ERR_SPEC",
      message: /"api" is not one of its functions/,
    });
  });

  it("are refused with delays on a cloud that has none", () => {
    const patient = consumer(shop, "patient", () => () => undefined);

    assert.throws(() => messagesOf(shop, [patient], { cloud: "gcp" }), { code: "ERR_UNSUPPORTED" });
  });
});
