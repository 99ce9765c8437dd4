/** A resource that is refused before anything is done about it: what else the program wants can still be checked. */
export class Refusal extends Error {
  override readonly name = "Refusal";
  /** What was thrown. Several resources can be refused for the same: the provider that none of them gets. */
  readonly reason: unknown;

  constructor(reason: unknown) {
    super("The resource is refused.", { cause: reason });
    this.reason = reason;
  }
}
