import assert from "node:assert/strict";
import type { Outgoing } from "../../../kit/runtime/messages/envelope.ts";
import { MessageError, NotAllSent } from "../../../kit/runtime/messages/errors.ts";
import { publishesTo, sendsTo } from "../../../kit/runtime/messages/faces.ts";
import type { Sender } from "../../../kit/runtime/messages/sender.ts";

type Answer = (messages: readonly Outgoing[]) => readonly (MessageError | undefined)[];

/** A cloud that notes what it is sent, and answers in turn what it is told to; then it takes everything. */
function createCloud(answers: readonly Answer[] = [], limits: Partial<Pick<Sender, "most" | "bytes">> = {}) {
  const calls: Outgoing[][] = [];
  const left = [...answers];
  const sender: Sender = {
    ...{ most: 10, bytes: 1_000_000, ...limits },
    async send(messages) {
      calls.push([...messages]);
      return left.shift()?.(messages) ?? messages.map(() => undefined);
    },
  };
  return { sender, calls };
}

const refusing =
  (code: MessageError["code"], which: (index: number) => boolean = () => true): Answer =>
  (messages) =>
    messages.map((_, index) => (which(index) ? new MessageError(code, "no") : undefined));

const codeOf = (code: MessageError["code"]) => (error: unknown) => error instanceof MessageError && error.code === code;

