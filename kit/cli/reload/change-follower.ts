import { relative } from "node:path";
import { performance } from "node:perf_hooks";
import { describeChanges, describeErrors } from "../dev/describe.ts";
import type { Evaluation } from "../dev/evaluate.ts";
import { formatMilliseconds } from "../terminal/table.ts";
import { createQueue } from "./queue.ts";
import type { Reloader, ReloadOutcome } from "./reloader.ts";
import { type FileWatcher, watchFiles } from "./watch.ts";

/** The options of a {@link ChangeFollower}. */
export interface FollowOptions {
  /** The project's folder: file names are shown relative to it. */
  readonly folder: string;
  readonly reloader: Reloader;
  /** Files that affect the program and are not part of it: its settings. */
  readonly settings: readonly string[];
  /**
   * Deploys the current program. Never called concurrently.
   * @param signal - Ends it early, with errors.
   */
  evaluate(signal: AbortSignal): Promise<Evaluation>;
  print(line: string): void;
}

/**
 * How long after the last change the program runs again, in milliseconds. New code is served at once without it; the run only
 * updates the checkpoint, and should not take processor time while the user is typing.
 */
const settle = 1_000;

/** Applies changes of files to what is running: code is replaced in place, a changed program runs again. */
export class ChangeFollower {
  readonly #options: FollowOptions;
  readonly #watcher: FileWatcher;
  readonly #inReloads = createQueue((error) => this.#printErrors([error]));
  readonly #inEvaluations = createQueue((error) => this.#printErrors([error]));
  readonly #changed = new Set<string>();
  #programFiles: ReadonlySet<string> = new Set();
  /** Changed files of the program that have not been deployed yet. */
  readonly #undeployed = new Set<string>();
  readonly #created = Date.now();
  #isBroken = false;
  #isClosed = false;
  #evaluation = new AbortController();
  #timer: NodeJS.Timeout | undefined;

  constructor(options: FollowOptions) {
    this.#options = options;
    this.#watcher = watchFiles((files) => this.#onChange(files));
  }

  /** Starts from the current deployment. */
  async start(first: Evaluation): Promise<void> {
    this.#programFiles = new Set([...this.#options.settings, ...first.files]);
    await this.#options.reloader.adopt(first.bundled);
    this.#watch(this.#created);
  }

  /** Aborts the work in progress, without printing anything more about it. */
  close(): void {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#evaluation.abort();
    this.#watcher.close();
  }

  #onChange(files: readonly string[]): void {
    clearTimeout(this.#timer);
    // It would deploy outdated code, and takes time from the new code.
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
    const [since, read] = [performance.now(), Date.now()];
    this.#changed.clear();
    const outcome = await this.#options.reloader.reload(files);
    if (!this.#isClosed) for (const warning of outcome.warnings) this.#options.print(`Warning: ${warning}`);
    this.#show(files, since, outcome);
    this.#watch(read);
    // Code that does not compile cannot be deployed.
    if (!this.#isBroken && !this.#isClosed) this.#timer = setTimeout(() => this.#inEvaluations(this.#deploy), settle);
  };

  /** Runs the program, then replaces the code that changed while it ran. */
  readonly #deploy = async (): Promise<void> => {
    const { settings, evaluate } = this.#options;
    const [since, read] = [performance.now(), Date.now()];
    this.#evaluation = new AbortController();
    const { signal } = this.#evaluation;
    const evaluation = await evaluate(signal);
    // Whoever aborted it has scheduled another run.
    if (signal.aborted) return;
    const isDeployed = evaluation.errors.length === 0;
    // After a failure, the correction may be in files that were not loaded this time.
    this.#programFiles = new Set([...settings, ...evaluation.files, ...(isDeployed ? [] : this.#programFiles)]);
    this.#printErrors(evaluation.errors);
    if (isDeployed) this.#showDeployed(evaluation, since);
    this.#inReloads(async () => {
      if (isDeployed) this.#show([], performance.now(), await this.#options.reloader.adopt(evaluation.bundled));
      this.#watch(read);
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

  /** @param since - When what is watched was read at the earliest. */
  #watch(since: number): void {
    // A watcher keeps the process alive.
    if (this.#isClosed) return;
    const paths = [...this.#programFiles, ...this.#options.reloader.inputs()];
    this.#watcher.set(paths, { around: this.#isBroken, since });
  }
}
