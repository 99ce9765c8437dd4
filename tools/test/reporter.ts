import { format } from "node:util";
import Mocha from "mocha";
import { processorSeconds } from "./processor-time.ts";

const { Base, Spec } = Mocha.reporters;

/** The outcome that an area's process sends when its tests have ended. */
export interface Outcome {
  readonly passing: number;
  readonly failing: number;
  readonly pending: number;
  /** The failures as mocha prints them. */
  readonly failures: string;
  readonly processorSeconds: number;
}

/** Messages from the process of an area: the title of a test as soon as it fails, and finally the outcome. */
export type Message = { readonly failed: string } | { readonly outcome: Outcome };

/**
 * Mocha's own report while tests run. Failures and the outcome are sent to the parent process:
 * https://mochajs.org/api/tutorial-custom-reporter.html
 */
// biome-ignore lint/style/noDefaultExport: Mocha wants one.
export default class AreaReporter extends Spec {
  constructor(...args: ConstructorParameters<typeof Spec>) {
    super(...args);
    this.runner.on("fail", (test) => send({ failed: test.fullTitle() }));
    // When the parent is gone, nothing reads the results.
    process.once("disconnect", () => process.exit(1));
    process.channel?.unref();
  }

  override epilogue(): void {
    const { passes, failures, pending } = this.stats;
    const lines: string[] = [];
    Base.consoleLog = (...values: unknown[]) => void lines.push(format(...values));
    if (failures > 0) Base.list(this.failures);
    const outcome = {
      ...{ passing: passes, failing: failures, pending },
      failures: lines.join("\n"),
      processorSeconds: processorSeconds(),
    };
    send({ outcome });
  }
}

function send(message: Message): void {
  process.send?.(message);
}
