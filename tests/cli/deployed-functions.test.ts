import assert from "node:assert/strict";
import type { KnownResource } from "../../kit/cli/component-outputs.ts";
import { functionsIn } from "../../kit/cli/deployed-functions.ts";
import { queuesIn } from "../../kit/cli/deployed-queues.ts";
import type { Cloud } from "../../kit/spec/index.ts";

const resource = (type: string, outputs: object, parent?: string): KnownResource => ({
  ...{ urn: `urn:${type}`, type: `fourfold:index:${type}`, id: "", outputs: { ...outputs } },
  ...(parent === undefined ? {} : { parent: `urn:${parent}` }),
});

/** A set with one HTTP function that only `/admin/*` leads to, as a state has it. */
function stateOn(cloud: Cloud, url: string, attributes: Readonly<Record<string, string>> = {}) {
  const handle = { kind: "function", cloud, id: "x", attributes };
  const http = { streaming: false, maxBody: 1_000 };
  return [
    resource("FunctionSet", {}),
    resource("Function", { set: "shop", function: "admin", trigger: "http", http, handle }, "FunctionSet"),
    resource("Gateway", { set: "shop", cloud, urls: { admin: url }, routes: { "/admin/*": "admin" } }, "FunctionSet"),
  ];
}

describe("the functions in the state of a stack", () => {
  for (const [how, cloud, url, attributes, base, routes] of [
    [
      "the set's address, where functions share one",
      "aws",
      "https://a.example/admin",
      {},
      "https://a.example",
      { routes: { "/admin/*": "admin" } },
    ],
    [
      "the function's own, where each has one",
      "gcp",
      "https://g.example/shop-admin/admin",
      { url: "https://g.example/shop-admin" },
      "https://g.example/shop-admin",
      {},
    ],
  ] as const) {
    it(`have ${how} below which their paths are, and the routes that count there`, () => {
      assert.deepEqual(functionsIn(stateOn(cloud, url, attributes)), [
        {
          ...{ cloud, set: "shop", name: "admin", trigger: "http", isTimed: false, attributes, base, path: "/admin" },
          http: { streaming: false, maxBody: 1_000 },
          ...routes,
        },
      ]);
    });
  }

  it("are called by the gateway beside them, where a program has the same set on two clouds without a FunctionSet", () => {
    const both = [...stateOn("aws", "https://a.example/admin"), ...stateOn("cloudflare", "https://c.example/admin")];

    assert.deepEqual(
      functionsIn(both).map(({ cloud, base }) => [cloud, base]),
      [
        ["aws", "https://a.example"],
        ["cloudflare", "https://c.example"],
      ],
    );
  });

  it("have no address where no gateway names them", () => {
    const [, fn] = stateOn("aws", "https://a.example/admin");
    assert.ok(fn);

    assert.deepEqual(
      functionsIn([fn]).map(({ base }) => base),
      [undefined],
    );
  });
});

describe("the queues in the state of a stack", () => {
  it("have their names in the set, their clouds and what their handles say", () => {
    const handle = { kind: "queue", cloud: "aws", id: "x", attributes: { url: "https://sqs.example/placed" } };
    const placed = resource("Queue", { set: "shop", queue: "placed", handle });
    // Of a version that did not say its name.
    const unnamed = resource("Queue", { set: "shop", handle });

    assert.deepEqual(queuesIn([placed, unnamed]), [
      { cloud: "aws", set: "shop", name: "placed", attributes: { url: "https://sqs.example/placed" } },
    ]);
  });
});
