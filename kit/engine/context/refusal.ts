/**
 * A resource that is refused before anything has been changed: the rest of the program can still be checked. Its cause is the
 * original error. Several resources may be refused for the same cause, such as a provider that cannot be configured.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(cause: unknown) {
    super("The resource is refused.", { cause });
  }
}
