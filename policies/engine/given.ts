import type { Given, Option, Rule } from "../contract/rule.ts";

type Value = Option["default"];

/** What rules are told by whoever runs them. */
export interface Told extends Pick<Given, "today" | "isPublic"> {
  /** A team's values of the rule's options. */
  readonly options: Readonly<Record<string, Value>>;
}

/** What a rule's checks are given: a team's options over the defaults. */
export function givenOf({ name, options: known = {} }: Rule, { options, today, isPublic }: Told): Given {
  const optionValue = (option: string): Value => {
    const value = options[option] ?? known[option]?.default;
    if (value === undefined) throw new TypeError(`The rule ${name} has no option "${option}".`);
    return value;
  };
  return {
    today,
    isPublic,
    number(option) {
      const value = optionValue(option);
      if (typeof value === "number") return value;
      throw new TypeError(`The option "${option}" of the rule ${name} is not a number.`);
    },
    texts(option) {
      const value = optionValue(option);
      if (typeof value !== "number") return value;
      throw new TypeError(`The option "${option}" of the rule ${name} is not a list of texts.`);
    },
  };
}
