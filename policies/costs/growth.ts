import { readFileSync } from "node:fs";
import { differenceOf, type Evaluated } from "../../kit/cost/compare/difference.ts";
import { readDocument, type SavedCosts } from "../../kit/cost/report/document.ts";
import { formatUsd } from "../../kit/cost/report/format.ts";
import { FourfoldError } from "../../kit/spec/errors.ts";
import type { Growth } from "../settings/costs.ts";
import type { CostFinding } from "./contract.ts";

function readBaseline(file: string): SavedCosts {
  const read = (): string => {
    try {
      return readFileSync(file, "utf8");
    } catch (cause) {
      const fix = "Write it with `fourfold cost --json`, or correct `baseline` of `growth`.";
      throw new FourfoldError("ERR_CONFIG", { where: file, what: "it cannot be read.", fix, cause });
    }
  };
  return readDocument(read(), file);
}

/** What adding up in another order leaves. */
const noise = 1e-9;

/**
 * Whether a program costs more than it may beside what it has cost before. New prices are no growth: nobody here has caused them.
 * @throws FourfoldError when the baseline cannot be read.
 */
export function growthOf({ baseline, atMost }: Growth, evaluated: Evaluated): readonly CostFinding[] {
  const { total, rows } = differenceOf(readBaseline(baseline), evaluated, "component");
  const [before, change] = [total.before + total.prices, total.code + total.usage];
  const over = change - before * atMost;
  if (over <= noise) return [];
  const grown = rows.filter(({ code, usage }) => code + usage > 0).slice(0, 3);
  const parts = grown.map(({ name, code, usage }) => `${name} ${formatUsd(code + usage)}`).join(", ");
  const limit = `the ${formatUsd(before * atMost)} that it may grow by`;
  const what = `The stack costs ${formatUsd(change)} a month more than in ${baseline}, ${formatUsd(over)} over ${limit}. Most of it: ${parts}`;
  const fix = "Make these cheaper, raise `atMost` of costs.growth, or let a reviewer approve a new baseline";
  return [{ kind: "growth", about: "the stack", what, fix: `${fix}: \`fourfold cost --json\`` }];
}
