import { lookAt } from "../build/entry.ts";
import { workersModules } from "../workers/builtins.ts";

/** What the process is asked to load: a module, in a folder that is its own. */
export interface ModuleToLoad {
  /** Its file. */
  readonly file: string;
  /** Packages that its platform provides, as esbuild's `external` names them. */
  readonly provided: readonly string[];
  /** The source whose project has them here. */
  readonly handler: string;
}

/** Stand-ins for the modules that only Workers have: only their names matter here, not what they do. */
const standIns = Object.fromEntries(
  Object.entries(workersModules).map(([name, exported]) => {
    const lines = exported.map((each) => `const ${each}_ = class {}; export { ${each}_ as ${each} };`);
    return [name, `data:text/javascript,${encodeURIComponent(lines.join("\n"))}`];
  }),
);

/**
 * Loads modules one after the other, each from its own folder, which is then the current one, and reports what their handlers
 * export. Changes to the global object are undone before the next.
 */
export const processSource = `
import { createRequire, registerHooks } from "node:module";
import { dirname, sep } from "node:path";
import { pathToFileURL } from "node:url";

const standIns = ${JSON.stringify(standIns)};
let current;
const isLeftToPlatform = (name) =>
  current.provided.some((it) => (it.endsWith("*") ? name.startsWith(it.slice(0, -1)) : name === it || name.startsWith(it + "/")));
registerHooks({
  resolve(name, context, next) {
    if (Object.hasOwn(standIns, name)) return { url: standIns[name], shortCircuit: true };
    const isInModule = current !== undefined && context.parentURL === pathToFileURL(current.file).href;
    if (!isInModule || !isLeftToPlatform(name)) return next(name, context);
    return { url: pathToFileURL(createRequire(current.handler).resolve(name)).href, shortCircuit: true };
  },
});

const send = process.send.bind(process);
const brandOf = (it) => ({
  kind: it === null ? "null" : typeof it,
  fetch: typeof it?.fetch === "function",
  ...(it?.fourfold === 1 ? { trigger: it.trigger, set: it.set?.name, name: it.name } : {}),
});
const failureOf = (error, folder) => {
  const { message = String(error), stack = "", code, path } = error ?? {};
  const local = (text) => String(text).replaceAll(pathToFileURL(folder).href + "/", "").replaceAll(folder + sep, "").replaceAll(folder, ".");
  return {
    reason: local(message),
    stack: local(stack),
    ...(typeof code === "string" ? { code } : {}),
    ...(typeof path === "string" ? { path: local(path) } : {}),
  };
};

// Frames of Node's own loader come before those of the sources, which are the ones that matter.
Error.stackTraceLimit = 50;
const before = Object.getOwnPropertyDescriptors(globalThis);
const restore = () => {
  for (const name of Reflect.ownKeys(globalThis)) if (!Object.hasOwn(before, name)) Reflect.deleteProperty(globalThis, name);
  for (const name of Reflect.ownKeys(before)) Reflect.defineProperty(globalThis, name, before[name]);
};

process.once("uncaughtException", (error) => send(failureOf(error, dirname(current?.file ?? "")), () => process.exit()));
const load = async (module) => {
  current = module;
  const { file } = module;
  const folder = dirname(file);
  process.chdir(folder);
  let brand = brandOf(undefined);
  globalThis.${lookAt} = (it) => {
    brand = brandOf(it);
  };
  let answer;
  try {
    await import(pathToFileURL(file).href);
    answer = { brand };
  } catch (error) {
    answer = failureOf(error, folder);
  }
  restore();
  // Whoever receives the answer removes the folder.
  process.chdir("/");
  send(answer);
};
let last = Promise.resolve();
process.on("message", (module) => {
  last = last.then(() => load(module));
});
`;
