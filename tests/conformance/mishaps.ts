import type { Mishap } from "../../kit/conformance/tables/target.ts";
import type { PlannedFaults } from "../../kit/simulator/faults.ts";

/** Does something while so many calls of each cloud meet with a mishap. */
export async function during<T>(
  faults: PlannedFaults,
  { mishap, calls }: { readonly mishap: Mishap; readonly calls: number },
  work: () => Promise<T>,
): Promise<T> {
  faults.follow({ seed: "any", shares: { throttled: 0, lost: 0, doubled: 0, [mishap]: 1 }, calls });
  try {
    return await work();
  } finally {
    faults.follow(undefined);
  }
}
