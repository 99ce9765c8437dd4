import assert from "node:assert/strict";
import { type AnySet, checkSet, type ErrorCode, functionSet, isFourfoldError, queue, topic, type } from "fourfold";

interface Event {
  readonly kind: string;
}
const root = "file:///shop/shop.ts";
const h = { handler: "./x.ts" } as const;
const placed = queue(type<Event>());
const events = topic(type<Event>(), { attributes: ["kind"] });

/** A set as plain JavaScript writes it: nothing is known of its types. */
const setOf = (resources: object, functions: object): AnySet =>
  functionSet("shop", { root, resources: resources as never, functions: functions as never });

const resource = (kind: "queue" | "topic", options: object) => ({ kind, owned: true, schema: {}, options });

function refusal(set: AnySet): { readonly code: ErrorCode; readonly message: string } {
  try {
    checkSet(set);
  } catch (error) {
    if (isFourfoldError(error)) return error;
    throw error;
  }
  return assert.fail("The set is accepted.");
}

describe("a set with queues and topics", () => {
  it("is accepted with all that they can have", () => {
    const options = {
      ...{ attempts: 100, timeLimit: "10 minutes", keepFor: "14 days", delays: true, was: ["orders"] },
      backoff: { from: "1 second", to: "10 minutes" },
      from: { topic: "events", where: { kind: { not: ["a"] } } },
    };
    const functions = {
      a: { ...h, consumes: { queue: "placed", batch: 100, within: "1 minute", parallel: 250 } },
      b: { ...h, subscribes: { topic: "events", where: { kind: ["x", "y"] }, attempts: 5 } },
    };

    assert.doesNotThrow(() => checkSet(setOf({ placed: resource("queue", options), events }, functions)));
  });

  const queues: Readonly<Record<string, readonly [options: object, code: ErrorCode, said: RegExp]>> = {
    "too few attempts": [{ attempts: 4 }, "ERR_LIMIT", /`attempts` is 4 attempts, and must be .* from 5 to 100/],
    "too many attempts": [{ attempts: 101 }, "ERR_LIMIT", /from 5 to 100/],
    "half an attempt": [{ attempts: 5.5 }, "ERR_LIMIT", /whole attempts/],
    "a time limit of more than ten minutes": [{ timeLimit: "11 minutes" }, "ERR_LIMIT", /from 1 to 600/],
    "a time limit with an unknown unit": [{ timeLimit: "10 sec" }, "ERR_SPEC", /not a positive quantity/],
    "a time limit of less than a second": [{ timeLimit: "0.5 seconds" }, "ERR_LIMIT", /`timeLimit` .* from 1 to 600/],
    "a retention of less than ten minutes": [{ keepFor: "9 minutes" }, "ERR_LIMIT", /`keepFor` .* from 600 to/],
    "a retention of more than two weeks": [{ keepFor: "15 days" }, "ERR_LIMIT", /from 600 to 1,209,600/],
    "a backoff from less than a second": [
      { backoff: { from: "0.5 seconds" } },
      "ERR_LIMIT",
      /`backoff\.from` .* from 1 to 600/,
    ],
    "a backoff to more than ten minutes": [
      { backoff: { to: "11 minutes" } },
      "ERR_LIMIT",
      /`backoff\.to` is 660 seconds.* from 1 to 600/,
    ],
    "a backoff from more than ten minutes": [
      { backoff: { from: "11 minutes", to: "12 minutes" } },
      "ERR_LIMIT",
      /`backoff\.from` .* from 1 to 600/,
    ],
    "no backoff": [{ backoff: { from: "0 seconds" } }, "ERR_SPEC", /"0 seconds" is not a positive quantity/],
    "a backoff that shrinks": [{ backoff: { from: "2 minutes", to: "1 minute" } }, "ERR_SPEC", /which is less/],
    "a misspelt option": [{ atempts: 7 }, "ERR_SPEC", /no property "atempts". Did you mean "attempts"/],
    "a feed from nothing": [{ from: { topic: "evnts" } }, "ERR_SPEC", /"evnts" is not a topic of the set/],
    "a filter by what is not declared": [
      { from: { topic: "events", where: { kid: "a" } } },
      "ERR_SPEC",
      /"kid", which is not an attribute of the topic "events". Did you mean "kind"/,
    ],
    "a filter of numbers": [{ from: { topic: "events", where: { kind: 7 } } }, "ERR_SPEC", /not a valid filter/],
    "a filter of nothing": [{ from: { topic: "events", where: { kind: [] } } }, "ERR_SPEC", /not a valid filter/],
    "a filter of null": [{ from: { topic: "events", where: { kind: null } } }, "ERR_SPEC", /not a valid filter/],
    "a filter that exists in words": [
      { from: { topic: "events", where: { kind: { exists: "yes" } } } },
      "ERR_SPEC",
      /not a valid filter/,
    ],
    "a filter of too many attributes": [
      { from: { topic: "wide", where: Object.fromEntries(Array.from("abcdef", (name) => [name, "x"])) } },
      "ERR_SPEC",
      /names 6 attributes, and can name 5/,
    ],
    "a filter with two operators": [
      { from: { topic: "events", where: { kind: { prefix: "a", not: "ab" } } } },
      "ERR_SPEC",
      /not a valid filter/,
    ],
  };
  for (const [what, [options, code, said]] of Object.entries(queues)) {
    it(`is refused for a queue with ${what}`, () => {
      const wide = resource("topic", { attributes: [..."abcdef"] });
      const error = refusal(setOf({ placed: resource("queue", options), events, wide }, {}));

      assert.deepEqual([error.code, said.test(error.message)], [code, true], error.message);
      assert.match(error.message, /Queue "placed" of set "shop"/);
    });
  }

  const topics: Readonly<Record<string, readonly [attributes: unknown, said: RegExp]>> = {
    "nine attributes": [
      Array.from({ length: 9 }, (_, index) => `a${index}`),
      /9 attributes, and a message has at most 8/,
    ],
    "an attribute with a hyphen": [["a-b"], /"a-b" is not a valid name for an attribute/],
    "two attributes that differ in capitals": [["kind", "Kind"], /two attributes "Kind" apart from capitals/],
  };
  for (const [what, [attributes, said]] of Object.entries(topics)) {
    it(`is refused for a topic with ${what}`, () => {
      assert.match(refusal(setOf({ events: resource("topic", { attributes }) }, {})).message, said);
    });
  }

  const functions: Readonly<Record<string, readonly [functions: object, said: RegExp]>> = {
    "a queue with two consumers": [
      { a: { ...h, consumes: "placed" }, b: { ...h, consumes: { queue: "placed" } } },
      /the queue "placed" is consumed by "a" and by "b"/,
    ],
    "a consumer of nothing": [{ a: { ...h, consumes: "plced" } }, /"plced", which is not a queue/],
    "a consumer of a topic": [{ a: { ...h, consumes: "events" } }, /"events", which is not a queue/],
    "a subscriber to a queue": [{ a: { ...h, subscribes: "placed" } }, /"placed" is not a topic of the set/],
    "a batch of 101": [{ a: { ...h, consumes: { queue: "placed", batch: 101 } } }, /from 1 to 100/],
    "one batch at a time": [{ a: { ...h, consumes: { queue: "placed", parallel: 1 } } }, /from 2 to 250/],
    "a subscriber with too few attempts": [
      { a: { ...h, subscribes: { topic: "events", attempts: 1 } } },
      /from 5 to 100/,
    ],
    "a misspelt hint": [{ a: { ...h, consumes: { queue: "placed", bacth: 3 } } }, /Did you mean "batch"/],
    "two triggers": [{ a: { ...h, consumes: "placed", subscribes: "events" } }, /it has 2 triggers/],
  };
  for (const [what, [given, said]] of Object.entries(functions)) {
    it(`is refused for ${what}`, () => {
      assert.match(refusal(setOf({ placed, events }, given)).message, said);
    });
  }

  it("is told that there is nothing to name in a set without queues and topics", () => {
    assert.match(refusal(setOf({}, { a: { ...h, consumes: "placed" } })).message, /none: the set has no queues/);
    assert.match(refusal(setOf({}, { a: { ...h, subscribes: "events" } })).message, /none: the set has no topics/);
  });

  it("is refused for a queue of another set that it would consume, and a topic whose owner lets nobody subscribe", () => {
    const foreign = (kind: "queue" | "topic") => ({
      ...resource(kind, {}),
      owned: false,
      allowed: ["send", "publish"],
    });

    assert.match(
      refusal(setOf({ placed: foreign("queue") }, { a: { ...h, consumes: "placed" } })).message,
      /belongs to another set/,
    );
    assert.match(
      refusal(setOf({ events: foreign("topic") }, { a: { ...h, subscribes: "events" } })).message,
      /lets nobody subscribe/,
    );
  });

  it("may export that others send, publish and subscribe, and nothing else", () => {
    const set = { ...setOf({ placed, events }, {}), exports: { placed: ["send"], events: ["publish", "subscribe"] } };

    assert.doesNotThrow(() => checkSet(set));
    assert.match(
      refusal({ ...set, exports: { placed: ["receive"] } }).message,
      /nobody may "receive" the queue "placed"/,
    );
  });
});
