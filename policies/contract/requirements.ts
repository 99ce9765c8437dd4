import type { Breach, Check, GraphCheck } from "./rule.ts";
import type { Fields } from "./values.ts";

type Plain = string | number | boolean;

/** How a requirement says what is wrong, and what to do. */
interface Told {
  /** What is wrong where it is not met: "it serves plain HTTP". */
  readonly else: string;
  /** @default the value that is required */
  readonly fix?: string;
  /** Whether Pulumi may make the change. @default false */
  readonly remedy?: boolean;
}

const written = (value: Plain): string => JSON.stringify(value);

const setTo = (path: string, value: Plain): string => `Set \`${path}\` to \`${written(value)}\``;

function breachOf(property: string, told: Told, value: Plain): Breach {
  const remedy: Fields | undefined = told.remedy === true ? { [property]: value } : undefined;
  return { property, what: told.else, fix: told.fix ?? setTo(property, value), remedy };
}

/** A property must have a value, and be said. */
export const requires = (path: string, value: Plain, told: Told): Check =>
  function* ({ inputs }) {
    if (inputs.value(path) !== value) yield breachOf(path, told, value);
  };

/** A property must not have one of several values. Where nothing is said of it, the vendor's default does. */
export const forbids = (path: string, values: readonly Plain[], told: Told & { readonly fix: string }): Check =>
  function* ({ inputs }) {
    const value = inputs.value(path);
    if (values.some((forbidden) => forbidden === value)) yield { property: path, what: told.else, fix: told.fix };
  };

/** A property must have one of several values, and be said; the first is advised. */
export const requiresOneOf = (path: string, values: readonly [Plain, ...Plain[]], told: Told): Check =>
  function* ({ inputs }) {
    const value = inputs.value(path);
    if (!values.some((allowed) => allowed === value)) yield breachOf(path, told, values[0]);
  };

/** Something must be said of a property, whatever it is. */
export const requiresSome = (path: string, told: Told & { readonly fix: string }): Check =>
  function* ({ inputs }) {
    if (!inputs.has(path)) yield { property: path, what: told.else, fix: told.fix };
  };

/** Others of a type must name the resource. */
export const requiresUser = (
  type: string,
  property: string,
  told: { readonly else: string; readonly fix: string },
): GraphCheck =>
  function* (subject, program) {
    if (program.users(subject, type, property).length > 0) return;
    yield { property: "", what: told.else, fix: told.fix };
  };

/** A resource of this type must not be there at all. */
export const refuses = (told: { readonly else: string; readonly fix: string }): Check =>
  function* () {
    yield { property: "", what: told.else, fix: told.fix };
  };
