import { Command, InvalidArgumentError, Option } from "commander";
import { defaultResponseTime } from "../../cost/estimate/response-time.ts";
import { parseClouds } from "../clouds.ts";
import type { CostOptions } from "../cost/cost.ts";

function parseShare(text: string): number {
  const share = Number(text);
  if (text.trim() !== "" && share >= 0 && share <= 1) return share;
  throw new InvalidArgumentError("Write a number from 0 to 1.");
}

function parseHours(text: string): number {
  const hours = Number(text);
  if (Number.isFinite(hours) && hours > 0) return hours;
  throw new InvalidArgumentError("Write a number of hours above 0, such as 8 or 0.5.");
}

async function cost(options: CostOptions): Promise<void> {
  const { showCost } = await import("../cost/cost.ts");
  await showCost(options);
}

export function costCommand(): Command {
  const breakdown = new Option("--by <part>", "what it is broken down by").choices(["cloud", "component", "resource"]);
  return new Command("cost")
    .description("estimate what the program costs in a month; nothing is deployed, and nobody is asked")
    .option(
      "--file <path>",
      "what `pulumi preview --json` or `pulumi stack export` has written; - is the standard input",
    )
    .option("--stack <name>", "whose settings to use", "dev")
    .option("--only <clouds>", "for these clouds only: aws,gcp", parseClouds)
    .addOption(breakdown.default("component"))
    .option("--usage <path>", "a file that says how much is used: docs/cost.md")
    .option("--prices <path>", "a file of your own prices: docs/prices.md")
    .option(
      "--allowances <share>",
      "the share of each account's free allowances that this may use, from 0 to 1",
      parseShare,
      0,
    )
    .option(
      "--response-time <hours>",
      "how long all runs at its caps until somebody stops it",
      parseHours,
      defaultResponseTime,
    )
    .option("--against <ref or file>", "what to compare with: a commit, or what --json has written before")
    .option("--clouds", "what its function sets cost on each cloud, side by side", false)
    .option("--json", "as one JSON document", false)
    .option("--markdown", "with --against: as a comment on a pull request", false)
    .action(cost);
}
