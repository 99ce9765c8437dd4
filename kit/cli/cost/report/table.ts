import type { Costs } from "../../../cost/costs.ts";
import { counted, formatExposed, formatUsd } from "../../../cost/report/format.ts";
import { type Breakdown, breakDown, type Row, totalOf } from "../../../cost/report/summary.ts";
import { formatTable } from "../../terminal/table.ts";
import { formatNotes, notesOf } from "./notes.ts";

const formatRow = (hours: number, { name, low, expected, exposedPerHour, isUnbounded }: Row): readonly string[] => [
  ...[name, formatUsd(low), formatUsd(expected)],
  ...[formatExposed(exposedPerHour, isUnbounded), formatExposed(exposedPerHour * hours, isUnbounded)],
];

/** What a program costs, for people. */
export function formatCosts(costs: Costs, by: Breakdown): string {
  const hours = costs.exposure.responseTime;
  const rows = [...breakDown(costs, by), totalOf(costs)].map((row) => formatRow(hours, row));
  const heading = [by, "at least", "expected, a month", "at the caps, an hour ", `in ${counted(hours, "hour")} `];
  return `${formatTable([heading, ...rows], [1, 2, 3, 4])}\n\n${formatNotes(notesOf(costs))}`;
}
