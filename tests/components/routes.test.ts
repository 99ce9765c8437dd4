import assert from "node:assert/strict";
import { WorkersRoute, WorkersScript, WorkersScriptSubdomain } from "@pulumi/cloudflare";
import { ComponentResource } from "@pulumi/pulumi";
import type { AnySet } from "fourfold";
import { deploy, Foundation, FunctionSet, Function as Job } from "fourfold/components";
import { type EvaluatedStack, evaluate } from "fourfold/testing";
import { deploySet, places } from "./deployment.ts";
import { pair } from "./fixtures/sample.ts";

const zone = { id: "fedcba9876543210fedcba9876543210", hostname: "api.acme.example" };

const scriptType = "cloudflare:index/workersScript:WorkersScript";
const routeType = "cloudflare:index/workersRoute:WorkersRoute";
const subdomainType = "cloudflare:index/workersScriptSubdomain:WorkersScriptSubdomain";

/** The pair with other routes. */
function routed(routes: Readonly<Record<string, "site" | "adminApi">>): AnySet {
  return { ...pair, routes };
}

/** What was done to resources: `same`, `update`, `create`, `delete`, `replace`. */
function operations({ changes }: EvaluatedStack): readonly string[] {
  return Object.entries(changes)
    .filter(([, count]) => Number(count) > 0)
    .map(([operation]) => operation)
    .sort();
}

