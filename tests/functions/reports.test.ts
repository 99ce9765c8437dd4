import assert from "node:assert/strict";
import { as, enter, openShop, send } from "./open-shop.ts";

const today = () => new Date().toISOString().slice(0, 10);

async function open(links: object = {}) {
  const opened = openShop(links);
  return { ...opened, staff: await enter(opened, "staff") };
}

describe("a report", () => {
  it("is accepted, made by the queue, and then says what was sold on the day", async () => {
    const { request, messages, staff } = await open();
    for (const [key, payment, quantity] of [
      ["a", "tok_visa", 1],
      ["b", "tok_visa", 2],
      ["c", "tok_declined", 4],
    ] as const) {
      const order = { country: "DE", items: [{ product: "filters", quantity }], payment };
      await request("/orders", send("POST", order, staff, { "idempotency-key": key }));
    }
    await messages.settle();

    const accepted = await request("/reports", send("POST", { day: today() }, staff));
    const at = accepted.headers.get("location") ?? assert.fail();
    const pending = await request(at, as(staff));
    await messages.settle();
    const done = await request(at, as(staff));

    assert.deepEqual([accepted.status, accepted.headers.get("retry-after")], [202, "1"]);
    assert.partialDeepStrictEqual(await pending.json(), { state: "pending", day: today() });
    assert.equal(pending.headers.get("retry-after"), "1");
    // 5.99 and 3.90, 11.98 and 3.90, each with 19 %.
    const sales = { orders: 3, fulfilled: 2, refused: 1, revenue: 1_177 + 1_890 };
    assert.partialDeepStrictEqual(await done.json(), { state: "done", sales });
    assert.equal(done.headers.get("retry-after"), null);
  });

  it("says that it has failed when the last attempt has, and the message is a dead letter", async () => {
    const { orders } = openShop().tables;
    const queryIndex = () => {
      throw new Error("The power is gone.");
    };
    const { ask, messages, staff } = await open({ orders: { ...orders, queryIndex } });

    const accepted = await ask("/reports", send("POST", { day: today() }, staff));

    const report = await ask(accepted.headers.get("location") ?? assert.fail(), as(staff));
    assert.partialDeepStrictEqual(await report.json(), { state: "failed" });
    assert.equal(messages.deadLettersOf("requested").length, 1);
  });

  it("stays as it is when its message comes again", async () => {
    const { request, messages, staff, tables } = await open();
    const id = Object(await (await request("/reports", send("POST", { day: today() }, staff))).json()).id;
    const [message] = messages.in("requested");
    await messages.settle();
    const first = await tables.reports.get({ id });

    messages.put("requested", message?.body ?? assert.fail());
    await messages.settle();

    assert.deepEqual(await tables.reports.get({ id }), first);
  });

  for (const day of ["yesterday", "2026-13-01", "2026-1-1", 7]) {
    it(`is not of ${JSON.stringify(day)}`, async () => {
      const { ask, staff } = await open();

      assert.equal((await ask("/reports", send("POST", { day }, staff))).status, 400);
    });
  }

  it("that there is not is answered 404", async () => {
    const { ask, staff } = await open();

    assert.equal((await ask("/reports/none", as(staff))).status, 404);
  });
});
