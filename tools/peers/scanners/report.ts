import type { Rule } from "../../../policies/contract/rule.ts";
import { agrees, type ComparedPrice } from "../prices/compared.ts";
import { decidedPrices } from "../prices/decided.ts";
import { scannerVersions } from "../versions.ts";
import { titleOf } from "./cases.ts";
import { type Case, referenceKeys, type Scan } from "./contract.ts";
import { type Decision, decisionOn } from "./decisions.ts";
import { type Difference, type Kind, kinds } from "./differences.ts";

/** What a run has found. */
export interface ScanFindings {
  readonly rules: readonly Rule[];
  readonly cases: readonly Case[];
  readonly scans: readonly Scan[];
  readonly differences: readonly Difference[];
  readonly decided: readonly Decision[];
  readonly prices: readonly ComparedPrice[];
}

const headings: Readonly<Record<Kind, string>> = {
  theirs: "What only they find",
  ours: "What only our rules find",
  unnamed: "Changes of examples that they notice, too, and rules do not name",
  unmoved: "Checks that rules name, and that notice no change of their examples",
};

const code = (text: string): string => `\`${text.replaceAll("|", "\\|")}\``;
const shortOf = (type: string): string =>
  type
    .split(":")
    .slice(1)
    .join(":")
    .replace(/\/[^/]+:/, ":");

function countsTable({ rules, cases, scans, differences }: ScanFindings): readonly string[] {
  const rows = scans.map(({ scanner, cloud, said }) => {
    const own = cases.filter((one) => one.cloud === cloud);
    const named = rules.filter((rule) => rule.cloud === cloud && rule.references[referenceKeys[scanner]] !== undefined);
    const verdicts = own.flatMap(({ id }) => said.get(id) ?? []);
    const [failed, passed] = [
      verdicts.reduce((sum, one) => sum + one.failed.size, 0),
      verdicts.reduce((sum, one) => sum + one.passed.size, 0),
    ];
    const counts = kinds.map(
      (kind) => differences.filter((one) => one.scanner === scanner && one.kind === kind && one.cloud === cloud).length,
    );
    return `| ${[scanner, cloud, `${said.size} of ${own.length}`, named.length, failed, passed, ...counts].join(" | ")} |`;
  });
  return [
    "| | cloud | resources known | rules that name a check | findings | passed | only theirs | only ours | unnamed | unmoved |",
    "| --- | --- | --: | --: | --: | --: | --: | --: | --: | --: |",
    ...rows,
  ];
}

function differenceRows(kind: Kind, { differences, decided }: ScanFindings): readonly string[] {
  const own = differences.filter((one) => one.kind === kind);
  const byDecision = Map.groupBy(own, (one) => decisionOn(one, decided));
  return [...byDecision].flatMap(([decision, all]) => [
    "",
    decision === undefined ? "**Not decided.**" : `**${decision.scanner}.** ${decision.why}`,
    "",
    ...all.map(({ about, title, types, examples, shop }) => {
      const where = types.length === 0 ? "no type that it knows" : types.map((type) => code(shortOf(type))).join(", ");
      const counts = [
        ...(examples > 0 ? [`${examples} in examples`] : []),
        ...(shop > 0 ? [`${shop} in the shop`] : []),
      ];
      return `- ${code(about)}${title === "" ? "" : ` ${title}`}: ${where}${counts.length === 0 ? "" : `; ${counts.join(", ")}`}`;
    }),
  ]);
}

/** The types that rules ask about, and a scanner has no check for that they name. */
function unaskedRows({ rules, cases, scans }: ScanFindings): readonly string[] {
  return scans.flatMap(({ scanner, cloud, said }) => {
    const rows = rules
      .filter((rule) => rule.cloud === cloud)
      .flatMap((rule) => {
        const named = rule.references[referenceKeys[scanner]] ?? [];
        const knows = (type: string): boolean =>
          cases.some((one) => {
            const verdicts = one.type === type ? said.get(one.id) : undefined;
            return verdicts !== undefined && named.some((id) => verdicts.failed.has(id) || verdicts.passed.has(id));
          });
        const unknown = Object.keys(rule.types).filter((type) => !knows(type));
        return unknown.length === 0
          ? []
          : [`| ${code(titleOf(rule))} | ${unknown.map((type) => code(shortOf(type))).join(", ")} |`];
      });
    return ["", `### ${scanner}, ${cloud}`, "", "| rule | types |", "| --- | --- |", ...rows];
  });
}

function priceRows({ prices }: ScanFindings): readonly string[] {
  const differing = prices.filter((price) => !agrees(price));
  const independent = prices.filter(({ isCopied }) => !isCopied);
  return [
    `${prices.length} prices, of which ${prices.length - independent.length} have been read there in the first place; of the other ${independent.length}, ${independent.filter(agrees).length} agree.`,
    "",
    "| price | ours | theirs | |",
    "| --- | --: | --: | --- |",
    ...differing.map(({ about, ours, theirs, unit }) => {
      const why = decidedPrices.find((one) => one.about.includes(about))?.why ?? "Not decided.";
      return `| ${code(about)}, per ${unit} | ${ours} | ${theirs[0]?.usd.toPrecision(4)} | ${why} |`;
    }),
  ];
}

/** The report as Markdown. */
export function formatScans(findings: ScanFindings, date: Date): string {
  return [
    "# What scanners and a price list say",
    "",
    "Written by `npm run test:peers`, and not to be edited. The examples of all rules in `policies/`, compliant and changed, and the shop's resources",
    "on four clouds were given to scanners in a form that they read: AWS and Google Cloud as a plan of Terraform, from whose providers those of Pulumi",
    "are made, and Azure as a template of Azure Resource Manager. Where they and our rules differ, `tools/peers/scanners/decided/` says why; a",
    "difference that nobody has decided fails the command.",
    "",
    `- Asked on ${date.toISOString().slice(0, 10)}`,
    `- ${Object.entries(scannerVersions)
      .map(([name, version]) => `${name} ${version}`)
      .join(", ")}`,
    "",
    ...countsTable(findings),
    ...kinds.flatMap((kind) => ["", `## ${headings[kind]}`, ...differenceRows(kind, findings)]),
    "",
    "## What they have no check for",
    "",
    "Types that a rule asks about, and for which the scanner has none of the checks that the rule names.",
    ...unaskedRows(findings),
    "",
    "## Prices",
    "",
    "Facts of `kit/cost/prices/` beside what Infracost's price list, which reads the vendors', answered when its tests were last recorded.",
    ...priceRows(findings),
    "",
  ].join("\n");
}
