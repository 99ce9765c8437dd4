import assert from "node:assert/strict";
import { programOf } from "../../../policies/contract/program.ts";
import { unknown } from "../../../policies/contract/values.ts";
import { assess } from "../../../policies/engine/assess.ts";
import { remarks } from "../../../policies/reports/refusals.ts";
import { defaultSettings, type Settings } from "../../../policies/settings/settings.ts";
import { ruleFor, thing } from "../support/rules.ts";
import { subjectOf, urnOf } from "../support/subjects.ts";

const today = "2026-11-30";
const door = ruleFor("door", { severity: "high" });
const gate = ruleFor("gate", { severity: "low", level: "denied" });
const window = ruleFor("window");

const program = programOf([
  subjectOf("acme:index:House", "house", {}),
  subjectOf(thing, "front", { door: true, gate: true, window: true }, { in: "house" }),
  subjectOf(thing, "back", { window: true }),
]);

const exemption = { rule: "no-gate", resource: "front", reason: "It is a park.", owner: "ann", expires: "2026-12-31" };

const assessed = (settings: Partial<Settings>, catalogue = [door, gate, window], on = today) =>
  assess(program, catalogue, { ...defaultSettings, ...settings }, on);

const verdicts = (settings: Partial<Settings>, on = today) =>
  assessed(settings, undefined, on).judged.map(
    ({ finding, verdict }) => `${finding.subject.name} ${finding.rule.name} ${verdict}`,
  );

describe("assessing a program", () => {
  it("denies what the catalogue denies, and counts the rest by severity and weight", () => {
    const { judged, spent, isRefused } = assessed({});

    assert.deepEqual(
      judged.map(({ finding, verdict }) => `${finding.subject.name} ${finding.rule.name} ${verdict}`),
      ["front no-door counted", "front no-gate denied", "front no-window counted", "back no-window counted"],
    );
    assert.deepEqual(spent, { counts: { critical: 0, high: 1, medium: 2, low: 0 }, weight: 9 });
    assert.equal(isRefused, true);
  });

  it("refuses no more findings of a severity than its cap, of which there is none for medium and low ones by default", () => {
    const counted = { "no-gate": { as: "counted", options: {} } } as const;

    assert.deepEqual(assessed({ rules: counted }).exceeded, ["high"]);
    const caps = { critical: 0, high: 1, medium: 2, low: 1 };
    assert.deepEqual(assessed({ rules: counted, caps }).exceeded, []);
    assert.equal(assessed({ rules: counted, caps }).isRefused, false);
    assert.deepEqual(assessed({ rules: counted, caps: { ...caps, medium: 1 } }).exceeded, ["medium"]);
  });

  it("refuses findings that weigh more together than they may", () => {
    const caps = { critical: 0, high: 1, medium: 2, low: 1 };
    const rules = { "no-gate": { as: "off", options: {} } } as const;

    assert.equal(assessed({ rules, caps, weight: 9 }).isRefused, false);
    assert.equal(assessed({ rules, caps, weight: 8 }).isTooHeavy, true);
    assert.equal(assessed({ rules, caps, weight: 8 }).isRefused, true);
  });

  it("takes a team's word for what is denied, what counts, and which rules it has no use for", () => {
    const rules = {
      "no-door": { as: "denied", options: {} },
      "no-gate": { as: "off", options: {} },
      "no-window": { options: { longest: 7 } },
    } as const;

    const { judged } = assessed({ rules });

    assert.deepEqual(
      judged.map(({ finding, verdict }) => `${verdict}: ${finding.what}`),
      ["denied: it is open for 3", "counted: it is open for 7", "counted: it is open for 7"],
    );
  });

  it("counts nothing of what is not known before deployment", () => {
    const later = programOf([subjectOf(thing, "later", { label: unknown })]);
    const { judged, isRefused } = assess(later, [door], defaultSettings, today);

    assert.deepEqual(
      judged.map(({ verdict, finding }) => `${finding.property} ${verdict}`),
      ["label pending"],
    );
    assert.equal(isRefused, false);
  });

  it("counts as a finding what cannot be read and may not be left for later", () => {
    const unread = programOf([subjectOf(thing, "unread", { door: unknown })]);

    assert.deepEqual(assess(unread, [door], defaultSettings, today).exceeded, ["high"]);
  });
});

