import assert from "node:assert/strict";
import { type AnySet, clouds } from "fourfold";
import { deploy, Foundation, FunctionSet } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { deploySet, places } from "./deployment.ts";
import { renamedPair } from "./fixtures/renamed.ts";
import { pair } from "./fixtures/sample.ts";

const invokerType = "gcp:cloudrunv2/serviceIamMember:ServiceIamMember";

/** Providers that note what they create and delete, in order. */
function recorded(providers: EvaluatedStack["providers"], calls: string[]): EvaluatedStack["providers"] {
  const note = (method: string, urn: string) => void calls.push(`${method} ${urn.split("::").at(-1)}`);
  return {
    async configure(name, configuration) {
      const provider = await providers.configure(name, configuration);
      return {
        check: (request) => provider.check(request),
        diff: (request) => provider.diff(request),
        read: (request) => provider.read(request),
        update: (request) => provider.update(request),
        invoke: (request) => provider.invoke(request),
        create(request) {
          note("create", request.urn);
          return provider.create(request);
        },
        delete(request) {
          note("delete", request.urn);
          return provider.delete(request);
        },
      };
    },
  };
}

/** Some functions of the pair, in an order, and no routes. */
function withFunctions(...names: readonly ("site" | "adminApi")[]): AnySet {
  return { ...pair, routes: {}, functions: Object.fromEntries(names.map((name) => [name, pair.functions[name]])) };
}

