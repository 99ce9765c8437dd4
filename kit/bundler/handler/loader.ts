import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Load, type ModuleToLoad, processSource } from "./process-source.ts";

/** What a handler's default export says of itself. */
export interface Brand {
  readonly kind: string;
  readonly fetch: boolean;
  readonly trigger?: unknown;
  readonly set?: unknown;
  readonly name?: unknown;
}

/** Why a module could not be loaded. Its own files are named as if its folder were the current one. */
export interface Failure {
  readonly reason: string;
  readonly stack?: string;
  /** The error's own code: `ENOENT`. */
  readonly code?: string;
  /** The file that the error is about. */
  readonly path?: string;
}

/** What came of loading a module: what its handler exports, or why it could not be loaded. */
export type Loaded = { readonly brand: Brand } | Failure;

/** A module as it ships. */
export interface Shipped {
  /** Everything that ships, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The one that a platform starts. */
  readonly entry: string;
  /** Packages that the platform brings, as esbuild's `external` names them: here those of the handler's project. */
  readonly brought: readonly string[];
  /** The handler's file. */
  readonly handler: string;
}

/** Windows does not start a process without it: https://github.com/nodejs/node/issues/2182 */
const { SystemRoot } = process.env;

function startProcess(): ChildProcess {
  const child = spawn(process.execPath, ["--input-type=module", "--eval", processSource], {
    env: SystemRoot === undefined ? {} : { SystemRoot },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  // While it has nothing to do, it keeps no program from ending.
  child.unref();
  child.channel?.unref();
  return child;
}

/** Loads modules, until all are loaded or one ends or holds up the process. Then that one has failed, and is the last. */
async function loadSome(
  child: ChildProcess,
  modules: readonly ModuleToLoad[],
  longest: number,
): Promise<readonly Loaded[]> {
  const loaded: Loaded[] = [];
  const { promise: done, resolve: stop } = Promise.withResolvers<Failure | undefined>();
  const timer = setTimeout(() => stop({ reason: `it takes longer than ${longest} ms` }), longest);
  const take = (message: Loaded) => {
    loaded.push(message);
    timer.refresh();
    if (loaded.length === modules.length) stop(undefined);
  };
  const fail = ({ message }: Error) => stop({ reason: message });
  const exit = () => stop({ reason: "it ends the process" });
  child.on("message", take).once("error", fail).once("exit", exit);
  child.send({ modules } satisfies Load);
  const failure = await done;
  clearTimeout(timer);
  child.off("message", take).off("error", fail).off("exit", exit);
  return failure === undefined ? loaded : [...loaded, failure];
}

async function write(folder: string, { files }: Shipped): Promise<void> {
  for (const [name, bytes] of files) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

/** Modules stay in the memory of the process that has loaded them. */
const mostInProcess = 1_000;

/**
 * Loads modules in a process of their own, without environment, each from a folder that holds what ships with it and is in
 * no project. A process that a module ends, or holds up, is followed by another one for the rest.
 */
export interface Loader {
  /**
   * Loads modules, after those that it was given before.
   * @returns What came of each, in their order.
   */
  load(modules: readonly Shipped[]): Promise<readonly Loaded[]>;
  dispose(): Promise<void>;
}

/**
 * Starts a loader's process, which takes longer than loading a module: modules can be built meanwhile.
 * @param longest - How long loading one module may take, in milliseconds.
 */
export function startLoader(longest: number): Loader {
  let child: ChildProcess | undefined = startProcess();
  let inProcess = 0;
  const made = mkdtemp(join(tmpdir(), "fourfold-")).then((folder) => realpath(folder));
  let last: Promise<unknown> = Promise.resolve();

  const end = () => {
    child?.kill("SIGKILL");
    child = undefined;
    inProcess = 0;
  };

  const loadAll = async (modules: readonly ModuleToLoad[]): Promise<readonly Loaded[]> => {
    const loaded: Loaded[] = [];
    while (loaded.length < modules.length) {
      // What a module has left to run may have ended it meanwhile.
      if (child?.connected !== true) child = startProcess();
      loaded.push(...(await loadSome(child, modules.slice(loaded.length), longest)));
      inProcess += modules.length;
      const { [loaded.length - 1]: newest } = loaded;
      if (inProcess > mostInProcess || (newest !== undefined && "reason" in newest)) end();
    }
    return loaded;
  };

  const load = async (modules: readonly Shipped[]): Promise<readonly Loaded[]> => {
    const folder = await mkdtemp(join(await made, "load-"));
    // Workers take `index.js` for a module whatever stands beside it.
    await writeFile(join(folder, "package.json"), '{ "type": "module" }');
    await Promise.all(modules.map((module, at) => write(join(folder, String(at)), module)));
    try {
      const toLoad = modules.map(({ entry, brought, handler }, at) => {
        return { file: join(folder, String(at), entry), brought, handler };
      });
      return await loadAll(toLoad);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  return {
    load(modules) {
      const loaded = last.then(() => load(modules));
      last = loaded.catch(() => undefined);
      return loaded;
    },
    async dispose() {
      end();
      await rm(await made, { recursive: true, force: true });
    },
  };
}
