import assert from "node:assert/strict";
import { type Cloud, clouds } from "fourfold";
import { deploy, FunctionSet } from "fourfold/components";
import { type DeployedFunction, functionsIn } from "../../kit/cli/deployed-functions.ts";
import { openOwn, unaskedOf } from "../../kit/cli/verify/targets.ts";
import { type Result, runCases } from "../../kit/conformance/http/run.ts";
import { accessTo, apart, foundationOn, openStack } from "./deployment.ts";
import { own } from "./fixtures/own-set.ts";

function deployOwn(): object {
  for (const cloud of clouds) {
    new FunctionSet(`own-${cloud}`, deploy(own, { cloud, on: foundationOn(cloud), protection: "destroy", ...apart }));
  }
  return {};
}

describe("what fourfold verify asks of a set with routes and CORS, as it is deployed", () => {
  let stack: Awaited<ReturnType<typeof openStack>>;
  let functions: readonly DeployedFunction[] = [];

  before(async function deployOnce() {
    this.timeout(60_000);
    stack = await openStack();
    await stack.deploy(deployOwn);
    functions = functionsIn(await stack.resources());
  });
  after(() => stack?.simulator.stop());

  /** What came of each behaviour at each function on a cloud. */
  const verifyOn = async (cloud: Cloud, deployed = functions): Promise<ReadonlyMap<string, readonly Result[]>> => {
    const targets = openOwn(
      deployed.filter((fn) => fn.cloud === cloud),
      accessTo(stack.simulator),
    );
    const options = { concurrency: 1, onResult: () => undefined };
    const results = targets.map(async (each) => [each.kind, await runCases(each, each.cases, options)] as const);
    return new Map(await Promise.all(results));
  };
  const namesWith = (results: readonly Result[] = [], state: string) =>
    results.filter(({ outcome }) => outcome.state === state).map(({ name }) => name);

  const preflights = "answers the preflights of the origins that the set names, as it says";
  /** Where one address serves both, each route leads to its function; where each has its own, every path there does. */
  const routes = {
    shared: { api: ['lead /* to "api"'], admin: ['lead /admin/* to "admin"'], health: false },
    own: { api: ['lead /* to "api"'], admin: ['lead /* to "admin"'], health: true },
  };
  const routesOn = { aws: routes.shared, gcp: routes.own, azure: routes.own, cloudflare: routes.shared };

  for (const cloud of clouds) {
    it(`finds on ${cloud} each function by its routes, and CORS as each says`, async () => {
      const results = await verifyOn(cloud);

      assert.deepEqual([...results.keys()], ["own/api", "own/admin"]);
      for (const [kind, each] of results) assert.deepEqual(namesWith(each, "failed"), [], kind);
      const { api, admin, health } = routesOn[cloud];
      for (const [kind, leads] of [
        ["own/api", api],
        ["own/admin", admin],
      ] as const) {
        const expected = namesWith(results.get(kind), "expected");
        assert.deepEqual(
          expected.filter((name) => name.startsWith("lead ")),
          leads,
        );
        assert.ok(expected.includes(preflights), kind);
      }
      assert.deepEqual(namesWith(results.get("own/api"), "unchecked"), []);
      // It has no /health. Where the path does not reach it, nothing is asked.
      const reason = health ? "the app answers GET /health with 404" : "no route leads from /health to it";
      const unchecked = (results.get("own/admin") ?? []).flatMap(({ outcome }) =>
        outcome.state === "unchecked" ? outcome.reason : [],
      );
      assert.deepEqual(unchecked, [reason, `it has no path that is known: ${reason}`]);
    });
  }

  it("finds a route that leads to the other function", async () => {
    const swapped = functions.map((fn) => ({ ...fn, routes: { "/*": "admin", "/admin/*": "api" } }));

    const results = await verifyOn("aws", swapped);

    assert.ok(namesWith(results.get("own/api"), "failed").includes('lead /admin/* to "api"'));
    assert.ok(namesWith(results.get("own/admin"), "failed").includes('lead /* to "admin"'));
    assert.ok(namesWith(results.get("own/api"), "failed").includes(preflights), "the other one has other origins");
  });

  it("names the function on each cloud that no request reaches", () => {
    const reason =
      "it has `schedule`, and answers no requests: `npx fourfold invoke own/tidy --stack prod` runs it now";

    assert.deepEqual(
      unaskedOf(functions, " --stack prod"),
      clouds.map((cloud) => ({ cloud, kind: "own/tidy", reason })),
    );
  });
});
