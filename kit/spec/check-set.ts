import { checkBundle } from "./checks/check-bundle.ts";
import { FourfoldError } from "./errors.ts";
import type { AnySet, FunctionSpec } from "./function-set.ts";
import { exportable, type Optioned, type Resource, resourceKinds, verbs } from "./resources/index.ts";
import { parseRoutes } from "./routes/parse.ts";
import { requireTrigger } from "./settle.ts";
import { requireShape } from "./shapes/check-shape.ts";
import { properties } from "./shapes/set-properties.ts";
import { type Triggered, type TriggerName, triggers } from "./triggers/index.ts";
import { toBytes, toSeconds } from "./units.ts";

const setName = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const memberName = /^[a-z][a-zA-Z0-9]*$/;
const variableName = /^[A-Z][A-Z0-9_]*$/;
const longestName = 24;

function refuse(where: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_SPEC", { where, what, fix });
}

function checkName(name: string, pattern: RegExp, kind: string, form: string): void {
  if (name in {}) refuse(kind, `"${name}" is the name of something that every object has.`, "Use another name.");
  if (pattern.test(name) && name.length <= longestName) return;
  refuse(kind, `${JSON.stringify(name)} is not a valid name.`, `Use ${form}, at most ${longestName} characters.`);
}

/**
 * Refuses invalid names of a set and of a function in it: both become parts of paths and of physical names.
 * @throws FourfoldError `ERR_SPEC`
 */
export function checkSetNames(set: string, functionName: string, where: string): void {
  checkName(set, setName, where, "lower-case letters, digits and hyphens");
  checkName(functionName, memberName, where, "a lower-case letter, then letters and digits");
}

/** The verbs that a link to a resource may ask for: those of its kind, or those of them that its owner exports. */
function verbsOf(resource: Resource): readonly string[] {
  const all: readonly string[] = verbs[resource.kind];
  return "allowed" in resource ? all.filter((verb) => (resource.allowed as readonly string[]).includes(verb)) : all;
}

function checkExports(set: AnySet): void {
  const where = `Set "${set.name}"`;
  for (const [name, exported] of Object.entries<readonly string[] | undefined>(set.exports)) {
    const resource: Resource | undefined = Object.hasOwn(set.resources, name) ? set.resources[name] : undefined;
    if (resource === undefined) {
      refuse(
        where,
        `it exports "${name}", which is not a resource of the set.`,
        "Add it to `resources`, or remove it.",
      );
    }
    const possible = [...verbsOf(resource), ...exportable[resource.kind]];
    const wrong = (exported ?? []).find((verb) => !possible.includes(verb));
    if (wrong === undefined) continue;
    const fix = `Export ${possible.join(" or ") || "nothing"}.`;
    refuse(where, `nobody may "${wrong}" the ${resource.kind} "${name}".`, fix);
  }
}

function checkLinks(spec: FunctionSpec, resources: Readonly<Record<string, Resource>>, where: string): void {
  for (const [name, asked] of Object.entries(spec.links ?? {})) {
    const resource = Object.hasOwn(resources, name) ? resources[name] : undefined;
    if (resource === undefined) {
      refuse(
        where,
        `it links "${name}", which is not a resource of the set.`,
        "Add it to `resources`, or remove the link.",
      );
    }
    const allowed = verbsOf(resource);
    const wrong = (asked ?? []).find((verb) => !allowed.includes(verb));
    if (wrong === undefined) continue;
    refuse(
      where,
      `it may not "${wrong}" the ${resource.kind} "${name}".`,
      `Ask for ${allowed.join(" or ") || "nothing"}.`,
    );
  }
}

function checkTrigger<T extends TriggerName>(trigger: T, spec: Triggered, where: string, set: AnySet): void {
  const own = spec[trigger];
  if (own !== undefined) triggers[trigger].check(own, where, set);
}

