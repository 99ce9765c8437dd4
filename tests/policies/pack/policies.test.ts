import assert from "node:assert/strict";
import type { Rule } from "../../../policies/contract/rule.ts";
import { createContext } from "../../../policies/pack/context.ts";
import { createPolicies } from "../../../policies/pack/policies.ts";
import { defaultSettings, type Settings } from "../../../policies/settings/settings.ts";
import { ruleFor, thing } from "../support/rules.ts";
import { urnOf } from "../support/subjects.ts";
import { analyzerOf } from "./in-process.ts";
import type { Registered } from "./requests.ts";

const unknown = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

const door = ruleFor("door", { severity: "high", level: "denied" });
const window = ruleFor("window");

/** Finds things that share a lock. */
const lock: Rule = {
  ...ruleFor("shared-lock", { severity: "low" }),
  types: {
    [thing]: {
      graph: [
        function* (subject, program) {
          const locks = program.targets(subject, "lock", "acme:index:Lock");
          const others = locks.flatMap((each) => program.users(each, thing, "lock"));
          if (others.length > 1) yield { property: "lock", what: "others have the same", fix: "Give it its own" };
        },
      ],
      compliant: {},
      broken: [],
    },
  },
};

const resourceOf = (name: string, inputs: object, more: Partial<Registered> = {}): Registered => ({
  ...{ urn: urnOf(name), type: thing, name, inputs: { ...inputs } },
  ...more,
});

const house = resourceOf("house", {}, { type: "acme:index:House" });

function pack(catalogue: readonly Rule[], settings: Partial<Settings> = {}) {
  const policies = createPolicies(
    createContext(catalogue, { ...defaultSettings, costs: "none", ...settings }, "2026-11-30"),
  );
  return { policies, ...analyzerOf(policies) };
}

