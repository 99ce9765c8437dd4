import assert from "node:assert/strict";
import { type AnySet, type Cloud, functionSet, type Handle, table, type } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";
import { archive } from "../fixtures/sample.ts";

/** A set that knows its people by their handle only. It has the name of the set that its code is written for. */
const readerOf = (options: object = { key: "id", indexes: { byEmail: "email" } }): AnySet =>
  functionSet("archive", {
    root: archive.root,
    resources: { people: table(type<{ readonly id: string }>(), { ...options, owned: false } as never) },
    functions: { visitor: { ...archive.functions.visitor, links: { people: ["read"] } } },
  });

const handle: Handle = {
  ...{ kind: "table", cloud: "aws", id: "arn:aws:dynamodb:eu-central-1:000000000000:table/people" },
  attributes: {
    name: "people",
    arn: "arn:aws:dynamodb:eu-central-1:000000000000:table/people",
    layout: JSON.stringify({ key: ["id"], indexes: { byEmail: ["email"] }, counters: [] }),
  },
};

const bindTo = (people: unknown, set = readerOf(), cloud: Cloud = "aws"): Promise<EvaluatedStack> =>
  evaluate(() => {
    const on = new Foundation("acme", { cloud, ...places });
    new FunctionSet("reader", deploy(set, { cloud, on, protection: "destroy", bind: { people } }));
  });

describe("a table of another stack", () => {
  it("is read by its handle, and nothing else is", async () => {
    const stack = await bindTo(handle);

    assert.equal(stack.error, undefined);
    const { policy } = stack.find("aws:iam/rolePolicy:RolePolicy", "reader-visitor-policy").inputs;
    assert.deepEqual(
      JSON.parse(String(policy))
        .Statement.slice(1)
        .map(({ Resource }: { readonly Resource: unknown }) => Resource),
      [handle.attributes.arn, [`${handle.attributes.arn}/index/byEmail`]],
    );
  });

  const wrong: Readonly<Record<string, readonly [people: object, RegExp, set?: AnySet]>> = {
    "as a secret": [{ ...handle, kind: "secret" }, /it needs a table on aws, and was given a secret on aws\./],
    "on another cloud": [{ ...handle, cloud: "gcp" }, /it needs a table on aws, and was given a table on gcp\./],
    "with another key": [
      handle,
      /Set "archive", table "people": it has the key email, and what it is bound to has the key id\./,
      readerOf({ key: "email" }),
    ],
    "without an index that is asked for": [
      handle,
      /table "people": what it is bound to does not have its index "byName"\./,
      readerOf({ key: "id", indexes: { byName: "name" } }),
    ],
  };
  for (const [what, [people, said, set]] of Object.entries(wrong)) {
    for (const [when, given] of [
      ["at once", people],
      ["when it is known", Promise.resolve(people)],
    ] as const) {
      it(`is refused ${what}, ${when}`, async () => {
        const { error } = await bindTo(given, set);

        assert.match(String(error?.message), said);
        assert.match(String(error?.message), /\[ERR_BIND\]/);
      });
    }
  }
});

/** What the set says, with a function that writes, too. */
const writerOf = (): AnySet => {
  const set = readerOf();
  return { ...set, functions: { visitor: { ...set.functions.visitor, links: { people: ["read", "write"] } } } };
};

describe("a table that Fourfold has not made", () => {
  const { arn } = handle.attributes;
  const foreign: Handle = { kind: "table", cloud: "aws", id: String(arn), attributes: {} };

  it("is read by its name, and as the set describes it", async () => {
    const stack = await bindTo(foreign);

    assert.equal(stack.error, undefined);
    const { policy } = stack.find("aws:iam/rolePolicy:RolePolicy", "reader-visitor-policy").inputs;
    assert.deepEqual(
      JSON.parse(String(policy))
        .Statement.slice(1)
        .map(({ Action, Resource }: { readonly Action: unknown; readonly Resource: unknown }) => [Action, Resource]),
      [
        [["dynamodb:GetItem", "dynamodb:BatchGetItem"], arn],
        [["dynamodb:Query"], [`${arn}/index/byEmail`]],
      ],
    );
  });

  it("stays one when a set that it is bound to passes it on", async () => {
    const layout = JSON.stringify({ key: ["id"], indexes: { byEmail: ["email"] }, counters: [], foreign: "people" });

    const { error } = await bindTo({ ...handle, attributes: { ...handle.attributes, layout } }, writerOf());

    assert.match(String(error?.message), /which can only be read, and the function "visitor" may write it\./);
  });

  const wrong: Readonly<Record<string, readonly [people: object, RegExp, set?: AnySet]>> = {
    "to functions that write": [
      foreign,
      /table "people": it is bound to a table that Fourfold has not made, which can only be read, and the function "visitor" may write it\. Ask for read only/,
      writerOf(),
    ],
    "with counters": [foreign, /, and it has counters\. Remove/, readerOf({ key: "id", counters: ["visits"] })],
    "without its name": [
      { ...foreign, id: "people" },
      /"people" is not the name of a table on aws\. Write its `id` as "arn:aws:dynamodb:/,
    ],
  };
  for (const [what, [people, said, set]] of Object.entries(wrong)) {
    for (const [when, given] of [
      ["at once", people],
      ["when it is known", Promise.resolve(people)],
    ] as const) {
      it(`is refused ${what}, ${when}`, async () => {
        const { error } = await bindTo(given, set);

        assert.match(String(error?.message), said);
        assert.match(String(error?.message), /\[ERR_BIND\]/);
      });
    }
  }

  it("is found on gcp by the ids of its documents, which are one property", async () => {
    const id = "projects/acme-crm/databases/(default)/documents/people";
    const there: Handle = { ...foreign, cloud: "gcp", id };

    const stack = await bindTo(there, readerOf(), "gcp");
    const { error } = await bindTo(there, readerOf({ key: ["id", "at"] }), "gcp");

    assert.equal(stack.error, undefined);
    const grants = stack.all("gcp:projects/iAMMember:IAMMember").filter(({ inputs }) => inputs.project === "acme-crm");
    assert.deepEqual(
      grants.map(({ inputs }) => inputs.role),
      ["roles/datastore.viewer"],
    );
    assert.match(String(error?.message), /by the ids of its documents, and its key has two properties\./);
  });
});
