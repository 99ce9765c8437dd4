import { Schedule, type ScheduleTransform } from "../schedule/index.ts";
import { kebab } from "../support/naming.ts";
import { formerly } from "../support/options.ts";
import { functionsWith, shared, type Unconnected } from "./members.ts";

/** The name of a function's schedule. */
export const scheduleName = (set: string, key: string) => `${set}-${kebab(key)}-schedule`;

/** What calls each scheduled function, by the function's name. */
export function createSchedules({
  self,
  name,
  args,
  functions,
  transform,
}: Unconnected<{ readonly schedules?: { readonly [name: string]: ScheduleTransform } }>): {
  readonly [name: string]: Schedule;
} {
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
