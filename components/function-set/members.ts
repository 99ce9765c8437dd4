import type { ComponentResource } from "@pulumi/pulumi";
import type { Function } from "../function/index.ts";
import type { NameUse } from "../support/checks/names.ts";
import type { TriggerArgs } from "../triggers/index.ts";
import type { FunctionSetArgs, SetFunctionArgs } from "./args.ts";

/** What can trigger a function that is deployed. */
export type TriggerName = keyof TriggerArgs;

/** A set whose functions are made, but not yet connected with what triggers them. */
export interface Unconnected<Transform> {
  readonly self: ComponentResource;
  readonly name: string;
  readonly args: FunctionSetArgs;
  readonly functions: { readonly [name: string]: Function };
  readonly transform: Transform;
}

/** The members of one kind that a set makes: each has a name, and may be transformed. */
export interface Members {
  /** What it makes. */
  readonly component: NameUse["component"];
  /** The property of the nodes and of the transform. */
  readonly property: string;
  /** What each member belongs to, as errors say it. */
  readonly title: string;
  /** The names of those in the set. */
  readonly keys: readonly string[];
  /** The name of the component. */
  nameOf(set: string, key: string): string;
}

type With<T extends TriggerName> = SetFunctionArgs & { [K in T]: NonNullable<SetFunctionArgs[K]> };

function has<T extends TriggerName>(trigger: T, spec: SetFunctionArgs): spec is With<T> {
  return spec[trigger] !== undefined;
}

/** The functions that have a certain trigger, by name. */
export function functionsWith<T extends TriggerName>(trigger: T, { functions }: Pick<FunctionSetArgs, "functions">) {
  return Object.entries(functions).filter((entry): entry is [string, With<T>] => has(trigger, entry[1]));
}

/** The links that functions have to resources of certain kinds. */
export const linksTo = ({ functions }: Pick<FunctionSetArgs, "functions">, ...kinds: readonly string[]) =>
  Object.values(functions)
    .flatMap(({ links = {} }) => Object.values(links))
    .filter(({ kind }) => kinds.includes(kind));

/** What the set passes on to whatever it is made of. */
export function shared({ cloud, foundation, set, tags, protection }: FunctionSetArgs) {
  return {
    ...{ cloud, foundation, set },
    ...(tags === undefined ? {} : { tags }),
    ...(protection === undefined ? {} : { protection }),
  };
}
