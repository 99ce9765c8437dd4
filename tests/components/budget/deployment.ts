import type { Cloud } from "fourfold";
import { Foundation, type FoundationArgs, type FoundationOptions } from "fourfold/components";
import { type EvaluatedStack, type EvaluateOptions, evaluate } from "fourfold/testing";
import { places } from "../deployment.ts";

export const notify = ["ops@acme.example", "cto@acme.example"];
export const budget = { monthly: 300, notify, at: [0.5, 1], forecast: true };
export const gcp = { project: "acme-test", region: "europe-west1", billingAccount: "01A2B3-C4D5E6-F7A8B9" };

/** A foundation with a budget, and nothing on it. */
export function deployBudgeted(
  cloud: Cloud,
  args: Partial<FoundationArgs> = {},
  options: FoundationOptions = {},
  evaluation: EvaluateOptions = {},
): Promise<EvaluatedStack> {
  return evaluate(() => void new Foundation("acme", { cloud, ...places, gcp, budget, ...args }, options), evaluation);
}

/** The first of a month that begins in some months. */
export function monthAhead(months: number): string {
  const now = new Date();
  const month = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months));
  return month.toISOString().replace(".000", "");
}
