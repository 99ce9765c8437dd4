import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type ModuleToLoad, processSource } from "./process-source.ts";

/** How a handler's default export identifies itself. */
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

/** The result of loading a module: what its handler exports, or why it could not be loaded. */
export type Loaded = { readonly brand: Brand } | Failure;

/** A module as it ships. */
export interface Shipped {
  /** Everything that ships, by name. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** The one that a platform starts. */
  readonly entry: string;
  /** Packages that the platform provides, as esbuild's `external` names them: here they come from the handler's project. */
  readonly provided: readonly string[];
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
  // While it is idle, it does not keep the program from ending.
  child.unref();
  child.channel?.unref();
  return child;
}

/** Synchronous: for small files, promises take longer than writing. */
function write(folder: string, { files }: Shipped): void {
  mkdirSync(folder);
  for (const [name, bytes] of files) {
    const file = join(folder, name);
    if (name.includes("/")) mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, bytes);
  }
}

/** A folder outside of any project. Workers take `index.js` for a module whatever is beside it. */
function createFolder(): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "fourfold-")));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  return folder;
}

/** A module that the process was sent, and whoever waits for it. */
interface Sent {
  readonly module: ModuleToLoad;
  resolve(loaded: Loaded): void;
}

/** Modules stay in the memory of the process that has loaded them. */
const mostInProcess = 1_000;

/**
 * Loads modules in a process of their own, without environment, each from a folder outside of any project that holds what ships
 * with it. When a module ends or blocks the process, another process loads the rest.
 */
export interface Loader {
  /**
   * Loads a module, after those that it was given before: while it loads one, others can be built and written.
   * @returns The result.
   */
  load(module: Shipped): Promise<Loaded>;
  dispose(): void;
}

/** Has modules loaded one after the other, in as many processes as needed. */
class Queue {
  /** In order: the process loads the first. */
  readonly #sent: Sent[] = [];
  readonly #longest: number;
  #child: ChildProcess | undefined;
  /** How many modules the process has loaded. */
  #loaded = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(longest: number) {
    this.#longest = longest;
    this.#begin();
  }

  load(module: ModuleToLoad): Promise<Loaded> {
    const { promise, resolve } = Promise.withResolvers<Loaded>();
    const next = { module, resolve };
    this.#sent.push(next);
    this.#send(next);
    if (this.#sent.length === 1) this.#wait();
    return promise;
  }

  end(): void {
    clearTimeout(this.#timer);
    this.#child?.kill("SIGKILL");
    this.#child = undefined;
  }

  #begin(): ChildProcess {
    const child = startProcess();
    // Messages of an earlier process are about nothing that is waited for.
    const take = (loaded: Loaded) => (child === this.#child ? this.#take(loaded) : undefined);
    child.on("message", take);
    child.on("error", ({ message }) => take({ reason: message }));
    child.on("exit", () => take({ reason: "it ends the process" }));
    this.#child = child;
    this.#loaded = 0;
    return child;
  }

  #send({ module }: Sent): void {
    if (this.#child?.connected === false) {
      // Its exit is about to be reported: that fails the first, and sends the others to the next process.
      if (this.#sent.length > 1) return;
      // Work that a module had left behind has ended it.
      this.end();
    }
    const child = this.#child ?? this.#begin();
    // A process that does not take it has ended, and its exit is reported.
    child.send(module, () => undefined);
  }

  /** The result of the first. A module that has failed may have left the process unusable for the others. */
  #take(loaded: Loaded): void {
    this.#sent.shift()?.resolve(loaded);
    this.#loaded += 1;
    if ("reason" in loaded || this.#loaded >= mostInProcess) {
      this.end();
      for (const each of this.#sent) this.#send(each);
    }
    this.#wait();
  }

  #wait(): void {
    clearTimeout(this.#timer);
    if (this.#sent.length === 0) return;
    this.#timer = setTimeout(() => this.#take({ reason: `it takes longer than ${this.#longest} ms` }), this.#longest);
  }
}

/**
 * Starts a loader's process, which takes longer than loading a module: modules can be built meanwhile.
 * @param longest - How long loading one module may take, in milliseconds.
 */
export function startLoader(longest: number): Loader {
  const queue = new Queue(longest);
  const made = createFolder();
  let count = 0;
  return {
    async load(shipped) {
      const folder = join(made, String(count++));
      write(folder, shipped);
      const { entry, provided, handler } = shipped;
      try {
        return await queue.load({ file: join(folder, entry), provided, handler });
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    },
    dispose() {
      queue.end();
      rmSync(made, { recursive: true, force: true });
    },
  };
}
