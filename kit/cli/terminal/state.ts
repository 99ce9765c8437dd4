import type { Endpoint, InspectedFunction } from "../../simulator/contract.ts";
import { formatInspectors } from "./inspectors.ts";
import { formatTable } from "./table.ts";

/** The part of the simulator's state that is shown. */
export interface ShownState {
  readonly pid: number;
  readonly resources: Readonly<Record<string, number>>;
  readonly endpoints: readonly Endpoint[];
  readonly inspectors: readonly InspectedFunction[];
}

/** The deployed public names with their local addresses. Empty when there are none. */
export function formatEndpoints(endpoints: readonly Endpoint[]): string {
  if (endpoints.length === 0) return "";
  const rows = endpoints.map(({ cloud, host, key, url }) => [cloud, host ?? key.replace(/^.*[ /]/, ""), url]);
  return formatTable([["cloud", "name", "address here"], ...rows]);
}

/** What is running, and its addresses, for people. */
export function formatState({ pid, resources, endpoints, inspectors }: ShownState): string {
  const counts = Object.entries(resources).map(([name, count]) => `${name} ${count}`);
  const summary = counts.length === 0 ? "nothing is deployed" : `resources: ${counts.join(", ")}`;
  const tables = [formatEndpoints(endpoints), inspectors.length === 0 ? "" : formatInspectors(inspectors)];
  const shown = tables.flatMap((table) => (table === "" ? [] : ["", table]));
  return [`The simulated clouds run as process ${pid}; ${summary}.`, ...shown].join("\n");
}
