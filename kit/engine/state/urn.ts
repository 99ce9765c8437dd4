/** https://www.pulumi.com/docs/iac/concepts/resources/names/#urns */
export const stackType = "pulumi:pulumi:Stack";

/** The parts of a URN. */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  readonly type: string;
  readonly name: string;
  /** The URN of the parent, if it has one. */
  readonly parent?: string | undefined;
}

export function buildUrn({ stack, project, type, name, parent }: UrnParts): string {
  const parentType = parent === undefined ? stackType : qualifiedTypeOf(parent);
  // URNs of the stack's direct children do not contain its type.
  const qualified = parentType === stackType ? type : `${parentType}$${type}`;
  return `urn:pulumi:${stack}::${project}::${qualified}::${name}`;
}

/** `kit:index:App$aws:s3/bucket:Bucket`: the type after those of the parents. */
export function qualifiedTypeOf(urn: string): string {
  return urn.split("::")[2] ?? "";
}

/** `aws:s3/bucket:Bucket`. */
export function typeOf(urn: string): string {
  return qualifiedTypeOf(urn).split("$").at(-1) ?? "";
}

/** A name may itself contain `::`. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}

/** The package of a type: for a provider's own type, the package that it provides. */
export function packageOf(type: string): string {
  return isProviderType(type) ? type.slice(providerPrefix.length) : (type.split(":")[0] ?? "");
}

const providerPrefix = "pulumi:providers:";

export function providerType(packageName: string): string {
  return `${providerPrefix}${packageName}`;
}

export function isProviderType(type: string): boolean {
  return type.startsWith(providerPrefix);
}

/** The reference of a provider: its URN and its id. */
export function buildReference(provider: { readonly urn: string; readonly id: string }): string {
  return `${provider.urn}::${provider.id}`;
}

/** The URN in a reference to a provider. */
export function referencedUrn(reference: string): string {
  return reference.slice(0, reference.lastIndexOf("::"));
}
