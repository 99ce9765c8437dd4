import { createHash } from "node:crypto";
import { type Rule, type Severity, weights } from "../contract/rule.ts";
import type { Subject } from "../contract/subject.ts";
import { type CostAssessment, type CostFinding, explainCost } from "../costs/contract.ts";
import type { Assessment } from "../engine/assess.ts";
import { describeFinding, keyOf, placeOf } from "../engine/finding.ts";
import type { Judged } from "../engine/verdicts.ts";

/** https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317648 */
const levels: Readonly<Record<Severity, string>> = { critical: "error", high: "error", medium: "warning", low: "note" };

/** How GitHub sorts findings: over 9 is critical, from 7 high, from 4 medium. https://docs.github.com/en/code-security/code-scanning/integrating-with-code-scanning/sarif-support-for-code-scanning#reportingdescriptor-object */
const scores: Readonly<Record<Severity, string>> = { critical: "9.5", high: "7.5", medium: "5.0", low: "2.0" };

const idOf = ({ cloud, name }: Rule): string => `${cloud}/${name}`;

const describeRule = (rule: Rule) => ({
  ...{ id: idOf(rule), name: rule.name, helpUri: rule.source },
  shortDescription: { text: `${rule.title}.` },
  fullDescription: { text: `${rule.title}. ${rule.why}` },
  help: { text: `${rule.why} ${rule.source}` },
  defaultConfiguration: { level: levels[rule.severity] },
  properties: {
    tags: ["security", rule.cloud, ...Object.values(rule.references).flat()],
    "security-severity": scores[rule.severity],
    weight: weights[rule.severity],
  },
});

/** What is refused of costs is about no line, and no matter of security. */
const costRule = {
  ...{ id: "stack/cost-budget", name: "cost-budget", helpUri: "https://www.npmjs.com/package/fourfold" },
  shortDescription: { text: "The costs stay within the budget." },
  fullDescription: { text: "What the program costs in a month, and at its caps, stays within the budget of its team." },
  help: { text: "docs/policies.md#cost-budgets" },
  defaultConfiguration: { level: "error" },
  properties: { tags: ["cost"] },
};

/** Where a resource is constructed. GitHub takes no finding without a file: one whose resource's is not known is of the project. */
function locationOf({ urn, name, position }: Pick<Subject, "urn" | "name" | "position">, folder: string) {
  const { file = "Pulumi.yaml", line = 1, column } = position ?? {};
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(`${folder}${file}`), uriBaseId: "%SRCROOT%" },
      region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
    },
    logicalLocations: [{ name, fullyQualifiedName: urn, kind: "resource" }],
  };
}

/** What lets a finding pass: https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/sarif-v2.1.0-os.html#_Toc34317661 */
function suppressionsOf({ exemption, verdict, until }: Judged): object {
  if (exemption !== undefined) {
    const { owner, expires, reason } = exemption;
    return { suppressions: [{ kind: "external", justification: `${owner}, until ${expires}: ${reason}` }] };
  }
  if (verdict !== "known") return {};
  return {
    suppressions: [{ kind: "external", justification: `It was known before, and is to be mended by ${until}.` }],
  };
}

/** By this, a finding is the same in the next run. */
const fingerprintOf = (key: string) => ({
  partialFingerprints: { "fourfold/v1": createHash("sha256").update(key).digest("hex") },
});

function describeResult(judged: Judged, ruleIndex: number, folder: string) {
  const { finding } = judged;
  return {
    ...{ ruleId: idOf(finding.rule), ruleIndex, level: levels[finding.rule.severity] },
    message: { text: `${finding.subject.name}: ${describeFinding(finding)} ${finding.fix}.` },
    locations: [locationOf(finding.subject, folder)],
    ...fingerprintOf(keyOf(placeOf(finding))),
    properties: { verdict: judged.verdict, type: finding.subject.type },
    ...suppressionsOf(judged),
  };
}

function describeCost(finding: CostFinding, ruleIndex: number, folder: string) {
  const { kind, about, urn = "", what, fix } = finding;
  // Where amounts are told, the budget is what stays the same.
  const told = kind === "unpriced" ? what : fix;
  return {
    ...{ ruleId: costRule.id, ruleIndex, level: "error", message: { text: explainCost(finding) } },
    locations: [locationOf({ name: about, urn }, folder)],
    ...fingerprintOf(`${kind} ${about} ${urn} ${told}`),
    properties: { verdict: "denied", kind },
  };
}

/**
 * An assessment for code scanning, as GitHub and editors show it. What is not known yet is no finding.
 *
 * @param folder - The project's in its repository, from which on files are named: `services/shop/`. @default it is the repository's own
 */
export function describeSarif(
  { judged }: Assessment,
  costs: CostAssessment,
  catalogue: readonly Rule[],
  folder = "",
): object {
  const index = new Map(catalogue.map((rule, at) => [rule, at]));
  const found = judged.filter(({ verdict }) => verdict !== "pending");
  return {
    $schema: "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "Fourfold",
            informationUri: "https://www.npmjs.com/package/fourfold",
            rules: [...catalogue.map(describeRule), costRule],
          },
        },
        columnKind: "utf16CodeUnits",
        results: [
          ...found.map((each) => describeResult(each, index.get(each.finding.rule) ?? -1, folder)),
          ...costs.findings.map((finding) => describeCost(finding, catalogue.length, folder)),
        ],
      },
    ],
  };
}
