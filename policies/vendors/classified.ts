import type { TypeRule } from "../contract/rule.ts";
import type { Fields } from "../contract/values.ts";

/** What is found where what is confidential has no key of the team's. */
export const withoutKey = "it is confidential, and not encrypted with a key of your own";

/**
 * Asks for a key on resources that the rule's option `classified` names.
 * @param key - What the property has to be set to.
 */
export const keyed = (property: string, key: string, compliant: Fields): TypeRule => ({
  checks: [
    function* (subject, given) {
      if (subject.inputs.has(property) || !given.isNamed("classified", subject)) return;
      yield { property, what: withoutKey, fix: `Set \`${property}\` to ${key}` };
    },
  ],
  unknowns: { [property]: "any" },
  compliant,
  given: { options: { classified: ["subject"] } },
  broken: [[property, undefined, withoutKey]],
});
