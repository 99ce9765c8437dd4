import { setTimeout } from "node:timers/promises";
import type { RoleAssignment } from "@pulumi/azure-native/authorization/index.js";
import { all, type Output, runtime } from "@pulumi/pulumi";

/**
 * How long a new role assignment is waited for, in milliseconds. Azure says that it can take up to 10 minutes and takes much
 * less as a rule; an app that is delivered to before answers 403, once: the next `pulumi up` delivers again.
 * https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected,
 * https://github.com/Azure/azure-dev/issues/8026
 */
const propagation = 120_000;

/** How long to wait still for an assignment of this age. None when nobody says how old it is. */
export function remaining(createdOn: string | undefined, now: number): number {
  const left = Date.parse(createdOn ?? "") + propagation - now;
  return left > 0 ? Math.min(left, propagation) : 0;
}

/**
 * Passes a value on when roles are in effect: at once for those that are older. What else is made meanwhile takes most of
 * the time. A preview waits for nothing: an age that it does not know yet would look like a change of the value.
 */
export function whenInEffect<T>(
  assignments: readonly Pick<RoleAssignment, "createdOn">[],
  value: Output<T>,
): Output<T> {
  if (runtime.isDryRun()) return value;
  const created = all(assignments.map(({ createdOn }) => createdOn));
  return all([value, created]).apply(async ([settled, times]) => {
    const wait = Math.max(...times.map((time) => remaining(time, Date.now())));
    if (wait > 0) await setTimeout(wait);
    return settled;
  }) as Output<T>;
}
