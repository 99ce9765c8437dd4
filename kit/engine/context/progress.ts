import type { Diagnostic, Listener, Operation, Outcome, ResourceChanges, Severity, Step } from "../events.ts";
import { isProviderType, nameOf } from "../state/urn.ts";

/** Steps that belong to a replacement, which a summary counts once. */
const partOf: Partial<Record<Operation, Operation | "none">> = {
  "create-replacement": "replace",
  "delete-replaced": "none",
};

function isDefaultProvider({ type, urn }: Step): boolean {
  return isProviderType(type) && nameOf(urn).startsWith("default");
}

/** Reports a run's steps to a listener, and collects what the summary needs. */
export class Progress {
  readonly #listener: Listener;
  readonly #preview: boolean;
  readonly #counts = new Map<Operation, number>();
  readonly #errors: Diagnostic[];

  constructor(listener: Listener, preview: boolean, errors: Diagnostic[] = []) {
    this.#listener = listener;
    this.#preview = preview;
    this.#errors = errors;
  }

  get errors(): readonly Diagnostic[] {
    return this.#errors;
  }

  get changes(): ResourceChanges {
    return Object.fromEntries(this.#counts);
  }

  /** The progress of the same run for trial steps, of which only errors are reported. */
  withoutSteps(): Progress {
    const listener: Listener = (event) => {
      if (event.type === "diagnostic") this.#listener(event);
    };
    return new Progress(listener, this.#preview, this.#errors);
  }

  /** Performs a step, and reports its start and its end. */
  async perform<Result extends Outcome>(step: Step, work: () => Promise<Result>): Promise<Result> {
    // Default providers are internal to the engine: the real one does not show or count them either.
    if (isDefaultProvider(step)) return await work();
    this.#listener({ type: "resourcePre", step, preview: this.#preview });
    try {
      const result = await work();
      const { id, outputs } = result;
      this.#count(step.op);
      this.#listener({ type: "resOutputs", step, outcome: { id, outputs }, preview: this.#preview });
      return result;
    } catch (error) {
      this.#listener({ type: "resOpFailed", step });
      throw error;
    }
  }

  report(severity: Severity, message: string, urn?: string): void {
    const diagnostic: Diagnostic = { type: "diagnostic", severity, message, urn };
    if (severity === "error") this.#errors.push(diagnostic);
    this.#listener(diagnostic);
  }

  #count(op: Operation): void {
    const counted = partOf[op] ?? op;
    if (counted !== "none") this.#counts.set(counted, (this.#counts.get(counted) ?? 0) + 1);
  }
}
