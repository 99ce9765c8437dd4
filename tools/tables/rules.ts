import { clouds, variableRules } from "fourfold";
import { budgetLimits } from "../../components/foundation/budget/limits.ts";
import { namedChildren } from "../../components/support/checks/name-rules.ts";
import { longestName } from "../../components/support/checks/names.ts";
import { tagRules } from "../../components/support/checks/tag-rules.ts";
import { table, titles } from "../markdown.ts";

/** The names that components can have, child by child. */
export function nameTable(): string {
  const rows = Object.entries(namedChildren).flatMap(([component, children]) =>
    clouds.flatMap((cloud) =>
      children[cloud].map((child) => {
        const { of, form, max, source } = child.name;
        const longest = longestName(child, child.suffix.replace("{target}", ""), cloud);
        const less = child.suffix.includes("{target}") ? ", less the function's" : "";
        return [
          component,
          titles[cloud],
          `\`…${child.suffix}\``,
          `[${of}](${source})`,
          form,
          `${max}`,
          `${longest}${less}`,
        ];
      }),
    ),
  );
  return table(["component", "cloud", "child", "names", "of", "at most", "leaves for the component"], rows);
}

/** The environment variables that functions cannot set. */
export function variableTable(): string {
  const rows = clouds.flatMap((cloud) => {
    const { form, source, reserved } = variableRules[cloud];
    const taken = reserved.map(({ names, why, source: page }) => {
      return [titles[cloud], names.map((name) => `\`${name}\``).join(", "), `[${why}](${page})`];
    });
    return [[titles[cloud], "every name", `[${form}](${source})`], ...taken];
  });
  return table(["cloud", "variables", "rule"], rows);
}

/** How tags are applied on each cloud. */
export function tagTable(): string {
  const rows = clouds.map((cloud) => {
    const rules = tagRules[cloud];
    if (rules === false) return [titles[cloud], "none are kept", "", ""];
    const { most, key, value, source } = rules;
    return [titles[cloud], `[${most}](${source})`, `${key.max}: ${key.form}`, `${value.max}: ${value.form}`];
  });
  return table(["cloud", "tags on a resource", "characters of a key", "of a value"], rows);
}

/** What each cloud makes of a budget. */
export function budgetTable(): string {
  const rows = clouds.map((cloud) => {
    const { counts, alarms, addresses, share, forecasts } = budgetLimits[cloud];
    const most = [alarms, addresses, share].map(({ most: value, source }) => {
      return `[${value === false ? "no limit" : value.toLocaleString("en")}](${source})`;
    });
    return [titles[cloud], counts, ...most, forecasts ? "yes" : "no"];
  });
  return table(["cloud", "counts", "alarms", "addresses", "largest share", "forecasts"], rows);
}
