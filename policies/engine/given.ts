import type { Given, Option, Rule } from "../contract/rule.ts";
import type { Subject } from "../contract/subject.ts";

type Value = Option["default"];

/** What rules are told by whoever runs them. */
export interface Told extends Pick<Given, "today"> {
  /** A team's values of the rule's options. */
  readonly options: Readonly<Record<string, Value>>;
  /** The names of what anyone may reach. */
  readonly reachable: readonly string[];
  /** Whether a resource is meant by names. */
  isNamed(names: readonly string[], subject: Subject): boolean;
}

/** What a rule's checks are given: a team's options over the defaults. */
export function givenOf({ name, options: known = {} }: Rule, { options, today, reachable, isNamed }: Told): Given {
  const optionValue = (option: string): Value => {
    const value = options[option] ?? known[option]?.default;
    if (value === undefined) throw new TypeError(`The rule ${name} has no option "${option}".`);
    return value;
  };
  const texts = (option: string): readonly string[] => {
    const value = optionValue(option);
    if (typeof value !== "number") return value;
    throw new TypeError(`The option "${option}" of the rule ${name} is not a list of texts.`);
  };
  return {
    today,
    texts,
    number(option) {
      const value = optionValue(option);
      if (typeof value === "number") return value;
      throw new TypeError(`The option "${option}" of the rule ${name} is not a number.`);
    },
    isNamed: (option, subject) => isNamed(texts(option), subject),
    isPublic: (subject) => isNamed(reachable, subject),
  };
}
