import type { ComponentResource, Output } from "@pulumi/pulumi";
import { RandomId } from "@pulumi/random";

/** Lower-case words with hyphens: `orderPlaced` becomes `order-placed`, which every cloud accepts in a name. */
export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/** What a cloud accepts as a name, where its provider makes none. */
export interface NameRule {
  readonly max: number;
  /** What stands between the words: `""` where only letters and digits are accepted. */
  readonly separator: "-" | "";
  /** Whether it begins with a letter, which digits and nothing at all are not. @default false */
  readonly letterFirst?: boolean;
}

/**
 * A physical name for a resource whose provider gives none. It is made once and kept, so that renaming a component
 * with an alias does not replace what carries the name.
 *
 * @param name - The name of the resource that keeps it.
 * @param base - What the physical name should remind of.
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
