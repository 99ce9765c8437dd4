import { Command, InvalidArgumentError, Option } from "commander";
import { defaultResponseTime, longestResponse } from "../../cost/estimate/response-time.ts";
import { parseClouds } from "../clouds.ts";
import type { CostOptions } from "../cost/cost.ts";
import type { ReconcileOptions } from "../cost/reconcile.ts";
import type { UsageOptions } from "../cost/usage.ts";

function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() !== "" && share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError("Write a number from 0 to 1.");
}

function parseHours(text: string): number {
  const hours = Number(text);
  if (hours > 0 && hours <= longestResponse) return hours;
  throw new InvalidArgumentError(`Write a number of hours above 0, such as 8 or 0.5, and up to ${longestResponse}.`);
}

function parseMonth(text: string): string {
  if (/^\d{4}-(?:0[1-9]|1[0-2])$/.test(text)) return text;
  throw new InvalidArgumentError("Write a month such as 2026-11.");
}

async function cost(options: CostOptions): Promise<void> {
  const { showCost } = await import("../cost/cost.ts");
  await showCost(options);
}

async function usage(options: UsageOptions): Promise<void> {
  const { showUsage } = await import("../cost/usage.ts");
  await showUsage(options);
}

async function reconcile(options: ReconcileOptions): Promise<void> {
  const { showReconciliation } = await import("../cost/reconcile.ts");
  await showReconciliation(options);
}

/** Which program or stack it is about. */
const ofProgram = (command: Command): Command =>
  command
    .option(
      "--file <path>",
      "what `pulumi preview --json --show-sames` or `pulumi stack export` has written; - is the standard input",
    )
    .option("--stack <name>", "whose settings to use", "dev")
    .option("--only <clouds>", "for these clouds only: aws,gcp", parseClouds);

/** How much it is used, and by which prices. */
const onTerms = (command: Command): Command =>
  command
    .option("--policies <path>", "a file that says what the team wants of its costs: docs/policies.md")
    .option("--usage <path>", "a file that says how much is used, instead of the settings': docs/cost.md")
    .option("--prices <path>", "a file of your own prices, instead of the settings': docs/prices.md")
    .option(
      "--allowances <share>",
      "the share of each account's free allowances that this may use, from 0 to 1",
      parseShare,
      0,
    );

const usageCommand = (): Command =>
  ofProgram(new Command("usage").description("write a file of usage to fill in, for --usage"))
    .option("--metrics <path...>", "what AWS, Google Cloud, Azure or Cloudflare have measured: docs/cost.md")
    .action(usage);

const reconcileCommand = (): Command =>
  onTerms(ofProgram(new Command("reconcile").description("compare the estimate with a bill, price by price")))
    .requiredOption("--bill <path>", "what AWS (CUR 2.0), Google Cloud or Azure has exported: docs/cost.md")
    .option("--month <month>", "which month of it, such as 2026-11", parseMonth)
    .option("--json", "as one JSON document", false)
    .action(reconcile);

export function costCommand(): Command {
  const breakdown = new Option("--by <part>", "what it is broken down by").choices(["cloud", "component", "resource"]);
  const command = new Command("cost").description(
    "estimate what the program costs in a month; nothing is deployed, and nobody is asked",
  );
  return onTerms(ofProgram(command).addOption(breakdown.default("component")))
    .option(
      "--response-time <hours>",
      `how long all runs at its caps until somebody stops it (default: as in the settings, or ${defaultResponseTime})`,
      parseHours,
    )
    .option("--against <ref or file>", "what to compare with: a commit, or what --json has written before")
    .option("--clouds", "what its function sets cost on each cloud, side by side", false)
    .option("--json", "as one JSON document", false)
    .option("--markdown", "with --against: as a comment on a pull request", false)
    .addCommand(usageCommand())
    .addCommand(reconcileCommand())
    .action(cost);
}
