import fc from "fast-check";
import { type LooseTable, pagesOf } from "../../../kit/conformance/tables/target.ts";

/** Which version a write is for: the last that was seen of its item, one before, or whichever there is. */
type Seen = "current" | "earlier";

interface Key {
  readonly userId: string;
  readonly id: string;
}

/** The versions that have been seen of each item, in their order: of each side its own. */
export class Versions {
  readonly #seen = new Map<string, string[]>();

  note({ userId, id }: Key, version: string | undefined): void {
    const key = JSON.stringify([userId, id]);
    const seen = this.#seen.get(key) ?? [];
    if (version !== undefined && seen.at(-1) !== version) this.#seen.set(key, [...seen, version]);
  }

  of({ userId, id }: Key, which: Seen): string {
    const seen = this.#seen.get(JSON.stringify([userId, id])) ?? [];
    return seen.at(which === "current" ? -1 : -2) ?? "none";
  }
}

export interface Side {
  readonly table: LooseTable;
  readonly versions: Versions;
}

/** What is done to both sides, and answers what can be compared. */
export interface Step {
  readonly title: string;
  run(side: Side): Promise<unknown>;
}

const texts = ["a", "b", "a/b", "a b", "ab", "é", "\uFFFD", "\u{1F600}", "%2F", "#", "~", ".", "__a__", "A"];

/** Mostly one of a few, so that steps meet the same items again. */
const mostly = (few: readonly string[], others: readonly string[]) =>
  fc.oneof({ weight: 2, arbitrary: fc.constantFrom(...few) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
const key = fc.record({ userId: mostly(["u"], ["u/1", "\u{1F600}"]), id: mostly(["a", "\uFFFD", "\u{1F600}"], texts) });
const past = 1_000_000_000;
const future = 4_000_000_000;

const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    fc.constantFrom(null, true, false, 0, "", -1.5, 1e21),
    fc.string({ unit: "binary", maxLength: 5 }).filter((text) => text.isWellFormed()),
    fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e20, max: 1e20 })
      .map((n) => (Math.abs(n) < 1e-100 ? 0 : n)),
    fc.array(tie("plain"), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom("a", "b.c", "d e", "`"), tie("value"), { maxKeys: 3 }),
  ),
  plain: fc.oneof(
    fc.integer(),
    fc.constantFrom("x", null),
    fc.dictionary(fc.constantFrom("a", "b"), tie("value"), { maxKeys: 2 }),
  ),
})).value;

const rest = fc.record(
  {
    status: fc.constantFrom("open", "done"),
    placedAt: fc.constantFrom("2026-01", "2026-02", "2026-03", "\uFFFD", "\u{1F600}"),
    coupon: fc.constantFrom("x", "y"),
    expiresAt: fc.constantFrom(past, future),
    value: json,
  },
  { requiredKeys: [] },
);

const range = fc.oneof(
  fc.constant({}),
  fc.constantFrom(...texts, "2026").map((prefix) => ({ prefix })),
  fc.record(
    { from: fc.constantFrom(...texts, "2026-02"), to: fc.constantFrom(...texts, "2026-02") },
    { requiredKeys: [] },
  ),
);
const asked = fc
  .tuple(range, fc.constantFrom<"ascending" | "descending">("ascending", "descending"), fc.integer({ min: 1, max: 6 }))
  .map(([parts, order, limit]) => ({ ...parts, order, limit }));

type Condition = "none" | "absent" | Seen;
const toOptions = (which: Condition, at: Key, { versions }: Side) => {
  if (which === "none") return {};
  return which === "absent" ? { ifAbsent: true } : { ifVersion: versions.of(at, which) };
};

const put = fc
  .tuple(key, rest, fc.constantFrom<Condition>("none", "none", "absent", "current", "earlier"))
  .map(([at, more, which]) => ({
    at,
    title: `put ${JSON.stringify({ ...at, ...more })} if ${which}`,
    toWrite: (side: Side) => ({ put: { ...at, ...more }, ...toOptions(which, at, side) }),
  }));

/** A deletion of what is absent is refused, with whatever it is together with: few are, so that others are made. */
const whichDeleted = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom<Condition>("none", "current", "earlier") },
  { weight: 1, arbitrary: fc.constant<Condition>("absent") },
);
const remove = fc.tuple(key, whichDeleted).map(([at, which]) => ({
  at,
  title: `delete ${JSON.stringify(at)} if ${which}`,
  toWrite: (side: Side) => ({ delete: at, ...toOptions(which, at, side) }),
}));
const write = fc.oneof(put, remove);

const most = Number.MAX_SAFE_INTEGER;
/** How far a counter is raised: now and then to its end, or beyond it. */
const raises = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: -5, max: 5 }) },
  { weight: 1, arbitrary: fc.constantFrom(most, -most, most - 2) },
);

