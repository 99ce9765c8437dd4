import { FourfoldError } from "./errors.ts";
import type { AnySet, FunctionSpec, Triggers } from "./function-set.ts";
import { type Resource, verbs } from "./resources.ts";
import { parseRoutes } from "./routes/parse.ts";
import { toBytes, toSeconds } from "./units.ts";

const setName = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/;
const memberName = /^[a-z][a-zA-Z0-9]*$/;
const variableName = /^[A-Z][A-Z0-9_]*$/;
const longestName = 24;

/** The properties a function may have. A table, so that a new one that is forgotten here does not compile. */
const properties: { readonly [P in keyof Required<FunctionSpec>]: true } = {
  handler: true,
  http: true,
  memory: true,
  timeout: true,
  environment: true,
  assets: true,
  links: true,
  was: true,
};
const triggers: { readonly [T in keyof Triggers]: true } = { http: true };

function refuse(where: string, what: string, fix: string): never {
  throw new FourfoldError("ERR_SPEC", { where, what, fix });
}

function checkName(name: string, pattern: RegExp, kind: string, form: string): void {
  if (name in {}) refuse(kind, `"${name}" is the name of something that every object has.`, "Use another name.");
  if (pattern.test(name) && name.length <= longestName) return;
  refuse(kind, `${JSON.stringify(name)} is no usable name.`, `Use ${form}, at most ${longestName} characters.`);
}

function checkLinks(spec: FunctionSpec, resources: Readonly<Record<string, Resource>>, where: string): void {
  for (const [name, asked] of Object.entries(spec.links ?? {})) {
    const resource = Object.hasOwn(resources, name) ? resources[name] : undefined;
    if (resource === undefined) {
      refuse(
        where,
        `it links "${name}", which is no resource of the set.`,
        "Add it to `resources`, or remove the link.",
      );
    }
    const allowed: readonly string[] = "allowed" in resource ? (resource.allowed as string[]) : verbs[resource.kind];
    const wrong = (asked ?? []).find((verb) => !allowed.includes(verb));
    if (wrong === undefined) continue;
    refuse(
      where,
      `it may not "${wrong}" the ${resource.kind} "${name}".`,
      `Ask for ${allowed.join(" or ") || "nothing"}.`,
    );
  }
}

function checkFunction(name: string, spec: FunctionSpec, set: AnySet): void {
  const where = `Function "${name}" of set "${set.name}"`;
  checkName(name, memberName, where, "a lower-case letter, then letters and digits");
  const unknown = Object.keys(spec).find((property) => !Object.hasOwn(properties, property));
  if (unknown !== undefined) {
    refuse(where, `it has no property "${unknown}".`, `A function has ${Object.keys(properties).join(", ")}.`);
  }
  const has = Object.keys(triggers).filter((trigger) => Object.hasOwn(spec, trigger));
  if (has.length !== 1) {
    refuse(where, `it has ${has.length} triggers.`, `Give it exactly one of ${Object.keys(triggers).join(", ")}.`);
  }
  if (typeof spec.handler !== "string" || !spec.handler.startsWith(".")) {
    refuse(where, `the handler ${JSON.stringify(spec.handler)} is no relative path.`, 'Write it like "./api.ts".');
  }
  const { assets = [] } = spec;
  if (!Array.isArray(assets) || assets.some((pattern) => typeof pattern !== "string")) {
    refuse(where, `its assets are ${JSON.stringify(assets)}.`, 'Write them as a list: ["./templates/**"].');
  }
  if (spec.memory !== undefined) toBytes(spec.memory, where);
  if (spec.timeout !== undefined) toSeconds(spec.timeout, where);
  const variable = Object.keys(spec.environment ?? {}).find(
    (key) => !variableName.test(key) || key.startsWith("FOURFOLD_"),
  );
  if (variable !== undefined) {
    refuse(where, `"${variable}" is no usable environment variable.`, "Use capitals, digits and _, not FOURFOLD_….");
  }
  const former = (spec.was ?? []).find((old) => Object.hasOwn(set.functions, old));
  if (former !== undefined) {
    refuse(where, `it was "${former}", which is a function of the set today.`, "Remove it from `was`.");
  }
  checkCors(spec, where);
  checkLinks(spec, set.resources, where);
}

function checkCors(spec: FunctionSpec, where: string): void {
  const cors = typeof spec.http === "object" ? spec.http.cors : undefined;
  if (cors?.origins !== "*" || cors.credentials !== true) return;
  refuse(where, "CORS with credentials cannot allow every origin: browsers refuse it.", "List the origins.");
}

function checkRoutes(set: AnySet): void {
  const where = `Set "${set.name}"`;
  for (const { route, target } of parseRoutes(set.routes, where)) {
    if (Object.hasOwn(set.functions, target)) continue;
    refuse(where, `the route "${route}" names "${target}".`, "Name a function of the set.");
  }
}

/** A file URL, or an absolute path of a module: `__dirname` is none. */
const moduleAddress = /^(?:file:|(?:\/|[A-Za-z]:\\).*\.[cm]?[jt]sx?$)/;

/**
 * Checks what the compiler cannot see, or did not, because the set was written in JavaScript.
 * @throws FourfoldError `ERR_SPEC` naming the first thing that is wrong.
 */
export function checkSet(set: AnySet): void {
  checkName(set.name, setName, "Function set", "lower-case letters, digits and hyphens");
  if (typeof set.root !== "string" || !moduleAddress.test(set.root)) {
    const fix = "Write `root: import.meta.url`, or `root: __filename` where the program is CommonJS.";
    refuse(`Set "${set.name}"`, "its root is no module's file.", fix);
  }
  for (const name of Object.keys(set.resources)) {
    checkName(name, memberName, `Set "${set.name}"`, "a lower-case letter, then letters and digits");
  }
  for (const [name, spec] of Object.entries<FunctionSpec>(set.functions)) checkFunction(name, spec, set);
  checkRoutes(set);
}

/** The environment variable that carries a link's value: `flags` of a set becomes `FOURFOLD_FLAGS`. */
export function linkVariable(resource: string): string {
  return `FOURFOLD_${resource.replace(/[A-Z]/g, "_$&").toUpperCase()}`;
}
