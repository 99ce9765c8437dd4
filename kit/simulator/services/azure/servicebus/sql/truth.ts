/** The result of a filter: `undefined` is unknown, as for a missing property. */
export type Truth = boolean | undefined;

/** https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter#property-evaluation-semantics */
export function and(one: Truth, other: Truth): Truth {
  if (one === false || other === false) return false;
  return one === undefined || other === undefined ? undefined : true;
}

export function not(one: Truth): Truth {
  return one === undefined ? undefined : !one;
}

export function or(one: Truth, other: Truth): Truth {
  return not(and(not(one), not(other)));
}

/** An operand: a property of a message, or a literal. `undefined`: the property is missing. */
export type Value = string | number | boolean | undefined;

export function equal(one: Value, other: Value): Truth {
  return one === undefined || other === undefined ? undefined : one === other;
}

const special = /[.*+?^${}()|[\]\\/]/g;

/** `%` stands for any text, `_` for any character. https://learn.microsoft.com/azure/service-bus-messaging/service-bus-messaging-sql-filter#pattern */
export function like(value: Value, pattern: string, escaping: string | undefined): Truth {
  if (value === undefined) return undefined;
  let source = "";
  const characters = [...pattern];
  for (let index = 0; index < characters.length; index += 1) {
    const character = characters[index] ?? "";
    if (character === escaping) {
      index += 1;
      source += (characters[index] ?? "").replace(special, "\\$&");
    } else if (character === "%") source += ".*";
    else source += character === "_" ? "." : character.replace(special, "\\$&");
  }
  return new RegExp(`^${source}$`, "su").test(String(value));
}
