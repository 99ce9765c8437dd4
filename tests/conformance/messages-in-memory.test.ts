import assert from "node:assert/strict";
import { messagesOf, requestTo } from "fourfold/testing";
import type { Deployment } from "../../kit/conformance/consumes/behaviour.ts";
import { access } from "../../kit/conformance/consumes/behaviours/access.ts";
import api from "../../kit/conformance/consumes/handlers/api.ts";
import other from "../../kit/conformance/consumes/handlers/other.ts";
import sender from "../../kit/conformance/consumes/handlers/sender.ts";
import absent from "../../kit/conformance/consumes/handlers/subscribers/absent.ts";
import both from "../../kit/conformance/consumes/handlers/subscribers/both.ts";
import every from "../../kit/conformance/consumes/handlers/subscribers/every.ts";
import not from "../../kit/conformance/consumes/handlers/subscribers/not.ts";
import one from "../../kit/conformance/consumes/handlers/subscribers/one.ts";
import some from "../../kit/conformance/consumes/handlers/subscribers/some.ts";
import startsWith from "../../kit/conformance/consumes/handlers/subscribers/start.ts";
import there from "../../kit/conformance/consumes/handlers/subscribers/there.ts";
import taker from "../../kit/conformance/consumes/handlers/taker.ts";
import waiter from "../../kit/conformance/consumes/handlers/waiter.ts";
import worker from "../../kit/conformance/consumes/handlers/worker.ts";
import { groups } from "../../kit/conformance/consumes/index.ts";
import { delays, messages } from "../../kit/conformance/consumes/set.ts";
import type { MessageTarget } from "../../kit/conformance/consumes/target.ts";
import { entriesOf } from "../../kit/conformance/log.ts";

const consumers = [absent, both, every, not, one, other, some, startsWith, taker, there, worker];
const sets = {
  messages: { set: messages, asked: api, consumers },
  delays: { set: delays, asked: sender, consumers: [waiter] },
} as const;

const noProcess = "a function that ends its process would end these tests";
const noTime = "time is skipped in memory";
const noIdentity = "nobody shows who they are in memory";

/** What cannot be seen here. */
const leftOut: Readonly<Record<string, string>> = {
  "wait for as long as the backoff says": noTime,
  "come no earlier than they were sent for": noTime,
  "are tried again when their handler says": noTime,
  "are made again after the function was killed in the middle of one": noProcess,
  "are made of the messages that came in the same batch as one that killed the function": noProcess,
  ...Object.fromEntries(access.behaviours.map(({ name }) => [name, noIdentity])),
};

const unseen = (): never => assert.fail(noIdentity);

/** A set in this process, as behaviours see one that is deployed. */
function targetOf(deployment: Deployment): MessageTarget {
  const { set, asked, consumers } = sets[deployment];
  const lines: string[] = [];
  const onLog = (_level: string, line: string) => void lines.push(line);
  const all = messagesOf(set, consumers, { onLog });
  const request = requestTo(asked, { messages: all, onLog, http: { maxBody: "1 MB" } });
  return {
    cloud: "aws",
    logs: { patience: 60_000, read: async () => entriesOf(lines) },
    async ask(path, body) {
      const headers = { "content-type": "application/json" };
      const response = await request(path, { method: "POST", headers, body: JSON.stringify(body) });
      void all.settle();
      return response;
    },
    kept: async (queue, where = "itself") =>
      (where === "itself" ? all.in(queue) : all.deadLettersOf(queue)).map(({ id, body, attributes, reason }) => {
        return { id, body, attributes, reason };
      }),
    async redrive(queue) {
      const count = all.redrive(queue);
      void all.settle();
      return count;
    },
    async putRaw(queue, text) {
      all.put(queue, text);
      void all.settle();
    },
    ...{ request: unseen, intrude: unseen, callConsumer: unseen, boundQueues: unseen },
  };
}

const all = groups.flatMap(({ deployment, subject, alone = false, behaviours }) =>
  behaviours.map((behaviour) => ({ deployment, alone, title: `${subject} ${behaviour.name}`, ...behaviour })),
);

// What the driver of a cloud must do is what this one does, of which everything can be seen.
describe("queues and topics in memory, as on every cloud", function sideBySide() {
  this.timeout(120_000);
  const begun = new Map<string, Promise<PromiseSettledResult<void>[]>>();
  const targets = { messages: targetOf("messages"), delays: targetOf("delays") };
  before(() => {
    for (const { title, name, deployment, alone, run } of all) {
      if (alone) continue;
      if (!Object.hasOwn(leftOut, name)) begun.set(title, Promise.allSettled([run(targets[deployment])]));
    }
  });

  for (const { title, name, deployment, alone, run } of all) {
    if (Object.hasOwn(leftOut, name)) continue;
    it(title, async () => {
      if (alone) return run(targets[deployment]);
      const [result] = (await begun.get(title)) ?? [];
      if (result?.status === "rejected") throw result.reason;
    });
  }

  it("are all behaviours, without those that need a process or time", () => {
    const names = new Set(all.map(({ name }) => name));

    assert.deepEqual(
      Object.keys(leftOut).filter((name) => !names.has(name)),
      [],
    );
    const alone = all.filter((behaviour) => behaviour.alone);
    assert.equal(begun.size + alone.length, all.length - Object.keys(leftOut).length);
  });
});
