import { loadCatalogue } from "../../../policies/catalogue.ts";
import { type ComparedPrice, comparePrices } from "../prices/compared.ts";
import { undecidedPrices } from "../prices/decided.ts";
import { allCases } from "./cases.ts";
import { askCheckov } from "./checkov.ts";
import type { Case, Scan } from "./contract.ts";
import { decided } from "./decided/index.ts";
import { undecided } from "./decisions.ts";
import { differencesOf } from "./differences.ts";
import { askKics } from "./kics.ts";
import type { ScanFindings } from "./report.ts";

const asking: Readonly<Record<string, (cases: readonly Case[]) => Promise<readonly Scan[]>>> = {
  checkov: askCheckov,
  kics: askKics,
};

/** Whoever is asked about policies, and about prices. */
export const scannerNames = [...Object.keys(asking), "infracost"];

/** Asks, and collects whoever is unavailable. */
export type Try = <T>(name: string, ask: () => Promise<T>) => Promise<T | undefined>;

/** What scanners say of our rules, and a price list of our prices. */
export async function scan(chosen: readonly string[], attempt: Try): Promise<ScanFindings> {
  const scanners = Object.entries(asking).filter(([name]) => chosen.includes(name));
  const rules = await loadCatalogue();
  const cases = scanners.length === 0 ? [] : await allCases(rules);
  const scans: Scan[] = [];
  for (const [name, ask] of scanners) scans.push(...((await attempt(name, () => ask(cases))) ?? []));
  const prices: readonly ComparedPrice[] | undefined = chosen.includes("infracost")
    ? await attempt("infracost", () => comparePrices(new Date()))
    : undefined;
  const differences = scans.flatMap((one) => differencesOf(one, cases, rules));
  return { rules, cases, scans, differences, decided, prices: prices ?? [] };
}

/** What nobody has decided, and decisions that nothing needs. */
export function problemsOfScan({ scans, differences, prices }: ScanFindings): readonly string[] {
  const asked = [...new Set(scans.map(({ scanner }) => scanner))];
  return [...undecided(differences, decided, asked), ...(prices.length === 0 ? [] : undecidedPrices(prices))];
}

/** How much was compared, and is as it should be. */
export const comparedIn = ({ cases, scans, prices }: ScanFindings): number =>
  scans.reduce((sum, { cloud }) => sum + cases.filter((one) => one.cloud === cloud).length, 0) + prices.length;
