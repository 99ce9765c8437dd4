import { FourfoldError, nearest, triggers } from "fourfold";
import { requireArguments } from "../support/checks/arguments.ts";
import { checkNames } from "../support/checks/names.ts";
import { kebab } from "../support/naming.ts";
import type { FunctionSetArgs } from "./args.ts";
import { ownCallers } from "./connect.ts";
import { functionsWith, type TriggerName } from "./members.ts";
import type { FunctionSetTransform } from "./transform.ts";

const namesWith = (trigger: TriggerName, args: FunctionSetArgs) => functionsWith(trigger, args).map(([name]) => name);

/** Refuses a transform of what the set does not have: nothing would be transformed. */
export function checkTransform(args: FunctionSetArgs, transform: FunctionSetTransform, where: string): void {
  requireArguments(transform, "FunctionSetTransform", where);
  const named = [
    { property: "functions", title: "function", known: Object.keys(args.functions) },
    ...ownCallers.map(({ property, trigger }) => {
      return { property, title: triggers[trigger].title, known: namesWith(trigger, args) };
    }),
  ] as const;
  for (const { property, title, known } of named) {
    const unknown = Object.keys(transform[property] ?? {}).find((name) => !known.includes(name));
    if (unknown === undefined) continue;
    const meant = nearest(unknown, known);
    const listed = known.length > 0 ? `Name one of ${known.join(", ")}.` : "Remove it: the set has none.";
    throw new FourfoldError("ERR_ARGUMENT", {
      where,
      what: `\`transform.${property}\` names "${unknown}", which is not a ${title} of the set.`,
      fix: meant === undefined ? listed : `Did you mean "${meant}"?`,
    });
  }
  if (transform.gateway === undefined || namesWith("http", args).length > 0) return;
  throw new FourfoldError("ERR_ARGUMENT", {
    where,
    what: "`transform.gateway` changes nothing: without HTTP functions the set has no gateway.",
    fix: "Remove it.",
  });
}

/** Refuses a name before the first member is made, and says how long the set's may be. */
export function checkMemberNames(
  args: FunctionSetArgs,
  name: string,
  transform: FunctionSetTransform,
  where: string,
): void {
  const { cloud } = args;
  for (const key of Object.keys(args.functions)) {
    const own = transform.functions?.[key]?.[cloud];
    checkNames({ component: "Function", cloud, name, added: `-${kebab(key)}`, transform: own }, where);
  }
  for (const { trigger, component, property, nameOf } of ownCallers) {
    for (const key of namesWith(trigger, args)) {
      const own: Readonly<Record<string, object>> = { ...transform[property]?.[key] };
      checkNames({ component, cloud, name, added: nameOf("", key), transform: own[cloud] }, where);
    }
  }
}
