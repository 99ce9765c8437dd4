import assert from "node:assert/strict";
import { type HttpBehaviour, type HttpGroup, isAlive } from "../behaviour.ts";
import type { Surroundings } from "../handlers/surroundings.ts";
import { settings } from "../set.ts";
import { linesOf, type Target } from "../target.ts";

async function surroundingsOf({ ask }: Target, init?: RequestInit): Promise<Surroundings> {
  return Object(await (await ask("/surroundings", init)).json());
}

/** Sends requests one after the other, so that one instance is enough; a cloud may still use another one each time. */
async function inTurn<T>(times: number, ask: () => Promise<T>): Promise<readonly T[]> {
  const answers: T[] = [];
  for (let turn = 0; turn < times; turn++) answers.push(await ask());
  return answers;
}

const ids: readonly HttpBehaviour[] = [
  {
    name: "gives every request an id of its own, and tells it",
    requests: 3,
    async run(target) {
      const responses = await Promise.all([1, 2, 3].map(() => target.ask("/items/7")));

      const given = responses.map(({ headers }) => headers.get("x-request-id") ?? "");
      assert.equal(new Set(given).size, 3);
      assert.ok(given.every((id) => id.length >= 8));
    },
  },
  {
    name: "takes over the id that the caller gives",
    async run(target) {
      const id = "order-17/step:2=a.b+c@d_e";

      const response = await target.ask("/surroundings", { headers: { "x-request-id": id } });

      assert.equal(response.headers.get("x-request-id"), id);
      assert.equal(Object(await response.json()).requestId, id);
    },
  },
  {
    name: "does not take over an id that would spoil a log",
    requests: 4,
    async run({ ask }) {
      for (const id of ["with spaces and\ttabs", "<script>", "x".repeat(129), '{"a":1}']) {
        const response = await ask("/items/7", { headers: { "x-request-id": id } });

        assert.notEqual(response.headers.get("x-request-id"), id);
        assert.ok(response.headers.get("x-request-id"));
      }
    },
  },
];

const surroundings: readonly HttpBehaviour[] = [
  {
    name: "tells the handler where it runs",
    async run(target) {
      const { cloud, set, function: name } = await surroundingsOf(target);

      assert.deepEqual([cloud, set, name], [target.cloud, target.set, "app"]);
    },
  },
  {
    name: "tells the handler how long it has",
    async run(target) {
      const { remaining, untilDeadline } = await surroundingsOf(target);

      const [before, after] = remaining;
      assert.ok(before > 1_000 && before <= 3_000, `${before} ms of 3,000 were left at first`);
      assert.ok(before - after >= 15, `${before} ms, then ${after} ms were left`);
      // The calls follow each other, but a function with a fraction of a processor may be halted in between.
      assert.ok(
        Math.abs(untilDeadline - after) < 500,
        `${after} ms were left, and ${untilDeadline} ms to the deadline`,
      );
    },
  },
  {
    name: "tells the handler the client's address, not one that the client made up",
    async run(target) {
      const { clientAddress } = await surroundingsOf(target, { headers: { "x-forwarded-for": "203.0.113.7" } });

      assert.match(clientAddress ?? "", /^[\da-f.:]+$/);
      assert.notEqual(clientAddress, "203.0.113.7");
    },
  },
  {
    name: "tells the first request of an instance that it starts cold, and no other",
    requests: 10,
    async run(target) {
      const seen = await inTurn(10, () => surroundingsOf(target));

      assert.ok(seen.some(({ coldStart }) => !coldStart));
      assert.ok(seen.every(({ coldStart, requests }) => !coldStart || requests === 1));
      // Not of every instance: the first request of one may be answered before it reaches the app.
      assert.ok(seen.some(({ startedCold }) => startedCold));
    },
  },
  {
    name: "keeps what the app holds from request to request",
    requests: 40,
    async run(target) {
      // More than are ever sent at the same time, and so than instances: at least one of them is asked again.
      const seen = await inTurn(40, () => surroundingsOf(target));

      assert.ok(Math.max(...seen.map(({ requests }) => requests)) > 1);
    },
  },
  {
    name: "hands over the variables of its environment",
    async run({ ask }) {
      assert.deepEqual(await (await ask("/surroundings/environment")).json(), {
        CONFORMANCE_PLAIN: "plain",
        CONFORMANCE_ODD: 'a=b;c "d" %PATH% $HOME 😀',
      });
    },
  },
  {
    name: "hands over what was bound to a link",
    async run({ ask }) {
      assert.deepEqual(await (await ask("/surroundings/links")).json(), { settings });
    },
  },
  {
    name: "finishes work that goes on after the response",
    readsLogs: true,
    async run(target) {
      const id = crypto.randomUUID();

      const response = await target.ask("/background", { headers: { "x-request-id": id } });

      assert.equal(await response.text(), "answered");
      const lines = await linesOf(target, id, 2);
      assert.ok(lines.some(({ message }) => message === "the work is done"));
    },
  },
  {
    name: "keeps requests that come at once apart",
    requests: 20,
    async run({ ask }) {
      const names = Array.from({ length: 20 }, (_, index) => `request-${index}`);

      const answers = await Promise.all(
        names.map(async (name) => {
          const response = await ask(`/items/${name}`, { headers: { "x-request-id": name } });
          return [response.headers.get("x-request-id"), Object(await response.json()).id];
        }),
      );

      assert.deepEqual(
        answers,
        names.map((name) => [name, name]),
      );
    },
  },
];

const logs: readonly HttpBehaviour[] = [
  {
    name: "writes a line for every request: what was asked, what was answered, how long it took",
    readsLogs: true,
    async run(target) {
      const id = crypto.randomUUID();
      await target.ask("/items/7?token=hidden", { headers: { "x-request-id": id } });

      const [line] = await linesOf(target, id, 1);

      assert.partialDeepStrictEqual(line, {
        level: "info",
        message: "request",
        requestId: id,
        set: target.set,
        function: "app",
        cloud: target.cloud,
        fields: { method: "GET", path: "/items/7", status: 200 },
      });
      assert.equal(typeof line?.coldStart, "boolean");
      assert.ok(!JSON.stringify(line).includes("hidden"));
    },
  },
  {
    name: "writes what the handler logs, with fields and errors",
    readsLogs: true,
    async run(target) {
      const [id, marker] = [crypto.randomUUID(), crypto.randomUUID()];
      await target.ask(`/surroundings/log?marker=${marker}`, { headers: { "x-request-id": id } });

      const lines = await linesOf(target, id, 3);

      assert.partialDeepStrictEqual(
        lines.find(({ message }) => message === "an event of the app"),
        { level: "info", fields: { marker, amount: 12, nested: { list: [1, "two"] } } },
      );
      assert.partialDeepStrictEqual(
        lines.find(({ message }) => message === "it failed"),
        { level: "error", fields: { marker, error: { name: "Error", message: "the reason" } } },
      );
    },
  },
  {
    name: "writes why a request failed, under the id that the client was told",
    requests: 2,
    readsLogs: true,
    async run(target) {
      const id = crypto.randomUUID();
      await target.ask("/failures/later", { headers: { "x-request-id": id } });

      const line = (await linesOf(target, id, 2)).find(({ level }) => level === "error");

      assert.match(JSON.stringify(line), /secret-of-the-house/);
      await isAlive(target);
    },
  },
];

export const context: HttpGroup = { subject: "context, ids and logs", behaviours: [...ids, ...surroundings, ...logs] };
