import type { ComponentResource } from "@pulumi/pulumi";
import type { TriggerName } from "fourfold";
import type { Function } from "../function/index.ts";
import { Gateway } from "../gateway/index.ts";
import { Schedule } from "../schedule/index.ts";
import { kebab } from "../support/naming.ts";
import { formerly } from "../support/options.ts";
import type { FunctionSetArgs, SetFunctionArgs } from "./args.ts";
import type { FunctionSetTransform } from "./transform.ts";

/** A set whose functions are there, and are to be connected with what triggers them. */
export interface Unconnected {
  readonly self: ComponentResource;
  readonly name: string;
  readonly args: FunctionSetArgs;
  readonly functions: { readonly [name: string]: Function };
  readonly transform: FunctionSetTransform;
}

type With<T extends TriggerName> = SetFunctionArgs & { [K in T]: NonNullable<SetFunctionArgs[K]> };

function has<T extends TriggerName>(trigger: T, spec: SetFunctionArgs): spec is With<T> {
  return spec[trigger] !== undefined;
}

/** The functions that have a certain trigger, by name. */
export function functionsWith<T extends TriggerName>(trigger: T, { functions }: Pick<FunctionSetArgs, "functions">) {
  return Object.entries(functions).filter((entry): entry is [string, With<T>] => has(trigger, entry[1]));
}

/** What the set passes on to whatever it is made of. */
function shared({ cloud, foundation, set, tags, protection }: FunctionSetArgs) {
  return {
    ...{ cloud, foundation, set },
    ...(tags === undefined ? {} : { tags }),
    ...(protection === undefined ? {} : { protection }),
  };
}

/** The address of the HTTP functions. Where there are none there is nothing to give an address to. */
export function createGateway({ self, name, args, functions, transform }: Unconnected): Gateway | undefined {
  const targets = functionsWith("http", args).flatMap(([key, { http, was = [] }]) => {
    const handle = functions[key]?.handle;
    return handle === undefined ? [] : [[key, { handle, streaming: http.streaming ?? false, was }] as const];
  });
  if (targets.length === 0) return undefined;
  const { routes, ownAddresses, zone } = args;
  return new Gateway(
    `${name}-gateway`,
    {
      ...shared(args),
      ...{ routes, functions: Object.fromEntries(targets) },
      ...(ownAddresses === undefined ? {} : { ownAddresses }),
      ...(zone === undefined ? {} : { zone }),
    },
    { parent: self, ...(transform.gateway === undefined ? {} : { transform: transform.gateway }) },
  );
}

/** The name of a function's schedule. */
export const scheduleName = (set: string, key: string) => `${set}-${kebab(key)}-schedule`;

/** What calls each scheduled function. */
export function createSchedules({ self, name, args, functions, transform }: Unconnected) {
  const created = functionsWith("schedule", args).flatMap(([key, { schedule, timeout, was = [] }]) => {
    const handle = functions[key]?.handle;
    if (handle === undefined) return [];
    const own = transform.schedules?.[key];
    const options = {
      ...formerly(
        self,
        was.map((old) => scheduleName(name, old)),
      ),
      ...(own === undefined ? {} : { transform: own }),
    };
    const given = { ...shared(args), function: key, handle, schedule };
    const timed = { ...given, ...(timeout === undefined ? {} : { timeout }) };
    return [[key, new Schedule(scheduleName(name, key), timed, options)] as const];
  });
  return Object.fromEntries(created);
}
