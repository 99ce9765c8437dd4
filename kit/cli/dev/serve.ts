import { performance } from "node:perf_hooks";
import { relative } from "node:path";
import { formatMilliseconds } from "../terminal/table.ts";
import type { Evaluation } from "./evaluate.ts";
import { describeChanges, describeErrors } from "./describe.ts";
import type { Reloader, ReloadOutcome } from "./reload.ts";
import { watchFiles } from "./watch.ts";

/** What {@link serveChanges} works with. */
export interface ServeOptions {
  /** The project's folder: file names are shown relative to it. */
  readonly folder: string;
  readonly reloader: Reloader;
  /** What is deployed now. */
  readonly first: Evaluation;
  /** Deploys the program as it is now. Never called twice at a time. */
  evaluate(): Promise<Evaluation>;
  print(line: string): void;
}

/** What goes on until it is closed: changes of files become changes of what runs. */
export interface Serving {
  close(): void;
}

/**
 * How long after the last change the program runs again, in milliseconds. New code is served at once and without it;
 * it only makes the checkpoint agree, and should not take a processor from someone who is typing.
 */
const settle = 1_000;

/** Runs work one after the other; what is asked for while it waits is done once. */
function createQueue(report: (error: unknown) => void): (work: () => Promise<void>) => void {
  let last = Promise.resolve();
  const waiting = new Set<() => Promise<void>>();
  return (work) => {
    if (waiting.has(work)) return;
    waiting.add(work);
    const run = (): Promise<void> => {
      waiting.delete(work);
      return work();
    };
    last = last.then(run).catch(report);
  };
}

export async function serveChanges(options: ServeOptions): Promise<Serving> {
  const { folder, reloader, first, evaluate, print } = options;
  const printErrors = (errors: readonly unknown[]): void => describeErrors(errors).forEach(print);
  const inReloads = createQueue((error) => printErrors([error]));
  const inEvaluations = createQueue((error) => printErrors([error]));
  const changed = new Set<string>();
  let programFiles = new Set(first.files);
  let timer: NodeJS.Timeout | undefined;

  const name = (files: Iterable<string>): string => [...files].map((file) => relative(folder, file)).join(", ");
  const watch = (): void => watcher.set([...programFiles, ...reloader.inputs()]);

  const show = (files: string, since: number, { reloaded, errors }: ReloadOutcome): void => {
    printErrors(errors);
    if (errors.length > 0) print("The code before it keeps serving.");
    if (reloaded.length === 0) return;
    const where = [...new Set(reloaded.map(({ cloud }) => cloud))].join(", ");
    print(`${files} → ${where} in ${formatMilliseconds(performance.now() - since)}`);
  };

  const reload = async (): Promise<void> => {
    const files = [...changed];
    changed.clear();
    const since = performance.now();
    show(name(files), since, await reloader.reload(files));
    watch();
  };

  /** Deploys the program again, then swaps what changed while it ran. */
  const deploy = async (announce: string | undefined): Promise<void> => {
    const since = performance.now();
    const evaluation = await evaluate();
    programFiles = new Set([...evaluation.files, ...(evaluation.errors.length > 0 ? programFiles : [])]);
    printErrors(evaluation.errors);
    if (evaluation.errors.length > 0) print("What was deployed before it keeps serving.");
    else if (announce !== undefined) {
      print(`${announce} → ${describeChanges(evaluation.changes)} in ${formatMilliseconds(performance.now() - since)}`);
    }
    inReloads(async () => {
      if (evaluation.errors.length === 0) await reloader.adopt(evaluation.bundled);
      watch();
    });
  };
  const deploySilently = (): Promise<void> => deploy(undefined);

  const watcher = watchFiles((files) => {
    clearTimeout(timer);
    const ofProgram = files.filter((file) => programFiles.has(file));
    if (ofProgram.length > 0) {
      inEvaluations(() => deploy(name(ofProgram)));
      return;
    }
    for (const file of files) changed.add(file);
    inReloads(reload);
    timer = setTimeout(() => inEvaluations(deploySilently), settle);
  });
  await reloader.adopt(first.bundled);
  watch();
  return {
    close() {
      clearTimeout(timer);
      watcher.close();
    },
  };
}
