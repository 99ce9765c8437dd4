import type { Cloud } from "../../spec/index.ts";
import { formatBytes, formatMilliseconds, formatTable } from "../terminal/table.ts";
import type { Address } from "./addresses.ts";
import type { SmokeResult } from "./smoke.ts";

/** What a deployment came to on one cloud. */
export interface CloudReport {
  readonly cloud: Cloud;
  /** How many resources of its provider exist. */
  readonly resources: number;
  readonly addresses: readonly Address[];
  /** Sizes of all its bundles together, in bytes: as they run, and compressed as they are uploaded. */
  readonly bundles: { readonly raw: number; readonly packed: number };
  /** Milliseconds until a function that had not run yet answered; undefined when nothing answers HTTP. */
  readonly firstResponse: number | undefined;
  /** Undefined when there was nothing to check. */
  readonly smoke: SmokeResult | undefined;
}

const nothing = "–";

function formatChecks(smoke: SmokeResult | undefined): string {
  return smoke === undefined ? nothing : `${smoke.passed}/${smoke.passed + smoke.failures.length}`;
}

function formatRow({ cloud, resources, addresses, bundles, firstResponse, smoke }: CloudReport): readonly string[] {
  return [
    cloud,
    String(resources),
    bundles.raw === 0 ? nothing : `${formatBytes(bundles.raw)} / ${formatBytes(bundles.packed)}`,
    firstResponse === undefined ? nothing : formatMilliseconds(firstResponse),
    formatChecks(smoke),
    addresses[0]?.local ?? nothing,
  ];
}

/** The table that ends a deployment, with the public names that lead nowhere on this machine below it. */
export function formatReport(reports: readonly CloudReport[]): string {
  const heading = ["cloud", "resources", "bundle raw / gzip", "first response", "checks", "address here"];
  const table = formatTable([heading, ...reports.map(formatRow)], [1, 2, 3, 4]);
  const names = reports
    .flatMap(({ addresses }) => addresses)
    .filter(({ url, local }) => new URL(url).host !== new URL(local).host)
    .map(({ url, local }) => [url, "is", local]);
  return names.length === 0 ? table : `${table}\n\n${formatTable(names)}`;
}

/** What failed, one line each, naming the cloud. Empty when nothing did. */
export function formatFailures(reports: readonly CloudReport[]): readonly string[] {
  return reports.flatMap(({ cloud, smoke }) =>
    (smoke?.failures ?? []).map(({ name, reason }) => `${cloud}: ${name}: ${reason}`),
  );
}
