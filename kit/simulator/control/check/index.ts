import {
  CloudError,
  type PackageName,
  type Properties,
  type ProviderKind,
  type ResourceType,
  type Scope,
} from "../../contract.ts";
import { reasonOf, unknownReason } from "../../limits.ts";
import { hashFiles, readFiles } from "../archive.ts";
import type { CheckAnswer, CheckFailure, CheckRequest } from "../protocol.ts";
import { isArchive, isAsset, isObject } from "../wire.ts";
import { checkConstraints } from "./constraints.ts";
import { checkLimits } from "./limits.ts";
import { checkName, withName } from "./naming.ts";
import { examine } from "./property-support.ts";
import type { Schemas } from "./schema.ts";
import { validate } from "./validate.ts";

export interface CheckContext {
  readonly package: PackageName;
  readonly schemas: Schemas;
  /** Whether a property without effect is refused. */
  readonly strict: boolean;
  /** The folder that relative paths of assets start from. */
  readonly root: string;
  /** That folder by project, for projects that have set one. */
  readonly roots: ReadonlyMap<string, string>;
  /** The simulator's time in epoch milliseconds. */
  now(): number;
}

/** The provider that requests a check. */
export interface RequestingProvider {
  readonly kind: ProviderKind;
  readonly scope: Scope;
}

/** Everything a provider checks before it creates or updates: names, types, the vendor's rules, and what is supported here. */
export async function checkResource(
  request: CheckRequest,
  type: ResourceType,
  { kind, scope }: RequestingProvider,
  context: CheckContext,
): Promise<CheckAnswer> {
  const named = withName(request, type.naming, kind);
  const schema = context.schemas(context.package);
  const { inputs: members, secretOutputs } = schema.types[type.token] ?? {};
  if (members === undefined) throw new Error(`${type.token} has no schema: run \`node tools/schemas.ts\`.`);
  // The vendor's rules may rely on the types, so they wait until these are right.
  const failures = validate(named, members, schema);
  if (failures.length > 0) return { inputs: named, failures };
  const { inputs, failures: unreadable } = await withHashes(named, context.root);
  const refused = checkConstraints(inputs, type, context.now(), secretOutputs);
  // What the vendor refuses as well is the program's mistake, and no limit.
  const limited = checkLimits(inputs, type, scope).filter(
    ({ property }) => !refused.some((failure) => failure.property === property),
  );
  return {
    inputs,
    failures: [
      ...unreadable,
      ...checkName(inputs, type.naming),
      ...refused,
      ...limited,
      ...checkProperties(inputs, type, context.strict),
    ],
  };
}

function checkProperties(inputs: Properties, type: ResourceType, strict: boolean): readonly CheckFailure[] {
  const { unknown, inert } = examine(inputs, type.properties);
  const refused = unknown.map((property) => ({
    property,
    reason: unknownReason(`${type.token} does with this property`),
  }));
  if (!strict) return refused;
  return [...refused, ...inert.map(({ property, reason }) => ({ property, reason: refusalOf(reason, type) }))];
}

/** The error of `--strict` for a property without effect: for which type, why, and what to do. */
function refusalOf(reason: string, { token, source }: ResourceType): string {
  return (
    `has no effect in the simulator's ${token}, and \`--strict\` refuses that. ${reason} ` +
    `Leave it out on simulated clouds, or start them without \`--strict\` (${source}).`
  );
}

/** Gives every asset the hash of its content, as the real engine does before a check: a path alone shows no change. */
async function withHashes(inputs: Properties, root: string): Promise<CheckAnswer> {
  const failures: CheckFailure[] = [];
  const visit = async (value: unknown, property: string): Promise<unknown> => {
    if (isAsset(value) || isArchive(value)) {
      if (value.hash !== undefined && value.hash !== "") return value;
      try {
        return { ...value, hash: hashFiles(await readFiles(value, root)) };
      } catch (error) {
        if (!(error instanceof CloudError)) throw error;
        failures.push({ property, reason: reasonOf(error) });
        return value;
      }
    }
    if (Array.isArray(value)) return Promise.all(value.map((item) => visit(item, property)));
    return isObject(value) ? visitMembers(value) : value;
  };
  const visitMembers = async (value: Properties): Promise<Properties> =>
    Object.fromEntries(
      await Promise.all(
        Object.entries(value).map(async ([name, member]) => [name, await visit(member, name)] as const),
      ),
    );
  return { inputs: await visitMembers(inputs), failures };
}