describe("functions with an address each", () => {
  const addresses: Readonly<Record<"gcp" | "azure", (stack: EvaluatedStack, name: string) => unknown>> = {
    gcp: (stack, name) => stack.find("gcp:cloudfunctionsv2/function:Function", `${name}-function`).outputs.url,
    azure: (stack, name) => `https://${stack.find("azure-native:web:WebApp", `${name}-app`).outputs.defaultHostName}`,
  };

  for (const cloud of ["gcp", "azure"] as const) {
    it(`answer every path there on ${cloud}`, async () => {
      const stack = await deploySet(withFunctions("site", "adminApi"), cloud);

      assert.equal(stack.error, undefined);
      assert.deepEqual(stack.outputs.urls, {
        site: addresses[cloud](stack, "pair-site"),
        adminApi: addresses[cloud](stack, "pair-admin-api"),
      });
    });

    it(`keep the paths of their routes on ${cloud}, where a set has routes for other clouds`, async () => {
      const stack = await deploySet(pair, cloud, { [cloud]: { ownAddresses: true } });

      assert.equal(stack.error, undefined);
      assert.deepEqual(stack.outputs.urls, {
        site: addresses[cloud](stack, "pair-site"),
        adminApi: `${addresses[cloud](stack, "pair-admin-api")}/admin`,
      });
    });
  }

  /** The services that everyone may call, by the resource that says so. */
  const open = (stack: EvaluatedStack) =>
    Object.fromEntries(stack.all(invokerType).map(({ name, inputs }) => [name, inputs.name]));
  const serviceOf = (stack: EvaluatedStack, name: string) =>
    stack.find("gcp:cloudfunctionsv2/function:Function", `${name}-function`).outputs.name;

  it("are each open to everyone on gcp", async () => {
    const stack = await deploySet(withFunctions("site", "adminApi"), "gcp");

    for (const { inputs } of stack.all(invokerType)) {
      assert.deepEqual([inputs.role, inputs.member], ["roles/run.invoker", "allUsers"]);
      assert.deepEqual([inputs.project, inputs.location], ["acme-test", "europe-west1"]);
    }
    assert.deepEqual(open(stack), {
      "pair-gateway-site-invoker": serviceOf(stack, "pair-site"),
      "pair-gateway-admin-api-invoker": serviceOf(stack, "pair-admin-api"),
    });
  });

  it("stay open on gcp when a set gets a second function, and when it loses one", async () => {
    const one = await deploySet(withFunctions("site"), "gcp");
    const two = await deploySet(withFunctions("site", "adminApi"), "gcp", {}, { after: one });
    const other = await deploySet(withFunctions("adminApi"), "gcp", {}, { after: two });

    const idOf = (stack: EvaluatedStack, name: string) => stack.find(invokerType, name).id;
    assert.equal(idOf(two, "pair-gateway-site-invoker"), idOf(one, "pair-gateway-invoker"));
    assert.equal(two.changes.replace ?? 0, 0);
    assert.equal(two.changes.delete ?? 0, 0);
    assert.equal(idOf(other, "pair-gateway-invoker"), idOf(two, "pair-gateway-admin-api-invoker"));
  });

  for (const [which, ordered] of [
    ["one", (set: AnySet) => set],
    [
      "the first",
      (set: AnySet) => ({ ...set, functions: Object.fromEntries(Object.entries(set.functions).reverse()) }),
    ],
  ] as const) {
    it(`stay open on gcp when ${which} of them is renamed`, async () => {
      const own = { gcp: { ownAddresses: true } };
      const before = await deploySet(ordered(pair), "gcp", own);

      const after = await deploySet(ordered(renamedPair), "gcp", own, { after: before });

      const old = before.find(invokerType, "pair-gateway-admin-api-invoker");
      assert.equal(after.find(invokerType, "pair-gateway-office-invoker").id, old.id);
    });
  }

  it("give out who may call each on gcp, by function", async () => {
    const found: object[] = [];
    await evaluate(() => {
      const on = new Foundation("acme", { cloud: "gcp", ...places });
      const set = new FunctionSet(
        "pair",
        deploy(withFunctions("site", "adminApi"), { cloud: "gcp", on, protection: "destroy" }),
      );
      found.push(set.nodes.gateway?.nodes.gcp?.invokers ?? {});
    });

    assert.deepEqual(Object.keys(found[0] ?? {}), ["site", "adminApi"]);
  });

  // Two resources give one role: when the first is deleted, it is gone. So the first is changed before the second is made.
  it("stay open on gcp when the second function comes first", async () => {
    const one = await deploySet(withFunctions("site"), "gcp");
    const calls: string[] = [];
    const providers = recorded(one.providers, calls);

    const two = await deploySet(withFunctions("adminApi", "site"), "gcp", {}, { after: one, providers });

    assert.equal(two.error, undefined);
    const [first, second] = ["pair-gateway-admin-api-invoker", "pair-gateway-site-invoker"].map((name) =>
      two.find(invokerType, name),
    );
    assert.ok(second?.dependencies.includes(first?.urn ?? ""));
    assert.deepEqual(
      calls.filter((call) => call.endsWith("-invoker")),
      ["delete pair-gateway-invoker", "create pair-gateway-admin-api-invoker", "create pair-gateway-site-invoker"],
    );
    assert.deepEqual(open(two), {
      "pair-gateway-admin-api-invoker": serviceOf(two, "pair-admin-api"),
      "pair-gateway-site-invoker": serviceOf(two, "pair-site"),
    });
  });
});

describe("a preview warns", () => {
  const warnings = ({ messages }: EvaluatedStack) =>
    messages.filter(({ severity }) => severity === "warning").map(({ message }) => message);

  for (const cloud of clouds) {
    it(`of a function that no route leads to on ${cloud}`, async () => {
      const stack = await deploySet({ ...pair, routes: { "/*": "site" } }, cloud);

      assert.equal(stack.error, undefined);
      assert.deepEqual(warnings(stack), [
        'FunctionSet "pair": no route leads to the function "adminApi". Add one to `routes`, or remove the function.',
      ]);
      assert.deepEqual(Object.keys(Object(stack.outputs.urls)), ["site"]);
    });
  }

  it("of nothing where each has a route", async () => {
    assert.deepEqual(warnings(await deploySet(pair, "aws")), []);
  });
});
