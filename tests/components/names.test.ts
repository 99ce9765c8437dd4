import assert from "node:assert/strict";
import fc from "fast-check";
import { type Cloud, clouds } from "fourfold";
import { deploy, Foundation, FunctionSet, Gateway, Function as Job, Schedule } from "fourfold/components";
import { type EvaluatedStack, type EvaluateOptions, evaluate } from "fourfold/testing";
import { runs } from "../support/sample.ts";
import { places } from "./deployment.ts";
import { nightly, sample } from "./fixtures/sample.ts";

const named = ["aws", "gcp", "azure"] as const satisfies readonly Cloud[];

/** Every component under one name. Simulated clouds take only names that the vendors' rules allow. */
function deployNamed(cloud: Cloud, name: string, options: EvaluateOptions = {}): Promise<EvaluatedStack> {
  return evaluate(() => {
    const foundation = new Foundation(name, { cloud, ...places }).handle;
    const belongs = { cloud, foundation, set: sample.name };
    const links = { flags: { kind: "param", verbs: ["read"], value: "{}" } };
    const job = { ...belongs, function: "web", root: sample.root, handler: "./web.ts", http: {}, links };
    const { handle } = new Job(name, job);
    new Schedule(name, { ...belongs, function: "web", handle, schedule: { every: "every day" } });
    new Gateway(name, { ...belongs, functions: { web: { handle } }, routes: { "/*": "web" } });
  }, options);
}

/** A set under a name. */
function deploySetNamed(cloud: Cloud, name: string, transform = {}, options: EvaluateOptions = {}) {
  return evaluate(() => {
    const on = new Foundation("acme", { cloud, ...places });
    const args = { cloud, on, protection: "destroy", bind: { flags: {} } } as never;
    new FunctionSet(name, deploy(sample, args), { transform });
  }, options);
}

/** With it, names are left to the provider. The engine in memory makes them as before. */
const byProvider = { config: { "pulumi:autonaming": { mode: "default" } } };

const message = (stack: EvaluatedStack) => stack.error?.message ?? "";

