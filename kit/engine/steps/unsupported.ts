import { StepError } from "../context/step-error.ts";
import type { Goal } from "../monitor/goal.ts";

const wayOut = "The in-memory engine does not do that: use the real one, with `fourfold pulumi up`.";

/**
 * Refuses features that only the real engine has: this one is for programs on simulated clouds.
 * @throws StepError
 */
export function refuseUnsupported({ type, remote, importId }: Goal): void {
  if (remote) throw new StepError(`"${type}" is a component that runs in a process of its own. ${wayOut}`);
  if (importId !== undefined) throw new StepError(`The option \`import\` adopts "${importId}". ${wayOut}`);
}
