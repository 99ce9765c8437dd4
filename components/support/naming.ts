import type { ComponentResource, Output } from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random/randomId.js";

/** Lower-case words with hyphens: `orderPlaced` becomes `order-placed`, which every cloud accepts in a name. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What a cloud accepts as a name, where its provider does not generate one. */
export interface NameRule {
  readonly max: number;
  /** The separator between words: `""` where only letters and digits are accepted. */
  readonly separator: "-" | "";
  /** Whether it must begin with a letter, which a digit or an empty name does not. @default false */
  readonly letterFirst?: boolean;
}

/**
 * A physical name for a resource whose provider does not generate one. It is made once and kept, so that renaming a component
 * with an alias does not replace the resource that has the name.
 *
 * @param name - The name of the resource that keeps it.
 * @param base - The words that the physical name should contain.
 */
export function physicalName(parent: ComponentResource, name: string, base: string, rule: NameRule): Output<string> {
  const suffix = rule.separator.length + 8; // four random bytes in hexadecimal
  const words = base
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, rule.separator)
    .replace(/^-+/, "");
  const first = rule.letterFirst && !/^[a-z]/.test(words) ? `f${rule.separator}` : "";
  const shortened = `${first}${words}`.slice(0, rule.max - suffix).replace(/-+$/, "");
  const prefix = shortened === "" ? "" : `${shortened}${rule.separator}`;
  return new RandomId(name, { byteLength: 4, prefix }, { parent, ignoreChanges: ["prefix"] }).hex;
}
