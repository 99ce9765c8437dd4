import { FourfoldError, nearest } from "fourfold";
import { requireArguments } from "../support/checks/arguments.ts";
import { checkNames } from "../support/checks/names.ts";
import { kebab } from "../support/naming.ts";
import type { FunctionSetArgs } from "./args.ts";
import { callersOf } from "./connect.ts";
import { functionsWith, type Members } from "./members.ts";
import { resourcesOf } from "./resources.ts";
import type { FunctionSetTransform } from "./transform.ts";

const functionName = (set: string, key: string) => `${set}-${kebab(key)}`;

/** Everything that a set makes several of. */
export const membersOf = (args: FunctionSetArgs): readonly Members[] => [
  {
    ...{ component: "Function", property: "functions", title: "function", nameOf: functionName },
    keys: Object.keys(args.functions),
  },
  ...resourcesOf(args),
  ...callersOf(args),
];

/** Changes to members, by the property of their kind and by their name in the set. */
function transformsOf({ gateway: _gateway, database: _database, ...ofMembers }: FunctionSetTransform) {
  const byProperty: Readonly<Record<string, Readonly<Record<string, object>>>> = ofMembers;
  return (property: string) => byProperty[property] ?? {};
}

/** Refuses a transform of a child that the set does not have, which would have no effect. */
export function checkTransform(args: FunctionSetArgs, transform: FunctionSetTransform, where: string): void {
  requireArguments(transform, "FunctionSetTransform", where);
  const changesTo = transformsOf(transform);
  for (const { property, title, keys } of membersOf(args)) {
    const unknown = Object.keys(changesTo(property)).find((name) => !keys.includes(name));
    if (unknown === undefined) continue;
    const meant = nearest(unknown, keys);
    const listed = keys.length > 0 ? `Name one of ${keys.join(", ")}.` : "Remove it: the set has none.";
    throw new FourfoldError("ERR_ARGUMENT", {
      where,
      what: `\`transform.${property}\` names "${unknown}", which is not a ${title} of the set.`,
      fix: meant === undefined ? listed : `Did you mean "${meant}"?`,
    });
  }
  if (transform.gateway === undefined || functionsWith("http", args).length > 0) return;
  throw new FourfoldError("ERR_ARGUMENT", {
    where,
    what: "`transform.gateway` changes nothing: without HTTP functions the set has no gateway.",
    fix: "Remove it.",
  });
}

/** Refuses invalid names of members before the first is made, and says how long the set's name may be. */
export function checkMemberNames(
  args: FunctionSetArgs,
  name: string,
  transform: FunctionSetTransform,
  where: string,
): void {
  const { cloud } = args;
  const changesTo = transformsOf(transform);
  for (const { component, property, keys, nameOf } of membersOf(args)) {
    for (const key of keys) {
      const own: Readonly<Record<string, object>> = { ...changesTo(property)[key] };
      checkNames({ component, cloud, name, added: nameOf("", key), transform: own[cloud] }, where);
    }
  }
}
