/** `npm run test:mutation`: changes each argument and each grant of each builder, and fails when no test notices. */
import { parseArgs } from "node:util";
import { choose, seedOf } from "./choice.ts";
import { compile } from "./compiler.ts";
import { changedFiles, findMutants } from "./places.ts";
import { tryAll } from "./pool.ts";
import { judge, report } from "./report.ts";
import { survivors } from "./survivors.ts";

const { values } = parseArgs({
  options: {
    /** Only mutants whose id contains this text. */
    only: { type: "string", default: "" },
    /** The size of a sample, chosen by the seed. */
    sample: { type: "string" },
    workers: { type: "string", default: "2" },
    /** Shows which test noticed each mutant. */
    verbose: { type: "boolean", default: false },
  },
});

const project = process.cwd();
const all = changedFiles(project).flatMap((file) => findMutants(project, file));
const wanted = all.filter(({ id }) => id.includes(values.only));
const seed = seedOf(all);
const chosen = values.sample === undefined ? wanted : choose(wanted, Number(values.sample), seed);
if (values.sample !== undefined) console.log(`MUTATION_SEED=${seed}: ${chosen.length} of ${wanted.length} mutants`);

const started = performance.now();
// Code that does not compile cannot be committed: it needs no test, and tests take longer than the compiler.
const refused = compile(project, chosen);
const left = chosen.filter((mutant) => !refused.has(mutant));
let count = 0;
const verdicts = await tryAll(left, {
  project,
  workers: Number(values.workers),
  done({ mutant, failure }) {
    count++;
    // Printed at once, since a whole run takes minutes.
    if (values.verbose && failure === undefined) console.log(`not noticed: ${mutant.id}`);
    if (process.stderr.isTTY) process.stderr.write(`\r${count} of ${left.length}`);
  },
});
const result = judge({ all, verdicts, refused, survivors });
report(result, { verbose: values.verbose, seconds: (performance.now() - started) / 1_000 });
process.exitCode = result.problems.length === 0 ? 0 : 1;
