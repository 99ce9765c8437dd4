import { readBill } from "../../cost/bills/bill.ts";
import { reconcile } from "../../cost/bills/reconcile.ts";
import { type CostChoice, evaluateCosts } from "./evaluate.ts";
import { describeReconciliation, formatReconciliation } from "./report/reconciliation.ts";

/** What is compared with which bill. */
export interface ReconcileOptions extends Omit<CostChoice, "folder"> {
  /** A file that a vendor has exported. */
  readonly bill: string;
  /** The month of it: `2026-11`. @default the only one that it has */
  readonly month?: string;
  readonly json: boolean;
}

/** Prints an estimate beside a bill. */
export async function showReconciliation(options: ReconcileOptions): Promise<void> {
  // The bill first: a mistake in it is known before a program has run.
  const bill = await readBill(options.bill, options.month);
  const { costs } = await evaluateCosts({ ...options, folder: process.cwd() });
  const found = reconcile(costs, bill);
  console.log(options.json ? JSON.stringify(describeReconciliation(found), undefined, 2) : formatReconciliation(found));
}