function checkFunction(name: string, spec: FunctionSpec, set: AnySet): void {
  const where = `Function "${name}" of set "${set.name}"`;
  checkName(name, memberName, where, "a lower-case letter, then letters and digits");
  checkTrigger(requireTrigger(spec, where), spec, where, set);
  if (!spec.handler.startsWith(".")) {
    refuse(where, `the handler ${JSON.stringify(spec.handler)} is not a relative path.`, 'Write it like "./api.ts".');
  }
  if (spec.memory !== undefined) toBytes(spec.memory, where);
  if (spec.timeout !== undefined) toSeconds(spec.timeout, where);
  const variable = Object.keys(spec.environment ?? {}).find(
    (key) => !variableName.test(key) || key.startsWith("FOURFOLD_"),
  );
  if (variable !== undefined) {
    refuse(
      where,
      `"${variable}" is not a valid name for an environment variable.`,
      "Use capitals, digits and _, not FOURFOLD_….",
    );
  }
  const former = (spec.was ?? []).find((old) => Object.hasOwn(set.functions, old));
  if (former !== undefined) {
    refuse(where, `it was "${former}", which is a function of the set today.`, "Remove it from `was`.");
  }
  if (spec.bundle !== undefined) checkBundle(spec.bundle, where);
  checkLinks(spec, set.resources, where);
}

function checkRoutes(set: AnySet): void {
  const where = `Set "${set.name}"`;
  for (const { route, target } of parseRoutes(set.routes, where)) {
    const spec: FunctionSpec | undefined = Object.hasOwn(set.functions, target) ? set.functions[target] : undefined;
    if (spec === undefined) refuse(where, `the route "${route}" names "${target}".`, "Name a function of the set.");
    if (spec.http !== undefined) continue;
    const what = `the route "${route}" leads to "${target}", which is not an HTTP function.`;
    refuse(where, what, "Name one that has `http`.");
  }
}

/** How errors name a set, whatever was passed for it. */
function nameSet(set: unknown): string {
  const named = typeof set === "object" && set !== null && "name" in set && typeof set.name === "string";
  return named ? `Set ${JSON.stringify(set.name)}` : "Function set";
}

/** Checks the options of a resource that the set owns. */
function checkOptions<K extends keyof Optioned>(kind: K, name: string, resource: Optioned[K], set: AnySet): void {
  const { title, options, check } = resourceKinds[kind];
  const where = `${title} "${name}" of set "${set.name}"`;
  requireShape(resource.options, options, { interfaces: properties }, "ERR_SPEC", where);
  check(resource, set, where);
}

function checkOwned(name: string, resource: Resource, set: AnySet): void {
  if ("allowed" in resource || resource.kind === "param") return;
  checkOptions(resource.kind, name, resource, set);
}

const writers = Object.keys(verbs)
  .map((kind) => `\`${kind}()\``)
  .join(", ");

/** @param given - Whatever plain JavaScript passes for a resource, even `undefined`. */
function checkResource(name: string, given: unknown, set: AnySet): void {
  const where = `Set "${set.name}"`;
  const resource: object = Object(given);
  checkName(name, memberName, where, "a lower-case letter, then letters and digits");
  const isKnown = "kind" in resource && Object.hasOwn(verbs, String(resource.kind));
  const isForeign = "allowed" in resource;
  if (isKnown && (!isForeign || Array.isArray(resource.allowed))) {
    checkOwned(name, resource as Resource, set);
    return;
  }
  const what = isForeign ? "is not exported by the set that it is taken from." : "is not a resource.";
  refuse(
    where,
    `"${name}" ${what}`,
    `Write it with ${writers}, or with \`from()\` and a name that the other set exports.`,
  );
}

/** A file URL, or the absolute path of a module, which `__dirname` is not. */
const moduleAddress = /^(?:file:|(?:\/|[A-Za-z]:\\).*\.[cm]?[jt]sx?$)/;

/**
 * Checks what the compiler cannot see, or did not, because the set was written in JavaScript.
 * @throws FourfoldError `ERR_SPEC` naming the first thing that is wrong.
 */
export function checkSet(set: AnySet): void {
  requireShape(set, "SetSpec", { interfaces: properties }, "ERR_SPEC", nameSet(set));
  checkName(set.name, setName, "Function set", "lower-case letters, digits and hyphens");
  if (!moduleAddress.test(set.root)) {
    const fix = "Write `root: import.meta.url`, or `root: __filename` where the program is CommonJS.";
    refuse(`Set "${set.name}"`, "its root is not a module's file.", fix);
  }
  for (const [name, resource] of Object.entries<unknown>(set.resources)) checkResource(name, resource, set);
  for (const [name, spec] of Object.entries<FunctionSpec>(set.functions)) checkFunction(name, spec, set);
  checkExports(set);
  checkRoutes(set);
}
