import type { Reader, Unreadable } from "../contract/reader.ts";
import type { Breach, GraphCheck } from "../contract/rule.ts";

/** The component that says what each of its functions asks for, and what the cloud grants for it. */
export const functionSet = "fourfold:index:FunctionSet";

/** No grant of a function permits more than its link has asked for; `told` is what those that do permit, of one or of several links. */
export const exactGrants = (
  isWider: (grant: Reader) => boolean,
  told: { readonly else: string; readonly fix: string },
): GraphCheck =>
  function* ({ outputs }): Iterable<Breach | Unreadable> {
    const grants = outputs.at("grants");
    for (const name of grants.names()) {
      const wider = grants.list(name).filter(isWider);
      if (wider.length === 0) continue;
      const links = wider.map((grant) => grant.named("resource")).join(", ");
      yield { property: `grants.${name}`, what: `${told.else}: ${links}`, fix: told.fix };
    }
  };
