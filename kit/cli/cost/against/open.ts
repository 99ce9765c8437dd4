import { readFileSync, statSync } from "node:fs";
import { readDocument } from "../../../cost/report/document.ts";
import { FourfoldError } from "../../../spec/index.ts";
import type { CostChoice } from "../evaluate.ts";
import type { Baseline } from "./baseline.ts";
import { openCommit } from "./commit.ts";

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/**
 * What to compare with: a file that `fourfold cost --json` has written, or else a commit of the program's repository.
 * @throws FourfoldError `ERR_USAGE` when it is neither.
 */
export async function openBaseline(against: string, choice: CostChoice): Promise<Baseline> {
  if (isFile(against)) {
    const saved = readDocument(readFileSync(against, "utf8"), against);
    return { label: against, load: () => Promise.resolve(saved) };
  }
  if (choice.file === undefined) return openCommit(against, choice);
  throw new FourfoldError("ERR_USAGE", {
    where: "--against",
    what: `${against} is not a file, and what --file names cannot be compared with a commit, which holds a program.`,
    fix: "Save an earlier estimate of the stack with --json, and name that file.",
  });
}
