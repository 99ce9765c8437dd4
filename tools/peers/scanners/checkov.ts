import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Cloud } from "../../../kit/spec/clouds.ts";
import { folderFor, need, PeerUnavailable, run } from "../command.ts";
import { scannerVersions } from "../versions.ts";
import { armAddressOf, templateOf } from "./arm/template.ts";
import type { Asked, Case, Scan, Verdicts } from "./contract.ts";
import { addressOf, plannedOf, planOf } from "./terraform/plan.ts";

interface Checked {
  readonly check_id: string;
  readonly check_name: string;
  readonly resource: string;
}

/** https://www.checkov.io/2.Basics/Reviewing%20Scan%20Results.html */
interface Report {
  readonly results: { readonly passed_checks: readonly Checked[]; readonly failed_checks: readonly Checked[] };
}

/** What it reads of a cloud. */
interface Reading {
  readonly cloud: Cloud;
  readonly framework: string;
  write(all: readonly Asked[]): object;
  /** What it calls a resource there. */
  address(one: Asked): string | undefined;
}

/** It has no checks for Cloudflare. */
const readings: readonly Reading[] = [
  { cloud: "aws", framework: "terraform_plan", write: (all) => planOf(plannedOf("aws", all)), address: addressOf },
  { cloud: "gcp", framework: "terraform_plan", write: (all) => planOf(plannedOf("gcp", all)), address: addressOf },
  { cloud: "azure", framework: "arm", write: templateOf, address: armAddressOf },
];

/** Checkov in a virtual environment of its own: https://www.checkov.io/2.Basics/Installing%20Checkov.html */
async function install(): Promise<string> {
  const folder = folderFor(`checkov-${scannerVersions.Checkov}`);
  if (!existsSync(join(folder, "bin/checkov"))) {
    await need("python3", ["-m", "venv", folder]);
    await need(join(folder, "bin/pip"), ["install", "--quiet", `checkov==${scannerVersions.Checkov}`]);
  }
  return folder;
}

/** By the addresses of resources. */
function verdictsIn({ results: { failed_checks, passed_checks } }: Report): ReadonlyMap<string, Verdicts> {
  const idsBy = (all: readonly Checked[]) => Map.groupBy(all, ({ resource }) => resource);
  const [failed, passed] = [idsBy(failed_checks), idsBy(passed_checks)];
  const ids = (all: readonly Checked[] = []) => new Set(all.map(({ check_id }) => check_id));
  const addresses = new Set([...failed.keys(), ...passed.keys()]);
  const verdicts = [...addresses].map((address) => {
    return [address, { failed: ids(failed.get(address)), passed: ids(passed.get(address)) }] as const;
  });
  return new Map(verdicts);
}

/** Asks about everything of a cloud at once: it takes seconds to start. */
async function scan(
  folder: string,
  { cloud, framework, write, address }: Reading,
  all: readonly Case[],
): Promise<Scan> {
  const file = join(folder, `${cloud}.json`);
  writeFileSync(file, JSON.stringify(write(all.flatMap((one) => [one, ...one.around])), undefined, 1));
  const args = ["--file", file, "--framework", framework, "--output", "json", "--skip-download", "--soft-fail"];
  const { output, errors } = await run(join(folder, "bin/checkov"), args, { env: { LOG_LEVEL: "ERROR" } });
  if (!output.trimStart().startsWith("{")) throw new PeerUnavailable(`Checkov reported nothing:\n${errors || output}`);
  const report: Report = JSON.parse(output);
  const verdicts = verdictsIn(report);
  const said = all.flatMap((one) => {
    const found = verdicts.get(address(one) ?? "");
    return found === undefined ? [] : [[one.id, found] as const];
  });
  const checked = [...report.results.failed_checks, ...report.results.passed_checks];
  const titles = checked.map(({ check_id, check_name }) => [check_id, check_name] as const);
  return { scanner: "Checkov", cloud, said: new Map(said), titles: new Map(titles) };
}

/** What Checkov says of all clouds that it knows. @throws PeerUnavailable */
export async function askCheckov(cases: readonly Case[]): Promise<readonly Scan[]> {
  const folder = await install();
  const scans: Scan[] = [];
  for (const reading of readings) {
    const own = cases.filter(({ cloud }) => cloud === reading.cloud);
    scans.push(await scan(folder, reading, own));
  }
  return scans;
}
