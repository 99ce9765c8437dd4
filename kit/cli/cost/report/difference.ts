import type { Amount, Difference, DifferenceRow, Evaluated } from "../../../cost/compare/difference.ts";
import type { SavedCosts } from "../../../cost/report/document.ts";
import { counted, formatChange, formatExposed, formatUsd } from "../../../cost/report/format.ts";
import type { Breakdown } from "../../../cost/report/summary.ts";
import { formatTable } from "../../terminal/table.ts";
import { describeCoverage, formatNotes, type Note, notesOf } from "./notes.ts";

/** What is compared with what. */
export interface Comparison {
  /** As people call what a program is compared with: `main (1a2b3c4)`. */
  readonly label: string;
  readonly by: Breakdown;
  readonly before: SavedCosts;
  readonly after: Evaluated;
  readonly difference: Difference;
}

/** What a row says of a part that was not there before, or is there no longer. */
export const marks: Readonly<Record<DifferenceRow["status"], string>> = {
  ...{ new: "new", gone: "gone", changed: "", same: "" },
};

/** The parts that a change is about. */
export const changedRows = ({ rows }: Difference): readonly DifferenceRow[] =>
  rows.filter(({ status }) => status !== "same");

const formatAmount = ({ before, after, code, usage, prices }: Amount): readonly string[] => [
  ...[formatUsd(before), formatUsd(after), formatChange(after - before)],
  ...[code, usage, prices].map(formatChange),
];

/** What was before, apart from amounts. */
function beforeNotes({ label, by, before, after, difference }: Comparison): readonly Note[] {
  const same = difference.rows.length - changedRows(difference).length;
  const [now, then] = [after.costs.exposure, before.exposure].map(({ usdPerHour, isUnbounded }) =>
    formatExposed(usdPerHour, isUnbounded).trim(),
  );
  const sentences = [
    `Compared with ${label}. ${counted(same, by)} ${same === 1 ? "costs" : "cost"} the same.`,
    `At the caps it costs ${now} an hour, and cost ${then} before.`,
    `Before, ${describeCoverage(before.coverage)} had a price or cost nothing.`,
  ];
  return [{ heading: sentences.join("\n"), items: [] }];
}

/** What a change costs, for people. */
export function formatDifference(comparison: Comparison): string {
  const { by, after, difference } = comparison;
  const table = formatTable(
    [
      [by, "", "before", "after, a month", "difference", "by code", "by usage", "by prices"],
      ...changedRows(difference).map((row) => [row.name, marks[row.status], ...formatAmount(row)]),
      ["total", "", ...formatAmount(difference.total)],
    ],
    [2, 3, 4, 5, 6, 7],
  );
  return `${table}\n\n${formatNotes([...beforeNotes(comparison), ...notesOf(after.costs)])}`;
}
