/**
 * A secret as one cloud keeps it. It tries nothing again, and keeps nothing.
 * @throws SecretError from each of its methods; whatever else they throw shows that the cloud did not answer.
 */
export interface SecretStore {
  /** The current value. */
  current(): Promise<string>;
  /** The value before the current one, if there is one that can be read. */
  previous(): Promise<string | undefined>;
}
