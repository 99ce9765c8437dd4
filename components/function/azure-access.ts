import { setTimeout } from "node:timers/promises";
import type { RoleAssignment } from "@pulumi/azure-native/authorization/roleAssignment.js";
import { all, type Output, runtime } from "@pulumi/pulumi";

/**
 * How long a new role assignment may take to be in effect, in milliseconds. Azure says up to 10 minutes, and usually takes much
 * less. Delivery to an app before that fails with 403, once: the next `pulumi up` delivers again.
 * https://learn.microsoft.com/azure/role-based-access-control/troubleshooting#symptom---role-assignment-changes-are-not-being-detected,
 * https://github.com/Azure/azure-dev/issues/8026
 */
const propagation = 120_000;

/** How much longer to wait for an assignment of this age. Not at all when its age is unknown. */
export function remaining(createdOn: string | undefined, now: number): number {
  const left = Date.parse(createdOn ?? "") + propagation - now;
  return left > 0 ? Math.min(left, propagation) : 0;
}

/**
 * Passes a value on when roles are in effect: at once for those that are older. Most of the wait overlaps with other resources. A
 * preview does not wait: an age that is not known yet would look like a change of the value.
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
