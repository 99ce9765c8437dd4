import { FourfoldError } from "../../spec/errors.ts";
import { parseValue } from "../files/written.ts";
import type { UsageName } from "../meters/usage-keys.ts";
import { type CostedResource, unknown } from "../resources/resource.ts";
import { cloudOf } from "../resources/types.ts";
import { Usage } from "./declared.ts";
import { type DeclaredUsage, declaredOf, pathOf } from "./usage.ts";

/** The input by which a component, whoever has written it, says how much is used of what is in it: as a file of usage does. */
export const usageProperty = "costUsage";

type ByUrn = ReadonlyMap<string, CostedResource>;
type Amounts = DeclaredUsage[string];

const isKnown = (value: unknown): boolean =>
  value !== unknown && (typeof value !== "object" || value === null || Object.values(value).every(isKnown));

/** What a component says. Resources of clouds say nothing. @throws FourfoldError `ERR_CONFIG` */
function carriedBy({ type, name, inputs }: CostedResource): DeclaredUsage | undefined {
  if (type.startsWith("pulumi:") || cloudOf(type) !== undefined) return undefined;
  const said = inputs[usageProperty];
  if (said === undefined) return undefined;
  const [where, fix] = [`\`${usageProperty}\` of ${name}`, "Correct it: docs/cost.md#usage."];
  if (isKnown(said)) return parseValue(Usage, said, { where, fix });
  throw new FourfoldError("ERR_CONFIG", { where, what: "it is not known before the deployment.", fix });
}

const carriersIn = (resources: readonly CostedResource[]): ReadonlyMap<string, DeclaredUsage> =>
  new Map(
    resources.flatMap((one) => {
      const said = carriedBy(one);
      return said === undefined ? [] : [[one.urn, said] as const];
    }),
  );

/** What components say of one resource by its name, or of all that is in it. Of components that are in each other, the outer one counts. */
function carriedOf(resource: CostedResource, carriers: ReadonlyMap<string, DeclaredUsage>, byUrn: ByUrn): Amounts {
  const { urn, name } = resource;
  const found = [...pathOf(resource, byUrn)].flatMap((around): readonly Amounts[] => {
    const said = carriers.get(around.urn);
    if (said === undefined) return [];
    return [...(around.urn === urn ? [said["*"] ?? {}] : []), said[name] ?? {}, said[urn] ?? {}];
  });
  return Object.assign({}, ...found);
}

/**
 * What somebody has declared, and for the rest what components say of themselves.
 * @throws FourfoldError `ERR_CONFIG` when what a component says cannot be read, with what is expected.
 */
export function withCarried(resources: readonly CostedResource[], declared: DeclaredUsage): DeclaredUsage {
  const carriers = carriersIn(resources);
  if (carriers.size === 0) return declared;
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const carried = resources.flatMap((resource) => {
    const said = Object.entries(carriedOf(resource, carriers, byUrn)) as [UsageName, number | undefined][];
    const rest = said.filter(([name]) => declaredOf(name, pathOf(resource, byUrn), declared) === undefined);
    return rest.length === 0 ? [] : [[resource.urn, { ...Object.fromEntries(rest), ...declared[resource.urn] }]];
  });
  return { ...declared, ...Object.fromEntries(carried) };
}
