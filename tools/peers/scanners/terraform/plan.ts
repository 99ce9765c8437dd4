import { packages } from "../../../../components/support/sdks.ts";
import type { PackageSchema } from "../../../../kit/simulator/control/check/schema.ts";
import type { Cloud } from "../../../../kit/spec/clouds.ts";
import type { Fields } from "../../../../policies/contract/values.ts";
import { readPackage } from "../../../schemas/sdk.ts";
import type { Asked } from "../contract.ts";
import { terraformTypes } from "./types.ts";
import { terraformName, terraformValues } from "./values.ts";

/** The address of a resource in a plan, where it is of a type in {@link terraformTypes}. */
export function addressOf({ id, type }: Pick<Asked, "id" | "type">): string | undefined {
  const terraform = terraformTypes[type];
  return terraform === undefined ? undefined : `${terraform}.${id}`;
}

/** The id or the name of another resource, which a plan does not know yet, and not a text that is made of such. */
const isReference = (value: unknown): boolean => typeof value === "string" && !/[{\s]/.test(value);

/** What Terraform knows of a resource before it makes it. */
export interface Planned {
  readonly named: { readonly address: string; readonly mode: "managed"; readonly type: string; readonly name: string };
  readonly values: Fields;
  /** What comes from other resources, by its name. */
  readonly expressions: Readonly<Record<string, { readonly references: readonly string[] }>>;
}

function planned(one: Asked, type: string, addresses: ReadonlyMap<string, string>, schema: PackageSchema): Planned {
  const members = schema.types[one.type]?.inputs ?? {};
  const expressions: Record<string, Planned["expressions"][string]> = {};
  const inputs: Record<string, unknown> = { ...one.inputs };
  for (const [property, ids] of Object.entries(one.sources)) {
    const [shape, references] = [members[property], ids.flatMap((id) => addresses.get(id) ?? [])];
    if (shape === undefined || references.length === 0) continue;
    const name = terraformName(type, property, shape);
    expressions[name] = { references: references.flatMap((address) => [`${address}.id`, address]) };
    if (isReference(inputs[property])) delete inputs[property];
  }
  const values = terraformValues(type, inputs, members, schema.shapes);
  return { named: { address: `${type}.${one.id}`, mode: "managed", type, name: one.id }, values, expressions };
}

/**
 * Resources of AWS or Google Cloud as Terraform would have them, with what a program says, and no defaults of providers. Those of types that
 * are not in {@link terraformTypes} are left out.
 */
export function plannedOf(cloud: Cloud, all: readonly Asked[]): readonly Planned[] {
  const known = all.filter(({ type }) => type in terraformTypes);
  const addresses = new Map(known.map((one) => [one.id, addressOf(one) ?? ""]));
  const schema = readPackage(packages[cloud], [...new Set(known.map(({ type }) => type))], []);
  return known.map((one) => planned(one, terraformTypes[one.type] ?? "", addresses, schema));
}

/** The plan that Terraform would make of them: https://developer.hashicorp.com/terraform/internals/json-format */
export function planOf(all: readonly Planned[]): object {
  const changeTo = (after: Fields) => ({ actions: ["create"], before: null, after, after_unknown: {} });
  return {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: { root_module: { resources: all.map(({ named, values }) => ({ ...named, values })) } },
    resource_changes: all.map(({ named, values }) => ({ ...named, change: changeTo(values) })),
    configuration: { root_module: { resources: all.map(({ named, expressions }) => ({ ...named, expressions })) } },
  };
}