describe("sending to a queue", () => {
  it("sends an item as JSON with its attributes, and answers the id that travels with it", async () => {
    const { sender, calls } = createCloud();

    const { id } = await sendsTo(sender).send({ text: "Grüße 😀" }, { attributes: { by: "web" }, after: "90 seconds" });

    const [message] = calls.flat();
    assert.deepEqual(JSON.parse(message?.body ?? ""), { text: "Grüße 😀" });
    assert.deepEqual([message?.attributes, message?.delay], [{ by: "web" }, 90]);
    assert.equal(message?.envelope.id, id);
    assert.ok(Math.abs(Date.now() - (message?.envelope.sent ?? 0)) < 5_000);
  });

  it("takes as much as all clouds do, and refuses a byte more before anything is sent", async () => {
    const { sender, calls } = createCloud();
    const queue = sendsTo(sender);
    // Two quotes, and an attribute of five bytes.
    const largest = "x".repeat(120_000 - 2 - 5);

    await queue.send(largest, { attributes: { abc: "de" } });
    await assert.rejects(queue.send(`${largest}x`, { attributes: { abc: "de" } }), codeOf("TooLarge"));

    assert.equal(calls.length, 1);
  });

  it("takes it that a message may have been accepted, where the cloud does not answer", async () => {
    const cause = new TypeError("fetch failed");
    const sender: Sender = { most: 1, bytes: 1_000, send: () => Promise.reject(cause) };
    const run = { requestId: "r-1", deadline: Date.now() };

    const error: unknown = await sendsTo(sender, () => run)
      .send(1)
      .catch((reason) => reason);

    assert.ok(error instanceof MessageError);
    assert.deepEqual([error.code, error.message, error.cause], ["Unavailable", "The cloud did not answer.", cause]);
  });

  it("gives up before its run is over, so that a handler can say so", async () => {
    const { sender, calls } = createCloud([refusing("Throttled"), refusing("Throttled"), refusing("Throttled")]);
    const run = { requestId: "r-1", deadline: Date.now() };

    await assert.rejects(sendsTo(sender, () => run).send(1), codeOf("Throttled"));

    assert.equal(calls.length, 1);
  });

  it("counts attributes as JSON writes them, which some clouds take them as", async () => {
    const { sender, calls } = createCloud();
    const queue = sendsTo(sender);
    // Two quotes, and an attribute of a name of one byte and four bytes of JSON.
    const largest = "x".repeat(120_000 - 2 - 5);

    await queue.send(largest, { attributes: { a: '"\\' } });
    await assert.rejects(queue.send(`${largest}x`, { attributes: { a: '"\\' } }), codeOf("TooLarge"));

    assert.equal(calls.length, 1);
  });

  const wrong: Readonly<Record<string, readonly [item: unknown, attributes: Record<string, string>]>> = {
    "an item that is not JSON": [undefined, {}],
    "nine attributes": [1, Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`a${index}`, "x"]))],
    "an attribute with a name that filters cannot have": [1, { "a-b": "x" }],
    "an attribute with a name of more than 256 characters": [1, { [`a${"b".repeat(256)}`]: "x" }],
    "attributes with the same name apart from capitals": [1, { kind: "a", Kind: "b" }],
    "the attribute that is ours": [1, { fourfold: "x" }],
    "an empty attribute": [1, { a: "" }],
    "an attribute of more than 1,024 bytes": [1, { a: "é".repeat(513) }],
    "an attribute that is not well-formed Unicode": [1, { a: "\uD800" }],
    "an attribute with a character that SQS does not take": [1, { a: "\u0001" }],
  };
  for (const [what, [item, attributes]] of Object.entries(wrong)) {
    it(`refuses ${what}, and sends nothing`, async () => {
      const { sender, calls } = createCloud();

      await assert.rejects(sendsTo(sender).send(item, { attributes }), codeOf("Invalid"));
      await assert.rejects(sendsTo(sender).sendMany(["right", item], { attributes }), codeOf("Invalid"));

      assert.deepEqual(calls, []);
    });
  }

  it("escapes what JSON may have and SQS may not", async () => {
    const { sender, calls } = createCloud();

    await sendsTo(sender).send("\uFFFE\uFFFF");

    const [message] = calls.flat();
    assert.equal(message?.body, '"\\ufffe\\uffff"');
    assert.equal(JSON.parse(message.body), "\uFFFE\uFFFF");
  });

  it("refuses a delay that clouds do not have", async () => {
    const { sender } = createCloud();

    await assert.rejects(sendsTo(sender).send(1, { after: "16 minutes" }), codeOf("Invalid"));
  });

  it("tries again what a cloud throttles or does not answer, with the same id", async () => {
    const { sender, calls } = createCloud([
      refusing("Throttled"),
      () => {
        throw new TypeError("The connection was reset.");
      },
    ]);

    const { id } = await sendsTo(sender).send(1);

    assert.deepEqual(
      calls.flat().map(({ envelope }) => envelope.id),
      [id, id, id],
    );
  });

  it("gives up after four times, and at once what will not change", async () => {
    const throttled = createCloud(Array(9).fill(refusing("Throttled")));
    const denied = createCloud([refusing("Denied")]);

    await assert.rejects(sendsTo(throttled.sender).send(1), codeOf("Throttled"));
    await assert.rejects(sendsTo(denied.sender).send(1), codeOf("Denied"));

    assert.deepEqual([throttled.calls.length, denied.calls.length], [4, 1]);
  });

  it("sends many in as few calls as the cloud takes, in their order", async () => {
    const { sender, calls } = createCloud([], { most: 10 });

    const sent = await sendsTo(sender).sendMany(Array.from({ length: 25 }, (_, index) => index));

    assert.deepEqual(
      calls.map((messages) => messages.map(({ body }) => Number(body))),
      [0, 10, 20].map((first) => Array.from({ length: Math.min(10, 25 - first) }, (_, index) => first + index)),
    );
    assert.deepEqual(
      sent.map(({ id }) => id),
      calls.flat().map(({ envelope }) => envelope.id),
    );
  });

  it("sends no more bytes at a time than the cloud takes", async () => {
    const { sender, calls } = createCloud([], { bytes: 250_000 });

    await sendsTo(sender).sendMany(Array.from({ length: 5 }, () => "x".repeat(100_000)));

    assert.deepEqual(
      calls.map(({ length }) => length),
      [2, 2, 1],
    );
  });

  it("tries again only those of many that were not taken, and says which were not in the end", async () => {
    const second = (index: number) => index === 1;
    const again = refusing("Unavailable");
    const { sender, calls } = createCloud([refusing("Unavailable", second), again, again, again]);

    const error: unknown = await sendsTo(sender)
      .sendMany(["a", "b", "c"])
      .catch((thrown) => thrown);

    assert.ok(error instanceof NotAllSent);
    assert.deepEqual(
      calls.map(({ length }) => length),
      [3, 1, 1, 1],
    );
    assert.deepEqual([error.sent.length, error.failed.map(({ index }) => index)], [2, [1]]);
    assert.match(error.message, /1 of 3 messages were not accepted/);
  });
});

describe("publishing to a topic", () => {
  it("sends the properties beside the item that the topic declares, and none that the item does not have", async () => {
    const { sender, calls } = createCloud();

    await publishesTo(sender, ["kind", "region", "note"]).publish({ kind: "created", region: null, size: 3 });

    assert.deepEqual(calls.flat()[0]?.attributes, { kind: "created" });
  });

  it("refuses a declared property that is not a string", async () => {
    const { sender } = createCloud();

    await assert.rejects(publishesTo(sender, ["kind"]).publish({ kind: 7 }), codeOf("Invalid"));
  });
});
