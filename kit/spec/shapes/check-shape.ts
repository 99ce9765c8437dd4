import { type ErrorCode, FourfoldError } from "../errors.ts";
import { nearest } from "./nearest.ts";
import type { Interfaces, Property, Shape } from "./shape.ts";

/** What values are checked against. */
export interface Rules {
  readonly interfaces: Interfaces;
  /** Whether a value will only be known later: an output or a promise. @default no value is */
  readonly isLater?: (value: unknown) => boolean;
}

/** The rules, and whether they are about a part of a value that may be known later: then the part may be, too. */
interface Checking extends Rules {
  readonly within?: "later";
}

interface Mistake {
  readonly what: string;
  readonly fix: string;
}

type Fields = Readonly<Record<string, unknown>>;

function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** What a value must be, as errors say it. */
function nameOf(shape: Shape): string {
  if (shape === "object") return "an object";
  if (typeof shape === "string") return `a ${shape}`;
  if ("of" in shape || "map" in shape) return "an object";
  if ("list" in shape) return "a list";
  if ("oneOf" in shape) return shape.oneOf.map((value) => JSON.stringify(value)).join(" or ");
  return "either" in shape ? shape.either.map(nameOf).join(" or ") : nameOf(shape.later);
}

/** What a value is, without saying what is in it: it may be a secret. */
function kindOf(value: unknown, { isLater }: Rules): string {
  if (isLater?.(value) === true) return "an output, which is known later";
  if (value === null) return "null";
  if (Array.isArray(value)) return "a list";
  const kind = typeof value;
  return kind === "undefined" ? kind : `${kind === "object" ? "an" : "a"} ${kind}`;
}

const quoted = (names: readonly string[]): string => names.map((name) => `\`${name}\``).join(", ");
const below = (path: string, name: string): string => (path === "" ? name : `${path}.${name}`);

function wrongKind(value: unknown, shape: Shape, path: string, rules: Checking): readonly Mistake[] {
  const subject = path === "" ? "it" : `\`${path}\``;
  if (typeof shape === "object" && "oneOf" in shape && typeof value === "string") {
    const meant = nearest(value, shape.oneOf.map(String));
    const all = `Use one of ${shape.oneOf.join(", ")}.`;
    const fix = meant === undefined ? all : `Did you mean ${JSON.stringify(meant)}? ${all}`;
    return [{ what: `${subject} is ${JSON.stringify(value)}`, fix }];
  }
  return [{ what: `${subject} is ${kindOf(value, rules)}, not ${nameOf(shape)}`, fix: `Pass ${nameOf(shape)}.` }];
}

function unknownProperties(value: Fields, known: readonly string[], path: string): readonly Mistake[] {
  const subject = path === "" ? "it" : `\`${path}\``;
  return Object.keys(value)
    .filter((name) => !known.includes(name))
    .map((name) => {
      const meant = nearest(name, known);
      const fix = meant === undefined ? `There are ${known.join(", ")}.` : `Did you mean ${JSON.stringify(meant)}?`;
      return { what: `${subject} has no property ${JSON.stringify(name)}`, fix };
    });
}

/** All that is missing, in one sentence. */
function missingProperties(
  value: Fields,
  properties: Readonly<Record<string, Property>>,
  path: string,
): readonly Mistake[] {
  const missing = Object.keys(properties).filter(
    (name) => properties[name]?.required === true && value[name] === undefined,
  );
  if (missing.length === 0) return [];
  const names = quoted(missing.map((name) => below(path, name)));
  return [{ what: `${names} ${missing.length === 1 ? "is" : "are"} missing`, fix: `Pass ${quoted(missing)}.` }];
}

function mistakesInFields(value: Fields, name: string, path: string, rules: Checking): readonly Mistake[] {
  const properties = rules.interfaces[name] ?? {};
  const own = Object.entries(properties).flatMap(([key, { is }]) =>
    value[key] === undefined ? [] : mistakesIn(value[key], is, below(path, key), rules),
  );
  const unknown = unknownProperties(value, Object.keys(properties), path);
  return [...unknown, ...missingProperties(value, properties, path), ...own];
}

/** The mistakes by the shape that the value was probably meant to have, or one when it resembles none. */
function mistakesInEither(value: unknown, shapes: readonly Shape[], path: string, rules: Checking): readonly Mistake[] {
  const found = shapes.map((shape) => mistakesIn(value, shape, path, rules));
  if (found.some((mistakes) => mistakes.length === 0)) return [];
  const meant = shapes.findIndex((shape) => fits(value, shape));
  return found[meant] ?? wrongKind(value, { either: shapes }, path, rules);
}

/** Whether a value is at least of the kind that a shape says. */
function fits(value: unknown, shape: Shape): boolean {
  if (shape === "anything") return true;
  if (shape === "object") return isFields(value);
  if (typeof shape === "string") return typeof value === shape;
  if ("of" in shape || "map" in shape) return isFields(value);
  if ("list" in shape) return Array.isArray(value);
  if ("oneOf" in shape) return (shape.oneOf as readonly unknown[]).includes(value);
  return "either" in shape ? shape.either.some((one) => fits(value, one)) : fits(value, shape.later);
}

function mistakesIn(value: unknown, shape: Shape, path: string, rules: Checking): readonly Mistake[] {
  if (shape === "anything") return [];
  const isLater = rules.isLater?.(value) === true;
  if (typeof shape === "object") {
    if ("later" in shape) return isLater ? [] : mistakesIn(value, shape.later, path, { ...rules, within: "later" });
    if ("either" in shape) return mistakesInEither(value, shape.either, path, rules);
  }
  if (isLater) return rules.within === "later" ? [] : wrongKind(value, shape, path, rules);
  return fits(value, shape) ? mistakesInParts(value, shape, path, rules) : wrongKind(value, shape, path, rules);
}

/** Whether an interface has no required property, as those of changes. */
function isOptional(name: string, { interfaces }: Rules): boolean {
  return Object.values(interfaces[name] ?? {}).every(({ required }) => required !== true);
}

function mistakesInParts(value: unknown, shape: Shape, path: string, rules: Checking): readonly Mistake[] {
  if (typeof shape === "string") return [];
  if ("of" in shape && isFields(value)) return mistakesInFields(value, shape.of, path, rules);
  if ("list" in shape && Array.isArray(value)) {
    return value.flatMap((one: unknown, index) => mistakesIn(one, shape.list, `${path}[${index}]`, rules));
  }
  if (!("map" in shape && isFields(value))) return [];
  // A member with required properties must be there: a function of a set, a link. Other members may be undefined.
  const isNeeded = typeof shape.map === "object" && "of" in shape.map && !isOptional(shape.map.of, rules);
  return Object.entries(value).flatMap(([key, one]) =>
    one === undefined && !isNeeded ? [] : mistakesIn(one, shape.map, below(path, key), rules),
  );
}

/**
 * Refuses a value that does not have the shape of an interface: properties that are misspelt, missing or of another type, at
 * every depth. One error has all of them, and shows no value, except one that must be among a few names.
 *
 * @param name - The interface's name in the rules.
 * @param where - What the value belongs to, as errors name it.
 * @throws FourfoldError with the code.
 */
export function requireShape(value: unknown, name: string, rules: Rules, code: ErrorCode, where: string): void {
  const mistakes = mistakesIn(value, { of: name }, "", rules);
  if (mistakes.length === 0) return;
  const what = `${mistakes.map((mistake) => mistake.what).join("; ")}.`;
  throw new FourfoldError(code, { where, what, fix: [...new Set(mistakes.map(({ fix }) => fix))].join(" ") });
}
