/** A step that cannot be performed, with a message for the user for each problem. */
export class StepError extends Error {
  override readonly name = "StepError";
  readonly messages: readonly string[];
  constructor(...messages: readonly [string, ...string[]]) {
    super(messages.join("\n"));
    this.messages = messages;
  }
}

/** The messages of any error that a step has thrown. */
export function messagesOf(error: unknown): readonly string[] {
  if (error instanceof StepError) return error.messages;
  return [error instanceof Error ? error.message : String(error)];
}
