import { programOf } from "../../../policies/contract/program.ts";
import type { Subject } from "../../../policies/contract/subject.ts";
import { unknown } from "../../../policies/contract/values.ts";
import type { CostAssessment } from "../../../policies/costs/contract.ts";
import { assess } from "../../../policies/engine/assess.ts";
import { defaultSettings, type Settings } from "../../../policies/settings/settings.ts";
import { ruleFor, thing } from "../support/rules.ts";
import { subjectOf, urnOf } from "../support/subjects.ts";

export const today = "2026-11-30";

const door = ruleFor("door", { severity: "critical", level: "denied" });
const window = ruleFor("window", { severity: "high" });
const gate = ruleFor("gate", { severity: "low" });
export const catalogue = [door, window, gate, ruleFor("hatch")];

const placed = (subject: Subject): Subject => ({
  ...subject,
  position: { file: "src/my house.ts", line: 12, column: 5 },
});

const program = programOf([
  placed(subjectOf(thing, "front", { door: true, window: true })),
  subjectOf(thing, "side", { door: true, label: unknown }),
  subjectOf(thing, "back", { window: true, gate: true }),
]);

const exemption = { rule: "no-door", resource: "side", reason: "a <park>", owner: "ann", expires: "2026-12-31" };
const known = { rule: "no-gate", resource: urnOf("back"), property: "gate", since: "2026-11-01" };
const gone = { rule: "no-gate", resource: urnOf("gone"), property: "gate", since: "2026-11-01" };

/** An assessment with each verdict, but for what counts: the ratchet is on. */
export const ratcheted = {
  ...defaultSettings,
  exemptions: [exemption],
  ratchet: { known: [known, gone], within: 90 },
};

/** One with what counts, and more of it than there may be. */
export const budgeted = { ...defaultSettings, exemptions: [exemption] };

export const assessed = (settings: Settings = ratcheted) => assess(program, catalogue, settings, today);

/** Of a team that wants no cost budget. */
export const noCosts: CostAssessment = { findings: [], spent: [], notes: [] };