const sorted = (values: readonly unknown[]): readonly string[] =>
  values.map((value) => JSON.stringify(value)).toSorted();

/** An item as both sides must have it, whatever its version is. */
async function got(side: Side, at: Key): Promise<unknown> {
  const stored = await side.table.get(at);
  side.versions.note(at, stored?.version);
  return stored?.value;
}

export const steps: readonly fc.Arbitrary<Step>[] = [
  write.map(({ title, at, toWrite }) => ({
    title,
    async run(side) {
      const asked = toWrite(side);
      const { put, delete: removed, ...options } = { put: undefined, delete: undefined, ...asked };
      if (removed !== undefined) return side.table.delete(removed, options);
      const { version } = await side.table.put(put, options);
      side.versions.note(at, version);
      return "put";
    },
  })),
  key.map((at) => ({ title: `get ${JSON.stringify(at)}`, run: (side) => got(side, at) })),
  fc.array(key, { maxLength: 5 }).map((keys) => ({
    title: `get many ${JSON.stringify(keys)}`,
    run: async ({ table }) => (await table.getMany(keys)).map((stored) => stored?.value),
  })),
  fc.tuple(key, json).map(([at, value]) => ({
    title: `update ${JSON.stringify(at)}`,
    async run(side) {
      const stored = await side.table.update(at, { set: { value } });
      side.versions.note(at, stored?.version);
      return stored?.value;
    },
  })),
  fc.tuple(key, fc.constantFrom("attempts", "views"), raises).map(([at, counter, by]) => ({
    title: `increment ${counter} of ${JSON.stringify(at)} by ${by}`,
    run: ({ table }) => table.increment(at, counter, by),
  })),
  key.map((at) => ({ title: `counters of ${JSON.stringify(at)}`, run: ({ table }) => table.counters(at) })),
  fc.tuple(key, asked, fc.boolean()).map(([{ userId }, options, goesOn]) => ({
    title: `query ${JSON.stringify([userId, options])}${goesOn ? " to the end" : ""}`,
    async run({ table }) {
      const pages: unknown[] = [];
      for await (const { items } of pagesOf((from) => table.query({ userId }, { ...options, ...from }))) {
        pages.push(items.map(({ value }) => value));
        if (!goesOn) break;
      }
      return pages;
    },
  })),
  // Items that are alike in an index come in no certain order, so that only all of them together can be compared.
  fc.tuple(fc.constantFrom("open", "done"), asked).map(([status, options]) => ({
    title: `query by status ${JSON.stringify([status, options])}`,
    async run({ table }) {
      const items: unknown[] = [];
      const places: unknown[] = [];
      for await (const page of pagesOf((from) => table.queryIndex("byStatus", { status }, { ...options, ...from }))) {
        items.push(...page.items.map(({ value }) => value));
        places.push(...page.items.map(({ value }) => value.placedAt));
      }
      return [sorted(items), places];
    },
  })),
  // By the key the other way round: in an order that is certain, and without what stands beside items.
  fc.tuple(key, asked).map(([{ id }, options]) => ({
    title: `query by id ${JSON.stringify([id, options])}`,
    async run({ table }) {
      const { items } = await table.queryIndex("inverted", { id }, options);
      return items.map(({ value }) => value);
    },
  })),
  fc.tuple(fc.constantFrom("x", "y"), fc.integer({ min: 1, max: 4 })).map(([coupon, limit]) => ({
    title: `query by coupon ${coupon}, ${limit} at a time`,
    async run({ table }) {
      const items: unknown[] = [];
      for await (const page of pagesOf((from) => table.queryIndex("byCoupon", { coupon }, { limit, ...from }))) {
        items.push(...page.items.map(({ value }) => value));
      }
      return sorted(items);
    },
  })),
  fc.array(write, { minLength: 1, maxLength: 4 }).map((writes) => ({
    title: `transact ${writes.map(({ title }) => title).join(", ")}`,
    async run(side) {
      const [first] = writes;
      if (first !== undefined) {
        await side.table.transact(
          { userId: first.at.userId },
          writes.map(({ toWrite }) => toWrite(side)),
        );
      }
      return Promise.all(writes.map(({ at }) => got(side, at)));
    },
  })),
  fc.array(write, { minLength: 1, maxLength: 5 }).map((writes) => ({
    title: `write many ${writes.map(({ title }) => title).join(", ")}`,
    async run(side) {
      await side.table.writeMany(writes.map(({ toWrite }) => toWrite(side)));
      return Promise.all(writes.map(({ at }) => got(side, at)));
    },
  })),
];
