/** A number of random bytes: `"64 bytes"`. */
export type RandomLength = `${number} bytes`;

/** Where the value of a secret comes from. */
export interface SecretOptions {
  /**
   * Generated at random by the first deployment: that many bytes, 16 to 1,024, in Base64. Another number generates another value.
   * @default the stack binds the value
   */
  readonly generate?: RandomLength;
  /** Set after the deployment, with `fourfold secret set`. @default the stack binds the value */
  readonly later?: true;
  /** The names it had before, so that what was deployed under them stays, with its value: `["signing"]`. @default [] */
  readonly was?: readonly string[];
}
