import type { Deployment } from "../context/deployment.ts";
import { StepError } from "../context/step-error.ts";
import type { AliasGoal, Goal } from "../monitor/goal.ts";
import type { ResourceState } from "../state/checkpoint.ts";
import { buildUrn, nameOf, qualifiedTypeOf, stackType, typeOf } from "../state/urn.ts";

/**
 * The state in an earlier run of a resource, by its URN or one of its aliases.
 * https://github.com/pulumi/pulumi/blob/master/pkg/resource/deploy/step_generator.go (getOldResource)
 */
export function findPrevious(run: Deployment, urn: string, goal: Goal): ResourceState | undefined {
  for (const candidate of [urn, ...buildAliases(run, goal)]) {
    const previous = run.journal.findPrevious(candidate);
    if (previous === undefined) continue;
    if (candidate !== urn) claimAlias(run, urn, candidate);
    return previous;
  }
  return undefined;
}

function claimAlias(run: Deployment, urn: string, alias: string): void {
  if (run.claimed.has(alias)) {
    throw new StepError(`Duplicate resource URN '${alias}' conflicting with alias on resource with URN '${urn}'.`);
  }
  run.claimed.add(alias);
  run.formerUrns.set(urn, alias);
  run.journal.rename(alias, urn);
}

/** A resource's own aliases, and those it inherits from its parents. */
function buildAliases(run: Deployment, goal: Goal): readonly string[] {
  const own = goal.aliases.map((alias) => buildAlias(run, goal, alias));
  const formerParent = goal.parent === undefined ? undefined : run.formerUrns.get(goal.parent);
  if (goal.parent === undefined || formerParent === undefined) return own;
  const parent = { now: nameOf(goal.parent), former: formerParent };
  const inherited = [
    inheritAlias(run, goal.type, goal.name, parent),
    ...own.map((alias) => inheritAlias(run, typeOf(alias), nameOf(alias), parent)),
  ];
  return [...own, ...inherited];
}

function buildAlias(run: Deployment, goal: Goal, alias: AliasGoal): string {
  if ("urn" in alias) return alias.urn;
  const { stack = run.stack, project = run.project, name = goal.name, type = goal.type } = alias;
  return buildUrn({ stack, project, name, type, parent: parentOfAlias(run, goal, alias) });
}

function parentOfAlias(run: Deployment, goal: Goal, alias: Exclude<AliasGoal, { urn: string }>): string | undefined {
  if (alias.noParent) return undefined;
  if (alias.parent === undefined) return goal.parent;
  // A parent that was renamed too had its former URN.
  const parent = run.formerUrns.get(alias.parent) ?? alias.parent;
  return qualifiedTypeOf(parent) === stackType ? undefined : parent;
}

/**
 * A child's former URN when its parent was renamed: if its name begins with the parent's, as `app-bucket` with `app`, it was
 * renamed too.
 */
function inheritAlias(
  run: Deployment,
  type: string,
  name: string,
  parent: { readonly now: string; readonly former: string },
): string {
  const formerName = name.startsWith(parent.now) ? `${nameOf(parent.former)}${name.slice(parent.now.length)}` : name;
  return buildUrn({ stack: run.stack, project: run.project, type, name: formerName, parent: parent.former });
}