describe("the name of a component", () => {
  // Longer than what any letters in front leave room for, and with what some clouds do not take.
  const letter = fc.constantFrom(..."abcxyzABC0189-_. /ü&");
  const plain = fc.stringMatching(/^[a-z][a-z0-9-]{0,50}$/);
  const name = fc.oneof(
    plain,
    fc.string({ unit: letter, minLength: 1, maxLength: 55 }),
    fc.constantFrom("google-x", "a--b"),
  );

  for (const cloud of clouds) {
    it(`is refused by the component on ${cloud}, or gives its children possible names`, async function () {
      this.timeout(120_000);
      await fc.assert(
        fc.asyncProperty(name, async (component) => {
          const stack = await deployNamed(cloud, component);

          const refused = /^(?:Foundation|Function|Gateway|Schedule) ".*": on \w+, "/.test(message(stack));
          assert.ok(stack.error === undefined || refused, message(stack));
        }),
        runs(25, 8),
      );
    });
  }

  const longest: Readonly<Record<(typeof named)[number], number>> = { aws: 47, gcp: 46, azure: 47 };
  for (const cloud of named) {
    const most = longest[cloud];

    it(`has at most ${most} characters on ${cloud}, and with them all children have possible names`, async () => {
      const stack = await deployNamed(cloud, "a".repeat(most));

      assert.equal(message(stack), "");
    });

    it(`is refused on ${cloud} with ${most + 1} characters, and with how many it may have`, async () => {
      const stack = await deploySetNamed(cloud, "a".repeat(most + 1 - "-web".length), {}, { preview: true });

      const expected = new RegExp(
        `^FunctionSet "a+": on ${cloud}, "a+-web-\\w+" and 8 characters that Pulumi adds are the name of .*, which has at most ` +
          `6\\d \\(https:.*\\)\\. Use a name of at most ${most - "-web".length} characters for the component, or name it`,
      );
      assert.match(message(stack), expected);
      assert.deepEqual(
        stack.resources.filter(({ type }) => /function|lambda|web/i.test(type) && !type.startsWith("fourfold")),
        [],
      );
    });

    it(`would be refused on ${cloud} with ${most + 1} characters without the component, too`, async () => {
      const stack = await deployNamed(cloud, "a".repeat(most + 1), byProvider);

      assert.doesNotMatch(message(stack), /that Pulumi adds/);
      assert.match(message(stack), /must have from \d+ to 6\d characters/);
    });
  }

  const wrong: readonly [cloud: Cloud, name: string, message: RegExp][] = [
    ["aws", "my shop", /"my shop-function" .* the name of a Lambda function, which has only letters, digits, _ and -/],
    ["aws", "shop.eu", /a Lambda function/],
    ["gcp", "Shop", /^Foundation "Shop": on gcp, "Shop-sources".* a bucket, which has only lower-case letters/],
    ["gcp", "google-shop", /a bucket, .*neither goog first nor google anywhere/],
    ["gcp", "1shop", /^Function "1shop": .* a function, which has only .* a letter first.*Change the name/],
    ["azure", "Shop", /^Foundation "Shop": .*"Shop-container".* a blob container/],
    ["azure", "shop_eu", /^Foundation "shop_eu": .* a workspace, which has only letters, digits and -/],
    ["azure", "shop--eu", /no two - in a row/],
  ];
  for (const [cloud, component, expected] of wrong) {
    it(`is refused on ${cloud} as ${JSON.stringify(component)}`, async () => {
      const stack = await deployNamed(cloud, component, { preview: true });

      assert.match(message(stack), expected);
      assert.match(message(stack), /\(https:.*ERR_LIMIT\]$/);
    });
  }

  it("may be what it will where a transform names the child", async () => {
    const role = (args: { name?: string }) => {
      args.name = "shop-web";
    };
    const aws = { function: { name: "shop-web" }, role };
    const long = "a".repeat(60);

    assert.match(message(await deploySetNamed("aws", long)), /at most 43 characters/);
    assert.equal(message(await deploySetNamed("aws", long, { functions: { web: { aws } } })), "");
  });

  it("is refused for the sake of a schedule before anything of a set is made", async () => {
    const stack = await evaluate(
      () => {
        const on = new Foundation("acme", { cloud: "aws", ...places });
        const args = deploy(nightly, { cloud: "aws", on, protection: "destroy", bind: { flags: { beta: true } } });
        new FunctionSet("a".repeat(36), args);
      },
      { preview: true },
    );

    assert.match(message(stack), /^FunctionSet "a+": on aws, "a+-cleanup-schedule-timer" .* at most 33 characters/);
    assert.ok(!stack.resources.some(({ type }) => type === "fourfold:index:Function"));
  });

  it("is left to the providers where `pulumi:autonaming` says how names are made", async () => {
    const stack = await deploySetNamed("aws", "a".repeat(43), {}, byProvider);

    assert.equal(message(stack), "");
    assert.doesNotMatch(message(await deploySetNamed("aws", "a".repeat(44), {}, byProvider)), /that Pulumi adds/);
  });

  it("may have a digit first, or nothing that can be in a name, where the component makes the name", async () => {
    for (const component of ["1shop", "-", "___", "日本"]) {
      const stack = await deploySetNamed("cloudflare", component);

      assert.equal(message(stack), "");
      const script = stack.find("cloudflare:index/workersScript:WorkersScript").inputs.scriptName;
      assert.match(String(script), /^[a-z0-9][a-z0-9-]*$/);
    }
    const stack = await evaluate(() => void new Foundation("1acme", { cloud: "gcp", ...places }));
    assert.match(
      String(stack.find("gcp:serviceaccount/account:Account").inputs.accountId),
      /^f-1acme-builder-[0-9a-f]{8}$/,
    );
  });
});
