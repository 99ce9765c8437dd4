import type { Reader } from "../contract/reader.ts";
import type { Check } from "../contract/rule.ts";
import { secretIn } from "./secret-texts.ts";

const exposed = (secret: string): string => `${secret}, for everyone who may read the configuration`;

/** A map of variables holds no secrets. */
export const noSecretsIn = (path: string, fix: string): Check =>
  function* ({ inputs }) {
    for (const entry of inputs.entries(path)) {
      const secret = secretIn(entry);
      if (secret !== undefined) yield { property: entry.property, what: `it holds ${exposed(secret)}`, fix };
      else if (entry.unreadable !== undefined) yield entry.unreadable;
    }
  };

/** A list of variables, each with its name and its text, holds no secrets. */
export function* secretsInList(variables: readonly Reader[], property: string, fix: string): ReturnType<Check> {
  for (const each of variables) {
    const name = each.text("name") ?? "";
    const [text, unreadable] = [each.known(property), each.unreadable(property)];
    const secret = secretIn({ name, isSecret: each.isSecret(property), texts: text === undefined ? [] : [text] });
    if (secret !== undefined)
      yield { property: each.path(property), what: `${each.named("name")} holds ${exposed(secret)}`, fix };
    else if (unreadable !== undefined) yield unreadable;
  }
}
