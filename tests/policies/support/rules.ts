import type { Rule } from "../../../policies/contract/rule.ts";

export const thing = "acme:index:Thing";

/** A rule for tests: it finds a breach at a property where that is true, and depends on `label` only once it is known. */
export function ruleFor(property: string, described: Partial<Pick<Rule, "name" | "severity" | "denied">> = {}): Rule {
  return {
    name: `no-${property}`,
    cloud: "aws",
    title: "Things are closed",
    severity: "medium",
    why: "Anyone comes in.",
    source: "https://example.com",
    references: { checkov: ["CKV_ACME_1"] },
    options: { longest: { default: 3, what: "letters" }, names: { default: ["a"], what: "names" } },
    ...described,
    types: {
      [thing]: {
        checks: [
          function* ({ inputs }, given) {
            if (inputs.flag(property) !== true) return;
            const what = `it is open for ${given.number("longest")}`;
            yield { property, what, fix: `Set \`${property}\` to \`false\`` };
          },
          ({ inputs }) => {
            inputs.text("label");
            return [];
          },
        ],
        unknowns: { label: "later" },
        compliant: {},
        broken: [],
      },
    },
  };
}
