import { cloudOfType } from "../../kit/cli/clouds.ts";
import type { PackageName, PackageServices, ResourceType } from "../../kit/simulator/contract.ts";
import { takeInventory } from "../../kit/simulator/control/check/inventory.ts";
import { createSchemas } from "../../kit/simulator/control/check/schema.ts";
import { managedPolicies, parseIdentityPolicy } from "../../kit/simulator/iam/aws/index.ts";
import { createSimulator, packages } from "../../kit/simulator/index.ts";
import { table, titles } from "../markdown.ts";

export interface Described {
  readonly name: PackageName;
  readonly type: ResourceType;
}

/** Every package that is simulated, with its services. */
export async function describedPackages(): Promise<readonly PackageServices[]> {
  const simulator = await createSimulator({ data: ":memory:", live: false });
  try {
    return await Promise.all(packages.map((name) => simulator.services(name)));
  } finally {
    await simulator.stop();
  }
}

/** Every resource type that is simulated, in the order of the packages. */
export async function describedTypes(): Promise<readonly Described[]> {
  const all = await describedPackages();
  return all.flatMap(({ package: name, types }) => types.map((type) => ({ name, type })));
}

/** What every service does besides storing resources. */
export async function operationTable(): Promise<string> {
  const rows = (await describedPackages()).flatMap(({ package: packageName, services }) => {
    const cloud = cloudOfType(packageName);
    if (cloud === undefined) return [];
    return services.flatMap(({ name, operations = [] }) =>
      operations.map(({ operation, source, test, shows, gap = "" }) => [
        titles[cloud],
        `[${name}: ${operation}](${source})`,
        gap,
        `[${shows.trim()}](../tests/simulator/${cloud}/${test})`,
      ]),
    );
  });
  return table(["cloud", "what is simulated", "what differs", "a test that shows it"], rows);
}

/**
 * `a`, `b`, and `c.{d, e}` for `c.d` and `c.e`: properties of one object are grouped.
 */
function compact(properties: readonly string[]): string {
  const byObject = new Map<string, string[]>();
  for (const property of properties) {
    const [name = "", ...path] = property.split(".").reverse();
    const object = path.reverse().join(".");
    byObject.set(object, [...(byObject.get(object) ?? []), name]);
  }
  const texts = [...byObject].flatMap(([object, names]) => {
    if (object === "") return names;
    return names.length === 1 ? `${object}.${names.join()}` : `${object}.{${names.join(", ")}}`;
  });
  return texts.map((text) => `\`${text}\``).join(" ");
}

/** Properties without effect, grouped by reason. */
function inertCell(rows: readonly (readonly [property: string, reason: string])[]): string {
  const byReason = new Map<string, string[]>();
  for (const [property, reason] of rows) byReason.set(reason, [...(byReason.get(reason) ?? []), property]);
  return [...byReason].map(([reason, properties]) => `${compact(properties)}: ${reason}`).join("<br>") || "none";
}

/** All resource types with their properties: simulated, without effect and why, refused. */
export async function propertyTable(): Promise<string> {
  const schemas = createSchemas();
  const rows = (await describedTypes()).map(({ name, type }) => {
    const inventory = takeInventory(type, schemas(name));
    const named = (state: string) => inventory.filter(({ known }) => known === state).map(({ property }) => property);
    const inert = inventory.flatMap(({ property, known }) =>
      typeof known === "object" ? [[property, known.inert] as const] : [],
    );
    const refused = named("unknown").length;
    return [
      `[${type.token}](${type.source})`,
      compact(named("simulated")),
      inertCell(inert),
      refused === 0 ? "none" : `${refused} others`,
    ];
  });
  return table(["resource type", "simulated", "without effect here, and why", "refused"], rows);
}

/** All vendors' rules that are checked before anything is deployed. */
export async function constraintTable(): Promise<string> {
  const rows = (await describedTypes()).flatMap(({ type }) =>
    [...nameRules(type), ...type.constraints].map(({ property, rule, source }) => [
      type.token,
      `\`${property}\``,
      `[${rule.replaceAll(/[[\]]/g, "\\$&")}](${source})`,
    ]),
  );
  return table(["resource type", "property", "rule"], rows);
}

/** The properties of providers' configurations. */
export async function configurationTable(): Promise<string> {
  const rows = (await describedPackages()).map(({ package: name, configuration: { properties, source } }) => {
    const all = Object.entries(properties);
    const named = all.filter(([, known]) => known === "simulated").map(([property]) => property);
    const inert = all.flatMap(([property, known]) => (known === "simulated" ? [] : [[property, known.inert] as const]));
    return [`[${name}](${source})`, compact(named) || "none", inertCell(inert)];
  });
  return table(["provider", "simulated", "without effect here, and why"], rows);
}

/** What the clouds accept and the simulator does not support. */
export async function simulatorLimitTable(): Promise<string> {
  const rows = (await describedTypes()).flatMap(({ type }) =>
    (type.limits ?? []).map(({ property, only }) => [type.token, `\`${property}\``, only]),
  );
  return table(["resource type", "property", "what the simulator has"], rows);
}

/** The AWS managed policies that a role can have. */
export function managedPolicyTable(): string {
  const rows = Object.entries(managedPolicies).map(([arn, { document, source }]) => [
    `[${arn.replace("arn:aws:iam::aws:policy/", "")}](${source})`,
    parseIdentityPolicy(document)
      .map(({ actions = [], resources = [] }) => {
        const on = resources.join() === "*" ? "" : ` on \`${resources.join()}\``;
        return `${actions.map((action) => `\`${action}\``).join(" ")}${on}`;
      })
      .join("<br>"),
  ]);
  return table(["policy", "what it allows here"], rows);
}

function nameRules({ naming }: ResourceType) {
  if (naming === undefined) return [];
  const { property, min = 1, max, pattern, source } = naming;
  const rule = `must have from ${min} to ${max.toLocaleString("en")} characters and match \`${pattern}\``;
  return [{ property, rule, source }];
}
