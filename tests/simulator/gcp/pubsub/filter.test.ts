import assert from "node:assert/strict";
import { parseFilter } from "../../../../kit/simulator/services/gcp/pubsub/filter.ts";
import type { Deployment } from "../../deployment.ts";
import { openGcp } from "../shop.ts";
import { base64, call, createClerk, createSubscription, createTopic, pull, textsOf } from "./client.ts";

/** Filters, messages' attributes, and whether they match. */
const cases: readonly (readonly [filter: string, attributes: Readonly<Record<string, string>>, matches: boolean])[] = [
  ["attributes:kind", { kind: "" }, true],
  ["attributes:kind", { Kind: "new" }, false],
  ["attributes:toString", {}, false],
  ['attributes:"shop.example/kind"', { "shop.example/kind": "1" }, true],
  // "If a key contains characters other than hyphens, underscores, or alphanumeric characters, use a string literal."
  ["attributes:1st", { "1st": "" }, true],
  // "You can also use Unicode, hexadecimal, and octal escape sequences within a string literal."
  ['attributes.kind = "\\u0061\\x62\\143"', { kind: "abc" }, true],
  ['attributes:"gr\\u00f6\\u00DFe"', { größe: "" }, true],
  ['attributes.kind = "a\\tb"', { kind: "a\tb" }, true],
  ['attributes.kind = "new"', { kind: "new" }, true],
  ['attributes.kind = "new"', { kind: "New" }, false],
  ['attributes.kind="new"', {}, false],
  ['attributes.kind = "a \\"b\\" \\\\"', { kind: 'a "b" \\' }, true],
  ['attributes.ce-type = "größer"', { "ce-type": "größer" }, true],
  ['attributes.kind != "new"', { kind: "old" }, true],
  ['attributes.kind != "new"', { kind: "new" }, false],
  ['attributes.kind != "new"', {}, true],
  ['hasPrefix(attributes.region, "eu-")', { region: "eu-west" }, true],
  ['hasPrefix(attributes.region, "eu-")', { region: "us-eu-" }, false],
  ['hasPrefix(attributes.region, "")', {}, false],
  ["NOT attributes:kind", {}, true],
  ["-attributes:kind", { kind: "1" }, false],
  ['NOT hasPrefix(attributes.region, "eu-")', {}, true],
  ["attributes:a AND attributes:b AND NOT attributes:c", { a: "", b: "" }, true],
  ["attributes:a AND attributes:b AND NOT attributes:c", { a: "", b: "", c: "" }, false],
  ["attributes:a OR attributes:b OR attributes:c", { c: "" }, true],
  ["attributes:a OR attributes:b", {}, false],
  ["attributes:a AND (attributes:b OR attributes:c)", { a: "", c: "" }, true],
  ["attributes:a AND (attributes:b OR attributes:c)", { b: "", c: "" }, false],
  ["NOT (attributes:a OR attributes:b)", { b: "" }, false],
];

// https://cloud.google.com/pubsub/docs/subscription-message-filter#filtering_syntax
describe("gcp: filters of Pub/Sub", () => {
  for (const [filter, attributes, matches] of cases) {
    it(`${filter} ${matches ? "matches" : "does not match"} ${JSON.stringify(attributes)}`, () => {
      assert.equal(parseFilter(filter)?.(attributes), matches);
    });
  }

  let gcp: Deployment;
  before(async () => {
    gcp = await openGcp();
  });
  after(() => gcp.stop());

  it("lets through what the attributes match", async () => {
    await createClerk(gcp);
    await createTopic(gcp);
    await createSubscription(gcp, "cancelled", { filter: 'attributes.kind = "cancelled"' });
    await createSubscription(gcp, "everything", { filter: "" });
    const messages = ["new", "cancelled"].map((kind) => ({ data: base64(kind), attributes: { kind } }));

    await call(gcp, "topics/orders:publish", { messages });

    assert.deepEqual(textsOf(await pull(gcp, "cancelled")), ["cancelled"]);
    assert.deepEqual(textsOf(await pull(gcp, "everything")), ["new", "cancelled"]);
  });
});
