/** How a secret is read. */
export interface SecretReadOptions {
  /**
   * Asks the cloud, and not what the function has kept: for when the kept value was refused by whoever it is meant for.
   * @default false
   */
  readonly fresh?: boolean;
}

/** Reads a secret. The function keeps what it has read for 5 minutes. */
export interface ReadsSecret {
  /**
   * The current value, or the one that was current up to 5 minutes ago.
   * @throws SecretError `NotSet` while the secret has no value, `Corrupt` for what is not one, `Throttled`, `Denied`, `NotFound` or `Unavailable`.
   */
  get(options?: SecretReadOptions): Promise<string>;
  /**
   * The value before the current one: for checking what was signed before a rotation. Workers keep none.
   * @returns `undefined` when there is none, and always on Cloudflare.
   * @throws SecretError as `get`.
   */
  previous(options?: SecretReadOptions): Promise<string | undefined>;
}
