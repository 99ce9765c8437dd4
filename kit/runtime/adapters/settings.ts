/** What a deployed function knows of how its platform was set up. The bundler writes it into the entry. */
export interface Settings {
  /** How long the platform lets a request take, in seconds. */
  readonly timeout: number;
  /** Whether responses are sent while they are made. */
  readonly streaming: boolean;
  /** Largest request body, in bytes. */
  readonly maxBody: number;
}

/** Milliseconds that are kept back, so that an answer at the deadline still leaves before the platform ends the request. */
const reserve = 100;

/** The deadline of a request that may take some milliseconds from now. In milliseconds since 1970. */
export function deadlineIn(milliseconds: number): number {
  return Date.now() + Math.max(0, milliseconds - reserve);
}
