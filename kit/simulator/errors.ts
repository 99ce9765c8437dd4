/** What can go wrong with the simulator itself, as opposed to errors of a simulated cloud. */
export type SimulatorErrorCode = "ERR_BUSY" | "ERR_STORE" | "ERR_PORT" | "ERR_SIMULATOR" | "ERR_USAGE";

/** An error that its reader can correct. It is printed without a stack. */
export class SimulatorError extends Error {
  override readonly name = "SimulatorError";
  readonly code: SimulatorErrorCode;

  /** @param message - What is wrong, and what to do. */
  constructor(code: SimulatorErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code of a system error: `ENOENT`, `EADDRINUSE`. */
export function systemCode(error: unknown): string | undefined {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : undefined;
}
