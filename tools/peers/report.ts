import type { Conformance } from "./gocloud.ts";
import { keepReport } from "./kept.ts";
import type { Comparison, Disagreement } from "./verdict.ts";
import { versions } from "./versions.ts";

/** The findings of a run. */
export interface Findings {
  readonly comparisons: readonly Comparison[];
  readonly conformance: readonly Conformance[];
  /** The unavailable peers, with the reason. */
  readonly unavailable: readonly string[];
}

const reportFile = new URL("REPORT.md", import.meta.url);

const cell = (text: string): string => text.replaceAll("|", "\\|").replace(/\s+/g, " ");
const code = (text: string): string => `\`${cell(text).replaceAll("`", "'")}\``;

function comparisonTable(comparisons: readonly Comparison[]): readonly string[] {
  const rows = comparisons.map(({ peer, service, asked, disagreements }) => {
    const count = (right: string) => disagreements.filter(({ judgement }) => judgement?.right === right).length;
    const judged = [count("Fourfold"), count("the peer"), count("open")].join(" | ");
    return `| ${service} | ${peer} | ${asked} | ${asked - disagreements.length} | ${disagreements.length} | ${judged} |`;
  });
  return [
    "| | peer | asked | agree | disagree | the page is with us | with the peer | leaves it open |",
    "| --- | --- | --: | --: | --: | --: | --: | --: |",
    ...rows,
  ];
}

function conformanceTable(all: readonly Conformance[]): readonly string[] {
  const rows = all.flatMap(({ peer, kinds }) =>
    kinds.map(({ kind, passed, failed }) => `| ${peer} | ${kind} | ${passed} | ${failed.join(", ") || "none"} |`),
  );
  return ["| | kind | passed | failed |", "| --- | --- | --: | --- |", ...rows];
}

function disagreementRows(disagreements: readonly Disagreement[]): readonly string[] {
  const judged = Map.groupBy(disagreements, ({ judgement }) => judgement);
  return [...judged].flatMap(([judgement, all]) => [
    "",
    judgement === undefined
      ? "**Not judged.**"
      : `**Right: ${judgement.right}.** ${judgement.why} <${judgement.source}>`,
    "",
    "| asked | Fourfold | peer |",
    "| --- | --- | --- |",
    ...all.map(({ about, steps }) => {
      const [ours, theirs] = [steps.map((one) => code(one.ours)), steps.map((one) => code(one.theirs))];
      return `| ${code(about)} | ${ours.join("<br>")} | ${theirs.join("<br>")} |`;
    }),
  ]);
}

/** The report as Markdown. */
export function formatReport({ comparisons, conformance }: Findings, date: Date): string {
  const sections = comparisons
    .filter(({ disagreements }) => disagreements.length > 0)
    .flatMap(({ peer, service, disagreements }) => ["", `### ${service}: ${peer}`, ...disagreementRows(disagreements)]);
  return [
    "# What other simulators answer",
    "",
    "Written by `npm run test:peers`, and not to be edited. The same questions were put to the simulated clouds of this project and to",
    "independent ones, and the answers compared in a normal form: status, error code and fields, with ids and times masked. Where two",
    "disagree, the vendor's page decides; `tools/peers/judged/` says which, and a disagreement that nobody has judged fails the command.",
    "",
    `- Asked on ${date.toISOString().slice(0, 10)}`,
    `- moto ${versions.moto}, ElasticMQ ${versions.elasticmq}, dynalite ${versions.dynalite}, the Go CDK ${versions.gocloud}, cloud.google.com/go/pubsub/v2 ${versions.pubsub}`,
    "",
    "## Scripts and filters",
    "",
    "A script is one exchange of several requests with AWS's official client; a filter is created with a subscription, and asked about",
    "each of a dozen messages. Transactions and Expiry are parts of DynamoDB that dynalite does not have. That the drivers for DynamoDB,",
    "Firestore, Cosmos DB, D1 and memory mean the same is not asked here: `tests/conformance/table-model/` compares them step by step.",
    "",
    ...comparisonTable(comparisons),
    "",
    "## The Go CDK's tests of drivers",
    "",
    "`gocloud.dev/pubsub/drivertest` with the driver `awssnssqs`: straight to a queue, through a topic, and through a topic that delivers raw;",
    "and `gocloud.dev/docstore/drivertest` with the driver `awsdynamodb`: two tables, with a global and a local index.",
    "What fails with us fails the command; what fails with another is about that one.",
    "",
    ...conformanceTable(conformance),
    "",
    "## Disagreements",
    ...sections,
    "",
  ].join("\n");
}

/**
 * Writes the report.
 *
 * @param file - The file. @default REPORT.md
 * @returns Whether anything but the date has changed.
 */
export const record = (findings: Findings, date: Date, file = reportFile): boolean =>
  keepReport(formatReport(findings, date), file);
