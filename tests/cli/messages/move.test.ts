import assert from "node:assert/strict";
import { mock } from "node:test";
import type { DeadLetterBox } from "../../../kit/cli/messages/index.ts";
import { type Letter, toLetter, toMessage } from "../../../kit/cli/messages/letter.ts";
import { moveAll, moveOne } from "../../../kit/cli/messages/move.ts";
import { look } from "../../../kit/cli/messages/sweep.ts";
import { FourfoldError } from "../../../kit/spec/index.ts";

const refused = () => new FourfoldError("ERR_CLOUD", { where: "AWS, sqs", what: "it answered 403.", fix: "Ask." });

/** Dead letters in memory, with what goes wrong with them. */
class Box implements DeadLetterBox {
  readonly letters: Letter[];
  readonly queue: string[] = [];
  readonly hidden = new Set<Letter>();
  /** Letters that are refused by the queue, those that cannot be removed, and those that nobody can process. */
  readonly wrong: { readonly sent?: RegExp; readonly removed?: RegExp; readonly poison?: RegExp };

  constructor(count: number, wrong: Box["wrong"] = {}) {
    this.wrong = wrong;
    this.letters = Array.from({ length: count }, (_, index) => this.#letter(`m${index}`));
  }

  #letter(id: string): Letter {
    const envelope = { id, sent: 0, tried: 5, reason: "out of ink" };
    return toLetter({ envelope, body: "{}", attributes: {} }, { handle: id });
  }

  get ids(): readonly string[] {
    return this.letters.map(({ envelope }) => envelope.id);
  }

  async take(most: number): Promise<readonly Letter[]> {
    const taken = this.letters.filter((letter) => !this.hidden.has(letter)).slice(0, most);
    for (const letter of taken) this.hidden.add(letter);
    return taken;
  }

  async release(letters: readonly Letter[]): Promise<void> {
    for (const letter of letters) this.hidden.delete(letter);
  }