describe("the policies of a pack, asked by the SDK's own handlers", () => {
  it("refuse what is denied before it is created, and only tell what counts", async () => {
    const { analyze } = pack([door, window]);

    assert.deepEqual(await analyze(resourceOf("front", { door: true, window: true })), [
      {
        ...{ policy: "no-door", level: "mandatory", urn: urnOf("front") },
        message: "Things are closed.\ndoor: it is open for 3. Anyone comes in. Set `door` to `false`.",
      },
      {
        ...{ policy: "no-window", level: "advisory", urn: urnOf("front") },
        message: "Things are closed.\nwindow: it is open for 3. Anyone comes in. Set `window` to `false`.",
      },
    ]);
    assert.deepEqual(await analyze(resourceOf("front", { door: true }, { type: "acme:index:Other" })), []);
  });

  it("know a type by whichever version of Azure's API it is, and say of which packages they know none", async () => {
    const known = "azure-native:storage:StorageAccount";
    const types = Object.fromEntries(Object.values(door.types).map((asked) => [known, asked]));
    const { analyze, analyzeStack } = pack([{ ...door, types }], { costs: undefined });
    const accountOf = (name: string) =>
      resourceOf(name, { door: true }, { type: "azure-native:storage/v20230101:StorageAccount" });
    const stranger = resourceOf("stranger", {}, { type: "azure:storage/account:Account" });

    const asked = await analyze(accountOf("asked"));
    const atEnd = await analyzeStack([accountOf("asked"), accountOf("left"), stranger]);

    assert.deepEqual(
      asked.map(({ policy, urn }) => [policy, urn]),
      [["no-door", urnOf("asked")]],
    );
    assert.deepEqual(
      atEnd.map(({ policy, urn }) => [policy, urn]),
      [
        ["security-budget", urnOf("left")],
        ["security-notes", ""],
        ["cost-budget", ""],
      ],
    );
    assert.match(atEnd[1]?.message ?? "", /Not checked, as rules know no packages but .*: 1 resource of azure\.$/);
    assert.match(atEnd[2]?.message ?? "", /There is no estimate: 1 resource cannot be priced\./);
  });

  it("judge a resource that they are asked about again by what it is then, also where only one of them looks at it", async () => {
    for (const catalogue of [[door, window], [window]]) {
      const { analyze } = pack(catalogue);

      const found = [];
      for (const isOpen of [true, false, true]) {
        found.push((await analyze(resourceOf("front", { door: isOpen, window: isOpen }))).length);
      }

      assert.deepEqual(found, [catalogue.length, 0, catalogue.length]);
    }
  });

  it("refuse what is denied and not known, where the SDK would only warn", async () => {
    const [violation] = await pack([door]).analyze(resourceOf("front", { door: unknown }));

    assert.deepEqual([violation?.policy, violation?.level], ["no-door", "mandatory"]);
    assert.match(
      violation?.message ?? "",
      /^Things are closed\.\ndoor: it cannot be checked: door is not known before deployment\. /,
    );
  });

  it("refuse what is denied and secret, where `pulumi policy analyze` does not show it", async () => {
    const [violation, ...others] = await pack([door]).analyze(resourceOf("front", { door: "[secret]" }));

    assert.deepEqual([violation?.policy, violation?.level, others], ["no-door", "mandatory", []]);
    assert.match(violation?.message ?? "", /^Things are closed\.\ndoor: it cannot be checked: door is a secret that /);
  });

  it("refuse a stack whose findings are more than the budget holds, whatever else of it is not known", async () => {
    const { analyze, analyzeStack } = pack([window], { caps: { critical: 0, high: 0, medium: 1, low: 0 } });
    const resources = [resourceOf("front", { window: true, arn: unknown }), resourceOf("back", { window: true })];
    for (const resource of resources) await analyze(resource);

    assert.deepEqual(await analyzeStack(resources), [
      {
        ...{ policy: "security-budget", level: "mandatory", urn: "" },
        message: "The findings stay within the security budget.\nmedium findings: 2 of 1.",
      },
    ]);
    assert.deepEqual(await analyzeStack(resources.slice(1)), []);
  });

  it("count what Pulumi has not asked about before the end, as it does not with --target", async () => {
    const { analyze, analyzeStack } = pack([door, window], { caps: { critical: 0, high: 0, medium: 1, low: 0 } });
    const [asked, left] = [resourceOf("front", { window: true }), resourceOf("back", { window: true, door: true })];
    await analyze(asked);

    const violations = await analyzeStack([asked, left]);

    assert.deepEqual(
      violations.map(({ policy, urn, message }) => [policy, urn, message.split("\n")[1]]),
      [
        ["security-budget", "", "medium findings: 2 of 1."],
        ["security-budget", urnOf("back"), "door: it is open for 3. Anyone comes in. Set `door` to `false`."],
      ],
    );
  });

  it("let pass what somebody answers for, and refuse once nobody does", async () => {
    const exemption = { rule: "no-door", resource: "house", reason: "a park", owner: "ann", expires: "2026-11-30" };
    const front = resourceOf("front", { door: true }, { parent: house.urn });
    const holding = pack([door], { exemptions: [exemption] });
    const over = pack([door], { exemptions: [{ ...exemption, expires: "2026-11-29" }] });
    for (const { analyze } of [holding, over]) await analyze(house);

    assert.deepEqual(await holding.analyze(front), []);
    assert.deepEqual(await holding.analyzeStack([house, front]), []);
    assert.deepEqual(
      (await over.analyze(front)).map(({ level }) => level),
      ["mandatory"],
    );
    assert.match(
      (await over.analyzeStack([house, front]))[0]?.message ?? "",
      /the exemption of house from no-door, for which ann answers, has expired on 2026-11-29\./,
    );
  });

  it("say what nobody needs, and what is checked later, without refusing it", async () => {
    const exemption = { rule: "no-door", resource: "gone", reason: "a park", owner: "ann", expires: "2026-12-31" };
    const { analyze, analyzeStack } = pack([door], { exemptions: [exemption] });
    const front = resourceOf("front", { label: unknown });
    await analyze(front);

    assert.deepEqual(
      (await analyzeStack([front])).map(({ policy, level, message }) => [policy, level, message.split("\n")[1]]),
      [
        ["security-notes", "advisory", "Not known before deployment, and checked then: front label."],
        ["security-notes", "advisory", "The exemption of gone from no-door is not needed: remove it."],
      ],
    );
  });

  it("compare resources by where their properties come from, once all are known", async () => {
    const { analyze, analyzeStack } = pack([lock], { rules: { "no-shared-lock": { as: "denied", options: {} } } });
    const key = resourceOf("key", {}, { type: "acme:index:Lock" });
    const from = { propertyDependencies: { lock: [key.urn] } };
    const resources = [key, resourceOf("front", { lock: unknown }, from), resourceOf("back", { lock: unknown }, from)];
    for (const resource of resources) assert.deepEqual(await analyze(resource), []);

    assert.deepEqual(
      (await analyzeStack(resources)).map(({ policy, level, urn }) => [policy, level, urn]),
      [
        ["no-shared-lock", "mandatory", urnOf("front")],
        ["no-shared-lock", "mandatory", urnOf("back")],
      ],
    );
    assert.deepEqual(await analyzeStack(resources.slice(0, 2)), []);
  });

  it("are as a team wants them: levels, options, and what there is to configure", () => {
    const { policies } = pack([door, window], {
      rules: { "no-door": { as: "counted", options: { longest: 7 } }, "no-window": { as: "off", options: {} } },
    });

    assert.deepEqual(
      policies.map(({ name, enforcementLevel }) => [name, enforcementLevel]),
      [
        ["no-door", "advisory"],
        ["no-window", "disabled"],
        ["security-budget", "mandatory"],
        ["security-notes", "advisory"],
        ["cost-budget", "mandatory"],
        ["cost-notes", "advisory"],
      ],
    );
    assert.deepEqual(policies[0]?.configSchema?.properties.longest, {
      type: "number",
      description: "letters",
      default: 7,
    });
    assert.deepEqual(policies[0]?.configSchema?.properties.names, {
      type: "array",
      items: { type: "string" },
      description: "names",
      default: ["a"],
    });
  });
});
