import { severities } from "../contract/rule.ts";
import type { CostAssessment } from "../costs/contract.ts";
import type { Assessment } from "../engine/assess.ts";
import type { Judged } from "../engine/verdicts.ts";
import type { Settings } from "../settings/settings.ts";
import { describeCosts } from "./costs.ts";

const describeJudged = ({ finding, verdict, exemption, until }: Judged) => {
  const { rule, subject, property, what, fix, kind } = finding;
  return {
    ...{ rule: rule.name, cloud: rule.cloud, severity: rule.severity, verdict, kind },
    ...{ urn: subject.urn, type: subject.type, name: subject.name, position: subject.position },
    ...{ property, what, why: rule.why, fix, source: rule.source, references: rule.references },
    ...{ exemption, until },
  };
};

/** An assessment for programs. */
export function describeAssessment(assessment: Assessment, costs: CostAssessment, { caps, weight }: Settings): object {
  const { judged, spent, isRefused, expired, unused, mended, unchecked } = assessment;
  const budget = Object.fromEntries(
    severities.map((severity) => [severity, { spent: spent.counts[severity], cap: caps[severity] ?? null }]),
  );
  return {
    isRefused: isRefused || costs.findings.length > 0,
    budget: { ...budget, weight: { spent: spent.weight, cap: weight ?? null } },
    findings: judged.map(describeJudged),
    exemptions: { expired, unused },
    ...{ mended, unchecked },
    costs: describeCosts(costs),
  };
}
