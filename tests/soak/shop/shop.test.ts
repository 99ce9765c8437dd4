import assert from "node:assert/strict";
import { join } from "node:path";
import type { Cloud } from "fourfold";
import { createTemporaryFolder } from "../../simulator/support/temporary-folder.ts";
import { form, seed, soaked } from "../choice.ts";
import { FaultyClouds, faults } from "../clouds.ts";
import { eventsIn } from "./events.ts";
import { type Form, type Soaked, type SoakedShops, soakShops } from "./run.ts";
import { initialOf, products } from "./stock.ts";

/** How much is bought: the orders of each cloud, and how many customers it has at a time. */
const { [form]: chosen } = {
  whole: { orders: 1_250, customers: 6, each: 10, simulators: 6, functions: 15 },
  short: { orders: 60, customers: 3, each: 20, simulators: 1, functions: 2 },
} as const satisfies Readonly<Record<typeof form, Form>>;

describe(`the shop's sums are right, whatever fails (SOAK_SEED=${seed})`, () => {
  let folder: ReturnType<typeof createTemporaryFolder>;
  let simulated: FaultyClouds | undefined;
  let all: SoakedShops["all"];
  let events: Awaited<ReturnType<typeof eventsIn>>;
  before(async function buyAndKill() {
    this.timeout(60 * 60_000);
    folder = createTemporaryFolder();
    const data = join(folder.path, "data");
    const start = async () => {
      simulated = await FaultyClouds.start(data, seed);
      return simulated;
    };
    const soaking = await soakShops({ form: chosen, seed, clouds: soaked, folder: folder.path, data, start });
    await simulated?.[Symbol.asyncDispose]();
    all = soaking.all;
    events = await eventsIn(data, soaking.ledgers);
  });
  after(async () => {
    await simulated?.[Symbol.asyncDispose]();
    folder?.remove();
  });

  const on = (cloud: Cloud): Soaked => all.get(cloud) ?? assert.fail(`Nothing was bought on ${cloud}.`);

  it("kills the simulator", () => assert.ok((simulated?.deaths ?? 0) > 0));

  for (const cloud of soaked) {
    describe(`on ${cloud}`, () => {
      it("meets each kind of fault, sells something out, has a card declined, and is asked twice at the same time", () => {
        const { counts, books } = on(cloud);
        for (const fault of faults) assert.ok(counts[fault] > 0, `Nothing was ${fault}.`);
        const { soldOut, declined, twins, races } = books;
        for (const [what, count] of Object.entries({ soldOut, declined, twins, races })) assert.ok(count > 0, what);
        assert.ok(books.orders.length >= chosen.orders);
      });

      it("answers nothing that nobody may get", () => assert.deepEqual(on(cloud).books.surprises, []));

      it("registers no email address twice", () => {
        const { books, users } = on(cloud);
        const shared = [...books.entered].filter(([, entered]) => entered.length > 1);
        const emails = users.map(({ email }) => email);

        assert.deepEqual(shared, []);
        assert.deepEqual(emails.toSorted(), [...new Set(emails)].toSorted());
        for (const email of books.entered.keys()) assert.ok(emails.includes(email), `${email} is not in the list.`);
      });

      it("makes one order of one idempotency key, and has no others", () => {
        const { books, orders } = on(cloud);
        const twice = books.wishes.filter(({ ids }) => ids.size > 1);

        assert.deepEqual(twice, []);
        assert.deepEqual(orders.map(({ id }) => id).toSorted(), [...books.orders].toSorted());
      });

      it("decides each order, and refuses those whose card was declined", () => {
        const { books, orders, waiting } = on(cloud);
        const wishOf = new Map(books.wishes.flatMap((wish) => [...wish.ids].map((id) => [id, wish] as const)));
        const wrong = orders.filter(({ id, state }) => {
          const isDeclined = wishOf.get(id)?.checkout.payment === "tok_declined";
          return state !== (isDeclined ? "refused" : "fulfilled");
        });

        assert.deepEqual(waiting, []);
        assert.deepEqual(wrong, []);
      });

      it("publishes what has become of each order, and nothing else of it", () => {
        const { orders } = on(cloud);
        const wrong = orders.flatMap(({ id, state }) => {
          const told = [...(events.get(id) ?? [])].join(" and ");
          return told === state ? [] : [`${id} is ${state}, and ${told || "nothing"} was published.`];
        });

        assert.deepEqual(wrong, []);
      });

      it("has as much stock as was not sold, and nothing held where nothing is under way", () => {
        const { orders, levels, isTidied } = on(cloud);
        const items = orders.flatMap((order) => (order.state === "fulfilled" ? order.items : []));
        for (const product of products) {
          const own = items.filter((item) => item.product === product.id);
          const sold = own.reduce((sum, { quantity }) => sum + quantity, 0);
          const { available, held } = levels.get(product.id) ?? assert.fail(`${product.id} has no stock.`);

          assert.ok(available >= 0, `There are ${available} of ${product.id}.`);
          assert.equal(available + held + sold, initialOf(product, chosen.orders), product.id);
          if (isTidied) assert.equal(held, 0, `Of ${product.id} something is held by an order that does not exist.`);
        }
      });
    });
  }
});
