import { type Permission, rolesWith } from "./gcp-roles.ts";

export type { Permission } from "./gcp-roles.ts";

/** One grant: a member has a role on a resource, or on all of a project. */
export interface Binding {
  readonly role: string;
  /** `allUsers`, `allAuthenticatedUsers`, `serviceAccount:…`, `user:…`. https://cloud.google.com/iam/docs/principal-identifiers */
  readonly member: string;
  /** The expression that must hold for it to apply. @default it always applies */
  readonly condition?: string;
}

/** The caller: anonymous, or a principal whose token was verified. */
export type Caller = { readonly anonymous: true } | { readonly anonymous: false; readonly member: string };

/**
 * Whether one of the bindings that apply to a resource allows the caller to do something. Everything else is denied.
 *
 * @param resource - The resource as conditions name it: `projects/_/buckets/shop/objects/api.zip`.
 */
export function isAllowed(
  permission: Permission,
  caller: Caller,
  bindings: readonly Binding[],
  resource = "",
): boolean {
  const roles: readonly string[] = rolesWith[permission];
  return bindings.some(
    ({ role, member, condition }) => roles.includes(role) && matches(member, caller) && holds(condition, resource),
  );
}

/** The supported form of conditions: comparisons of the resource's name. https://cloud.google.com/iam/docs/conditions-resource-attributes#resource-name */
const comparison = /^\s*resource\.name(?: == |\.(startsWith)\()"([^"\\]*)"(\))?\s*$/;

/** Whether a condition is supported here. */
export function isCondition(expression: string): boolean {
  return expression.split("||").every((part) => {
    const [, starts, , end] = comparison.exec(part) ?? [undefined, "", "", undefined];
    return (starts === undefined) === (end === undefined);
  });
}

function holds(condition: string | undefined, resource: string): boolean {
  if (condition === undefined) return true;
  return condition.split("||").some((part) => {
    const [found, starts, name = ""] = comparison.exec(part) ?? [];
    if (found === undefined) return false;
    return starts === undefined ? resource === name : resource.startsWith(name);
  });
}

function matches(member: string, caller: Caller): boolean {
  if (member === "allUsers") return true;
  if (caller.anonymous) return false;
  return member === "allAuthenticatedUsers" || member === caller.member;
}

/** The kinds of members a binding may name. https://cloud.google.com/iam/docs/principal-identifiers */
export const memberPattern =
  /^(?:allUsers|allAuthenticatedUsers|(?:user|serviceAccount|group|domain|projectOwner|projectEditor|projectViewer|deleted|principal|principalSet):\S+)$/;

/** A predefined role, or a custom role of a project or an organization. https://cloud.google.com/iam/docs/roles-overview */
export const rolePattern = /^(?:(?:projects|organizations)\/[^/\s]+\/)?roles\/[a-zA-Z0-9_.]+$/;
