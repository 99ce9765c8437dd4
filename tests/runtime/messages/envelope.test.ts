import assert from "node:assert/strict";
import { deadLetterEnvelope, packed, unpacked } from "../../../kit/runtime/messages/envelope.ts";

const envelope = { id: "4f0c2f6e-6f0b-4f55-9a3e-1d6c9b0f7a11", sent: 1_774_747_800_000 };
const others = { id: "other", sent: 0 };
const travelled = (reason: string) => {
  const { fourfold = "" } = packed({ attributes: {}, envelope: deadLetterEnvelope(envelope, 5, reason) });
  return { fourfold, ...unpacked({ fourfold }, others) };
};

describe("the envelope of a message", () => {
  it("is in ASCII alone, whatever the reason says, and comes back as it was", () => {
    const reason = "Größe „9“ fehlt 🖨\n";

    const { fourfold, envelope: back } = travelled(reason);

    assert.match(fourfold, /^[ -~]+$/);
    assert.deepEqual(back, { ...envelope, tried: 5, reason });
  });

  // https://cloud.google.com/pubsub/quotas#resource_limits: "Attribute value size: 1024 bytes"
  for (const letter of ["x", "ü", "🖨", "\n"]) {
    it(`keeps as much of a long reason as every cloud takes, of ${JSON.stringify(letter)}`, () => {
      const { fourfold, envelope: back } = travelled(letter.repeat(5_000));

      assert.ok(fourfold.length <= 1_024 && fourfold.length > 800, String(fourfold.length));
      assert.match(back.reason ?? "", /…$/);
      assert.deepEqual([back.id, back.tried], [envelope.id, 5]);
    });
  }
});
