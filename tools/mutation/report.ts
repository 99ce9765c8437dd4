import type { Mutant } from "./places.ts";
import type { Verdict } from "./pool.ts";
import type { Survivor } from "./survivors.ts";

/** The results of all mutants. */
export interface Result {
  readonly noticed: readonly Verdict[];
  readonly refused: ReadonlyMap<Mutant, string>;
  readonly listed: readonly Mutant[];
  /** Unlisted survivors, and listed ones that are not survivors. */
  readonly problems: readonly string[];
}

interface Findings {
  readonly all: readonly Mutant[];
  readonly verdicts: readonly Verdict[];
  /** Mutants that do not compile, which are not tested. */
  readonly refused: ReadonlyMap<Mutant, string>;
  readonly survivors: readonly Survivor[];
}

export function judge({ all, verdicts, refused, survivors }: Findings): Result {
  const excused = new Set(survivors.map(({ id }) => id));
  const known = new Set(all.map(({ id }) => id));
  const noticed = verdicts.filter(({ failure }) => failure !== undefined);
  const survived = verdicts.filter(({ failure }) => failure === undefined);
  const survivedIds = new Set(survived.map(({ mutant }) => mutant.id));
  const tried = new Set([...verdicts.map(({ mutant }) => mutant), ...refused.keys()].map(({ id }) => id));
  return {
    noticed,
    refused,
    listed: survived.map(({ mutant }) => mutant).filter(({ id }) => excused.has(id)),
    problems: [
      ...survived
        .filter(({ mutant }) => !excused.has(mutant.id))
        .map(({ mutant }) => `no test notices ${where(mutant)}`),
      ...[...excused].filter((id) => !known.has(id)).map((id) => `survivors.ts lists ${id}, which there is not`),
      ...[...excused]
        .filter((id) => tried.has(id) && !survivedIds.has(id))
        .map((id) => `survivors.ts lists ${id}, which does not survive any more: remove the entry`),
    ],
  };
}

function where({ id, file, line }: Mutant): string {
  return `${id} (${file}:${line})`;
}

export function report(
  result: Result,
  { verbose, seconds }: { readonly verbose: boolean; readonly seconds: number },
): void {
  const { noticed, refused, listed, problems } = result;
  if (verbose) {
    for (const { mutant, failure } of noticed)
      console.log(`${mutant.id}\n    ${failure?.test}: ${failure?.message.split("\n")[0]}`);
    for (const [mutant, reason] of refused) console.log(`${mutant.id}\n    compiler: ${reason}`);
  }
  for (const problem of problems) console.log(problem);
  const survivors = problems.filter((problem) => problem.startsWith("no test")).length;
  const mutants = noticed.length + refused.size + listed.length + survivors;
  console.log(`
mutants               ${mutants}
by the compiler       ${refused.size}
noticed by a test     ${noticed.length}
listed with a reason  ${listed.length}
survivors             ${survivors}
seconds               ${seconds.toFixed(0)}`);
}
