import { createHash, randomBytes } from "node:crypto";
import type { Naming, Properties, ProviderKind } from "../../contract.ts";
import { nameRecords } from "../name-records.ts";
import type { CheckFailure, CheckRequest } from "../protocol.ts";
import { nameOf, unknownValue } from "../wire.ts";

/**
 * How many random digits a name ends in: 7 after a separator, as in bridged providers, and 8 without one, as in
 * azure-native. https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/provider/autonaming_test.go
 */
const suffixLength = (separator: string): number => (separator === "" ? 8 : 7);

/**
 * Gives a resource without a name the one it had, or a new one: logical name, separator, random suffix. The inputs also
 * record whether it was generated, as those of the vendor's provider do.
 * https://www.pulumi.com/docs/iac/concepts/resources/names/#autonaming
 */
export function withName(request: CheckRequest, naming: Naming | undefined, kind: ProviderKind): Properties {
  const { news, olds = {}, autonaming } = request;
  if (naming === undefined || naming.generated === false) return news;
  const { record, keeps, isGenerated } = nameRecords[kind];
  const { property, prefix } = naming;
  // https://github.com/pulumi/pulumi-terraform-bridge/blob/main/pkg/tfbridge/schema.go (a default yields to what it conflicts with)
  if (prefix !== undefined && isSet(news[prefix])) return news;
  if (isSet(news[property])) return { ...news, ...record(property, false) };
  const old = olds[property];
  if (isSet(old) && keeps(olds, property)) {
    return { ...news, [property]: old, ...record(property, isGenerated(olds, property)) };
  }
  if (autonaming?.mode === "disable") return news;
  const name = autonaming?.proposedName || generate(request, naming);
  const settled = naming.plain && autonaming?.mode !== "enforce" ? simplify(name) : name;
  return { ...news, [property]: settled, ...record(property, true) };
}

/** Finds what is wrong with a name, given or generated. */
export function checkName(inputs: Properties, naming: Naming | undefined): readonly CheckFailure[] {
  if (naming === undefined) return [];
  const { min = 1, max, pattern, source, prefix } = naming;
  const isPrefixed = prefix !== undefined && isSet(inputs[prefix]);
  const property = isPrefixed ? prefix : naming.property;
  if (isPrefixed && isSet(inputs[naming.property])) {
    return [{ property, reason: `conflicts with ${naming.property} (${source}).` }];
  }
  const name = inputs[property];
  if (!isSet(name)) return [{ property, reason: `is required: no name is generated for it (${source}).` }];
  if (typeof name !== "string" || name === unknownValue) return [];
  if (name.length < min || name.length > max) {
    const range = `must have from ${min} to ${max} characters`;
    return [{ property, reason: `${range}, but "${name}" has ${name.length} (${source}).` }];
  }
  if (pattern.test(name)) return [];
  return [{ property, reason: `must match ${pattern}, but is "${name}" (${source}).` }];
}

function generate({ urn, randomSeed }: CheckRequest, { plain = false, separator = plain ? "" : "-" }: Naming): string {
  const name = plain ? simplify(nameOf(urn)) : nameOf(urn);
  return `${name}${separator}${suffix(urn, randomSeed).slice(0, suffixLength(separator))}`;
}

function suffix(urn: string, seed: Uint8Array | undefined): string {
  const bytes =
    seed === undefined || seed.length === 0 ? randomBytes(8) : createHash("sha256").update(seed).update(urn).digest();
  return bytes.toString("hex");
}

function simplify(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9]/g, "");
}

function isSet(value: unknown): boolean {
  return value !== undefined && value !== null;
}
