import { type Fields, isFields } from "../../../../policies/contract/values.ts";
import type { Asked } from "../contract.ts";
import { type ArmType, armTypes } from "./types.ts";

/** What stands beside `properties`: https://learn.microsoft.com/azure/azure-resource-manager/templates/syntax#resources */
const beside: ReadonlySet<string> = new Set(["identity", "kind", "location", "sku", "tags", "zones"]);

/** What is part of the address of a resource: its group, the names of those that it is in, and its own. */
const isPartOfName = (property: string): boolean =>
  ["name", "scope"].includes(property) ||
  (property.endsWith("Name") && !["displayName", "roleName"].includes(property));

/** A name with as many parts as its type has. */
function nameOf({ type, last }: ArmType, id: string): string {
  const parents = type
    .split("/")
    .slice(2)
    .map((_, at) => (at === 0 ? id : `${id}-${at}`));
  return [...parents, last ?? id].join("/");
}

type Renamed = NonNullable<ArmType["renamed"]>;

function withNames(value: unknown, renamed: Renamed): unknown {
  if (Array.isArray(value)) return value.map((item) => withNames(item, renamed));
  if (!isFields(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [renamed[name] ?? name, withNames(field, renamed)]),
  );
}

/** The properties of a resource, which the SDK has beside everything else, or as the template has them. */
function propertiesOf(inputs: Fields, renamed: Renamed = {}): unknown {
  if (inputs.properties !== undefined) return withNames(inputs.properties, renamed);
  const own = Object.entries(inputs).filter(([property]) => !beside.has(property) && !isPartOfName(property));
  return withNames(Object.fromEntries(own), renamed);
}

/** The SDK has a list of identities, the template names them. */
function besideOf([property, value]: readonly [string, unknown]): readonly [string, unknown] {
  if (property !== "identity" || !isFields(value) || !Array.isArray(value.userAssignedIdentities))
    return [property, value];
  const identities = Object.fromEntries(value.userAssignedIdentities.map((id) => [id, {}]));
  return [property, { ...value, userAssignedIdentities: identities }];
}

/** The address of a resource in a template, where it is of a type in {@link armTypes}. */
export function armAddressOf({ id, type }: Pick<Asked, "id" | "type">): string | undefined {
  const arm = armTypes[type];
  return arm === undefined ? undefined : `${arm.type}.${nameOf(arm, id)}`;
}

/** A template that makes resources of Azure. Those of types that are not in {@link armTypes} are left out. */
export function templateOf(all: readonly Asked[]): object {
  const resources = all.flatMap(({ id, type, inputs }) => {
    const arm = armTypes[type];
    if (arm === undefined) return [];
    const others = Object.entries(inputs).filter(([property]) => beside.has(property));
    const properties = propertiesOf(inputs, arm.renamed);
    return [
      {
        type: arm.type,
        apiVersion: arm.version,
        name: nameOf(arm, id),
        ...Object.fromEntries(others.map(besideOf)),
        properties,
      },
    ];
  });
  return {
    $schema: "https://schema.management.azure.com/schemas/2019-04-01/deploymentTemplate.json#",
    contentVersion: "1.0.0.0",
    resources,
  };
}
