import { Config } from "@pulumi/pulumi";
import { type Cloud, FourfoldError } from "fourfold";
import { kebab } from "../naming.ts";
import { type NamedChild, namedChildren, randomSuffixes } from "./name-rules.ts";

/** How a component's name is used. */
export interface NameUse {
  readonly component: keyof typeof namedChildren;
  readonly cloud: Cloud;
  /** The component's name, or its beginning where a set makes the component. */
  readonly name: string;
  /** What a set adds to its own name. @default "" */
  readonly added?: string;
  /** Changes to the children, some of which may name one. */
  readonly transform: object | undefined;
  /** The functions behind a gateway. @default [] */
  readonly targets?: readonly string[];
  /** Which kind of component it is, where some children are only in one. @default "buffered" */
  readonly kind?: NamedChild["only"];
}

/** Whether a transform names a child, or may do so. */
function isNamed({ child, property }: NamedChild, transform: object | undefined): boolean {
  const found: unknown = child === undefined ? undefined : Object(transform)[child];
  return typeof found === "function" || Object(found)[property] !== undefined;
}

/** Whether names are made in another way: they are not checked here, since only the provider knows them. */
function isNamedByConfiguration(): boolean {
  // https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming-configuration
  return new Config("pulumi").get("autonaming") !== undefined;
}

/** What the provider adds to a logical name, as an example. */
function randomOf({ isCopied }: NamedChild, cloud: Cloud): string {
  return isCopied ? "" : randomSuffixes[cloud];
}

/** The longest name that a component may have on a cloud, for the sake of one child. */
export function longestName(child: NamedChild, suffix: string, cloud: Cloud): number {
  return child.name.max - suffix.length - randomOf(child, cloud).length;
}

function suffixesOf({ suffix }: NamedChild, targets: readonly string[]): readonly string[] {
  if (!suffix.includes("{target}")) return [suffix];
  return targets.map((target) => suffix.replace("{target}", kebab(target)));
}

function checkChild(
  child: NamedChild,
  suffix: string,
  { cloud, name, added: between = "" }: NameUse,
  where: string,
): void {
  const { of, max, pattern, form, source } = child.name;
  const made = `${name}${between}${suffix}`;
  const random = randomOf(child, cloud);
  const longest = longestName(child, `${between}${suffix}`, cloud);
  const added = random === "" ? "is" : `and ${random.length} characters that Pulumi adds are`;
  const subject = `on ${cloud}, "${made}" ${added} the name of ${of}, which`;
  const instead = child.child === undefined ? "" : `, or name it with a transform of \`${child.child}\``;
  if (!pattern.test(`${made}${random}`)) {
    const what = `${subject} has only ${form} (${source}).`;
    throw new FourfoldError("ERR_LIMIT", { where, what, fix: `Change the name${instead}.` });
  }
  if (name.length <= longest) return;
  const what = `${subject} has at most ${max} (${source}).`;
  const fix = longest > 0 ? `Use a name of at most ${longest} characters for the component` : "Use shorter names";
  throw new FourfoldError("ERR_LIMIT", { where, what, fix: `${fix}${instead}.` });
}

/**
 * Refuses the name of a component from which a child's name would be invalid: providers add a suffix to it, and change nothing.
 * Names by `pulumi:autonaming` are left to the providers.
 *
 * @param where - How errors name the component.
 * @throws FourfoldError `ERR_LIMIT` with the rule, its source, and the longest possible name.
 */
export function checkNames(use: NameUse, where: string): void {
  const children = namedChildren[use.component][use.cloud];
  if (children.length === 0 || isNamedByConfiguration()) return;
  for (const child of children) {
    const kind = use.kind ?? "buffered";
    if ((child.only ?? kind) !== kind || isNamed(child, use.transform)) continue;
    for (const suffix of suffixesOf(child, use.targets ?? [])) checkChild(child, suffix, use, where);
  }
}