describe("routes on AWS", () => {
  const routeKeys = (stack: EvaluatedStack) =>
    Object.fromEntries(
      stack
        .all("aws:apigatewayv2/route:Route")
        .map(({ name, inputs }) => [name.replace("pair-gateway-route-", ""), inputs.routeKey]),
    );

  it("are keys of the HTTP API, each under a name of its own", async () => {
    const stack = await deploySet(
      routed({
        "/": "site",
        "/a/b": "site",
        "/a-b": "adminApi",
        "/a_b": "adminApi",
        "/a/b/*": "adminApi",
        "/users/:id": "adminApi",
        "/users/:id/orders/*": "site",
      }),
      "aws",
    );

    assert.equal(stack.error, undefined);
    // https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-develop-routes.html
    assert.deepEqual(routeKeys(stack), {
      "any-": "ANY /",
      "any-a-b": "ANY /a/b",
      "any-a_-b": "ANY /a-b",
      "any-a__b": "ANY /a_b",
      "any-a-b-proxy-": "ANY /a/b/{proxy+}",
      "any-users-{id}": "ANY /users/{id}",
      "any-users-{id}-orders": "ANY /users/{id}/orders",
      "any-users-{id}-orders-proxy-": "ANY /users/{id}/orders/{proxy+}",
    });
  });

  it("lead to the function that answers, where a path and all below it are two functions' own", async () => {
    const stack = await deploySet(routed({ "/admin": "site", "/admin/*": "adminApi" }), "aws");

    const integration = (name: string) =>
      `integrations/${stack.find("aws:apigatewayv2/integration:Integration", name).id}`;
    stack.has("aws:apigatewayv2/route:Route", {
      routeKey: "ANY /admin",
      target: integration("pair-gateway-site-integration"),
    });
    stack.has("aws:apigatewayv2/route:Route", {
      routeKey: "ANY /admin/{proxy+}",
      target: integration("pair-gateway-admin-api-integration"),
    });
    stack.count("aws:apigatewayv2/route:Route", 2);
  });

  it("that were deployed under a name which several paths had are not replaced", async () => {
    const set = routed({ "/*": "site", "/sign-in": "adminApi" });
    const before = await deploySet(set, "aws");
    // As the state was before names told paths apart.
    Object.assign(before, { checkpoint: before.checkpoint?.replaceAll("-route-any-sign_-in", "-route-any-sign-in") });

    assert.match(before.checkpoint ?? "", /::pair-gateway-route-any-sign-in"/);

    const after = await deploySet(set, "aws", {}, { after: before });

    assert.equal(after.error, undefined);
    assert.deepEqual(operations(after), ["same"]);
    assert.ok(after.urns().some((urn) => urn.endsWith("::pair-gateway-route-any-sign_-in")));
  });
});

describe("routes on Cloudflare", () => {
  const scriptOf = (stack: EvaluatedStack, name: string) => stack.find(scriptType, name).inputs.scriptName;

  it("of several functions lead to a Worker that is bound to theirs", async () => {
    const stack = await deploySet(pair, "cloudflare", { cloudflare: { zone } });

    const { inputs, parent } = stack.find(scriptType, "pair-gateway-router");
    assert.deepEqual(inputs.bindings, [
      { type: "service", name: "site", service: scriptOf(stack, "pair-site-script") },
      { type: "service", name: "adminApi", service: scriptOf(stack, "pair-admin-api-script") },
    ]);
    assert.equal(inputs.accountId, places.cloudflare?.accountId);
    assert.equal(inputs.mainModule, "index.js");
    // A fixed date: https://developers.cloudflare.com/workers/configuration/compatibility-dates/
    assert.equal(inputs.compatibilityDate, "2026-06-01");
    assert.match(String(inputs.scriptName), /^pair-gateway-[0-9a-f]{8}$/);
    assert.match(String(inputs.content), /"admin".*"adminApi"/);
    assert.match(parent ?? "", /::pair-gateway$/);
  });

  it("of several functions are every path of a host name, and no function has an address of its own", async () => {
    const stack = await deploySet(pair, "cloudflare", { cloudflare: { zone } });

    stack.count(routeType, 1);
    const pattern = "api.acme.example/*";
    stack.has(routeType, { zoneId: zone.id, pattern, script: scriptOf(stack, "pair-gateway-router") });
    stack.count(subdomainType, 0);
    assert.deepEqual(stack.outputs.urls, {
      site: "https://api.acme.example",
      adminApi: "https://api.acme.example/admin",
    });
  });

  it("of several functions work without a zone, on workers.dev", async () => {
    const stack = await deploySet(pair, "cloudflare");

    const scriptName = scriptOf(stack, "pair-gateway-router");
    stack.count(subdomainType, 1);
    stack.has(subdomainType, { scriptName, enabled: true, previewsEnabled: false });
    stack.count(routeType, 0);
    const url = `https://${scriptName}.acme.workers.dev`;
    assert.deepEqual(stack.outputs.urls, { site: url, adminApi: `${url}/admin` });
  });

  it("of one function are patterns in the zone that miss none of its paths, and need no router", async () => {
    const { functions, ...rest } = pair;
    const routes = { "/files": "site", "/admin/*": "site", "/users/:id": "site", "/a-b": "site", "/a-b/*": "site" };
    const stack = await deploySet({ ...rest, functions: { site: functions.site }, routes }, "cloudflare", {
      cloudflare: { zone },
    });

    // A pattern is compared with the whole URL, so that /files alone would miss /files?page=2:
    // https://developers.cloudflare.com/workers/configuration/routing/routes/#matching-behavior
    const found = stack.all(routeType).map(({ name, inputs }) => [name, inputs.pattern]);
    assert.deepEqual(Object.fromEntries(found), {
      "pair-gateway-route-files": "api.acme.example/files*",
      "pair-gateway-route-admin-": "api.acme.example/admin*",
      "pair-gateway-route-users-{id}": "api.acme.example/users/*",
      "pair-gateway-route-a_-b-": "api.acme.example/a-b*",
    });
    stack.count(scriptType, 1);
    assert.ok(stack.all(routeType).every(({ inputs }) => inputs.script === scriptOf(stack, "pair-site-script")));
  });

  it("that were deployed as one for each function move to the router, and no request is lost meanwhile", async () => {
    const before = await evaluate(() => {
      const foundation = new Foundation("acme", { cloud: "cloudflare", ...places }).handle;
      const set = new ComponentResource("fourfold:index:FunctionSet", "pair");
      const gateway = new ComponentResource("fourfold:index:Gateway", "pair-gateway", {}, { parent: set });
      const paths = { site: ["", "/*"], adminApi: ["-admin-", "/admin/*"] } as const;
      for (const [name, [suffix, path]] of Object.entries(paths)) {
        const { root, functions } = pair;
        const { handler } = functions[name === "site" ? "site" : "adminApi"];
        const own = name === "site" ? "pair-site" : "pair-admin-api";
        const args = { cloud: "cloudflare", foundation, set: "pair", function: name, root, handler, http: {} } as const;
        const { handle } = new Job(own, args, { parent: set });
        const route = { zoneId: zone.id, pattern: zone.hostname + path, script: handle.id };
        new WorkersRoute(`pair-gateway-route${suffix}`, route, { parent: gateway });
      }
    });
    assert.equal(before.error, undefined);

    const after = await deploySet(pair, "cloudflare", { cloudflare: { zone } }, { after: before });

    assert.equal(after.error, undefined);
    const [old, now] = [before, after].map((stack) => stack.find(routeType, "pair-gateway-route"));
    assert.equal(now?.id, old?.id);
    assert.equal(now?.inputs.script, scriptOf(after, "pair-gateway-router"));
    assert.deepEqual(after.changes, { create: 2, delete: 1, same: Number(after.changes.same), update: 1 });
    for (const name of ["pair-site-script", "pair-admin-api-script"]) {
      assert.equal(after.find(scriptType, name).id, before.find(scriptType, name).id);
    }
  });

  it("give the router out, and let a transform change it", async () => {
    const nodes: FunctionSet["nodes"][] = [];
    const stack = await evaluate(() => {
      const on = new Foundation("acme", { cloud: "cloudflare", ...places });
      const transform = { gateway: { cloudflare: { router: { compatibilityDate: "2026-07-01" } } } };
      const args = deploy(pair, { cloud: "cloudflare", on, protection: "destroy" });
      nodes.push(new FunctionSet("pair", args, { transform }).nodes);
    });

    assert.equal(stack.find(scriptType, "pair-gateway-router").inputs.compatibilityDate, "2026-07-01");
    const { router, subdomain } = nodes[0]?.gateway?.nodes.cloudflare ?? {};
    assert.deepEqual([WorkersScript.isInstance(router), WorkersScriptSubdomain.isInstance(subdomain)], [true, true]);
  });

  it("do not deploy functions again when they change", async () => {
    const before = await deploySet(pair, "cloudflare");

    const after = await deploySet(
      routed({ "/*": "site", "/office/*": "adminApi" }),
      "cloudflare",
      {},
      { after: before },
    );

    const changed = (stack: EvaluatedStack) => stack.all(scriptType).map(({ name, inputs }) => [name, inputs.content]);
    const different = changed(after).filter(([, content], at) => content !== changed(before)[at]?.[1]);
    assert.deepEqual(
      different.map(([name]) => name),
      ["pair-gateway-router"],
    );
  });
});
