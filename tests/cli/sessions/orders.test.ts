import assert from "node:assert/strict";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cloud } from "fourfold";
import { clouds } from "fourfold";
import { login, send, somebody } from "../../../functions/smoke/support.ts";
import { type Clone, createClone } from "../../support/clone.ts";

/** How long a message may take from the API to the last of those who hear of it, in milliseconds: a cold start lies in between. */
const patience = 60_000;

/** What becomes of an order: the whole way, through what is deployed. The steps build on each other, as they do for a user. */
describe("an order in the shop", function () {
  this.timeout(240_000);
  let clone: Clone;
  let urls: Readonly<Record<string, string>> = {};
  let poison: Readonly<Record<string, string>> = {};
  let tokens: Readonly<Record<string, string>> = {};

  before(async () => {
    clone = createClone("shop");
    await clone.run(["start"]);
    const { code, stdout, stderr } = await clone.run(["dev", "--once"]);
    assert.equal(code, 0, stdout + stderr);
    urls = Object.fromEntries(clouds.map((cloud) => [cloud, addressOf(cloud, stdout)]));
    for (const cloud of clouds) tokens = { ...tokens, [cloud]: await enter(cloud) };
  });
  after(async () => {
    await clone.run(["stop"]);
    clone.remove();
  });

  /** The address of the shop on a cloud, in the table that `dev` prints. */
  const addressOf = (cloud: Cloud, table: string): string =>
    new RegExp(`^${cloud} .* (http://\\S+) +shop/api$`, "m").exec(table)?.[1] ?? assert.fail(table);

  const request = (cloud: Cloud) => (path: string, init?: RequestInit) => fetch(`${urls[cloud]}${path}`, init);

  /** Registers one of the staff on a cloud. Answers the token. */
  async function enter(cloud: Cloud): Promise<string> {
    const user = somebody();
    const registration = { ...user, invitation: "for-the-staff-of-simulated-shops" };
    assert.equal((await request(cloud)("/users", send("POST", registration))).status, 201);
    return login(request(cloud), user);
  }

  /** Orders a product. Answers the order's id. */
  async function order(cloud: Cloud, product: string): Promise<string> {
    const body = { country: "DE", items: [{ product, quantity: 1 }], payment: "tok_visa" };
    const headers = { "idempotency-key": `${product}-1`, "x-request-id": `${product}-on-${cloud}` };
    const response = await request(cloud)("/orders", send("POST", body, tokens[cloud], headers));
    assert.equal(response.status, 202);
    return Object(await response.json()).id;
  }

  /** Waits until a command has written what is looked for. */
  async function awaitText(args: readonly string[], pattern: RegExp): Promise<string> {
    for (const until = Date.now() + patience; ; await sleep(500)) {
      const { stdout, stderr } = await clone.run(args);
      if (pattern.test(stdout)) return stdout;
      assert.ok(Date.now() < until, `not ${pattern} after ${patience} ms: ${stdout}${stderr}`);
    }
  }

  const notified = (id: string): RegExp => new RegExp(`The customer was notified.*${id}`);

  for (const cloud of clouds) {
    it(`is fulfilled and its customer notified on ${cloud}, while one without a shelf becomes a dead letter with the reason`, async () => {
      const bad = await order(cloud, "cup-tall");
      const good = await order(cloud, "kettle");
      poison = { ...poison, [cloud]: bad };

      const logs = await awaitText(["logs", "--request", `kettle-on-${cloud}`], notified(good));
      const letters = await awaitText(["dead-letters", "placed", "--cloud", cloud], new RegExp(bad));

      const writers = [...logs.matchAll(/ shop\/(\w+) /g)].map(([, writer]) => writer);
      assert.deepEqual(new Set(writers), new Set(["api", "fulfil", "notify"]));
      assert.match(logs, new RegExp(`^\\S+ +${cloud} `));
      assert.doesNotMatch(logs, new RegExp(bad));
      assert.match(letters, new RegExp(`These products of the order ${bad} have no shelf: cup-tall\\.`));
      assert.doesNotMatch(letters, new RegExp(good));
    });
  }

  it("is fulfilled on every cloud when it has a shelf and is sent again", async () => {
    for (const cloud of clouds) {
      const response = await request(cloud)("/products/cup-tall", send("PATCH", { shelf: "B3" }, tokens[cloud]));
      assert.equal(response.status, 200);
    }

    const { code, stdout, stderr } = await clone.run(["redrive", "placed"]);

    assert.equal(code, 0, stdout + stderr);
    for (const id of Object.values(poison)) await awaitText(["logs", "--function", "notify"], notified(id));
    const letters = await clone.run(["dead-letters", "placed"]);
    for (const id of Object.values(poison)) assert.doesNotMatch(letters.stdout, new RegExp(id));
  });
});
