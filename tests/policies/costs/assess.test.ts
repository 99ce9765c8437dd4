import assert from "node:assert/strict";
import { unknown } from "../../../policies/contract/values.ts";
import { explainCost } from "../../../policies/costs/contract.ts";
import { assess, cappedFunction, component, type Placed, placed, refusedIn, secret, urnOf } from "./program.ts";

const shop = component("shop");
/** $2.00 a month: four secrets in the shop, one beside it. */
const secrets = [
  ...[shop, component("vault", { in: "shop" }), secret("a", { in: "vault" }), secret("b", { in: "vault" })],
  ...[secret("c", { in: "shop" }), secret("d", { in: "shop" }), secret("e")],
];
const zone = placed("cloudflare:index/zoneSubscription:ZoneSubscription", "zone", {
  inputs: { ratePlan: { id: "pro" } },
});

const texts = (all: readonly Placed[], written: object | undefined): readonly string[] =>
  assess(all, written).findings.map(explainCost);

describe("a cost budget", () => {
  it("of the stack refuses what is over it: by how much, by what, and what to do", () => {
    assert.deepEqual(refusedIn(assess(secrets, { stack: { monthly: 2 } })), []);
    assert.deepEqual(texts(secrets, { stack: { monthly: 1.5 } }), [
      "The stack costs $2.00 a month as expected, $0.50 over its budget of $1.50. Most of it: vault $0.80, shop $0.80, e $0.40. " +
        "Make these cheaper, say in `usage` of `costs` how much they are used, or raise `monthly` of costs.stack.",
    ]);
  });

  it("of a cloud counts what is on it", () => {
    const all = [...secrets, zone];

    assert.deepEqual(refusedIn(assess(all, { clouds: { aws: { monthly: 1.99 }, cloudflare: { monthly: 25 } } })), [
      ["monthly", "aws"],
    ]);
    // The Pro plan costs $25 billed monthly: https://www.cloudflare.com/plans/
    assert.deepEqual(refusedIn(assess(all, { clouds: { aws: { monthly: 2 }, cloudflare: { monthly: 24.99 } } })), [
      ["monthly", "cloudflare"],
    ]);
  });

  it("of a component counts everything in it, and names the resources that cost most", () => {
    assert.deepEqual(refusedIn(assess(secrets, { components: { shop: { monthly: 1.6 } } })), []);
    const [finding, ...others] = assess(secrets, { components: { "sh*p": { monthly: 1.5 } } }).findings;

    assert.deepEqual([finding?.about, finding?.urn, others], ["shop", urnOf("shop"), []]);
    assert.match(
      finding?.what ?? "",
      /^shop costs \$1\.60 a month .* budget of \$1\.50\. Most of it: a \$0\.40, b \$0\.40, c \$0\.40$/,
    );
    assert.match(finding?.fix ?? "", /raise `monthly` of costs\.components\["sh\*p"\]$/);
  });

  it("of components by a name is of each of them, the outer ones", () => {
    const two = [
      component("shop-a"),
      component("shop-b"),
      secret("shop-a-key", { in: "shop-a" }),
      secret("b", { in: "shop-b" }),
    ];

    assert.deepEqual(refusedIn(assess(two, { components: { "shop-*": { monthly: 0.4 } } })), []);
    assert.deepEqual(refusedIn(assess(two, { components: { "shop-*": { monthly: 0.3 } } })), [
      ["monthly", "shop-a"],
      ["monthly", "shop-b"],
    ]);
  });

  it("that a component brings along holds, whoever has written it, in its inputs or its outputs", () => {
    const given = [component("shop", { inputs: { costBudget: { monthly: 0.3 } } }), secret("a", { in: "shop" })];
    const answered = [component("shop", { outputs: { costBudget: { monthly: 0.3 } } }), secret("a", { in: "shop" })];

    for (const all of [given, answered]) {
      const [finding] = assess(all, { stack: { monthly: 9 } }).findings;
      assert.deepEqual([finding?.kind, finding?.urn], ["monthly", urnOf("shop")]);
      assert.match(finding?.fix ?? "", /raise `monthly` of `costBudget` of shop$/);
    }
  });

  for (const [what, budget, message] of [
    ["is not known yet", unknown, "costBudget is not known before deployment"],
    ["is negative", { monthly: -1 }, "costBudget.monthly: a number from 0 on is expected"],
    ["is no amount", { monthly: Number.NaN }, "costBudget.monthly: a number is expected"],
    [
      "has other names",
      { annual: 1 },
      'costBudget.annual: "annual" is not known here; { monthly: 300, exposure: 40 }, or one of them, is expected',
    ],
    ["is a list", [20], "costBudget: it is a list, and { monthly: 300, exposure: 40 }, or one of them, is expected"],
    ["holds nothing", {}, "costBudget: { monthly: 300, exposure: 40 }, or one of them, is expected"],
  ] as const) {
    it(`that a component brings along is refused where it ${what}`, () => {
      const [finding] = assess([component("shop", { inputs: { costBudget: budget } })], {
        stack: { monthly: 9 },
      }).findings;

      assert.deepEqual([finding?.kind, finding?.urn], ["invalid", urnOf("shop")]);
      assert.equal(finding?.what, `What shop may cost cannot be read: ${message}`);
    });
  }

  it("that nobody has written is missing, and what to write is said", () => {
    const [text] = texts(secrets, undefined);

    assert.match(
      text ?? "",
      /^Nobody has said what the stack may cost: the settings have no `costs`\. It is estimated at \$\d+\.\d\d a month\. /,
    );
    assert.match(
      text ?? "",
      /Write `costs: \{ stack: \{ monthly: 3 \} \}` with what it may, or `costs: none`: docs\/policies\.md/,
    );
    const elsewhere = { clouds: { gcp: { monthly: 1 } }, components: { shop: { monthly: 1 } } };
    assert.deepEqual(refusedIn(assess([secret("a")], elsewhere)), [["missing", "the stack"]]);
    assert.deepEqual(assess(secrets, "none").findings, []);
  });

  it("that nobody has written is not suggested as nothing, where nothing can be priced", () => {
    assert.match(
      texts([placed("aws:new/thing:Thing", "one")], undefined).join(),
      /\. There is no estimate: 1 resource cannot be priced\. Write `costs: \{ stack: \{ monthly: … \} \}` with what it may/,
    );
  });
});

