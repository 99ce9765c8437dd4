import * as v from "valibot";
import { byKeys } from "../../kit/cost/files/shapes.ts";
import { type Level, levels, type Option, type Rule } from "../contract/rule.ts";
import { Text } from "./fields.ts";

/** What a team says of a rule. */
export interface RuleSettings {
  /** @default what the catalogue says */
  readonly as?: Level | undefined;
  /** The values of its options. */
  readonly options: Readonly<Record<string, Option["default"]>>;
}

const LevelName = v.picklist(levels, `one of ${levels.join(", ")} is expected`);

const valueSchema = (option: Option): v.GenericSchema<unknown, Option["default"]> =>
  typeof option.default === "number"
    ? v.pipe(v.number("a number is expected"), v.finite("a finite number is expected"))
    : v.array(Text, "a list of texts is expected");

/** What can be said of a rule: what becomes of its findings, its options, or both. */
function ofRule(options: Readonly<Record<string, Option>>): v.GenericSchema<unknown, RuleSettings> {
  const values = Object.fromEntries(
    Object.entries(options).map(([name, option]) => [name, v.optional(valueSchema(option))]),
  );
  const expected = `${levels.join(", ")} or some of { ${["as", ...Object.keys(options)].join(", ")} } is expected`;
  const Written = v.pipe(
    byKeys({ as: v.optional(LevelName), ...values }, expected),
    v.transform(({ as, ...others }): RuleSettings => ({ as, options: others })),
  );
  const Alone = v.pipe(
    LevelName,
    v.transform((as): RuleSettings => ({ as, options: {} })),
  );
  return v.lazy((input) => (typeof input === "string" ? Alone : Written));
}

/** What a team says of rules, by their names. A rule has the same options on every cloud that has them. */
export function Rules(
  catalogue: readonly Rule[],
): v.GenericSchema<unknown, Readonly<Record<string, RuleSettings | undefined>>> {
  const byName = Map.groupBy(catalogue, ({ name }) => name);
  const entries = [...byName].map(([name, rules]) => {
    const options: Readonly<Record<string, Option>> = Object.assign({}, ...rules.map((rule) => rule.options));
    return [name, v.optional(ofRule(options))] as const;
  });
  return byKeys(Object.fromEntries(entries), "the names of rules are expected: docs/policies.md#the-catalogue");
}
