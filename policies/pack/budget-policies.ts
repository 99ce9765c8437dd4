import type { StackValidationPolicy } from "@pulumi/policy";
import type { Program } from "../contract/program.ts";
import { severities } from "../contract/rule.ts";
import { type Assessment, conclude } from "../engine/assess.ts";
import { examine } from "../engine/examine.ts";
import { explainFinding, type Finding } from "../engine/finding.ts";
import { givenOf } from "../engine/given.ts";
import { namesBy } from "../engine/naming.ts";
import { levelOf, type Verdict } from "../engine/verdicts.ts";
import { overspending, remarks } from "../reports/refusals.ts";
import type { Settings } from "../settings/settings.ts";
import type { Context } from "./context.ts";

/** What the rules would have found on resources that Pulumi has asked about at the end only, as it does of those that `--target` leaves out. */
function unasked(program: Program, { catalogue, settings, today, session }: Context): readonly Finding[] {
  const told = { today, reachable: Object.keys(settings.public), isNamed: namesBy(program.around) };
  const left = program.subjects.filter(({ urn }) => !session.hasSeen(urn));
  return catalogue
    .filter((rule) => levelOf(rule, settings) !== "off")
    .flatMap((rule) => {
      const given = givenOf(rule, { ...told, options: settings.rules[rule.name]?.options ?? {} });
      return left.flatMap((subject) => examine(rule, subject, given));
    });
}

/** The budget in Pulumi's configuration of the pack, over the team's. */
function withConfig(settings: Settings, config: Readonly<Record<string, unknown>>): Settings {
  const numbers = Object.entries(config).filter((entry): entry is [string, number] => typeof entry[1] === "number");
  const { weight = settings.weight, ...caps } = Object.fromEntries(numbers);
  return { ...settings, weight, caps: { ...settings.caps, ...caps } };
}

const cap = { type: "integer", minimum: 0 } as const;

/** What is refused of a stack as a whole. */
const refused: ReadonlySet<Verdict> = new Set(["new", "overdue"]);

export function budgetPolicies(context: Context): readonly StackValidationPolicy[] {
  const { session, today } = context;
  const assessed = (program: Program, settings: Settings): Assessment => {
    const findings = [...session.findingsOn(program.subjects), ...unasked(program, context)];
    return conclude(findings, program, settings, today);
  };
  return [
    {
      name: "security-budget",
      displayName: "Security budget",
      description: "The findings stay within the security budget.",
      enforcementLevel: "mandatory",
      configSchema: { properties: { ...Object.fromEntries(severities.map((name) => [name, cap])), weight: cap } },
      validateStack({ resources, getConfig }, report) {
        const settings = withConfig(context.settings, getConfig());
        const assessment = assessed(session.programOf(resources), settings);
        for (const text of overspending(assessment, settings)) report(`${text}.`);
        for (const { finding, verdict } of assessment.judged) {
          // What is denied has been told when it was asked about, where it was.
          const isTold = verdict === "denied" && session.hasSeen(finding.subject.urn);
          if (refused.has(verdict) || (verdict === "denied" && !isTold))
            report(explainFinding(finding), finding.subject.urn);
        }
      },
    },
    {
      name: "security-notes",
      displayName: "Notes on security",
      description:
        "Exemptions that nothing needs, entries of the baseline that are overdue for removal, properties that are not known yet, and resources that no rule knows.",
      enforcementLevel: "advisory",
      validateStack({ resources }, report) {
        for (const remark of remarks(assessed(session.programOf(resources), context.settings))) report(remark);
      },
    },
  ];
}
