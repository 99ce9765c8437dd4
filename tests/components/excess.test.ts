import assert from "node:assert/strict";
import { type AnySet, type Cloud, clouds, functionSet, table, type } from "fourfold";
import type { Grant } from "fourfold/components";
import type { EvaluatedStack } from "fourfold/testing";
import { noteOnExcess } from "../../components/links/excess.ts";
import { contributionsOf, grantsOf } from "../../components/links/index.ts";
import { archive, mail } from "./fixtures/sample.ts";
import { deployMessages } from "./messages/deployment.ts";
import { deploySecrets } from "./secrets/deployment.ts";
import { deployTables } from "./tables/deployment.ts";

type Verb = "read" | "write";

interface Letter {
  readonly id: string;
}

const letters = () => table(type<Letter>(), { key: "id" });

/** A set with tables, and a function that has links to some of them. */
const setWith = (tables: readonly string[], links: Readonly<Record<string, readonly Verb[]>>): AnySet =>
  functionSet("archive", {
    root: archive.root,
    resources: Object.fromEntries(tables.map((name) => [name, letters()])),
    functions: { visitor: { ...archive.functions.visitor, links: links as never } },
  });

/** What the function may do that its links do not ask for, by the link. */
function excessIn({ error, outputs }: EvaluatedStack, name: string): Readonly<Record<string, readonly string[]>> {
  assert.equal(error, undefined);
  const grants: readonly Grant[] = Object(outputs.grants)[name];
  return Object.fromEntries(grants.map(({ resource, excess }) => [resource, excess.map(({ may }) => may)]));
}

const notesIn = ({ messages }: EvaluatedStack): readonly string[] =>
  messages.map(({ message }) => message).filter((message) => / than (?:it asks|they ask) for/.test(message));

interface Case {
  readonly tables?: readonly string[];
  readonly links: Readonly<Record<string, readonly Verb[]>>;
  /** What each link permits besides. @default nothing */
  readonly excess: { readonly [C in Cloud]?: Readonly<Record<string, readonly string[]>> };
}

const both = ["people", "papers"];
const [inFirestore, gettingByKey] = ["a role for Firestore is on a whole database", "a write under a condition needs"];

const cases: Readonly<Record<string, Case>> = {
  "reads the only table": {
    tables: ["people"],
    links: { people: ["read"] },
    excess: { cloudflare: { people: ['write "people"'] } },
  },
  "writes the only table": {
    tables: ["people"],
    links: { people: ["write"] },
    excess: { gcp: { people: ['get items of "people" by their keys'] }, cloudflare: { people: ['read "people"'] } },
  },
  "reads and writes the only table": { tables: ["people"], links: { people: ["read", "write"] }, excess: {} },
  "reads one of two": {
    links: { people: ["read"] },
    excess: { gcp: { people: ['read "papers"'] }, cloudflare: { people: ['write "people"'] } },
  },
  "reads both": {
    links: { people: ["read"], papers: ["read"] },
    excess: { cloudflare: { people: ['write "people"'], papers: ['write "papers"'] } },
  },
  "reads and writes one, and reads the other": {
    links: { people: ["read", "write"], papers: ["read"] },
    excess: { gcp: { people: ['write "papers"'] }, cloudflare: { papers: ['write "papers"'] } },
  },
  "reads and writes both": { links: { people: ["read", "write"], papers: ["read", "write"] }, excess: {} },
};

