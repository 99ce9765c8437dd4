import { type Context, holds, takesVariables } from "./conditions.ts";
import type { Principals, Statement } from "./document.ts";
import { matches, matchesAction } from "./match.ts";
import { substitute } from "./variables.ts";

/** The caller: a service (`Service`, `lambda.amazonaws.com`), a role (`AWS`, its ARN), or anonymous. */
export interface Principal {
  readonly type: "Service" | "AWS" | "Anonymous";
  readonly id: string;
}

/** An action on a resource by a principal. */
export interface AccessRequest {
  readonly principal: Principal;
  readonly action: string;
  /** The resource's ARN. */
  readonly resource: string;
  readonly context: Context;
}

/** An explicit deny overrides every allow. An implicit deny means that no statement allows the request. */
export type Decision = "allow" | "explicit deny" | "implicit deny";

function isAmong(principals: Principals, { type, id }: Principal): boolean {
  if (principals === "*") return true;
  const listed = principals.AWS ?? [];
  if (listed.includes("*")) return true;
  if (type === "Anonymous") return false;
  if (type === "Service") return (principals.Service ?? []).includes(id);
  const account = id.split(":")[4] ?? "";
  return listed.some((one) => one === id || one === account || one === `arn:aws:iam::${account}:root`);
}

/** Whether the principal itself is named, and not only its account. */
function isNamed(principals: Principals, { id }: Principal): boolean {
  if (principals === "*") return true;
  return (principals.AWS ?? []).some((one) => one === id || one === "*");
}

function concerns(statement: Statement, request: AccessRequest): boolean {
  const { principals, notPrincipals, actions, notActions, resources, notResources } = statement;
  const isAction = (pattern: string): boolean => matchesAction(pattern, request.action);
  const isResource = (pattern: string): boolean => {
    const settled = statement.hasVariables ? substitute(pattern, request.context) : pattern;
    return settled !== undefined && matches(settled, request.resource);
  };
  return (
    (principals === undefined || isAmong(principals, request.principal)) &&
    (notPrincipals === undefined || !isAmong(notPrincipals, request.principal)) &&
    (actions === undefined || actions.some(isAction)) &&
    (notActions === undefined || !notActions.some(isAction)) &&
    (resources === undefined || resources.some(isResource)) &&
    (notResources === undefined || !notResources.some(isResource))
  );
}

function isMet({ conditions, hasVariables }: Statement, context: Context): boolean {
  return Object.entries(conditions).every(([operator, keys]) => {
    const settle = (values: readonly string[]): readonly string[] =>
      hasVariables && takesVariables(operator)
        ? values.map((value) => substitute(value, context)).filter((value) => value !== undefined)
        : values;
    return Object.entries(keys).every(([key, expected]) => holds(operator, key, settle(expected), context));
  });
}

/**
 * The decision of the statements of one kind of policy.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 */
export function decide(statements: readonly Statement[], request: AccessRequest): Decision {
  const effective = statements.filter((one) => concerns(one, request) && isMet(one, request.context));
  if (effective.some((one) => one.effect === "Deny")) return "explicit deny";
  return effective.length > 0 ? "allow" : "implicit deny";
}

/** The decision for an identity: its own policies, within its permissions boundary if it has one. */
export function decideForIdentity(
  policies: readonly Statement[],
  boundary: readonly Statement[] | undefined,
  request: AccessRequest,
): Decision {
  const own = decide(policies, request);
  if (boundary === undefined || own === "explicit deny") return own;
  const within = decide(boundary, request);
  return within === "allow" ? own : within;
}

/** The policies that apply when an identity accesses a resource with a policy of its own. */
export interface Policies {
  /** The decision of the identity's own policies. */
  readonly identity: Decision;
  /** The decision of its permissions boundary, if it has one. */
  readonly boundary: Decision | undefined;
  /** The statements of the resource's policy. */
  readonly resource: readonly Statement[];
  /** The account that the resource belongs to. */
  readonly owner: string;
}

/**
 * Whether an identity may act on a resource that has a policy. In the resource's own account either policy is enough; from
 * another account both must allow. A boundary limits a role whatever the resource's policy says about the role.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-basics-iam-and-resource.html
 */
export function decideAccess({ identity, boundary, resource, owner }: Policies, request: AccessRequest): Decision {
  const { principal } = request;
  const ofResource = decide(resource, request);
  if ([identity, boundary, ofResource].includes("explicit deny")) return "explicit deny";
  if (boundary !== undefined && boundary !== "allow") return "implicit deny";
  if (accountOf(principal) !== owner) return identity === "allow" ? ofResource : identity;
  if (identity === "allow") return "allow";
  // A statement for a whole account leaves the decision to the policies of the account's identities.
  return decide(
    resource.filter(({ principals }) => principals !== undefined && isNamed(principals, principal)),
    request,
  );
}

function accountOf({ id }: Principal): string {
  return id.split(":")[4] ?? "";
}
