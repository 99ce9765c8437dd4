import assert from "node:assert/strict";
import { functionSet, table, type } from "fourfold";
import { deploy, FunctionSet } from "fourfold/components";
import { tables } from "../../kit/conformance/tables/set.ts";
import { foundationOn, openStack } from "./deployment.ts";
import { openTables } from "./table-deployment.ts";

/** The same tables as they were before somebody needed an index. */
const older = functionSet("tables", {
  root: new URL("../../kit/conformance/tables/set.ts", import.meta.url).href,
  resources: {
    ...tables.resources,
    users: table(type<{ readonly id: string }>(), { key: "id", counters: ["logins"] }),
  },
  functions: tables.functions,
  routes: { "/*": "api", "/reader/*": "reader", "/writer/*": "writer" },
});

/** https://developers.cloudflare.com/d1/: functions themselves see that their database is as they need it. */
describe("databases that functions make what they need", function databases() {
  this.timeout(60_000);
  let stack: Awaited<ReturnType<typeof openStack>>;
  before(async () => {
    stack = await openStack();
  });
  after(() => stack.simulator.stop());

  async function deployed(set: typeof tables | typeof older) {
    const outputs = await stack.deploy(() => {
      const args = deploy(set, { cloud: "cloudflare", on: foundationOn("cloudflare"), protection: "destroy" });
      return { urls: new FunctionSet("tables", args).urls };
    });
    return openTables("cloudflare", stack.simulator, outputs);
  }

  it("are made once, whoever of several functions is the first, and have the index of a later version", async () => {
    const first = await deployed(older);
    const [reader, writer] = [first.as("reader", "users"), first.as("writer", "users")];
    const user = { id: "1", email: "a@example.com" };

    await Promise.all([
      ...[reader.get({ id: "none" }), writer.put(user), first.tables.users.counters({ id: "1" })],
      ...[reader.get({ id: "none" }), writer.increment({ id: "1" }, "logins")],
    ]);

    const second = await deployed(tables);
    // Whether a step was made whose answer is lost, nobody knows: it is asked, and not made twice.
    await second.during("lost", 2, () => second.tables.users.get({ id: "1" }));
    const pages = await Promise.all(
      [second.tables.users, second.as("reader", "users")].map((users) =>
        users.queryIndex("byEmail", { email: user.email }),
      ),
    );
    assert.deepEqual(
      pages.map(({ items }) => items.map(({ value }) => value)),
      [[user], [user]],
    );
  });
});
