import { type ChildProcess, spawn } from "node:child_process";
import { mkdir, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type Load, processSource } from "./process-source.ts";

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
}

/** Windows does not start a process without it: https://github.com/nodejs/node/issues/2182 */
const { SystemRoot } = process.env;

function startProcess(): ChildProcess {
  return spawn(process.execPath, ["--input-type=module", "--eval", processSource], {
    env: SystemRoot === undefined ? {} : { SystemRoot },
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
}

/** Loads modules, until all are loaded or one ends or holds up the process, which is ended then. */
async function loadSome(child: ChildProcess, files: readonly string[], longest: number): Promise<readonly Loaded[]> {
  const loaded: Loaded[] = [];
  const { promise: done, resolve: stop } = Promise.withResolvers<Failure | undefined>();
  const timer = setTimeout(() => stop({ reason: `it takes longer than ${longest} ms` }), longest);
  child.on("message", (message: Loaded) => {
    loaded.push(message);
    timer.refresh();
    if (loaded.length === files.length) stop(undefined);
  });
  child.once("error", ({ message }) => stop({ reason: message }));
  child.once("exit", () => stop({ reason: "it ends the process" }));
  child.send({ files } satisfies Load);
  const failure = await done;
  clearTimeout(timer);
  child.kill("SIGKILL");
  return failure === undefined ? loaded : [...loaded, failure];
}

async function write(folder: string, { files }: Shipped): Promise<void> {
  for (const [name, bytes] of files) {
    const file = join(folder, name);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, bytes);
  }
}

/**
 * Loads modules in a process of their own, without environment, each from a folder that holds what ships with it and is in
 * no project. A process that a module ends, or holds up, is followed by another one for the rest.
 */
export interface Loader {
  /**
   * Loads modules. To be called once.
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
  let child = startProcess();
  const made = mkdtemp(join(tmpdir(), "fourfold-")).then((folder) => realpath(folder));

  return {
    async load(modules) {
      const folder = await made;
      // Workers take `index.js` for a module whatever stands beside it.
      await writeFile(join(folder, "package.json"), '{ "type": "module" }');
      const files = modules.map(({ entry }, at) => join(folder, String(at), entry));
      await Promise.all(modules.map((module, at) => write(join(folder, String(at)), module)));
      const loaded: Loaded[] = [];
      while (loaded.length < files.length) {
        if (loaded.length > 0) child = startProcess();
        loaded.push(...(await loadSome(child, files.slice(loaded.length), longest)));
      }
      return loaded;
    },
    async dispose() {
      child.kill("SIGKILL");
      await rm(await made, { recursive: true, force: true });
    },
  };
}
