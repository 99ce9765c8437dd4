/** An error in the cloud's own words. Providers report it as the operation's error, data planes as the vendor's error response. */
export class CloudError extends Error {
  override readonly name = "CloudError";
  /** The vendor's code: `ResourceNotFoundException`. */
  readonly code: string;
  readonly status: number;
  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}
