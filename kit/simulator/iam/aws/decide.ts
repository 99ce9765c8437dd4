import { type Context, holds } from "./conditions.ts";
import type { Principals, Statement } from "./document.ts";
import { matches, matchesAction } from "./match.ts";

/** Who is asking: a service (`Service`, `lambda.amazonaws.com`), a role (`AWS`, its ARN), or nobody in particular. */
export interface Principal {
  readonly type: "Service" | "AWS" | "Anonymous";
  readonly id: string;
}

/** What somebody wants to do, to what. */
export interface AccessRequest {
  readonly principal: Principal;
  readonly action: string;
  /** The resource's ARN. */
  readonly resource: string;
  readonly context: Context;
}

/** `explicit` denials win over every allow; an `implicit` one means that nothing allows the request. */
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

function concerns(statement: Statement, request: AccessRequest): boolean {
  const { principals, notPrincipals, actions, notActions, resources, notResources } = statement;
  const isAction = (pattern: string): boolean => matchesAction(pattern, request.action);
  const isResource = (pattern: string): boolean => matches(pattern, request.resource);
  return (
    (principals === undefined || isAmong(principals, request.principal)) &&
    (notPrincipals === undefined || !isAmong(notPrincipals, request.principal)) &&
    (actions === undefined || actions.some(isAction)) &&
    (notActions === undefined || !notActions.some(isAction)) &&
    (resources === undefined || resources.some(isResource)) &&
    (notResources === undefined || !notResources.some(isResource))
  );
}

function isMet(statement: Statement, context: Context): boolean {
  return Object.entries(statement.conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => holds(operator, key, expected, context)),
  );
}

/**
 * What the statements of policies of one kind decide.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
 *
 * Known gap: policy variables such as `${aws:username}` are compared as text.
 */
export function decide(statements: readonly Statement[], request: AccessRequest): Decision {
  const effective = statements.filter((one) => concerns(one, request) && isMet(one, request.context));
  if (effective.some((one) => one.effect === "Deny")) return "explicit deny";
  return effective.length > 0 ? "allow" : "implicit deny";
}

/** What an identity may do: its own policies, within its permissions boundary if it has one. */
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
