import assert from "node:assert/strict";
import { unexplained } from "../../../kit/cli/messages/letter.ts";
import { toText } from "../../../kit/runtime/messages/senders/cloudflare.ts";
import { fromText } from "../../../kit/runtime/messages/text.ts";
import type { Received, Reply } from "../credentials/vendor.ts";
import { clean, envelope, type OpenedVendor, openBox } from "./boxes.ts";

const base = "/accounts/acc/queues";

/** https://developers.cloudflare.com/api/resources/queues/subresources/messages/methods/peek/ */
const messages = [
  {
    ...{ id: "m1", ref: "ref-1", attempts: 0, timestamp_ms: 1_774_747_900_000 },
    body: toText({ envelope, attributes: { region: "eu-1" }, body: '{"order":1}' }),
    metadata: { "CF-Content-Type": "text" },
  },
  // What is not text comes in Base64: https://developers.cloudflare.com/queues/configuration/pull-consumers/#content-types
  {
    ...{ id: "m2", ref: "ref-2", attempts: 0, timestamp_ms: 1_774_747_900_000 },
    body: Buffer.from('{"a":1}').toString("base64"),
    metadata: { "CF-Content-Type": "json" },
  },
];

describe("dead letters on Cloudflare", () => {
  let opened: OpenedVendor;
  let errors: readonly object[];
  const answer = ({ target }: Received): Reply => {
    if (target === `${base}/dead/messages/peek`) return { body: JSON.stringify({ result: { messages } }) };
    if (target === `${base}/dead/messages/purge`) return { body: JSON.stringify({ result: { errors, warnings: {} } }) };
    return { body: JSON.stringify({ result: {} }) };
  };
  beforeEach(async () => {
    errors = [];
    opened = await openBox("cloudflare", { accountId: "acc", id: "own", deadLettersId: "dead" }, answer);
  });
  afterEach(() => opened.vendor.close());

  const last = () => {
    const request = opened.asked().at(-1);
    assert.ok(request);
    return { target: request.target, input: JSON.parse(request.body), headers: request.headers };
  };

  it("are looked at, and not seen again by this command until they are released", async () => {
    const [ours, theirs] = await opened.box.take(25);

    assert.deepEqual([last().target, last().input], [`${base}/dead/messages/peek`, { batch_size: 25 }]);
    assert.equal(last().headers.authorization, "Bearer cloudflares-token");
    assert.deepEqual(ours, {
      ...{ envelope, body: '{"order":1}', attributes: { region: "eu-1" }, handle: "m1" },
      ...{ reason: "Attempt 5 of 5 failed: out of ink", attempts: 5 },
    });
    assert.deepEqual(theirs, {
      ...{ envelope: { id: "m2", sent: 1_774_747_900_000 }, body: '{"a":1}', attributes: {}, handle: "m2" },
      ...{ reason: unexplained, attempts: undefined },
    });
    assert.deepEqual(await opened.box.take(25), []);
    assert.deepEqual(last().input, { batch_size: 27 });
    await opened.box.release(ours === undefined ? [] : [ours]);
    assert.deepEqual(
      (await opened.box.take(25)).map(({ handle }) => handle),
      ["m1"],
    );
  });

  // https://developers.cloudflare.com/queues/examples/publish-to-a-queue-via-http/
  it("are sent to the queue itself, with their id and without what has become of them", async () => {
    const [letter] = await opened.box.take(1);
    assert.ok(letter);

    await opened.box.send(letter);

    assert.equal(last().target, `${base}/own/messages`);
    const { body, content_type: type } = last().input;
    assert.equal(type, "text");
    assert.deepEqual(JSON.parse(body), { fourfold: clean, attributes: { region: "eu-1" }, item: { order: 1 } });
  });

  it("keep a body that is not JSON, and their id with it", async () => {
    const [letter] = await opened.box.take(1);
    assert.ok(letter);

    await opened.box.send({ ...letter, body: "hello" });

    const others = { id: "other", sent: 0 };
    assert.deepEqual(fromText(last().input.body, others), {
      ...{ envelope: clean, attributes: { region: "eu-1" }, body: "hello" },
    });
  });

  it("are removed by the reference that they were seen with", async () => {
    const [letter] = await opened.box.take(1);
    assert.ok(letter);

    await opened.box.remove(letter);

    assert.deepEqual([last().target, last().input], [`${base}/dead/messages/purge`, { refs: [{ ref: "ref-1" }] }]);
  });

  it("are not taken for removed when the answer has an error in it", async () => {
    const [letter] = await opened.box.take(1);
    assert.ok(letter);
    errors = [{ message: "ref has expired" }];

    await assert.rejects(opened.box.remove(letter), { code: "ERR_CLOUD", message: /not removed: ref has expired/ });
  });
});
