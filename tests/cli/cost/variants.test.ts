import assert from "node:assert/strict";
import { programOf, setsOn, settled, variantOn } from "../../../kit/cli/cost/clouds/variants.ts";
import type { MadeSet } from "../../../kit/cli/dev/observe.ts";

const handle = { kind: "table", cloud: "aws", id: "orders", attributes: {} } as const;

const made = (name: string, args: Partial<MadeSet["args"]> = {}): MadeSet => ({
  name,
  args: {
    ...{ cloud: "aws", foundation: handle, set: "shop", root: "file:///shop.ts", routes: { "/*": "api" } },
    functions: { api: { handler: "./api.ts", memory: "1 GB" } },
    ...args,
  },
});

const values = settled({ "gcp:region": "us-central1" });

describe("the sets of a program on a cloud", () => {
  it("are those that it deploys there, or else the first that it deploys elsewhere, each set once", () => {
    const sets = [made("shop-aws"), made("shop-gcp", { cloud: "gcp" }), made("mail", { set: "mail" })];
    const names = (cloud: "aws" | "gcp" | "azure") => setsOn(sets, cloud).map(({ name }) => name);

    assert.deepEqual(
      [names("aws"), names("gcp"), names("azure")],
      [
        ["shop-aws", "mail"],
        ["shop-gcp", "mail"],
        ["shop-aws", "mail"],
      ],
    );
  });

  it("have the same functions and resources, on a foundation in a place that the stack's settings say", () => {
    const { name, foundation, args } = variantOn(made("shop", { queues: { placed: {} } }), "gcp", values);

    assert.equal(name, "shop");
    assert.deepEqual(foundation, {
      ...{ cloud: "gcp", protection: "destroy", messages: true },
      gcp: { project: "fourfold-dev", region: "us-central1" },
    });
    assert.deepEqual(args.functions, { api: { handler: "./api.ts", memory: "1 GB" } });
    assert.deepEqual([args.cloud, args.queues, args.ownAddresses], ["gcp", { placed: {} }, true]);
  });

  it("are without what only their own cloud has", () => {
    const functions = { api: { handler: "./api.ts", cloudflare: { cpu: "1 second" } } };
    const set = made("shop", {
      cloud: "cloudflare",
      functions,
      zone: { id: "0", hostname: "a.example" },
      quotas: { a: 1 },
    });

    const { args, foundation } = variantOn(set, "aws", values);

    assert.deepEqual(args.functions, { api: { handler: "./api.ts" } });
    assert.deepEqual(Object.keys(args).toSorted(), ["cloud", "exports", "functions", "root", "routes", "set"]);
    assert.deepEqual(foundation, { cloud: "aws", protection: "destroy", messages: false });
  });

  it("are refused where they use what another stack owns", () => {
    const set = made("shop", { bound: { orders: handle } });

    assert.throws(
      () => variantOn(set, "gcp", values),
      /FunctionSet "shop": it uses orders of another stack, which is on aws only\./,
    );
  });

  it("are made by a program that is bundled from the project's folder", () => {
    const program = programOf([variantOn(made("shop"), "aws", values)], "/a project's");

    assert.match(program, /^process\.chdir\("\/a project's"\);$/m);
    assert.match(program, /"name":"shop"/);
  });
});
