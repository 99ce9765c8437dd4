import { Module } from "node:module";

/**
 * The modules of the SDK that turn functions into source code, and the functions that the rest of it takes from them when it is loaded. All
 * of them answer promises. https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/index.ts
 */
const closures: Readonly<Record<string, readonly string[]>> = {
  "@pulumi/pulumi/runtime/closure/codePaths": ["computeCodePaths"],
  "@pulumi/pulumi/runtime/closure/serializeClosure": ["serializeFunction", "serializeFunctionAsync"],
};

/** Where a module stands. An SDK of another version may not have it there, and loads what it has when it wants. */
function find(require: NodeJS.Require, name: string): string | undefined {
  try {
    return require.resolve(name);
  } catch {
    return undefined;
  }
}

/** A module in another's place, which is loaded when something is asked of it that is not known here, or one of its functions is called. */
function standIn(require: NodeJS.Require, file: string, functions: readonly string[]): Module {
  let real: object | undefined;
  const reload = (): object => {
    delete require.cache[file];
    return Object(require(file));
  };
  const load = (): object => (real ??= reload());
  const deferred = Object.fromEntries(
    functions.map((name) => [name, async (...args: unknown[]) => Reflect.get(load(), name)(...args)]),
  );
  const exports = new Proxy(
    { __esModule: true, ...deferred },
    { get: (known, key) => (key in known ? Reflect.get(known, key) : Reflect.get(load(), key)) },
  );
  return Object.assign(new Module(file), { filename: file, loaded: true, exports });
}

/**
 * Lets the SDK load what turns functions into source code when a program first does so. It brings TypeScript and npm's resolver along: two
 * thirds of the modules, and of the time, that loading the SDK takes, which programs without functions inline do not need.
 */
export function deferClosures(require: NodeJS.Require): void {
  for (const [name, functions] of Object.entries(closures)) {
    const file = find(require, name);
    if (file !== undefined && !(file in require.cache)) require.cache[file] = standIn(require, file, functions);
  }
}
