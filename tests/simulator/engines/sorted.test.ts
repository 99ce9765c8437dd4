import assert from "node:assert/strict";
import fc from "fast-check";
import { compareUtf8, SortedItems } from "../../../kit/simulator/engines/sorted.ts";

describe("texts and their UTF-8 bytes", () => {
  it("have the same order", () => {
    const text = fc.string({ unit: fc.constantFrom("a", "b", "é", "\uFFFD", "\u{1F600}", "\u{1F601}") });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const bytes = Buffer.compare(Buffer.from(one), Buffer.from(other));
        assert.equal(Math.sign(compareUtf8(one, other)), bytes);
      }),
    );
  });
});

describe("sorted items", () => {
  it("are sorted after each change, each once", () => {
    const change = fc.record({ id: fc.nat(20), version: fc.nat(), removes: fc.boolean() });
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const items = new SortedItems<{ id: number; version: number }>((one, other) => one.id - other.id);
        const expected = new Map<number, number>();
        for (const { id, version, removes } of changes) {
          if (removes) expected.delete(id);
          else expected.set(id, version);
          if (removes) items.remove({ id, version });
          else items.put({ id, version });
        }
        assert.deepEqual(
          items.all().map(({ id, version }) => [id, version]),
          [...expected].sort(([one], [other]) => one - other),
        );
        assert.equal(items.isEmpty, expected.size === 0);
      }),
    );
  });

  it("give a copy, which later changes leave alone", () => {
    const items = new SortedItems<number>((one, other) => one - other);
    items.put(1);
    const before = items.all();
    items.remove(1);
    assert.deepEqual([before, items.all()], [[1], []]);
  });
});
