/** Sends a request to the set under test: `request("/health")`. */
export type SmokeRequest = (path: string, init?: RequestInit) => Promise<Response>;

/** One thing that must hold on every cloud. */
export interface SmokeCheck {
  /** What holds: `"GET /health answers 200"`. */
  readonly name: string;
  /** Throws when it does not hold. */
  check(request: SmokeRequest): void | Promise<void>;
}
