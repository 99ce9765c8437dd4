import assert from "node:assert/strict";
import { clouds, type PerCloud } from "../../../kit/spec/index.ts";
import { type OpenedVendor, openBox } from "./boxes.ts";

/** What a queue's handle says on each cloud. */
const attributes: PerCloud<Readonly<Record<string, string>>> = {
  aws: { arn: "arn:aws:sqs:eu-west-1:123456789012:placed", url: "$URL/placed", deadLetters: "$URL/dead" },
  gcp: { project: "shop", topic: "projects/shop/topics/placed", deadLettersKept: "projects/shop/subscriptions/dead" },
  azure: { scope: "/subscriptions/1", address: "$URL/placed", deadLetters: "$URL/dead" },
  cloudflare: { accountId: "acc", id: "own", deadLettersId: "dead" },
};

const letter = {
  ...{ envelope: { id: "7f1c", sent: 0 }, body: "{}", attributes: {} },
  ...{ reason: "", attempts: 5, handle: "1/h" },
};

describe("a vendor that has had too many requests", () => {
  let opened: OpenedVendor;
  afterEach(() => opened.vendor.close());

  for (const cloud of clouds) {
    it(`is waited for as long as it asks, when a letter is sent on ${cloud}`, async () => {
      // https://www.rfc-editor.org/rfc/rfc6585#section-4
      const replies = [
        { status: 429, headers: { "retry-after": "0" } },
        { status: 200, body: "{}" },
      ];
      opened = await openBox(cloud, attributes[cloud], () => replies.shift());

      await opened.box.send(letter);

      assert.equal(opened.asked().length, 2);
    });
  }
});
