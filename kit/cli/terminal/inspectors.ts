import type { InspectedFunction } from "../../simulator/contract.ts";
import { formatTable } from "./table.ts";

/** The debugger address of each function, and which functions have moved because their port was in use. */
export function formatInspectors(inspectors: readonly InspectedFunction[]): string {
  if (inspectors.length === 0) return "No function is deployed that a debugger could attach to.";
  const rows = inspectors.map(({ cloud, name, port }) => [cloud, name, `127.0.0.1:${port}`]);
  const table = formatTable([["cloud", "function", "debugger attaches to"], ...rows]);
  const moved = inspectors
    .filter(({ busy }) => busy.length > 0)
    .map(
      ({ name, busy, port }) =>
        `Port ${busy.join(", ")} is in use by another program, so ${name} has ${port}. ` +
        "Choose other ports with `--inspect <first port>`.",
    );
  return [table, ...moved].join("\n");
}
