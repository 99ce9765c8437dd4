import { type Permission, rolesWith } from "./gcp-roles.ts";

export type { Permission } from "./gcp-roles.ts";

/** One grant: a member has a role on a resource, or on all of a project. */
export interface Binding {
  readonly role: string;
  /** What the role contains, where it is a project's own. @default what the cloud's own role of that name does */
  readonly permissions?: readonly string[];
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
  const contains = ({ role, permissions }: Binding) => permissions?.includes(permission) ?? roles.includes(role);
  return bindings.some(
    (binding) => contains(binding) && matches(binding.member, caller) && holds(binding.condition, resource),
  );
}

/** What is understood of conditions: the name and the type of the resource. https://cloud.google.com/iam/docs/conditions-resource-attributes */
const comparison = /^\s*resource\.(name|type)(?: ?== ?|\.(startsWith)\()"([^"\\]*)"(\))?\s*$/;

/** Whether a condition is supported here. */
export function isCondition(expression: string): boolean {
  return expression.split(/\|\||&&/).every((part) => {
    const [, , starts, , end] = comparison.exec(part) ?? [undefined, undefined, "", "", undefined];
    return (starts === undefined) === (end === undefined);
  });
}

/** The types of resources that have conditions here, by what their names look like. https://cloud.google.com/iam/docs/conditions-resource-attributes#resource-type */
const types: readonly (readonly [name: RegExp, type: string])[] = [
  [/^projects\/_\/buckets\/[^/]+$/, "storage.googleapis.com/Bucket"],
  [/^projects\/_\/buckets\/[^/]+\/objects\//, "storage.googleapis.com/Object"],
  [/^projects\/[^/]+\/databases\/[^/]+$/, "firestore.googleapis.com/Database"],
  [/^projects\/[^/]+\/secrets\/[^/]+$/, "secretmanager.googleapis.com/Secret"],
  [/^projects\/[^/]+\/secrets\/[^/]+\/versions\//, "secretmanager.googleapis.com/SecretVersion"],
];

/** `&&` binds before `||`: https://cloud.google.com/iam/docs/conditions-overview#expressions */
function holds(condition: string | undefined, name: string): boolean {
  if (condition === undefined) return true;
  const type = types.find(([pattern]) => pattern.test(name))?.[1] ?? "";
  return condition.split("||").some((all) => all.split("&&").every((part) => holdsPart(part, { name, type })));
}

function holdsPart(part: string, resource: { readonly name: string; readonly type: string }): boolean {
  const [, attribute, starts, wanted = ""] = comparison.exec(part) ?? [];
  if (attribute === undefined) return false;
  const value = attribute === "name" ? resource.name : resource.type;
  return starts === undefined ? value === wanted : value.startsWith(wanted);
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
