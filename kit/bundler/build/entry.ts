import { existsSync } from "node:fs";
import { extname } from "node:path";
import { fileURLToPath } from "node:url";
import type { Plugin } from "esbuild";
import type { TriggerName } from "../../spec/index.ts";
import { verbs as verbsOf } from "../../spec/resources/index.ts";
import type { BundleRequest } from "../artifact.ts";
import { setFile } from "../handler/find.ts";
import { schemaPath } from "../sets/schema.ts";
import { targets } from "../targets.ts";
import { memoize } from "./memoize.ts";
import { kit } from "./sources.ts";

/**
 * The global function that replaces `serve` where a module is only inspected: it gets what the handler exports, and nothing is
 * started. No platform has it.
 */
export const lookAt = "fourfoldLookAt";

/** A part of the run time that is in a function's code only where the settings of its trigger ask for it. */
interface Layer {
  /** The setting that asks for it, and from which it is made. */
  readonly setting: string;
  /** Its module in the run time. */
  readonly module: string;
  /** The function of that module that makes it. */
  readonly make: string;
}

/** By trigger, from the outside in. */
const layers: Readonly<Partial<Record<TriggerName, readonly Layer[]>>> = {
  http: [{ setting: "cors", module: "triggers/http/middleware/cors", make: "answerOrigins" }],
};

/**
 * The driver of a kind of resource: one for all clouds, or one for each; and perhaps another one where a link is to what its set does not make,
 * which is larger, since it also opens what no set has made.
 */
function driverOf(kind: string, { cloud, settings: { links = {} } }: BundleRequest): string {
  const isBound = Object.values(links).some((link) => link.kind === kind && link.bound);
  const found = [...(isBound ? [`drivers/${kind}/bound/${cloud}`] : []), `drivers/${kind}/${cloud}`];
  return found.find((name) => existsSync(runtimeFile(name))) ?? `drivers/${kind}`;
}

/**
 * The kinds of resources that a function links, each with the export of its driver that opens them. Where a kind has several verbs, its
 * driver also has one for each of them alone, which brings no code of the others: the export of that name.
 */
function openersOf({ settings: { links = {} } }: Pick<BundleRequest, "settings">): ReadonlyMap<string, string> {
  const all = Object.values(links);
  const kinds = [...new Set(all.map(({ kind }) => kind))].sort();
  return new Map(
    kinds.map((kind) => {
      const [verb, ...others] = new Set(all.flatMap((link) => (link.kind === kind ? link.verbs : [])));
      const isAlone = verb !== undefined && others.length === 0 && verbsOf[kind].length > 1;
      return [kind, isAlone ? verb : "open"];
    }),
  );
}

/** The adapter of a trigger on a cloud: where responses are streamed, the one for that, if the cloud takes them in another way. */
function adapterOf({
  trigger,
  cloud,
  settings: { http },
}: Pick<BundleRequest, "trigger" | "cloud" | "settings">): string {
  const name = `triggers/${trigger}/adapters/${cloud}`;
  const streaming = `${name}-streaming`;
  return http?.streaming === true && existsSync(runtimeFile(streaming)) ? streaming : name;
}

/** What a function is started with: its settings, without those from which the entry makes layers. */
function partSettings({ trigger, settings }: Pick<BundleRequest, "trigger" | "settings">) {
  const own = new Map<string, unknown>(Object.entries(settings[trigger] ?? {}));
  const asked = (layers[trigger] ?? []).filter(({ setting }) => own.get(setting) !== undefined);
  const made = asked.map(({ setting, make }) => `${make}(${JSON.stringify(own.get(setting))})`);
  for (const { setting } of asked) own.delete(setting);
  return { left: { ...settings, [trigger]: Object.fromEntries(own) }, asked, made };
}

/**
 * The module that a platform starts. The order of imports is the order of evaluation: where requests are answered, the light
 * classes must have replaced Node's own before a handler's first line runs. A handler without a default export is found when the
 * module is inspected.
 */
export function entrySource(request: BundleRequest): string {
  const { cloud, trigger, settings, set, schema: resource } = request;
  const { light, start } = targets[cloud];
  const openers = openersOf(request);
  const kinds = [...openers.keys()];
  const { left, asked, made } = partSettings({ trigger, settings });
  const isAlone = kinds.length + made.length === 0 && resource === undefined;
  const drivers = isAlone ? "" : `, { ${kinds.join(", ")} }`;
  const around = made.length === 0 ? "" : `, [${made.join(", ")}]`;
  const schema = resource === undefined ? undefined : schemaPath({ file: setFile(request), set, resource });
  const checked = schema === undefined ? "" : ", schema";
  return [
    ...(light && trigger === "http" ? ['import "fourfold:light/install";'] : []),
    `import { serve } from "fourfold:${adapterOf(request)}";`,
    ...[...openers].map(
      ([kind, opener]) => `import { ${opener} as ${kind} } from "fourfold:${driverOf(kind, request)}";`,
    ),
    ...(schema === undefined ? [] : [`import schema from ${JSON.stringify(schema)};`]),
    ...asked.map(({ module, make }) => `import { ${make} } from "fourfold:${module}";`),
    'import * as module from "fourfold:handler";',
    start(`(globalThis.${lookAt} ?? serve)(module.default, ${JSON.stringify(left)}${drivers}${around}${checked})`),
  ].join("\n");
}

/** Gives esbuild the entries, which have no files, as `fourfold:<name>`. */
export function entriesPlugin(entries: Readonly<Record<string, string>>, resolveDir: string): Plugin {
  return {
    name: "fourfold-entries",
    setup(build) {
      build.onResolve({ filter: /^fourfold:/ }, ({ path, kind }) =>
        kind === "entry-point" ? { path: path.slice("fourfold:".length), namespace: "fourfold" } : undefined,
      );
      build.onLoad({ filter: /.*/, namespace: "fourfold" }, ({ path }) => {
        const contents = entries[path];
        return contents === undefined ? undefined : { contents, resolveDir, loader: "js" };
      });
    },
  };
}

/** Packages that deploy. What runs never imports them. */
const deploying = /^(?:@pulumi\/|fourfold\/(?:components|testing)$)/;

/**
 * Resolves the entry's imports, and gives the handler this package's own run time: with two copies, the handler's and the
 * adapter's, neither would recognize the other's errors.
 *
 * @param find - Finds the file behind `fourfold:<name>` for an entry.
 */
export function entryPlugin(find: (name: string, entry: string) => string): Plugin {
  return {
    name: "fourfold",
    setup(build) {
      const findOwn = memoize((path: string) =>
        build.resolve(path, { kind: "import-statement", resolveDir: kit, pluginData: kit }),
      );
      build.onResolve({ filter: /^fourfold:/ }, ({ path, importer }) => ({
        path: find(path.slice("fourfold:".length), importer),
      }));
      build.onResolve({ filter: deploying }, ({ path }) => ({
        errors: [{ text: `A handler cannot import "${path}": what runs never imports what deploys` }],
      }));
      build.onResolve({ filter: /^fourfold(?:\/|$)/ }, ({ path, pluginData }) =>
        pluginData === kit ? undefined : findOwn(path),
      );
    },
  };
}

/** The run time's folder, and what its files end with: `.js` in the package. */
const runtime = new URL("../../runtime/", import.meta.url);
const ending = extname(import.meta.url);

/** The file of the run time behind `fourfold:triggers/http/adapters/aws` in an entry. */
export function runtimeFile(name: string): string {
  return fileURLToPath(new URL(`${name}${ending}`, runtime));
}
