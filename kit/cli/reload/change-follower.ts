import { relative } from "node:path";
import { performance } from "node:perf_hooks";
import { describeChanges, describeErrors } from "../dev/describe.ts";
import type { Evaluation } from "../dev/evaluate.ts";
import { formatMilliseconds } from "../terminal/table.ts";
import { createQueue } from "./queue.ts";
import type { Reloader, ReloadOutcome } from "./reloader.ts";
import { type FileWatcher, watchFiles } from "./watch.ts";

/** What a {@link ChangeFollower} works with. */
export interface FollowOptions {
  /** The project's folder: file names are shown relative to it. */
  readonly folder: string;
  readonly reloader: Reloader;
  /** Files that decide what the program does and are no part of it: its settings. */
  readonly settings: readonly string[];
  /**
   * Deploys the program as it is now. Never called twice at a time.
   * @param signal ends it early, with errors
   */
  evaluate(signal: AbortSignal): Promise<Evaluation>;
  print(line: string): void;
}

/**
 * How long after the last change the program runs again, in milliseconds. New code is served at once and without it;
 * it only makes the checkpoint agree, and should not take a processor from someone who is typing.
 */
const settle = 1_000;

/** Turns changes of files into changes of what runs: code is swapped where it runs, a changed program runs again. */
export class ChangeFollower {
  readonly #options: FollowOptions;
  readonly #watcher: FileWatcher;
  readonly #inReloads = createQueue((error) => this.#printErrors([error]));
  readonly #inEvaluations = createQueue((error) => this.#printErrors([error]));
  readonly #changed = new Set<string>();
  #programFiles: ReadonlySet<string> = new Set();
  /** Changes of the program that have not been deployed yet. */
  readonly #undeployed = new Set<string>();
  #isBroken = false;
  #isClosed = false;
  #evaluation = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: FollowOptions) {
    this.#options = options;
    this.#watcher = watchFiles((files) => this.#onChange(files));
  }

  /** Begins with what is deployed now. */
  async start(first: Evaluation): Promise<void> {
    this.#programFiles = new Set([...this.#options.settings, ...first.files]);
    await this.#options.reloader.adopt(first.bundled);
    this.#watch();
  }

  /** What is under way is given up, and nothing is said of it any more. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#evaluation.abort();
    this.#watcher.close();
  }

  #onChange(files: readonly string[]): void {
    clearTimeout(this.#timer);
    // It would deploy what has just become old, and takes the time that the new code needs.
    this.#evaluation.abort();
    const ofProgram = files.filter((file) => this.#programFiles.has(file));
    for (const file of ofProgram) this.#undeployed.add(file);
    if (ofProgram.length > 0) this.#inEvaluations(this.#deploy);
    if (ofProgram.length === files.length) return;
    for (const file of files) if (!ofProgram.includes(file)) this.#changed.add(file);
    this.#inReloads(this.#reload);
  }

  readonly #reload = async (): Promise<void> => {
    const files = [...this.#changed];
    const since = performance.now();
    this.#changed.clear();
    const outcome = await this.#options.reloader.reload(files);
    if (!this.#isClosed) for (const warning of outcome.warnings) this.#options.print(`Warning: ${warning}`);
    this.#show(files, since, outcome);
    this.#watch();
    // What does not compile cannot be deployed either.
    if (!this.#isBroken && !this.#isClosed) this.#timer = setTimeout(() => this.#inEvaluations(this.#deploy), settle);
  };

  /** Runs the program, then swaps what changed while it ran. */
  readonly #deploy = async (): Promise<void> => {
    const { settings, evaluate } = this.#options;
    const since = performance.now();
    this.#evaluation = new AbortController();
    const { signal } = this.#evaluation;
    const evaluation = await evaluate(signal);
    // Who has ended it has asked for another one.
    if (signal.aborted) return;
    const isDeployed = evaluation.errors.length === 0;
    // After a failure, files that were not reached this time may be those that will correct it.
    this.#programFiles = new Set([...settings, ...evaluation.files, ...(isDeployed ? [] : this.#programFiles)]);
    this.#printErrors(evaluation.errors);
    if (isDeployed) this.#showDeployed(evaluation, since);
    this.#inReloads(async () => {
      if (isDeployed) this.#show([], performance.now(), await this.#options.reloader.adopt(evaluation.bundled));
      this.#watch();
    });
  };

  #showDeployed({ changes }: Evaluation, since: number): void {
    const cause = [...this.#undeployed];
    this.#undeployed.clear();
    if (cause.length === 0) return;
    const time = formatMilliseconds(performance.now() - since);
    this.#options.print(`${this.#name(cause)} → ${describeChanges(changes)} in ${time}`);
  }

  #show(files: readonly string[], since: number, { reloaded, errors }: ReloadOutcome): void {
    const { print } = this.#options;
    const wasBroken = this.#isBroken;
    this.#isBroken = errors.length > 0;
    this.#printErrors(errors);
    const clouds = [...new Set(reloaded.map(({ cloud }) => cloud))].join(", ");
    const time = formatMilliseconds(performance.now() - since);
    if (clouds !== "") print(`${this.#name(files) || "latest change"} → ${clouds} in ${time}`);
    else if (wasBroken && !this.#isBroken) print(`${this.#name(files)} → correct again, and the same as what runs`);
  }

  #printErrors(errors: readonly unknown[]): void {
    if (this.#isClosed) return;
    const { print } = this.#options;
    for (const message of describeErrors(errors)) print(message);
    if (errors.length > 0) print("What was deployed before keeps serving.");
  }

  #name(files: readonly string[]): string {
    return files.map((file) => relative(this.#options.folder, file)).join(", ");
  }

  #watch(): void {
    // A watcher keeps the process alive.
    if (this.#isClosed) return;
    this.#watcher.set([...this.#programFiles, ...this.#options.reloader.inputs()], this.#isBroken);
  }
}
