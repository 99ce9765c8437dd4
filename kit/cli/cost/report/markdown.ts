import type { DifferenceRow } from "../../../cost/compare/difference.ts";
import { counted, formatChange, formatExposed, formatUsd } from "../../../cost/report/format.ts";
import { totalOf } from "../../../cost/report/summary.ts";
import { type Comparison, changedRows, marks } from "./difference.ts";
import { type Note, notesOf } from "./notes.ts";

/** By this line, a job finds the comment that it has written before. */
const mark = "<!-- fourfold cost -->";

/** How many parts a comment shows: it is to be read. */
const mostRows = 30;

/** Text in a cell, where a bar would end it: https://github.github.com/gfm/#tables-extension- */
const code = (text: string): string => `\`${text.replaceAll("`", "'").replaceAll("|", "\\|")}\``;

const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;

const table = (
  heading: readonly string[],
  alignment: readonly string[],
  rows: readonly (readonly string[])[],
): string => [heading, alignment, ...rows].map(row).join("\n");

function headingOf({ difference: { total } }: Comparison): string {
  const change = total.after - total.before;
  if (Math.abs(change) < 0.005) return "### This change costs as much as before";
  const amount = formatUsd(Math.abs(change));
  return change > 0 ? `### This change costs ${amount} a month more` : `### This change costs ${amount} a month less`;
}

/** The amounts of the whole program. */
function summaryOf({ before, after, difference: { total } }: Comparison): string {
  const low = [before.lines.reduce((sum, line) => sum + line.low, 0), totalOf(after.costs).low] as const;
  const caps = [before.exposure, after.costs.exposure] as const;
  const change = (from: number, to: number): string => formatChange(Math.abs(to - from) < 0.005 ? 0 : to - from);
  const perHour = caps.map(({ usdPerHour, isUnbounded }) => formatExposed(usdPerHour, isUnbounded).trim());
  return table(
    ["", "before", "after", "difference"],
    ["---", "---:", "---:", "---:"],
    [
      [
        "expected, a month",
        formatUsd(total.before),
        formatUsd(total.after),
        `**${change(total.before, total.after)}**`,
      ],
      ["at least, a month", ...low.map(formatUsd), change(...low)],
      ["at the caps, an hour", ...perHour, change(caps[0].usdPerHour, caps[1].usdPerHour)],
    ],
  );
}

const formatRow = ({ name, status, before, after }: DifferenceRow): readonly string[] => [
  ...[code(name), marks[status]],
  status === "new" ? "" : formatUsd(before),
  status === "gone" ? "" : formatUsd(after),
  formatChange(after - before),
];

/** The parts that change, and how many do not. */
function partsOf({ by, difference }: Comparison): readonly string[] {
  const rows = changedRows(difference);
  const [shown, others] = [rows.slice(0, mostRows), rows.slice(mostRows)];
  const rest = others.reduce((sum, { before, after }) => sum + after - before, 0);
  const same = difference.rows.length - rows.length;
  const left = others.length === 0 ? [] : [[`${others.length} others`, "", "", "", formatChange(rest)]];
  return [
    ...(rows.length === 0
      ? []
      : [
          table(
            [by, "", "before", "after", "difference"],
            ["---", "---", "---:", "---:", "---:"],
            [...shown.map(formatRow), ...left],
          ),
        ]),
    `${counted(same, by)} ${same === 1 ? "costs" : "cost"} the same.`,
  ];
}

const formatNote = ({ heading, items }: Note): string =>
  [heading, ...(items.length === 0 ? [] : ["", ...items.map((item) => `- ${item}`)])].join("\n");

/** What a change costs, as a comment on the pull request that it is in. */
export function formatComment(comparison: Comparison): string {
  const { label, after, difference } = comparison;
  const { code: byCode, usage, prices } = difference.total;
  const [coverage, ...notes] = notesOf(after.costs);
  const causes = `By code ${formatChange(byCode)}, by usage ${formatChange(usage)}, by prices ${formatChange(prices)}`;
  return [
    ...[mark, headingOf(comparison), summaryOf(comparison), `${causes}. Compared with ${label}.`],
    ...partsOf(comparison),
    ...(coverage === undefined ? [] : [formatNote(coverage)]),
    "<details><summary>Caps, assumptions and prices</summary>",
    ...notes.map(formatNote),
    "</details>",
  ].join("\n\n");
}
