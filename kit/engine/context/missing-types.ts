import { status } from "@grpc/grpc-js";
import { StepError } from "./step-error.ts";

/**
 * Whether a provider has thrown because it does not have a type: with the code for "not implemented" of HTTP or gRPC.
 * https://grpc.io/docs/guides/status-codes/
 */
export function isMissingType(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const { cause } = error;
  const isRefusedByServer = cause instanceof Error && "code" in cause && cause.code === status.UNIMPLEMENTED;
  return isRefusedByServer || ("status" in error && error.status === 501);
}

/** The resources of a run whose types no provider has. They are reported together when the program has ended. */
export class MissingTypes {
  /** Names of resources by type. */
  readonly #names = new Map<string, Set<string>>();

  add(type: string, name: string): void {
    this.#names.set(type, (this.#names.get(type) ?? new Set()).add(name));
  }

  /** The error to report, if types are missing. */
  toError(): StepError | undefined {
    const { size } = this.#names;
    if (size === 0) return undefined;
    const lines = [...this.#names].map(
      ([type, names]) => `\n  - ${type}: ${[...names].toSorted().map(quote).join(", ")}`,
    );
    const [these, them] =
      size === 1 ? ["this resource type", "it as it is"] : ["these resource types", "them as they are"];
    return new StepError(
      `The simulator does not have ${these}, which the program uses:${lines.toSorted().join("")}\n` +
        `A real \`pulumi up\` deploys ${them}. On simulated clouds, leave these resources out: let a setting in the ` +
        "stack's configuration say whether the program makes them.",
    );
  }
}

function quote(name: string): string {
  return `"${name}"`;
}
