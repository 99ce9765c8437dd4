import { derivedOf } from "../flows/follow.ts";
import { type UsageName, usageKeys } from "../meters/usage-keys.ts";
import type { CostedResource } from "../resources/resource.ts";
import type { UsageReader, Use } from "./charges.ts";
import type { Program } from "./program.ts";

/**
 * What somebody has said of the usage, by the name or the URN of a resource or of a component. Of a component it holds for everything
 * in it; what is nearer counts before what is farther. `*` holds for everything.
 */
export type DeclaredUsage = Readonly<Record<string, Readonly<Partial<Record<UsageName, number | undefined>>>>>;

/** Names that usage is declared for, and that nothing in a program has. */
export function strangeNames(resources: readonly CostedResource[], declared: DeclaredUsage): readonly string[] {
  const names = Object.keys(declared);
  if (names.length === 0) return [];
  const known = new Set(["*", ...resources.flatMap(({ urn, name }) => [urn, name])]);
  return names.filter((name) => !known.has(name));
}

/** What is taken where nobody has said anything. */
export type Assumed = Readonly<Record<UsageName, number>>;

/** What this version of Fourfold takes. */
export const assumedHere: Assumed = Object.fromEntries(
  Object.entries(usageKeys).map(([name, { assumed }]) => [name, assumed]),
) as Record<UsageName, number>;

/** How much a program is used. */
export interface UsageOptions {
  /** What somebody has said. @default {}: everything is assumed */
  readonly usage?: DeclaredUsage;
  /** What is taken for the rest. @default what this version of Fourfold takes */
  readonly assumed?: Assumed;
}

/** How what nobody has said is taken. */
export type Mode = "low" | "expected";

/** The resource and the components that it is in, from the inside out. */
export function* pathOf(
  resource: CostedResource,
  byUrn: ReadonlyMap<string, CostedResource>,
): Generator<CostedResource, void, void> {
  const seen = new Set<string>();
  for (let one: CostedResource | undefined = resource; one !== undefined && !seen.has(one.urn); ) {
    seen.add(one.urn);
    yield one;
    one = one.parent === undefined ? undefined : byUrn.get(one.parent);
  }
}

/** What somebody has said of a resource's usage. `undefined`: nobody has. */
export function declaredOf(
  name: UsageName,
  path: Iterable<CostedResource>,
  declared: DeclaredUsage,
): number | undefined {
  for (const { urn, name: logical } of path) {
    const said = declared[urn]?.[name] ?? declared[logical]?.[name];
    if (said !== undefined) return said;
  }
  return declared["*"]?.[name];
}

/** What is taken where nobody has said anything: at least, nothing happens, and nothing is kept. */
const takenFor = (name: UsageName, mode: Mode, assumed: Assumed): number =>
  mode === "low" && usageKeys[name].kind !== "size" ? 0 : assumed[name];

/**
 * How much each resource is used: by what somebody has said, or else by what the program says, and by what is taken where neither does.
 */
export function usageReader(
  program: Program,
  { usage = {}, assumed = assumedHere }: UsageOptions,
  mode: Mode,
): UsageReader {
  const isSaid = Object.keys(usage).length > 0;
  const known = new Map<CostedResource, Map<UsageName, Use>>();
  const read: UsageReader = (resource, name) => {
    const own = known.get(resource) ?? new Map<UsageName, Use>();
    const found = own.get(name);
    if (found !== undefined) return found;
    known.set(resource, own);
    const taken = { value: takenFor(name, mode, assumed), assumed: [name] };
    // What follows from itself is taken.
    own.set(name, taken);
    const said = isSaid ? declaredOf(name, pathOf(resource, program.byUrn), usage) : undefined;
    const use = said === undefined ? derivedOf(resource, name, program, read) : { value: said, assumed: [] };
    own.set(name, use ?? taken);
    return use ?? taken;
  };
  return read;
}