describe("an exposure budget", () => {
  /** Twice 3,600 seconds of 1/8 GB, and 72,000 requests, for 8 hours: $0.12 and $0.12. */
  const all = [cappedFunction("api")];

  it("counts what is paid at the caps until somebody stops it, apart from what is expected", () => {
    assert.deepEqual(refusedIn(assess(all, { stack: { monthly: 1, exposure: 0.24 } })), []);
    const [finding, ...others] = assess(all, { stack: { monthly: 1, exposure: 0.2 } }).findings;

    assert.deepEqual([finding?.kind, others], ["exposure", []]);
    assert.match(
      finding?.what ?? "",
      /^The stack can cost at its caps \$0\.24 in 8 hours, \$0\.04 over its budget of \$0\.20\. Most of it: api \$0\.24$/,
    );
    assert.deepEqual(refusedIn(assess(all, { stack: { exposure: 0.2 }, responseTime: 4 })), []);
  });

  it("refuses what nothing bounds, however little that is expected to cost, and not without such a budget", () => {
    const worker = placed("cloudflare:index/workersScript:WorkersScript", "edge");

    const [finding] = assess([worker], { stack: { exposure: 1_000_000 } }).findings;

    assert.deepEqual([finding?.kind, finding?.about], ["unbounded", "the stack"]);
    assert.match(
      finding?.what ?? "",
      /^Nothing bounds what the stack can cost until somebody stops it: cloudflare:index\/workersScript:WorkersScript, 1 resource \(requests\)$/,
    );
    assert.deepEqual(
      refusedIn(assess([worker, ...all], { stack: { monthly: 9 }, clouds: { aws: { exposure: 1 } } })),
      [],
    );
  });

  it("refuses a cap that cannot be read, by its name", () => {
    const later = cappedFunction("api", { inputs: { reservedConcurrentExecutions: unknown } });

    assert.deepEqual(refusedIn(assess([later], { stack: { monthly: 1 } })), []);
    assert.match(
      texts([later], { stack: { exposure: 9 } }).join("\n"),
      /aws:lambda\/function:Function, 1 resource \(api\), cannot be priced: `reservedConcurrentExecutions` is not known before the deployment\./,
    );
  });
});

