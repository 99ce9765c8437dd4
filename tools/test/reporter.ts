import { format } from "node:util";
import Mocha from "mocha";
import { processorSeconds } from "./processor-time.ts";

const { Base, Spec } = Mocha.reporters;

/** What an area's process tells when its tests have ended. */
export interface Outcome {
  readonly passing: number;
  readonly failing: number;
  readonly pending: number;
  /** The failures as mocha prints them. */
  readonly failures: string;
  readonly processorSeconds: number;
}

/**
 * Mocha's own report as tests go on. Its end is sent to the process that started this one, which adds the areas up:
 * https://mochajs.org/api/tutorial-custom-reporter.html
 */
// biome-ignore lint/style/noDefaultExport: Mocha wants one.
export default class AreaReporter extends Spec {
  override epilogue(): void {
    const { passes, failures, pending } = this.stats;
    const lines: string[] = [];
    Base.consoleLog = (...values: unknown[]) => void lines.push(format(...values));
    if (failures > 0) Base.list(this.failures);
    const outcome: Outcome = {
      ...{ passing: passes, failing: failures, pending },
      failures: lines.join("\n"),
      processorSeconds: processorSeconds(),
    };
    process.send?.(outcome);
  }
}
