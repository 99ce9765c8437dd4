import type { Deployment } from "./deployment.ts";

/**
 * What becomes of a run in which something is refused before it is begun. Ending at once would name one mistake for each
 * run, so it goes on as a preview: the rest of the program is checked, and nothing more is changed.
 */
export class Rehearsal {
  readonly #begun = Promise.withResolvers<void>();
  #run: Deployment | undefined;

  /** Resolves when the rehearsal begins: from then on the program gets no values that only a deployment brings. */
  get whenBegun(): Promise<void> {
    return this.#begun.promise;
  }

  /** The run as later steps see it, since the rehearsal has begun. */
  get run(): Deployment | undefined {
    return this.#run;
  }

  /** Steps that are under way keep their run, and are finished and noted. */
  begin(run: Deployment): Deployment {
    this.#run ??= run.preview
      ? run
      : { ...run, preview: true, journal: run.journal.copy(), progress: run.progress.withoutSteps() };
    this.#begun.resolve();
    return this.#run;
  }
}