describe("what has no price", () => {
  const thing = (name: string) => placed("aws:new/thing:Thing", name);

  it("is refused with its type where there is a budget, each reason once", () => {
    assert.deepEqual(texts([thing("one"), thing("two")], { stack: { monthly: 9 } }), [
      "aws:new/thing:Thing, 2 resources (one, two), is of a type that Fourfold does not know the costs of. " +
        'Say in `unpriced` of `costs` why it does not matter: { "aws:new/thing:Thing": … }.',
    ]);
    assert.deepEqual(refusedIn(assess([thing("one"), zone], { clouds: { cloudflare: { monthly: 25 } } })), []);
  });

  it("is refused in a region that the book does not know, and where a property is not known yet", () => {
    assert.match(
      texts([secret("a", { region: "mars-1" })], { stack: { monthly: 9 } }).join(),
      /cannot be priced: `aws\.secretsmanager\.\w+` has no price in the region "mars-1"/,
    );
    const later = cappedFunction("api", { inputs: { memorySize: unknown } });
    assert.match(
      texts([later], { stack: { monthly: 9 } }).join(),
      /\(api\), cannot be priced: `memorySize` is not known before the deployment/,
    );
  });

  it("passes by a type that names a version of Azure's API, too", () => {
    const account = placed("azure-native:batch:BatchAccount", "batch");
    const unpriced = { "azure-native:batch/v20240701:BatchAccount": "It costs nothing by itself." };

    assert.deepEqual(assess([account], { stack: { monthly: 9 }, unpriced }).findings, []);
  });

  it("passes where somebody says why, by its type or its name, and that is told", () => {
    const all = [thing("one"), placed("aws:new/other:Other", "two"), secret("three")];
    const { findings, notes } = assess(all, {
      stack: { monthly: 9 },
      unpriced: {
        "aws:new/thing:*": "It is a beta.",
        two: "It is free.",
        three: "It was.",
        "gcp:*": "It may be there.",
      },
    });

    assert.deepEqual(findings, []);
    assert.deepEqual(notes, [
      "Not in the costs: aws:new/thing:*, 1 resource. It is a beta.",
      "Not in the costs: two, 1 resource. It is free.",
      "`unpriced` of `costs` names three, which nothing needs: remove it.",
    ]);
  });
});

it("what a verdict has assumed of the usage is told, in one note", () => {
  const { notes } = assess([cappedFunction("api"), cappedFunction("mail"), secret("key")], {
    ...{ stack: { monthly: 9 }, usage: { "*": { accesses: 0 }, mail: { requests: 5 } } },
  });

  assert.deepEqual(notes, [
    "Assumed, since nobody has said how much is used: requests of 1 resource, duration of 2 resources. " +
      "`fourfold cost usage` writes a file to fill in.",
  ]);
  assert.deepEqual(assess([secret("key")], { stack: { monthly: 9 } }).notes, []);
  assert.match(assess([secret("key")], undefined).notes.join(), /^Assumed, .*: accesses of 1 resource\. /);
});

it("names in a cost budget that nothing in the program has are told", () => {
  const { findings, notes } = assess([secret("a")], {
    ...{
      stack: { monthly: 9 },
      components: { "shop-*": { monthly: 1 } },
      usage: { "*": { accesses: 0 }, api: { requests: 1 } },
    },
  });

  assert.deepEqual(findings, []);
  assert.deepEqual(notes, [
    "`components` of `costs` names shop-*, which nothing in the program has.",
    "`usage` of `costs` names api, which nothing in the program has.",
  ]);
});
