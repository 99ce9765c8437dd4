import type { Cloud } from "../../kit/spec/clouds.ts";
import type { Unreadable } from "../contract/reader.ts";
import type { Breach, GraphCheck } from "../contract/rule.ts";

/** The component that says what each of its functions asks for, what the cloud grants for it, and what that permits besides. */
export const functionSet = "fourfold:index:FunctionSet";

/** No grant of a function on a cloud permits more than its links ask for: the component says what does. */
export const exactGrants = (cloud: Cloud, fix: string): GraphCheck =>
  function* ({ outputs }): Iterable<Breach | Unreadable> {
    if (outputs.text("cloud") !== cloud) return;
    const grants = outputs.at("grants");
    for (const name of grants.names()) {
      const excess = grants.list(name).flatMap((grant) => grant.list("excess"));
      const may = [...new Set(excess.flatMap((one) => one.named("may")))];
      if (may.length === 0) continue;
      yield { property: `grants.${name}`, what: `it may ${may.join(", ")}, and its links do not ask for that`, fix };
    }
  };
