import assert from "node:assert/strict";
import { functionSet, table, type } from "fourfold";
import { deploy, FunctionSet } from "fourfold/components";
import * as v from "valibot";
import { localAddress } from "../../kit/cli/checks/addresses.ts";
import { tables } from "../../kit/conformance/tables/set.ts";
import { foundationOn, openStack } from "./deployment.ts";

const Outputs = v.object({ urls: v.record(v.string(), v.string()) });

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
    const { urls } = v.parse(
      Outputs,
      await stack.deploy(() => {
        const args = deploy(set, { cloud: "cloudflare", on: foundationOn("cloudflare"), protection: "destroy" });
        return { urls: new FunctionSet("tables", args).urls };
      }),
    );
    return async (name: string, method: string, ...args: readonly unknown[]) => {
      const url = localAddress(urls[name] ?? "", stack.simulator.world.endpoints.list());
      const body = JSON.stringify({ table: "users", method, args });
      const response = await fetch(`${url}/perform`, {
        method: "POST",
        body,
        headers: { "content-type": "application/json" },
      });
      return [response.status, await response.json()];
    };
  }

  it("are made once, whoever of several functions is the first, and have the index of a later version", async () => {
    const first = await deployed(older);
    const user = { id: "1", email: "a@example.com" };

    const answers = await Promise.all([
      ...[first("reader", "get", { id: "none" }), first("writer", "put", user), first("api", "counters", { id: "1" })],
      ...[first("reader", "get", { id: "none" }), first("writer", "increment", { id: "1" }, "logins")],
    ]);
    assert.deepEqual(
      answers.map(([status, answer]) => [status, Object(answer).error]),
      answers.map(() => [200, undefined]),
    );

    const second = await deployed(tables);
    const [found, other] = await Promise.all(
      ["api", "reader"].map((name) => second(name, "queryIndex", "byEmail", { email: user.email })),
    );
    assert.deepEqual(Object(found?.[1]).answer.items[0].value, user);
    assert.deepEqual(other, found);
  });
});
