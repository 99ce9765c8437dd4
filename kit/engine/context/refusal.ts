/**
 * A resource that is refused before anything is done about it: what else the program wants can still be checked. Its cause
 * is what was thrown. Several resources can be refused for the same: the provider that none of them gets.
 */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(cause: unknown) {
    super("The resource is refused.", { cause });
  }
}
