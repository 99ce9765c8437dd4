import { createHash } from "node:crypto";
import { type Rule, type Severity, weights } from "../contract/rule.ts";
import type { Subject } from "../contract/subject.ts";
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

/** Where a resource is constructed. GitHub takes no finding without a file: one whose resource's is not known is of the project. */
function locationOf({ urn, name, position }: Subject) {
  const { file = "Pulumi.yaml", line = 1, column } = position ?? {};
  return {
    physicalLocation: {
      artifactLocation: { uri: encodeURI(file), uriBaseId: "%SRCROOT%" },
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

function describeResult(judged: Judged, ruleIndex: number) {
  const { finding } = judged;
  const fingerprint = createHash("sha256")
    .update(keyOf(placeOf(finding)))
    .digest("hex");
  return {
    ...{ ruleId: idOf(finding.rule), ruleIndex, level: levels[finding.rule.severity] },
    message: { text: `${finding.subject.name}: ${describeFinding(finding)} ${finding.fix}.` },
    locations: [locationOf(finding.subject)],
    partialFingerprints: { "fourfold/v1": fingerprint },
    properties: { verdict: judged.verdict, type: finding.subject.type },
    ...suppressionsOf(judged),
  };
}

/** An assessment for code scanning, as GitHub and editors show it. What is not known yet is no finding. */
export function describeSarif({ judged }: Assessment, catalogue: readonly Rule[]): object {
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
            rules: catalogue.map(describeRule),
          },
        },
        columnKind: "utf16CodeUnits",
        results: found.map((each) => describeResult(each, index.get(each.finding.rule) ?? -1)),
      },
    ],
  };
}
