import type { Policies } from "@pulumi/policy";
import type { Option, Rule } from "../contract/rule.ts";
import type { Settings } from "../settings/settings.ts";

type Values = Readonly<Record<string, Option["default"]>>;

const isValue = (value: unknown): value is Option["default"] =>
  typeof value === "number" || (Array.isArray(value) && value.every((item) => typeof item === "string"));

/** The options in Pulumi's configuration of a policy: the engine has checked them by their schema, and added the defaults. */
export const optionsIn = (config: object): Values =>
  Object.fromEntries(
    Object.entries(config).flatMap(([name, value]: [string, unknown]) => (isValue(value) ? [[name, value]] : [])),
  );

/** What can be configured of the rules of one name. A team's values are the defaults. */
export function schemaOf(rules: readonly Rule[], { rules: said }: Settings): Pick<Policies[number], "configSchema"> {
  const options: Readonly<Record<string, Option>> = Object.assign({}, ...rules.map((rule) => rule.options));
  const team = said[rules[0]?.name ?? ""]?.options ?? {};
  const properties = Object.entries(options).map(([name, option]) => {
    const value = team[name] ?? option.default;
    if (typeof value === "number") return [name, { type: "number", description: option.what, default: value }];
    const items = { type: "string" };
    return [name, { type: "array", items, description: option.what, default: [...value] }];
  });
  return properties.length === 0 ? {} : { configSchema: { properties: Object.fromEntries(properties) } };
}
