import type { InspectedFunction } from "../../simulator/contract.ts";
import { formatTable } from "./table.ts";

const inUse = (ports: readonly number[]): string =>
  ports.length === 1
    ? `Port ${ports.join()} is in use by another program`
    : `Ports ${ports.join(", ")} are in use by other programs`;

/** The debugger address of each function, and which functions have moved because their port was in use. */
export function formatInspectors(inspectors: readonly InspectedFunction[]): string {
  if (inspectors.length === 0) return "No function is deployed that a debugger could attach to.";
  const rows = inspectors.map(({ cloud, name, port }) => [cloud, name, `127.0.0.1:${port}`]);
  const table = formatTable([["cloud", "function", "debugger attaches to"], ...rows]);
  const moved = inspectors
    .filter(({ busy }) => busy.length > 0)
    .map(
      ({ name, busy, port }) =>
        `${inUse(busy)}, so ${name} has ${port}. Choose other ports with \`--inspect <first port>\`.`,
    );
  return [table, ...moved].join("\n");
}
