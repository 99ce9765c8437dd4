import { EvaluatedStack } from "../evaluated-stack.ts";
import type { GivenResource } from "./given.ts";
import type { Verdict } from "./judge.ts";
import type { AnyPolicy, PolicyOptions } from "./policy.ts";

/**
 * Asks policies about a program that was evaluated, or about resources that a test writes down.
 *
 * @throws AssertionError when the program has failed.
 * @throws FourfoldError `ERR_SDK` when `@pulumi/policy` is not installed.
 * @throws Error as Pulumi does, when a policy throws anything but `UnknownValueError`.
 */
export type VerdictOf = (given: EvaluatedStack | GivenResource | readonly GivenResource[]) => Promise<Verdict>;

/**
 * Tests the policies of a pack as Pulumi's engine runs them: it remediates each resource, validates it, and at the end validates the stack. What
 * policies are handed comes from `@pulumi/policy` itself: reading what is not known throws `UnknownValueError`, secrets are open, and
 * stay secret where a remediation sets them.
 *
 * @param policies the list that the pack gives to `new PolicyPack`, exported from a module of its own
 *
 * @example A resource
 * import { unknownValue, verdictOf } from "fourfold/testing";
 *
 * const verdict = verdictOf(policies, { config: { "small-functions": { atMost: 256 } } });
 * const { violations } = await verdict({ type: "aws:lambda/function:Function", inputs: { memorySize: 512 } });
 * assert.deepEqual(violations.map(({ policy, level }) => [policy, level]), [["small-functions", "mandatory"]]);
 *
 * @example A program, as a preview sees it
 * const { violations } = await verdict(await evaluate(() => void new Shop("shop"), { preview: true }));
 * assert.deepEqual(violations, []);
 */
export function verdictOf(policies: readonly AnyPolicy[], options: PolicyOptions = {}): VerdictOf {
  return async (given) => {
    // Only tests of policies need the SDKs.
    const { askedOf, askedOfStates } = await import("./given.ts");
    const { judge } = await import("./judge.ts");
    if (given instanceof EvaluatedStack) return await judge(policies, options, await askedOfStates(given.states));
    return await judge(policies, options, await askedOf("type" in given ? [given] : given));
  };
}
