import type { Deployment } from "./deployment.ts";

/**
 * The rest of a run in which a step was refused before it began. Ending at once would report one mistake per run, so the run
 * continues as a preview: the rest of the program is checked, and nothing more is changed.
 */
export class Rehearsal {
  readonly #begun = Promise.withResolvers<void>();
  #run: Deployment | undefined;

  /** Resolves when the rehearsal begins: from then on, values that only a deployment can produce are unknown to the program. */
  get whenBegun(): Promise<void> {
    return this.#begun.promise;
  }

  /** The run for later steps, once the rehearsal has begun. */
  get run(): Deployment | undefined {
    return this.#run;
  }

  /** Steps in progress keep their run, and are finished and recorded. */
  begin(run: Deployment): Deployment {
    this.#run ??= run.preview
      ? run
      : { ...run, preview: true, journal: run.journal.copy(), progress: run.progress.withoutSteps() };
    this.#begun.resolve();
    return this.#run;
  }
}
