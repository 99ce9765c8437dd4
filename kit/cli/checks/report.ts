import type { Cloud } from "../../spec/index.ts";
import { formatBytes, formatMilliseconds, formatTable } from "../terminal/table.ts";
import type { Address, PublicName } from "./addresses.ts";
import type { SmokeResult } from "./smoke.ts";

/** An address, and its first response. */
export interface AskedAddress extends Address {
  /** `undefined` when nothing answered. */
  readonly answer: { readonly status: number; readonly milliseconds: number } | undefined;
}

/** The result of a deployment on one cloud. */
export interface CloudReport {
  readonly cloud: Cloud;
  /** The number of resources of its provider. */
  readonly resources: number;
  /** Everything that answers HTTP. */
  readonly addresses: readonly AskedAddress[];
  /** The total size of its bundles, in bytes: as they run, and compressed as they are uploaded. */
  readonly bundles: { readonly raw: number; readonly packed: number };
  /** The results of the checks at the first address. `undefined` when there was nothing to check. */
  readonly smoke: SmokeResult | undefined;
}

const nothing = "–";

function formatChecks(smoke: SmokeResult | undefined): string {
  return smoke === undefined ? nothing : `${smoke.passed}/${smoke.passed + smoke.failures.length}`;
}

/** Whether nothing answers, or the function fails. */
export const isFaulty = ({ answer }: AskedAddress): boolean => answer === undefined || answer.status >= 500;

function formatAnswer(address: AskedAddress): string {
  const { answer } = address;
  if (answer === undefined) return "none";
  const time = formatMilliseconds(answer.milliseconds);
  return isFaulty(address) ? `${answer.status} in ${time}` : time;
}

/** One row for each address; the first one also has the values of the whole cloud. */
function formatRows({ cloud, resources, addresses, bundles, smoke }: CloudReport): readonly (readonly string[])[] {
  const sizes = bundles.raw === 0 ? nothing : `${formatBytes(bundles.raw)} / ${formatBytes(bundles.packed)}`;
  const whole = [cloud, String(resources), sizes] as const;
  if (addresses.length === 0) return [[...whole, nothing, formatChecks(smoke), nothing, ""]];
  return addresses.map((address, at) => {
    const [before, checks] = at === 0 ? [whole, formatChecks(smoke)] : [["", "", ""], ""];
    return [...before, formatAnswer(address), checks, address.local, address.name];
  });
}

/** The table at the end of a deployment, followed by the public names that do not lead to this machine. */
export function formatReport(reports: readonly CloudReport[], names: readonly PublicName[]): string {
  const heading = ["cloud", "resources", "bundle raw / gzip", "first response", "checks", "address here", "of"];
  const table = formatTable([heading, ...reports.flatMap(formatRows)], [1, 2, 3, 4]);
  return names.length === 0 ? table : `${table}\n\n${formatNames(names)}`;
}

export function formatNames(names: readonly PublicName[]): string {
  return formatTable(names.map(({ url, local }) => [url, "is", local]));
}

/** A program's addresses, for when they have changed. */
export function formatAddresses(addresses: readonly Address[]): string {
  return formatTable(addresses.map(({ cloud, name, local }) => [cloud, local, name]));
}

/** One line for each failure, with its cloud. */
export function formatFailures(reports: readonly CloudReport[]): readonly string[] {
  return reports.flatMap(({ cloud, addresses, smoke }) => [
    ...addresses.filter(isFaulty).map(({ name, local, answer }) => `${cloud}: ${name}: ${describe(answer, local)}`),
    ...(smoke?.failures ?? []).map(({ name, reason }) => `${cloud}: ${name}: ${reason}`),
  ]);
}

function describe(answer: AskedAddress["answer"], local: string): string {
  return answer === undefined
    ? `nothing answers GET ${local}/.`
    : `GET ${local}/ is answered with status ${answer.status}.`;
}