  async send(letter: Letter): Promise<void> {
    const { id } = toMessage(letter).envelope;
    if (this.wrong.sent?.test(id)) throw refused();
    this.queue.push(id);
    if (this.wrong.poison?.test(id)) this.letters.push(this.#letter(id));
  }

  async remove(letter: Letter): Promise<void> {
    if (this.wrong.removed?.test(letter.envelope.id)) throw refused();
    this.letters.splice(this.letters.indexOf(letter), 1);
    this.hidden.delete(letter);
  }
}

const idsOf = (letters: readonly Letter[]): readonly string[] => letters.map(({ envelope }) => envelope.id);

describe("moving dead letters to their queue", () => {
  afterEach(() => mock.restoreAll());

  it("moves all of them, batch by batch, and tells how far it is", async () => {
    const box = new Box(25);
    const told: number[] = [];

    const { moved, stayed } = await moveAll(box, (count) => told.push(count));

    assert.deepEqual([moved, stayed, box.ids, box.queue.length], [25, [], [], 25]);
    assert.deepEqual(told, [10, 20, 25]);
  });

  it("leaves a letter that cannot be sent, says why, moves the others, and shows it to others again", async () => {
    const box = new Box(25, { sent: /^m3$/ });

    const { moved, stayed } = await moveAll(box, () => undefined);

    assert.deepEqual([moved, box.ids, box.queue.length, box.hidden.size], [24, ["m3"], 24, 0]);
    assert.match(stayed[0]?.why ?? "", /^could not be sent, and stays: AWS, sqs: it answered 403\./);
  });

  it("says of a letter that was sent and could not be removed that it is in both places, and never loses one", async () => {
    const box = new Box(2, { removed: /^m0$/ });

    const { moved, stayed } = await moveAll(box, () => undefined);

    assert.deepEqual([moved, box.ids, box.queue.toSorted()], [1, ["m0"], ["m0", "m1"]]);
    assert.match(stayed[0]?.why ?? "", /^was sent, and is still here too: AWS, sqs/);
  });

  it("stops when nothing of a batch can be moved", async () => {
    const box = new Box(25, { sent: /./ });

    const { moved, stayed } = await moveAll(box, () => undefined);

    assert.deepEqual([moved, stayed.length, box.ids.length, box.hidden.size], [0, 10, 25, 0]);
  });

  it("moves a letter that comes back at once a single time, and leaves it for others to see", async () => {
    const box = new Box(12, { poison: /^m[05]$/ });

    const { moved } = await moveAll(box, () => undefined);

    assert.deepEqual([moved, box.queue.length, box.ids.toSorted()], [12, 12, ["m0", "m5"]]);
    assert.equal(box.hidden.size, 0);
  });

  it("moves the one with an id, wherever it is, and touches no other", async () => {
    const box = new Box(25);

    assert.equal((await moveOne(box, "m22")).moved, 1);
    assert.equal((await moveOne(box, "m99")).moved, 0);
    assert.deepEqual([box.queue, box.ids.length, box.hidden.size], [["m22"], 24, 0]);
  });

  it("says how many were moved before the cloud refused more, and what it has said", async () => {
    const box = new Box(25);
    const take = box.take.bind(box);
    box.take = async (most) => {
      if (box.queue.length >= 20) throw refused();
      return take(most);
    };

    const { moved, failure } = await moveAll(box, () => undefined);

    assert.equal(moved, 20);
    assert.match(failure ?? "", /^AWS, sqs: it answered 403\./);
    assert.match((await moveOne(box, "m24")).failure ?? "", /^AWS, sqs/);
  });

  it("does not fail when letters cannot be shown to others again: after a minute they are anyway", async () => {
    const { mock: told } = mock.method(console, "error", () => undefined);
    const box = new Box(12, { sent: /^m3$/ });
    box.release = async () => {
      throw refused();
    };

    const { moved, stayed } = await moveAll(box, () => undefined);

    assert.deepEqual([moved, stayed.length], [11, 1]);
    assert.match(String(told.calls.at(-1)?.arguments), /may stay hidden for a minute: AWS, sqs: it answered 403/);
    assert.equal((await look(box)).length, 0);
  });

  it("does not hide a mistake of ours as one of a cloud's", async () => {
    const box = new Box(1);
    box.send = async () => {
      throw new TypeError("a mistake");
    };

    await assert.rejects(
      moveAll(box, () => undefined),
      TypeError,
    );
  });
});

describe("looking at dead letters", () => {
  it("shows as many as are wanted, and leaves all of them for others to see", async () => {
    const box = new Box(25);

    assert.deepEqual(idsOf(await look(box, 12)), box.ids.slice(0, 12));
    assert.equal((await look(box)).length, 25);
    assert.equal(box.hidden.size, 0);
  });

  it("shows them to others again when the cloud fails in between", async () => {
    const box = new Box(25);
    const take = box.take.bind(box);
    box.take = async (most) => {
      if (box.hidden.size > 0) throw refused();
      return take(most);
    };

    await assert.rejects(look(box), { code: "ERR_CLOUD" });
    assert.equal(box.hidden.size, 0);
  });
});

describe("the reason of a dead letter", () => {
  it("is what its function has said, whatever its cloud says too", () => {
    const content = { body: "{}", attributes: {} };
    const known = { reason: "MaxDeliveryCountExceeded", attempts: 10, handle: "h" };
    const envelope = { id: "m", sent: 0 };

    const explained = toLetter({ ...content, envelope: { ...envelope, reason: "out of ink", tried: 5 } }, known);
    const other = toLetter({ ...content, envelope }, known);

    assert.deepEqual([explained.reason, explained.attempts], ["out of ink", 5]);
    assert.deepEqual([other.reason, other.attempts], ["MaxDeliveryCountExceeded", 10]);
  });
});