describe("what a grant permits besides what its link asks for", () => {
  for (const cloud of clouds) {
    for (const [what, { tables = both, links, excess }] of Object.entries(cases)) {
      it(`is told of a function that ${what} on ${cloud}, in the output and in one note`, async () => {
        const stack = await deployTables(cloud, setWith(tables, links));

        const none = Object.fromEntries(Object.keys(links).map((name) => [name, []]));
        const expected: Readonly<Record<string, readonly string[]>> = { ...none, ...excess[cloud] };
        assert.deepEqual(excessIn(stack, "visitor"), expected);
        const all = Object.values(expected).flat();
        assert.equal(notesIn(stack).length, all.length > 0 ? 1 : 0);
        const note = notesIn(stack).join();
        assert.ok(all.length === 0 || note.includes(`: visitor may ${all.join(", ")} (`), note);
      });
    }

    it(`is nothing of secrets on ${cloud}`, async () => {
      const stack = await deploySecrets(cloud);

      assert.deepEqual(excessIn(stack, "pay"), { stripe: [], signing: [], partnerKey: [] });
      assert.deepEqual(notesIn(stack), []);
    });

    it(`is ${cloud === "cloudflare" ? "the queues of a topic" : "nothing of queues and topics"} on ${cloud}`, async () => {
      const stack = await deployMessages(cloud, mail);

      const sent = cloud === "cloudflare" ? ['send to "copies"', 'send to "clerkQueue"'] : [];
      assert.deepEqual(excessIn(stack, "post"), { letters: [] });
      assert.deepEqual(excessIn(stack, "carrier"), { sent, letters: [] });
      assert.equal(notesIn(stack).length, sent.length > 0 ? 1 : 0);
    });
  }

  it("is told in words where nobody knows what else there is: of a resource of another set", () => {
    const attributes = { path: "projects/acme/databases/crm", collection: "people", project: "acme", writer: "w" };
    const layout = JSON.stringify({ key: ["id"], indexes: {}, counters: [] });
    const people = { kind: "table", cloud: "gcp", id: "people", attributes: { ...attributes, layout } } as const;
    const feeds = { name: "sent", feeds: "[]", attributes: "[]" };
    const sent = { kind: "topic", cloud: "cloudflare", id: "sent", attributes: feeds } as const;

    const [ofTable] = grantsOf(
      contributionsOf({ people: { kind: "table", verbs: ["read"], handle: people } }, "gcp", 'Function "api"'),
    );
    const [ofTopic] = grantsOf(
      contributionsOf({ sent: { kind: "topic", verbs: ["publish"], handle: sent } }, "cloudflare", 'Function "api"'),
    );

    assert.deepEqual(
      [ofTable, ofTopic].map((grant) => grant?.excess.map(({ may }) => may)),
      [['read whatever else is in the database of "people"'], ['send to each queue that "sent" feeds']],
    );
  });
});

describe("the note on grants that permit more than their links ask for", () => {
  const excess = (...may: readonly string[]) => ({
    excess: may.map((one) => ({ may: one, because: "of a binding", source: "https://a" })),
  });
  const where = 'FunctionSet "shop"';

  it("counts links, and names functions, what they may do, and each reason once", () => {
    const grants = { api: [excess('write "orders"'), excess()], report: [excess('write "users"')] };

    assert.deepEqual(noteOnExcess(grants, where), [
      'FunctionSet "shop": 2 links permit more than they ask for: api may write "orders"; report may write "users" (of a binding: https://a).',
    ]);
  });

  it("is in the singular for one", () => {
    assert.match(
      noteOnExcess({ api: [excess('write "orders"')] }, where).join(),
      /: 1 link permits more than it asks for: /,
    );
  });

  it("says the same thing of two links once, and leaves what is too long to the output", () => {
    const many = Array.from({ length: 9 }, (_, at) => `read "t${at}"`);
    const [note = ""] = noteOnExcess({ api: [excess(...many), excess(...many)] }, where);

    assert.match(note, /: 2 links permit .*: api may read "t0", read "t1", read "t2", read "t3" and 5 more \(/);
    const functions = Object.fromEntries(many.map((may, at) => [`f${at}`, [excess(may)]]));
    assert.match(
      noteOnExcess(functions, where).join(),
      /: 9 links .*; f4 may read "t4" and 4 more \(of a binding: https:/,
    );
  });

  it("is not there where every grant is exact", () => {
    assert.deepEqual(noteOnExcess({ api: [excess()], none: [] }, where), []);
  });

  it("has the vendor's reason", async () => {
    const [note = ""] = notesIn(await deployTables("gcp", setWith(both, { people: ["write"] })));

    for (const reason of [inFirestore, gettingByKey]) assert.ok(note.includes(reason), note);
    assert.match(note, /https:\/\/cloud\.google\.com\/firestore\/docs\/security\/iam/);
  });
});
