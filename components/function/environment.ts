import { all, type Input, isSecret, type Output, output } from "@pulumi/pulumi";
import { type Cloud, checkVariables, FourfoldError, functionLimits, isNear, secretIn, secretStores } from "fourfold";
import type { Contributed } from "../links/index.ts";
import { isLater, knownValue } from "../support/inputs.ts";
import type { FunctionArgs } from "./args.ts";

/** The size of a string as clouds count it. */
function bytes(text: string): number {
  return Buffer.byteLength(text, "utf8");
}

type Environment = Readonly<Record<string, string>>;

interface Sizes {
  /** Of all names and values together. */
  readonly total: number;
  /** The largest variable, and the size of its value. */
  readonly largest: { readonly name: string; readonly value: number };
}

function measure(environment: Environment): Sizes | undefined {
  const sizes = Object.entries(environment).map(([name, value]) => ({ name, value: bytes(value) }));
  const [largest] = sizes.toSorted((a, b) => b.value - a.value);
  if (largest === undefined) return undefined;
  return { largest, total: sizes.reduce((sum, { name, value }) => sum + bytes(name) + value, 0) };
}

/**
 * Refuses an environment that is larger than a cloud accepts.
 *
 * @returns warnings, for one that is 80 % or more of that size.
 * @throws FourfoldError `ERR_LIMIT` naming the largest variable.
 */
function checkSize(environment: Environment, cloud: Cloud, where: string): readonly string[] {
  const sizes = measure(environment);
  if (sizes === undefined) return [];
  const { total, largest } = sizes;
  const limits = functionLimits[cloud];
  const rows = [
    { used: largest.value, limit: limits.variable, what: `${largest.name} has ${largest.value} bytes` },
    { used: total, limit: limits.environment, what: `its environment has ${total} bytes, most of it ${largest.name}` },
  ];
  return rows.flatMap(({ used, limit: { value: most, source }, what }) => {
    if (most === false || !isNear(used, most)) return [];
    const problem = `${what}; ${cloud} takes ${most} (${source}).`;
    if (used <= most) return [`${where}: ${problem}`];
    throw new FourfoldError("ERR_LIMIT", {
      where,
      what: problem,
      fix: "Shorten the environment or the values of linked params, or read large values from a bucket.",
    });
  });
}

type Inputs = { [name: string]: Input<string> };

interface Gathered {
  readonly inputs: Inputs;
  /** How the author of the function knows each variable: `the param "flags"`. */
  readonly subjects: Readonly<Record<string, string>>;
}

/** A function's own variables, and those that its links add. */
function gather({ environment = {} }: FunctionArgs, contributed: readonly Contributed[]): Gathered {
  const inputs: Inputs = { ...environment };
  const subjects = Object.fromEntries(Object.keys(environment).map((name) => [name, `the variable ${name}`]));
  for (const { resource, kind, environment: own = {} } of contributed) {
    for (const [name, value] of Object.entries(own)) {
      inputs[name] = value;
      subjects[name] = `the ${kind} "${resource}"`;
    }
  }
  return { inputs, subjects };
}

/** Refuses values that are not strings, which plain JavaScript can pass: an unset variable of the shell. */
function checkStrings(values: Readonly<Record<string, unknown>>, where: string): void {
  const wrong = Object.keys(values).find((name) => typeof values[name] !== "string");
  if (wrong === undefined) return;
  const what = `\`environment.${wrong}\` is ${values[wrong] === undefined ? "undefined" : `a ${typeof values[wrong]}`}.`;
  throw new FourfoldError("ERR_ARGUMENT", { where, what, fix: "Pass a string, or leave it out." });
}

/** Says that a value should not be there, without the value itself. */
function describeSecret(subject: string, is: string, cloud: Cloud, where: string): string {
  const { name, source } = secretStores[cloud];
  const reason = "and everyone who may see the function's settings can read it there";
  return `${where}: ${subject} ${is}, ${reason}. Keep it in ${name}, and let the function read it: ${source}`;
}

/** The variables whose values the program has marked as secret. */
function secretNames(inputs: Inputs): Output<string[]> {
  const names = Object.entries(inputs).map(async ([name, value]) =>
    isLater(value) && (await isSecret(output(value))) ? [name] : [],
  );
  return output(Promise.all(names).then((found) => found.flat()));
}

/**
 * A function's environment: its own variables, and the values of its links. What is known now is refused now, with a
 * clear error and before anything exists.
 *
 * @param warn - Takes warnings: of an environment that is nearly too large, and of secrets in it.
 * @throws FourfoldError `ERR_LIMIT` for a name that the cloud does not accept, and for values that are too large.
 */
export function buildEnvironment(
  args: FunctionArgs,
  contributed: readonly Contributed[],
  where: string,
  warn: (warning: string) => void,
): Output<{ [name: string]: string }> {
  const { cloud, environment = {} } = args;
  checkVariables(Object.keys(environment), cloud, where);
  const { inputs, subjects } = gather(args, contributed);
  const warnOf = (name: string, is: string) => warn(describeSecret(subjects[name] ?? name, is, cloud, where));
  const check = (settled: { [name: string]: string }, secrets: readonly string[]) => {
    checkStrings(settled, where);
    checkSize(settled, cloud, where).forEach(warn);
    for (const [name, value] of Object.entries(settled)) {
      const kind = secrets.includes(name) ? undefined : secretIn(value);
      if (kind !== undefined) warnOf(name, `looks like ${kind}`);
    }
    return settled;
  };
  const known = knownValue(inputs);
  if (known !== undefined) return output(check(known, []));
  const secrets = secretNames(inputs);
  secrets.apply((names) => {
    for (const name of names) warnOf(name, "is a secret");
  });
  return all([all(inputs), secrets]).apply(([settled, names]) => check(settled, names));
}
