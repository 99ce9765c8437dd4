import type { EvaluatedResource, EvaluatedStack } from "fourfold/testing";

/** A resource as a snapshot shows it. */
interface Shown {
  readonly type: string;
  readonly parent: string;
  readonly dependencies: readonly string[];
  readonly options?: readonly string[];
  readonly inputs: unknown;
}

/**
 * The whole resource graph, by name, without what changes from run to run: a value that another evaluation made
 * otherwise is written as the resource and property that it comes from, such as `<web-role.arn>`.
 */
export function graphOf(stack: EvaluatedStack, other: EvaluatedStack): Readonly<Record<string, Shown>> {
  const names = unstableNames(stack, other);
  const own = stack.resources.filter(({ type }) => !type.startsWith("pulumi:"));
  const shown = own.map((resource) => [`${resource.name} (${resource.type})`, show(resource, names)] as const);
  return Object.fromEntries(shown.toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function show(resource: EvaluatedResource, names: ReadonlyMap<string, string>): Shown {
  const { type, parent = "", protect, retainOnDelete, secretInputs } = resource;
  const options = [...(protect ? ["protect"] : []), ...(retainOnDelete ? ["retainOnDelete"] : [])];
  const inputs = Object.entries(resource.inputs).map(([name, value]) => {
    return [secretInputs.includes(name) ? `${name} (secret)` : name, stable(value, names)] as const;
  });
  return {
    type,
    parent: nameOf(parent),
    dependencies: resource.dependencies.map(nameOf).toSorted(),
    ...(options.length > 0 ? { options } : {}),
    inputs: Object.fromEntries(inputs.toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

type Leaf = readonly [path: string, value: string];

function leavesOf(value: unknown, path: string): readonly Leaf[] {
  if (typeof value === "string") return [[path, value]];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => leavesOf(item, `${path}.${key}`));
}

/** What a resource itself brought into being: its id, and outputs that are no inputs of other origin. */
function ownLeaves({ name, id, outputs, propertyDependencies }: EvaluatedResource): readonly Leaf[] {
  const made = Object.entries(outputs).filter(([property]) => !propertyDependencies[property]?.length);
  return [[`${name}.id`, id], ...leavesOf(Object.fromEntries(made.toSorted()), name)];
}

/** Longest first, so that a value is not taken apart by another that it contains. */
function unstableNames(stack: EvaluatedStack, other: EvaluatedStack): ReadonlyMap<string, string> {
  const before = new Map(other.resources.flatMap(ownLeaves));
  const names = new Map<string, string>();
  for (const [path, value] of stack.resources.toSorted(byUrn).flatMap(ownLeaves)) {
    const isUnstable = value !== before.get(path) && value.length > 5;
    if (isUnstable && !names.has(value)) names.set(value, `<${path}>`);
  }
  return new Map([...names].toSorted(([a], [b]) => b.length - a.length));
}

function byUrn(a: EvaluatedResource, b: EvaluatedResource): number {
  return a.urn < b.urn ? -1 : 1;
}

/** A value as it would be in every run. Code is shown as what it is: its content belongs to the bundler's tests. */
function stable(value: unknown, names: ReadonlyMap<string, string>): unknown {
  if (typeof value === "string") return stableText(value, names);
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item) => stable(item, names));
  if ("__pulumiArchive" in value && "assets" in value) return { archive: Object.keys(Object(value.assets)).toSorted() };
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, stable(item, names)]),
  );
}

function stableText(text: string, names: ReadonlyMap<string, string>): string {
  if (text.length > 1_500) return "<code>";
  let result = text;
  for (const [value, name] of names) result = result.replaceAll(value, name);
  return result
    .replace(/\b[0-9a-f]{64}\b/g, "<sha256>")
    .replace(/&sig=[^&]+/, "&sig=<signature>")
    .replace(/^\d{4}-\d\d-01T00:00:00Z$/, "<first of this month>");
}
