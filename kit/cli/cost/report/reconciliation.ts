import type { Billed } from "../../../cost/bills/bill.ts";
import type { ReconciledRow, Reconciliation } from "../../../cost/bills/reconcile.ts";
import { counted, formatChange, formatUsd } from "../../../cost/report/format.ts";
import { formatTable } from "../../terminal/table.ts";
import { formatNotes, type Note } from "./notes.ts";

/** What stands where one side has nothing. */
const none = "–";

const amount = (usd: number | undefined): string => (usd === undefined ? none : formatUsd(usd));

const formatRow = ({ price, estimated, billed }: ReconciledRow): readonly string[] => [
  ...[price, amount(estimated), amount(billed)],
  formatChange((billed ?? 0) - (estimated ?? 0)),
];

const formatQuantities = ({ quantities }: Billed): string =>
  Object.entries(quantities)
    .map(([unit, quantity]) => `${quantity.toLocaleString("en", { maximumSignificantDigits: 4 })} ${unit}`.trim())
    .join(", ");

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

/** How many lines of what has no counterpart are shown: an account may have hundreds of services. */
const mostOthers = 20;

function otherNotes({ bill, others }: Reconciliation): readonly Note[] {
  const shown = others.slice(0, mostOthers);
  const rest = others.slice(mostOthers);
  const items = shown.map(([name, billed]) => `${name}: ${formatUsd(billed.usd)} (${formatQuantities(billed)})`);
  const left = `${counted(rest.length, "other")}: ${formatUsd(sum(rest.map(([, { usd }]) => usd)))}`;
  const extra = [...bill.extra].map(([kind, usd]) => `${kind}: ${formatChange(usd)}`);
  const notes = [
    { heading: "Billed, and no price of the book is for it:", items: rest.length === 0 ? items : [...items, left] },
    { heading: "Billed, and not usage:", items: extra },
  ];
  return notes.filter((note) => note.items.length > 0);
}

/** An estimate beside a bill, for people. */
export function formatReconciliation(found: Reconciliation): string {
  const { bill, rows } = found;
  const [estimated, billed] = [sum(rows.map((row) => row.estimated ?? 0)), sum(rows.map((row) => row.billed ?? 0))];
  const table = formatTable(
    [
      ["price", "estimated", "billed", "difference"],
      ...rows.map(formatRow),
      ["total", formatUsd(estimated), formatUsd(billed), formatChange(billed - estimated)],
    ],
    [1, 2, 3],
  );
  const heading = `${bill.format.title}, ${bill.month}: ${counted(bill.days, "day")} with usage, in US dollars before taxes and credits.`;
  const lacking = `A ${none} on one side: only the other one has it.`;
  return `${table}\n\n${formatNotes([{ heading: `${heading}\n${lacking}`, items: [] }, ...otherNotes(found)])}`;
}

/** An estimate beside a bill, for programs. */
export const describeReconciliation = ({ bill, rows, others }: Reconciliation): object => ({
  ...{ currency: "USD", cloud: bill.format.cloud, month: bill.month, days: bill.days, prices: rows },
  others: others.map(([name, { usd, quantities }]) => ({ name, usd, quantities })),
  extra: Object.fromEntries(bill.extra),
});