describe("exemptions", () => {
  for (const resource of ["front", urnOf("front"), "house"]) {
    it(`let a finding pass whose resource is named, as by ${resource}`, () => {
      assert.ok(verdicts({ exemptions: [{ ...exemption, resource }] }).includes("front no-gate exempt"));
    });
  }

  it("are for one rule and one resource", () => {
    const exemptions = [
      { ...exemption, resource: "back" },
      { ...exemption, rule: "no-door" },
    ];

    assert.ok(verdicts({ exemptions }).includes("front no-gate denied"));
    assert.deepEqual(
      assessed({ exemptions }).unused.map(({ resource }) => resource),
      ["back"],
    );
  });

  it("hold to the end of their last day, and fail from the next one on, also where nothing needs them", () => {
    const caps = { critical: 0, high: 1, medium: undefined, low: undefined };
    const until = (expires: string, resource = "front") =>
      assessed({ caps, exemptions: [{ ...exemption, expires, resource }] }, [gate, window]);

    assert.deepEqual([until("2026-11-30").isRefused, until("2026-11-30").expired.length], [false, 0]);
    assert.deepEqual([until("2026-11-29").isRefused, until("2026-11-29").expired.length], [true, 1]);
    assert.ok(until("2026-11-29").judged.some(({ verdict }) => verdict === "denied"));
    assert.deepEqual([until("2026-11-29", "none").expired.length, until("2026-11-29", "none").unused.length], [1, 0]);
  });
});

describe("resources of packages that no rule knows", () => {
  it("are counted by package, where they are of one of the clouds", () => {
    const types = ["azure:storage/account:Account", "azure:core/a:A", "aws-native:s3:Bucket", "kubernetes:core/v1:Pod"];
    const strangers = programOf([
      ...types.map((type, at) => subjectOf(type, `stranger-${at}`, {})),
      ...program.subjects,
    ]);

    const found = assess(strangers, [], defaultSettings, today);

    assert.deepEqual(found.unchecked, { azure: 2, "aws-native": 1 });
    assert.deepEqual(remarks(found), [
      "Not checked, as rules know no packages but aws, gcp, azure-native and cloudflare: 2 resources of azure, 1 resource of aws-native.",
    ]);
    assert.deepEqual(remarks(assess(program, [], defaultSettings, today)), []);
  });
});

describe("the ratchet", () => {
  const known = [{ rule: "no-window", resource: urnOf("front"), property: "window", since: "2026-10-01" }];
  const ratchet = { known, within: 60 };

  it("refuses what is new, and lets pass what was known for as long as there is to mend it", () => {
    assert.deepEqual(verdicts({ ratchet }), [
      "front no-door new",
      "front no-gate denied",
      "front no-window known",
      "back no-window new",
    ]);
    assert.equal(assessed({ ratchet }, [window]).judged[0]?.until, "2026-11-30");
  });

  it("refuses what is not mended in time", () => {
    assert.ok(verdicts({ ratchet }, "2026-11-30").includes("front no-window known"));
    assert.ok(verdicts({ ratchet }, "2026-12-01").includes("front no-window overdue"));
    assert.equal(assessed({ ratchet }, [window], "2026-12-01").isRefused, true);
  });

  it("says what is mended, and never lets pass what is denied", () => {
    const mended = { rule: "no-window", resource: urnOf("gone"), property: "window", since: "2026-10-01" };
    const denied = { rule: "no-gate", resource: urnOf("front"), property: "gate", since: "2026-10-01" };

    const { mended: found, judged } = assessed({ ratchet: { known: [mended, denied], within: 60 } });

    assert.deepEqual(found, [mended]);
    assert.ok(judged.some(({ verdict, finding }) => verdict === "denied" && finding.rule === gate));
  });
});
