import type { TypeRule } from "../contract/rule.ts";
import type { Fields } from "../contract/values.ts";

/** What is found where what is confidential has no key of the team's. */
export const withoutKey = "it is confidential, and not encrypted with a key of your own";

/**
 * Asks for a key on resources that the rule's option `classified` names.
 *
 * @param key - What the property has to be set to.
 * @param vendors - The vendor's own key, which the property may name, too. @default it cannot
 */
export const keyed = (property: string, key: string, compliant: Fields, vendors?: string): TypeRule => ({
  checks: [
    function* (subject, given) {
      if (!given.isNamed("classified", subject)) return;
      if (subject.inputs.has(property) && (vendors === undefined || subject.inputs.text(property) !== vendors)) return;
      yield { property, what: withoutKey, fix: `Set \`${property}\` to ${key}` };
    },
  ],
  unknowns: { [property]: "any" },
  compliant,
  given: { options: { classified: ["subject"] } },
  broken: [
    [property, undefined, withoutKey],
    ...(vendors === undefined ? [] : ([[property, vendors, withoutKey]] as const)),
  ],
});
